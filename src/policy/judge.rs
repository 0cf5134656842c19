//! (Record, Policy) → Verdict. Pure: the same four things always give the same verdict.
//!
//! Every clause is asked; the worst that fires decides. What makes a verdict milder is named in it: an
//! agreement in `discharged`, a waiver in `waived`, an allow clause in `clauses`.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::agreement::{Agreement, State};
use super::glob::NameGlob;
use super::obligation::Duties;
use super::statement::fits_licence;
use super::strictest;
use super::template::Hit;
use super::values::OneOrMany;
use super::verdict::{Decision, Discharged, Fired, Leverage, Verdict, Waived};
use super::word::{Id, Wanted};
use super::{Clause, Knowledge, Policy};
use crate::lexicon::stance::Stance;
use crate::record::{Action, Channel, OVERFLOW, Record, Role, Scope, Term};

/// One record before one policy.
pub(super) struct Case<'a> {
    pub record: &'a Record,
    pub knowledge: Knowledge<'a>,
    pub classes: &'a BTreeMap<Id, Vec<NameGlob>>,
    uses: &'a [Action],
    /// In force and about this document.
    in_force: Vec<&'a Agreement>,
    /// For each term, whether an agreement takes it away.
    discharged: Vec<bool>,
}

impl<'a> Case<'a> {
    /// The terms that no agreement takes away.
    pub fn terms(&self) -> impl Iterator<Item = &'a Term> {
        let discharged = self.discharged.iter().copied().chain(std::iter::repeat(false));
        self.record.terms.iter().zip(discharged).filter(|(_, gone)| !gone).map(|(term, _)| term)
    }

    /// The terms that stand in the way of the uses of the policy, without those that an agreement takes away.
    pub fn restrictions(&self) -> impl Iterator<Item = &'a Term> {
        self.terms().filter(|term| term.modality.restricts() && self.barred(term).next().is_some())
    }

    /// What an organisation, or one that it belongs to, has published against the uses of the policy, unless
    /// there is an agreement with it.
    pub fn stances(&self, id: Option<&'a str>) -> impl Iterator<Item = &'a Stance> {
        let line = id.filter(|_| !self.agreed(id)).map(|id| self.knowledge.organisations.line(id));
        line.into_iter().flatten().flat_map(|one| &one.stances).filter(|stance| {
            let bars = |one: &Action| self.knowledge.actions.bars(&stance.actions, *one);
            self.uses.iter().any(bars)
        })
    }

    /// The actions that are meant by `use` or by their names.
    pub fn wanted(&self, wanted: &OneOrMany<Wanted>) -> impl Iterator<Item = Action> {
        wanted.iter().flat_map(|wanted| match wanted {
            Wanted::Use => self.uses.to_vec(),
            Wanted::Action(action) => vec![*action],
        })
    }

    /// Whether a licence is of a class of the policy.
    pub fn is_of(&self, licence: &str, class: impl AsRef<str>) -> bool {
        let globs = self.classes.iter().find(|(id, _)| id.as_str() == class.as_ref());
        globs.is_some_and(|(_, globs)| globs.iter().any(|glob| fits_licence(glob, licence)))
    }

    /// Whether an agreement in force with this organisation, or with one it belongs to, permits every
    /// use of the policy.
    pub fn agreed(&self, id: Option<&str>) -> bool {
        id.is_some_and(|id| {
            self.in_force.iter().any(|agreement| {
                self.knowledge.organisations.belongs_to(id, agreement.with.as_str())
                    && agreement.permits(self.uses.iter().copied())
            })
        })
    }

    /// The uses that a term stands in the way of.
    fn barred(&self, term: &Term) -> impl Iterator<Item = Action> + Clone {
        let actions = term.actions.clone();
        self.uses.iter().copied().filter(move |one| self.knowledge.actions.bars(&actions, *one))
    }

    /// Whether an agreement, if it were in force, would take this term away.
    fn would_discharge(&self, agreement: &Agreement, term: &Term) -> bool {
        let mut barred = self.barred(term).peekable();
        let party = agreement.with.as_str();
        term.modality.restricts()
            && barred.peek().is_some()
            && agreement.permits(barred)
            && term.grantor.as_ref().map_or_else(
                || self.sole_owner() == Some(party),
                |grantor| grantor.id.as_deref() == Some(party),
            )
    }

    /// The one organisation that claims and publishes the text; `None` where two do, or one that is
    /// not known.
    fn sole_owner(&self) -> Option<&'a str> {
        let holders = self
            .record
            .notices
            .iter()
            .filter(|notice| notice.channel == Channel::Text)
            .filter_map(|notice| notice.holder.as_ref());
        let publishers = self
            .record
            .attribution
            .hops
            .iter()
            .filter(|hop| hop.role == Role::Republisher)
            .filter(|hop| hop.scope.unwrap_or(Scope::Text) == Scope::Text)
            .map(|hop| &hop.organisation);
        let mut owners = holders.chain(publishers).map(|party| party.id.as_deref());
        let first = owners.next()??;
        owners.all(|owner| owner == Some(first)).then_some(first)
    }

    /// Whether an agreement, in force or not, has to do with anything in this record.
    fn touches(&self, agreement: &Agreement) -> bool {
        let party = agreement.with.as_str();
        let belongs = |id: Option<&str>| {
            id.is_some_and(|id| self.knowledge.organisations.belongs_to(id, party))
        };
        self.record.terms.iter().any(|term| self.would_discharge(agreement, term))
            || self
                .record
                .attribution
                .hops
                .iter()
                .any(|hop| belongs(hop.organisation.id.as_deref()))
            || self.record.notices.iter().any(|notice| {
                belongs(notice.holder.as_ref().and_then(|holder| holder.id.as_deref()))
            })
    }
}

impl Policy {
    /// What this policy says of a record, on this day.
    pub fn judge(&self, record: &Record, as_of: Date, knowledge: &Knowledge<'_>) -> Verdict {
        let mut verdict = self.decide(record, as_of, knowledge, None);
        if verdict.decision > Decision::Allow {
            for with in parties(record) {
                let supposed = Agreement::supposed(with, &self.uses, as_of);
                let other = self.decide(record, as_of, knowledge, Some(&supposed)).decision;
                if other < verdict.decision {
                    let with = with.to_owned();
                    verdict.leverage.push(Leverage { with, decision: other });
                }
            }
        }
        verdict
    }

    /// [`Self::judge`] as if there were one agreement more.
    fn decide(
        &self,
        record: &Record,
        as_of: Date,
        knowledge: &Knowledge<'_>,
        supposed: Option<&Agreement>,
    ) -> Verdict {
        let mut mended = Cow::Borrowed(record);
        let mut curated = Vec::new();
        for (index, curation) in self.curations.iter().enumerate() {
            if curation.is_about(&record.document) {
                curated.extend(curation.mend(mended.to_mut(), index));
            }
        }
        let written = self.agreements.iter().enumerate().map(|(index, one)| (Some(index), one));
        let about: Vec<(Option<usize>, &Agreement)> = written
            .chain(supposed.map(|one| (None, one)))
            .filter(|(_, one)| one.is_about(&record.document))
            .collect();
        let in_force =
            about.iter().map(|(_, one)| *one).filter(|one| one.state(as_of) == State::InForce);
        let mut case = Case {
            record: &mended,
            knowledge: *knowledge,
            classes: &self.classes,
            uses: &self.uses,
            in_force: in_force.collect(),
            discharged: Vec::new(),
        };
        let mut verdict = Verdict {
            decision: self.otherwise,
            known: false,
            clauses: Vec::new(),
            obligations: Vec::new(),
            waived: Vec::new(),
            discharged: Vec::new(),
            agreements: Vec::new(),
            curated,
            leverage: Vec::new(),
            strictest: None,
            remarks: Vec::new(),
        };
        for term in &mended.terms {
            let by = case.in_force.iter().find(|one| case.would_discharge(one, term));
            verdict.discharged.extend(by.map(|agreement| Discharged {
                with: agreement.with.as_str().to_owned(),
                reference: agreement.reference.as_str().to_owned(),
                evidence: term.evidence.clone(),
            }));
            let gone = by.is_some();
            case.discharged.push(gone);
        }
        for (index, agreement) in about.into_iter().filter(|(_, one)| case.touches(one)) {
            verdict.agreements.push(agreement.stand(as_of, index));
            verdict.remarks.extend(agreement.remark(as_of));
        }
        verdict.strictest = strictest::find(&case);
        let mut duties = Duties::default();
        // Whether the policy says what becomes of a document of which not all was kept.
        let mut answered = false;
        for clause in &self.clauses {
            if let Some(hit) = clause.when.hit(&case) {
                answered |= clause.when.names_problem(OVERFLOW);
                self.fire(clause, hit, &case, as_of, &mut verdict, &mut duties);
            }
        }
        verdict.obligations = duties.list(&case);
        let worst = verdict.clauses.iter().map(|fired| fired.then).max();
        verdict.decision = match worst {
            Some(worst) => worst,
            None if verdict.waived.is_empty() => self.otherwise,
            None => Decision::Allow,
        };
        // What was left out may be what forbids it.
        if verdict.decision == Decision::Allow && !answered && is_cut(&mended) {
            verdict.decision = Decision::Review;
            verdict.clauses.push(Fired {
                id: OVERFLOW.to_owned(),
                then: Decision::Review,
                because: CUT.to_owned(),
                evidence: Vec::new(),
                known: false,
            });
        }
        verdict
    }

    /// Puts a clause that fired among those that count, or among those that are waived.
    fn fire(
        &self,
        clause: &Clause,
        hit: Hit,
        case: &Case<'_>,
        as_of: Date,
        verdict: &mut Verdict,
        duties: &mut Duties,
    ) {
        let because = clause
            .because
            .as_ref()
            .map_or_else(|| format!("clause {}", clause.id), |template| template.fill(&hit));
        let fired = Fired {
            id: clause.id.as_str().to_owned(),
            then: clause.then,
            because,
            evidence: hit.evidence,
            known: false,
        };
        let mut waivers = self.waivers.iter().enumerate().filter(|(_, waiver)| {
            waiver.clause == clause.id && waiver.is_about(&case.record.document)
        });
        let mut valid = waivers.clone().filter(|(_, waiver)| !waiver.has_expired(as_of));
        if let Some((index, waiver)) = valid.next() {
            verdict.waived.push(Waived {
                clause: fired,
                reason: waiver.reason.as_str().to_owned(),
                by: waiver.by.as_str().to_owned(),
                expires: waiver.expires,
                index: Some(index),
                also: valid.map(|(index, _)| index).collect(),
            });
            return;
        }
        if let Some((_, waiver)) = waivers.next() {
            verdict.remarks.push(format!(
                "the waiver of {} by {} expired on {}",
                clause.id,
                waiver.by.as_str(),
                waiver.expires
            ));
        }
        if clause.then == Decision::Allow {
            for duty in &clause.oblige {
                duties.of_clause(*duty, clause.id.as_str());
            }
            for id in hit.licences {
                let rule = case.knowledge.licences.get(&id);
                duties.of_licence(&id, rule.map_or(&[], |rule| &rule.obliges));
            }
        }
        verdict.clauses.push(fired);
    }
}

/// What stands for the sentence of a clause where not all that was found could be judged.
pub const CUT: &str = "more was found than is kept, so not all of it could be judged, and no clause of the policy about problems allows that";

fn is_cut(record: &Record) -> bool {
    record.problems.iter().any(|problem| problem.code == OVERFLOW)
}

/// The most organisations of one document that are asked what an agreement with them would change.
const PARTIES: usize = 8;

/// The known organisations that have a say in a record: who grants, who owns, whose copy it carries. Each
/// once, in the order of their ids.
fn parties(record: &Record) -> Vec<&str> {
    let grantors = record.terms.iter().filter_map(|term| term.grantor.as_ref());
    let holders = record.notices.iter().filter_map(|notice| notice.holder.as_ref());
    let hops = record.attribution.hops.iter();
    let hops = hops.filter(|hop| hop.scope.unwrap_or(Scope::Text) == Scope::Text);
    let all = grantors.chain(holders).chain(hops.map(|hop| &hop.organisation));
    let ids: BTreeSet<&str> = all.filter_map(|party| party.id.as_deref()).collect();
    ids.into_iter().take(PARTIES).collect()
}
