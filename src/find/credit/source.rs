//! The names of a source line: *Source: …*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_han, is_unspaced};

use super::super::name::{self as run, Start};
use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::{Name, Who, closing, marks, masthead, name, proper, title, unregistered};

/// The most names of one value.
const NAMES: usize = 32;

/// The names of a source line: known organisations with the initials of the desk; else the value as it is
/// printed, where it looks like a name.
pub(super) fn names(
    view: &View<'_>,
    value: Span,
    pieces: &[Piece<'_>],
    translated: bool,
    lines: &mut Lines,
) -> Vec<Name> {
    let mut names = Vec::new();
    // *Информационное агентство России "ТАСС"*: the name in quotation marks behind what it is.
    if let Some(title) = title::behind_kind(view, value) {
        let found = organisation::whole(view, title);
        let who = found.map_or(Who::Unknown, |found| found.who());
        return vec![name(view, title, who, ' ', lines)];
    }
    // *Source: Kranich Inc. AUSTIN, Feb. 1 /PRNewswire/ --*: the dateline of a release, glued behind whose it is.
    let wire = pieces.iter().skip(1).find(|piece| match piece.what {
        What::Organisation(found, _) => {
            matches!(piece.joined, '/' | '(')
                && found.organisation.kind == OrganisationKind::PressReleaseWire
        }
        _ => false,
    });
    if let Some(wire) = wire
        && let Some(company) = proper::proper_run(view, Span::new(value.start, wire.span.start))
            .filter(|company| company.start == value.start)
    {
        return vec![name(view, without_place(view, company), Who::Unknown, ' ', lines)];
    }
    if let Some(persons) = by_their_parts(view, pieces, lines) {
        return persons;
    }
    let known = pieces.iter().any(|piece| matches!(piece.what, What::Organisation(..)));
    for piece in pieces.iter().take(NAMES) {
        match piece.what {
            // *Kaynak: İhlas Haber Ajansı / Politika*: a word of the language, beside a house that is meant.
            What::Organisation(found, _) if is_foreign(view, pieces, &found) => {}
            What::Organisation(found, _) => {
                let who = found.who();
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            What::Initials if view.lexicon.label(view.folded(piece.span)).is_some() => {}
            // Right behind the code or other initials, not somewhere in what follows.
            What::Initials
                if known && piece.joined != '-' && is_beside_code(view, pieces, piece) =>
            {
                names.push(name(view, piece.span, Who::Person(Role::Editor), piece.joined, lines));
            }
            // *Forrás: mti/police.hu*: a site beside the agency.
            What::Words
                if known
                    && piece.joined == '/'
                    && let Some(host) = title::host(view, piece.span) =>
            {
                names.push(name(view, host, Who::Unknown, piece.joined, lines));
            }
            What::Words if known => names.extend(beside(view, pieces, piece, lines)),
            _ => {}
        }
    }
    if known {
        return names;
    }
    // *Quelle: apa*, *Fonte: Agi*: a code as some print it.
    if let Some(found) = marks::labelled(view, value) {
        return vec![name(view, found.span, found.who(), ' ', lines)];
    }
    if let Some(found) = organisation::titled(view, value).filter(|found| found.span == value) {
        return vec![name(view, found.span, found.who(), ' ', lines)];
    }
    let hits = view.lexicon.matcher.words(view.folded, view.text, value);
    if let Some(unnamed) = closing::unnamed(view, &hits) {
        // *ORF.at/Agenturen*: a host before them.
        let host = pieces.first().filter(|piece| is_host(view.original(piece.span)));
        names.extend(host.map(|host| name(view, host.span, Who::Unknown, ' ', lines)));
        names.push(name(view, unnamed, Who::Unnamed, '/', lines));
        return names;
    }
    // *Source: https://www.example.org/articles/12*: the host of the address.
    if let Some(host) = title::of_address(view, value) {
        let registry = &view.lexicon.organisations;
        let known = registry.by_host(view.folded(host)).map(|known| known.id.clone());
        let who = known.map_or(Who::Unknown, Who::Organisation);
        return vec![name(view, host, who, ' ', lines)];
    }
    // *Sursa: jurnalul.ro*.
    if title::host(view, value) == Some(value) {
        return vec![name(view, value, Who::Unknown, ' ', lines)];
    }
    // In quotation marks it is a name however it goes on: *«Карельская неделя»*.
    if let Some(title) = title::enclosed(view, value) {
        return vec![name(view, title, Who::Unknown, ' ', lines)];
    }
    if let Some(both) = written_for(view, pieces, translated, lines) {
        return both;
    }
    // *Fonte: Agenzia Vista / Marco Rossi*: a house that is called what it is, and who worked for it.
    if let [house, person] = pieces
        && person.joined == '/'
        && matches!((house.what, person.what), (What::Words, What::Words))
        && view.folded(house.span).split_once(' ').is_some_and(|(first, _)| {
            view.lexicon.label(first) == Some(Label::Agency) || view.lexicon.mastheads.begins(first)
        })
        && group::is_person(view, person.span)
        && view.folded(person.span).contains(' ')
    {
        let who = Who::Person(Role::Reporter);
        return vec![
            name(view, house.span, Who::Unknown, ' ', lines),
            name(view, person.span, who, '/', lines),
        ];
    }
    let first = pieces.first().filter(|piece| matches!(piece.what, What::Words));
    let joined = pieces.get(1).map(|piece| piece.joined);
    // A second part behind a bracket or a date is no part of the name; a hyphen is.
    let span = match (first, joined) {
        (Some(first), Some('(' | '|' | ',' | ';')) => first.span,
        (Some(_), _) => value,
        _ => return Vec::new(),
    };
    // *来源: 山海网 山海网5月9日讯*: in a script that sets no words apart a space ends the name.
    let text = view.folded(span);
    let span = match text.find(' ') {
        Some(space) if text.chars().take(2).all(is_han) => {
            Span::new(span.start, span.start + space)
        }
        _ => span,
    };
    // *Source: Harrow Foods LLP Share SAN FRANCISCO*: what an extractor has glued behind the legal form.
    let legal = hits.iter().rfind(|hit| hit.word == Word::Legal && hit.span.end < span.end);
    let span = match legal.map(|hit| hit.span) {
        Some(form) if view.folded(Span::new(span.start, form.start)).contains(' ') => {
            Span::new(span.start, form.end)
        }
        _ => span,
    };
    // *Zdroj: Přístavní noviny*: a title whose last word is written small.
    let last = view.folded(span).rsplit(' ').next().unwrap_or("");
    if view.lexicon.mastheads.ends_small(last) && proper::proper_run(view, span) == Some(span) {
        return vec![name(view, span, Who::Unknown, ' ', lines)];
    }
    let Some(span) = run::run(view, span, Start::Capital) else { return Vec::new() };
    let span = before_day(view, span);
    // *Quelle: Name: E-Mail:*: the fields of a form.
    let behind = view.folded(Span::new(span.end, view.line(span).end));
    if behind.trim_start().starts_with(':') || cites(behind) {
        return Vec::new();
    }
    let printed = view.original(span);
    let words = printed.split_whitespace().count();
    let digits = printed.chars().filter(|c| c.is_numeric()).count();
    let unspaced = printed.chars().filter(|c| is_unspaced(*c)).count();
    let fits = (1..=6).contains(&words) && digits <= 4 && unspaced <= 14;
    // *Kaynak: HABER MERKEZİ*: a word for the house's own desk is nobody.
    if !fits || !group::is_nominal(view, span) || group::is_label(view, span) {
        return Vec::new();
    }
    vec![name(view, span, Who::Unknown, ' ', lines)]
}

/// *Source: Harbour Daily March 3, 2024*: a name up to the month and the day that stand behind it.
fn before_day(view: &View<'_>, span: Span) -> Span {
    let mut at = span.start;
    for word in view.folded(span).split(' ') {
        let here = Span::new(at, at + word.len());
        let rest = view.folded(Span::new(here.end, view.line(span).end)).trim_start();
        let day = rest.starts_with(|c: char| c.is_ascii_digit());
        if here.start > span.start && day && view.lexicon.ends_byline(word) {
            return Span::new(span.start, here.start - 1);
        }
        at = here.end + 1;
    }
    span
}

/// *… a low default rate. (Source: Harrow and Lee, 1995.)*: what a work cites, with its year in the brackets.
fn cites(behind: &str) -> bool {
    let inner = behind.split(')').next().filter(|inner| inner.len() < behind.len());
    inner.is_some_and(|inner| {
        let mut words = inner.trim_end_matches(['.', '-', ' ']).split([' ', ',']);
        inner.contains(',')
            && words.next_back().is_some_and(|year| {
                year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit())
            })
    })
}

/// *Quelle: A. Name (Text), B. Name (Bild)*: persons, each with what they made in brackets.
fn by_their_parts(view: &View<'_>, pieces: &[Piece<'_>], lines: &mut Lines) -> Option<Vec<Name>> {
    let mut names = Vec::new();
    for pair in pieces.windows(2) {
        let [person, part] = pair else { continue };
        let role = match view.lexicon.label(view.folded(part.span)) {
            Some(Label::Reporter) => Role::Reporter,
            Some(Label::Photo) => Role::Photographer,
            Some(Label::Translator) => Role::Translator,
            Some(Label::Editor) => Role::Editor,
            _ => continue,
        };
        let full = matches!(person.what, What::Words) && view.folded(person.span).contains(' ');
        if part.joined == '(' && full && group::is_person(view, person.span) {
            names.push(name(view, person.span, Who::Person(role), person.joined, lines));
        }
    }
    (!names.is_empty()).then_some(names)
}

/// Whether a name that means something else too is of a paper elsewhere, and another house means nothing else.
fn is_foreign(view: &View<'_>, pieces: &[Piece<'_>], found: &Found<'_>) -> bool {
    let publishes = found.organisation.kind == OrganisationKind::Publisher;
    let home = view.countries.is_empty() || found.organisation.is_of(view.countries);
    let meant =
        |piece: &Piece<'_>| matches!(piece.what, What::Organisation(other, _) if !other.ambiguous);
    found.ambiguous && publishes && !home && pieces.iter().any(meant)
}

/// Whether initials stand first, or behind an organisation or other initials.
fn is_beside_code(view: &View<'_>, pieces: &[Piece<'_>], piece: &Piece<'_>) -> bool {
    let before = pieces.iter().take_while(|other| other.span != piece.span).last();
    // *ntv.de, ino/dpa*: or behind a site.
    let site = |before: &Piece<'_>| title::host(view, before.span) == Some(before.span);
    before.is_none_or(|before| !matches!(before.what, What::Words) || site(before))
}

/// *Nguồn: Kim Seo-jun, “The Quiet Harbour”, Foreign Notes, 09/05/2018*: who wrote the text that was translated, its
/// title, and where it stood.
pub(super) fn cited(view: &View<'_>, value: Span, lines: &mut Lines) -> Option<Vec<Name>> {
    let text = view.folded(value);
    let (writer, rest) = text.split_once(", \"")?;
    let (title, rest) = rest.split_once('"')?;
    let rest = rest.strip_prefix(',')?.trim_start();
    let house = rest.split([',', '.', '(']).next()?.trim_end();
    let writer = Span::new(value.start, value.start + writer.len());
    if title.is_empty() || !group::is_person(view, writer) || !view.folded(writer).contains(' ') {
        return None;
    }
    let start = value.end - rest.len();
    let house = Span::new(start, start + house.len());
    let named = unregistered::house(view, house, ' ', lines)?;
    Some(vec![named, name(view, writer, Who::Person(Role::Reporter), ',', lines)])
}

/// *Harbour Prize LARKHAVEN*: a name without the place of the dateline in capitals behind it.
fn without_place(view: &View<'_>, company: Span) -> Span {
    let hits = view.lexicon.matcher.words(view.folded, view.text, company);
    let legal = hits.iter().filter(|hit| hit.word == Word::Legal).map(|hit| hit.span.end).max();
    let mut end = company.end;
    while legal.is_none_or(|legal| legal < end)
        && let Some(space) = view.folded(Span::new(company.start, end)).rfind(' ')
    {
        let head = Span::new(company.start, company.start + space);
        let last = view.original(Span::new(head.end + 1, end));
        let place = last.chars().count() > 2 && !last.chars().any(char::is_lowercase);
        if !place || !view.original(head).chars().any(char::is_lowercase) {
            break;
        }
        end = head.end;
    }
    Span::new(company.start, end)
}

/// *Source: Thomas W., Foreign Notes | Translated by …*: of a text that was translated, who wrote it and where.
fn written_for(
    view: &View<'_>,
    pieces: &[Piece<'_>],
    translated: bool,
    lines: &mut Lines,
) -> Option<Vec<Name>> {
    let ([writer, paper], true) = (pieces, translated) else { return None };
    let words = |piece: &Piece<'_>| matches!(piece.what, What::Words);
    let fits = words(writer)
        && words(paper)
        && paper.joined == ','
        && group::is_person(view, writer.span)
        && view.original(paper.span).starts_with(char::is_uppercase)
        && group::is_nominal(view, paper.span)
        && !view.folded(paper.span).contains(|c: char| c.is_ascii_digit());
    let reporter = Who::Person(Role::Reporter);
    fits.then(|| {
        vec![
            name(view, writer.span, reporter, ' ', lines),
            name(view, paper.span, Who::Unknown, ',', lines),
        ]
    })
}

/// What a part beside a known organisation is: agencies without a name (*Al Jazeera and agencies*), or a house that the
/// registry does not know (*ZDF, AFP*, *BELGA, VTM NIEUWS*, *ANP + Lokale Omroep*).
fn beside(
    view: &View<'_>,
    pieces: &[Piece<'_>],
    piece: &Piece<'_>,
    lines: &mut Lines,
) -> Option<Name> {
    let hits = view.lexicon.matcher.words(view.folded, view.text, piece.span);
    if let Some(unnamed) = closing::unnamed(view, &hits) {
        let all = view.folded(Span::new(piece.span.start, unnamed.start)).trim().is_empty();
        let all = all && unnamed.end == piece.span.end;
        return all.then(|| name(view, unnamed, Who::Unnamed, piece.joined, lines));
    }
    if let Some(title) = title::enclosed(view, piece.span) {
        return Some(name(view, title, Who::Unknown, piece.joined, lines));
    }
    // *参考消息、海外网等*: the titles of a list.
    if matches!(piece.joined, '、' | '，') && view.folded(piece.span).starts_with(is_unspaced) {
        let title = masthead::list(view, piece.span).into_iter().next()?;
        return Some(name(view, title, Who::Unknown, piece.joined, lines));
    }
    // *"نوفوستي" + "بوابة الوسط"*: the marks around it may be cut off.
    let line = view.line(piece.span);
    let quoted = view.folded(Span::new(line.start, piece.span.start)).ends_with('"')
        && view.folded(Span::new(piece.span.end, line.end)).starts_with('"');
    if quoted && piece.joined == '+' {
        return Some(name(view, piece.span, Who::Unknown, piece.joined, lines));
    }
    // *الأناضول + صحيفة القدس العربي*: a word for what it is before the name, in a script without capitals.
    let kind = hits
        .iter()
        .find(|hit| hit.word == Word::Label(Label::Agency) && hit.span.start == piece.span.start);
    if let Some(kind) = kind.filter(|_| matches!(piece.joined, '+' | '&' | 'v' | '،')) {
        let rest = view.trim(Span::new(kind.span.end, piece.span.end));
        let text = view.folded(rest);
        let uncased = text.chars().all(|c| c == ' ' || c.is_alphabetic() && !c.is_ascii());
        let cased = view.original(rest).chars().any(|c| c.is_uppercase() || c.is_lowercase());
        let few = (1..=4).contains(&text.split(' ').count()) && !text.is_empty();
        return (uncased && !cased && few)
            .then(|| name(view, rest, Who::Unknown, piece.joined, lines));
    }
    let printed = printed(view.original(piece.span));
    let printed = printed.as_ref();
    let words = printed.split_whitespace().count();
    let letters = printed.chars().filter(|c| c.is_alphabetic()).count();
    let capitals = printed.chars().all(|c| !c.is_lowercase()) && printed.is_ascii();
    let first = pieces.first().is_some_and(|first| first.span == piece.span);
    let next = pieces.iter().find(|next| next.span.start > piece.span.start);
    // Behind a comma may stand a place, before one whoever it was that wrote; a code stands for a house.
    let fits = match piece.joined {
        '+' | '&' | 'v' => words <= 3,
        // *Укрінформ, Європейська правда*: a small word within is no place's.
        ',' if words > 1 && known_before(pieces, piece) && is_phrase(printed) => words <= 3,
        ',' | '/' => capitals && words <= 3,
        ' ' if first => {
            let slash = |next: &Piece<'_>| capitals && next.joined == '/';
            let list =
                |next: &Piece<'_>| matches!(next.joined, ',' | '&' | 'v' | '+') || slash(next);
            // *N1 Beograd, Beta, FoNet*: before several houses that are known.
            let known = |piece: &&Piece<'_>| matches!(piece.what, What::Organisation(..));
            let houses = pieces.iter().filter(known).count() > 1;
            (words == 1 || words == 2 && houses) && next.is_some_and(list)
        }
        _ => false,
    };
    let number = |word: &str| word.chars().all(|c| !c.is_alphabetic());
    let plain = !printed.split_whitespace().any(number)
        && printed.starts_with(char::is_uppercase)
        && letters >= 3
        && hits.iter().all(|hit| !matches!(hit.word, Word::Label(_)))
        && (group::is_nominal(view, piece.span) || is_phrase(printed));
    (fits && plain).then(|| name(view, piece.span, Who::Unknown, piece.joined, lines))
}

/// Whether the part before is a known organisation.
fn known_before(pieces: &[Piece<'_>], piece: &Piece<'_>) -> bool {
    let before = pieces.iter().take_while(|before| before.span != piece.span).last();
    before.is_some_and(|before| matches!(before.what, What::Organisation(..)))
}

/// Whether a capital begins the first word only, and every word is a long one.
fn is_phrase(printed: &str) -> bool {
    let long = |word: &str| word.chars().count() > 3;
    printed.split_whitespace().all(long)
        && printed.split_whitespace().skip(1).all(|word| word.starts_with(char::is_lowercase))
}

/// Whether a part is a host as it is printed: *ORF.at*.
fn is_host(printed: &str) -> bool {
    let dot = printed.rfind('.').filter(|at| *at > 0);
    let letters = |text: &str| text.chars().all(char::is_alphanumeric) && text.len() >= 2;
    dot.and_then(|at| printed.get(at + 1..)).is_some_and(letters)
        && !printed.contains(char::is_whitespace)
}
