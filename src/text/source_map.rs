//! From a text that was derived (decoded, normalised, freed of markup) back to the one it came from.

use super::Span;

/// A stretch of the derived text and the stretch of the origin that it stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    derived: Span,
    origin: Span,
    /// Byte for byte the same: offsets inside it carry over. Otherwise it is mapped as a whole.
    same: bool,
}

/// Where each part of a derived text stands in its origin. Parts of the origin may be left out
/// (markup), and parts of the derived text may stand for nothing (a separator put in).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SourceMap {
    /// In order of the derived text, without gaps; empty for a text that is its own origin.
    runs: Vec<Run>,
}

impl SourceMap {
    /// The map of a text that was not changed.
    pub fn identity() -> Self {
        Self::default()
    }

    /// Whether nothing was changed.
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// The stretch of the origin from the first to the last character of `span`.
    pub fn to_origin(&self, span: Span) -> Span {
        if self.is_identity() {
            return span;
        }
        let start = self.start_of(span.start());
        let end = if span.is_empty() {
            start
        } else {
            self.end_of(span.end())
        };
        Span::new(start, end)
    }

    fn start_of(&self, at: usize) -> usize {
        match self
            .runs
            .iter()
            .skip(self.runs.partition_point(|run| run.derived.end() <= at))
            .find(|run| !run.derived.is_empty())
        {
            Some(run) if run.same => run.origin.start() + at.saturating_sub(run.derived.start()),
            Some(run) => run.origin.start(),
            None => self.runs.last().map_or(at, |run| run.origin.end()),
        }
    }

    fn end_of(&self, at: usize) -> usize {
        let next = self.runs.partition_point(|run| run.derived.start() < at);
        match self.runs[..next].last() {
            Some(run) if run.same => {
                run.origin.start() + (at - run.derived.start()).min(run.origin.len())
            }
            Some(run) => run.origin.end(),
            None => self.runs.first().map_or(at, |run| run.origin.start()),
        }
    }
}

/// Builds a derived text together with its map.
#[derive(Debug, Default)]
pub struct SourceMapBuilder {
    text: String,
    runs: Vec<Run>,
}

impl SourceMapBuilder {
    /// Length of the derived text so far.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing was derived yet.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The derived text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Takes a stretch of the origin over as it stands; `from` is its offset there.
    pub fn copy(&mut self, part: &str, from: usize) {
        if part.is_empty() {
            return;
        }
        let derived = Span::new(self.text.len(), self.text.len() + part.len());
        self.text.push_str(part);
        if let Some(last) = self.runs.last_mut()
            && last.same
            && last.origin.end() == from
        {
            last.derived = last.derived.cover(derived);
            last.origin = Span::new(last.origin.start(), from + part.len());
            return;
        }
        self.runs.push(Run {
            derived,
            origin: Span::new(from, from + part.len()),
            same: true,
        });
    }

    /// Puts `part` in place of a stretch of the origin (an entity, a character composed or decoded).
    /// An empty origin is text that was put in.
    pub fn replace(&mut self, part: &str, origin: Span) {
        if part.is_empty() {
            return;
        }
        let derived = Span::new(self.text.len(), self.text.len() + part.len());
        self.text.push_str(part);
        self.runs.push(Run {
            derived,
            origin,
            same: false,
        });
    }

    /// The derived text and its map; the identity where all of `origin_len` bytes were copied as they stand.
    pub fn finish(self, origin_len: usize) -> (String, SourceMap) {
        let whole = [Run {
            derived: Span::new(0, origin_len),
            origin: Span::new(0, origin_len),
            same: true,
        }];
        let runs = if self.runs == whole || (origin_len == 0 && self.runs.is_empty()) {
            Vec::new()
        } else {
            self.runs
        };
        (self.text, SourceMap { runs })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_after_a_composed_letter_point_at_the_original_bytes() {
        let origin = "Ba\u{301}o X";
        let mut builder = SourceMapBuilder::default();
        builder.copy("B", 0);
        builder.replace("á", Span::new(1, 4));
        builder.copy("o X", 4);
        let (text, map) = builder.finish(origin.len());
        assert_eq!(text, "Báo X");
        let x = text.find('X').unwrap();
        assert_eq!(map.to_origin(Span::new(x, x + 1)).of(origin), "X");
        assert_eq!(map.to_origin(Span::new(1, 3)).of(origin), "a\u{301}");
    }

    #[test]
    fn markup_between_two_words_is_spanned_and_not_counted_at_the_ends() {
        let origin = "**one** two";
        let mut builder = SourceMapBuilder::default();
        builder.copy("one", 2);
        builder.copy(" two", 7);
        let (text, map) = builder.finish(origin.len());
        assert_eq!(map.to_origin(Span::new(0, 3)).of(origin), "one");
        assert_eq!(
            map.to_origin(Span::new(0, text.len())).of(origin),
            "one** two"
        );
    }

    #[test]
    fn a_text_copied_whole_is_its_own_origin() {
        let mut builder = SourceMapBuilder::default();
        builder.copy("ab", 0);
        builder.copy("cd", 2);
        assert!(builder.finish(4).1.is_identity());
    }
}
