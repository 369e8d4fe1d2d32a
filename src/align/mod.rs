//! Floor 4: two documents become a bitext: which passages and segments stand for each other.

use std::ops::Range;

/// A group of source units matched to a group of target units: 1-1, 2-1, 1-0 …
#[derive(Debug, Clone, PartialEq)]
pub struct Bead {
    /// Source units, by number; empty for an addition. `source.start` is then where it was added.
    pub source: Range<usize>,
    /// Target units, by number; empty for an omission.
    pub target: Range<usize>,
    /// How surely they belong together (for a one-sided bead: how surely nothing stands for it), 0 to 1.
    pub score: f64,
}

impl Bead {
    /// Whether both sides have units.
    pub fn is_matched(&self) -> bool {
        !self.source.is_empty() && !self.target.is_empty()
    }
}

/// Two documents lined up. Every unit of either side is in exactly one bead of its level, except
/// where the documents are only related: then only shared units are.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bitext {
    /// Beads of passages (numbers of [`crate::document::Document::passages`]), in order of the source.
    pub passages: Vec<Bead>,
    /// Beads of segments (numbers of [`crate::document::Document::segments`]), in order of the source.
    pub segments: Vec<Bead>,
    /// Positions in `passages` of the beads that stand elsewhere in the target than their neighbours.
    pub moved: Vec<usize>,
}
