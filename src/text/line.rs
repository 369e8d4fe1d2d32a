//! From byte offsets to the lines and columns that an editor shows.

/// Distance between the places at which characters have been counted, in bytes. It bounds the work
/// for one column, however long the line.
const STEP: usize = 4096;

/// Where the lines of a text begin. Lines and columns are 1-based; columns count Unicode scalar values.
#[derive(Debug, Clone)]
pub struct LineIndex {
    starts: Vec<usize>,
    /// Scalar values before the first character boundary at or after each multiple of `STEP`, with that boundary.
    counted: Vec<(usize, usize)>,
}

impl LineIndex {
    /// Reads the line ends of `text`. A line ends with LF; the CR of a CRLF belongs to the line it ends.
    pub fn new(text: &str) -> Self {
        let starts = std::iter::once(0)
            .chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1))
            .collect();
        let mut counted = vec![(0, 0)];
        let (mut at, mut chars) = (0, 0);
        while at + STEP < text.len() {
            let next = text.ceil_char_boundary(at + STEP);
            chars += text.get(at..next).map_or(0, |part| part.chars().count());
            counted.push((next, chars));
            at = next;
        }
        Self { starts, counted }
    }

    /// Line and column of a byte offset of `text`, which must be the text the index was made from.
    pub fn place(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = text.floor_char_boundary(offset.min(text.len()));
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = self.starts[line - 1];
        (
            line,
            self.chars_before(text, offset) - self.chars_before(text, start) + 1,
        )
    }

    /// How many lines there are; an empty text has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    fn chars_before(&self, text: &str, offset: usize) -> usize {
        let (at, chars) = self.counted[self.counted.partition_point(|&(at, _)| at <= offset) - 1];
        chars + text.get(at..offset).map_or(0, |part| part.chars().count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_scalar_values_and_start_at_one() {
        let text = "một\r\nhai ba";
        let index = LineIndex::new(text);
        assert_eq!(index.place(text, 0), (1, 1));
        assert_eq!(index.place(text, text.find("ba").unwrap()), (2, 5));
        assert_eq!(index.place(text, text.len()), (2, 7));
    }

    #[test]
    fn a_long_line_is_counted_from_the_nearest_step() {
        let text = format!("{}x\ny", "ế".repeat(5000));
        let index = LineIndex::new(&text);
        assert_eq!(index.place(&text, text.find('x').unwrap()), (1, 5001));
        assert_eq!(index.place(&text, text.find('y').unwrap()), (2, 1));
    }
}
