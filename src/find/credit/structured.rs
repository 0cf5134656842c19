//! Author slots: what `<meta>`, JSON-LD and the fields of rows say of who wrote a text. They often name an
//! agency as a person (`"@type": "Person", "name": "AFP"`): the registry tells, not the type.

use crate::document::{Origin, OriginKind, Passage};
use crate::lexicon::Lexicon;
use crate::limits::Limits;
use crate::record::Channel;
use crate::text::Folded;

use super::super::view::{Lines, View};
use super::{Credit, Relation, Slot, Who, label};

/// The credit of an author slot or a source field, with the evidence of the slot.
pub fn read(
    origin: &Origin,
    lexicon: &Lexicon,
    limits: &Limits,
    countries: &[String],
) -> Option<Credit> {
    let relation = match origin.kind {
        OriginKind::Author => Relation::Sent,
        OriginKind::Source => Relation::Source,
        _ => return None,
    };
    let passage = Passage::plain(None, Channel::Text, origin.text.clone());
    let mut folded = Folded::default();
    folded.fill(&origin.text, false);
    let (passage, folded, text) = (&passage, &folded, origin.text.as_str());
    let view = View { passage, text, folded, lexicon, limits, countries, names: None, plain: true };
    let mut names = label::value(&view, relation, &mut Lines::default());
    for name in &mut names {
        name.evidence = origin.evidence.clone();
    }
    // A name that the registry does not know is a person or a nickname, or the site itself.
    if relation == Relation::Source {
        names.retain(|name| matches!(name.who, Who::Organisation(_)));
    }
    (!names.is_empty()).then_some(Credit {
        slot: Slot::Structured,
        relation,
        names,
        desk: None,
        edge: true,
    })
}
