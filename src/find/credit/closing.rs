//! Closing marks: what stands behind the last sentence and says who sent the text, in brackets: `(CODE)`,
//! `(CODE/initials)`, `/CODE/`, `<CODE>`. Those without are in `tail.rs`.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::Hit;
use crate::lexicon::matcher::printed;
use crate::lexicon::organisation::OrganisationKind;
use crate::lexicon::word::Word;
use crate::record::Role;
use crate::text::{self, Span};

use super::super::view::{Lines, View};
use super::bracket::{self, brackets};
use super::dateline::writers;
use super::group::{self, What, organisations};
use super::organisation::Found;
use super::proper::proper_run;
use super::{
    Credit, Relation, Slot, Who, day, dispatch, is_caption, is_edge, last_word, listed, marks,
    masthead, name, release, run, signature, tail, title,
};

/// How far from the end of a line a closing mark may begin, in bytes.
const REACH: usize = 110;

/// The credit that closes a line.
pub fn read(view: &View<'_>, line: Span, lines: &mut Lines) -> Option<Credit> {
    let within = |reach: usize| {
        Span::new(view.ceil(line.end.saturating_sub(reach).max(line.start)), line.end)
    };
    // A list in brackets may be long.
    let (tail, long) = (within(REACH), within(4 * REACH));
    let closed = || view.folded(line).trim_end_matches(['.', ' ', '"']).ends_with(')');
    in_brackets(view, tail, line, lines)
        .or_else(|| closed().then(|| in_brackets(view, long, line, lines)).flatten())
        .or_else(|| tail::passed_on(view, tail, lines))
        .or_else(|| tail::after_dash(view, tail, lines))
        .or_else(|| tail::after_sentence(view, tail, lines))
        .or_else(|| last_word::slashed(view, tail, lines))
}

fn in_brackets(view: &View<'_>, tail: Span, line: Span, lines: &mut Lines) -> Option<Credit> {
    let bracket = brackets(view, tail).into_iter().rfind(|bracket| {
        let after = Span::new(bracket.outer.end, line.end);
        let closed = |c: char| matches!(c, '.' | ' ' | '"' | '。' | '»');
        // `mar/ jann/`: a slash right behind a word opens nothing.
        let before = view.folded(Span::new(tail.start, bracket.outer.start));
        let slash = view.folded(bracket.outer).starts_with('/');
        !(slash && before.ends_with(char::is_alphanumeric))
            && (view.folded(after).chars().all(closed) || is_signed(view, after))
    })?;
    let before = Span::new(line.start, bracket.outer.start);
    if bracket::is_abbreviation(view, bracket.inner, before)
        || bracket::is_spoken_of(view, bracket.inner, before)
    {
        return None;
    }
    let pieces = group::pieces(view, bracket.inner);
    let hits = view.lexicon.matcher.words(view.folded, view.text, bracket.inner);
    let photo =
        hits.iter().any(|hit| hit.word == Word::Label(Label::Photo)) || is_caption(view, line);
    // *(A. Name, Reuters/Contrasto)*: with somebody who sells pictures it is a picture's.
    let picture = pieces.len() > 2
        && pieces.first().is_some_and(|first| group::is_person(view, first.span))
        && pieces.iter().any(|piece| {
            matches!(piece.what, What::Organisation(found, _)
                if found.organisation.kind == OrganisationKind::PhotoAgency)
        });
    let photo = photo || picture;
    // A remark in brackets is a sentence; a mark holds little beside its names.
    let words = view.folded(bracket.inner).split(' ').count();
    // `(Harbour Post/Meadow Herald/…/WIRE)`: but for a list of names.
    let list = pieces.len() > 2 && pieces.iter().skip(1).all(|piece| piece.joined == '/');
    if (words > 10 || pieces.len() > 8) && !list {
        return None;
    }
    let mut names = Vec::new();
    let mut known = false;
    let edge = is_edge(view, bracket.outer) && !is_within(view, bracket.outer, line);
    // *(إعداد X للنشرة العربية - تحرير Y)*: those who wrote it, by what they did.
    let staffed = hits.iter().any(|hit| {
        hit.span.start == bracket.inner.start
            && matches!(hit.word, Word::Label(Label::Reporter | Label::Editor))
    });
    for piece in &pieces {
        match piece.what {
            // In the middle of an article it is what the code means otherwise: a party, a place.
            What::Organisation(found, _) if found.ambiguous && (!edge || staffed) => {}
            // *(Kayhan D, Palace Press Office, Pool via AP)*: a forename that is a paper's name too.
            What::Organisation(found, _)
                if found.ambiguous && photo && group::is_person(view, piece.span) => {}
            What::Organisation(found, rest) => {
                let alone = rest.is_none_or(Span::is_empty);
                let short = view.original(found.span).chars().count() < 3;
                if found.ambiguous && !alone && short && !view.folded(bracket.inner).contains('/') {
                    continue;
                }
                known = true;
                let who = found.who();
                names.push(name(view, found.span, who, piece.joined, lines));
            }
            // `(AP/AFP/BEN/SAM)`: in capitals, behind the agencies.
            What::Words if known && edge && !photo && is_signature(view, piece) => {
                let who = Who::Person(Role::Editor);
                names.push(name(view, piece.span, who, piece.joined, lines));
            }
            // *red* stands for the desk, not for somebody.
            What::Initials if view.lexicon.label(view.folded(piece.span)).is_some() => {}
            // `dpa/lsw`: a desk of the agency.
            What::Initials if is_desk(view, &pieces, piece.span) => {}
            // *(aus: Reuters / Harbour Post)*: a word that leads to them.
            What::Initials if leads(&pieces, piece.span) => {}
            What::Initials => {
                let who = Who::Person(Role::Editor);
                names.push(name(view, piece.span, who, piece.joined, lines));
            }
            // *(Stefan M., APA, 10.2.2026)*: who wrote it, before the agency.
            What::Words
                if !photo
                    && !known
                    && edge
                    && group::is_person(view, piece.span)
                    && view.folded(piece.span).contains(' ')
                    && beside_comma(&pieces, piece.span) =>
            {
                let who = Who::Person(Role::Reporter);
                names.push(name(view, piece.span, who, piece.joined, lines));
            }
            // *(dpa-tmn, Markus Jergler, 5 Jun 2018)*: who wrote it, between the agency and the day.
            What::Words
                if !photo
                    && known
                    && edge
                    && piece.joined == ','
                    && group::is_person(view, piece.span)
                    && (day::follows(view, &pieces, piece.span)
                        || pieces.len() == 2 && view.folded(piece.span).contains(' ')) =>
            {
                let who = Who::Person(Role::Reporter);
                names.push(name(view, piece.span, who, piece.joined, lines));
            }
            // *… le canton. (ATS / Julie Rochat)*: behind it, at the end of a sentence.
            What::Words
                if !photo
                    && known
                    && edge
                    && piece.joined == '/'
                    && pieces.len() == 2
                    && group::is_person(view, piece.span)
                    && view.folded(piece.span).contains(' ')
                    && ends_sentence(view, Span::new(line.start, bracket.outer.start)) =>
            {
                // *… di pelabuhan. (ANTARA/Rina Lestari)*: with nothing around the slash it is a picture's.
                let apart = view.folded(Span::new(bracket.inner.start, piece.span.start));
                let apart = apart.ends_with("/ ");
                let role = if apart { Role::Reporter } else { Role::Photographer };
                let who = Who::Person(role);
                names.push(name(view, piece.span, who, piece.joined, lines));
            }
            What::Words => {}
        }
    }
    if !known
        && edge
        && let Some(small) = marks::small(view, bracket.inner, true, lines)
            .or_else(|| marks::dated(view, bracket.inner, lines))
    {
        known = true;
        names = small;
    }
    if known {
        names.splice(
            0..0,
            release::released(view, &pieces, Span::new(line.start, bracket.outer.start), lines),
        );
        names.extend(writers(view, Span::new(line.start, bracket.outer.start), lines));
        // *…。(新华社记者刘明、王芳)*: those behind a word for reporters.
        if edge && !photo {
            names.extend(dispatch::within(view, bracket.inner, lines));
        }
        if let [piece] = pieces.as_slice()
            && let What::Organisation(found, _) = piece.what
            && edge
            && !photo
        {
            let before = Span::new(line.start, bracket.outer.start);
            names.extend(signature::before(view, before, &found, lines));
        }
        let houses = pieces.iter().all(|piece| matches!(piece.what, What::Organisation(..)));
        if houses && pieces.len() > 1 && edge && !photo {
            let before = Span::new(line.start, bracket.outer.start);
            let writer = signature::behind_sentence(view, before);
            let who = Who::Person(Role::Reporter);
            names.extend(writer.map(|writer| name(view, writer, who, ' ', lines)));
        }
        // *… am Mittwoch ab. pg/haz (afp, dpa)*, *… pod Nidzicą. (PAP) mar/ jann/*.
        let before = Span::new(line.start, bracket.outer.start);
        names.extend(marks::desk(view, before, lines).unwrap_or_default());
        names.extend(marks::signed(view, Span::new(bracket.outer.end, line.end), lines));
    }
    // `(ita/nvc)`, `(ita/)`: those at the desk, of the house itself.
    let open = view.folded(bracket.inner).ends_with('/');
    let desk = pieces.len() == if open { 1 } else { 2 }
        && pieces.iter().all(|piece| matches!(piece.what, What::Initials))
        && pieces.iter().skip(1).all(|piece| piece.joined == '/');
    if !known && desk && edge && ends_sentence(view, Span::new(line.start, bracket.outer.start)) {
        let (slot, relation, desk) = (Slot::Closing, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    if !known && let Some(title) = led_title(view, bracket.inner, &hits).filter(|_| edge) {
        names = vec![name(view, title, Who::Unknown, ' ', lines)];
        let (slot, relation, desk) = (Slot::SourceLine, Relation::Source, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    // *… am Hafen. (Nora Weber)*: nothing but a full name at the end of a text.
    if !known && edge && !photo && signature::is_alone(view, bracket.inner, bracket.outer.end, line)
    {
        names = vec![name(view, bracket.inner, Who::Person(Role::Reporter), ' ', lines)];
        let (slot, relation, desk) = (Slot::Byline, Relation::Sent, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    // *… con un’auto. (Gazzetta del Porto)*: the title of a paper behind the last sentence.
    let before = Span::new(line.start, bracket.outer.start);
    let ends = |inner: Span| {
        edge && !photo && ends_sentence(view, before) && masthead::is_whole(view, inner)
    };
    if !known && ends(bracket.inner) {
        names = vec![name(view, bracket.inner, Who::Unknown, ' ', lines)];
        let (slot, relation, desk) = (Slot::Closing, Relation::Source, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    // *… in Nord-Kivu (www.radiookapi.net)*: where the text was found.
    let host = title::host(view, bracket.inner).filter(|host| *host == bracket.inner && edge);
    if !known && host.is_some() && view.folded(bracket.inner).starts_with("www.") {
        names = vec![name(view, bracket.inner, Who::Unknown, ' ', lines)];
        let (slot, relation, desk) = (Slot::SourceLine, Relation::Source, None);
        return Some(Credit { slot, relation, names, desk, edge: true });
    }
    if !known {
        let unnamed = unnamed(view, &hits)?;
        names = vec![name(view, unnamed, Who::Unnamed, ' ', lines)];
        // *(A. Name und Agenturen)*: who wrote it, before them.
        let before = Span::new(bracket.inner.start, unnamed.start.max(bracket.inner.start));
        let own = edge && !photo && unnamed.end == bracket.inner.end;
        let writer = run::full(view, view.trim(before)).filter(|full| *full == view.trim(before));
        if own && listed::leads(view, before) {
            names.extend(super::writers::writers(view, before, lines));
        } else if let Some(writer) = writer.filter(|_| own) {
            // *(דנה כהן וסוכנויות הידיעות)*: the word that joins is a letter of the next.
            names.push(name(view, writer, Who::Person(Role::Reporter), ' ', lines));
        }
    }
    // *（来源：…）*, *(Bron: …)*: a source line in brackets.
    let sourced = hits
        .iter()
        .any(|hit| hit.word == Word::Label(Label::Source) && hit.span.start == bracket.inner.start);
    let relation = match (photo, sourced) {
        (true, _) => Relation::Photo,
        (false, true) => Relation::Source,
        (false, false) => Relation::Sent,
    };
    Some(Credit { slot: Slot::Closing, relation, names, desk: None, edge: true })
}

/// Agencies without a name, without the word that leads to them: *avec agences*.
pub(super) fn unnamed(view: &View<'_>, hits: &[Hit]) -> Option<Span> {
    let words = hits.iter().filter(|hit| hit.word == Word::Label(Label::Unnamed));
    let mut span = words.map(|hit| hit.span).max_by_key(|span| span.len())?;
    let first = view.folded(span).split(' ').next().unwrap_or("");
    if first.len() < span.len() && view.lexicon.label(first) == Some(Label::With) {
        span.start += first.len() + 1;
    }
    Some(span)
}

/// Whether a colon stands behind a part.
fn leads(pieces: &[group::Piece<'_>], part: Span) -> bool {
    let next = pieces.iter().skip_while(|piece| piece.span != part).nth(1);
    next.is_some_and(|next| next.joined == ':')
}

/// Whether a stretch ends with the end of a sentence.
pub(super) fn ends_sentence(view: &View<'_>, before: Span) -> bool {
    view.folded(before)
        .trim_end()
        .ends_with(|c| text::ends_sentence(c) || matches!(c, '"' | '»' | '…'))
}

/// Whether an organisation follows a part behind a comma.
fn beside_comma(pieces: &[group::Piece<'_>], part: Span) -> bool {
    let next = pieces.iter().skip_while(|piece| piece.span != part).nth(1);
    next.is_some_and(|next| match next.what {
        // *(Vera Monteiro - Folha de S.Paulo)*: a dash before the house they write for, a place before an agency.
        What::Organisation(found, _) if next.joined == '-' => {
            pieces.len() == 2
                && !found.ambiguous
                && part.start < next.span.start
                && found.organisation.kind == OrganisationKind::Publisher
        }
        What::Organisation(..) => matches!(next.joined, ',' | '&' | 'v'),
        _ => false,
    })
}

/// A name that the registry does not know behind a word for sources, and nothing else: *(Theo Báo Hậu Giang)*.
fn led_title(view: &View<'_>, inner: Span, hits: &[Hit]) -> Option<Span> {
    let leads = |hit: &&Hit| {
        matches!(
            hit.word,
            Word::Label(Label::Source | Label::TakenFrom | Label::Citing | Label::Original)
        ) && hit.span.start == inner.start
    };
    let mut ends: Vec<usize> = hits.iter().filter(leads).map(|hit| hit.span.end).collect();
    ends.sort_unstable();
    ends.into_iter().find_map(|lead| {
        let rest = view.trim(Span::new(lead, inner.end));
        let whole =
            |run: &Span| *run == rest && view.original(*run).starts_with(char::is_uppercase);
        proper_run(view, rest).filter(whole)
    })
}

/// Whether what stands behind brackets is nothing but the initials of the desk: `(PAP) mar/ jann/`; or an address in
/// brackets of its own: `(NAN)(www.nannews.ng)`.
fn is_signed(view: &View<'_>, after: Span) -> bool {
    let after = view.trim(after);
    let text = view.folded(after);
    let address = text.strip_prefix('(').and_then(|rest| rest.split_once(')'));
    if let Some((inner, rest)) = address {
        let own = inner.contains('.') && !inner.contains(' ');
        let rest = rest.trim_start_matches(['=', ' ', '-']);
        let rest = view.trim(Span::new(after.end - rest.len(), after.end));
        return own && (rest.is_empty() || is_labelled(view, rest));
    }
    is_labelled(view, after) || marks::are_initials(view, after)
}

/// `(NAN) Edited by Sadiq H`: a labelled credit, which is read by its label.
pub(super) fn is_labelled(view: &View<'_>, after: Span) -> bool {
    after.len() <= REACH
        && view.lexicon.matcher.words(view.folded, view.text, after).iter().any(|hit| {
            let role = matches!(
                hit.word,
                Word::Label(Label::Editor | Label::Reporter | Label::Translator)
            );
            let several = view.folded(hit.span).contains(' ');
            // *(ant) Editor: A. Name*: or with its colon.
            let colon =
                || view.folded(Span::new(hit.span.end, after.end)).trim_start().starts_with(':');
            role && hit.span.start == after.start && (several || colon())
        })
}

/// Whether brackets stand before the full stop of their sentence: there they say something of its last
/// word, as the party of a politician.
fn is_within(view: &View<'_>, bracket: Span, line: Span) -> bool {
    let before = view.folded(Span::new(line.start, bracket.start)).trim_end();
    let after = view.folded(Span::new(bracket.end, line.end)).trim_start();
    // *…, 4. Juni 2024 (dpa).*: a day is no word.
    let word = before.ends_with(|c: char| c.is_alphanumeric() && !c.is_ascii_digit());
    word && after.starts_with(['.', '。'])
}

/// `PAP/JŚ`: two or three capitals behind a slash.
pub(super) fn is_signature(view: &View<'_>, piece: &group::Piece<'_>) -> bool {
    if piece.joined != '/' || !matches!(piece.what, What::Words) {
        return false;
    }
    let printed = printed(view.original(piece.span));
    (2..=3).contains(&printed.chars().count()) && printed.chars().all(char::is_uppercase)
}

/// A name that means something else too must be a code, which is written in capitals, to close a text without
/// brackets: *MEHR* is the agency *Mehr* no more than it is a button.
pub(super) fn sure(view: &View<'_>, found: &Found<'_>) -> bool {
    let printed = printed(view.original(found.span));
    !found.ambiguous
        || (printed.chars().count() >= 2
            && printed.chars().all(|c| !c.is_alphabetic() || c.is_uppercase())
            && printed.chars().any(char::is_uppercase)
            && found.organisation.credits.iter().any(|credit| credit.text == printed))
}

/// Whether a name that means something else too is of a house that the language of the text does not lead to.
pub(super) fn is_strange(view: &View<'_>, found: &Found<'_>) -> bool {
    let house = found.organisation;
    found.ambiguous && !house.international && !house.is_of(view.countries)
}

/// Whether initials are the code of a desk of one of the agencies beside them.
pub(super) fn is_desk(view: &View<'_>, pieces: &[group::Piece<'_>], initials: Span) -> bool {
    let printed = view.original(initials);
    organisations(pieces)
        .iter()
        .any(|(found, ..)| found.organisation.desks.iter().any(|desk| desk == printed))
}

/// Whether a part is a word that leads to an agency, by itself or behind the name of a paper: *with*, *Le Monde
/// avec*.
pub(super) fn led(view: &View<'_>, span: Span) -> bool {
    let text = view.folded(span).trim();
    let last = text.rsplit(' ').next().unwrap_or("");
    let with = |word: &str| view.lexicon.label(word) == Some(Label::With);
    // *Cites Alliance With AAP*: with a capital it is a word of a headline.
    let printed = view.original(span).trim_end();
    let own = printed.rsplit(' ').next().unwrap_or("");
    let title = own.starts_with(char::is_uppercase) && own.chars().any(char::is_lowercase);
    with(text) || (with(last) && !title && text.split(' ').count() <= 4)
}
