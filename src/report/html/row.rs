//! An entry as a row: an array whose places stand below, in the order in which `page/data.js` reads them. Arrays and
//! numbers, since a hundred thousand objects with their keys would weigh ten times as much.
//!
//! | place | holds |
//! |---|---|
//! | 0 | the decision: 0 allow, 1 review, 2 deny, 3 failed, 4 none was asked |
//! | 1 | the id |
//! | 2 | the source; where it ends with the id, the fact of what stands before |
//! | 3 | the locator: 0 none, *n* line, −*n* row |
//! | 4, 5 | sha256 in base 64, bytes |
//! | 6 | fact: language, media type, charset |
//! | 7, 8 | the address (0 none), and the fact of its host, which has what stands before the rest of it |
//! | 9, 10 | title, published (0 none; a day is a fact) |
//! | 11 | statements: fact, line, column, one after the other |
//! | 12 | fact: completeness, gaps, channels seen, channels missing |
//! | 13 | clauses: fact, then the fact of the places of its evidence among the statements, one after the other |
//! | 14 | facts: what else the verdict says, problems, the failure |
//! | 15 | contradictions: two places among the statements and a word |
//!
//! A fact is an array that opens with what it is: `["notice",…]`. A quote that is the name itself is 0.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use serde::Serialize;
use serde_json::{Value, json};

use super::contradiction::contradictions;
use super::facts::Pieces;
use super::settled;
use crate::document::{Identity, Locator};
use crate::policy::{Decision, Ground, Verdict};
use crate::record::{Evidence, Party, Record};
use crate::report::{Entry, Judged};

/// Writes an entry as pieces; names, titles and addresses are cut after this many characters.
pub(super) fn write(entry: &Entry, most: usize, out: &mut Vec<u8>) -> io::Result<()> {
    let mut row = Row { pieces: Pieces::new(out), most };
    row.pieces.raw("[");
    match entry {
        Entry::Failed(failed) => {
            row.identity(3, &failed.document)?;
            let failure = &failed.failed;
            row.pieces.raw(",[],");
            row.pieces.fact(&json!(["state", null, [], [], []]))?;
            row.pieces.raw(",[],[");
            row.pieces.fact(&json!(["failed", failure.stage, failure.reason]))?;
            row.pieces.raw("],[]");
        }
        Entry::Judged(judged) => {
            let Judged { record, verdict } = &**judged;
            let decision = match verdict.as_ref().map(|verdict| verdict.decision) {
                Some(Decision::Allow) => 0,
                Some(Decision::Review) => 1,
                Some(Decision::Deny) => 2,
                None => 4,
            };
            row.identity(decision, &record.document)?;
            row.judged(record, verdict.as_ref())?;
        }
    }
    row.pieces.raw("]");
    row.pieces.end(settled(entry));
    Ok(())
}

/// A statement on its way: its fact and its place.
struct Statement<'a> {
    fact: Value,
    evidence: &'a Evidence,
}

struct Row<'a> {
    pieces: Pieces<'a>,
    most: usize,
}

impl Row<'_> {
    fn identity(&mut self, decision: u8, document: &Identity) -> io::Result<()> {
        let most = self.most;
        self.value(&decision)?;
        self.next(&cut(&document.id, most))?;
        self.pieces.raw(",");
        match document.source.strip_suffix(document.id.as_str()) {
            Some(before) if document.source.len() <= most => self.pieces.fact(&before)?,
            _ => self.value(&cut(&document.source, most))?,
        }
        self.next(&match document.locator {
            None => 0,
            Some(Locator::Line(number)) => i64::try_from(number).unwrap_or(i64::MAX),
            Some(Locator::Row(number)) => -i64::try_from(number).unwrap_or(i64::MAX),
        })?;
        self.next(&short(&document.sha256))?;
        self.next(&document.bytes)?;
        self.pieces.raw(",");
        let (media_type, encoding) = (&document.media_type, &document.encoding);
        self.pieces.fact(&json!(["form", document.language, media_type, encoding]))?;
        let hosted = document.url.as_deref().and_then(|address| Some((address, host(address)?)));
        if let Some((address, Host { name, end })) = hosted {
            let (before, rest) = address.split_at_checked(end).unwrap_or((address, ""));
            self.next(&cut(rest, most))?;
            self.pieces.raw(",");
            self.pieces.fact(&json!(["host", cut(&name, most), cut(before, most)]))?;
        } else {
            self.text(document.url.as_deref())?;
            self.pieces.raw(",null");
        }
        self.text(document.title.as_deref())?;
        match document.published.as_deref() {
            Some(day) if day.len() <= 10 => {
                self.pieces.raw(",");
                self.pieces.fact(&day)
            }
            other => self.text(other),
        }
    }

    fn judged(&mut self, record: &Record, verdict: Option<&Verdict>) -> io::Result<()> {
        let mut statements = statements(record);
        let mut clauses: Vec<(Value, Vec<usize>)> = Vec::new();
        for fired in verdict.iter().flat_map(|verdict| &verdict.clauses) {
            let mut places = Vec::new();
            for evidence in &fired.evidence {
                let known = statements.iter().position(|one| one.evidence == evidence);
                places.push(known.unwrap_or_else(|| {
                    let fact = json!(["quote", evidence.quote, evidence.field]);
                    statements.push(Statement { fact, evidence });
                    statements.len() - 1
                }));
            }
            clauses.push((
                json!(["clause", fired.id, fired.then, fired.because, fired.known]),
                places,
            ));
        }
        self.pieces.raw(",[");
        for (index, Statement { fact, evidence }) in statements.iter().enumerate() {
            self.comma(index);
            self.pieces.fact(fact)?;
            self.pieces.raw(&format!(",{},{}", evidence.line, evidence.column));
        }
        self.pieces.raw("],");
        let (coverage, chain) = (&record.coverage, &record.attribution);
        let state =
            json!(["state", chain.completeness, chain.gaps, coverage.channels, coverage.missing]);
        self.pieces.fact(&state)?;
        self.pieces.raw(",[");
        for (index, (fact, places)) in clauses.iter().enumerate() {
            self.comma(index);
            self.pieces.fact(fact)?;
            self.pieces.raw(",");
            self.pieces.fact(places)?;
        }
        self.pieces.raw("],[");
        let problems = record.problems.iter();
        let problems = problems.map(|problem| json!(["problem", problem.code, problem.message]));
        let rest = verdict.map(rest).unwrap_or_default();
        for (index, fact) in rest.into_iter().chain(problems).enumerate() {
            self.comma(index);
            self.pieces.fact(&fact)?;
        }
        self.pieces.raw("],[");
        for (index, (one, other, kind)) in contradictions(record).into_iter().enumerate() {
            self.comma(index);
            self.pieces.raw(&format!("{one},{other},"));
            self.value(&kind)?;
        }
        self.pieces.raw("]");
        Ok(())
    }

    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.pieces.raw(",");
        }
    }

    fn value(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.pieces.value(value)
    }

    fn next(&mut self, value: &impl Serialize) -> io::Result<()> {
        self.pieces.raw(",");
        self.value(value)
    }

    fn text(&mut self, text: Option<&str>) -> io::Result<()> {
        match text {
            Some(text) => {
                let text = cut(text, self.most);
                self.next(&text)
            }
            None => self.next(&0),
        }
    }
}

/// What a record states, in the order notices, terms, licences, hops, persons.
fn statements(record: &Record) -> Vec<Statement<'_>> {
    let mut all = Vec::new();
    let mut add = |fact: Value, evidence| all.push(Statement { fact, evidence });
    for one in &record.notices {
        let at = &one.evidence;
        let years: Vec<[u16; 2]> = one.years.iter().map(|years| [years.from, years.to]).collect();
        add(
            json!([
                "notice",
                at.quote,
                at.field,
                one.channel,
                one.confidence,
                one.circumstances,
                party(one.holder.as_ref()),
                years,
                one.all_rights_reserved
            ]),
            at,
        );
    }
    for one in &record.terms {
        let at = &one.evidence;
        add(
            json!([
                "term",
                at.quote,
                at.field,
                one.channel,
                one.confidence,
                one.circumstances,
                party(one.grantor.as_ref()),
                one.modality,
                one.actions,
                one.condition,
                one.agents,
                one.scope,
                one.ai_specific
            ]),
            at,
        );
    }
    for one in &record.licences {
        let at = &one.evidence;
        add(
            json!([
                "licence",
                at.quote,
                at.field,
                one.channel,
                one.confidence,
                one.circumstances,
                one.id,
                one.url
            ]),
            at,
        );
    }
    for one in &record.attribution.hops {
        let at = &one.evidence;
        let mut fact = json!([
            "hop",
            at.quote,
            at.field,
            one.confidence,
            party(Some(&one.organisation)),
            one.role,
            one.scope,
            one.relation,
            one.order,
            one.desk
        ]);
        if let (true, Some(fact)) = (one.network, fact.as_array_mut()) {
            fact.push(json!(1));
        }
        add(fact, at);
    }
    for one in &record.attribution.persons {
        let at = &one.evidence;
        let quote = unless(&at.quote, &one.name);
        add(json!(["person", quote, at.field, one.name, one.role, one.source_language]), at);
    }
    all
}

/// What a verdict says beside its clauses.
fn rest(verdict: &Verdict) -> Vec<Value> {
    let mut all = Vec::new();
    if verdict.known {
        all.push(json!(["known"]));
    }
    for one in &verdict.obligations {
        all.push(json!(["obligation", one.kind, one.text, one.line]));
    }
    for one in &verdict.waived {
        let clause = &one.clause;
        all.push(json!([
            "waived",
            clause.id,
            clause.then,
            clause.because,
            one.reason,
            one.by,
            one.expires
        ]));
    }
    for one in &verdict.discharged {
        all.push(json!(["discharged", one.with, one.reference, one.evidence.quote]));
    }
    for one in &verdict.agreements {
        all.push(json!(["agreement", one]));
    }
    for one in &verdict.curated {
        all.push(json!(["curated", one.from, one.to, one.reason]));
    }
    for one in &verdict.leverage {
        all.push(json!(["leverage", one.with, one.decision]));
    }
    if let Some(one) = &verdict.strictest {
        let ground = match &one.ground {
            Ground::Term { evidence } => json!([evidence.line, evidence.quote]),
            Ground::Stance { source, as_of } => json!([source, as_of]),
        };
        let organisation = party(Some(&one.organisation));
        all.push(json!(["strictest", organisation, one.role, one.modality, one.actions, ground]));
    }
    for one in &verdict.remarks {
        all.push(json!(["remark", one]));
    }
    all
}

/// A name, and the id where the registry knows it.
fn party(party: Option<&Party>) -> Value {
    match party {
        None => Value::Null,
        Some(Party { name, id: None }) => json!([name]),
        Some(Party { name, id: Some(id) }) => json!([name, id]),
    }
}

/// A quote, or 0 where it is the name.
fn unless(quote: &str, name: &str) -> Value {
    if quote == name { json!(0) } else { json!(quote) }
}

/// A digest in base 64, a third shorter; what is no digest as it stands.
fn short(digest: &str) -> String {
    let nibble =
        |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let bytes: Option<Vec<u8>> = digest
        .as_bytes()
        .chunks(2)
        .map(|pair| match pair {
            [high, low] => Some(nibble(*high)? << 4 | nibble(*low)?),
            _ => None,
        })
        .collect();
    match bytes {
        Some(bytes) if bytes.len() == 32 => STANDARD_NO_PAD.encode(bytes),
        _ => digest.to_owned(),
    }
}

/// The host of an address.
#[derive(Debug, PartialEq)]
struct Host {
    /// Lower case, without `www.` and a port.
    name: String,
    /// Where in the address it, with its port, ends.
    end: usize,
}

/// The host of an address, where it has one.
fn host(address: &str) -> Option<Host> {
    let (scheme, rest) = address.split_once("://")?;
    let authority = rest.split(['/', '?', '#', '\\']).next()?;
    let host = authority.rsplit('@').next()?;
    // A port; within brackets the colons are of an IPv6 address.
    let host = match host.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => host,
    };
    let host = host.to_lowercase();
    let name = host.strip_prefix("www.").unwrap_or(&host).to_owned();
    let end = scheme.len() + "://".len() + authority.len();
    (!name.is_empty()).then_some(Host { name, end })
}

/// The text, cut after this many characters.
fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_what_stands_between_the_slashes() {
        for (address, wanted) in [
            ("https://www.Tidal-Gazette.example:8080/a?b#c", Some("tidal-gazette.example")),
            ("http://user:secret@news.example/", Some("news.example")),
            ("https://[2001:db8::1]:443/", Some("[2001:db8::1]")),
            ("/only/a/path", None),
            ("https:///", None),
        ] {
            let found = host(address);
            assert_eq!(found.as_ref().map(|host| host.name.as_str()), wanted, "{address}");
            if let Some(Host { end, .. }) = found {
                let rest = address.get(end..).unwrap();
                assert!(rest.is_empty() || rest.starts_with('/'), "{address}: {rest}");
            }
        }
    }

    #[test]
    fn only_a_digest_is_shortened() {
        assert_eq!(short(&"00".repeat(32)), "A".repeat(43));
        for text in ["", "abc", "+1", "<script>", &"é".repeat(32), &"0".repeat(63)] {
            assert_eq!(short(text), text);
        }
    }

    #[test]
    fn a_text_is_cut_between_characters() {
        assert_eq!(cut("東京新聞", 2), "東京…");
        assert_eq!(cut("東京", 2), "東京");
    }
}
