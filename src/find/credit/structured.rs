//! Author slots: what `<meta>`, JSON-LD and the fields of rows say of who wrote a text. They often name an
//! agency as a person (`"@type": "Person", "name": "AFP"`): the registry tells, not the type.

use std::borrow::Cow;

use crate::document::{Origin, OriginKind, Passage};
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::record::{Channel, Role};
use crate::text::{Folded, fold};

use super::super::view::{Lines, View};
use super::{Credit, Name, Relation, Slot, Who, label};

/// The most slots of one document that are read whatever they name, and the most that are read besides because they
/// may name a house: one of a thousand authors is seldom more than a person.
const MOST: (usize, usize) = (32, 64);

/// As many names as are read of one slot.
const LISTED: usize = 32;

/// The credits of all slots, and whether that is all of them.
pub fn all(
    origins: &[Origin],
    lexicon: &Lexicon,
    limits: &Limits,
    countries: &[String],
) -> (Vec<Credit>, bool) {
    let (mut all, mut beyond) = (Vec::new(), 0);
    let (mut read_whatever, mut whole) = (0, origins.len() < Origin::MOST);
    for origin in origins.iter().filter(|origin| relation(origin.kind).is_some()) {
        whole &= origin.text.matches([',', ';', '/']).count() < LISTED;
        if read_whatever < MOST.0 {
            read_whatever += 1;
            all.extend(read(origin, lexicon, limits, countries));
            continue;
        }
        let house = |name: &Name| matches!(name.who, Who::Organisation(_) | Who::Ambiguous(_));
        let may = beyond < MOST.1 && lexicon.organisations.may_hold(&fold(&origin.text));
        let credit = may.then(|| read(origin, lexicon, limits, countries)).flatten();
        match credit.filter(|credit| credit.names.iter().any(house)) {
            Some(credit) => {
                beyond += 1;
                all.push(credit);
            }
            None => whole = false,
        }
    }
    (all, whole)
}

/// What a slot says of whom it names; `None` where that is nobody who made or sent the text.
const fn relation(kind: OriginKind) -> Option<Relation> {
    match kind {
        OriginKind::Author | OriginKind::Translator | OriginKind::Editor => Some(Relation::Sent),
        OriginKind::Contributor => Some(Relation::Material),
        OriginKind::Source => Some(Relation::Source),
        OriginKind::Publisher
        | OriginKind::Holder
        | OriginKind::Site
        | OriginKind::Host
        | OriginKind::Canonical => None,
    }
}

/// *ANN LEE&lt;BR&gt;The Larkhaven Ledger*: a value without the tags that a page has left in it.
fn without_tags(value: &str) -> Cow<'_, str> {
    let Some((before, rest)) = value.split_once('<') else { return Cow::Borrowed(value) };
    match rest.split_once('>') {
        Some((tag, behind))
            if tag.bytes().all(|b| b.is_ascii_alphanumeric() || b"/ ".contains(&b)) =>
        {
            Cow::Owned(format!("{before}, {}", without_tags(behind)))
        }
        _ => Cow::Borrowed(value),
    }
}

/// The credit of an author slot or a source field, with the evidence of the slot.
fn read(
    origin: &Origin,
    lexicon: &Lexicon,
    limits: &Limits,
    countries: &[String],
) -> Option<Credit> {
    let relation = relation(origin.kind)?;
    let text = without_tags(&origin.text);
    let passage = Passage::plain(None, Channel::Text, text.to_string());
    let mut folded = Folded::default();
    folded.fill(&text, false);
    let (passage, folded, text) = (&passage, &folded, text.as_ref());
    let view = View { passage, text, folded, lexicon, limits, countries, names: None, plain: true };
    let mut names = label::value(&view, relation, &mut Lines::default());
    for name in &mut names {
        name.evidence = origin.evidence.clone();
    }
    // A name that the registry does not know is a person or a nickname, or the site itself.
    if relation == Relation::Source {
        names.retain(|name| matches!(name.who, Who::Organisation(_)));
    }
    // A house edits and translates by its people: where it is named for that, it says nothing of the text.
    let role = match origin.kind {
        OriginKind::Translator => Some(Role::Translator),
        OriginKind::Editor => Some(Role::Editor),
        _ => None,
    };
    if let Some(role) = role {
        names.retain_mut(|name| {
            let person = matches!(name.who, Who::Person(_));
            if person {
                name.who = Who::Person(role);
            }
            person
        });
    }
    (!names.is_empty()).then_some(Credit {
        slot: Slot::Structured,
        relation,
        names,
        desk: None,
        edge: true,
    })
}
