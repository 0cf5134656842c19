//! Everything found in one document: the facts, no judgement. The shape of a line of
//! `clearance scan --format jsonl` (design §4); fields may be added, none renamed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::document::Identity;

/// The schema of a record line.
pub const RECORD_SCHEMA: &str = "clearance.record/1";

/// A closed set of words that stand the same in Rust, YAML and JSON.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
        pub enum $name { $($(#[$vdoc])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            /// All words of the set, in their order.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// The word as it stands in YAML and JSON.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(self.word())
            }
        }
    };
}

words! {
    /// Where in a document a statement stands (design §1).
    Channel {
        /// The text a reader sees.
        Text = "text",
        /// `<meta name="robots">` and its kin.
        RobotsMeta = "robots-meta",
        /// HTTP headers that travel with a row.
        HttpHeader = "http-header",
        /// robots.txt of the host.
        RobotsTxt = "robots-txt",
        /// W3C TDM Reservation Protocol.
        Tdmrep = "tdmrep",
        /// IETF AIPREF vocabulary.
        Aipref = "aipref",
        /// Cloudflare content signals.
        ContentSignal = "content-signal",
        /// Really Simple Licensing.
        Rsl = "rsl",
        /// schema.org JSON-LD.
        JsonLd = "json-ld",
        /// `<meta>` rights statements and HTML comments.
        HtmlMeta = "html-meta",
        /// `<link rel="license">`, `<a rel="license">`.
        LinkRel = "link-rel",
        /// IPTC NewsML-G2.
        Newsml = "newsml",
        /// IPTC ninjs.
        Ninjs = "ninjs",
        /// IPTC NITF.
        Nitf = "nitf",
        /// A metadata column of a row (`license`, `rights`, `copyright`).
        Metadata = "metadata",
    }
}

words! {
    /// What a term says of its actions (design §1).
    Modality {
        /// Forbidden, also where an exception follows.
        Prohibited = "prohibited",
        /// Only with leave: reservations, "only with permission".
        PermissionRequired = "permission-required",
        /// Allowed without condition.
        Permitted = "permitted",
        /// Allowed on a condition.
        PermittedWithConditions = "permitted-with-conditions",
    }
}

impl Modality {
    /// Whether it stands in the way of a use.
    pub const fn restricts(self) -> bool {
        matches!(self, Self::Prohibited | Self::PermissionRequired)
    }
}

words! {
    /// What is done with a text (design §1). The set is closed.
    Action {
        /// Copying.
        Reproduce = "reproduce",
        /// Publishing, passing on, broadcasting.
        Distribute = "distribute",
        /// Changing, translating, deriving.
        Modify = "modify",
        /// Use for gain.
        CommercialUse = "commercial-use",
        /// Linking, framing.
        Link = "link",
        /// Keeping, caching.
        Archive = "archive",
        /// Visiting by a robot.
        Crawl = "crawl",
        /// Taking content out by a robot.
        Scrape = "scrape",
        /// Search indexing.
        Index = "index",
        /// Text and data mining.
        Tdm = "tdm",
        /// Training of models.
        AiTrain = "ai-train",
        /// Input of AI: retrieval, grounding, indexing for AI, summaries.
        AiUse = "ai-use",
    }
}

words! {
    /// On what condition (design §1).
    Condition {
        /// Leave in writing.
        WrittenPermission = "written-permission",
        /// Leave in any form.
        Permission = "permission",
        /// Naming the source.
        Attribution = "attribution",
        /// Not for gain.
        NonCommercial = "non-commercial",
        /// Under the same terms.
        ShareAlike = "share-alike",
        /// Against payment.
        Payment = "payment",
        /// For subscribers.
        Subscription = "subscription",
    }
}

words! {
    /// What an organisation or a person of the chain did (design §4).
    Role {
        /// Made the text or the statement.
        Originator = "originator",
        /// Got a statement ("told X").
        Interviewer = "interviewer",
        /// The agency that sent the text.
        Wire = "wire",
        /// A brand of another hop.
        Brand = "brand",
        /// A network or syndicate that passed it on.
        Distributor = "distributor",
        /// The publisher of this copy.
        Republisher = "republisher",
        /// A picture agency (scope photo).
        Photo = "photo",
        /// A person: wrote it.
        Reporter = "reporter",
        /// A person: edited it.
        Editor = "editor",
        /// A person: translated it.
        Translator = "translator",
        /// A person: took the picture.
        Photographer = "photographer",
    }
}

words! {
    /// How a hop is joined to the next one of the chain.
    Relation {
        /// Gave it a statement, or its text.
        GaveTo = "gave-to",
        /// Is a brand of it, or carries its copy under a brand.
        BrandOf = "brand-of",
        /// Was sent on by it.
        DistributedVia = "distributed-via",
        /// Its material is part of the other's text.
        MaterialOf = "material-of",
        /// Was published by it.
        RepublishedBy = "republished-by",
        /// Was translated by it.
        TranslatedBy = "translated-by",
        /// Was quoted by it.
        QuotedBy = "quoted-by",
        /// Stands beside it: neither comes from the other.
        CoSource = "co-source",
    }
}

words! {
    /// What the place of a hop before the next one rests on.
    Order {
        /// The text says so (*via*, *originally published by*, *distributed by*).
        Stated = "stated",
        /// The registry knows it: a brand and its owner, a network and its member.
        Registry = "registry",
        /// Only the kind of the organisation, or the order of the text.
        Inferred = "inferred",
    }
}

words! {
    /// How much of the chain the document tells.
    Completeness {
        /// From an origin to a publisher, without gaps.
        Full = "full",
        /// Something is missing; `gaps` says what.
        Partial = "partial",
        /// Nothing is credited.
        None = "none",
    }
}

words! {
    /// What is missing in a chain.
    Gap {
        /// An agency is credited but not named (*with inputs from agencies*).
        UnnamedSource = "unnamed-source",
        /// Nobody is named who published it.
        NoPublisher = "no-publisher",
        /// A publisher is named, and nothing about where the text came from.
        NoSource = "no-source",
        /// More are credited than are kept.
        Overflow = "overflow",
        /// A name is credited that is that of more than one organisation.
        AmbiguousName = "ambiguous-name",
    }
}

words! {
    /// What part of the document a hop or a person is about. The three never mix.
    Scope {
        /// The text.
        Text = "text",
        /// A picture.
        Photo = "photo",
        /// A quoted statement.
        Statement = "statement",
    }
}

words! {
    /// A circumstance of a statement: where it stands and how it is said. What each weighs stands in
    /// `rules/weights.yaml`.
    Feature {
        /// Near the end of the text.
        Tail = "tail",
        /// On a line of its own.
        OwnLine = "own-line",
        /// In the footer of a page.
        Footer = "footer",
        /// In a menu.
        Navigation = "navigation",
        /// In a teaser or a sidebar.
        Aside = "aside",
        /// In a caption.
        Caption = "caption",
        /// In a block of quotation.
        QuoteBlock = "quote-block",
        /// In a block of code.
        Code = "code",
        /// In the middle of running text.
        AmongProse = "among-prose",
        /// A word that means what is done to texts.
        StrongAction = "strong-action",
        /// Says that it is about texts.
        ContentNamed = "content-named",
        /// Says on what condition.
        ConditionNamed = "condition-named",
        /// Holds only so: without the condition it is not allowed.
        OnlySo = "only-so",
        /// About the speaker's own.
        Ours = "ours",
        /// Somebody said, sued, announced.
        Reporting = "reporting",
        /// Beside a sentence in which somebody said, sued, announced.
        AmongReports = "among-reports",
        /// Within quotation marks.
        Quoted = "quoted",
        /// The speaker promises.
        SpeakerActs = "speaker-acts",
        /// About the reader's own.
        Yours = "yours",
        /// A question.
        Question = "question",
        /// Of another domain.
        Elsewhere = "elsewhere",
        /// A long sentence.
        LongSentence = "long-sentence",
        /// Without a word that forbids or allows.
        Verbless = "verbless",
        /// Does not say what it is done to.
        Objectless = "objectless",
        /// A long sentence that names no text, site, machine or leave.
        NothingNamed = "nothing-named",
        /// The sign itself.
        Mark = "mark",
        /// The word without the sign.
        WordOnly = "word-only",
        /// A year beside it.
        Year = "year",
        /// A name beside it.
        Holder = "holder",
        /// All rights reserved.
        Formula = "formula",
        /// The formula with nothing beside it.
        FormulaOnly = "formula-only",
        /// Says whose it is.
        Owned = "owned",
        /// Says that it is protected.
        Protected = "protected",
        /// Behind the label of a picture's credit.
        PhotoLabel = "photo-label",
        /// Names joined by a slash, without a year.
        AgencySlash = "agency-slash",
        /// Running text before it on its line.
        ProseBefore = "prose-before",
        /// A licence named by its address.
        Address = "address",
        /// Says that something is put under it.
        Licensed = "licensed",
        /// A link that says it is the licence of the page.
        Rel = "rel",
    }
}

/// The exact place a fact was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// For a row, the field that the offsets point into.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// First byte in the source as decoded to UTF-8.
    pub start: usize,
    /// Byte after the last.
    pub end: usize,
    /// 1-based line of the first byte.
    pub line: usize,
    /// 1-based column of the first byte, in characters.
    pub column: usize,
    /// What stands there, as a reader sees it; cut at [`crate::limits::Limits::quote_characters`].
    pub quote: String,
}

/// An organisation or a person by the name that was read, and the registry's id where it knows it.
#[derive(
    Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema,
)]
pub struct Party {
    /// The name as printed, for a known organisation its registered name.
    pub name: String,
    /// The id in `rules/organisations`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// A year or a range of years, both ends included, as printed (not converted between calendars).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
pub struct Years {
    /// First year.
    pub from: u16,
    /// Last year; for an open range the first.
    pub to: u16,
}

/// A claim of copyright.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// Who claims it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub holder: Option<Party>,
    /// For which years.
    #[serde(default)]
    pub years: Vec<Years>,
    /// Whether all rights are said to be reserved.
    #[serde(default)]
    pub all_rights_reserved: bool,
    /// Where it stands.
    pub channel: Channel,
    /// 0 to 1, from `rules/weights.yaml`.
    pub confidence: f64,
    /// What that came from: the features of `rules/weights.yaml` that were seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<Feature>,
    /// What it was read from.
    pub evidence: Evidence,
}

/// One statement of what may or may not be done.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Term {
    /// Forbidden, reserved or allowed.
    pub modality: Modality,
    /// What; empty means any use.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Whether AI, machine learning, mining, crawling, scraping or automated collection is addressed.
    #[serde(default)]
    pub ai_specific: bool,
    /// On what condition it is allowed, or falls away.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Who may give leave, or who says so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grantor: Option<Party>,
    /// User agents that it is addressed to; `*` is everyone.
    pub agents: Vec<String>,
    /// How far it reaches: `site` or `document`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// Where it stands.
    pub channel: Channel,
    /// 0 to 1, from `rules/weights.yaml`.
    pub confidence: f64,
    /// What that came from: the features of `rules/weights.yaml` that were seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<Feature>,
    /// What it was read from.
    pub evidence: Evidence,
}

/// A named licence that the document is put under.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Licence {
    /// SPDX id, or `LicenseRef-…` where SPDX has none; a family whose version was not read has no
    /// version (`CC-BY-NC`).
    pub id: String,
    /// The address it was named by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where it stands.
    pub channel: Channel,
    /// 0 to 1, from `rules/weights.yaml`.
    pub confidence: f64,
    /// What that came from: the features of `rules/weights.yaml` that were seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub circumstances: Vec<Feature>,
    /// What it was read from.
    pub evidence: Evidence,
}

/// One organisation in the attribution chain.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Hop {
    /// Which.
    pub organisation: Party,
    /// What it did.
    pub role: Role,
    /// Left out for the text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
    /// How it is joined to the next hop of its scope; left out for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// What its place before the next hop rests on; left out for the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<Order>,
    /// The desk or product code beside an agency (`lno` of `dpa/lno`), as printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// The house that it is a brand of, as the registry knows it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brand_of: Option<Party>,
    /// Whether it is a network: it passes on the copy of its members, and has none of its own.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub network: bool,
    /// 0 to 1; where only the kind of the organisation put it in its place, less.
    pub confidence: f64,
    /// What it was read from.
    pub evidence: Evidence,
}

/// A person who is credited.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Person {
    /// As printed.
    pub name: String,
    /// What for.
    pub role: Role,
    /// BCP 47 tag of the language that a translator translated from, where the text names it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source_language: Option<String>,
    /// What it was read from.
    pub evidence: Evidence,
}

/// Where the article came from: hops from origin to publisher, and the persons credited.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Attribution {
    /// From the origin to the publisher.
    #[serde(default)]
    pub hops: Vec<Hop>,
    /// In the order of the text.
    #[serde(default)]
    pub persons: Vec<Person>,
    /// How much of the chain the document tells; left out where nothing is credited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub completeness: Option<Completeness>,
    /// What is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub gaps: Vec<Gap>,
}

/// Which channels could be seen in this input. Absence of a statement is not permission, and a channel
/// that could not be seen is not absence.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, JsonSchema)]
pub struct Coverage {
    /// Seen.
    pub channels: Vec<Channel>,
    /// Not part of this input.
    pub missing: Vec<Channel>,
}

/// Something that went wrong but did not keep the document from being read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// Kebab-case, stable: `encoding-guessed`, `findings-overflow`, ….
    pub code: String,
    /// For people.
    pub message: String,
}

/// The code of a problem: more was found than is kept, so what is kept is not all that the document says.
pub const OVERFLOW: &str = "findings-overflow";

impl Problem {
    /// A problem with its stable code and its sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), message: message.into() }
    }
}

/// Everything found in one document.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// Always [`RECORD_SCHEMA`].
    pub schema: String,
    /// What the document is called.
    pub document: Identity,
    /// Claims of copyright.
    #[serde(default)]
    pub notices: Vec<Notice>,
    /// What may and may not be done.
    #[serde(default)]
    pub terms: Vec<Term>,
    /// Named licences.
    #[serde(default)]
    pub licences: Vec<Licence>,
    /// Where it came from.
    #[serde(default)]
    pub attribution: Attribution,
    /// What could be seen.
    #[serde(default)]
    pub coverage: Coverage,
    /// What went wrong.
    #[serde(default)]
    pub problems: Vec<Problem>,
}

/// How far a document got before it failed.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Finding it in the tree.
    Walk,
    /// Opening, unpacking, decoding, parsing.
    Read,
    /// Finding statements in it.
    Find,
    /// Holding it against the policy.
    Judge,
}

/// Why a document has no record. It is never dropped and never allowed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Failure {
    /// How far it got.
    pub stage: Stage,
    /// What was wrong and, where there is something to do, what.
    pub reason: String,
}
