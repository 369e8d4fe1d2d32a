//! Floor 0: characters, spans and places. Knows nothing of languages or documents.

mod bytes;
mod excerpt;
mod fold;
mod line;
mod similarity;
mod source_map;
mod span;
mod words;

pub(crate) use bytes::{
    ByteSet, Bytes, beyond_ascii, count_bytes, letters_ahead, small_letters_ahead,
};
pub use excerpt::shorten;
pub use fold::{fold, fold_into};
pub use line::LineIndex;
pub use similarity::{closest, edits, similarity};
pub use source_map::{SourceMap, SourceMapBuilder};
pub use span::Span;
pub use words::{Words, letters, words};
pub(crate) use words::{
    bytes_hash, has_small_accent, is_latin_letter, is_whole, push_lower, push_lower_letter,
    word_hash,
};

/// A count as a real number.
#[expect(clippy::cast_precision_loss, reason = "counts are below 2^52")]
#[inline]
pub(crate) fn real(count: usize) -> f64 {
    count as f64
}

/// A count with its noun: "1 article", "2 articles".
pub(crate) fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
