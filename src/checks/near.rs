//! Where to look before anything is called missing: sentence boundaries move in translation, so what
//! is not in a bead may stand in the beads beside it.

use std::ops::Range;

use super::{Pair, Role, Text};
use crate::align::Bead;
use crate::text::Span;

/// Beads with a lower score are not trusted to say the same.
const TRUSTED: f64 = 0.5;

/// How many beads away something may have moved, at most.
const REACH: usize = 12;

/// One of the two texts of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The source.
    Source,
    /// Its other version.
    Target,
}

impl Side {
    /// Both, the source first.
    pub(super) const BOTH: [Self; 2] = [Self::Source, Self::Target];

    /// The text.
    pub(super) fn text<'a>(self, pair: &Pair<'a>) -> Text<'a> {
        match self {
            Self::Source => pair.source,
            Self::Target => pair.target,
        }
    }

    /// The other side.
    pub(super) fn other(self) -> Self {
        match self {
            Self::Source => Self::Target,
            Self::Target => Self::Source,
        }
    }

    /// Its role in findings.
    pub(super) fn role(self) -> Role {
        match self {
            Self::Source => Role::Source,
            Self::Target => Role::Target,
        }
    }

    /// Its units of a bead.
    pub(super) fn units(self, bead: &Bead) -> Range<usize> {
        match self {
            Self::Source => bead.source.clone(),
            Self::Target => bead.target.clone(),
        }
    }

    /// Where its segments of a bead stand; an empty span where it has none.
    pub(super) fn span(self, pair: &Pair<'_>, bead: usize) -> Span {
        let units = pair.beads().get(bead).map(|bead| self.units(bead));
        units
            .and_then(|units| self.text(pair).span_of(units))
            .unwrap_or(Span::new(0, 0))
    }
}

/// Whether a bead's two sides can be compared.
pub(super) fn is_trusted(pair: &Pair<'_>, bead: usize) -> bool {
    pair.beads().get(bead).is_some_and(|bead| {
        bead.is_matched()
            && (pair.aligned_unit || bead.score >= TRUSTED && !pair.is_unmatched(bead))
    })
}

/// The beads around one, itself among them: those of its passage and of the passages before and after.
pub(super) fn around(pair: &Pair<'_>, bead: usize) -> Range<usize> {
    let beads = pair.beads();
    let home = passage(pair, bead);
    let near = |&other: &usize| pair.aligned_unit || passage(pair, other).abs_diff(home) <= 1;
    let first = (bead.saturating_sub(REACH)..bead)
        .rev()
        .take_while(near)
        .last()
        .unwrap_or(bead);
    let last = (bead + 1..beads.len().min(bead + REACH + 1))
        .take_while(near)
        .last()
        .unwrap_or(bead);
    first..last + 1
}

/// The number of the source's passage that a bead stands in.
fn passage(pair: &Pair<'_>, bead: usize) -> usize {
    let segments = pair.source.document.segments();
    let first = pair
        .beads()
        .get(bead)
        .map_or(usize::MAX, |bead| bead.source.start);
    segments
        .get(first.min(segments.len().saturating_sub(1)))
        .map_or(0, |segment| segment.passage)
}

/// A short quote for a message, in the marks that messages use.
pub(super) fn quote(text: &str) -> String {
    format!("“{}”", crate::text::shorten(text, 60))
}
