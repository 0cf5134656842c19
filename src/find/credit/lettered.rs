//! Initials of the desk in a script without capitals: `ي.أ/ ع.غ`.

use crate::record::Role;
use crate::text::{Span, ends_sentence};

use super::super::view::{Lines, View};
use super::{Name, Who, name};

/// `ي.أ/ ع.غ`: initials in a script without capitals, two letters each with a full stop between, behind the last sentence
/// of a stretch.
pub(super) fn read(view: &View<'_>, before: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    let mut end = before.end;
    while names.len() <= SIGNERS {
        let text = view.folded(Span::new(before.start, end));
        let bare = text.trim_end_matches(['/', ' ']);
        let word = bare.rsplit([' ', '/']).next().unwrap_or("");
        let last = before.start + bare.len();
        let span = Span::new(last - word.len(), last);
        let letter = |c: Option<char>| c.is_some_and(|c| matches!(c, '\u{590}'..='\u{6FF}'));
        let mut letters = word.chars();
        let initials = letter(letters.next())
            && letters.next() == Some('.')
            && letter(letters.next())
            && letters.next().is_none();
        if !initials {
            let ends = bare.ends_with(|c| ends_sentence(c) || c == '"');
            return (ends && !names.is_empty()).then_some(names);
        }
        names.insert(0, name(view, span, Who::Person(Role::Editor), '/', lines));
        end = span.start;
    }
    None
}

/// The most of them.
const SIGNERS: usize = 3;
