//! Chance that is the same everywhere: `splitmix64`, ten lines rather than a crate whose next version might draw other
//! numbers and so change every figure.

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, but without, `end`.
    pub(crate) const fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    pub(crate) const fn percent(&mut self, share: usize) -> bool {
        self.below(100) < share
    }

    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &'a [Box<T>]) -> Option<&'a T> {
        if list.is_empty() { None } else { list.get(self.below(list.len())).map(AsRef::as_ref) }
    }

    /// A log-normal size: articles are short, some are very long.
    pub(crate) fn size(&mut self, median: f64, sigma: f64) -> usize {
        // The sum of twelve is normal enough, and needs no function that differs between machines but `exp`.
        let unit = |random: &mut Self| (random.next() >> 11) as f64 / (1_u64 << 53) as f64;
        let normal = (0..12).map(|_| unit(self)).sum::<f64>() - 6.0;
        (median * (sigma * normal).exp()).clamp(200.0, 200_000.0) as usize
    }
}
