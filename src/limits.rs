//! Every bound in one struct, with its reason. What goes over a bound is a failed entry or a recorded
//! overflow, never a silent cut: a gate that skips what is large is a gate with a hole.

/// The bounds of one run. All are counts or bytes, none is a time: a wall clock would make the same
/// input give different reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one document (an article, a row) after decompression. 16 MiB is three times the
    /// longest book; more is not an article.
    pub document_bytes: usize,
    /// Bytes of one line of a JSON Lines file. Rows carry raw HTML, so more than a document.
    pub line_bytes: usize,
    /// Bytes that one compressed file may unfold to.
    pub unpacked_bytes: u64,
    /// Unpacked bytes for each packed byte, looked at only after [`Limits::ratio_after`] bytes: text
    /// packs at 3 to 30, bombs at 1,000 and more.
    pub ratio: u64,
    /// Unpacked bytes that are always granted before [`Limits::ratio`] is looked at.
    pub ratio_after: u64,
    /// Layers of compression around one file (`a.jsonl.gz.zst` has two).
    pub layers: usize,
    /// Nesting of HTML elements, which are counted, not built.
    pub depth: usize,
    /// Bytes read from the head of a file to tell its charset and whether it is text at all.
    pub head_bytes: usize,
    /// Statements of one kind kept for one document; the overflow is recorded as a problem.
    pub findings: usize,
    /// Characters of a quote in a report: an article is somebody's text.
    pub quote_characters: usize,
    /// Characters of a name (holder, grantor, organisation, person).
    pub name_characters: usize,
    /// Bytes of one sentence that the grammar looks at; a longer one is read in pieces of this size.
    pub sentence_bytes: usize,
    /// Bytes of a YAML file (rules, policy), checked before it is parsed.
    pub yaml_bytes: usize,
    /// Entries that an HTML report lists of those that are not allowed; the figures count all of them. A
    /// browser holds some 3 KB for each.
    pub html_refused: u64,
    /// Entries that an HTML report lists of those that are allowed.
    pub html_allowed: u64,
    /// Characters of a title, an address or a name of a file in an HTML report.
    pub html_characters: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            document_bytes: 16 << 20,
            line_bytes: 64 << 20,
            unpacked_bytes: 1 << 40,
            ratio: 200,
            ratio_after: 8 << 20,
            layers: 4,
            depth: 10_000,
            head_bytes: 8 << 10,
            findings: 200,
            quote_characters: 200,
            name_characters: 120,
            sentence_bytes: 4 << 10,
            yaml_bytes: 1 << 20,
            html_refused: 150_000,
            html_allowed: 100_000,
            html_characters: 1_000,
        }
    }
}

/// Cuts a list to `most`: what is `first` is kept before the rest, and what is kept stays in its order. Whether
/// anything was cut.
pub fn keep<T>(all: &mut Vec<T>, most: usize, first: impl Fn(&T) -> bool) -> bool {
    if all.len() <= most {
        return false;
    }
    let mut wanted = all.iter().filter(|one| first(one)).count().min(most);
    let mut rest = most - wanted;
    all.retain(|one| {
        let left = if first(one) { &mut wanted } else { &mut rest };
        let kept = *left > 0;
        *left = left.saturating_sub(1);
        kept
    });
    true
}

#[cfg(test)]
mod tests {
    use super::keep;

    #[test]
    fn what_goes_first_is_kept_in_its_order() {
        let mut all = vec![1, 2, 3, 4, 5, 6];
        assert!(!keep(&mut all, 6, |_| false));
        assert!(keep(&mut all, 4, |one| one % 3 == 0));
        assert_eq!(all, [1, 2, 3, 6]);
        assert!(keep(&mut all, 1, |one| one % 3 == 0));
        assert_eq!(all, [3]);
    }
}
