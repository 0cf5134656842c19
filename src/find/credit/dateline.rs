//! Datelines: what stands before the first sentence of a paragraph and says where and by whom it was sent.
//!
//! `PLACE (CODE/desk) -`, `(CODE) - PLACE`, `PLACE, DATE (CODE) --`, `PLACE, DATE, CODE.`,
//! `МЕСТО, дата. /ТАСС/.`, `新华社北京8月12日电（记者…）`, `【モスクワ共同】`, `(서울=연합뉴스) … 기자 =`,
//! `PLACE, DATE /WIRE/ -- Company`.

use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::record::Role;
use crate::text::{Span, is_hiragana, is_unspaced};

use super::super::view::{Lines, View};
use super::bracket::{self, brackets};
use super::group::{self, Piece, What};
use super::organisation::{self, Found};
use super::outlying::{self, glued, unknown};
use super::{
    Credit, Name, Relation, Slot, Who, bare, closing, dispatch, enclosed, name, release, run,
};

/// How far into a line a dateline may reach, in bytes.
pub(super) const REACH: usize = 160;
/// The most parts before the organisation.
pub(super) const PARTS: usize = 7;

/// The credits of the dateline of a line, if it has one.
pub fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Vec<Credit> {
    let head = Span::new(line.start, view.floor((line.start + REACH).min(line.end)));
    if let Some(found) = bracketed(view, head, line, lines) {
        return found;
    }
    if let Some(found) = dispatch::read(view, head, lines) {
        return found;
    }
    if let Some(found) = release::headed(view, head, lines) {
        return found;
    }
    let Some((credit, after)) = bare::read(view, head, line, lines) else {
        return outlying::behind_place(view, head, lines).into_iter().collect();
    };
    let mut all = vec![credit];
    if let Some(after) = after {
        all.extend(release::company(view, after, lines));
    }
    all
}

fn bracketed(view: &View<'_>, head: Span, line: Span, lines: &mut Lines) -> Option<Vec<Credit>> {
    for bracket in brackets(view, head) {
        if let Some(credit) = outlying::small(view, (head, line), &bracket, lines) {
            return Some(vec![credit]);
        }
        if view.first_name(bracket.inner).is_none() {
            continue;
        }
        let before = Span::new(head.start, bracket.outer.start);
        let mark = view.folded(bracket.outer).chars().next()?;
        let after = view.folded(Span::new(bracket.outer.end, line.end)).trim_start();
        // `…, May 3 (AGENCY/PRNewswire): Company`: by its inside it is no aside.
        let wires = || {
            let last = group::pieces(view, bracket.inner).pop();
            matches!(last.map(|last| last.what), Some(What::Organisation(found, _)) if house(&found))
        };
        let ends = after.starts_with(['-', '.', '='])
            || after.starts_with(':') && (mark != '(' || wires());
        let first = view.folded(before).trim().is_empty();
        let square = matches!(mark, '【' | '[' | '〈' | '〔');
        if !nominal(view, before) {
            return glued(view, line, lines);
        }
        // `(코드) 기자 =`: the mark stands behind the reporter's name.
        let later =
            first && after.get(..view_floor(after, 60)).is_some_and(|next| next.contains('='));
        if bracket::is_abbreviation(view, bracket.inner, before) {
            return None;
        }
        // *Province des Îles (DPA) - ports*: behind a dateline a sentence begins.
        let text = view.original(Span::new(bracket.outer.end, line.end));
        let text = text.trim_start_matches([' ', '-', '–', '—', '\u{A0}']);
        let small = after.starts_with('-') && text.starts_with(char::is_lowercase);
        if small && sender(view, bracket.inner).is_some_and(|found| found.ambiguous) {
            return None;
        }
        // `BELÉM (PA) -`: the code of a region behind one of its towns.
        if view.lexicon.regions.holds(view.original(bracket.inner), view.folded(before)) {
            return None;
        }
        // `…, 5 जनवरी (भाषा) …`, `… /كونا/ …`: nothing but the code in the brackets, behind a date.
        let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
        let words = view.folded(before).split_whitespace().count();
        let sender = sender(view, bracket.inner);
        // `Русе, 12 март /Петя Маринчева, БТА/ …`: who wrote it, before the agency.
        let signed = mark == '/'
            && dated
            && enclosed::signed(view, &group::pieces(view, bracket.inner)).is_some();
        // `…, 9 мая. /Корр. ТАСС Иван Л/. …`: who wrote it, behind a word for what they are there.
        if mark == '/'
            && let Some(names) = enclosed::staffed(view, bracket.inner, lines)
        {
            let (slot, relation, desk) = (Slot::Dateline, Relation::Sent, None);
            return Some(vec![Credit { slot, relation, names, desk, edge: true }]);
        }
        let code = signed
            || (mark == '/' || dated && words <= 6)
                && sender.is_some_and(|found| !first || !found.ambiguous);
        // `STOCKHOLM (TT) Regeringen …`: few words for the place, and a new sentence.
        let next = view.original(Span::new(bracket.outer.end, line.end));
        let next = next.trim_start_matches([' ', ':']);
        let quoted = next.starts_with(['„', '“', '"', '«']);
        let next = next.chars().next();
        // A small word of Japanese goes on with the sentence.
        let new = quoted
            || next.is_some_and(|c| {
                c.is_uppercase() || c.is_alphabetic() && !c.is_lowercase() && !is_hiragana(c)
            });
        let comma = view.folded(before).contains([',', '،', '、']);
        let place = !first
            && new
            && sender.is_some_and(|found| {
                words <= if found.ambiguous { 1 } else { 3 } || comma && words <= 5
            });
        // `(UNB) Dhaka, Feb 2 -`: the place and the day behind it.
        let leads = first
            && sender.is_some()
            && after.find(" -").is_some_and(|dash| {
                let start = line.end - after.len();
                let day = Span::new(start, start + dash);
                dash <= DAY
                    && view.folded(day).contains(|c: char| c.is_ascii_digit())
                    && nominal(view, day)
            });
        // `(도쿄 교도=연합뉴스)`, `(MENAFN- Colombo Gazette)`: by its inside it is nothing else.
        let inside = first
            && (view.folded(bracket.inner).contains('=')
                || organisation::at_start(view, bracket.inner).is_some_and(|found| house(&found)));
        // `(Belga) Deux adultes …`: at the head of the text, and a sentence behind it.
        let opens = first
            && line.start == 0
            && new
            && sender.is_some_and(|found| {
                // `(CNN)North Korea …`.
                let sends = OrganisationKind::Agency == found.organisation.kind
                    || OrganisationKind::Broadcaster == found.organisation.kind
                        && run::capitals(view.original(found.span));
                sends && (!found.ambiguous || found.organisation.is_of(view.countries))
            });
        let pressed = first && line.start == 0 && is_pressed(view, bracket);
        // `Polizeipräsidium Tannau Tannau (ots) Korb: …`: whose release it is.
        let issued =
            sender.is_some_and(|found| house(&found)) && release::is_body_before(view, before);
        let formed =
            ends || later || code || place || leads || inside || opens || pressed || issued;
        if !(formed || square && first) {
            continue;
        }
        let Some((mut credit, press)) = credit_of(view, bracket.inner, before, lines) else {
            continue;
        };
        if first && view.folded(bracket.inner).contains(is_unspaced) {
            credit.names.extend(dispatch::reporters(
                view,
                Span::new(bracket.outer.end, line.end),
                lines,
            ));
        }
        credit.names.extend(writers(view, before, lines));
        credit.names.extend(several(view, before, lines));
        let behind = Span::new(bracket.outer.end, line.end);
        credit.names.extend(enclosed::behind(view, behind, lines));
        // *Michael C [ニューヨーク 18日 ロイター] -*: who wrote it, on a line of its own before it was glued.
        let writer = square.then(|| run::full(view, view.trim(before))).flatten();
        let writer = writer.filter(|writer| *writer == view.trim(before));
        let reporter = |span| name(view, span, Who::Person(Role::Reporter), ' ', lines);
        credit.names.extend(writer.map(reporter));
        credit.names.extend(dispatch::within(view, bracket.inner, lines));
        let mut all = vec![credit];
        let passes = group::pieces(view, bracket.inner)
            .iter()
            .any(|piece| matches!(piece.what, What::Organisation(found, _) if house(&found)));
        if passes {
            let after = view.trim(Span::new(bracket.outer.end, line.end));
            all.extend(release::headed(view, after, lines).unwrap_or_default());
        }
        if press {
            let after = Span::new(bracket.outer.end, line.end);
            all.extend(
                release::before(view, before, lines)
                    .or_else(|| release::company(view, after, lines)),
            );
        }
        return Some(all);
    }
    glued(view, line, lines).or_else(|| unknown(view, head, line, lines).map(|credit| vec![credit]))
}

/// Whether an organisation passes on what others wrote.
fn house(found: &Found<'_>) -> bool {
    matches!(
        found.organisation.kind,
        OrganisationKind::PressReleaseWire | OrganisationKind::NewspaperSyndicate
    )
}

/// How far a place and a day may reach behind the bracket that they belong to, in bytes.
pub(super) const DAY: usize = 48;

/// The organisation that the inside of a bracket is, alone or with a day.
pub(super) fn sender<'a>(view: &View<'a>, inner: Span) -> Option<Found<'a>> {
    organisation::whole(view, inner)
        .or_else(|| {
            let found = organisation::at_start(view, inner)?;
            let rest = view.folded(Span::new(found.span.end, inner.end));
            let day = rest.starts_with(' ') && !rest.contains(char::is_alphabetic);
            (day && rest.contains(|c: char| c.is_ascii_digit())).then_some(found)
        })
        .or_else(|| {
            // `(dpa/mun)`, `(dpa-lsw/mun)`: its desk, and the initials of somebody there.
            let found = organisation::at_start(view, inner)?;
            let rest = printed(view.original(Span::new(found.span.end, inner.end)));
            let desk = |part: &str| {
                (2..=5).contains(&part.chars().count()) && part.chars().all(char::is_lowercase)
            };
            let mut parts = rest.strip_prefix(['/', '-'])?.split('/');
            (parts.all(desk) && closing::sure(view, &found)).then_some(found)
        })
        .or_else(|| {
            // `(HB/KNA)`: a house in capitals, and the agency whose copy it uses.
            let (house, _) = view.folded(inner).split_once('/')?;
            let house = Span::new(inner.start, inner.start + house.len());
            let loud = (2..=HOUSE).contains(&house.len()) && run::capitals(view.original(house));
            let agency = organisation::whole(view, Span::new(house.end + 1, inner.end))?;
            (loud && closing::sure(view, &agency)).then_some(agency)
        })
}

/// The most bytes of the code of a house before its agency.
const HOUSE: usize = 5;

/// Who a name in a dateline is: of several of one code, the one whose town stands before it.
pub(super) fn placed(view: &View<'_>, found: &Found<'_>, before: Span) -> Who {
    let registry = &view.lexicon.organisations;
    let text = view.folded(before);
    match registry.placed(view.folded(found.span), text).filter(|_| found.ambiguous) {
        Some(organisation) => Who::Organisation(organisation.id.clone()),
        None => found.who(),
    }
}

/// `Mehmet KAYA - Ayşe DEMİR/ANTALYA, (DHA)`: who wrote it, with the family name in capitals, before the place.
pub(super) fn writers(view: &View<'_>, before: Span, lines: &mut Lines) -> Vec<Name> {
    let Some(slash) = view.folded(before).find('/').filter(|_| before.len() <= REACH) else {
        return Vec::new();
    };
    let persons = Span::new(before.start, before.start + slash);
    let parts = group::pieces(view, persons);
    let mut names = Vec::new();
    for part in parts.iter().take(PARTS) {
        let words: Vec<&str> = view.original(part.span).split_whitespace().collect();
        let family = words.last().is_some_and(|last| run::capitals(last));
        let given = words.first().is_some_and(|first| !run::capitals(first));
        if family && given && group::is_person(view, part.span) {
            names.push(name(view, part.span, Who::Person(Role::Reporter), part.joined, lines));
        }
    }
    names
}

/// *Julia Lindgreen and Davey Castle (CODE) -- …*: persons who are joined by a word; places seldom are.
fn several(view: &View<'_>, before: Span, lines: &mut Lines) -> Vec<Name> {
    let before = view.trim(before);
    if before.is_empty() || before.len() > REACH {
        return Vec::new();
    }
    let pieces = group::pieces(view, before);
    let person = |piece: &Piece<'_>| {
        matches!(piece.what, What::Words) && run::full(view, piece.span) == Some(piece.span)
    };
    let listed = (2..=PARTS).contains(&pieces.len())
        && pieces.last().is_some_and(|last| last.joined == '&')
        && pieces.iter().skip(1).all(|piece| matches!(piece.joined, ',' | '&'))
        && pieces.iter().all(person);
    let reporter = |piece: &Piece<'_>| {
        name(view, piece.span, Who::Person(Role::Reporter), piece.joined, lines)
    };
    if listed { pieces.iter().map(reporter).collect() } else { Vec::new() }
}

pub(super) fn view_floor(text: &str, mut at: usize) -> usize {
    at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// The credit of the inside of a dateline's brackets, and whether it is of a press release.
fn credit_of(
    view: &View<'_>,
    inner: Span,
    before: Span,
    lines: &mut Lines,
) -> Option<(Credit, bool)> {
    let pieces = group::pieces(view, inner);
    if pieces.len() > PARTS {
        return None;
    }
    let mut names = Vec::new();
    let mut desk = None;
    let (mut press, mut passes) = (false, false);
    for piece in &pieces {
        match piece.what {
            // `(CR avec AFP) -`: who was at the desk, before the word that leads to the agency.
            What::Words if enclosed::signs_with(view, &pieces) => {
                names.push(name(view, piece.span, Who::Person(Role::Editor), ' ', lines));
            }
            // *(NYSE: ACI)*: what a code is on an exchange.
            What::Organisation(found, _) if found.ambiguous && piece.joined == ':' => {}
            What::Organisation(found, rest) if group::is_clear(view, &found, rest) => {
                press |= found.organisation.kind == OrganisationKind::PressReleaseWire;
                passes = press || found.organisation.kind == OrganisationKind::NewspaperSyndicate;
                let who = placed(view, &found, before);
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            // `MENAFN- Colombo Gazette`: whose copy a house passes on that makes none.
            What::Words
                if passes
                    && piece.joined == '-'
                    && group::is_nominal(view, piece.span)
                    && !view.folded(piece.span).contains(|c: char| c.is_ascii_digit())
                    && view.original(piece.span).starts_with(char::is_uppercase) =>
            {
                names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
            }
            What::Initials if !names.is_empty() && matches!(piece.joined, '/' | '-') => {
                let own = view.original(piece.span);
                if closing::is_desk(view, &pieces, piece.span) || desk.is_none() {
                    desk = Some(own.to_owned());
                }
                // `(dpa/bb)`: two letters are a region.
                let initials = own.chars().count() > 2;
                if piece.joined == '/' && initials && !closing::is_desk(view, &pieces, piece.span) {
                    let who = Who::Person(Role::Editor);
                    names.push(name(view, piece.span, who, piece.joined, lines));
                }
            }
            _ => {}
        }
    }
    if names.is_empty() {
        return None;
    }
    let writer = enclosed::signed(view, &pieces);
    names.extend(writer.map(|span| name(view, span, Who::Person(Role::Reporter), ',', lines)));
    let credit = Credit { slot: Slot::Dateline, relation: Relation::Sent, names, desk, edge: true };
    Some((credit, press))
}

/// The most characters of a place before the agency, in a script without spaces.
pub(super) const PLACE: usize = 8;

/// `（台北中央社）12日…`: a place and its agency in round brackets, in scripts without spaces, and the text behind.
fn is_pressed(view: &View<'_>, bracket: bracket::Bracket) -> bool {
    let behind = Span::new(bracket.outer.end, view.folded.text.len());
    let found = || {
        organisation::at_end(view, bracket.inner)
            .filter(|found| found.organisation.kind == OrganisationKind::Agency)
    };
    view.folded(bracket.inner).starts_with(is_unspaced)
        && view.folded(behind).starts_with(|c: char| c.is_ascii_digit() || is_unspaced(c))
        && found().is_some_and(|found| {
            let place = view.folded(Span::new(bracket.inner.start, found.span.start));
            (1..=PLACE).contains(&place.chars().count())
                && place.chars().all(|c| is_unspaced(c) || c == 'ー')
        })
}

/// Whether everything before the organisation is places and dates.
pub(super) fn nominal(view: &View<'_>, before: Span) -> bool {
    let pieces = group::pieces(view, before);
    let dated = view.folded(before).contains(|c: char| c.is_ascii_digit());
    // A day of the week is a small word in many languages.
    let day = |piece: &Piece<'_>| dated && is_day(view.folded(piece.span));
    pieces.len() <= PARTS
        && pieces.iter().all(|piece| group::is_nominal(view, piece.span) || day(piece))
}

/// A day as some languages write it, with the month before its number or with a small word behind: *kovo 11 d.*.
/// One word may be the day of the week.
fn is_day(text: &str) -> bool {
    let mut words = text.split_whitespace();
    let number = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    let few = words.clone().count() <= 4;
    match words.next() {
        Some(_) if !text.contains(' ') => true,
        // A year, then the month.
        Some(first) => few && (number(first) || words.next().is_some_and(number)),
        None => false,
    }
}
