//! The parts of a document.

use std::ops::Range;

use crate::language::Language;
use crate::text::Span;

/// What a block is. Passages (the prose kinds) are aligned and checked; the others are set aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum BlockKind {
    /// A heading, with its level from 1 where the format says it, else 0.
    Heading(u8),
    /// A paragraph of running text.
    Paragraph,
    /// The words under a picture.
    Caption,
    /// One item of a list.
    ListItem,
    /// One cell or row of a table.
    TableRow,
    /// Who wrote or photographed it ("Article and photos: …").
    Byline,
    /// Where and when it was published, alone on its line.
    Dateline,
    /// A block of code.
    Code,
    /// Metadata before the text (YAML, TOML).
    FrontMatter,
    /// A tag of the publishing system (`{{< figure >}}`, `[anuncio_2]`), an MDX or HTML tag alone.
    Shortcode,
    /// Text of the page and not of the article: share buttons, counters, lists of other articles.
    Furniture,
}

impl BlockKind {
    /// Whether it is aligned and checked. The others are set aside and reported at most as neutral.
    pub fn is_passage(self) -> bool {
        match self {
            Self::Heading(_)
            | Self::Paragraph
            | Self::Caption
            | Self::ListItem
            | Self::TableRow
            | Self::Byline
            | Self::Dateline => true,
            Self::Code | Self::FrontMatter | Self::Shortcode | Self::Furniture => false,
        }
    }
}

/// A paragraph-sized part of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Where it stands in the document's text, without white space at the ends.
    pub span: Span,
    /// Its own language, where its letters tell; names and codes alone never do. `None` means the document's.
    pub language: Option<Language>,
    /// Its segments, as a range of the document's; empty for blocks that are set aside.
    pub segments: Range<usize>,
}

/// A sentence-sized part of a passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Segment {
    /// Where it stands in the document's text, without white space at the ends.
    pub span: Span,
    /// The passage it belongs to, by the passage's number from 0.
    pub passage: usize,
}
