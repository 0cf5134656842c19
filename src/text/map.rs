//! The map from a derived text (folded, or read from markup) back to the bytes of its source.

use super::Span;

/// One stretch of a [`Map`]: where both sides are equally long, byte stands for byte; otherwise the
/// stretch stands for its source as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    derived: Span,
    source: Span,
}

impl Piece {
    /// Whether byte stands for byte.
    const fn is_even(self) -> bool {
        self.derived.len() == self.source.len()
    }

    /// Where the source of one of its bytes begins.
    const fn source_of(self, offset: usize) -> usize {
        if self.is_even() {
            self.source.start + (offset - self.derived.start)
        } else {
            self.source.start
        }
    }
}

/// From bytes of a text that was derived from another to the bytes of that other.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Map {
    pieces: Vec<Piece>,
}

impl Map {
    /// Forgets all, keeps the memory.
    pub fn clear(&mut self) {
        self.pieces.clear();
    }

    /// Says that the next `length` bytes of the derived text come from `source`. A source of the same
    /// length stands byte for byte.
    #[inline]
    pub fn push(&mut self, length: usize, source: Span) {
        if length == 0 {
            return;
        }
        let start = self.pieces.last().map_or(0, |piece| piece.derived.end);
        if let Some(last) = self.pieces.last_mut()
            && last.source.end == source.start
            && last.derived.len() == last.source.len()
            && length == source.len()
        {
            last.derived.end += length;
            last.source.end = source.end;
            return;
        }
        self.pieces.push(Piece { derived: Span::new(start, start + length), source });
    }

    /// This map followed by another: from the derived text by way of the middle one, which `self` leads
    /// to, to the source, which `next` leads to.
    #[must_use]
    pub fn then(&self, next: &Self) -> Self {
        let mut whole = Self::default();
        for piece in &self.pieces {
            if piece.derived.len() != piece.source.len() {
                whole.push(piece.derived.len(), next.span(piece.source));
                continue;
            }
            // Byte for byte to the middle text: cut where the next map's pieces end.
            let mut at = piece.source.start;
            while at < piece.source.end {
                let end = next.piece(at).map_or(piece.source.end, |other| other.derived.end);
                let part = Span::new(at, end.min(piece.source.end));
                whole.push(part.len(), next.span(part));
                at = part.end;
            }
        }
        whole
    }

    /// The source of a span of the derived text: from the first byte that its first byte came from to
    /// the last that its last came from.
    pub fn span(&self, span: Span) -> Span {
        if span.is_empty() {
            let at = self.start(span.start);
            return Span::new(at, at);
        }
        let first = self.pieces.partition_point(|piece| piece.derived.end <= span.start);
        let pieces = self.pieces.get(first..).unwrap_or(&[]);
        let Some(piece) = pieces.first() else {
            let at = self.start(span.start);
            return Span::new(at, at);
        };
        let start = piece.source_of(span.start);
        let last = span.end - 1;
        // Nearly always the last byte is of the same piece, or of the next.
        let near = pieces.iter().take(2).find(|piece| last < piece.derived.end);
        let end = near.or_else(|| self.piece(last)).map_or(start, |piece| {
            if piece.is_even() { piece.source_of(last) + 1 } else { piece.source.end }
        });
        Span::new(start, end.max(start))
    }

    /// The derived bytes that came from a span of the source: the other way round. Stretches that were
    /// left out count with what follows them.
    pub fn derived(&self, source: Span) -> Span {
        let start = self.derived_at(source.start);
        Span::new(start, self.derived_at(source.end).max(start))
    }

    fn derived_at(&self, offset: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.source.end <= offset);
        match self.pieces.get(after) {
            Some(piece) if piece.source.start >= offset => piece.derived.start,
            Some(piece) if piece.derived.len() == piece.source.len() => {
                piece.derived.start + (offset - piece.source.start)
            }
            Some(piece) => piece.derived.start,
            None => self.pieces.last().map_or(0, |piece| piece.derived.end),
        }
    }

    fn start(&self, offset: usize) -> usize {
        match self.piece(offset) {
            Some(piece) => piece.source_of(offset),
            None => self.pieces.last().map_or(0, |piece| piece.source.end),
        }
    }

    fn piece(&self, offset: usize) -> Option<&Piece> {
        let after = self.pieces.partition_point(|piece| piece.derived.start <= offset);
        self.pieces.get(after.checked_sub(1)?).filter(|piece| offset < piece.derived.end)
    }
}
