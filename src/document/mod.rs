//! Floor 2: a document as blocks and segments, with the way back to its bytes.

mod block;
mod classify;
mod credits;
mod declared;
mod decode;
mod directive;
mod error;
mod furniture;
mod layout;
mod markdown;
mod plain;
pub mod read;
mod segment;
mod source;
pub mod walk;
mod wording;

use std::path::Path;
use std::sync::{Arc, OnceLock};

use smallvec::SmallVec;

use crate::language::{self, Language, Pack};
use crate::text::{Bytes, Span};

pub use block::{Block, BlockKind, Segment};
pub use directive::Directive;
pub use error::ReadError;
pub use plain::Shape;
pub use read::{ReadOptions, from_text, from_text_with, read_bytes, read_file};
pub use source::{Place, Source};
pub(crate) use wording::{Worded, Wording};

/// How a document was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// Plain text: passages by blank lines, or one a line.
    Text,
    /// Markdown and MDX.
    Markdown,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 2] = [Self::Text, Self::Markdown];

    /// The format that a file's name tells; any other ending is read as plain text.
    pub fn of(path: &Path) -> Self {
        let ending = path
            .extension()
            .and_then(|ending| ending.to_str())
            .unwrap_or_default();
        if ["md", "mdx", "markdown"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
        {
            Self::Markdown
        } else {
            Self::Text
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Markdown => "md",
        }
    }
}

/// The language of a document and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct DocumentLanguage {
    /// `None` where nothing says: too few letters, or a script without a model.
    pub language: Option<Language>,
    /// From 0 to 1; 1 where it was declared.
    pub confidence: f64,
    /// Said by the person, the file name or the front matter, which beat detection.
    pub declared: bool,
}

/// A text as cotejo reads it: complete when built, never changed afterwards.
///
/// All spans (blocks, segments, facts) are offsets into [`Document::text`]; [`Document::place`] turns
/// one into bytes, line and column of the file as given.
#[derive(Debug, Clone)]
pub struct Document {
    pub(crate) path: String,
    pub(crate) format: Format,
    pub(crate) language: DocumentLanguage,
    pub(crate) text: Arc<str>,
    pub(crate) source: Source,
    pub(crate) blocks: SmallVec<[Block; 1]>,
    pub(crate) segments: SmallVec<[Segment; 1]>,
    /// Indices into `blocks` of those that are aligned and checked, in order.
    pub(crate) passages: SmallVec<[usize; 1]>,
    /// Its comments that silence findings, in order.
    pub(crate) directives: Vec<Directive>,
    /// What the person should know about how it was read (language disagreement, replaced characters).
    pub(crate) notices: Vec<String>,
    /// Its words, once somebody asked.
    pub(crate) wording: OnceLock<Wording>,
    /// The bytes of its text.
    pub(crate) bytes: Bytes,
    /// The pack of its language, once somebody asked.
    pub(crate) pack: OnceLock<Option<&'static Pack>>,
}

impl Document {
    /// The path as given, with `/` between folders; `-` for standard input.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// How it was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Its language.
    pub fn language(&self) -> DocumentLanguage {
        self.language
    }

    /// Its text in NFC without markup, to which all spans refer.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// All blocks, in order.
    pub fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// All segments of passages, in order.
    pub fn segments(&self) -> &[Segment] {
        &self.segments
    }

    /// How many passages there are.
    pub fn passage_count(&self) -> usize {
        self.passages.len()
    }

    /// The block of a passage, by the passage's number from 0.
    pub fn passage(&self, number: usize) -> &Block {
        &self.blocks[self.passages[number]]
    }

    /// The passages, in order.
    pub fn passages(&self) -> impl ExactSizeIterator<Item = &Block> {
        self.passages.iter().map(|&block| &self.blocks[block])
    }

    /// Words in passages (UAX #29).
    pub fn words(&self) -> usize {
        use unicode_segmentation::UnicodeSegmentation;
        self.passages()
            .map(|block| block.span.of(&self.text).unicode_words().count())
            .sum()
    }

    /// The words of its segments in lower case; cut when first asked for.
    pub(crate) fn wording(&self) -> &Wording {
        self.wording
            .get_or_init(|| Wording::of(&self.text, &self.segments))
    }

    /// Whether its text has one of some bytes: a look at the whole that saves one at each part.
    pub(crate) fn has_any(&self, bytes: &[u8]) -> bool {
        self.bytes.any.has_any(bytes)
    }

    /// [`Document::wording`] of a stretch that is a segment, so that its words are those of the stretch by itself.
    pub(crate) fn wording_of(&self, stretch: Span) -> Option<impl Iterator<Item = (Span, &str)>> {
        self.is_segment(stretch)
            .then(|| self.wording().within(stretch))
    }

    /// The [`crate::text::word_hash`] of each word of a stretch that is a segment.
    pub(crate) fn hashes_of(&self, stretch: Span) -> Option<impl Iterator<Item = u64>> {
        self.is_segment(stretch)
            .then(|| self.wording().words(stretch).map(Worded::hash))
    }

    /// The [`crate::text::letters`] of a stretch; those of a segment are known with its words.
    pub(crate) fn letters_of(&self, stretch: Span) -> usize {
        if self.is_segment(stretch) {
            self.wording().words(stretch).map(Worded::letters).sum()
        } else {
            crate::text::letters(stretch.of(&self.text))
        }
    }

    /// The pack of its language, where there is one.
    pub(crate) fn pack(&self) -> Option<&'static Pack> {
        let pack = || self.language.language.and_then(language::pack);
        *self.pack.get_or_init(pack)
    }

    /// Whether a stretch is a segment.
    pub(crate) fn is_segment(&self, stretch: Span) -> bool {
        let before = |segment: &Segment| segment.span.start() < stretch.start();
        let at = self.segments.partition_point(before);
        let segment = self.segments.get(at);
        segment.is_some_and(|segment| segment.span == stretch)
    }

    /// Bytes, line and column of the file as given.
    pub fn place(&self, span: Span) -> Place {
        self.source.place(span)
    }

    /// Whether the file has the same mark of emphasis (`*`, `_`) right before and right behind a span, as Markdown sets a
    /// term off.
    pub fn is_emphasised(&self, span: Span) -> bool {
        let (decoded, span) = (self.source.decoded(), self.source.in_decoded(span));
        let before = decoded.get(..span.start()).unwrap_or_default();
        let after = decoded.get(span.end()..).unwrap_or_default();
        ['*', '_']
            .into_iter()
            .any(|mark| before.ends_with(mark) && after.starts_with(mark))
    }

    /// Its comments that silence findings, in order.
    pub fn directives(&self) -> &[Directive] {
        &self.directives
    }

    /// The way back to the file.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// What the person should know about how it was read.
    pub fn notices(&self) -> &[String] {
        &self.notices
    }
}
