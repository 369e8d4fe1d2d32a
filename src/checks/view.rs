//! What the rules are given: a text with its facts, and two texts lined up.

use std::ops::Range;

use crate::align::{Bead, Bitext};
use crate::document::{Document, Segment};
use crate::facts::{Fact, Facts};
use crate::language::{Language, Pack, pack};
use crate::text::Span;

/// One document with its facts.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its facts.
    pub facts: &'a Facts,
}

impl<'a> Text<'a> {
    /// The words a span stands for.
    pub fn str(&self, span: Span) -> &'a str {
        span.of(self.document.text())
    }

    /// The document's language.
    pub fn language(&self) -> Option<Language> {
        self.document.language().language
    }

    /// The pack of the document's language, where there is one.
    pub fn pack(&self) -> Option<&'static Pack> {
        self.language().and_then(pack)
    }

    /// The stretch from the first to the last of some segments; `None` for an empty range.
    pub fn span_of(&self, segments: Range<usize>) -> Option<Span> {
        let all = self.document.segments().get(segments)?;
        Some(all.first()?.span.cover(all.last()?.span))
    }

    /// The facts of some segments.
    pub fn facts_of(&self, segments: Range<usize>) -> &'a [Fact] {
        self.span_of(segments).map_or(&[], |span| self.facts.within(span))
    }

    /// The segment that holds an offset.
    pub fn segment_at(&self, offset: usize) -> Option<&'a Segment> {
        let segments = self.document.segments();
        let at = segments.partition_point(|segment| segment.span.end() <= offset);
        segments.get(at).filter(|segment| segment.span.start() <= offset)
    }
}

/// Two versions lined up.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The source.
    pub source: Text<'a>,
    /// The other version.
    pub target: Text<'a>,
    /// How they are lined up.
    pub bitext: &'a Bitext,
    /// One aligned unit (a pipe record with `"aligned": true`): nothing outside it is known.
    pub aligned_unit: bool,
}

impl<'a> Pair<'a> {
    /// The beads of segments, in order of the source.
    pub fn beads(&self) -> &'a [Bead] {
        &self.bitext.segments
    }

    /// The beads of passages, in order of the source.
    pub fn passage_beads(&self) -> &'a [Bead] {
        &self.bitext.passages
    }
}
