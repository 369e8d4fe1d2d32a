//! A list that was written in one line: `1) The first item 2) The second item`.

use crate::text::Span;

/// Calls `found` for each item of a segment that begins with the first label of a list and holds the next
/// ones in their order; for the segment as a whole otherwise.
pub(super) fn items(segment: &str, mut found: impl FnMut(Span)) {
    let mut start = 0;
    let lead = segment.len() - segment.trim_start().len();
    if let Some(mut label) = Label::at(segment, lead) {
        for (space, _) in segment.match_indices(' ') {
            let next = Label::at(segment, space + 1);
            if let Some(next) = next.filter(|next| label.is_followed_by(next)) {
                found(Span::new(start, space));
                start = space + 1;
                label = next;
            }
        }
    }
    found(Span::new(start, segment.len()));
}

/// Whether a text is nothing but the label of a list item: `1.`, `a)`, `•`, `IV.`.
pub(super) fn is_label(text: &str) -> bool {
    let label = text
        .trim_start_matches(['•', '⁃', '-', '–', '*', '(', ' '])
        .trim_end_matches(['.', ')', ' ']);
    let digits = label.len() <= 4 && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    let roman = label.len() <= 5 && label.bytes().all(|b| matches!(b, b'I' | b'V' | b'X'));
    text.len() < 12 && (digits || letter || roman)
}

/// Whether a segment that begins with a label ends in the next one: `1. The first item 2.`
pub(super) fn ends_in_next_label(segment: &str) -> bool {
    let Some((rest, last)) = segment.rsplit_once(' ') else {
        return false;
    };
    if last.len() > 6 || !last.ends_with(['.', ')']) {
        return false;
    }
    let bulleted = rest.trim_end().ends_with(['•', '⁃']);
    let from = if bulleted {
        rest.rfind(['•', '⁃']).unwrap_or(0)
    } else {
        rest.len() + 1
    };
    let Some(mut label) = Label::at(segment, segment.len() - segment.trim_start().len()) else {
        return false;
    };
    for (space, _) in segment
        .match_indices(' ')
        .filter(|(space, _)| space + 1 < from)
    {
        label = Label::at(segment, space + 1)
            .filter(|next| label.is_followed_by(next))
            .unwrap_or(label);
    }
    Label::read(segment, from, true).is_some_and(|next| label.is_followed_by(&next))
}

/// The label of a list item: what stands around its number or letter, and the number.
#[derive(Debug, PartialEq, Eq)]
struct Label<'a> {
    bullet: &'a str,
    letter: bool,
    number: u32,
    end: &'a str,
}

impl<'a> Label<'a> {
    fn at(segment: &'a str, at: usize) -> Option<Self> {
        Self::read(segment, at, false)
    }

    /// Reads a label; `at_end` tells that nothing follows it.
    fn read(segment: &'a str, at: usize, at_end: bool) -> Option<Self> {
        let rest = segment.get(at..)?;
        let unbulleted = rest.trim_start_matches(['•', '⁃', ' ']);
        let bullet = rest.get(..rest.len() - unbulleted.len())?;
        let digits = unbulleted.len()
            - unbulleted
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .len();
        let (len, number) = match digits {
            0 => (
                1,
                u32::from(unbulleted.bytes().next().filter(u8::is_ascii_lowercase)? - b'a') + 1,
            ),
            1..=3 => (digits, unbulleted.get(..digits)?.parse().ok()?),
            _ => return None,
        };
        let after = unbulleted.get(len..)?;
        let end = after.get(..after.len() - after.trim_start_matches(['.', ')']).len())?;
        let rest = after.get(end.len()..)?;
        let spaced = if at_end {
            rest.is_empty()
        } else {
            rest.starts_with(' ')
        };
        (!end.is_empty() && end.len() <= 2 && spaced).then_some(Self {
            bullet,
            letter: digits == 0,
            number,
            end,
        })
    }

    fn is_followed_by(&self, next: &Self) -> bool {
        next.number == self.number + 1
            && (self.letter, self.end, self.bullet) == (next.letter, next.end, next.bullet)
    }
}
