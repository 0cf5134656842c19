//! The chain from origin to publisher: what holds for any text (the invariants), and the articles that show
//! each rule of order.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    clippy::format_push_string,
    clippy::indexing_slicing
)] // a test that cannot go on stops

use std::sync::LazyLock;

use clearance::corpus::document;
use clearance::engine::examine;
use clearance::find::Scratch;
use clearance::lexicon::Lexicon;
use clearance::lexicon::sought::Small;
use clearance::limits::Limits;
use clearance::record::{Completeness, Gap, Order, Record, Relation, Role, Scope};
use clearance::source::{Input, Mapping, Reader, Unit};
use clearance::text::fold;
use proptest::prelude::*;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::builtin().unwrap());

fn read(text: &str) -> Record {
    examine(document("article", text), &LEXICON, &Limits::default(), &mut Scratch::default())
}

/// The record of a page that says this in its head, and this beside an article that credits nobody.
fn page(head: &str, before: &str, behind: &str) -> Record {
    let html = format!(
        "<html lang=en><head>{head}</head><body><article><h1>K</h1>{before}<p>The ferry left the harbour in \
         the morning and came back at night.</p><p>Nobody was hurt when it ran aground, and the line will be \
         open again on Friday, a long statement says.</p></article>{behind}</body></html>"
    );
    let (limits, mapping) = (Limits::default(), Mapping::default());
    let reader = Reader { limits: &limits, mapping: &mapping };
    let (id, path) = ("a.html".to_owned(), "a.html".into());
    let input = Input { id: id.clone(), source: id, path, named: true };
    let mut record = None;
    reader.documents(Unit::Loaded(input, html.into_bytes()), &mut |outcome| {
        record = Some(examine(outcome.unwrap(), &LEXICON, &limits, &mut Scratch::default()));
    });
    record.unwrap()
}

fn json_ld(fields: &str) -> String {
    format!(r#"<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>"#)
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
fn captions_credit_pictures() {
    for (caption, wanted, person) in [
        ("(Photo by Ada Finch/AFP via Getty Images)", &["afp", "getty"][..], true),
        (
            "The pier. Photo: Ada Finch/TASS/dpa/picture alliance",
            &["tass", "dpa", "picture-alliance"],
            true,
        ),
        ("The pier on Monday. (AP Photo/Ada Finch)", &["ap"], true),
        ("picture alliance/dpa | Ada Finch", &["picture-alliance", "dpa"], true),
        ("The pier on Monday. Ada Finch/Reuters", &["reuters"], true),
        ("The pier on Monday. © AFP 2026", &["afp"], false),
        ("The pier where Reuters reporters wait for the ferry", &[], false),
    ] {
        let figure = format!("<figure><img src=a><figcaption>{caption}</figcaption></figure>");
        let record = page("", &figure, "");
        let hops = record.attribution.hops.iter();
        let ids: Vec<&str> = hops.filter_map(|hop| hop.organisation.id.as_deref()).collect();
        assert_eq!(ids, wanted, "{caption}");
        assert!(record.attribution.hops.iter().all(|hop| hop.scope == Some(Scope::Photo)));
        let persons = record.attribution.persons.iter();
        let taken: Vec<_> = persons.map(|person| (person.name.as_str(), person.role)).collect();
        let wanted = if person { &[("Ada Finch", Role::Photographer)][..] } else { &[] };
        assert_eq!(taken, wanted, "{caption}");
    }
}

#[test]
fn the_markup_says_who_had_a_part() {
    let head = json_ld(
        r#""creator": "AFP", "translator": {"name": "Ada Finch"}, "editor": ["Bo Lund"], "copyrightHolder": "The Penwick Post""#,
    );
    let record = page(&head, "", "");
    is(&record, &[("afp", Role::Wire), ("The Penwick Post", Role::Republisher)]);
    assert!(record.attribution.gaps.is_empty());
    let persons: Vec<_> = record.attribution.persons.iter().map(|person| person.role).collect();
    assert_eq!(persons, [Role::Translator, Role::Editor]);
    // Who owns it does not publish it where somebody else is said to.
    let head = json_ld(
        r#""author": "AFP", "publisher": "The Penwick Post", "copyrightHolder": "The Guardian""#,
    );
    is(&page(&head, "", ""), &[("afp", Role::Wire), ("The Penwick Post", Role::Republisher)]);
}

#[test]
fn a_house_behind_a_thousand_authors_is_kept_and_what_is_not_is_said() {
    let mut authors: Vec<String> = (0..1_011)
        .map(|number| {
            format!(
                "\"Ada Finch{}\"",
                "abcdefghij".repeat(1 + number % 9) + &"k".repeat(number / 9 % 120)
            )
        })
        .collect();
    let few = json_ld(&format!("\"author\": [{}]", authors[..20].join(", ")));
    assert!(page(&few, "", "").problems.is_empty());
    authors.push("\"AFP\"".to_owned());
    let record = page(&json_ld(&format!("\"author\": [{}]", authors.join(", "))), "", "");
    is(&record, &[("afp", Role::Wire)]);
    assert!(record.problems.iter().any(|problem| problem.code == "findings-overflow"));
}

#[test]
fn an_agency_that_puts_out_its_own_copy_is_its_publisher() {
    let own = "Jakarta (ANTARA) - Kapal itu kembali ke pelabuhan pada malam hari.";
    let record = read(&format!("{own}\n\nCopyright © ANTARA 2026"));
    is(&record, &[("antara", Role::Wire)]);
    assert!(record.attribution.gaps.is_empty());
    let host = |host: &str| format!("<link rel=canonical href='https://www.{host}/berita/1'>");
    let article = format!("<p>{own}</p><p>Copyright © ANTARA 2026</p>");
    assert!(page(&host("antaranews.com"), &article, "").attribution.gaps.is_empty());
    // The page of somebody whom the registry does not know is not the agency's.
    let other = page(&host("penwick.example"), &article, "");
    is(&other, &[("antara", Role::Wire), ("penwick.example", Role::Republisher)]);
}

#[test]
fn a_page_that_repeats_the_page_of_another_house_says_so() {
    let own = |host: &str| format!("<meta property=og:url content='https://www.{host}/a'>");
    let first = "<link rel=canonical href='https://edition.cnn.com/2024/a.html'>";
    let both = format!("{first}{}", own("theguardian.com"));
    let byline = page(&both, "<p>By Ann Rivers, CNN</p>", "");
    is(&byline, &[("cnn-wire", Role::Originator), ("guardian", Role::Republisher)]);
    is(&page(&both, "", ""), &[("cnn-wire", Role::Originator), ("guardian", Role::Republisher)]);
    // A mobile address is the page's own.
    let mobile = format!("{first}{}", own("m.edition.cnn.com"));
    is(&page(&mobile, "", ""), &[("cnn-wire", Role::Republisher)]);
    is(&page(first, "", ""), &[("cnn-wire", Role::Republisher)]);
}

#[test]
fn an_agency_in_the_markup_of_another_house_sent_the_text() {
    let agency = json_ld(r#""publisher": {"@type": "Organization", "name": "Associated Press"}"#);
    let site = "<meta property=og:site_name content='Harbour Post'>";
    let both = [("ap", Role::Wire), ("Harbour Post", Role::Republisher)];
    is(&page(&format!("{agency}{site}"), "", ""), &both);
    is(&page(&agency, "", ""), &[("ap", Role::Republisher)]);
}

#[test]
fn the_page_is_no_source_of_itself() {
    let site = "<meta property=og:site_name content='harbourscience.com'>";
    let named = page(site, "", "<p>Originally published on Harbour Science.</p>");
    is(&named, &[("Harbour Science", Role::Republisher)]);
    // The house that a paper belongs to is no author of its page, nor is an agency that owns one its sender.
    let wired = "<link rel=canonical href='https://www.wired.com/a'><meta name=author content='Condé Nast'>";
    is(&page(wired, "", ""), &[("wired", Role::Republisher)]);
    let journal = "<link rel=canonical href='https://www.wsj.com/a'>";
    let notice = "<footer><p>© 2024 Dow Jones & Company, Inc. All Rights Reserved.</p></footer>";
    is(&page(journal, "", notice), &[("wall-street-journal", Role::Republisher)]);
    let unknown = "<link rel=canonical href='https://www.harbourweek.com/a'>";
    let notice = "<div class=footer><p>© 2011 Bloomberg L.P. All Rights Reserved.</p></div>";
    is(&page(unknown, "", notice), &[("bloomberg", Role::Republisher)]);
    // Where no address says whose page it is, the notice does: by its host, or by the first word of the house.
    let host = "<footer><p>© 2024 CNBC.com All Rights Reserved</p></footer>";
    is(&page("", "<div>CNBC.com | December 20, 2024</div>", host), &[("cnbc", Role::Republisher)]);
    let author = "<meta name=author content='taz, die tageszeitung'>";
    let firm = "<footer><p>© 2024 taz Hafen GmbH</p></footer>";
    is(&page(author, "", firm), &[("taz", Role::Republisher)]);
}

#[test]
fn a_dateline_says_who_sent_the_text_whatever_else_is_said() {
    let reuters = "<link rel=canonical href='https://www.reuters.com/a'>";
    let told = "<p>LONDON (Reuters) - The line will open on Friday, the owner of the ferry told Reuters.</p>";
    is(&page(reuters, told, ""), &[("reuters", Role::Wire)]);
    let station = "<link rel=canonical href='https://kharbour.example.com/a'>";
    let sent = "<p>By: CNN Wire</p><p>WASHINGTON (CNN) — The line will open on Friday, its owner says.</p>";
    let chain = [("cnn-wire", Role::Wire), ("kharbour.example.com", Role::Republisher)];
    is(&page(station, sent, ""), &chain);
    is(&page(station, sent, "<p>TM & © 2024 Cable News Network, Inc.</p>"), &chain);
}

#[test]
fn what_stands_alone_in_the_middle_of_a_page_credits_no_text() {
    let long = "<p>The owner of the line says that the ferry will be in the water again before the week is over, \
                and that nobody who was on board has to pay for the day that was lost at sea, or for the night.</p>";
    let middle = format!("{long}{long}{long}<p>Reuters</p>{long}{long}{long}");
    is(&page("", &middle, ""), &[]);
    let list = "<a href=/b><span>Ten boats of the line stay in the harbour today</span><ul><li>By REUTERS</li>\
                <li>11/20/2024 10:08 AM</li></ul></a>";
    is(&page("", "", list), &[]);
}

#[test]
fn what_stands_far_from_the_article_credits_nothing() {
    let long = "<p>The owner of the line says that the ferry will be in the water again before the week is over, \
                and that nobody who was on board has to pay for the day that was lost at sea, or for the night.</p>";
    let credit = "<p>With additional reporting by AFP</p>";
    is(&page("", long, credit), &[("afp", Role::Wire)]);
    // The paragraphs of many papers are one short sentence each, and the source stands below the last.
    let short =
        "<p>The ferry came back at night, as the owner of the line had said.</p>".repeat(40);
    is(&page("", &format!("{long}{short}"), credit), &[("afp", Role::Wire)]);
    is(&page("", &format!("{credit}{short}{long}"), ""), &[("afp", Role::Wire)]);
    // Nothing says that these are other articles.
    let others = "<div>Ten boats of the harbour</div>".repeat(80);
    is(&page("", long, &format!("{others}{credit}")), &[]);
}

#[test]
fn what_leads_to_other_articles_credits_nothing() {
    for line in [
        "Read more: <a href=/x>Storm hits the coast (Reuters)</a>",
        "Read also <a href=/x>Storm hits the coast (Reuters)</a>",
        "► Related news: Ferry sinks (AP)",
        "Baca juga: Kapal tenggelam (AFP)",
        "Read more:</p><p>Storm hits the coast (Reuters)",
    ] {
        let record = page("", &format!("<p>{line}</p>"), "");
        assert!(record.attribution.hops.is_empty(), "{line}");
    }
    for line in ["相关阅读：台风登陆（新华社）", "Lees ook:\nStorm sluit de haven (ANP)"]
    {
        assert!(
            read(&format!("The ferry is back.\n\n{line}")).attribution.hops.is_empty(),
            "{line}"
        );
    }
    for foot in [
        "<div><h3><a href=/s>Storm hits the coast (Reuters)</a></h3><p>One line.</p></div>",
        "<div><a href=/s>Storm hits the coast (Reuters)</a></div>",
        "<footer>We use cookies. Source: Xinhua</footer>",
    ] {
        assert!(page("", "", foot).attribution.hops.is_empty(), "{foot}");
    }
    // A credit of the text itself stays one.
    for foot in [
        "<p>(Reuters)</p>",
        "<footer>Source: Reuters</footer>",
        "<p>Read more:</p><p>(Reuters)</p>",
    ] {
        is(&page("", "", foot), &[("reuters", Role::Wire)]);
    }
}

#[test]
fn a_house_behind_a_list_that_is_too_long_is_read_or_that_is_said() {
    let letters = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    let made = |n: usize| format!("Kran{} Tann{}{}", letters(n), letters(n / 3), letters(n * 7));
    let list = |between: &str| (0..100).map(made).collect::<Vec<_>>().join(between);
    let (commas, slashes) = (list(", "), list("/").replace(' ', ""));
    for credit in [
        format!("Source: {commas}, Reuters"),
        format!("Source: {slashes}/Reuters"),
        format!("By {commas}, Reuters"),
        format!("Editing by {commas}, Reuters"),
        format!("The pier was closed. ({commas}, Reuters)"),
        format!("The pier was closed. ({slashes}/Reuters)"),
        format!("LARKHAVEN ({slashes}/Reuters) - The pier was closed."),
        format!("With files from {commas} and Reuters"),
        format!("The owner told {commas} and Reuters that the pier was closed."),
    ] {
        let record = read(&credit);
        let known =
            |party: &clearance::record::Hop| party.organisation.id.as_deref() == Some("reuters");
        let said = record.problems.iter().any(|problem| problem.code == "findings-overflow");
        assert!(said || record.attribution.hops.iter().any(known), "{credit}");
    }
    // A long sentence, and a list without a house, hide nobody.
    for text in [
        commas,
        "The ferry left the harbour in the morning with its guests and came back at night, "
            .repeat(60)
            + "Reuters",
    ] {
        assert!(read(&text).problems.is_empty(), "{text}");
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
