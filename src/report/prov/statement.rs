//! One statement of PROV, before it is spelt: an entity, an agent, an activity or a relation of two.

/// What a statement is, by its names in PROV-DM.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// A thing: a version of an article, a picture, a quoted statement.
    Entity,
    /// Something that was done: a translation, a transmission.
    Activity,
    /// An organisation, a person, this program.
    Agent,
    /// An activity used an entity.
    Usage,
    /// An activity made an entity.
    Generation,
    /// An entity came of another.
    Derivation,
    /// An entity is an agent's.
    Attribution,
    /// An agent had a part in an activity.
    Association,
    /// An agent acted for another.
    Delegation,
}

impl Kind {
    /// The name of the statement in PROV-JSON.
    pub const fn in_json(self) -> &'static str {
        match self {
            Self::Entity => "entity",
            Self::Activity => "activity",
            Self::Agent => "agent",
            Self::Usage => "used",
            Self::Generation => "wasGeneratedBy",
            Self::Derivation => "wasDerivedFrom",
            Self::Attribution => "wasAttributedTo",
            Self::Association => "wasAssociatedWith",
            Self::Delegation => "actedOnBehalfOf",
        }
    }

    /// The class of a thing in PROV-O; of a relation, of its qualified form.
    pub const fn in_prov_o(self) -> &'static str {
        match self {
            Self::Entity => "prov:Entity",
            Self::Activity => "prov:Activity",
            Self::Agent => "prov:Agent",
            Self::Usage => "prov:Usage",
            Self::Generation => "prov:Generation",
            Self::Derivation => "prov:Derivation",
            Self::Attribution => "prov:Attribution",
            Self::Association => "prov:Association",
            Self::Delegation => "prov:Delegation",
        }
    }
}

/// A value of an attribute.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// A name with its prefix: `prov:Organization`.
    Name(String),
    /// Text, from a document: it is escaped where it is written.
    Text(String),
    /// A fraction: a confidence.
    Fraction(f64),
    /// A count: bytes, lines.
    Count(u64),
}

/// One statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// What it is.
    pub kind: Kind,
    /// The name of the thing, with its prefix; a relation has none.
    pub id: Option<String>,
    /// The things a relation joins: the attribute of PROV-DM (without `prov:`) and the thing's name.
    pub joins: Vec<(&'static str, String)>,
    /// More about it: the attribute with its prefix, and its value. An attribute may repeat.
    pub attributes: Vec<(&'static str, Value)>,
}

impl Statement {
    /// A thing by its name.
    pub fn thing(kind: Kind, id: impl Into<String>) -> Self {
        Self { kind, id: Some(id.into()), joins: Vec::new(), attributes: Vec::new() }
    }

    /// A relation of things.
    pub fn relation(kind: Kind, joins: &[(&'static str, &str)]) -> Self {
        let joins = joins.iter().map(|(role, name)| (*role, (*name).to_owned())).collect();
        Self { kind, id: None, joins, attributes: Vec::new() }
    }

    /// The statement with one attribute more.
    #[must_use]
    pub fn with(mut self, attribute: &'static str, value: Value) -> Self {
        self.attributes.push((attribute, value));
        self
    }

    /// The statement with a text, where there is one.
    #[must_use]
    pub fn text(self, attribute: &'static str, text: Option<&str>) -> Self {
        match text {
            Some(text) => self.with(attribute, Value::Text(text.to_owned())),
            None => self,
        }
    }

    /// The statement with a type, or with a role, that is a name.
    #[must_use]
    pub fn name(self, attribute: &'static str, name: &str) -> Self {
        self.with(attribute, Value::Name(name.to_owned()))
    }
}
