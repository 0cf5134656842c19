//! Years of notices: `2025`, `2019-2024`, `2023-24`, `1997 -`, in folded text.

use std::sync::LazyLock;

use regex::Regex;

use crate::record::Years;

/// A year or a range, in folded text: 1300 to 2599, so that Iranian and Buddhist years are years too.
static YEARS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"^(1[3-9]\d\d|2[0-5]\d\d)(?:\s?(?:-+|~|/)\s?(1[3-9]\d\d|2[0-5]\d\d|\d\d\b)|\s?-)?")
        .ok()
});

/// All years and ranges of a folded text.
pub fn all(text: &str) -> Vec<Years> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text.get(at..).and_then(|rest| rest.find(|c: char| c.is_ascii_digit()))
    {
        match text.get(at + offset..).and_then(year) {
            Some((years, length)) => {
                found.push(years);
                at += offset + length;
            }
            None => at += offset + 1,
        }
    }
    found
}

/// The year or range that a part of a notice begins with: also *'23*, and *2003 to 2024* in any language,
/// with one small word between the years.
pub fn noted(text: &str) -> Option<(Years, usize)> {
    if let Some(short) = text.strip_prefix(['\'', '’']) {
        let digits = short.get(..2).filter(|two| two.bytes().all(|b| b.is_ascii_digit()))?;
        let ends = !short.get(2..)?.starts_with(char::is_alphanumeric);
        let lead = text.len() - short.len();
        let value = digits.parse::<u16>().ok()?;
        let value = if value < 50 { 2000 + value } else { 1900 + value };
        return ends.then_some((Years { from: value, to: value }, lead + 2));
    }
    if let Some(found) = roman(text) {
        return Some(found);
    }
    let (first, length) = year(text)?;
    let between = || {
        let rest = text.get(length..)?.strip_prefix(' ')?;
        let word = rest.split(' ').next()?;
        let small = word.chars().count() <= 5 && word.chars().all(char::is_alphabetic);
        let last = length + word.len() + 2;
        let (second, more) = year(text.get(last..)?).filter(|_| small)?;
        (first.from == first.to && second.from == second.to && second.to > first.from)
            .then_some((Years { from: first.from, to: second.to }, last + more))
    };
    between().or(Some((first, length)))
}

/// The year in Roman numerals that folded text begins with: *MMXXI*. Fewer than four letters are a name.
fn roman(text: &str) -> Option<(Years, usize)> {
    let value = |byte: u8| match byte {
        b'm' => Some(1000),
        b'd' => Some(500),
        b'c' => Some(100),
        b'l' => Some(50),
        b'x' => Some(10),
        b'v' => Some(5),
        b'i' => Some(1),
        _ => None,
    };
    let letters: Vec<u16> = text.bytes().map_while(value).take(16).collect();
    let ends = !text.get(letters.len()..)?.starts_with(char::is_alphanumeric);
    let mut year: u16 = 0;
    for (at, one) in letters.iter().enumerate() {
        // A smaller numeral before a greater one is taken from it.
        let less = letters.get(at + 1).is_some_and(|next| next > one);
        year = if less { year.checked_sub(*one)? } else { year + one };
    }
    (ends && letters.len() >= 4 && (1900..2100).contains(&year) && text.starts_with('m'))
        .then_some((Years { from: year, to: year }, letters.len()))
}

/// The year or range that `text` begins with, and its length in bytes.
pub fn year(text: &str) -> Option<(Years, usize)> {
    let captures = YEARS.as_ref()?.captures(text)?;
    let whole = captures.get(0)?;
    let rest = text.get(captures.get(1)?.end()..)?;
    // A longer number, or the number of a law (*1960:729*).
    let number =
        rest.strip_prefix(':').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    if number || rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let from: u16 = captures.get(1)?.as_str().parse().ok()?;
    let to = match captures.get(2).map(|to| to.as_str()) {
        Some(short) if short.len() == 2 => from / 100 * 100 + short.parse::<u16>().ok()?,
        Some(long) => long.parse().ok()?,
        None => from,
    };
    let length =
        captures.get(2).map_or_else(|| captures.get(1).map_or(0, |m| m.end()), |_| whole.end());
    if to < from {
        return Some((Years { from, to: from }, captures.get(1)?.end()));
    }
    Some((Years { from, to }, length))
}

/// The last year that stands between two words of a stretch, and how far into it the word behind begins, in bytes.
pub fn within(text: &str) -> Option<(Years, usize)> {
    text.rmatch_indices(' ').find_map(|(space, _)| {
        let (years, length) = year(text.get(space + 1..)?)?;
        let behind = space + 1 + length;
        (length == 4 && text.get(behind..)?.starts_with(' ')).then_some((years, behind + 1))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_years_of_notices() {
        for (text, want) in [
            ("2003 bis 2024 x", Some((2003, 2024, 13))),
            ("'23 x", Some((2023, 2023, 3))),
            ("mmxxi x", Some((2021, 2021, 5))),
            ("mcmxcix", Some((1999, 1999, 7))),
            ("mmi", None),
            ("mmxxia", None),
            ("2003 x 24", Some((2003, 2003, 4))),
            ("'234", None),
        ] {
            let found = noted(text).map(|(years, length)| (years.from, years.to, length));
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn reads_years() {
        for (text, want) in [
            ("2019-2024 x", Some((2019, 2024, 9))),
            ("2023-24", Some((2023, 2024, 7))),
            ("1997 - , y", Some((1997, 1997, 4))),
            ("2025. all", Some((2025, 2025, 4))),
            ("20256", None),
            ("abc", None),
        ] {
            let got = year(text).map(|(years, length)| (years.from, years.to, length));
            assert_eq!(got, want, "{text}");
        }
    }
}
