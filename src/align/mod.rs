//! Floor 4: two documents become a bitext: which passages and segments stand for each other.

mod anchors;
mod band;
mod cells;
mod dp;
mod grid;
mod learn;
mod length;
mod lexicon;
mod math;
mod passes;
mod table;
mod tokens;
mod units;

use std::ops::Range;

use crate::language::Language;
pub use lexicon::Lexicon;
pub(crate) use lexicon::forms;

use units::RawUnit;

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

/// What an alignment may draw on.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The user's own lexicons, beside the shipped one.
    pub lexicon: Option<Lexicon>,
}

/// Lines up two texts in which every line that is not blank is a unit; a blank line begins a paragraph.
pub fn align_lines(
    source: &str,
    target: &str,
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> Vec<Bead> {
    align_many(&[(source, target)], languages, options)
        .pop()
        .unwrap_or_default()
}

/// [`align_lines`] for several pairs of texts that learn from each other. Their order does not matter.
pub fn align_many(
    pairs: &[(&str, &str)],
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> Vec<Vec<Bead>> {
    let columns = |language: Option<Language>| {
        let language = language?;
        Some([
            Some(lexicon::shipped(language)),
            options
                .lexicon
                .as_ref()
                .and_then(|given| given.column(language)),
        ])
    };
    let of = |language| {
        columns(language)
            .into_iter()
            .flatten()
            .flatten()
            .collect::<Vec<_>>()
    };
    let (source, target) = (of(languages.0), of(languages.1));
    let texts: Vec<(Vec<RawUnit>, Vec<RawUnit>)> = pairs
        .iter()
        .map(|(a, b)| (lines(a, &source), lines(b, &target)))
        .collect();
    let bead = |step: dp::Step| Bead {
        source: step.source,
        target: step.target,
        score: 0.5,
    };
    passes::line_up(&texts, (&source, &target))
        .into_iter()
        .map(|path| path.into_iter().map(bead).collect())
        .collect()
}

fn lines(text: &str, columns: &[&lexicon::Column]) -> Vec<RawUnit> {
    let mut after_blank = true;
    let mut units = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        units.push(RawUnit::new(line, columns, after_blank));
        after_blank = false;
    }
    units
}
/// stub
pub fn align(
    _: &crate::document::Document,
    _: &crate::facts::Facts,
    _: &crate::document::Document,
    _: &crate::facts::Facts,
) -> Bitext {
    Bitext::default()
}
/// stub
pub fn align_shared(
    _: &crate::document::Document,
    _: &crate::facts::Facts,
    _: &crate::document::Document,
    _: &crate::facts::Facts,
) -> Bitext {
    Bitext::default()
}
/// stub
pub fn align_unit(
    a: &crate::document::Document,
    _: &crate::facts::Facts,
    b: &crate::document::Document,
    _: &crate::facts::Facts,
) -> Bitext {
    Bitext {
        passages: vec![Bead {
            source: 0..a.passage_count(),
            target: 0..b.passage_count(),
            score: 1.0,
        }],
        segments: vec![Bead {
            source: 0..a.segments().len(),
            target: 0..b.segments().len(),
            score: 1.0,
        }],
        moved: vec![],
    }
}
