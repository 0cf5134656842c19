//! A house beside the agencies whose copy it uses, with what a page puts around its bylines: *Ouest-France avec AFP
//! Publié le 3 mars 2025*, *… is reopened. RND/dpa*, *Staff writer, with CNA*, *ORF.at/Agenturen*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, ends_sentence, fold, is_unspaced};

use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{
    Credit, Name, Relation, Slot, Who, closing, day, is_caption, listed, name, numbered, sides,
};

/// The most bytes of such a stretch.
pub(super) const MOST: usize = 110;
/// The most words of a house, and of one that is named by a word for its staff.
const HOUSE: usize = 4;
const STAFF: usize = 5;
/// The most words behind the last agency that say when and how long.
const BEHIND: usize = 10;

/// The credit of a house and its agencies in a line: at its head, or behind its last sentence or dash.
pub(super) fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    if let Some(credit) = numbered::read(view, line, lines) {
        return Some(credit);
    }
    starts(view, line).into_iter().find_map(|start| {
        let rest = Span::new(start, line.end);
        let window = Span::new(start, view.floor((start + MOST).min(line.end)));
        // Behind a sentence nothing follows.
        let whole = start == line.start || rest.len() == window.len();
        whole.then(|| credit(view, view.trim(window), lines)).flatten()
    })
}

/// Where in a line such a stretch may begin: at its head, behind the last sentence and the last dash near its end.
fn starts(view: &View<'_>, line: Span) -> Vec<usize> {
    let mut starts = vec![line.start];
    // *Publié le 12 mars 2025 à 07h10 Le Monde avec AFP*: behind the time, in a short line.
    if line.len() <= MOST
        && let Some(first) = view.first_name(line)
    {
        let before = view.folded(Span::new(line.start, line.start + first));
        let digit = before.rfind(|c: char| c.is_ascii_digit());
        let word = digit.and_then(|digit| Some(digit + before.get(digit..)?.find(' ')? + 1));
        starts.extend(word.map(|at| line.start + at));
    }
    let from = view.ceil(line.end.saturating_sub(MOST + 4).max(line.start));
    let tail = Span::new(from, line.end);
    if view.first_name(tail).is_none() && line.len() > SHORT {
        return starts;
    }
    let text = view.folded(tail).trim_end_matches(['.', ' ']);
    let (mut sentence, mut dash, mut previous) = (None, None, ' ');
    for (at, c) in text.char_indices() {
        let behind = from + at + c.len_utf8();
        match (previous, c) {
            ('-', ' ') => dash = Some(behind),
            (end, ' ') if ends_sentence(end) || end == '"' => sentence = Some(behind),
            // Where words are not set apart nothing follows it.
            (_, end) if ends_sentence(end) && !end.is_ascii() => sentence = Some(behind),
            _ => {}
        }
        previous = c;
    }
    starts.extend(sentence);
    starts.extend(dash);
    starts.sort_unstable();
    starts.dedup();
    starts
}

/// What was read of a stretch so far.
#[derive(Default)]
struct Reading {
    names: Vec<Name>,
    /// Where the last of them ends, in the folded text.
    last: usize,
    /// The house, before its agencies or behind a slash.
    house: Option<Span>,
    /// Whether the house stands before a comma, or in one part with its agency: more must say that it is one.
    loose: bool,
    /// Whether one is known to exchange the copy of others.
    network: bool,
    initials: Vec<Span>,
    /// Whether a day stands in one part with a name that means nothing else.
    dated: bool,
    /// Whether the house is named by a word for its staff.
    staff: bool,
    /// Who took the picture that an agency sent: `Reuters/TOM BRENNER`.
    photographer: Option<Span>,
}

/// The most bytes of a stretch in which a house may be named by words of the language.
const SHORT: usize = 64;

/// Whether a stretch is worth reading: a name near its head with no running text before it; in a short one the
/// words for a house's staff may stand there.
fn is_worth(view: &View<'_>, rest: Span) -> bool {
    let short = rest.len() <= SHORT;
    let Some(first) = view.first_name(rest) else { return short };
    let before = Span::new(rest.start, rest.start + first);
    let words = view.folded(before).split_whitespace().count();
    words <= STAFF + 1 && (short || !group::runs(view.original(before)))
}

fn credit(view: &View<'_>, rest: Span, lines: &mut Lines) -> Option<Credit> {
    if rest.is_empty() || !is_worth(view, rest) {
        return None;
    }
    let hits = view.lexicon.matcher.words(view.folded, view.text, rest);
    let unnamed = |piece: &Piece<'_>| {
        let of = |hit: &&Hit| {
            // *staff and agencies* is cut at its *and*.
            hit.word == Word::Label(Label::Unnamed)
                && hit.span.start <= piece.span.start
                && hit.span.end > piece.span.start
        };
        hits.iter().filter(of).map(|hit| hit.span.end).max()
    };
    if view.first_name(rest).is_none()
        && !hits.iter().any(|hit| hit.word == Word::Label(Label::Unnamed))
    {
        return None;
    }
    let staff = |span: Span| {
        hits.iter().any(|hit| {
            matches!(
                hit.word,
                Word::Label(Label::Reporter | Label::Editor | Label::Unnamed | Label::Source)
            ) && span.overlaps(hit.span)
        })
    };
    let pieces = group::pieces(view, rest);
    // *… až v květnu. ČTK, Novinky*: a house behind a comma ends what stands behind a sentence.
    let behind = rest.start > view.trim(view.line(rest)).start;
    let ends = |index: usize, piece: &Piece<'_>| {
        behind && index == 1 && pieces.len() == 2 && piece.joined == ','
    };
    let bracketed = view.folded(rest).starts_with('(');
    let mut reading = Reading::default();
    for (index, piece) in pieces.iter().enumerate() {
        // *ACOMPANHE-NOS*: a hyphen with nothing around it makes one word, but of two codes.
        let known = |piece: &Piece<'_>| matches!(piece.what, What::Organisation(..));
        let torn = piece.joined == '-'
            && index.checked_sub(1).and_then(|at| pieces.get(at)).is_some_and(|one| {
                one.span.end + 1 == piece.span.start && !(known(one) && known(piece))
            });
        if torn {
            return None;
        }
        let bar = matches!(piece.joined, '|' | '•' | '·') && index == 1 && reading.staff;
        let tight = matches!(piece.joined, '/' | '&' | 'v' | '+' | '-') || bar;
        let first = reading.names.is_empty();
        if index > 0 && !tight && !matches!(piece.joined, ',' | ' ') {
            // What follows is no part of it, if there is anything yet.
            if first {
                return None;
            }
            // `ANI | New Delhi | Updated: 17-08-2020 21:59 IST`.
            reading.dated |= index == 1 && piece.joined == '|' && day::has_year(view, rest);
            break;
        }
        match piece.what {
            What::Organisation(found, other) => {
                if organisation::is_subject(view, &found) {
                    return None;
                }
                let other = other.filter(|other| !other.is_empty());
                // *New Delhi PTI*: where it was sent from; *خبرگزاری تسنیم*: what it is.
                let (before, other) = match other {
                    Some(other) if other.start < found.span.start => (Some(other), None),
                    other => (None, other),
                };
                // *Le HuffPost avec AFP*: its article.
                let article = |span: &Span| {
                    let text = view.folded(*span);
                    text.chars().count() <= 3 && !view.lexicon.frequent(text).is_empty()
                };
                let before = before.filter(|before| !(index == 0 && article(before)));
                if let Some(before) = before.filter(|before| !is_agency(view, *before)) {
                    let loose = closing::sure(view, &found) && is_house(view, before, false);
                    if index > 0 || !(loose || sent_from(view, before, &found, rest)) {
                        return None;
                    }
                    reading.loose = !sent_from(view, before, &found, rest);
                    reading.house = Some(before);
                }
                // *Le Monde avec AFP*: the house itself.
                let short = |other: Span| view.folded(other).split(' ').count() < HOUSE;
                if index == 0 && is_publisher(&found) && other.is_none_or(short) {
                    reading.staff = staff(piece.span);
                    reading.house = Some(piece.span);
                    continue;
                }
                let slashed = pieces.get(index + 1).is_some_and(|next| next.joined == '/');
                reading.loose |= first && reading.house.is_some() && before.is_none() && !tight;
                let printed = slashed && listed::is_printed(view, &found);
                if !(printed || is_sure(view, &found, piece, &reading)) {
                    return None;
                }
                reading.network |= found.organisation.kind == OrganisationKind::Network;
                reading.names.push(name(view, found.span, found.who(), piece.joined, lines));
                reading.last = found.span.end;
                // *--IANS pgr/khn*: the initials behind the code.
                if let Some(other) = other.filter(|other| is_initials(view, *other)) {
                    reading.initials.push(other);
                    reading.house = reading.house.or(Some(found.span));
                } else if let Some(other) = other {
                    if !is_behind(view, other, rest) {
                        return None;
                    }
                    // *Agence France-Presse in Bamako Wed 12 Mar 2025*.
                    let said = group::runs(view.original(other));
                    reading.dated = !found.ambiguous && !said && day::has_year(view, rest);
                    break;
                }
            }
            What::Initials if index > 0 && piece.joined == '/' => {
                reading.initials.push(piece.span);
            }
            // `bas / Polsat News / PAP`: who was at the desk, first of all.
            // `red, ORF.at/Agenturen`: the desk, which is nobody.
            What::Initials
                if index == 0 && view.lexicon.label(view.folded(piece.span)).is_some() => {}
            // `(kurier.at, Agenturen, jae)`.
            What::Initials if bracketed && !reading.names.is_empty() => {
                reading.initials.push(piece.span);
            }
            // *M.D. avec agence*: with full stops, before the word that joins too.
            What::Initials
                if index == 0
                    && pieces.get(1).is_some_and(|next| {
                        let dotted = view.original(piece.span).ends_with('.');
                        next.joined == '/' || dotted && matches!(next.joined, '&' | 'v' | ',')
                    }) =>
            {
                reading.initials.push(piece.span);
            }
            What::Words | What::Initials => {
                // *Presse-Agentur*, *Agentur-Anstieg* are one word.
                let apart = index == 0 || bracketed || (tight && piece.joined != '-');
                let hyphen = |end: usize| {
                    view.original(Span::new(end, view.ceil(end + 1))).starts_with(group::HYPHENS)
                };
                if let Some(end) = unnamed(piece).filter(|end| apart && !hyphen(*end)) {
                    let at = Span::new(piece.span.start, end.min(piece.span.end));
                    // Of what one phrase says the last part stands for all.
                    if end <= piece.span.end {
                        reading.names.push(name(view, at, Who::Unnamed, piece.joined, lines));
                    }
                    let behind = view.trim(Span::new(at.end, piece.span.end));
                    let short = view.folded(behind).split(' ').count() < HOUSE;
                    if !(behind.is_empty() || short || is_behind(view, behind, rest)) {
                        return None;
                    }
                } else if first && index == 0 && is_house(view, piece.span, staff(piece.span)) {
                    reading.staff = staff(piece.span);
                    reading.house = Some(piece.span);
                } else if takes_pictures(view, &pieces, index) {
                    reading.photographer = Some(piece.span);
                } else if (tight || ends(index, piece)) && is_house(view, piece.span, false) {
                    reading.house = reading.house.or(Some(piece.span));
                } else if !first && is_behind(view, piece.span, rest) {
                    break;
                } else {
                    return None;
                }
            }
        }
    }
    finish(view, rest, reading, lines)
}

/// The credit of what was read: of a house and an agency, or of several agencies.
fn finish(view: &View<'_>, rest: Span, reading: Reading, lines: &mut Lines) -> Option<Credit> {
    let Reading {
        mut names,
        last,
        house,
        loose,
        network,
        initials,
        dated: day_of,
        staff,
        photographer,
    } = reading;
    let dated = view.folded(rest).contains(|c: char| c.is_ascii_digit());
    let unnamed = names.iter().all(|name| name.who == Who::Unnamed);
    // `Lusa, 3 de Março de 2025, 10:42`: at the head of its line, and nothing but a day behind it.
    let day = day::is_behind(view, last, rest);
    let begins = (day || day_of) && rest.start == view.trim(view.line(rest)).start;
    if names.is_empty()
        || (house.is_none()
            && photographer.is_none()
            && names.len() < 2
            && !(unnamed && (dated || !initials.is_empty()))
            && !begins)
        || (loose && names.len() < 2 && !staff && !day)
    {
        return None;
    }
    let slash = names.first().is_some_and(|name| name.joined == '/');
    // `Ann Lee/Reuters` is who took a picture.
    let person = house.is_some_and(|house| slash && group::is_person(view, house)) && !network;
    // *A. Carrasco / Colpisa Madrid Miércoles, 8 de mayo 2024*: with a day it is who wrote it.
    let writer = house.filter(|_| person && names.len() == 1 && (day || day_of));
    if person && names.len() == 1 && initials.is_empty() && writer.is_none() {
        return None;
    }
    names.extend(writer.map(|writer| name(view, writer, Who::Person(Role::Reporter), '/', lines)));
    if let Some(person) = photographer {
        names.push(name(view, person, Who::Person(Role::Photographer), '/', lines));
    }
    // An exchange sends what its members wrote.
    if let Some(house) = house.filter(|_| network) {
        names.insert(0, name(view, house, Who::Unknown, ' ', lines));
    }
    names.extend(
        initials.iter().map(|span| name(view, *span, Who::Person(Role::Editor), '/', lines)),
    );
    let picture = photographer.is_some() || is_caption(view, view.line(rest));
    let relation = if picture { Relation::Photo } else { Relation::Sent };
    Some(Credit { slot: Slot::Byline, relation, names, desk: None, edge: true })
}

/// Whether a name leaves no doubt in its place: one that means something else too must be printed as it prints itself,
/// joined to a house or to another.
fn is_sure(view: &View<'_>, found: &Found<'_>, piece: &Piece<'_>, reading: &Reading) -> bool {
    let beside = reading.house.is_some() || !reading.names.is_empty();
    let tight = matches!(piece.joined, '/' | '&' | 'v' | '+' | '-');
    // An agency of the country, as it prints itself, where a day stands behind it.
    // *Nachfolger Hy5 TT*: without a language, two letters are a word of any.
    let long = found.span.len() > 2;
    let home = reading.names.is_empty()
        && (view.countries.is_empty() && long || found.organisation.is_of(view.countries))
        && found.organisation.kind == OrganisationKind::Agency
        && listed::is_printed(view, found);
    !found.ambiguous
        || home
        || closing::sure(view, found)
        || (beside && tight && (listed::is_printed(view, found) || piece.joined == '/'))
}

/// Whether a word before a name says that it is an agency.
fn is_agency(view: &View<'_>, before: Span) -> bool {
    view.lexicon.label(view.folded(before)) == Some(Label::Agency)
}

/// Whether an organisation is one that prints, and sends nothing to others.
const fn is_publisher(found: &Found<'_>) -> bool {
    matches!(found.organisation.kind, OrganisationKind::Publisher | OrganisationKind::Broadcaster)
}

/// `… 06:12 pm IST - New Delhi PTI`: a place before a code of capitals, in a line that says when.
fn sent_from(view: &View<'_>, place: Span, found: &Found<'_>, rest: Span) -> bool {
    let line = view.folded(view.line(rest));
    let dated = line.contains(|c: char| c.is_ascii_digit());
    let code = view.original(found.span).chars().all(|c| c.is_ascii_uppercase());
    dated && code && is_house(view, place, false) && found.span.end == rest.end
}

/// Whether a part is two to four small letters.
fn is_initials(view: &View<'_>, part: Span) -> bool {
    let printed = printed(view.original(part));
    (2..=4).contains(&printed.len()) && printed.bytes().all(|byte| byte.is_ascii_lowercase())
}

/// Whether a part reads like a house or its staff: a few words with capitals, a host, a word for who writes.
fn is_house(view: &View<'_>, part: Span, staff: bool) -> bool {
    let printed = view.original(part);
    let words: Vec<&str> = printed.split_whitespace().collect();
    // *g1*, *N1*: a number that stands alone is none of a name.
    let number =
        |word: &str| word.chars().any(char::is_numeric) && !word.chars().any(char::is_alphabetic);
    if words.is_empty() || words.iter().any(|word| number(word)) {
        return false;
    }
    if staff {
        return words.len() <= STAFF;
    }
    let own = |word: &&str| {
        !word.starts_with(char::is_lowercase)
            || word.contains(|c: char| c == '.' || c.is_ascii_digit())
            || view.lexicon.is_particle(&fold(word))
    };
    let unspaced = printed.chars().filter(|c| is_unspaced(*c)).count();
    // *lrytas.lt inf*: a host, and what it has of it.
    let host = words.first().is_some_and(|word| word.len() > 4 && word.contains('.'));
    words.len() <= HOUSE && (host || words.iter().all(own)) && unspaced <= 10
}

/// Whether what stands behind the last agency says when or how long, and nothing else.
fn is_behind(view: &View<'_>, part: Span, rest: Span) -> bool {
    let to = Span::new(part.start, rest.end);
    let text = view.folded(to);
    let sentence = text.find(". ").map_or(text.len(), |at| at + 1);
    let text = text.get(..sentence).unwrap_or(text);
    // *AP Cuts 71 Jobs, Closes 4 Bureaus*: a year, an hour, a day with marks, or a few words (*vor 3 Stunden*).
    let numbers = text.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty());
    let words = text.split(' ').count();
    words <= BEHIND && (sides::is_dated(text) || numbers.count() > 0 && words <= LONG)
}

/// The most words that say how long or how long ago.
const LONG: usize = 5;

/// `Reuters/TOM BRENNER`: somebody behind the slash of an agency took its picture.
fn takes_pictures(view: &View<'_>, pieces: &[Piece<'_>], index: usize) -> bool {
    let [.., agency, person] = pieces else { return false };
    index + 1 == pieces.len()
        && person.joined == '/'
        && matches!(agency.what, What::Organisation(_, rest) if rest.is_none_or(Span::is_empty))
        && view.folded(person.span).split(' ').count() <= 3
        && group::is_person(view, person.span)
}
