//! Where the name of a person ends in a text: words with capitals, up to what is no part of a name. Extractors glue
//! the line of the author to what stood below it: *BY ANN LEE This article …*, *By Ann Lee NEW DELHI, …*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::text::{Span, fold, is_han, is_unspaced};

use super::super::view::View;
use super::group;
use super::organisation;

/// The least letters of a small word that ends a name in spite of its capital: shorter ones are names too.
const SMALL: usize = 4;

/// The name of a person that begins a part: words with capitals; in a script without spaces the first few
/// characters.
pub(super) fn person(view: &View<'_>, part: Span, index: usize) -> Option<Span> {
    if view.folded(part).starts_with(is_unspaced) {
        // A label may stand again before the name: `作者：记者王敬照`.
        let hits = view.lexicon.matcher.words(view.folded, view.text, part);
        let from = hits
            .iter()
            .filter(|hit| {
                // *羊城晚报全媒体记者 何宁悦*: the paper before the word for a reporter.
                let own = matches!(hit.word, Word::Label(Label::Reporter | Label::Editor))
                    && view.folded(Span::new(hit.span.end, part.end)).starts_with(' ');
                matches!(hit.word, Word::Label(_)) && (hit.span.start == part.start || own)
            })
            .map(|hit| hit.span.end)
            .max()
            .unwrap_or(part.start);
        // `王晓宁_NB5127`: the number that the desk knows somebody by.
        let text = view.folded(Span::new(from, part.end));
        let end = from + text.find('_').unwrap_or(text.len());
        let part = view.trim(Span::new(from, end));
        // *本报记者 王静 海口报道*: where it was sent from.
        let text = view.folded(part);
        let last = text.char_indices().rev().nth(1).map_or(0, |(at, _)| at);
        let sent = last > 0 && view.lexicon.label(text.get(last..)?) == Some(Label::Dispatch);
        if sent {
            return None;
        }
        // *张文 新华社国内部出品*: what stands behind the name.
        let first = view.folded(part).split(' ').next().unwrap_or("");
        let one = Span::new(part.start, part.start + first.len());
        let own = |span: &Span| group::is_person(view, *span);
        let cut = || Some(one).filter(|one| *one != part && first.chars().all(is_han) && own(one));
        return Some(part).filter(own).or_else(cut);
    }
    let part = past_label(view, part);
    let mut end = part.start;
    let mut offset = 0;
    let folded = view.folded(part);
    let mut cases = Cases::default();
    let (mut count, mut glued) = (0, false);
    let next = |offset: usize| {
        let rest = view.original(Span::new(part.start + offset, part.end));
        rest.split_whitespace().next().unwrap_or("")
    };
    // More words than five are a sentence.
    for word in folded.split_inclusive(' ').take(5) {
        let span = Span::new(part.start + offset, part.start + offset + word.trim_end().len());
        offset += word.len();
        let printed = view.original(span);
        let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
        let small = printed.starts_with(char::is_lowercase);
        let particle = small && view.lexicon.is_particle(view.folded(span));
        // *Chen Yu-han*: folding has made a space of the hyphen.
        let half = span.start > part.start
            && view.original(Span::new(span.start - 1, span.start)).starts_with(group::HYPHENS);
        let small = small && !half;
        let number = printed.chars().any(char::is_numeric);
        let fits = letters > 0 && !number && (!small || particle);
        // *Jo Kim y Ann Lee*: a small word that joins two full names is no part of one.
        if particle && count > 1 && joins(view, span, part) {
            break;
        }
        // *Ann Lee (text) and …*.
        if printed.starts_with('(') {
            break;
        }
        // *Ann Lee Published …*, *Ann Lee March 18*: what stood behind the line of the author.
        let bare = view.folded(span).trim_end_matches([',', '.', ':']);
        let day = || next(offset).starts_with(|c: char| c.is_ascii_digit());
        if count > 0 && !half && view.lexicon.ends_byline(bare) && (count > 1 || day()) {
            // *Campo Grande News*: a paper.
            let behind = view.folded(Span::new(part.start + offset, part.end));
            let behind = behind.split(' ').next().unwrap_or("");
            if view.lexicon.mastheads.ends(bare) && !view.lexicon.ends_byline(behind) {
                return None;
            }
            glued = true;
            break;
        }
        // *Selim K Kaynak: …*: a label of its own.
        let colon = || {
            let line = view.line(span);
            view.folded(Span::new(span.end, line.end)).trim_start().starts_with(':')
        };
        let label = (count > 1).then(|| view.lexicon.label(bare)).flatten();
        if !half && label.is_some() && colon() {
            glued = true;
            break;
        }
        // *Reporter: Rina Sari Dilansir dari …*: the words that lead to a source.
        let cue = matches!(
            label,
            Some(Label::TakenFrom | Label::Citing | Label::Source | Label::Original)
        );
        // *Jonas Vale -Repórter Agência X*: and what they are.
        let staff = matches!(label, Some(Label::Reporter | Label::Editor))
            && view.folded(Span::new(span.start.saturating_sub(2), span.start)).contains("  ");
        if !half && cue || staff {
            glued = true;
            break;
        }
        // *KATHLEEN M Times staff writers …*: the paper before what they are there.
        let next_word = view.folded(Span::new(part.start + offset, part.end));
        let next_word = next_word.split(' ').next().unwrap_or("");
        if count > 1 && view.lexicon.mastheads.ends(bare) && view.lexicon.ends_byline(next_word) {
            break;
        }
        // *By Ann Lee Reuters*: the agency that an extractor has glued behind the name.
        let agency = || {
            organisation::at_start(view, Span::new(span.start, part.end)).is_some_and(|found| {
                // *By Ann Lee Bloomberg Fri., Aug. 23, 2019*: before the day, one of several meanings too.
                let behind = view.folded(Span::new(found.span.end, part.end)).trim_start();
                let day = behind.split([' ', '.', ',']).next().unwrap_or("");
                found.organisation.kind == OrganisationKind::Agency
                    && (!found.ambiguous || view.lexicon.ends_byline(day))
            })
        };
        if count > 1 && !half && agency() {
            glued = true;
            break;
        }
        count += 1;
        // *كتب ضحى عرفة 2020/12/25*: a number ends a name in a script without capitals.
        glued |= number && letters == 0 && end > part.start;
        // *FRANCE 24*, *Página/12*: one word and its number are the name of a house.
        if number
            && letters == 0
            && end > part.start
            && !view.folded(Span::new(part.start, end)).contains(' ')
        {
            return None;
        }
        if !fits || !half && (cases.turn(printed, next(offset)) || ends_before(view, span, part)) {
            break;
        }
        // *Ben MorrowOur Standards: …*: what stood below the line of the author.
        if let Some(name) = unglued(view, span) {
            (end, glued) = (name, true);
            break;
        }
        // *Ann Lee, Ben Cole and …*: the next of a list begins.
        let closes = printed.ends_with([',', ';']);
        if !small {
            end = span.end - usize::from(closes);
        }
        if closes {
            break;
        }
    }
    let span = before_sentence(view, Span::new(part.start, end), part);
    let count = view.folded(span).split(' ').filter(|word| !word.is_empty()).count();
    let first = !view.original(span).starts_with(char::is_lowercase) && !span.is_empty();
    // *The Harbour Post*, *Letters To The …*: an article is no part of a name.
    let article = view.folded(span).split(' ').any(|word| {
        view.lexicon.is_article(word) && !view.lexicon.is_particle(word) && here(view, word)
    });
    if article || is_article(view, span) {
        return None;
    }
    // *Door: Redactie*: a word for a desk is no name.
    let last = view.folded(span).rsplit(' ').next().unwrap_or("");
    if matches!(view.lexicon.label(last), Some(Label::Office | Label::Unnamed))
        || (count == 1 && view.lexicon.label(view.folded(span)).is_some())
        || (count > 1 && group::is_label(view, span))
    {
        return None;
    }
    let cased = view.original(span).chars().any(char::is_uppercase);
    // Without capitals to tell by, all of the part must be the name.
    let whole = cased || glued || span.end == part.end;
    // *Report: Romney considers …*: one word that goes on in small letters is a sentence.
    let on = view.original(Span::new(span.end, part.end));
    if count == 1 && on.starts_with(' ') && on.trim_start().starts_with(char::is_lowercase) {
        return None;
    }
    // One word is a name where it stands first behind its label.
    (first && whole && (count >= 2 || index == 0 && view.folded(span).chars().count() >= 3))
        .then_some(span)
}

/// *Editor: Rina Sari Tim penyelamat menyerukan …*: a name behind a colon without the word that begins the sentence glued to it,
/// which goes on in small letters with a word that is no small one.
fn before_sentence(view: &View<'_>, span: Span, part: Span) -> Span {
    let text = view.folded(span);
    let led = view.folded(Span::new(view.line(span).start, span.start)).trim_end().ends_with(':');
    let on = printed(view.original(Span::new(span.end, part.end.max(span.end))));
    let next = on.trim_start().split(' ').next().unwrap_or("");
    let content = on.starts_with(' ')
        && next.chars().count() > 3
        && next.chars().all(char::is_lowercase)
        && view.lexicon.frequent(&fold(next)).is_empty()
        && view.lexicon.label(&fold(next)).is_none();
    match text.rfind(' ') {
        Some(space) if led && content && text.split(' ').count() == 3 => {
            Span::new(span.start, span.start + space)
        }
        _ => span,
    }
}

/// Whether a word and the few with capitals behind it are a heading with its colon: *Our Standards:*.
fn heads(view: &View<'_>, word: Span) -> bool {
    let window = Span::new(word.end, view.floor((word.end + HEADING).min(view.folded.text.len())));
    let rest = view.original(window);
    let heading = rest.split_once(':').map(|(heading, _)| heading);
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    heading.is_some_and(|heading| {
        heading.starts_with(' ')
            && !heading.contains('\n')
            && heading.split_whitespace().all(capital)
    })
}

/// The most bytes of such a heading behind its first word.
const HEADING: usize = 32;

/// Where a name ends that a small word of the text, a label, a heading or a word that ends bylines is glued to, with
/// its capital.
fn unglued(view: &View<'_>, word: Span) -> Option<usize> {
    let printed = view.original(word).trim_end_matches([',', ':', '.']);
    let mut before = ' ';
    let turns = printed.char_indices().filter(|(_, c)| {
        let turn = before.is_lowercase() && c.is_uppercase();
        before = *c;
        turn
    });
    let (at, _) = turns.last()?;
    let (name, other) = printed.split_at_checked(at)?;
    let other = fold(other);
    let long = |text: &str| text.chars().count() > 2;
    // *By Josh DaleOFER PRISON, West Bank, …*: a place in capitals, and more of it or a comma behind.
    let rest = view.original(Span::new(word.end, view.line(word).end.max(word.end)));
    let next = rest.split_whitespace().next().unwrap_or("");
    let comma = view.original(word).ends_with(',');
    let placed = long(&other) && (comma || capitals(next.trim_end_matches(',')));
    let loud = printed.get(at..).is_some_and(capitals);
    let meant = loud && placed
        || here(view, &other)
        || view.lexicon.ends_byline(&other)
        || view.lexicon.label(&other).is_some()
        || heads(view, word);
    let bare = view.folded(word).trim_end_matches([',', ':', '.']);
    let own = bare.strip_suffix(other.as_str())?;
    // *By Josh DaleReuters*: whom it was written for.
    let house = Span::new(word.start + own.len(), word.start + bare.len());
    let meant = meant || organisation::at_start(view, house).is_some();
    (meant && long(name) && long(&other)).then_some(word.start + own.len())
}

/// The name of a person that begins here: two words or more that are proper.
pub(super) fn full(view: &View<'_>, within: Span) -> Option<Span> {
    let run = person(view, within, 1)?;
    (view.folded(run).contains(' ') && group::is_person(view, run)).then_some(run)
}

/// A part without the label that it begins with: *Von Ulrike M*, *Writer Carol M*.
pub(super) fn past_label(view: &View<'_>, part: Span) -> Span {
    let text = view.folded(part);
    let (word, rest) = text.split_once(' ').unwrap_or((text, ""));
    let label = matches!(view.lexicon.label(word), Some(Label::Reporter | Label::Office));
    if label && rest.contains(' ') {
        view.trim(Span::new(part.start + word.len(), part.end))
    } else {
        part
    }
}

/// How the words of a name are printed so far: in capitals, or with a capital.
#[derive(Debug, Default)]
struct Cases {
    capitals: usize,
    titled: usize,
}

impl Cases {
    /// Takes a word, with the one behind it (`next`); whether it is printed so differently that it begins something
    /// else. A family name in capitals is part of a name: *Mehmet KAYA*, *KAYA Mehmet*.
    fn turn(&mut self, printed: &str, next: &str) -> bool {
        let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
        let small = printed.chars().any(char::is_lowercase);
        let initial = printed.ends_with('.');
        if letters < 2 || initial || !printed.starts_with(char::is_uppercase) {
            return false;
        }
        if small {
            self.titled += 1;
            self.capitals > 1
        } else {
            self.capitals += 1;
            // *Rina S NEW DELHI*: two words, and two in capitals behind them, are a name and a place.
            let letters = next.chars().filter(|c| c.is_alphabetic()).count();
            let place = !next.chars().any(char::is_lowercase) || next.contains('.');
            self.titled > 1 && letters > 1 && place
        }
    }
}

/// Whether a word that is no first one begins something else: a house, a host, a small word with the capital of a
/// sentence.
fn ends_before(view: &View<'_>, word: Span, part: Span) -> bool {
    if word.start == part.start {
        return false;
    }
    let printed = view.original(word);
    let host = printed.split_once('.').is_some_and(|(site, top)| {
        let letters = !top.is_empty() && top.chars().all(|c| c.is_ascii_alphabetic() || c == '.');
        site.chars().count() > 2 && letters && top.chars().any(char::is_alphabetic)
    });
    let text = view.folded(word).trim_end_matches([',', '.', ':']);
    // *Ann Lee No fewer than …*: a shorter one where the sentence goes on in small letters.
    let on = || {
        let behind = view.original(Span::new(word.end, part.end.max(word.end)));
        behind.trim_start().starts_with(char::is_lowercase)
    };
    // *Klaus von Tannau Der Minister …*: an article of the language, unless a small word leads to it.
    let before = view.folded(Span::new(part.start, word.start)).trim_end();
    let last = before.rsplit(' ').next().unwrap_or("");
    let article = before.contains(' ')
        && view.lexicon.is_article(text)
        && here(view, text)
        && !view.lexicon.is_particle(last);
    let small = !view.lexicon.is_particle(text)
        && (text.chars().count() >= SMALL && here(view, text)
            || !view.lexicon.frequent(text).is_empty() && on());
    let titled = printed.starts_with(char::is_uppercase) && printed.chars().any(char::is_lowercase);
    host || titled && (article || small)
        || organisation::code_at(view, Span::new(word.start, part.end))
}

/// Whether a word is printed in capitals: two letters or more, none of them small.
pub(super) fn capitals(word: &str) -> bool {
    word.chars().count() > 1 && word.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
}

/// Whether what stands behind the first name of somebody is a place in capitals.
pub(super) fn is_place(view: &View<'_>, person: Span, one: &str) -> bool {
    let own = view.original(Span::new(person.start, person.start + one.len()));
    let rest = view.original(Span::new(person.start + one.len() + 1, person.end));
    own.chars().any(char::is_lowercase) && capitals(rest)
}

/// Whether a word is one of the small words of the language of the text.
pub(super) fn here(view: &View<'_>, word: &str) -> bool {
    view.lexicon.frequent(word).iter().any(|id| {
        let language = view.lexicon.language(*id);
        language.is_some_and(|language| language.countries.as_slice() == view.countries)
    })
}

/// Whether a small word that may stand within a name joins it with another one of two words and more here.
fn joins(view: &View<'_>, word: Span, part: Span) -> bool {
    let behind = view.original(Span::new(word.end, part.end));
    let mut next = behind.split_whitespace();
    let capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let and = || {
        let joiners = view.lexicon.matcher.joiners(view.folded, view.text, word);
        joiners.iter().any(|hit| hit.word == Word::And)
    };
    capital(next.next()) && capital(next.next()) && and()
}

/// *Die Infos*: two words of which the first is an article are no name.
pub(super) fn is_article(view: &View<'_>, span: Span) -> bool {
    let text = view.folded(span);
    let Some((first, rest)) = text.split_once(' ') else { return false };
    first.chars().count() >= 3
        && !rest.contains(' ')
        && !view.lexicon.is_particle(first)
        && here(view, first)
}

/// The name of a person without the place in capitals behind it.
pub(super) fn without_place(view: &View<'_>, person: Span) -> Span {
    let words: Vec<&str> = view.original(person).split_whitespace().collect();
    let capitals = |word: &&str| capitals(word);
    match (words.as_slice(), view.folded(person).rfind(' ')) {
        ([first, second, .., last], Some(space))
            if words.len() > 2 && !capitals(first) && !capitals(second) && capitals(last) =>
        {
            Span::new(person.start, person.start + space)
        }
        _ => person,
    }
}

/// *Von Nora Weber Tannau - Die Polizei …*: a name without the word before a dash and a new sentence: where it is sent from.
pub(super) fn before_dash(view: &View<'_>, person: Span, end: usize) -> Span {
    let text = view.folded(person);
    let behind = view.original(Span::new(person.end, end.max(person.end)));
    let new = behind.strip_prefix(" - ").or_else(|| behind.strip_prefix(" – "));
    let begins = new.is_some_and(|new| {
        new.starts_with(char::is_uppercase)
            && group::runs(new.get(..new.floor_char_boundary(60)).unwrap_or(""))
    });
    match text.rfind(' ') {
        Some(space) if begins && text.split(' ').count() == 3 => {
            Span::new(person.start, person.start + space)
        }
        _ => person,
    }
}
