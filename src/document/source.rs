//! The way from a document's text back to the file: bytes, line and column.

use std::sync::{Arc, OnceLock};

use crate::text::{LineIndex, SourceMap, Span};

/// Where something stands in the file as given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// First byte and the byte after the last, in the file.
    pub bytes: Span,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1, in Unicode scalar values of the decoded file.
    pub column: usize,
    /// Line and column after the last character, counted alike.
    pub end: (usize, usize),
}

/// The decoded file and the two steps back to it.
#[derive(Debug, Clone)]
pub struct Source {
    /// The file's characters, before normalisation and with all its markup.
    decoded: Arc<str>,
    /// Where its lines begin, once somebody asked.
    lines: OnceLock<LineIndex>,
    /// From the document's text to `decoded`.
    to_decoded: SourceMap,
    /// From `decoded` to the file's bytes.
    to_bytes: SourceMap,
}

impl Source {
    /// Puts the steps together: `to_decoded` leads from the document's text to `decoded`, `to_bytes` from there to the file.
    pub(crate) fn new(decoded: Arc<str>, to_decoded: SourceMap, to_bytes: SourceMap) -> Self {
        Self {
            decoded,
            lines: OnceLock::new(),
            to_decoded,
            to_bytes,
        }
    }

    /// Where a span of the document's text stands in the file.
    pub fn place(&self, span: Span) -> Place {
        let decoded = self.to_decoded.to_origin(span);
        let (line, column) = self.line_and_column(decoded.start());
        Place {
            bytes: self.to_bytes.to_origin(decoded),
            line,
            column,
            end: self.line_and_column(decoded.end()),
        }
    }

    /// The line of an offset of [`Source::decoded`], from 1.
    pub fn line(&self, offset: usize) -> usize {
        self.line_and_column(offset).0
    }

    fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let lines = self.lines.get_or_init(|| LineIndex::new(&self.decoded));
        lines.place(&self.decoded, offset)
    }

    /// The decoded file.
    pub fn decoded(&self) -> &str {
        &self.decoded
    }

    /// Where a span of the document's text stands in [`Source::decoded`].
    pub fn in_decoded(&self, span: Span) -> Span {
        self.to_decoded.to_origin(span)
    }
}
