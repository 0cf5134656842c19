//! Entries of a language file that no text can hold: what they say is never found, and nobody sees that it is not.

use crate::lexicon::Lexicon;
use crate::lexicon::language::Language;
use crate::lexicon::matcher::LanguageId;
use crate::text::{Folded, Span};

/// What stands in the gaps of a phrase.
const GAP: &str = " Xyz ";

/// The entries of a language that are not found in their own text, as written.
pub fn entries(lexicon: &Lexicon, language: &Language) -> Vec<String> {
    let tag = |hit: LanguageId| lexicon.language(hit).map(|known| known.language.as_str());
    let mut folded = Folded::default();
    let mut dead = Vec::new();
    for (word, written) in language.words.entries() {
        let text = sample(written);
        folded.fill(&text, false);
        let whole = Span::new(0, folded.text.len());
        let hits = lexicon.matcher.words(&folded, &text, whole);
        if !hits
            .iter()
            .any(|hit| hit.word == word && tag(hit.language) == Some(language.language.as_str()))
        {
            dead.push(written.to_owned());
        }
    }
    dead
}

/// A text that an entry must be found in: itself without its signs, with something in its gaps and around it. A sign in
/// quotation marks, or behind a star, is taken for a letter: no text has it.
fn sample(written: &str) -> String {
    let open = written.trim_end().ends_with("...");
    let behind = written.trim_start().starts_with("...");
    let bare = |part: &str| {
        let part = part.trim();
        let quoted = part.strip_prefix('"').and_then(|part| part.strip_suffix('"'));
        quoted.unwrap_or(part).trim_start_matches(['=', '*']).trim_end_matches('*').to_owned()
    };
    let parts = written.split("...").map(bare);
    let parts: Vec<String> = parts.filter(|part| !part.is_empty()).collect();
    let lead = if behind { GAP } else { " " };
    let tail = if open { GAP } else { " " };
    format!("{lead}{}{tail}", parts.join(GAP))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signs_are_no_text() {
        for (written, text) in [
            ("=KI", " KI "),
            ("*train*", " train "),
            ("belongs to ...", " belongs to Xyz "),
            ("... belongs", " Xyz belongs "),
            ("may ... only", " may Xyz only "),
            ("\"=KI\"", " KI "),
        ] {
            assert_eq!(sample(written), text, "{written}");
        }
    }
}
