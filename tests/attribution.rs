//! The chain from origin to publisher: what holds for any text (the invariants), and the articles that show
//! each rule of order.

#![allow(clippy::unwrap_used, clippy::string_slice, clippy::format_push_string)] // a test that cannot go on stops

use std::sync::LazyLock;

use clearance::corpus::document;
use clearance::engine::examine;
use clearance::find::Scratch;
use clearance::lexicon::Lexicon;
use clearance::lexicon::sought::Small;
use clearance::limits::Limits;
use clearance::record::{Completeness, Gap, Order, Record, Relation, Role, Scope};
use clearance::text::fold;
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

fn read(text: &str) -> Record {
    examine(document("article", text), &LEXICON, &Limits::default(), &mut Scratch::default())
}

/// The hops of the text, as `id or name, role`.
fn hops(record: &Record) -> Vec<(String, Role)> {
    let text = record.attribution.hops.iter().filter(|hop| hop.scope.is_none());
    text.map(|hop| {
        let party = &hop.organisation;
        (party.id.clone().unwrap_or_else(|| party.name.clone()), hop.role)
    })
    .collect()
}

fn is(record: &Record, wanted: &[(&str, Role)]) {
    let wanted: Vec<(String, Role)> =
        wanted.iter().map(|(name, role)| ((*name).to_owned(), *role)).collect();
    assert_eq!(hops(record), wanted);
}

#[test]
fn what_the_text_states_goes_before_what_is_guessed() {
    let record = read("Distributed by APO Group on behalf of Ministry of Fisheries of Varonia.");
    is(
        &record,
        &[("Ministry of Fisheries of Varonia", Role::Originator), ("apo", Role::Distributor)],
    );
    let first = record.attribution.hops.first().unwrap();
    assert_eq!(first.order, Some(Order::Stated));
    assert_eq!(first.relation, Some(Relation::DistributedVia));
    assert_eq!(record.attribution.gaps, [Gap::NoPublisher]);
    assert_eq!(record.attribution.completeness, Some(Completeness::Partial));
}

#[test]
fn the_registry_orders_and_never_adds() {
    let record = read("Sumber: Sputnik-Ria Novosti/OANA\nCopyright © ANTARA 2025");
    is(
        &record,
        &[
            ("ria-novosti", Role::Originator),
            ("sputnik", Role::Brand),
            ("oana", Role::Distributor),
            ("antara", Role::Republisher),
        ],
    );
    let orders: Vec<Option<Order>> = record.attribution.hops.iter().map(|hop| hop.order).collect();
    assert_eq!(
        orders,
        [Some(Order::Registry), Some(Order::Registry), Some(Order::Registry), None],
        "sister brands of one house, members of the exchange: and their house is no hop"
    );
}

#[test]
fn what_only_stands_side_by_side_weighs_less() {
    let alone = read("Der Umzug beginnt um zehn Uhr und endet am Markt. (dpa)");
    let beside = read("Der Umzug beginnt um zehn Uhr und endet am Markt. (dpa/Reuters)");
    let confidence = |record: &Record, id: &str| {
        let hops = &record.attribution.hops;
        hops.iter().find(|hop| hop.organisation.id.as_deref() == Some(id)).unwrap().confidence
    };
    assert!(confidence(&alone, "dpa") >= confidence(&beside, "dpa"));
}

#[test]
fn agencies_without_a_name_are_a_gap() {
    let record = read("The ferry stays in port until May. (With inputs from agencies)");
    assert!(record.attribution.gaps.contains(&Gap::UnnamedSource));
    assert!(record.attribution.hops.iter().all(|hop| hop.organisation.id.is_none()));
}

#[test]
fn pictures_credit_no_text() {
    for text in ["Foto: Anna Berg/dpa", "ANNA BERG / AFP", "Bild: AFP via Getty Images"] {
        let record = read(text);
        assert!(hops(&record).is_empty(), "{text}");
        assert!(record.attribution.hops.iter().all(|hop| hop.scope == Some(Scope::Photo)));
    }
}

#[test]
fn a_thousand_credits_are_bounded_and_that_is_said() {
    let mut text = String::new();
    for number in 0..1_000 {
        text.push_str(&format!("Source: Example Agency Nr{number}\nEditor: Ann Berg{number}\n"));
    }
    let record = read(&text);
    assert!(record.attribution.hops.len() <= 64);
    assert!(record.attribution.persons.len() <= 64);
    let said = record.attribution.gaps.contains(&Gap::Overflow)
        || record.problems.iter().any(|problem| problem.code == "findings-overflow");
    assert!(said);
}

#[test]
fn titles_that_the_registry_does_not_know_are_named_as_they_are_printed() {
    for (text, name) in [
        ("Источник: «Заречная неделя»", "Заречная неделя"),
        ("来源：《山河观察报》", "山河观察报"),
        ("Minh Anh (Theo Báo Sông Lam)", "Báo Sông Lam"),
        ("„Es reicht“, sagte sie im Interview mit hafenblick.de.", "hafenblick.de"),
        ("Artykuł ukazał się pierwotnie na portalu Wisła Insight.", "Wisła Insight"),
        ("This article was first published in Quayside 5/2021.", "Quayside"),
    ] {
        let record = read(text);
        let names: Vec<_> =
            record.attribution.hops.iter().map(|hop| hop.organisation.name.as_str()).collect();
        assert_eq!(names, [name], "{text}");
    }
}

#[test]
fn bylines_behind_the_name_and_denials_of_editing() {
    let persons = |text: &str| -> Vec<String> {
        read(text).attribution.persons.into_iter().map(|person| person.name).collect()
    };
    assert_eq!(
        persons("춘천시는 3일 새 도서관을 열었다고 밝혔다.\n김유라 기자 yura@example.com"),
        ["김유라"]
    );
    assert!(persons("(This story has not been edited by The Harbour Ledger staff.)").is_empty());
}

/// What is never looked at in small letters names nobody in small letters.
#[test]
fn a_name_that_needs_its_capital_is_nobody_without_it() {
    let organisations = &LEXICON.organisations;
    let literals = organisations.literals();
    let small = |name: &str| literals.iter().find(|one| one.folded == name).map(|one| one.small);
    assert_eq!(small("time"), Some(Small::Nobody), "a word, and a magazine");
    assert_eq!(small("afp"), Some(Small::Apart(3)), "`dpa/afp`, and a pension fund");
    assert_eq!(small("reuters"), Some(Small::Named), "means nothing else");
    let texts = organisations.all().iter().flat_map(|one| &one.credits).map(|credit| &credit.text);
    for text in texts.filter(|text| small(&fold(text)) == Some(Small::Nobody)) {
        let small = text.to_lowercase();
        assert!(organisations.credited(&fold(text), &small, &[]).is_none(), "{small}");
    }
}

#[test]
fn an_agency_that_is_spoken_of_is_no_hop() {
    for text in [
        "An Israeli tank crew killed a Reuters reporter, an inquiry has found.",
        "Haryana Congress AAP Alliance",
        "Retiro AFP",
        "Home | News | Reuters | AFP | Contact",
        "The union of dpa staff called for a strike on Monday.",
        "Türk yapımı İHA ilk uçuşunu tamamladı",
        "Pertemuan antara Presiden dan Menteri berlangsung pagi ini",
        "両首脳は会談した。共同記者会見は行われなかった。",
        "A medida foi criticada pelo senador Augusto Pereira (PL).",
    ] {
        assert!(hops(&read(text)).is_empty(), "{text}: {:?}", hops(&read(text)));
    }
}

/// Pieces of which credits are made, and some of which they are not.
const PIECES: &[&str] = &[
    "AFP",
    "Reuters",
    "(dpa/lno)",
    " - ",
    "/",
    "Sputnik",
    "-Ria Novosti",
    "/OANA",
    "Source: ",
    "Editor: ",
    "By ",
    "Ann Berg",
    "\n",
    ". ",
    "told Reuters",
    "originally published by ",
    "The Example Times",
    "© 2026 ",
    "ANTARA",
    "Foto: ",
    "【AFP=時事】",
    "新华社北京8月12日电",
    "（记者",
    "王芳",
    "）",
    "via ",
    " and ",
    "(with inputs from agencies)",
    "Distributed by ",
    " on behalf of ",
    "القاهرة (رويترز) - ",
    "APA",
    "12 May 2026, ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn invariants(pieces in proptest::collection::vec(proptest::sample::select(PIECES), 1..40)) {
        let text = pieces.concat();
        let record = read(&text);
        let hops = &record.attribution.hops;
        for (at, hop) in hops.iter().enumerate() {
            // Each hop has its evidence, and the evidence cuts out its quote.
            let evidence = &hop.evidence;
            prop_assert_eq!(&text[evidence.start..evidence.end], evidence.quote.as_str());
            prop_assert!((0.0..=1.0).contains(&hop.confidence));
            // An organisation stands once in a scope: no cycles.
            for other in &hops[at + 1..] {
                let same = hop.scope == other.scope
                    && match (&hop.organisation.id, &other.organisation.id) {
                        (Some(one), Some(other)) => one == other,
                        _ => hop.organisation.name == other.organisation.name,
                    };
                prop_assert!(!same, "{} twice", hop.organisation.name);
            }
            // What is unknown stays as it is printed.
            if hop.organisation.id.is_none() {
                let name = hop.organisation.name.as_str();
                let plain = text.split_whitespace().collect::<Vec<_>>().join(" ");
                prop_assert!(plain.contains(name), "{}", name);
            }
            // The three scopes never mix: photo agencies are credited for pictures, nobody else.
            prop_assert_eq!(hop.scope == Some(Scope::Photo), hop.role == Role::Photo);
            // The last of its scope leads nowhere.
            let last = hops.get(at + 1).is_none_or(|next| next.scope != hop.scope);
            prop_assert_eq!(hop.relation.is_none(), last);
            prop_assert_eq!(hop.order.is_none(), last);
        }
        // The publisher comes last of the text.
        let text_roles: Vec<Role> =
            hops.iter().filter(|hop| hop.scope.is_none()).map(|hop| hop.role).collect();
        let first = text_roles.iter().position(|role| *role == Role::Republisher);
        if let Some(first) = first {
            prop_assert!(text_roles[first..].iter().all(|role| *role == Role::Republisher));
        }
        // The same bytes, the same chain.
        prop_assert_eq!(read(&text), record);
    }
}
