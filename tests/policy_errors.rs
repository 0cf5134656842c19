//! Broken policies: each is refused before any document is read, with file, line, column and what to do.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a helper of a test may fail as a test does"
)]

mod policy_support;

use policy_support::Known;

const HEAD: &str = "policy: p\nuse: [ai-train]\notherwise: review\n";

#[test]
fn every_error_has_its_place_and_its_advice() {
    let known = Known::new();
    let clause = |rest: &str| format!("{HEAD}clauses:\n  - id: one\n    then: deny\n    {rest}\n");
    let good = clause("when: { term: {} }");
    let with = |rest: &str| format!("{good}{rest}\n");
    assert!(known.policy(&good).is_ok());
    let table: Vec<(String, (usize, usize), &str)> = vec![
        (clause("whn: { term: {} }"), (7, 5), "did you mean `when`?"),
        (clause("when: { trm: {} }"), (7, 13), "did you mean `term`?"),
        (clause("when: { term: { modality: forbidden } }"), (7, 31), "unknown variant"),
        (clause("when: { term: { modality: prohibitd } }"), (7, 31), "did you mean `prohibited`?"),
        (clause("when: { term: { covers: ai-trane } }"), (7, 29), "did you mean `ai-train`?"),
        (clause("when: { term: { covrs: use } }"), (7, 21), "did you mean `covers`?"),
        (clause("when: { term: {}, notice: {} }"), (7, 11), "write `all: ["),
        (clause("when: {}"), (7, 11), "empty"),
        (clause("when: { all: [] }"), (7, 0), "empty"),
        (clause("when: { licence: { id: 'a[' } }"), (7, 28), "not a pattern"),
        (clause("when: { term: { confidence_at_least: 2 } }"), (7, 0), "from 0 to 1"),
        (clause("when: { hop: { organisation: sputnk } }"), (7, 34), "did you mean `sputnik`?"),
        (
            clause("when: { not: { any: [{ hop: { member_of: oanna } }] } }"),
            (7, 46),
            "did you mean `oana`?",
        ),
        (
            clause("when: { term: {} }\n    because: \"{grantr} says\""),
            (8, 16),
            "did you mean `grantor`?",
        ),
        (clause("when: { term: {} }\n    when: { term: {} }"), (8, 5), "stands twice"),
        (
            clause("when: { term: {} }\n    oblige: [atribution]"),
            (8, 14),
            "did you mean `attribution`?",
        ),
        (good.replace("id: one", "id: One Two"), (5, 9), "kebab-case"),
        (good.replace("then: deny", "then: dney"), (6, 11), "did you mean `deny`?"),
        (good.replace("use: [ai-train]", "use: []"), (2, 6), "empty"),
        (good.replace("otherwise: review\n", ""), (1, 1), "missing field `otherwise`"),
        (format!("{HEAD}clauses: []\n"), (4, 10), "empty"),
        (with("  - { id: one, when: { term: {} }, then: deny }"), (8, 11), "a second clause `one`"),
        (
            with(
                "waivers:\n  - { clause: onne, documents: ['*'], reason: r, by: b, expires: 2027-01-01 }",
            ),
            (9, 15),
            "did you mean `one`?",
        ),
        (
            with(
                "waivers:\n  - { clause: one, documents: ['*'], reason: '', by: b, expires: 2027-01-01 }",
            ),
            (9, 46),
            "empty",
        ),
        (
            with("waivers:\n  - { clause: one, documents: ['*'], by: b, expires: 2027-01-01 }"),
            (9, 5),
            "missing field `reason`",
        ),
        (
            with(
                "waivers:\n  - { clause: one, documents: ['*'], reason: r, by: b, expires: soon }",
            ),
            (9, 0),
            "soon",
        ),
        (
            with(
                "agreements:\n  - { with: antra, permits: [tdm], from: 2025-01-01, reference: r }",
            ),
            (9, 13),
            "did you mean `antara`?",
        ),
        (
            with(
                "agreements:\n  - { with: antara, permits: [tdm], from: 2025-01-01, until: 2024-01-01, reference: r }",
            ),
            (9, 62),
            "ends before it begins",
        ),
        (
            with("curations:\n  - { documents: ['*'], holder: { from: A, to: antra }, reason: r }"),
            (9, 48),
            "did you mean `antara`?",
        ),
        (with("as_of: tomorrow"), (8, 8), "not a date"),
        (with("---\npolicy: q"), (8, 1), "more than one document"),
    ];
    let mut wrong = Vec::new();
    for (text, (line, column), said) in table {
        let error = known.policy(&text).expect_err(&text);
        let shown = error.render(false);
        let right = (shown.contains(said) || error.to_string().contains(said))
            && error.line == line
            && (column == 0 || error.column == column)
            && shown.contains(&format!("policy.yaml:{line}:"));
        if !right {
            wrong.push(format!("expected {line}:{column} {said}, got\n{shown}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
