//! What a reader of a report wants to know first of what is not allowed: whose copy it is, and with whom an agreement
//! would help. What would be cleared and what would only be looked at again are two things, and are said apart.

use super::Totals;
use super::shown::shown;

/// How many organisations are named.
const NAMED: usize = 4;

/// The sentences, without a full stop; the worst first, none where there is nothing to say. `name` prints the id of an
/// organisation.
pub fn sentences(totals: &Totals, name: &dyn Fn(&str) -> String) -> Vec<String> {
    let mut all = Vec::new();
    let looked_at = totals.carried.saturating_sub(totals.carried_deny);
    let denied: Vec<_> = totals.origins.iter().map(|(id, one)| (id, one.deny)).collect();
    let reviewed: Vec<_> = totals.origins.iter().map(|(id, one)| (id, one.review)).collect();
    all.extend(carried("was denied", totals.carried_deny, totals.deny, denied, name));
    all.extend(carried("is for review", looked_at, totals.review, reviewed, name));
    let cleared: Vec<_> = totals.cleared.iter().map(|(id, count)| (id, *count)).collect();
    if let Some(helps) = helps("clear", "", cleared, name) {
        all.push(helps);
    }
    let milder = |(id, count): (_, &u64)| {
        (id, count.saturating_sub(totals.cleared.get(id).copied().unwrap_or_default()))
    };
    let milder: Vec<_> = totals.leverage.iter().map(milder).collect();
    if let Some(helps) = helps("bring", " from deny to review", milder, name) {
        all.push(helps);
    }
    all
}

/// Whose copy a part of what is not allowed is.
fn carried(
    which: &str,
    carried: u64,
    all: u64,
    by: Vec<(&String, u64)>,
    name: &dyn Fn(&str) -> String,
) -> Option<String> {
    let by = most(by);
    if carried == 0 || by.is_empty() {
        return None;
    }
    let organisations = if by.len() == 1 { "organisation" } else { "organisations" };
    let named = by.iter().take(NAMED).map(|(id, count)| format!("{} {}", name(id), figure(*count)));
    Some(format!(
        "{} % of what {which} ({} of {}) comes from {} {organisations}: {}{}",
        carried * 100 / all.max(1),
        figure(carried),
        figure(all),
        figure(by.len() as u64),
        named.collect::<Vec<_>>().join(", "),
        more(by.len())
    ))
}

/// With whom an agreement would do something for how many documents.
fn helps(
    what: &str,
    behind: &str,
    by: Vec<(&String, u64)>,
    name: &dyn Fn(&str) -> String,
) -> Option<String> {
    let by = most(by);
    let (first, count) = by.first()?;
    let documents = if *count == 1 { "document" } else { "documents" };
    let others = by.iter().take(NAMED).skip(1);
    let others: Vec<String> =
        others.map(|(id, count)| format!(", with {} {}", name(id), figure(*count))).collect();
    let others = others.concat();
    Some(format!(
        "an agreement with {} would {what} {} {documents}{behind}{others}{}",
        name(first),
        figure(*count),
        more(by.len())
    ))
}

fn more(all: usize) -> String {
    match all.checked_sub(NAMED) {
        None | Some(0) => String::new(),
        Some(more) => format!(" and {} more", figure(more as u64)),
    }
}

/// Those that count, the most first.
fn most(mut all: Vec<(&String, u64)>) -> Vec<(&String, u64)> {
    all.retain(|(_, count)| *count > 0);
    all.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    all
}

/// The id as it is safe to print.
pub fn plain(id: &str) -> String {
    shown(id).into_owned()
}

/// A number with commas between its thousands.
fn figure(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::entry::OriginTotals;
    use super::*;

    #[test]
    fn what_would_be_cleared_is_told_from_what_would_be_looked_at() {
        let totals = Totals {
            seen: 15_000,
            deny: 14_940,
            review: 60,
            carried: 12_410,
            carried_deny: 12_400,
            origins: [
                ("antara".to_owned(), OriginTotals { deny: 12_400, review: 0 }),
                ("ap".to_owned(), OriginTotals { deny: 1, review: 10 }),
            ]
            .into(),
            leverage: [("antara".to_owned(), 12_400), ("ap".to_owned(), 11)].into(),
            cleared: [("antara".to_owned(), 12_400), ("ap".to_owned(), 10)].into(),
            ..Totals::default()
        };
        assert_eq!(
            sentences(&totals, &plain),
            [
                "82 % of what was denied (12,400 of 14,940) comes from 2 organisations: antara 12,400, ap 1",
                "16 % of what is for review (10 of 60) comes from 1 organisation: ap 10",
                "an agreement with antara would clear 12,400 documents, with ap 10",
                "an agreement with ap would bring 1 document from deny to review",
            ]
        );
        assert!(sentences(&Totals::default(), &plain).is_empty());
    }

    #[test]
    fn figures_have_commas() {
        let written = [0, 999, 1_000, 12_400, 1_234_567].map(figure);
        assert_eq!(written, ["0", "999", "1,000", "12,400", "1,234,567"]);
    }
}
