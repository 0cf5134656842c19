//! probe
use std::io::BufRead;
use clearance::{document::*, engine, find::Scratch, lexicon::Lexicon, limits::Limits, record::*};
fn main() {
    let lexicon = Lexicon::builtin().unwrap_or_else(|e| { eprintln!("{e}"); std::process::exit(2) });
    let mut scratch = Scratch::default();
    let limits = Limits::default();
    println!("{{\"schema\":\"clearance.run/1\"}}");
    let path = std::env::args().nth(2).unwrap();
    for line in std::io::BufReader::new(std::fs::File::open(path).unwrap()).lines() {
        let v: serde_json::Value = serde_json::from_str(&line.unwrap()).unwrap();
        let text = v["text"].as_str().unwrap().to_owned();
        let doc = Document { identity: Identity { id: v["id"].as_str().unwrap().into(), ..Default::default() },
            passages: vec![Passage::plain(Some("text".into()), Channel::Text, text)], declared_language: None, coverage: Coverage::default(), problems: vec![] };
        println!("{}", serde_json::to_string(&engine::examine(doc, &lexicon, &limits, &mut scratch)).unwrap());
    }
}
