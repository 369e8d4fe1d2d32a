//! The two sides of a pair, for what a rule asks of each in the same way.

use std::ops::Range;

use super::{Pair, Role, Text};
use crate::align::Bead;
use crate::text::Span;

/// One of the two sides of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// The source: what only it has is missing.
    Source,
    /// The target: what only it has was added.
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
    pub(super) fn of(self, bead: &Bead) -> Range<usize> {
        match self {
            Self::Source => bead.source.clone(),
            Self::Target => bead.target.clone(),
        }
    }

    /// Where its segments of a bead stand; an empty span where it has none.
    pub(super) fn span(self, pair: &Pair<'_>, bead: usize) -> Span {
        let units = pair.beads().get(bead).map(|bead| self.of(bead));
        units
            .and_then(|units| self.text(pair).span_of(units))
            .unwrap_or(Span::new(0, 0))
    }
}
