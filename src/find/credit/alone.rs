//! Lines that hold nothing but credits: *AFP, MANILA*, `sak/Reuters`, *PTI, Washington, Nov 20 2019*,
//! *ERIC VIDAL / AFP* (which is a picture's).

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{Span, is_unspaced};

use super::super::term;
use super::super::view::{Lines, View};
use super::group::{self, What, organisations};
use super::organisation::{self, Found};
use super::{
    Credit, Relation, Slot, Who, closing, dateline, day, is_caption, is_pictured, line, listed,
    name, stacked, staff,
};

/// The most organisations of one line; more are a menu or a list of sources.
const MOST: usize = 3;
/// The most words beside the organisations.
const WORDS: usize = 8;

/// The credit of a line that holds nothing else.
pub fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let text = view.folded(line);
    // *大統領は…否定した。（ロイター時事）*: a sentence before it.
    let sentence = text.trim_end_matches('。').contains('。');
    // *・毎日新聞 ・時事通信社 ・…*: a list.
    let list = text.starts_with(['・', '•']) || text.matches('・').count() > MOST;
    if sentence || list || text.ends_with(['?', '!']) || text.contains('"') {
        return None;
    }
    if text.ends_with(':') && !line::is_dateline(view, line) {
        return None;
    }
    // A mark of copyright: what follows is a picture's credit, or a notice, which is read elsewhere.
    let marked = text.starts_with(['©', 'ⓒ']) || text.starts_with("(c)");
    let lead =
        if marked { text.len() - text.trim_start_matches(['©', 'ⓒ', ' ']).len() } else { 0 };
    let span = Span::new(line.start + lead, line.end);
    let hits = view.lexicon.matcher.words(view.folded, view.text, span);
    // `AGERPRES/(…)`: the agency, then in brackets who wrote it, which is read by its labels.
    if let Some(found) = stamp(view, span) {
        let names = vec![name(view, found.span, found.who(), ' ', lines)];
        let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    let labelled = term::longest(&hits).iter().any(|hit| {
        // *Redacción / EFE*: between separators a label is who it names.
        let before = hit.span.start == span.start && !set_apart(view, hit.span, span);
        matches!(hit.word, Word::Label(label) if !matches!(label, Label::Unnamed | Label::Dispatch | Label::Agency | Label::With))
            && (before || colon(view, hit.span, span))
    });
    // Labelled lines are read by their labels.
    if labelled {
        return None;
    }
    // A notice, or a term: read as such.
    let rights = hits.iter().any(|hit| {
        matches!(
            hit.word,
            Word::Copyright
                | Word::Mark
                | Word::RightsReserved
                | Word::Prohibit
                | Word::Unauthorised
        )
    });
    let pieces = group::pieces(view, span);
    // Many parts set apart by bars are a menu.
    let menu = pieces.iter().filter(|piece| matches!(piece.joined, '|' | '•' | '·')).count() > 2
        && text.chars().filter(char::is_ascii_digit).nth(7).is_none();
    if rights || menu {
        return None;
    }
    let named = organisations(&pieces);
    if named.is_empty() || named.len() > MOST || pieces.len() > 8 {
        return None;
    }
    // *APP*: on a page a word that is some agency's name elsewhere is a button.
    let strange = |(found, ..): &(Found<'_>, _, _)| closing::is_strange(view, found);
    if !view.plain && pieces.len() == 1 && named.iter().any(strange) {
        return None;
    }
    let clean = pieces.iter().enumerate().all(|(index, piece)| match piece.what {
        What::Organisation(found, rest) => match rest.filter(|rest| !rest.is_empty()) {
            None => true,
            Some(_) if organisation::is_subject(view, &found) => false,
            // *BEN CASTLE, Associated Press Writer*: what they are there.
            Some(rest) if rest.start > found.span.end && staff::is_office(view, rest) => {
                index > 0 || stacked::is_below_writer(view, line)
            }
            Some(rest) => {
                // `ANTARA FOTO/Ann Lee/aww`: a word for pictures, of the name of those who take them.
                rest.start > found.span.end && line::is_pictured(view, rest)
                    || closing::led(view, rest)
                    || line::is_sent_from(view, found, rest)
                    || group::is_nominal(view, rest)
                        && (day::dated(view, rest)
                            || (!found.ambiguous && day::beside_time(view, piece.span, rest)))
            }
        },
        What::Initials => true,
        What::Words => {
            // *Published:*, *Mis à jour :*: what a date is of.
            let label = pieces.get(index + 1).is_some_and(|next| {
                let number = view.folded(next.span).starts_with(|c: char| c.is_ascii_digit());
                next.joined == ':' && number
            });
            label
                || day::dated(view, piece.span)
                || (group::is_nominal(view, piece.span) && piece.joined != '-')
        }
    });
    if line::lists_things(view, &pieces)
        || line::heads_list(view, line, &pieces)
        || line::are_titles(&pieces)
    {
        return None;
    }
    // *Party Chief Anand Lodha Resigns, Cites Alliance With AAP*: so many words are a headline.
    let words: usize = pieces
        .iter()
        .filter(|piece| matches!(piece.what, What::Words) && !day::dated(view, piece.span))
        .map(|piece| view.folded(piece.span).split(' ').count())
        .sum();
    if words > WORDS {
        return None;
    }
    // *ACOMPANHE-NOS*: a word with a hyphen, not two codes.
    let torn = pieces.iter().zip(pieces.iter().skip(1)).any(|(first, second)| {
        let tight = second.span.start == first.span.end + 1;
        let code = matches!(second.what, What::Organisation(found, _) if found.ambiguous);
        second.joined == '-' && tight && code && matches!(first.what, What::Words)
    });
    if torn {
        return None;
    }
    // *Thanh P, RFI, 14/09/2022*: behind the last name may stand the day.
    let named_last = pieces.iter().rfind(|piece| {
        !view.folded(piece.span).chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ':' | ' '))
    });
    let last = named_last.map(|piece| piece.span);
    // `srf/sda/kobt;flal`: a semicolon sets those at the desk apart.
    let set_apart = |piece: &group::Piece<'_>| {
        piece.joined == '/' || piece.joined == ';' && matches!(piece.what, What::Initials)
    };
    let slashed = pieces.len() > 1 && pieces.iter().skip(1).all(set_apart);
    let writers = pieces
        .iter()
        .any(|piece| matches!(piece.what, What::Words) && group::is_person(view, piece.span));
    let with = hits.iter().any(|hit| hit.word == Word::Label(Label::With))
        && named.iter().skip(1).all(|(found, ..)| closing::sure(view, found));
    let houses = |piece: &group::Piece<'_>| {
        matches!(piece.what, What::Organisation(..)) || day::dated(view, piece.span)
    };
    // *The Guardian, 12.02.2025.*: a house by its full name, and a day.
    let day = |found: &Found<'_>| pieces.len() > 1 && view.folded(found.span).contains(' ');
    let several = (named.len() > 1 || named.iter().any(|(found, ..)| day(found)))
        && pieces.iter().all(houses);
    let office = |piece: &group::Piece<'_>| match piece.what {
        // *AP Golf Writer*.
        What::Organisation(_, Some(rest)) => staff::is_office(view, rest),
        _ => false,
    };
    // A code of small letters is one beside initials, and behind the names of those who wrote for it.
    let certain = named.iter().all(|(found, ..)| {
        let led = |piece: &group::Piece<'_>| match piece.what {
            What::Organisation(other, Some(rest)) => {
                other.span == found.span && closing::led(view, rest)
            }
            _ => false,
        };
        closing::sure(view, found)
            || pieces.iter().any(led)
            || pieces.iter().any(office)
            || slashed
            || (writers && last == Some(found.span))
            // *Le Monde avec AFP*: the paper before what it took the copy from.
            || (with && pieces.first().is_some_and(|piece| piece.span == found.span))
            // *Diário e Lusa*: nothing but houses, each as it prints itself.
            || (several && listed::is_printed(view, found))
            // *Jakub Strnad, Novinky, ČTK*: the house as it prints itself, between who wrote it and the agency.
            || (writers
                && found.organisation.kind == OrganisationKind::Publisher
                && named.iter().any(|(other, ..)| other.span != found.span && closing::sure(view, other))
                && listed::is_printed(view, found))
            // `الرياض - واس`: a place, then an agency of the country.
            || (is_placed(&pieces, last, found.span) && is_home(view, found))
    });
    let uncased =
        !text.chars().any(|c| c.is_ascii_alphabetic()) && view.folded(span).split(' ').count() > 6;
    if !clean || !certain || uncased {
        return None;
    }
    // Two letters alone are a button or an abbreviation of anything.
    if let ([piece], [(found, ..)]) = (pieces.as_slice(), named.as_slice()) {
        let bracketed = text.starts_with(['(', '<', '[', '【', '/']);
        let short = view.original(piece.span).chars().count() <= 2;
        // *TT* at the end of all is the agency of the country.
        let behind = Span::new(line.end, view.folded.text.len());
        let behind = view.folded(behind).trim_start();
        // *Publicerad*: and so is one above the day of publication.
        let word = behind.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let ends = is_home(view, found)
            && (view.plain && behind.is_empty() || view.lexicon.ends_byline(word));
        if found.ambiguous && short && !bracketed && !ends {
            return None;
        }
    }
    let slashes = pieces.iter().skip(1).all(|piece| matches!(piece.joined, '/' | '|' | '(' | ')'));
    // `Rina L/Palace Press Office via AP`: who took a picture, for whom, by way of the agency.
    let passed_on = pieces.len() == 3
        && pieces.get(1).is_some_and(|house| house.joined == '/')
        && pieces.last().is_some_and(|last| last.joined == 'v');
    let slashes = slashes || passed_on;
    // *The Columbian*: nobody's name begins with an article.
    let titled = |piece: &group::Piece<'_>| {
        let first = view.folded(piece.span).split(' ').next().unwrap_or("");
        view.lexicon.is_article(first)
    };
    let persons: Vec<Span> = pieces
        .iter()
        .filter(|piece| {
            let word =
                |hit: &&Hit| matches!(hit.word, Word::Label(_)) && piece.span.contains(hit.span);
            matches!(piece.what, What::Words)
                && !(passed_on && piece.joined == '/')
                && !titled(piece)
                && group::is_person(view, piece.span)
                && !hits.iter().any(|hit| word(&hit))
        })
        .map(|piece| piece.span)
        .collect();
    // *Anna K (PAP)*: behind its writer an agency of the country is whom it was written for.
    let wrote = view.plain
        && !slashed
        && named.iter().all(|(found, _, joined)| match *joined {
            '(' => of_country(view, found),
            // `Rina S | ANTARA`: as the last line.
            '|' => of_country(view, found) && pieces.len() == 2 && ends(view, line),
            _ => false,
        });
    // `Ayşe DEMİR/ANTALYA, (DHA)`, or with the day of publication below: who wrote it.
    let signed = (0..pieces.len()).any(|index| {
        let initials = pieces.get(index).is_some_and(|piece| matches!(piece.what, What::Initials));
        initials && behind_code(&pieces, index)
    });
    // *Carl G/TT*, and the text below: who wrote it for the agency of the country.
    let heads = view.plain
        && line.start == 0
        && pieces.len() == 2
        && slashed
        && named.iter().all(|(found, ..)| of_country(view, found))
        && !ends(view, line);
    let wrote = wrote
        || heads
        || signed && !slashed
        || pieces.iter().any(office)
        || view.plain && day::is_before_day(view, line)
        || !dateline::writers(view, line, lines).is_empty();
    // `© SZ/epd/cvei`: with the initials of the desk it is the text's.
    let desk =
        pieces.len() > 2 && pieces.last().is_some_and(|piece| matches!(piece.what, What::Initials));
    // *Jacques Dumoulin | Le Figaro*: behind a bar stands where somebody wrote.
    let barred = pieces.iter().skip(1).all(|piece| piece.joined == '|')
        && named.iter().all(|(found, ..)| found.organisation.kind == OrganisationKind::Publisher);
    // *हिन्दुस्थान समाचार / सुधांशु जोशी*: the agency first, in a script without capitals.
    let barred = barred
        || (pieces.len() == 2
            && matches!(pieces.first().map(|piece| piece.what), Some(What::Organisation(..)))
            && text.chars().all(|c| !c.is_uppercase() && !c.is_ascii_alphabetic()))
        // `王静/海港青年报`: in Han the paper behind who wrote for it.
        || (pieces.len() == 2
            && text.chars().all(|c| c == '/' || is_unspaced(c))
            && named.iter().all(|(found, ..)| found.organisation.kind == OrganisationKind::Publisher));
    let sells = |(found, ..): &(Found<'_>, Option<Span>, char)| {
        found.organisation.kind == OrganisationKind::PhotoAgency
    };
    // *San Francisco Examiner / New York Times News Service*: who passes copy on sends no pictures.
    let passed = named
        .iter()
        .any(|(found, ..)| found.organisation.kind == OrganisationKind::NewspaperSyndicate);
    // `REUTERS/Ines O/File Photo`: a word for pictures within.
    let pictured = is_pictured(&hits);
    let photo = is_caption(view, line)
        || pictured
        || (!persons.is_empty() && named.iter().any(sells))
        || (marked && !(desk && slashes))
        || (slashes && !barred && !wrote && !passed && !persons.is_empty());
    if marked && !(slashes && pieces.len() > 1) {
        return None;
    }
    // One word more and it may be anything: a line of several parts says by its form that it credits.
    if pieces.len() == 1 && view.folded(span).split(' ').count() > 8 {
        return None;
    }
    let mut names = Vec::new();
    let first_known = pieces.iter().position(|piece| matches!(piece.what, What::Organisation(..)));
    for (index, piece) in pieces.iter().enumerate() {
        match piece.what {
            What::Organisation(found, _) => {
                let who = found.who();
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            What::Initials if view.lexicon.label(view.folded(piece.span)).is_some() => {}
            // *(aus: Reuters / Harbour Post)*: a word that leads to them.
            What::Initials if pieces.get(index + 1).is_some_and(|next| next.joined == ':') => {}
            // `… ; Keystone-SDA/reuw`: also in a longer line, right behind the code.
            // `srf/sda/kobt`: a house by its code is no initials.
            What::Initials if pieces.len() > 3 && index == 0 && is_code(view, piece.span) => {}
            What::Initials if pieces.len() <= 3 || slashed || behind_code(&pieces, index) => {
                names.push(name(view, piece.span, Who::Person(Role::Editor), piece.joined, lines));
            }
            What::Words if persons.contains(&piece.span) => {
                // Behind the agency stands where it sent the text from, before it who wrote it.
                let last = index + 1 == pieces.len();
                let before = first_known.is_some_and(|known| index < known);
                let person = line::behind_place(view, piece);
                if photo {
                    let who = Who::Person(Role::Photographer);
                    names.push(name(view, person, who, piece.joined, lines));
                } else if (before || last || piece.joined == '|')
                    && (wrote || barred || !capitals(view, piece.span))
                {
                    let who = Who::Person(Role::Reporter);
                    names.push(name(view, person, who, piece.joined, lines));
                }
            }
            _ => {}
        }
    }
    // `EQS-News: Nordwall Pumpen AG`: the wire, and whose release it is.
    if let ([wire, company], [(found, ..)]) = (pieces.as_slice(), named.as_slice())
        && found.organisation.kind == OrganisationKind::PressReleaseWire
        && wire.span.start <= found.span.start
        && company.joined == ':'
        && matches!(company.what, What::Words)
    {
        names.retain(|name| !matches!(name.who, Who::Person(_)));
        names.push(name(view, company.span, Who::Unknown, ':', lines));
    }
    let relation = if photo { Relation::Photo } else { Relation::Sent };
    Some(Credit { slot: Slot::Byline, relation, names, desk: None, edge: true })
}

/// Whether small letters are the code of a house.
fn is_code(view: &View<'_>, part: Span) -> bool {
    let text = view.folded(part);
    let registry = &view.lexicon.organisations;
    registry.credited(text, &text.to_uppercase(), view.countries).is_some()
}

/// Whether a part stands behind an organisation and a slash, with nothing but initials between: `sda/kobt;flal`,
/// `(PAP) los/ kar/`.
fn behind_code(pieces: &[group::Piece<'_>], index: usize) -> bool {
    let mut at = index;
    while let Some(piece) = pieces.get(at).filter(|piece| matches!(piece.joined, '/' | ';' | ')')) {
        let Some(before) = at.checked_sub(1).and_then(|before| pieces.get(before)) else { break };
        match before.what {
            What::Organisation(..) => return piece.joined != ';',
            What::Initials => at -= 1,
            What::Words => break,
        }
    }
    false
}

/// An organisation at the head of a line, with a bracket right behind its slash.
fn stamp<'a>(view: &View<'a>, line: Span) -> Option<Found<'a>> {
    let found = organisation::at_start(view, line).filter(|found| closing::sure(view, found))?;
    let rest = view.folded(Span::new(found.span.end, line.end));
    let labelled = rest.starts_with('(') && rest.contains(": ") && rest.ends_with(')');
    (rest.starts_with("/(") || labelled).then_some(found)
}

/// Whether an organisation is one of the countries that the language is of.
fn is_home(view: &View<'_>, found: &Found<'_>) -> bool {
    found.organisation.is_of(view.countries)
}

/// Whether an organisation is an agency of one of the countries that the language is of; of a text without a language,
/// one whose copy other countries do not take.
fn of_country(view: &View<'_>, found: &Found<'_>) -> bool {
    let national =
        found.organisation.kind == OrganisationKind::Agency && !found.organisation.international;
    is_home(view, found) || view.countries.is_empty() && national
}

/// Whether nothing stands behind a line.
fn ends(view: &View<'_>, line: Span) -> bool {
    view.folded(Span::new(line.end, view.folded.text.len())).trim().is_empty()
}

/// Whether a line is a word, a dash and the organisation that stands `at` this place, the last.
fn is_placed(pieces: &[group::Piece<'_>], last: Option<Span>, at: Span) -> bool {
    let [place, organisation] = pieces else { return false };
    matches!(place.what, What::Words) && organisation.joined == '-' && last == Some(at)
}

/// Whether a separator stands right behind a label.
fn set_apart(view: &View<'_>, label: Span, line: Span) -> bool {
    view.folded(Span::new(label.end, line.end)).trim_start().starts_with(['/', '|'])
}

fn colon(view: &View<'_>, label: Span, line: Span) -> bool {
    let rest = view.folded(Span::new(label.end, line.end));
    rest.trim_start_matches([' ', ')']).starts_with(':')
}

/// Whether it is all in capitals, as places of datelines are.
fn capitals(view: &View<'_>, part: Span) -> bool {
    view.original(part).chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
        && view.original(part).chars().any(char::is_uppercase)
}
