//! The persons of a credit: who wrote, edited or translated a text, alone, in lists, and beside agencies.

use crate::lexicon::language::Label;
use crate::record::Role;
use crate::text::{Span, is_han};

use super::super::view::{Lines, View};
use super::group::{self, Piece, What};
use super::joined::joined_names;
use super::lead::past_possessive;
use super::organisation::{self, Found};
use super::run::{self, person};
use super::{Name, Who, closing, desk, forename, marks, masthead, name, title};

/// The most bytes of a day before a bracket.
const DAY: usize = 24;
/// The most names of one value.
pub(super) const NAMES: usize = 64;

/// The persons of a value, and the organisations that stand among them.
pub(super) fn persons(
    view: &View<'_>,
    pieces: &[Piece<'_>],
    role: Role,
    lines: &mut Lines,
) -> Vec<Name> {
    let mut names = Vec::new();
    let mut last: Option<Span> = None;
    for (index, piece) in pieces.iter().take(NAMES).enumerate() {
        // *By Ann Lee (KNA) Nyeri farmers …*: behind the bracket the text goes on.
        if piece.joined == ')' && !names.is_empty() && !matches!(piece.what, What::Initials) {
            break;
        }
        // *كتب - سامي طه: أعلن …*: behind a colon the text begins.
        if piece.joined == ':' && !names.is_empty() {
            break;
        }
        // *كتب سامي طه - أعربت كل من …*: behind a dash too, where no capital tells names apart.
        if piece.joined == '-'
            && !names.is_empty()
            && view.folded(piece.span).split(' ').count() > 3
            && !view.original(piece.span).contains(char::is_uppercase)
        {
            break;
        }
        match piece.what {
            // *Editor: huaxia 2023-04-17*: as the desk signs.
            What::Words
                if index == 0 && role == Role::Editor && desk::signs(view, piece).is_some() =>
            {
                let span = desk::signs(view, piece).unwrap_or(piece.span);
                names.push(name(view, span, Who::Person(role), piece.joined, lines));
            }
            // *Petra Lindgreen*: a forename that is the name of an agency too.
            What::Organisation(found, Some(rest))
                if forename::leads(view, piece, &found, rest)
                    || forename::is_loud(view, piece, &found, rest, pieces.get(index + 1)) =>
            {
                names.push(name(view, piece.span, Who::Person(role), piece.joined, lines));
            }
            What::Organisation(found, rest) => {
                let before = rest.filter(|rest| rest.start < found.span.start);
                // *ČTK Uvedla to dnes televize X*: the agency, and the text behind it that names another.
                let first = before.and_then(|rest| organisation::at_start(view, rest));
                if let Some(first) = first.filter(|first| closing::sure(view, first)) {
                    names.push(name(view, first.span, first.who(), piece.joined, lines));
                    continue;
                }
                if let Some(rest) = before
                    && let Some(person) = person(view, rest, index)
                {
                    names.push(name(view, person, Who::Person(role), piece.joined, lines));
                }
                // *譯者：中央社王小明*: the house before who works for it.
                let staff = rest.filter(|rest| {
                    rest.start >= found.span.end
                        && view.folded(*rest).starts_with(is_han)
                        && (2..=4).contains(&view.folded(*rest).chars().count())
                        && group::is_person(view, *rest)
                });
                // *By Xinhua writers Ann Lee and Ben Cole*: the word for what they are there, and its people.
                let behind = rest.filter(|rest| rest.start >= found.span.end);
                let named = behind.map(|rest| run::past_label(view, rest));
                let staff =
                    staff.or_else(|| person(view, named.filter(|own| Some(*own) != behind)?, 1));
                if let Some(staff) = staff {
                    names.push(name(view, staff, Who::Person(role), piece.joined, lines));
                }
                // In the place of the author a name counts as it stands; beside other words it must be sure.
                let time = |rest: Span| view.folded(rest).starts_with(|c: char| c.is_ascii_digit());
                let host = |rest: Span| title::host(view, rest) == Some(rest);
                if rest.is_none_or(|rest| rest.is_empty() || time(rest) || host(rest))
                    || closing::sure(view, &found)
                {
                    let who = found.who();
                    names.push(name(view, found.span, who, piece.joined, lines));
                }
                // *Von A. Name, dpa Seit zehn Jahren sind B und C …*: the text begins behind it.
                if named.is_some_and(|named| group::runs(view.original(named))) {
                    break;
                }
            }
            // Behind somebody, or nearly alone: a small word at the end of a sentence is none.
            What::Initials if piece.joined == '<' => {}
            What::Initials
                if (index > 0 && !names.is_empty())
                    || (index == 0 && (pieces.len() <= 2 || desk::are_initials(pieces))) =>
            {
                // `bild:chl`: who took a picture, where nobody stands before.
                let took = role == Role::Photographer && index == 0;
                let role = if took { role } else { Role::Editor };
                names.push(name(view, piece.span, Who::Person(role), piece.joined, lines));
            }
            What::Words if let Some(found) = inside(view, piece.span) => {
                let before = Span::new(piece.span.start, found.span.start);
                if let Some(person) = person(view, before, index) {
                    names.push(name(view, person, Who::Person(role), piece.joined, lines));
                }
                let who = found.who();
                names.push(name(view, found.span, who, ' ', lines));
                // *By Ann Lee Associated Press SEOUL, South Korea …*: the text begins.
                if found.span.end < piece.span.end {
                    break;
                }
            }
            // *By Carol W, WPTX.com*, *Autor: brzegowy.pl (Anna K)*: whom they write for.
            What::Words
                if title::host(view, piece.span) == Some(piece.span)
                    && (piece.joined == ',' && !names.is_empty()
                        || index == 0
                            && pieces.get(1).is_some_and(|next| {
                                next.joined == '(' && run::full(view, next.span).is_some()
                            })) =>
            {
                names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
            }
            // *Door: NU.nl/ANP*: a site that names itself is nobody.
            What::Words if title::host(view, piece.span) == Some(piece.span) => {}
            What::Words if let Some(unnamed) = unnamed(view, piece.span) => {
                names.push(name(view, unnamed, Who::Unnamed, piece.joined, lines));
            }
            // *Laporan Wartawan Tribun Tannau / Budi S*: the paper before who wrote for it.
            What::Words if index + 1 < pieces.len() && masthead::is_paper(view, piece.span) => {}
            // *Özel Haber Giriş: 10.08.2025*: what a colon follows is a label of its own.
            What::Words
                if !view.folded(piece.span).contains(' ')
                    && pieces.get(index + 1).is_some_and(|next| next.joined == ':') =>
            {
                break;
            }
            // *By Dana W, The Sacramento Bee, Tribune News Service*: whose copy the agency behind it passes on.
            What::Words if masthead::is_titled(view, pieces, index) => {
                if !names.is_empty() {
                    names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
                }
            }
            // *By Ann Lee, Larkhaven Gazette*, *With files from Larkhaven Radio*: nobody's name ends so.
            What::Words if masthead::is_title(view, piece.span) => {
                names.push(name(view, piece.span, Who::Unknown, piece.joined, lines));
            }
            // *Filed By Harbour Newspapers For Use By Clients of …*: nor where more words with capitals stand behind.
            What::Words if let Some(title) = masthead::before_more(view, piece.span) => {
                // *Edited by Harbour Talk Radio's Ann Lee*: one of its people.
                let behind = Span::new(title.end, piece.span.end);
                let own = view.trim(past_possessive(view, behind));
                match run::full(view, own).filter(|_| own.start > title.end + 1) {
                    Some(staff) => {
                        names.push(name(view, staff, Who::Person(role), piece.joined, lines));
                    }
                    None => names.push(name(view, title, Who::Unknown, piece.joined, lines)),
                }
                break;
            }
            // *By WIRE, New Delhi: …*: where the agency sent it from.
            What::Words
                if piece.joined == ','
                    && index
                        .checked_sub(1)
                        .and_then(|before| pieces.get(before))
                        .is_some_and(|before| matches!(before.what, What::Organisation(..)))
                    && view
                        .folded(Span::new(piece.span.end, view.line(piece.span).end))
                        .trim_start()
                        .starts_with(':') =>
            {
                break;
            }
            What::Words => {
                // Behind the name of a person stands an office, a place, a date: the list ends there.
                let Some(person) = person(view, piece.span, index) else {
                    // *…, Professor, Education, Mount Harbour University*: what they are, and where.
                    let printed = view.original(piece.span);
                    let office = printed.starts_with(char::is_uppercase)
                        && printed.chars().any(char::is_lowercase);
                    // *…, Health Reporter, The Canadian Press*: between who wrote it and whom for.
                    let title = view.folded(piece.span).rsplit(' ').next().unwrap_or("");
                    let staff = piece.joined == ','
                        && matches!(
                            view.lexicon.label(title),
                            Some(Label::Reporter | Label::Editor | Label::Office)
                        )
                        && pieces.get(index + 1).is_some_and(|next| {
                            next.joined == ','
                                && matches!(next.what, What::Organisation(found, _) if !found.ambiguous)
                        });
                    if staff {
                        continue;
                    }
                    if !names.is_empty()
                        && (office || !matches!(piece.joined, ',' | '&' | '/' | '、' | '・'))
                    {
                        break;
                    }
                    continue;
                };
                // *Por Jorge R Lardizábal Varsovia, 1 ene (EFE).-*: the last word is where it was sent from.
                let dated = || {
                    let behind = view.line(piece.span);
                    let behind = view.folded(Span::new(piece.span.end, behind.end));
                    behind.strip_prefix(", ").is_some_and(|day| {
                        day.starts_with(|c: char| c.is_ascii_digit())
                            && day.find('(').is_some_and(|at| at <= DAY)
                    })
                };
                let text = view.folded(person);
                let person = match text.rfind(' ') {
                    Some(space) if text.split(' ').count() > 2 && index == 0 && dated() => {
                        Span::new(person.start, person.start + space)
                    }
                    _ => person,
                };
                // *Andrea S LONDON (Reuters) -*: a place in capitals behind two words.
                let bracket = |next: Option<&Piece<'_>>| {
                    next.is_some_and(|next| {
                        next.joined == '('
                            && (matches!(next.what, What::Organisation(..))
                                || title::host(view, next.span) == Some(next.span))
                    })
                };
                // *Tife O YENAGOA, Nigeria (Reuters) -*.
                let country = pieces.get(index + 1).is_some_and(|next| next.joined == ',');
                // *Arturo L DENVER, Colorado, Nov 24 2014 (IPS)*: and the day.
                let day = pieces.get(index + 2).is_some_and(|day| {
                    view.folded(day.span).contains(|c: char| c.is_ascii_digit())
                });
                let agency = bracket(pieces.get(index + 1))
                    || country && bracket(pieces.get(index + 2))
                    || country && day && bracket(pieces.get(index + 3));
                // *Editor Rina L BANDAR, LARASAN.com -*: the same before the site.
                let site = pieces.get(index + 1).is_some_and(|next| {
                    next.joined == ',' && title::host(view, next.span) == Some(next.span)
                });
                let dateline = site && pieces.get(index + 2).is_some_and(|next| next.joined == '-');
                let person = match view.folded(person).split_once(' ') {
                    // *Penulis: Rina BANDAR, LARASAN.com -*: one name.
                    Some((one, place))
                        if dateline && !place.contains(' ') && run::is_place(view, person, one) =>
                    {
                        Span::new(person.start, person.start + one.len())
                    }
                    _ if agency || site => run::without_place(view, person),
                    _ => person,
                };
                // *سامي طه ومحمود عادل*: in Arabic the word that joins is the first letter of the next name.
                if let Some((one, other)) = joined_names(view, person) {
                    names.push(name(view, one, Who::Person(role), piece.joined, lines));
                    names.push(name(view, other, Who::Person(role), '&', lines));
                    continue;
                }
                // *Marcus B, Elena M Faktencheck: …*: the last word is a label of its own.
                let labelled = pieces.get(index + 1).is_some_and(|next| next.joined == ':');
                let person = match view.folded(person).rfind(' ') {
                    Some(space)
                        if labelled
                            && person.end == piece.span.end
                            && view.folded(person).split(' ').count() > 2 =>
                    {
                        Span::new(person.start, person.start + space)
                    }
                    _ => person,
                };
                let person = run::before_dash(view, person, view.line(person).end);
                // *Staff Writer Larkhaven Daily October 27, 2010*: nobody's name ends so.
                if masthead::is_title(view, person) {
                    // *Author: Sports News Editor*: the desk of a house.
                    let behind = view.folded(Span::new(person.end, piece.span.end.max(person.end)));
                    let next = behind.trim_start().split(' ').next().unwrap_or("");
                    if view.lexicon.label(next).is_none() {
                        names.push(name(view, person, Who::Unknown, piece.joined, lines));
                    }
                    continue;
                }
                let whole = person.end == piece.span.end;
                let next = pieces.get(index + 1).filter(|_| whole);
                let person = before_dateline(view, person, next).unwrap_or(person);
                // *M. Radulović-Tasić*: the second half of a name.
                let half = last.filter(|last| {
                    piece.joined == '-'
                        && piece.span.start == last.end + 1
                        && !view.folded(person).contains(' ')
                });
                if let Some(first) = half {
                    let whole = Span::new(first.start, person.end);
                    names.pop();
                    names.push(name(view, whole, Who::Person(role), ' ', lines));
                    last = Some(whole);
                } else if names.is_empty() || piece.joined != '-' {
                    last = Some(person);
                    names.push(name(view, person, Who::Person(role), piece.joined, lines));
                    // *Dave G y Robin R SAN JUAN, Puerto Rico (Reuters)*: the text begins.
                    let rest = view.original(Span::new(person.end, piece.span.end.max(person.end)));
                    let next = rest.split_whitespace().next().unwrap_or("");
                    let capitals = next.chars().filter(|c| c.is_uppercase()).count() > 1;
                    if capitals && !next.chars().any(char::is_lowercase) {
                        break;
                    }
                    // *Von Christoph S WDR.de*: whom it was written for, by its host.
                    let behind = view.trim(Span::new(person.end, piece.span.end.max(person.end)));
                    let apart = view.original(Span::new(person.end, behind.start)) == " ";
                    if apart && title::host(view, behind) == Some(behind) {
                        names.push(name(view, behind, Who::Unknown, ' ', lines));
                    }
                    // *Josh DaleReuters*: glued to the name.
                    let glued = Span::new(person.end, piece.span.end.max(person.end));
                    let tight = view.original(glued).starts_with(char::is_alphabetic);
                    if let Some(found) =
                        tight.then(|| organisation::at_start(view, glued)).flatten()
                    {
                        names.push(name(view, found.span, found.who(), ' ', lines));
                        break;
                    }
                    // *Marta Z maz/ jann/*: the desk behind who wrote it.
                    let rest = view.trim(Span::new(person.end, piece.span.end.max(person.end)));
                    let slash = pieces.get(index + 1).is_some_and(|next| next.joined == '/');
                    if slash && marks::is_desk(view, rest) {
                        names.push(name(view, rest, Who::Person(Role::Editor), '/', lines));
                    }
                }
            }
            What::Initials => {}
        }
    }
    names
}

/// *Pewarta: Rina P Lestari Larkhaven (ANTARA News) - …*: the last of three words and more is the place of the dateline
/// behind it.
fn before_dateline(view: &View<'_>, person: Span, next: Option<&Piece<'_>>) -> Option<Span> {
    let next = next.filter(|next| next.joined == '(')?;
    let What::Organisation(found, _) = next.what else { return None };
    let behind = view.folded(Span::new(next.span.end, view.folded.text.len()));
    let dateline = behind.starts_with(") -") && closing::sure(view, &found);
    let text = view.folded(person);
    let last = text.rfind(' ').filter(|_| dateline && text.split(' ').count() > 2)?;
    Some(Span::new(person.start, person.start + last))
}

/// A part that is agencies without a name, all of it: *By agencies and …*.
fn unnamed(view: &View<'_>, part: Span) -> Option<Span> {
    let hits = view.lexicon.matcher.words(view.folded, view.text, part);
    closing::unnamed(view, &hits).filter(|unnamed| {
        unnamed.end == part.end && {
            let before = Span::new(part.start, unnamed.start);
            before.is_empty() || closing::led(view, before)
        }
    })
}

/// A known organisation in the middle of a part: *Ann A. The Associated Press Posted May 4*.
fn inside<'a>(view: &View<'a>, part: Span) -> Option<Found<'a>> {
    let words = view.folded(part).split(' ').count();
    (3..=12).contains(&words).then(|| organisation::first_unambiguous(view, part, 6)).flatten()
}
