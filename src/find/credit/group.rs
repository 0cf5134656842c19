//! A short stretch that may hold nothing but credits, taken apart: `dpa/lno`, `Ant/Xinhua`, `AFP=時事`,
//! `Ulrich A. und Carsten B., dpa`.

use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::{Span, fold, is_hangul, is_unspaced};

use super::super::view::View;
use super::hyphen;
use super::organisation::{self, Found};

/// What one part of a group is.
#[derive(Debug, Clone, Copy)]
pub enum What<'a> {
    /// A known organisation; beside it in the same part may stand something else.
    Organisation(Found<'a>, Option<Span>),
    /// Two to five small letters: the initials of somebody at the desk, or a product code.
    Initials,
    /// Anything else.
    Words,
}

/// One part of a group.
#[derive(Debug, Clone, Copy)]
pub struct Piece<'a> {
    /// Where, in the folded text, trimmed.
    pub span: Span,
    /// What it is.
    pub what: What<'a>,
    /// What stands before it: a separator, `&` for a word that joins, `v` for *via*, a space for nothing.
    pub joined: char,
}

/// How many separators a name may hold (*dpa-AFX*, *EPA-EFE*, *ANA/MPA*).
const WITHIN: usize = 3;
/// The most parts of a group.
const PIECES: usize = 64;

/// Takes a stretch apart, at the finest where the registry does not know the whole.
pub fn pieces<'a>(view: &View<'a>, span: Span) -> Vec<Piece<'a>> {
    let cuts = cuts(view, span);
    let mut all = Vec::new();
    let mut at = 0;
    let bound = |index: usize| cuts.get(index).map_or(span.end, |cut| cut.0.start);
    while at <= cuts.len() && all.len() < PIECES {
        let (from, joined) = match at.checked_sub(1).and_then(|before| cuts.get(before)) {
            Some((cut, mark)) => (cut.end, *mark),
            None => (span.start, ' '),
        };
        let known = (at..=(at + WITHIN).min(cuts.len())).rev().find_map(|last| {
            let part = view.trim(Span::new(from, bound(last)));
            let found = (!part.is_empty()).then(|| organisation::whole(view, part)).flatten();
            found.filter(|found| !hyphen::is_compound(view, found)).map(|found| (found, last))
        });
        if let Some((found, last)) = known {
            all.push(Piece { span: found.span, what: What::Organisation(found, None), joined });
            at = last + 1;
            continue;
        }
        // *Agence France-Presse in Bamako*: a name with a separator within, and something behind it.
        let head = view.trim(Span::new(from, span.end));
        let within = cuts.get(at).is_some_and(|cut| matches!(cut.1, '-' | '/' | '&' | '.'));
        let crossing = within
            .then(|| organisation::at_start(view, head))
            .flatten()
            .filter(|found| !found.ambiguous && found.span.end > bound(at));
        if let Some(found) = crossing {
            at += (at..cuts.len()).take_while(|cut| bound(*cut) < found.span.end).count();
            let rest = view.trim(Span::new(found.span.end, bound(at).max(found.span.end)));
            let (what, end) = (What::Organisation(found, Some(rest)), rest.end);
            all.push(Piece { span: Span::new(found.span.start, end), what, joined });
            at += 1;
            continue;
        }
        let part = view.trim(Span::new(from, bound(at)));
        at += 1;
        if !part.is_empty() {
            let what = what(view, part);
            // *ロイター時事*: two names with nothing between, in a script without spaces.
            let beside = match what {
                // *Hina   Večernji.hr*: with spaces, where neither may be a word of the language.
                What::Organisation(found, Some(rest)) => {
                    let tight = found.span.end == rest.start || rest.end == found.span.start;
                    let unspaced = view.folded(rest).starts_with(is_unspaced) && tight;
                    let other = organisation::whole(view, rest);
                    let own = |other: &Found<'_>| {
                        !found.ambiguous && super::listed::is_printed(view, other)
                    };
                    // *人民日报海外版 中国青年网*: two houses, the first with its edition.
                    let edition = || {
                        let han = view.folded(rest).starts_with(is_unspaced)
                            && rest.end < found.span.start;
                        organisation::at_start(view, rest).filter(|other| han && !other.ambiguous)
                    };
                    other
                        .filter(|other| unspaced || own(other))
                        .or_else(edition)
                        .map(|other| (found, other))
                }
                _ => None,
            };
            if let Some((one, other)) = beside {
                let ahead = one.span.start < other.span.start;
                let (first, second) = if ahead { (one, other) } else { (other, one) };
                for (found, joined) in [(first, joined), (second, '/')] {
                    let what = What::Organisation(found, None);
                    all.push(Piece { span: found.span, what, joined });
                }
            } else {
                all.push(Piece { span: part, what, joined });
            }
        }
    }
    hyphen::join(view, &mut all);
    small_codes(view, &mut all);
    forenames(view, &mut all);
    all
}

/// `Petra Vaňková, ČTK`, `MARTIN BAZ/AFP`: a forename or a family name that is an agency's name too, before the agency
/// that is meant.
fn forenames(view: &View<'_>, all: &mut [Piece<'_>]) {
    for at in 1..all.len() {
        let (before, after) = all.split_at_mut(at);
        let (Some(one), Some(next)) = (before.last_mut(), after.first()) else { continue };
        let What::Organisation(found, Some(rest)) = one.what else { continue };
        let meant = matches!(next.what, What::Organisation(other, None) if other.organisation.id != found.organisation.id);
        let printed = view.original(found.span);
        // `© MARTIN BAZ/AFP`: a family name in capitals.
        let loud = !view.original(one.span).chars().any(char::is_lowercase);
        if loud
            && found.span.end == one.span.end
            && rest.len() > 2
            && !view.folded(rest).contains(' ')
            && next.joined == '/'
            && matches!(next.what, What::Organisation(..))
        {
            one.what = What::Words;
            continue;
        }
        let forename = found.span.start == one.span.start
            && !printed.contains(' ')
            && printed.chars().any(char::is_lowercase)
            && !view.folded(rest).contains(' ')
            && next.joined == ','
            && is_person(view, one.span);
        if meant && forename {
            one.what = What::Words;
        }
    }
}

/// `sda/afp`: a code in small letters beside another agency by a slash is no initials.
fn small_codes<'a>(view: &View<'a>, all: &mut [Piece<'a>]) {
    let registry = &view.lexicon.organisations;
    let agencies = organisations(all);
    let mut marks = all.iter().skip(1);
    // `srf/sda/reuters/kobt;flal`: nothing but small codes.
    let slashes = all.len() > 2 && marks.all(|piece| matches!(piece.joined, '/' | ';'));
    if agencies.is_empty() && !slashes {
        return;
    }
    let desk = |printed: &str| {
        agencies
            .iter()
            .any(|(found, ..)| found.organisation.desks.iter().any(|desk| desk == printed))
    };
    // *(afp, dpa, rtr)*, `dpa, MDR (sme)`: nothing but codes, and whoever was at the desk in brackets.
    let desk_of = |piece: &&Piece<'_>| piece.joined != '(';
    let listed = all.len() > 1
        && all.iter().skip(1).take_while(desk_of).all(|piece| piece.joined == ',')
        && all.iter().take_while(desk_of).all(|piece| match piece.what {
            What::Organisation(_, rest) => rest.is_none_or(Span::is_empty),
            What::Initials => true,
            What::Words => false,
        });
    for at in 0..all.len() {
        let slashed = |piece: Option<&Piece<'_>>| piece.is_some_and(|piece| piece.joined == '/');
        let beside = slashed(all.get(at)) || slashed(all.get(at + 1)) || listed;
        let small = |piece: &Piece<'_>| {
            let text = view.original(piece.span);
            (3..=10).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        let code = |piece: &&mut Piece<'a>| match piece.what {
            What::Initials => true,
            // `sda/reuters`: a longer one.
            What::Words => small(piece),
            What::Organisation(..) => false,
        };
        let Some(piece) = all.get_mut(at).filter(code) else { continue };
        let printed = printed(view.original(piece.span));
        if !beside || printed.len() < 3 || desk(&printed) {
            continue;
        }
        let (folded, code) = (view.folded(piece.span), printed.to_uppercase());
        let Some(named) = registry.credited(folded, &code, view.countries) else { continue };
        let organisation = named.organisation;
        // `belga/rtbf`: beside another of its country.
        let neighbour = organisation.country.is_some()
            && agencies
                .iter()
                .any(|(found, ..)| found.organisation.country == organisation.country);
        let home = neighbour || organisation.is_of(view.countries);
        if organisation.kind == OrganisationKind::Agency && (organisation.international || home) {
            let (ambiguous, certain) = (named.ambiguous, named.certain);
            let found = Found { span: piece.span, organisation, ambiguous, certain };
            piece.what = What::Organisation(found, None);
        }
    }
}

pub(super) const HYPHENS: [char; 5] = ['-', '\u{2010}', '\u{2011}', '–', '—'];

/// Where a stretch is cut: separators, brackets, words that join.
fn cuts(view: &View<'_>, span: Span) -> Vec<(Span, char)> {
    let text = view.folded(span);
    let mut cuts: Vec<(Span, char)> = Vec::new();
    let mut previous = ' ';
    for (at, c) in text.char_indices() {
        if c.is_ascii_alphanumeric() {
            previous = c;
            continue;
        }
        let next = text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
        let mark = match c {
            '/' | '=' | '|' | ';' | '(' | ')' | '<' | '>' | '[' | ']' | '【' | '】' | '+' | '&'
            | '-' | '•' | '·' | '、' | '・' | '，' | '،' | '\n' => Some(c),
            ',' if !next.is_some_and(|n| n.is_ascii_digit()) => Some(c),
            ',' if previous.is_alphabetic() => Some(c),
            // Folding makes a space of a hyphen between letters.
            ' ' => {
                let here = Span::new(span.start + at, span.start + at + 1);
                // *Seo Ji-won*: what goes on in small letters is one name.
                let on = || {
                    previous.is_lowercase()
                        && view
                            .original(Span::new(here.end, span.end))
                            .starts_with(char::is_lowercase)
                };
                let hyphen = || view.original(here).starts_with(HYPHENS);
                (!view.folded.is_ascii(here) && hyphen() && !on()).then_some('-')
            }
            ':' if !(previous.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit())) => {
                Some(c)
            }
            '.' if next.is_none() || (next == Some(' ') && ends_word(text, at)) => Some(c),
            _ => None,
        };
        if let Some(mark) = mark {
            let start = span.start + at;
            cuts.push((Span::new(start, start + c.len_utf8()), mark));
        }
        previous = c;
    }
    for joiner in view.lexicon.matcher.joiners(view.folded, view.text, span) {
        let end = joiner.span.end;
        // *Dan Vlad*: with a capital it is somebody's name, but for a line in capitals.
        let mut printed = view.original(joiner.span).chars();
        let named = printed.next().is_some_and(char::is_uppercase)
            && printed.next().is_some_and(char::is_lowercase);
        if !named && view.folded(Span::new(end, view.ceil(end + 1))) == " " {
            cuts.push((joiner.span, if joiner.word == Word::Via { 'v' } else { '&' }));
        }
    }
    cuts.extend(prefixed(view, span));
    cuts.sort_by_key(|(cut, _)| (cut.start, cut.end));
    cuts.dedup_by(|next, kept| next.0.start < kept.0.end);
    cuts
}

/// *רויטרס ואי-פי*: in Hebrew and Arabic the word that joins is the first letter of the next one.
fn prefixed(view: &View<'_>, span: Span) -> Vec<(Span, char)> {
    let text = view.folded(span);
    let mut cuts = Vec::new();
    if text.is_ascii() {
        return cuts;
    }
    for (at, pair) in
        text.char_indices().zip(text.chars().skip(1)).map(|((at, c), next)| (at, (c, next)))
    {
        if pair.0 != ' ' || !view.lexicon.is_joining_letter(pair.1) {
            continue;
        }
        let letter = Span::new(span.start + at + 1, span.start + at + 1 + pair.1.len_utf8());
        let with = organisation::at_start(view, Span::new(letter.start, span.end));
        let without = organisation::at_start(view, Span::new(letter.end, span.end));
        if with.is_none() && without.is_some() {
            cuts.push((Span::new(letter.start - 1, letter.end), '&'));
        }
    }
    cuts
}

/// Whether the full stop at `at` is not one of a short form: *Dec.*, *J.*.
fn ends_word(text: &str, at: usize) -> bool {
    let word = text.get(..at).unwrap_or("").rsplit([' ', ',', '/', '(']).next().unwrap_or("");
    word.chars().count() > 4
}

fn what<'a>(view: &View<'a>, part: Span) -> What<'a> {
    let folded = view.folded(part);
    let small = |own: &str| own.chars().all(char::is_lowercase);
    if (2..=5).contains(&folded.len())
        && folded.bytes().all(|byte| byte.is_ascii_lowercase())
        && small(&printed(view.original(part)))
        || folded.ends_with('.') && is_dotted(&printed(view.original(part)))
    {
        return What::Initials;
    }
    let simple = |found: &Found<'_>| !hyphen::is_compound(view, found);
    // *Source: Willowside Star*: the last word of a longer title.
    let whole = |found: &Found<'_>| {
        let before = view.original(Span::new(part.start, found.span.start)).trim_end();
        !(found.ambiguous
            && found.organisation.kind == OrganisationKind::Publisher
            && view.original(found.span).starts_with(char::is_uppercase)
            && before.rsplit(' ').next().is_some_and(|word| word.starts_with(char::is_uppercase)))
    };
    if let Some(found) = organisation::at_end(view, part).filter(simple).filter(whole) {
        let rest = Span::new(part.start, found.span.start);
        return What::Organisation(found, Some(view.trim(rest)));
    }
    if let Some(found) = organisation::at_start(view, part).filter(simple) {
        let rest = Span::new(found.span.end, part.end);
        return What::Organisation(found, Some(view.trim(rest)));
    }
    What::Words
}

/// `K.H.`, `M.D.`, `ihe.`: initials with full stops, two or three capitals or one short word.
fn is_dotted(printed: &str) -> bool {
    let Some(bare) = printed.strip_suffix('.') else { return false };
    let letters: Vec<&str> = bare.split('.').map(str::trim).collect();
    let capital =
        |letter: &&str| letter.chars().count() == 1 && letter.chars().all(char::is_uppercase);
    let small = (2..=4).contains(&bare.len()) && bare.bytes().all(|byte| byte.is_ascii_lowercase());
    small || (2..=3).contains(&letters.len()) && letters.iter().all(capital)
}

/// Whether a printed stretch is running text: a long word of small letters that stands behind no number.
pub fn runs(printed: &str) -> bool {
    let mut previous_number = false;
    printed.split_whitespace().any(|word| {
        let number = word.chars().any(char::is_numeric);
        let small = word.chars().next().is_some_and(char::is_lowercase);
        let long = word.chars().filter(|c| c.is_alphabetic()).count();
        let runs = small && !number && !previous_number && long > 3;
        // *11 de marzo de 2025*: short words between a number and its month.
        previous_number = number || (previous_number && small && long <= 3);
        runs
    })
}

/// Whether a part reads like a place, a date or a person: no running text.
pub fn is_nominal(view: &View<'_>, part: Span) -> bool {
    let printed = view.original(part);
    if runs(printed) {
        return false;
    }
    let words = printed.split_whitespace().count();
    let unspaced = printed.chars().filter(|c| is_unspaced(*c)).count();
    words <= 7 && unspaced <= 20
}

/// Whether what stands beside a name in one part leaves no doubt that it is the organisation: nothing, a
/// date, a place in a script without spaces.
pub fn is_clear(view: &View<'_>, found: &Found<'_>, rest: Option<Span>) -> bool {
    let Some(rest) = rest.filter(|rest| !rest.is_empty()) else { return true };
    let rest = view.folded(rest);
    let dated = rest.chars().any(|c| c.is_ascii_digit());
    let native = rest.chars().all(|c| is_unspaced(c) || c.is_ascii_digit() || c == ' ');
    !found.ambiguous || dated || native
}

/// Whether a part reads like the name of a person: two to four words that begin with capitals, or in
/// scripts without capitals two to four words, or two to four characters of a script without spaces.
pub fn is_person(view: &View<'_>, part: Span) -> bool {
    let printed = view.original(part).trim();
    if printed.chars().any(char::is_numeric) {
        return false;
    }
    let folded = view.folded(part).trim();
    if folded.starts_with(is_unspaced) {
        let printed = folded;
        let count = printed.chars().filter(|c| !c.is_whitespace()).count();
        // Han and Hangul say a name in a few characters, alphabets need more.
        let most = match printed.chars().next() {
            Some('\u{0E00}'..='\u{109F}' | '\u{1780}'..='\u{17FF}') => 36,
            Some('\u{3040}'..='\u{30FF}') => 14,
            _ => 6,
        };
        let words = printed.split_whitespace().count();
        // *정보해킹 부인*: in Hangul a name of two words has four syllables at the most.
        if words > 1 && count > 4 && printed.chars().all(|c| is_hangul(c) || c == ' ') {
            return false;
        }
        let script = printed.chars().all(|c| is_unspaced(c) || c == ' ');
        return (2..=most).contains(&count) && words <= 4 && script;
    }
    let words: Vec<&str> = printed.split_whitespace().collect();
    let small = words.iter().filter(|word| word.starts_with(char::is_lowercase)).count();
    let short = |word: &&str| word.chars().count() <= 3;
    let particle = |word: &&&str| view.lexicon.is_particle(&fold(word));
    let mut inner = words.iter().filter(|word| word.starts_with(char::is_lowercase));
    let inner = inner.all(|word| short(word) && particle(&word));
    // *Redacción Sur*: who is named by a word for a desk is no person.
    let desk = words.first().is_some_and(|first| view.lexicon.label(&fold(first)).is_some());
    let first = words.first().is_some_and(|word| !word.starts_with(char::is_lowercase));
    (2..=5).contains(&words.len())
        && small <= 2
        && inner
        && !desk
        && first
        && printed.chars().all(|c| {
            c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’') || !c.is_ascii()
        })
        && !is_label(view, part)
}

/// Whether a part is a label, all of it: *Our Correspondent*.
pub(super) fn is_label(view: &View<'_>, part: Span) -> bool {
    let part = view.trim(part);
    let hits = view.lexicon.matcher.words(view.folded, view.text, part);
    hits.iter().any(|hit| matches!(hit.word, Word::Label(_)) && hit.span == part)
}

/// The parts of a bracket or a line that name organisations.
pub fn organisations<'a>(pieces: &[Piece<'a>]) -> Vec<(Found<'a>, Option<Span>, char)> {
    pieces
        .iter()
        .filter_map(|piece| match piece.what {
            What::Organisation(found, rest) => Some((found, rest, piece.joined)),
            _ => None,
        })
        .collect()
}
