//! Conditions on one statement: notice, term, licence, hop. Fields that are named must all fit the *same*
//! statement; a field with a list fits by any of its values.

use schemars::JsonSchema;
use serde::Deserialize;

use super::describe::Phrase;
use super::glob::NameGlob;
use super::judge::Case;
use super::template::{Hit, Place};
use super::values::OneOrMany;
use super::word::{Confidence, Or, Wanted};
use crate::lexicon::organisation::OrganisationKind;
use crate::record::{
    Action, Channel, Condition, Hop, Licence, Modality, Notice, Party, Role, Scope, Term,
};

/// Whether a field fits: by any of its values, or because it is not named.
pub(super) fn any<T>(field: Option<&OneOrMany<T>>, fits: impl Fn(&T) -> bool) -> bool {
    field.is_none_or(|values| values.iter().any(fits))
}

fn party(field: Option<&OneOrMany<Or<NameGlob>>>, party: Option<&Party>) -> bool {
    any(field, |wanted| match (wanted, party) {
        (Or::Absent, None) => true,
        (Or::Value(glob), Some(party)) => glob.fits_party(party),
        _ => false,
    })
}

fn sure(least: Option<Confidence>, below: Option<Confidence>, confidence: f64) -> bool {
    least.is_none_or(|least| confidence >= least.value())
        && below.is_none_or(|below| confidence < below.value())
}

/// Whether there is an agreement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Agreed {
    /// None in force that permits the use.
    None,
    /// One in force that permits the use.
    Any,
}

impl Agreed {
    const fn word(self) -> &'static str {
        match self {
            Self::None => "none in force that permits the use",
            Self::Any => "one in force that permits the use",
        }
    }
}

/// How far a term reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// The whole site.
    Site,
    /// This document.
    Document,
}

impl Reach {
    const fn word(self) -> &'static str {
        match self {
            Self::Site => "site",
            Self::Document => "document",
        }
    }
}

impl std::fmt::Display for Reach {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.word())
    }
}

/// A condition on one notice.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NoticeTest {
    /// Id or name of the holder, or `none`.
    holder: Option<OneOrMany<Or<NameGlob>>>,
    /// Whether all rights are said to be reserved.
    all_rights_reserved: Option<bool>,
    /// Where it stands.
    channel: Option<OneOrMany<Channel>>,
    /// Whether there is an agreement with the holder.
    agreement: Option<Agreed>,
    /// How sure the reading is at least.
    confidence_at_least: Option<Confidence>,
    /// Less sure than this.
    confidence_below: Option<Confidence>,
}

impl NoticeTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let fits = |notice: &&Notice| {
            party(self.holder.as_ref(), notice.holder.as_ref())
                && self.all_rights_reserved.is_none_or(|want| want == notice.all_rights_reserved)
                && any(self.channel.as_ref(), |channel| *channel == notice.channel)
                && self.agreement.is_none_or(|want| {
                    let id = notice.holder.as_ref().and_then(|holder| holder.id.as_deref());
                    case.agreed(id) == (want == Agreed::Any)
                })
                && sure(self.confidence_at_least, self.confidence_below, notice.confidence)
        };
        let mut found = false;
        for notice in case.record.notices.iter().filter(fits) {
            found = true;
            hit.show(&notice.evidence);
            hit.say(Place::Channel, notice.channel.word());
            if let Some(holder) = &notice.holder {
                hit.say(Place::Holder, holder.name.as_str());
            }
            for years in &notice.years {
                if years.from == years.to {
                    hit.say(Place::Years, years.from.to_string());
                } else {
                    hit.say(Place::Years, format!("{}–{}", years.from, years.to));
                }
            }
        }
        found
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("a copyright notice")
            .list("whose holder is", self.holder.as_ref())
            .with(self.all_rights_reserved.map(|yes| {
                if yes { "that reserves all rights" } else { "that does not reserve all rights" }
            }))
            .list("in the channel", self.channel.as_ref())
            .with(self.agreement.map(|one| format!("agreement with the holder: {}", one.word())))
            .sure(self.confidence_at_least, self.confidence_below)
            .end()
    }
}

/// A condition on one term.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TermTest {
    /// Forbidden, reserved or allowed.
    modality: Option<OneOrMany<Modality>>,
    /// The use it is about: a restriction of any act the use needs, a permission of all acts by name.
    covers: Option<OneOrMany<Wanted>>,
    /// Acts it names, any of these.
    actions: Option<OneOrMany<Action>>,
    /// Whether AI and its like are addressed.
    ai_specific: Option<bool>,
    /// On what condition, or `none`.
    condition: Option<OneOrMany<Or<Condition>>>,
    /// Id or name of who may give leave, or `none`.
    grantor: Option<OneOrMany<Or<NameGlob>>>,
    /// Where it stands.
    channel: Option<OneOrMany<Channel>>,
    /// How far it reaches.
    scope: Option<OneOrMany<Reach>>,
    /// Agents it is addressed to, by their very name; `*` is everyone.
    agents: Option<OneOrMany<String>>,
    /// How sure the reading is at least.
    confidence_at_least: Option<Confidence>,
    /// Less sure than this.
    confidence_below: Option<Confidence>,
}

impl TermTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let mut found = false;
        let terms = case.terms().filter(|term| self.fits(case, term));
        for term in terms {
            found = true;
            hit.show(&term.evidence);
            hit.say(Place::Modality, term.modality.word());
            hit.say(Place::Channel, term.channel.word());
            for action in &term.actions {
                hit.say(Place::Actions, action.word());
            }
            if let Some(condition) = term.condition {
                hit.say(Place::Condition, condition.word());
            }
            if let Some(grantor) = &term.grantor {
                hit.say(Place::Grantor, grantor.name.as_str());
            }
        }
        found
    }

    fn fits(&self, case: &Case<'_>, term: &Term) -> bool {
        any(self.modality.as_ref(), |modality| *modality == term.modality)
            && self.covers.as_ref().is_none_or(|wanted| covers(case, term, wanted))
            && any(self.actions.as_ref(), |action| term.actions.contains(action))
            && self.ai_specific.is_none_or(|want| want == term.ai_specific)
            && any(self.condition.as_ref(), |wanted| match wanted {
                Or::Absent => term.condition.is_none(),
                Or::Value(condition) => term.condition == Some(*condition),
            })
            && party(self.grantor.as_ref(), term.grantor.as_ref())
            && any(self.channel.as_ref(), |channel| *channel == term.channel)
            && any(self.scope.as_ref(), |reach| term.scope.as_deref() == Some(reach.word()))
            && any(self.agents.as_ref(), |agent| {
                term.agents.iter().any(|addressed| addressed.eq_ignore_ascii_case(agent))
            })
            && sure(self.confidence_at_least, self.confidence_below, term.confidence)
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("a term")
            .list("that says", self.modality.as_ref())
            .list("about", self.covers.as_ref())
            .list("that names", self.actions.as_ref())
            .with(
                self.ai_specific
                    .map(|yes| if yes { "that addresses AI" } else { "that does not address AI" }),
            )
            .list("with the condition", self.condition.as_ref())
            .list("whose grantor is", self.grantor.as_ref())
            .list("in the channel", self.channel.as_ref())
            .list("that reaches over the", self.scope.as_ref())
            .list("addressed to", self.agents.as_ref())
            .sure(self.confidence_at_least, self.confidence_below)
            .end()
    }
}

/// Whether a term is about what is wanted. One forbidden act is enough to stand in the way; a permission
/// must name every act that is wanted.
fn covers(case: &Case<'_>, term: &Term, wanted: &OneOrMany<Wanted>) -> bool {
    let mut actions = case.wanted(wanted);
    if term.modality.restricts() {
        actions.any(|action| case.knowledge.actions.bars(&term.actions, action))
    } else {
        actions.all(|action| term.actions.contains(&action))
    }
}

/// Whether a pattern fits the id of a licence. A port that SPDX has no id for is the licence it is a port of.
pub(super) fn fits_licence(glob: &NameGlob, id: &str) -> bool {
    glob.fits(id) || id.strip_prefix("LicenseRef-").is_some_and(|bare| glob.fits(bare))
}

/// A condition on one licence.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LicenceTest {
    /// SPDX id.
    id: Option<OneOrMany<NameGlob>>,
    /// A class of the policy, or `none` for a licence of no class.
    pub(super) class: Option<OneOrMany<Or<String>>>,
    /// What it must permit; all of it.
    permits: Option<OneOrMany<Wanted>>,
    /// Where it stands.
    channel: Option<OneOrMany<Channel>>,
    /// How sure the reading is at least.
    confidence_at_least: Option<Confidence>,
    /// Less sure than this.
    confidence_below: Option<Confidence>,
}

impl LicenceTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let fits = |licence: &&Licence| {
            any(self.id.as_ref(), |glob| fits_licence(glob, &licence.id))
                && any(self.class.as_ref(), |class| match class {
                    Or::Absent => !case.classes.keys().any(|one| case.is_of(&licence.id, one)),
                    Or::Value(class) => case.is_of(&licence.id, class),
                })
                && self.permits.as_ref().is_none_or(|wanted| {
                    // A licence nobody has read permits nothing.
                    case.knowledge.licences.get(&licence.id).is_some_and(|rule| {
                        case.wanted(wanted).all(|action| rule.permits.contains(&action))
                    })
                })
                && any(self.channel.as_ref(), |channel| *channel == licence.channel)
                && sure(self.confidence_at_least, self.confidence_below, licence.confidence)
        };
        let mut found = false;
        for licence in case.record.licences.iter().filter(fits) {
            found = true;
            hit.show(&licence.evidence);
            hit.say(Place::Licence, licence.id.as_str());
            hit.say(Place::Channel, licence.channel.word());
            if !hit.licences.contains(&licence.id) {
                hit.licences.push(licence.id.clone());
            }
        }
        found
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("a licence")
            .list("whose id is", self.id.as_ref())
            .list("of the class", self.class.as_ref())
            .list("that permits", self.permits.as_ref())
            .list("in the channel", self.channel.as_ref())
            .sure(self.confidence_at_least, self.confidence_below)
            .end()
    }
}

/// A condition on one hop of the attribution.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HopTest {
    /// Its id, or `unknown`.
    pub(super) organisation: Option<OneOrMany<Or<String>>>,
    /// What it is.
    kind: Option<OneOrMany<OrganisationKind>>,
    /// What it did.
    role: Option<OneOrMany<Role>>,
    /// Text, photo or statement.
    scope: Option<OneOrMany<Scope>>,
    /// ISO 3166-1 alpha-2: two capital letters, of some organisation of the registry.
    pub(super) country: Option<OneOrMany<String>>,
    /// Id of a network.
    pub(super) member_of: Option<OneOrMany<String>>,
    /// What it, or one it belongs to, has published against the uses of the policy, where no agreement says
    /// otherwise.
    stance: Option<OneOrMany<Modality>>,
    /// Whether there is an agreement with it or with one it belongs to.
    agreement: Option<Agreed>,
    /// How sure the reading is at least.
    confidence_at_least: Option<Confidence>,
    /// Less sure than this.
    confidence_below: Option<Confidence>,
}

impl HopTest {
    pub(super) fn hit(&self, case: &Case<'_>, hit: &mut Hit) -> bool {
        let mut found = false;
        for hop in case.record.attribution.hops.iter().filter(|hop| self.fits(case, hop)) {
            found = true;
            hit.show(&hop.evidence);
            hit.say(Place::Organisation, hop.organisation.name.as_str());
            hit.say(Place::Role, hop.role.word());
            let id = hop.organisation.id.as_deref();
            let known = id.and_then(|id| case.knowledge.organisations.get(id));
            let country = known.and_then(|known| known.country.as_deref());
            if let Some(country) = country {
                hit.say(Place::Country, country);
            }
            for stance in case
                .stances(id.filter(|_| self.stance.is_some()))
                .filter(|one| any(self.stance.as_ref(), |modality| *modality == one.modality))
            {
                let mut said = vec![
                    (Place::Organisation, hop.organisation.name.clone()),
                    (Place::Role, hop.role.word().to_owned()),
                    (Place::Modality, stance.modality.word().to_owned()),
                    (Place::Source, format!("{}, {}", stance.source, stance.as_of)),
                ];
                said.extend(country.map(|country| (Place::Country, country.to_owned())));
                let actions = stance.actions.iter();
                said.extend(actions.map(|action| (Place::Actions, action.word().to_owned())));
                hit.published(&said);
            }
        }
        found
    }

    fn fits(&self, case: &Case<'_>, hop: &Hop) -> bool {
        let id = hop.organisation.id.as_deref();
        let known = id.and_then(|id| case.knowledge.organisations.get(id));
        any(self.organisation.as_ref(), |wanted| match wanted {
            Or::Absent => known.is_none(),
            Or::Value(wanted) => id == Some(wanted.as_str()),
        }) && any(self.kind.as_ref(), |kind| known.is_some_and(|one| one.kind == *kind))
            && any(self.role.as_ref(), |role| *role == hop.role)
            && any(self.scope.as_ref(), |scope| *scope == hop.scope.unwrap_or(Scope::Text))
            && any(self.country.as_ref(), |country| {
                known
                    .and_then(|one| one.country.as_deref())
                    .is_some_and(|own| own.eq_ignore_ascii_case(country))
            })
            && any(self.member_of.as_ref(), |network| {
                known.is_some_and(|one| one.is_member_of(network))
            })
            && any(self.stance.as_ref(), |modality| {
                case.stances(id).any(|stance| stance.modality == *modality)
            })
            && self.agreement.is_none_or(|want| case.agreed(id) == (want == Agreed::Any))
            && sure(self.confidence_at_least, self.confidence_below, hop.confidence)
    }

    pub(super) fn describe(&self) -> String {
        Phrase::new("an organisation in the attribution")
            .list("which is", self.organisation.as_ref())
            .words("of the kind", self.kind.as_ref())
            .list("in the role", self.role.as_ref())
            .list("for the", self.scope.as_ref())
            .list("of the country", self.country.as_ref())
            .list("that is a member of", self.member_of.as_ref())
            .list("whose published stance on the use is", self.stance.as_ref())
            .with(self.agreement.map(|one| format!("agreement with it: {}", one.word())))
            .sure(self.confidence_at_least, self.confidence_below)
            .end()
    }
}
