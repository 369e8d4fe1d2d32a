//! Floor 4: two documents become a bitext: which passages and segments stand for each other.

mod anchors;
mod band;
mod cells;
mod concept;
mod document;
mod dp;
mod grid;
mod ground;
mod learn;
mod length;
mod lexicon;
mod look;
mod math;
mod moved;
#[cfg(test)]
mod pack_names;
mod passes;
mod phrase;
mod posterior;
mod reading;
mod sentences;
mod shared;
mod shipped;
mod slot;
mod table;
mod teach;
#[cfg(test)]
mod testing;
mod tokens;
mod units;

use std::ops::Range;

use rayon::prelude::*;

use crate::language::Language;
pub(crate) use concept::{fnv, fnv_on};
pub(crate) use document::without;
pub use document::{align, align_read, align_unit};
pub use ground::{CommonGround, common_ground};
pub use lexicon::Lexicon;
pub(crate) use lexicon::{Column, Concept, Opening, meanings, number_concept, shipped};
pub use reading::Reading;
pub use shared::{align_shared, align_shared_read};
pub use teach::{Material, Teacher};

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
    /// Positions in `segments` of the beads that do: a sentence may move inside its passage or into another.
    pub moved_segments: Vec<usize>,
}

/// What an alignment may draw on.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Options {
    /// The user's own lexicons, beside the shipped one.
    pub lexicon: Option<Lexicon>,
}

impl Options {
    /// Only what is shipped.
    pub const SHIPPED: Self = Self { lexicon: None };

    /// These lexicons beside the shipped one.
    pub fn with_lexicons(lexicons: &[Lexicon]) -> Self {
        Self {
            lexicon: (!lexicons.is_empty()).then(|| Lexicon::merged(lexicons)),
        }
    }
}

/// Lines up two texts in which every line that is not blank is a unit; a blank line begins a paragraph.
pub fn align_lines(
    source: &str,
    target: &str,
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> Vec<Bead> {
    let lined_up = align_many(&[(source, target)], languages, options).pop();
    lined_up.unwrap_or_default().beads
}

/// Two texts lined up line by line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct LinedUp {
    /// Beads of lines that are not blank, in order.
    pub beads: Vec<Bead>,
    /// What they have in common; `None` where they are too short to tell or no lexicon has one of the languages.
    pub ground: Option<CommonGround>,
}

/// [`align_lines`] for several pairs of texts that learn from each other. Their order does not matter.
pub fn align_many(
    pairs: &[(&str, &str)],
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> Vec<LinedUp> {
    let (source, target) = (columns(languages.0, options), columns(languages.1, options));
    let texts: Vec<(Vec<RawUnit>, Vec<RawUnit>)> = pairs
        .iter()
        .map(|(a, b)| (lines(a, &source), lines(b, &target)))
        .collect();
    let paths = passes::line_up(texts, (&source, &target)).into_iter();
    let lined_up = paths.map(|(path, ground)| LinedUp {
        beads: path.into_iter().map(bead).collect(),
        ground,
    });
    lined_up.collect()
}

fn bead((step, score): (dp::Step, f64)) -> Bead {
    Bead {
        source: step.source,
        target: step.target,
        score,
    }
}

/// Whether a lexicon has the words of a language.
pub fn has_lexicon(language: Option<Language>, options: &Options) -> bool {
    columns(language, options)
        .iter()
        .any(|column| column.has_words())
}

/// The lexicons that know a language.
fn columns(language: Option<Language>, options: &Options) -> Vec<&Column> {
    let Some(language) = language else {
        return Vec::new();
    };
    let given = options
        .lexicon
        .as_ref()
        .and_then(|given| given.column(language));
    std::iter::once(shipped(language)).chain(given).collect()
}

fn lines(text: &str, columns: &[&Column]) -> Vec<RawUnit> {
    let mut after_blank = true;
    let mut units = Vec::new();
    for line in text.lines() {
        if line.trim().is_empty() {
            after_blank = true;
            continue;
        }
        units.push((line, after_blank));
        after_blank = false;
    }
    units
        .into_par_iter()
        .map(|(line, opens)| RawUnit::new(line, columns, opens))
        .collect()
}
