//! Houses whose report a sentence tells on, whatever the verb: a known name that is the subject of a word of telling.
//! *The Harbour Times writes that …*, *comme l'ont rapporté X et Y*, *…, erfarer X.*, *《X》称，…*.

use crate::lexicon::language::Label;
use crate::lexicon::matcher::LanguageId;
use crate::lexicon::organisation::OrganisationKind;
use crate::text::{Span, is_alphanumeric, is_han, is_unspaced};

use super::super::view::{Lines, View};
use super::group::HYPHENS;
use super::joined::joined;
use super::lead::{past_article, skip_small};
use super::organisation::{self, Found};
use super::{Credit, Relation, Slot, given, is_lead, listed, name, release, run};

/// The most words between a name and its verb, and between the verb and the word that leads to what it told.
const BETWEEN: usize = 3;
const THAT: usize = 6;
/// The most words of a clause before its verb that say nothing else: *As*, *Об этом*, *comme l'ont*.
const LEAD: usize = 3;
/// The most words of what stands between commas behind a name.
const APPOSITION: usize = 8;
/// The most words of a last clause: *has learned on Monday*.
const CLAUSE: usize = 5;
/// The most bytes of a bracket behind a name, and the most names of a list.
const BRACKET: usize = 24;
const NAMES: usize = 8;
/// The most characters between a title in Han and its verb, and between the verb and the mark behind it.
const DAY: usize = 8;
const MARK: usize = 4;

/// The credit of a name and of those that a list joins to it.
pub(super) fn read(
    view: &View<'_>,
    paragraph: Span,
    found: &Found<'_>,
    lines: &mut Lines,
) -> Option<Credit> {
    let after = Span::new(found.span.end, paragraph.end.max(found.span.end));
    let ahead = view.folded(Span::new(paragraph.start, found.span.start));
    let quoted = ahead.ends_with('"') && view.folded(after).starts_with('"');
    // *…, erfarer Politiken.*: a word with a capital within a sentence, where nouns have none, is the house.
    let within = ahead.ends_with(' ')
        && !view.folded(found.span).contains(' ')
        && ahead.trim_end().ends_with(char::is_alphanumeric)
        && listed::is_printed(view, found)
        && view.original(found.span).starts_with(char::is_uppercase)
        && !release::has_capital_nouns(view);
    // *AFP reported that …*: the code of an agency, where the verb leads to what it told.
    let code = found.ambiguous
        && found.organisation.kind == OrganisationKind::Agency
        && run::capitals(view.original(found.span));
    if found.ambiguous && !(quoted || within || code) || view.original(after).starts_with(HYPHENS) {
        return None;
    }
    let verbs = beside_verbs(view, paragraph, found.span);
    if verbs.is_empty() {
        return None;
    }
    let mut all = vec![*found];
    let mut end = found.span.end;
    while all.len() < NAMES
        && let Some(next) = joined(view, Span::new(end, paragraph.end.max(end)))
        && let Some(more) = organisation::named_at(view, past_article(view, next))
            .or_else(|| organisation::named_at(view, skip_small(view, next)))
    {
        end = more.span.end;
        all.push(more);
    }
    let list = Span::new(found.span.start, end);
    let (spoken, sure) = given::spoken(view, view.sentence(found.span), list);
    // Han sets no words apart, and a short sentence holds one small word of many languages, or none.
    let mut verbs = verbs.iter().filter(|language| !sure || spoken.contains(language));
    let told = verbs.any(|language| {
        before_verb(view, paragraph, list, *language, code)
            || behind_verb(view, list, *language)
            || closes(view, list, *language)
            || ends(view, paragraph, list, *language)
    });
    let (slot, relation, desk) = (Slot::Cue, Relation::Quoted, None);
    let edge = is_lead(view, found.span);
    told.then(|| {
        let names = all.iter().map(|found| name(view, found.span, found.who(), ',', lines));
        Credit { slot, relation, names: names.collect(), desk, edge }
    })
}

/// The languages of which a word of saying or telling stands where the verb of a name may: most names have none.
fn beside_verbs(view: &View<'_>, paragraph: Span, found: Span) -> Vec<LanguageId> {
    let datives = &view.lexicon.datives;
    let after = view.folded(Span::new(found.end, paragraph.end.max(found.end)));
    if view.folded(found).ends_with(is_han) {
        return (0..).zip(&view.lexicon.tongues).map(|(language, _)| language).collect();
    }
    let before = view.folded(Span::new(paragraph.start, found.start));
    let sentence = after.split(['.', '\n']).next().unwrap_or("");
    let mut languages: Vec<LanguageId> = Vec::new();
    let bare = |word: &'_ str| -> (usize, usize) {
        let start = word.len() - word.trim_start_matches(|c: char| !is_alphanumeric(c)).len();
        (start, word.trim_end_matches(|c: char| !is_alphanumeric(c)).len().max(start))
    };
    let last = sentence.trim_end().rsplit(' ').take(2);
    let near = sentence.split(' ').filter(|word| !word.is_empty()).take(APPOSITION + BETWEEN + 2);
    let ahead = before.rsplit([' ', '\'', '"']).filter(|word| !word.is_empty());
    for word in near.chain(ahead.take(2 * BETWEEN + 2)).chain(last) {
        let (start, end) = bare(word);
        for language in datives.said_in(word.get(start..end).unwrap_or("")) {
            if !languages.contains(&language) {
                languages.push(language);
            }
        }
    }
    languages
}

/// What stands behind a name, without the mark that closes its title and a short bracket.
fn behind<'a>(view: &'a View<'_>, names: Span, end: usize) -> &'a str {
    let text = view.folded(Span::new(names.end, end.max(names.end)));
    let text = text.trim_start_matches(['"', '»', '》', '\'']);
    let bracket = text.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    match bracket.filter(|(inner, _)| inner.len() <= BRACKET) {
        Some((_, rest)) => rest.trim_start_matches(['"', '»', '》']),
        None => text,
    }
}

/// The words of a text, without the marks around them.
fn words(text: &str) -> impl DoubleEndedIterator<Item = &str> {
    text.split(' ').map(|word| word.trim_matches(|c: char| !is_alphanumeric(c)))
}

/// *X on Monday reported that …*, *X, …, dass*: whether a verb of telling stands behind the names, and a word that leads to what
/// was told behind it. `code`: whether the name means something else too, so that only such a word counts.
fn before_verb(
    view: &View<'_>,
    paragraph: Span,
    names: Span,
    language: LanguageId,
    code: bool,
) -> bool {
    let datives = &view.lexicon.datives;
    let sentence = view.sentence(names);
    let text = behind(view, names, sentence.end.min(paragraph.end));
    if view.folded(names).ends_with(is_han) {
        return is_told_in_han(view, text.trim_start(), language);
    }
    if !text.starts_with([' ', ',']) {
        return false;
    }
    // *o jornal X, o mais lido dos Estados Unidos, destaca que …*: past what it is.
    let text = match text.trim_start().strip_prefix(',').and_then(|rest| rest.split_once(',')) {
        Some((inner, rest)) if inner.split_whitespace().count() <= APPOSITION => rest.trim_start(),
        _ => text,
    };
    // A comma before the verb ends the clause that the name is in.
    let clause = text.split(',').next().unwrap_or("");
    let Some(at) = words(clause)
        .take(BETWEEN + 2)
        .position(|word| datives.tells(word, language) || datives.says(word, language))
    else {
        return false;
    };
    let verb = words(clause).nth(at).unwrap_or("");
    let rest: Vec<&str> = words(text).skip(at + 1).take(THAT).collect();
    let that = rest.iter().position(|word| datives.that(word).contains(&language));
    // *The Harbour Times reports growing doubts*: right behind the name.
    let Some(that) = that else {
        let apposed = text.len() < behind(view, names, sentence.end).len();
        let tongue = view.lexicon.language(language);
        let own = tongue.is_some_and(|own| own.countries.as_slice() == view.countries);
        let noun = view.lexicon.label(verb).is_some();
        return datives.tells(verb, language)
            && !code
            && own
            && !noun
            && at <= 1
            && (apposed || rest.len() > 1);
    };
    // *X said that it would …*: it speaks of itself.
    let itself = rest.get(that + 1).is_some_and(|word| datives.is_itself(word, language));
    datives.tells(verb, language) || !itself
}

/// *称，*, *9日报道，*: whether a verb of telling in Han stands near, and a mark soon behind it.
fn is_told_in_han(view: &View<'_>, text: &str, language: LanguageId) -> bool {
    let near = text.char_indices().take(DAY);
    near.take_while(|(_, c)| !is_mark(*c)).any(|(at, _)| {
        let rest = text.get(at..).unwrap_or("");
        view.lexicon
            .datives
            .told_by(rest, language)
            .any(|stem| rest.get(stem.len()..).unwrap_or("").chars().take(MARK).any(is_mark))
    })
}

fn is_mark(c: char) -> bool {
    matches!(c, ',' | '，' | ':' | '：' | '"' | '「' | '“' | '。' | '.' | ';' | '；' | '、')
}

/// *…, erfarer X.*, *comme l'ont rapporté hier X et Y*, *أوردت X أن …*: whether a verb of telling stands before the names, and they
/// end the clause, or a word that leads to what was told stands behind them.
fn behind_verb(view: &View<'_>, names: Span, language: LanguageId) -> bool {
    let datives = &view.lexicon.datives;
    let sentence = view.sentence(names);
    let start = sentence.start.min(names.start);
    let before = view.folded(Span::new(start, names.start)).trim_end_matches(['"', '«', ' ', '\'']);
    let mut between = 0;
    let mut end = before.len();
    let verb = loop {
        let head = before.get(..end).unwrap_or("").trim_end();
        let from = head.rfind([' ', '\'']).map_or(0, |at| at + 1);
        let word = head.get(from..).unwrap_or("");
        let bare = word.trim_matches(|c: char| !is_alphanumeric(c));
        if bare.is_empty() || word.ends_with([',', ':', ';', '.', '"', ')']) {
            return false;
        }
        let printed = view.original(Span::new(start + from, start + from + word.len()));
        let proper = printed.starts_with(char::is_uppercase);
        let kind = view.lexicon.label(bare) == Some(Label::Agency);
        if !kind && datives.tells(bare, language) && (from == 0 || !proper) {
            break from;
        }
        // A word for whose somebody is, or a proper name: the verb is another's.
        let article = view.lexicon.is_article(bare);
        let day = view.lexicon.ends_byline(bare);
        let other = view.lexicon.is_particle(bare) || proper;
        if other && !(article || kind || day) {
            return false;
        }
        between += usize::from(!(article || kind));
        if between > BETWEEN || from == 0 {
            return false;
        }
        end = from;
    };
    if given::is_office(view, Span::new(start, names.start), BETWEEN + 1) {
        return false;
    }
    let after = behind(view, names, sentence.end.max(names.end));
    let that = words(after).take(2).any(|word| datives.that(word).contains(&language));
    if that {
        return true;
    }
    // *نقلت X عن …*: in a script without capitals, where the verb comes first, right behind it.
    let uncased = view
        .original(names)
        .chars()
        .all(|c| c.is_alphabetic() <= (!c.is_uppercase() && !c.is_lowercase()));
    if uncased && between == 0 && !view.folded(names).ends_with(is_unspaced) {
        return true;
    }
    let rest = after.trim_start_matches(['"', ' ']);
    let ends = rest.is_empty() || rest.starts_with(['.', ',', ';', '!', '\n', ')', '-']);
    let head = before.get(..verb).unwrap_or("").trim_end();
    let clause = head.rsplit([',', '"', ';', '-', ')']).next().unwrap_or("");
    ends && clause.split_whitespace().count() <= LEAD
}

/// *…, the Harbour Times has learned on Monday.*: whether the names and a verb of telling are the last clause of a sentence.
fn ends(view: &View<'_>, paragraph: Span, names: Span, language: LanguageId) -> bool {
    let datives = &view.lexicon.datives;
    let sentence = view.sentence(names);
    let before = view.folded(Span::new(sentence.start.min(names.start), names.start)).trim_end();
    let (rest, last) = before.rsplit_once(' ').unwrap_or(("", before));
    let before = if view.lexicon.is_article(last) { rest.trim_end() } else { before };
    let clause = behind(view, names, sentence.end.min(paragraph.end));
    if !clause.starts_with(' ') {
        return false;
    }
    let clause = clause.trim_matches([' ', '.', '"', '\n']);
    let verb = |word: &str| datives.tells(word, language) || datives.says(word, language);
    before.ends_with([',', '"'])
        && !clause.contains([',', '"', ':'])
        && clause.split(' ').count() <= CLAUSE
        && words(clause).take(2).any(verb)
}

/// *X, köprünün kapanacağını yazdı.*: in a language that has its verb last, whether the names begin a sentence that a verb of
/// telling ends.
fn closes(view: &View<'_>, names: Span, language: LanguageId) -> bool {
    let datives = &view.lexicon.datives;
    let sentence = view.sentence(names);
    let before = view.folded(Span::new(sentence.start.min(names.start), names.start));
    let after = behind(view, names, sentence.end.max(names.end));
    // *iddia etti*: two words may be the verb.
    let bare = after.trim_end_matches(['.', ' ', '"']);
    let from = bare.rmatch_indices(' ').nth(1).map_or(0, |(at, _)| at + 1);
    let verb = |text: &str| datives.tells(text, language);
    let two = bare.get(from..).unwrap_or("");
    let last = two.rsplit(' ').next().unwrap_or("");
    !datives.has_that(language)
        && before.split_whitespace().count() <= 2
        && after.starts_with([',', ' '])
        && (verb(last) || verb(two))
}
