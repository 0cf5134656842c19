//! The worst of many: what a report that has room for so many findings names, and how many it leaves out.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::finding::Rank;

/// A finding, rendered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// How bad it is.
    pub rank: Rank,
    /// The clause that fired.
    pub clause: String,
    /// What the format made of it.
    pub made: String,
}

/// Keeps the worst pieces, and among equal ones the first of the run.
#[derive(Debug)]
pub struct Worst {
    most: usize,
    next: u64,
    kept: BTreeMap<(Reverse<Rank>, u64), Piece>,
    left: BTreeMap<Rank, u64>,
}

impl Worst {
    /// Keeps at most so many.
    pub const fn new(most: usize) -> Self {
        Self { most, next: 0, kept: BTreeMap::new(), left: BTreeMap::new() }
    }

    /// Takes the next piece of the run.
    pub fn add(&mut self, piece: Piece) {
        self.kept.insert((Reverse(piece.rank), self.next), piece);
        self.next += 1;
        if self.kept.len() > self.most
            && let Some((_, left)) = self.kept.pop_last()
        {
            *self.left.entry(left.rank).or_default() += 1;
        }
    }

    /// What is kept, the worst first, then in the order of the run.
    pub fn kept(&self) -> impl Iterator<Item = &Piece> {
        self.kept.values()
    }

    /// How many were left out.
    pub fn left(&self) -> u64 {
        self.left.values().sum()
    }

    /// How many were left out, in words: `3 deny, 2 review`.
    pub fn left_by_rank(&self) -> String {
        let counts = Rank::WORST_FIRST
            .iter()
            .filter_map(|rank| self.left.get(rank).map(|count| format!("{count} {}", rank.word())));
        counts.collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_worst_stay_and_the_others_are_counted() {
        let mut worst = Worst::new(3);
        let ranks = [Rank::Review, Rank::Deny, Rank::Waived, Rank::Failed, Rank::Deny, Rank::Deny];
        for (number, rank) in ranks.into_iter().enumerate() {
            let made = number.to_string();
            worst.add(Piece { rank, clause: String::new(), made });
        }
        let kept: Vec<&str> = worst.kept().map(|piece| piece.made.as_str()).collect();
        assert_eq!(kept, ["3", "1", "4"]);
        assert_eq!(
            (worst.left(), worst.left_by_rank().as_str()),
            (3, "1 deny, 1 review, 1 waived")
        );
        let mut none = Worst::new(0);
        none.add(Piece { rank: Rank::Deny, clause: String::new(), made: String::new() });
        assert_eq!((none.kept().count(), none.left()), (0, 1));
    }
}
