//! What the rules are given: a text with its facts, and two texts lined up.

use std::ops::Range;
use std::sync::OnceLock;

use super::bilingual::Twice;
use super::coverage::Word;
use super::glossary::Glossary;
use super::loss::{Loss, Losses, losses};
use super::matching::Matching;
use super::parts::{self, Part};
use super::prose::quote;
use super::side::Side;
use super::stretch::{Stretch, stretches};
use crate::align::{Bead, Bitext};
use crate::article::Kind;
use crate::document::{Document, Segment, Wording};
use crate::facts::{Fact, Facts};
use crate::language::{Language, Pack};
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
        self.document.pack()
    }

    /// The letters of a stretch.
    pub(super) fn letters(&self, span: Span) -> usize {
        self.document.letters_of(span)
    }

    /// The stretch from the first to the last of some segments; `None` for an empty range.
    pub fn span_of(&self, segments: Range<usize>) -> Option<Span> {
        let all = self.document.segments().get(segments)?;
        Some(all.first()?.span.cover(all.last()?.span))
    }

    /// The stretch from the first to the last of some passages; `None` for an empty range.
    pub(super) fn passages_span(&self, passages: Range<usize>) -> Option<Span> {
        let within = passages.start..passages.end.min(self.document.passage_count());
        within
            .map(|number| self.document.passage(number).span)
            .reduce(Span::cover)
    }

    /// The facts of some segments.
    pub fn facts_of(&self, segments: Range<usize>) -> &'a [Fact] {
        self.span_of(segments)
            .map_or(&[], |span| self.facts.within(span))
    }

    /// The number of the segment that holds an offset, or else of the next one after it.
    pub fn segment_at(&self, offset: usize) -> usize {
        self.document
            .segments()
            .partition_point(|segment| segment.span.end() <= offset)
    }

    /// The segment that holds a span's start.
    pub fn segment_of(&self, span: Span) -> Option<&'a Segment> {
        self.document
            .segments()
            .get(self.segment_at(span.start()))
            .filter(|segment| segment.span.start() <= span.start())
    }
}

/// Two versions lined up.
#[derive(Debug)]
pub struct Pair<'a> {
    /// The source.
    pub source: Text<'a>,
    /// The other version.
    pub target: Text<'a>,
    /// How they are lined up.
    pub bitext: &'a Bitext,
    /// What their contents say of them; a pair that a person declared may be anything.
    pub kind: Kind,
    /// One aligned unit (a pipe record with `"aligned": true`): nothing outside it is known.
    pub aligned_unit: bool,
    /// The terms that are wanted.
    pub glossary: Option<&'a Glossary>,
    /// The bead of each source segment and of each target segment.
    bead_of: [Vec<Option<usize>>; 2],
    /// Which values belong together, once a rule asked.
    matching: OnceLock<Matching<'a>>,
    /// What could not be matched, once a rule asked.
    stretches: OnceLock<Vec<Stretch>>,
    /// The words of either side as the lexicon has them, once a rule asked.
    parts: [OnceLock<Vec<Part<'a>>>; 2],
    /// What the words of either side stand for, once a rule asked.
    words: [OnceLock<Vec<Word>>; 2],
    /// What either side has that the other most likely lacks, once a rule asked.
    losses: OnceLock<Losses>,
    /// What the target says twice, once a rule asked.
    twice: OnceLock<Twice>,
}

impl<'a> Pair<'a> {
    /// Two texts and how they are lined up.
    pub fn new(source: Text<'a>, target: Text<'a>, bitext: &'a Bitext, kind: Kind) -> Self {
        let mut bead_of = [
            vec![None; source.document.segments().len()],
            vec![None; target.document.segments().len()],
        ];
        for (at, bead) in bitext.segments.iter().enumerate() {
            for (of, side) in bead_of.iter_mut().zip([&bead.source, &bead.target]) {
                of.get_mut(side.clone())
                    .into_iter()
                    .flatten()
                    .for_each(|slot| *slot = Some(at));
            }
        }
        Self {
            source,
            target,
            bitext,
            kind,
            aligned_unit: false,
            glossary: None,
            bead_of,
            matching: OnceLock::new(),
            stretches: OnceLock::new(),
            parts: Default::default(),
            words: Default::default(),
            losses: OnceLock::new(),
            twice: OnceLock::new(),
        }
    }

    /// The same as one aligned unit.
    #[must_use]
    pub fn as_unit(self) -> Self {
        Self {
            aligned_unit: true,
            ..self
        }
    }

    /// The same with terms that are wanted.
    #[must_use]
    pub fn with_glossary(self, glossary: Option<&'a Glossary>) -> Self {
        Self { glossary, ..self }
    }

    /// How a change is told, in short quotes: "“7” became “9”". Of two articles that are only related, neither came from
    /// the other.
    pub(super) fn became(&self, from: &str, to: &str) -> String {
        let (from, to) = (quote(from), quote(to));
        if self.kind == Kind::Related {
            format!("{from} in the one, {to} in the other")
        } else {
            format!("{from} became {to}")
        }
    }

    /// The beads of segments, in order of the source.
    pub fn beads(&self) -> &'a [Bead] {
        &self.bitext.segments
    }

    /// The beads of passages, in order of the source.
    pub fn passage_beads(&self) -> &'a [Bead] {
        &self.bitext.passages
    }

    /// Position in [`Pair::beads`] of the bead that holds a segment of the source.
    pub fn bead_of_source(&self, segment: usize) -> Option<usize> {
        *self.bead_of[0].get(segment)?
    }

    /// Position in [`Pair::beads`] of the bead that holds a segment of the target.
    pub fn bead_of_target(&self, segment: usize) -> Option<usize> {
        *self.bead_of[1].get(segment)?
    }

    /// The words of a side in lower case; cut when first asked for.
    pub(super) fn wording(&self, side: Side) -> &'a Wording {
        side.text(self).document.wording()
    }

    /// The words of a stretch of a side, cut at apostrophes; all are cut when first asked for.
    pub(super) fn parts(&self, side: Side, within: Span) -> &[Part<'a>] {
        let text = side.text(self).document.text();
        let cut = || parts::cut(text, self.wording(side));
        parts::within(self.parts[side as usize].get_or_init(cut), within)
    }

    /// The words of a side with what they stand for, as `read` gives them when first asked.
    pub(super) fn words(&self, side: Side, read: impl FnOnce() -> Vec<Word>) -> &[Word] {
        self.words[side as usize].get_or_init(read)
    }

    /// What a side has that the other most likely lacks; found when first asked for.
    pub(super) fn losses(&self, side: Side) -> &[Loss] {
        &self.losses.get_or_init(|| losses(self)).of[side as usize]
    }

    /// Positions in [`Pair::beads`] of the beads whose sides say different things; found when first asked for.
    pub(super) fn apart(&self) -> &[usize] {
        &self.losses.get_or_init(|| losses(self)).apart
    }

    /// The same two texts, lined up anew. What was made of the texts alone is kept.
    #[must_use]
    pub fn lined_up(self, bitext: &'a Bitext) -> Self {
        Self {
            aligned_unit: self.aligned_unit,
            glossary: self.glossary,
            parts: self.parts,
            words: self.words,
            ..Self::new(self.source, self.target, bitext, self.kind)
        }
    }

    /// The stretches that could not be matched, in order; found when first asked for.
    pub(super) fn stretches(&self) -> &[Stretch] {
        self.stretches.get_or_init(|| stretches(self))
    }

    /// Whether a bead lies in a stretch that could not be matched: its sides say nothing of each other.
    pub(super) fn is_unmatched(&self, bead: &Bead) -> bool {
        let (side, units) = if bead.source.is_empty() {
            (Side::Target, &bead.target)
        } else {
            (Side::Source, &bead.source)
        };
        let all = self.stretches();
        let at = all.partition_point(|stretch| stretch.of(side).end <= units.start);
        all.get(at)
            .is_some_and(|stretch| stretch.of(side).start < units.end)
    }

    /// The passages that the target gives in the source's words and translated; found when first asked for.
    pub(super) fn twice(&self) -> &Twice {
        self.twice.get_or_init(|| Twice::of(self))
    }

    /// Which values belong together and which changed; found when first asked for.
    pub(super) fn values(&self) -> &Matching<'a> {
        self.matching.get_or_init(|| Matching::of(self))
    }
}
