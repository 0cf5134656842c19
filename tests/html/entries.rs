//! Made-up entries, as many as are asked for and always the same: publishers, agencies and people that there are
//! not, in the proportions of a news corpus. A few publishers print most of it, one footer stands under thousands of
//! articles, and each article has its own name, address, title, digest and reporter.

use clearance::report::{Entry, PolicyStamp, RunHeader};
use serde_json::{Value, json};

/// The header of a run that the entries could be of.
pub fn header() -> RunHeader {
    let policy = PolicyStamp { name: "ai-training".into(), sha256: "5".repeat(64) };
    RunHeader::new(&"a".repeat(64), Some(policy), Some("2026-06-30".into()))
}

/// Numbers that look random and never change (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound as u64) as usize
    }

    /// Low numbers far more often than high ones, as publishers are in a corpus: of 600, the first comes one time in
    /// eight.
    fn skewed(&mut self, bound: usize) -> usize {
        let part = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        (part.powi(3) * bound as f64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.below(from.len())]
    }
}

const FIRST: [&str; 20] = [
    "Mar", "Tel", "Nor", "Bel", "Cas", "Dun", "Fen", "Gal", "Hol", "Ister", "Kor", "Lun", "Mor",
    "Ost", "Per", "Quin", "Ros", "Sel", "Tor", "Wen",
];
const LAST: [&str; 16] = [
    "row", "quay", "mere", "ford", "haven", "stead", "brück", "ville", "mar", "burg", "nesse",
    "port", "wick", "dal", "grad", "pura",
];
const KINDS: [&str; 8] =
    ["Courier", "Gazette", "Herald", "Post", "Observer", "Chronicle", "Tribune", "Ledger"];
const GIVEN: [&str; 16] = [
    "Ada", "Bo", "Clara", "Dmitri", "Elif", "Farid", "Greta", "Hana", "Ines", "Jonas", "Kaya",
    "Lina", "Mateo", "Nadia", "Oskar", "Priya",
];
const THINGS: [&str; 12] = [
    "ferry",
    "harbour",
    "library",
    "tram",
    "orchard",
    "bridge",
    "market",
    "school",
    "river",
    "theatre",
    "mill",
    "lighthouse",
];
const DONE: [&str; 10] = [
    "opens again",
    "is sold",
    "gets a new roof",
    "waits for a licence",
    "closes early",
    "turns a hundred",
    "moves upstream",
    "is repaired",
    "loses its clock",
    "finds a patron",
];

/// The words of prohibition and reservation that a publisher of a language prints.
const FOOTERS: [(&str, &str, &str); 8] = [
    (
        "en",
        "All rights reserved",
        "No part of this site may be used to train artificial intelligence systems without written permission.",
    ),
    (
        "de",
        "Alle Rechte vorbehalten",
        "Die Nutzung der Inhalte für Text und Data Mining im Sinne von § 44b UrhG bleibt vorbehalten.",
    ),
    (
        "fr",
        "Tous droits réservés",
        "Toute reproduction ou fouille de textes et de données est interdite sans autorisation de l'éditeur.",
    ),
    (
        "es",
        "Todos los derechos reservados",
        "Queda prohibido el uso de estos contenidos para entrenar modelos de inteligencia artificial.",
    ),
    (
        "id",
        "Hak cipta dilindungi",
        "Dilarang mengambil konten situs ini untuk kecerdasan buatan tanpa izin tertulis dari redaksi.",
    ),
    (
        "ru",
        "Все права защищены",
        "Использование материалов для обучения нейросетей запрещено без письменного разрешения редакции.",
    ),
    ("ja", "無断転載を禁じます", "当サイトの記事を人工知能の学習に利用することを禁じます。"),
    ("ar", "جميع الحقوق محفوظة", "يمنع استخدام المحتوى لتدريب أنظمة الذكاء الاصطناعي دون إذن خطي."),
];

fn town(number: usize) -> String {
    format!("{}{}", FIRST[number % 20], LAST[(number / 20 + number) % 16])
}

fn evidence(quote: &str, line: usize, column: usize) -> Value {
    let start = line * 61 + column;
    json!({"start": start, "end": start + quote.len(), "line": line, "column": column, "quote": quote})
}

/// The entry of this number; nothing of it depends on another.
pub fn entry(number: usize) -> Entry {
    let mut dice = Dice(0xC1EA_0000 + number as u64 * 7919);
    let publisher = dice.skewed(600);
    let town_name = town(publisher);
    let name = format!("{town_name} {}", KINDS[publisher % 8]);
    let (language, reserved, forbidden) = FOOTERS[(publisher * 7 / 3) % 8];
    let host =
        format!("{}-{}.example", town_name.to_lowercase(), KINDS[publisher % 8].to_lowercase());
    let year = 2019 + dice.below(8);
    let title =
        format!("The {} of {} {}", dice.pick(&THINGS), town(dice.below(320)), dice.pick(&DONE));
    let slug = title.to_lowercase().replace(' ', "-");
    let digest: String = (0..4).map(|_| format!("{:016x}", dice.next())).collect();
    let document = json!({
        "id": format!("{host}/{year}/{number:06}.html"), "source": format!("crawl/{host}/{year}/{number:06}.html"),
        "locator": null, "sha256": digest, "bytes": 1_500 + dice.below(20_000), "media_type": "text/html",
        "encoding": "utf-8", "language": language, "url": format!("https://{host}/{year}/{slug}-{number}"),
        "title": title, "published": format!("{year}-{:02}-{:02}", 1 + dice.below(12), 1 + dice.below(28)),
    });
    if dice.chance(1) {
        let failed = json!({"stage": "read", "reason": "cut off: the gzip stream has no end; fetch the file again"});
        return read(
            &json!({"schema": "clearance.record/1", "document": document, "failed": failed}),
        );
    }
    let line = 12 + dice.below(60);
    let known = publisher < 240;
    let party = |name: &str, id: &str| {
        if known { json!({"name": name, "id": id}) } else { json!({"name": name}) }
    };
    let paper = party(&name, &format!("paper-{publisher}"));
    let mut clauses: Vec<Value> = Vec::new();
    let (mut notices, mut terms, mut licences, mut hops) = (vec![], vec![], vec![], vec![]);
    let mut leverage: Vec<Value> = Vec::new();
    let mut decision = "review";
    let open = publisher % 5 == 3;
    let carried = dice.chance(35);
    let agency = dice.skewed(40);
    let (wire, wire_id) =
        (format!("{} Press Agency", town(300 - agency)), format!("agency-{agency}"));
    if carried {
        let at = evidence(&wire, 3, 10);
        hops.push(json!({"organisation": {"name": wire, "id": wire_id}, "role": "wire", "relation": "republished-by",
            "order": "inferred", "confidence": 0.95, "evidence": at}));
        let because = format!("carries copy of {wire}, with which there is no agreement");
        clauses.push(
            json!({"id": "wire-copy", "then": "review", "because": because, "evidence": [at]}),
        );
    }
    if carried && dice.chance(12) {
        let network = format!("{} Exchange", town(310 - agency % 5));
        hops.push(json!({"organisation": {"name": network, "id": format!("network-{}", agency % 5)}, "role": "distributor",
            "relation": "republished-by", "order": "registry", "confidence": 0.9, "evidence": evidence(&network, 3, 40)}));
    }
    let masthead = evidence(&name, line, 8);
    hops.push(json!({"organisation": paper, "role": "republisher", "confidence": 0.95, "evidence": masthead}));
    if open {
        let quote = "Creative Commons Attribution 4.0 International";
        let at = evidence(quote, line, 1);
        licences.push(json!({"id": "CC-BY-4.0", "url": "https://creativecommons.org/licenses/by/4.0/", "channel": "link-rel",
            "confidence": 0.96, "circumstances": ["address", "rel"], "evidence": at}));
        clauses.push(json!({"id": "open-licence", "then": "allow", "because": "CC-BY-4.0 permits it (link-rel)", "evidence": [at]}));
        if !carried {
            decision = "allow";
        }
    }
    if !open || publisher % 35 == 3 {
        let quote = format!("© {year} {name}. {reserved}");
        let at = evidence(&quote, line, 1);
        notices.push(json!({"holder": paper, "years": [{"from": year, "to": year}], "all_rights_reserved": true,
            "channel": "text", "confidence": 0.99, "circumstances": ["mark", "year", "holder", "formula", "tail", "own-line"], "evidence": at}));
        let because = format!("{name} reserves all rights (text)");
        clauses.push(json!({"id": "rights-reserved", "then": "review", "because": because, "evidence": [at]}));
        decision = "review";
    }
    if publisher % 3 != 1 && !open {
        let at = evidence(forbidden, line + 1, 1);
        let channel = dice.pick(&["text", "text", "text", "robots-meta", "tdmrep"]);
        terms.push(json!({"modality": "prohibited", "actions": ["ai-train", "tdm"], "ai_specific": true, "condition": "written-permission",
            "grantor": paper, "agents": ["*"], "scope": "site", "channel": channel, "confidence": 0.98,
            "circumstances": ["strong-action", "content-named", "condition-named", "tail", "own-line"], "evidence": at}));
        let because =
            format!("{name} prohibits tdm and ai-train ({channel}; condition: written-permission)");
        clauses.insert(
            0,
            json!({"id": "opted-out", "then": "deny", "because": because, "evidence": [at]}),
        );
        decision = "deny";
        if known {
            let milder = if carried { "review" } else { "allow" };
            leverage.push(json!({"with": format!("paper-{publisher}"), "decision": milder}));
        }
    } else if carried && open {
        leverage.push(json!({"with": wire_id, "decision": "allow"}));
    }
    let reporter = format!("{} {}{}", dice.pick(&GIVEN), dice.pick(&FIRST), dice.pick(&LAST));
    let persons =
        json!([{"name": reporter, "role": "reporter", "evidence": evidence(&reporter, 2, 4)}]);
    let obligations = if decision == "allow" {
        json!([{"kind": "attribution", "text": "attribution, as CC-BY-4.0 and clause open-licence asks"}])
    } else {
        json!([])
    };
    read(&json!({
        "schema": "clearance.record/1", "document": document, "notices": notices, "terms": terms, "licences": licences,
        "attribution": {"hops": hops, "persons": persons, "completeness": if carried { "full" } else { "partial" }},
        "coverage": {"channels": ["text", "robots-meta", "json-ld", "html-meta", "link-rel"], "missing": ["http-header", "robots-txt"]},
        "verdict": {"decision": decision, "clauses": clauses, "obligations": obligations, "leverage": leverage},
    }))
}

fn read(json: &Value) -> Entry {
    Entry::from_json(&json.to_string()).unwrap()
}

/// An entry in which every place that a text may stand in holds this one.
pub fn filled_with(text: &str, number: usize) -> (Entry, usize) {
    let at = |line: usize| json!({"field": text, "start": 0, "end": 9, "line": line, "column": 1, "quote": text});
    let party = json!({"name": text, "id": text});
    let hop = |role: &str, scope: &str, line| {
        json!({"organisation": {"name": format!("{text}{role}"), "id": format!("{text}{role}")}, "role": role, "scope": scope,
            "relation": "republished-by", "order": "stated", "desk": text, "confidence": 0.9, "evidence": at(line)})
    };
    let clause = json!({"id": text, "then": "deny", "because": text, "known": true, "evidence": [at(1), at(99)]});
    let mut waived = clause.clone();
    for (key, value) in [("reason", text), ("by", text), ("expires", "2027-01-01")] {
        waived[key] = json!(value);
    }
    let json = json!({
        "schema": "clearance.record/1",
        "document": {"id": format!("{number}{text}"), "source": format!("{text}/{number}{text}"), "locator": {"line": 7}, "sha256": text,
            "bytes": 1, "media_type": text, "encoding": text, "language": text, "url": text, "title": text, "published": text},
        "notices": [{"holder": party, "years": [{"from": 2026, "to": 2026}], "all_rights_reserved": true, "channel": "text", "confidence": 1.0, "evidence": at(1)}],
        "terms": [
            {"modality": "prohibited", "actions": [], "grantor": party, "agents": [text], "scope": text, "channel": "text", "confidence": 1.0, "evidence": at(2)},
            {"modality": "permitted", "actions": ["crawl"], "grantor": party, "agents": ["*"], "scope": text, "channel": "text", "confidence": 1.0, "evidence": at(3)}],
        "licences": [{"id": text, "url": text, "channel": "text", "confidence": 1.0, "evidence": at(4)}],
        "attribution": {"hops": [hop("originator", "text", 5), hop("wire", "text", 6), hop("republisher", "text", 7), hop("photo", "photo", 8), hop("originator", "statement", 9)],
            "persons": [{"name": text, "role": "editor", "evidence": at(10)}], "completeness": "partial", "gaps": ["unnamed-source"]},
        "coverage": {"channels": ["text"], "missing": ["robots-txt"]},
        "problems": [{"code": text, "message": text}],
        "verdict": {"decision": "deny", "known": true, "clauses": [clause], "obligations": [{"kind": "attribution", "text": text, "line": text}], "waived": [waived],
            "discharged": [{"with": text, "reference": text, "evidence": at(11)}],
            "agreements": [{"with": text, "reference": text, "state": "in-force", "from": "2025-01-01", "until": "2027-01-01"}],
            "curated": [{"from": text, "to": text, "reason": text}], "leverage": [{"with": text, "decision": "allow"}],
            "strictest": {"organisation": party, "role": "wire", "modality": "prohibited", "actions": ["crawl"], "ground": {"stance": {"source": text, "as_of": "2026-01-01"}}},
            "remarks": [text]},
    });
    let places = json.to_string().matches(json!(text).to_string().trim_matches('"')).count();
    (read(&json), places)
}
