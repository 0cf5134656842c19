//! The page around the data. Style and script stand in the page itself, each allowed by its digest and nothing else
//! by anything (Content Security Policy Level 3, §2.3): no address is asked, no handler in a text could run.

use std::io;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, context};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::embed;
use crate::report::{RunHeader, Totals, shown};

const HEAD: &str = include_str!("page/head.html");
const BODY: &str = include_str!("page/body.html");
const STYLE: &str = concat!(
    "\n",
    include_str!("page/style.css"),
    include_str!("page/document.css"),
    include_str!("page/print.css")
);
/// One scope for all files, in the order in which they lean on one another.
const SCRIPT: &str = concat!(
    "\n(() => {\n\"use strict\";\n",
    include_str!("page/element.js"),
    include_str!("page/data.js"),
    include_str!("page/filter.js"),
    include_str!("page/facets.js"),
    include_str!("page/agreements.js"),
    include_str!("page/chains.js"),
    include_str!("page/table.js"),
    include_str!("page/excerpt.js"),
    include_str!("page/document.js"),
    include_str!("page/main.js"),
    "})();\n"
);

/// What stands before the data.
pub(super) fn head(header: &RunHeader, out: &mut Vec<u8>) -> io::Result<()> {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        source(SCRIPT),
        source(STYLE)
    );
    let name = header.policy.as_ref().map(|policy| shown(&policy.name).into_owned());
    rendered(
        HEAD,
        context! { policy, name, style => Value::from_safe_string(STYLE.to_owned()) },
        out,
    )
}

/// What stands after the data.
pub(super) fn body(
    header: &RunHeader,
    totals: &Totals,
    digest: &str,
    out: &mut Vec<u8>,
) -> io::Result<()> {
    let judged = header.policy.is_some();
    let bar = bar(totals);
    let mut run = Vec::new();
    embed::json(&json!({ "judged": judged, "totals": totals }), &mut run)?;
    // What `embed` wrote is UTF-8, and may stand in a script element as it is.
    let run = Value::from_safe_string(String::from_utf8_lossy(&run).into_owned());
    let (name, sha256) = match &header.policy {
        Some(policy) => (shown(&policy.name).into_owned(), shown(&policy.sha256).into_owned()),
        None => (String::new(), String::new()),
    };
    let context = context! {
        judged,
        headline => headline(header, totals),
        weight => weight(header, totals),
        seen => grouped(totals.seen),
        waived => grouped(totals.waived),
        has_waived => totals.waived > 0,
        known => grouped(totals.known),
        has_known => totals.known > 0,
        bar,
        name,
        sha256,
        as_of => header.as_of.as_deref().map(|day| shown(day).into_owned()),
        rules => shown(&header.rules).into_owned(),
        version => shown(&header.version).into_owned(),
        digest,
        run,
        script => Value::from_safe_string(SCRIPT.to_owned()),
    };
    rendered(BODY, context, out)
}

/// The verdict in a sentence.
fn headline(header: &RunHeader, totals: &Totals) -> String {
    let seen = grouped(totals.seen);
    let documents = if totals.seen == 1 { "document" } else { "documents" };
    if totals.seen == 0 {
        return "No documents were seen.".to_owned();
    }
    if header.policy.is_none() {
        return format!("{seen} {documents} read; no policy was asked.");
    }
    if totals.allow == totals.seen {
        return match totals.seen {
            1 => "The one document is allowed.".to_owned(),
            _ => format!("All {seen} documents are allowed."),
        };
    }
    let mut parts = Vec::new();
    for (count, word) in
        [(totals.deny, "denied"), (totals.review, "for review"), (totals.failed, "not read whole")]
    {
        if count > 0 {
            parts.push(format!("{} {word}", grouped(count)));
        }
    }
    format!("Of {seen} {documents}, {}.", listed(&parts))
}

/// What that means for the use that was asked for.
fn weight(header: &RunHeader, totals: &Totals) -> &'static str {
    if header.policy.is_none() {
        "The facts below are what the documents say; nothing has been judged."
    } else if totals.seen == 0 {
        "No report claims success over nothing."
    } else if totals.failed > 0 && totals.deny > 0 {
        "The dataset as it stands is not clear under this policy, and the answer is incomplete: what was not \
         read whole has not been judged."
    } else if totals.failed > 0 {
        "The answer is incomplete: what was not read whole has not been judged."
    } else if totals.deny > 0 {
        "The dataset as it stands is not clear under this policy."
    } else if totals.review > 0 {
        "Nothing is denied; what is for review waits for a person."
    } else {
        "The dataset as it stands is clear under this policy, on the obligations below."
    }
}

fn listed(parts: &[String]) -> String {
    match parts {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// The parts of the whole, each with its share of the width in percent.
fn bar(totals: &Totals) -> Vec<Value> {
    let mut from = 0.0;
    let mut parts = Vec::new();
    for (word, label, count) in [
        ("deny", "denied", totals.deny),
        ("review", "for review", totals.review),
        ("failed", "not read whole", totals.failed),
        ("allow", "allowed", totals.allow),
        ("recorded", "read", totals.recorded),
    ] {
        if count == 0 {
            continue;
        }
        #[allow(clippy::cast_precision_loss)] // a width on a screen
        let width = count as f64 * 100.0 / totals.seen.max(1) as f64;
        parts.push(context! {
            word,
            label,
            count => grouped(count),
            from => format!("{from:.3}"),
            width => format!("{width:.3}"),
            share => share(count, totals.seen),
        });
        from += width;
    }
    parts
}

/// A share in whole percent; what is there is never 0 %, what is not all never 100 %.
fn share(count: u64, of: u64) -> String {
    let percent = count.saturating_mul(100).checked_div(of).unwrap_or(0);
    match percent {
        0 if count > 0 => "< 1 %".to_owned(),
        percent => format!("{percent} %"),
    }
}

/// A number with its thousands set apart by thin spaces.
fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + 8);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{202F}');
        }
        out.push(digit);
    }
    out
}

/// A digest as it is printed.
pub(super) fn hexadecimal(digest: &[u8]) -> String {
    use std::fmt::Write;
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// The expression that allows a text inline, by its digest.
fn source(text: &str) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(text)))
}

fn rendered(template: &str, context: Value, out: &mut Vec<u8>) -> io::Result<()> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let text = environment.render_str(template, context).map_err(io::Error::other)?;
    out.extend_from_slice(text.as_bytes());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_can_be_read() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_234_567), "1\u{202F}234\u{202F}567");
        assert_eq!(share(1, 1_000), "< 1 %");
        assert_eq!(share(999, 1_000), "99 %");
        assert_eq!(share(0, 0), "0 %");
    }

    #[test]
    fn the_headline_says_what_must_be_done() {
        let stamp = crate::report::PolicyStamp { name: "p".into(), sha256: "0".into() };
        let asked = RunHeader::new("r", Some(stamp), None);
        let told = |seen, review, deny, failed| {
            let allow = seen - review - deny - failed;
            let totals = Totals { seen, allow, review, deny, failed, ..Totals::default() };
            headline(&asked, &totals)
        };
        assert_eq!(
            told(16, 4, 9, 1),
            "Of 16 documents, 9 denied, 4 for review and 1 not read whole."
        );
        assert_eq!(told(1, 1, 0, 0), "Of 1 document, 1 for review.");
        assert_eq!(told(1_600, 0, 0, 0), "All 1\u{202F}600 documents are allowed.");
        assert_eq!(told(0, 0, 0, 0), "No documents were seen.");
    }

    #[test]
    fn the_script_cannot_end_its_element() {
        for text in [SCRIPT, STYLE] {
            assert!(
                !text.contains("</script") && !text.contains("</style") && !text.contains("<!--")
            );
        }
        // All that the script makes is made of text.
        for way in
            ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function("]
        {
            assert!(!SCRIPT.contains(way), "{way}");
        }
    }
}
