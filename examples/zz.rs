//! x
use clearance::lexicon::{
    filter::{Bounds, Filter, Frequencies},
    language::Language,
    load::RuleFiles,
    word::Phrase,
};
use clearance::limits::Limits;
use clearance::text::fold;
use std::collections::*;
fn main() {
    let files = RuleFiles::builtin();
    let (mut all, mut gates) = (BTreeSet::new(), BTreeSet::new());
    let mut f = Frequencies::default();
    for (file, text) in files.under("languages") {
        let l: Language = clearance::yaml::load(&file, text, &Limits::default()).unwrap();
        l.counterexamples.iter().for_each(|t| f.add(&fold(&t.text)));
        l.frequent.iter().for_each(|w| f.add(&format!(" {} ", fold(w))));
        for (w, s) in l.words.entries() {
            let Some(p) = Phrase::parse(w, s) else { continue };
            for (i, part) in p.parts.iter().enumerate() {
                all.insert(part.literal.clone());
                if i == 0 && w.is_gate() {
                    gates.insert(part.literal.clone());
                }
            }
        }
    }
    let text: Vec<String> = std::fs::read_to_string(std::env::args().nth(1).unwrap())
        .unwrap()
        .lines()
        .map(|l| {
            fold(serde_json::from_str::<serde_json::Value>(l).unwrap()["text"].as_str().unwrap())
        })
        .collect();
    let bytes: usize = text.iter().map(String::len).sum();
    let one: BTreeSet<String> = ["zzzqqqxxx".to_owned()].into();
    let few: BTreeSet<String> = gates.iter().filter(|x| x.len() > 8).cloned().collect();
    let short: BTreeSet<String> = gates.iter().filter(|x| x.len() < 6).cloned().collect();
    for (name, set) in
        [("one", &one), ("long", &few), ("short", &short), ("all", &all), ("gates", &gates)]
    {
        let filter = Filter::new(
            set.iter().map(|s| {
                let l = |c: char| c.is_alphanumeric() && !clearance::text::is_unspaced(c);
                (s.as_str(), Bounds { left: s.starts_with(l), right: s.ends_with(l) })
            }),
            &f,
        );
        let list: Vec<&String> = set.iter().collect();
        let mut count: HashMap<usize, usize> = HashMap::new();
        let mut n = 0usize;
        let t = std::time::Instant::now();
        for x in &text {
            filter.find(x.as_bytes(), clearance::text::Span::new(0, x.len()), &mut |_, _| n += 1);
        }
        let e = t.elapsed();
        for x in &text {
            filter.find(x.as_bytes(), clearance::text::Span::new(0, x.len()), &mut |i, _| {
                *count.entry(i).or_default() += 1
            });
        }
        println!(
            "{name} {} literals, {bytes} bytes, {:.2} ns/byte, found {} per MB",
            set.len(),
            e.as_nanos() as f64 / bytes as f64,
            n * 1_000_000 / bytes
        );
        let mut top: Vec<_> = count.into_iter().collect();
        top.sort_by_key(|x| std::cmp::Reverse(x.1));
        if false {
            println!(
                "{:?}",
                top.iter()
                    .take(60)
                    .map(|(i, c)| (list[*i].as_str(), c * 1_000_000 / bytes))
                    .collect::<Vec<_>>()
            );
        }
    }
}
