//! Who wrote a text, by the address behind the name at its end: *최지원(jiwon@paper.example)*.

use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::view::{Lines, View};
use super::{Credit, Name, Relation, Slot, Who, group, name};

/// The most bytes of the bracket with the address.
const ADDRESS: usize = 64;
/// The characters of a name in a script that sets no words apart.
const NAME: std::ops::RangeInclusive<usize> = 3..=4;

/// The person right before an address in brackets that closes a line.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let line = view.trim(line);
    let text = view.folded(line).strip_suffix(')')?;
    let (before, address) = text.rsplit_once('(')?;
    let (user, host) = address.split_once('@')?;
    let mail = address.len() <= ADDRESS
        && !user.is_empty()
        && host.contains('.')
        && !address.contains(char::is_whitespace);
    let person = before.rsplit([' ', '\n', '/']).next().unwrap_or("");
    let own = person.chars().all(is_unspaced) && NAME.contains(&person.chars().count());
    if !(mail && own) {
        return None;
    }
    let end = line.start + before.len();
    let span = Span::new(end - person.len(), end);
    let label = group::is_label(view, span) || view.lexicon.label(person).is_some();
    let writer: Option<Name> = (!label && group::is_person(view, span))
        .then(|| name(view, span, Who::Person(Role::Reporter), ' ', lines));
    let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
    writer.map(|writer| Credit { slot, relation, names: vec![writer], desk, edge: true })
}
