//! From the blocks that a format's reader finds in the decoded file to the document's text in NFC, with
//! the map that leads back.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;
use unicode_normalization::char::canonical_combining_class;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::BlockKind;
use crate::text::{SourceMap, SourceMapBuilder, Span, beyond_ascii};

/// A stretch of a block's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    /// Stands so in the decoded file.
    Copy(Range<usize>),
    /// Stands for something else there: an entity, a line break.
    Put(Cow<'a, str>, Range<usize>),
}

/// A block as a format's reader finds it.
#[derive(Debug, Clone)]
pub(super) struct Raw<'a> {
    pub(super) kind: BlockKind,
    pub(super) pieces: SmallVec<[Piece<'a>; 1]>,
}

impl Raw<'_> {
    /// A block that stands in the file as it is.
    pub(super) fn copy(kind: BlockKind, range: Range<usize>) -> Self {
        Self {
            kind,
            pieces: SmallVec::from_buf([Piece::Copy(range)]),
        }
    }

    /// Where it begins in the decoded file.
    pub(super) fn start(&self) -> usize {
        match self.pieces.first() {
            Some(Piece::Copy(range) | Piece::Put(_, range)) => range.start,
            None => 0,
        }
    }
}

/// The document's text and where its blocks stand in it.
#[derive(Debug)]
pub(super) struct Laid {
    /// `None` where it is the decoded file as it stands.
    pub(super) text: Option<String>,
    pub(super) to_decoded: SourceMap,
    pub(super) blocks: Vec<(BlockKind, Span)>,
}

/// Puts blocks together, one a line. Where nothing has to change, the file itself is the text.
pub(super) fn lay_out(decoded: &str, raws: &[Raw<'_>]) -> Laid {
    if let Some(blocks) = as_it_stands(decoded, raws) {
        return Laid {
            text: None,
            to_decoded: SourceMap::identity(),
            blocks,
        };
    }
    let mut builder = SourceMapBuilder::default();
    let mut blocks = Vec::with_capacity(raws.len());
    for raw in raws {
        let before = builder.len();
        for piece in &raw.pieces {
            match piece {
                Piece::Copy(range) => copy_nfc(&mut builder, decoded, range.clone()),
                Piece::Put(text, range) => {
                    builder.replace(&nfc(text), Span::new(range.start, range.end));
                }
            }
        }
        let span = Span::new(before, builder.len()).trimmed(builder.text());
        if !span.is_empty() {
            blocks.push((raw.kind, span));
        }
        let end = raw.pieces.last().map_or(0, |piece| match piece {
            Piece::Copy(range) | Piece::Put(_, range) => range.end,
        });
        builder.replace("\n", Span::new(end, end));
    }
    let (text, to_decoded) = builder.finish(decoded.len());
    Laid {
        text: Some(text),
        to_decoded,
        blocks,
    }
}

fn as_it_stands(decoded: &str, raws: &[Raw<'_>]) -> Option<Vec<(BlockKind, Span)>> {
    let mut blocks = Vec::with_capacity(raws.len());
    let mut at = 0;
    for raw in raws {
        let [Piece::Copy(range)] = raw.pieces.as_slice() else {
            return None;
        };
        if range.start < at {
            return None;
        }
        at = range.end;
        let span = Span::new(range.start, range.end).trimmed(decoded);
        if !span.is_empty() {
            blocks.push((raw.kind, span));
        }
    }
    is_nfc(decoded).then_some(blocks)
}

fn is_nfc(text: &str) -> bool {
    has_only_starters(text) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Whether a text has nothing but characters that stand for themselves in NFC whatever stands around them: those before
/// U+0300 and marks of general punctuation.
fn has_only_starters(text: &str) -> bool {
    let starts = |c: char| c < '\u{300}' || ('\u{2010}'..='\u{203f}').contains(&c);
    beyond_ascii(text).all(|(_, c)| starts(c))
}

fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}

/// Copies a stretch in NFC. What composes is replaced letter by letter, so that a span that ends between
/// two letters still does in the file.
fn copy_nfc(builder: &mut SourceMapBuilder, decoded: &str, range: Range<usize>) {
    let part = decoded.get(range.clone()).unwrap_or_default();
    if is_nfc(part) {
        builder.copy(part, range.start);
        return;
    }
    let mut start = 0;
    let mut letter = |from: usize, to: usize| {
        let old = part.get(from..to).unwrap_or_default();
        match nfc(old) {
            new if new == old => builder.copy(old, range.start + from),
            new => builder.replace(&new, Span::new(range.start + from, range.start + to)),
        }
    };
    for (at, c) in part.char_indices().skip(1) {
        let starts = c.is_ascii()
            || (canonical_combining_class(c) == 0
                && is_nfc_quick(std::iter::once(c)) != IsNormalized::Maybe);
        if starts {
            letter(start, at);
            start = at;
        }
    }
    letter(start, part.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_nfc_stays_as_it_stands() {
        let laid = lay_out(
            "một\nhai",
            &[
                Raw::copy(BlockKind::Paragraph, 0..5),
                Raw::copy(BlockKind::Paragraph, 6..9),
            ],
        );
        assert_eq!(laid.text, None);
        assert!(laid.to_decoded.is_identity());
    }

    #[test]
    fn decomposed_letters_are_composed_and_lead_back() {
        let decoded: String = "Phạm Tuyết 5".nfd().collect();
        let laid = lay_out(
            &decoded,
            &[Raw::copy(BlockKind::Paragraph, 0..decoded.len())],
        );
        let text = laid.text.unwrap();
        assert_eq!(text.trim_end(), "Phạm Tuyết 5");
        let at = text.find("Tuyết").unwrap();
        assert_eq!(
            laid.to_decoded
                .to_origin(Span::new(at, at + "Tuyết".len()))
                .of(&decoded)
                .nfc()
                .collect::<String>(),
            "Tuyết"
        );
        let at = text.find('5').unwrap();
        assert_eq!(
            laid.to_decoded
                .to_origin(Span::new(at, at + 1))
                .of(&decoded),
            "5"
        );
    }
}
