//! Plain text to blocks. Texts come in three shapes, told apart by their line breaks:
//!
//! - **paragraphs between blank lines**, each on one long line: a line is a block;
//! - **a paragraph a line**, without blank lines: a line is a block;
//! - **hard-wrapped**, lines of some 30 to 100 columns that end in the middle of a sentence: the lines of
//!   a paragraph are joined.
//!
//! A line break is *forced* when the first word of the next line would not have fitted on this one. A file
//! is hard-wrapped when nearly all breaks between two lines of text are forced, or go on in lower case, and
//! most such lines end without a full stop. So the first two shapes need no telling apart, and a list of
//! short lines stays one.

use std::borrow::Cow;
use std::ops::Range;

use smallvec::SmallVec;
use unicode_script::{Script, UnicodeScript};

use super::BlockKind;
use super::layout::{Piece, Raw};
use crate::text::beyond_ascii;

/// How the lines of a plain text make blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Shape {
    /// Told from the text.
    Guess,
    /// Each line that is not blank is a passage of its own, whatever it says.
    Lines,
    /// All of it is one passage, whatever it says: a unit that came aligned.
    Unit,
}

/// The blocks of a plain text.
pub(super) fn blocks(text: &str, shape: Shape) -> Vec<Raw<'static>> {
    match shape {
        Shape::Unit => vec![Raw::copy(BlockKind::Paragraph, 0..text.len())],
        Shape::Lines => lines(text)
            .into_iter()
            .flatten()
            .map(|line| Raw::copy(BlockKind::Paragraph, line.range))
            .collect(),
        Shape::Guess => {
            let lines = lines(text);
            let width = wrap_width(text, &lines);
            join(text, &lines, width)
        }
    }
}

/// A line without the white space around it, and its width in characters.
#[derive(Debug, Clone)]
struct Line {
    range: Range<usize>,
    width: usize,
}

/// The lines of a text; a sentence by itself has one.
type Lines = SmallVec<[Option<Line>; 1]>;

/// The lines of a text; `None` for a blank one. CR, LF, CRLF and the Unicode separators end a line.
fn lines(text: &str) -> Lines {
    let mut lines = Lines::new();
    let mut at = 0;
    let rare = beyond_ascii(text).any(|(_, c)| RARE_ENDS.contains(&c));
    while at < text.len() {
        let start = at;
        at = line_end(text, start, rare);
        let line = text.get(start..at).unwrap_or_default();
        if line == "\n"
            && text
                .get(..start)
                .is_some_and(|before| before.ends_with('\r'))
        {
            continue;
        }
        let blank =
            |c: char| c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}' | '\u{2060}');
        let inner = line.trim_start_matches(blank);
        let start = start + (line.len() - inner.len());
        let inner = inner.trim_end_matches(blank);
        lines.push((!inner.is_empty()).then(|| Line {
            range: start..start + inner.len(),
            width: inner.chars().count(),
        }));
    }
    lines
}

/// Line ends that few texts have.
const RARE_ENDS: [char; 3] = ['\u{2028}', '\u{2029}', '\u{85}'];

/// Where the line ends that begins at an offset, its end included; `rare` tells that the text has a rare line end.
fn line_end(text: &str, start: usize, rare: bool) -> usize {
    let rest = text.get(start..).unwrap_or_default();
    let usual = memchr::memchr2(b'\n', b'\r', rest.as_bytes()).map(|at| at + 1);
    let odd = if rare {
        let mut ends = rest.match_indices(RARE_ENDS);
        ends.next().map(|(at, mark)| at + mark.len())
    } else {
        None
    };
    let end = usual.into_iter().chain(odd).min();
    start + end.unwrap_or(rest.len())
}

/// The column at which a hard-wrapped text breaks its lines; `None` where it is not wrapped.
fn wrap_width(text: &str, lines: &[Option<Line>]) -> Option<usize> {
    if lines.len() < 2 {
        return None;
    }
    let breaks: Vec<(&Line, &Line)> = lines
        .windows(2)
        .filter_map(|pair| match pair {
            [Some(line), Some(next)] if !starts_item(text, next) => Some((line, next)),
            _ => None,
        })
        .collect();
    let mut widths: Vec<_> = breaks.iter().map(|(line, _)| line.width).collect();
    widths.sort_unstable();
    let width = *widths.get(widths.len().saturating_sub(1) - widths.len() / 20)?;
    let inside = breaks
        .iter()
        .filter(|(line, _)| !ends_sentence(text, line))
        .count();
    let continued = |line, next| !ends_sentence(text, line) && starts_lower(text, next);
    let soft = breaks
        .iter()
        .filter(|(line, next)| is_forced(text, line, next, width) || continued(line, next));
    let wrapped = if breaks.len() < 3 {
        breaks.iter().all(|(line, next)| continued(line, next))
    } else {
        soft.count() * 5 >= breaks.len() * 4 && inside * 2 >= breaks.len()
    };
    ((30..=100).contains(&width) && wrapped).then_some(width)
}

fn is_forced(text: &str, line: &Line, next: &Line, width: usize) -> bool {
    let word = of(text, next).split_whitespace().next().unwrap_or_default();
    let first = if word.chars().next().is_some_and(is_wide) {
        1
    } else {
        word.chars().count()
    };
    line.width + 1 + first > width
}

/// Joins the lines of each paragraph of a hard-wrapped text; otherwise each line is a block.
fn join(text: &str, lines: &[Option<Line>], width: Option<usize>) -> Vec<Raw<'static>> {
    let mut blocks: Vec<Raw<'static>> = Vec::with_capacity(lines.len());
    let mut open: Option<&Line> = None;
    for line in lines {
        let Some(line) = line else {
            open = None;
            continue;
        };
        let item = starts_item(text, line);
        let goes_on = |last: &Line, width| {
            !item
                && (is_forced(text, last, line, width)
                    || (!ends_sentence(text, last) && starts_lower(text, line)))
        };
        if let (Some(width), Some(last), Some(block)) = (width, open, blocks.last_mut())
            && goes_on(last, width)
        {
            block.pieces.push(Piece::Put(
                Cow::Borrowed(joint(text, last, line)),
                last.range.end..line.range.start,
            ));
            block.pieces.push(Piece::Copy(line.range.clone()));
        } else {
            let kind = if item {
                BlockKind::ListItem
            } else {
                BlockKind::Paragraph
            };
            blocks.push(Raw {
                kind,
                pieces: SmallVec::from_buf([Piece::Copy(line.range.clone())]),
            });
        }
        open = Some(line);
    }
    blocks
}

/// What stands for a line break: a space, but nothing between characters of scripts without spaces.
fn joint(text: &str, last: &Line, next: &Line) -> &'static str {
    let wide = of(text, last).chars().next_back().is_some_and(is_wide)
        && of(text, next).chars().next().is_some_and(is_wide);
    if wide { "" } else { " " }
}

fn is_wide(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ff60}')
        || matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Thai
                | Script::Lao
                | Script::Khmer
        )
}

fn of<'a>(text: &'a str, line: &Line) -> &'a str {
    text.get(line.range.clone()).unwrap_or_default()
}

fn ends_sentence(text: &str, line: &Line) -> bool {
    super::classify::ends_sentence(of(text, line)) || of(text, line).ends_with([':', ';'])
}

fn starts_lower(text: &str, line: &Line) -> bool {
    of(text, line)
        .chars()
        .next()
        .is_some_and(char::is_lowercase)
}

/// Whether a line begins with the sign of a list item: a bullet, a number, a letter.
fn starts_item(text: &str, line: &Line) -> bool {
    let line = of(text, line);
    let Some((sign, rest)) = line.split_once(char::is_whitespace) else {
        return false;
    };
    if rest.trim_start().is_empty() {
        return false;
    }
    if matches!(
        sign,
        "-" | "*"
            | "+"
            | "•"
            | "‣"
            | "◦"
            | "▪"
            | "●"
            | "○"
            | "■"
            | "–"
            | "·"
            | "⁃"
            | "➢"
            | "✓"
    ) {
        return true;
    }
    let Some(label) = sign.strip_suffix([')', '.']) else {
        return false;
    };
    let label = label.strip_prefix('(').unwrap_or(label);
    let digits = (1..=3).contains(&label.len()) && label.bytes().all(|b| b.is_ascii_digit());
    let letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_lowercase());
    digits || letter
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        let blocks = blocks(text, Shape::Guess);
        let laid = super::super::layout::lay_out(text, &blocks);
        let whole = laid.text.as_deref().unwrap_or(text);
        laid.blocks
            .iter()
            .map(|(_, span)| span.of(whole).to_owned())
            .collect()
    }

    const LONG: &str = "This is a paragraph that stands on one long line, as articles copied from the web do, and goes on for a while.";

    #[test]
    fn a_line_ends_at_any_sign_for_it() {
        for end in ["\n", "\r", "\r\n", "\u{2028}", "\u{2029}", "\u{85}"] {
            let text = format!("“Un”{end}à …{end}{end}c");
            let lines = lines(&text).into_iter();
            let said: Vec<_> = lines
                .map(|line| line.and_then(|line| text.get(line.range)))
                .collect();
            assert_eq!(
                said,
                [Some("“Un”"), Some("à …"), None, Some("c")],
                "{end:?}"
            );
        }
    }

    #[test]
    fn lines_are_blocks_with_and_without_blank_lines_between() {
        assert_eq!(
            texts(&format!("Title\n\n{LONG}\n\n\n{LONG}")),
            ["Title", LONG, LONG]
        );
        assert_eq!(
            texts(&format!("Title\n{LONG}\n{LONG}\n")),
            ["Title", LONG, LONG]
        );
        assert_eq!(
            texts("No data\nNo data\n\nNews"),
            ["No data", "No data", "News"]
        );
    }

    #[test]
    fn hard_wrapped_lines_are_joined_and_paragraphs_are_not() {
        let text = "The committee met on Tuesday in the\nold town hall and heard the report of\nthe working group, which had been sent\nto all members.\n\nIt took no decision but asked for more\nfigures on the cost of the bridge and\nthe road.";
        let texts = texts(text);
        assert_eq!(texts.len(), 2);
        assert_eq!(
            texts[1],
            "It took no decision but asked for more figures on the cost of the bridge and the road."
        );
    }

    #[test]
    fn two_lines_of_one_sentence_are_joined_and_two_sentences_are_not() {
        assert_eq!(
            texts("This is a sentence that goes on over\nthe end of its line.").len(),
            1
        );
        assert_eq!(
            texts("This is a sentence of its own here.\nThis is another one.").len(),
            2
        );
    }

    #[test]
    fn a_list_stays_a_list_in_a_wrapped_text() {
        let text = "These are the points that the committee\nwanted to see before it would decide on\nthe bridge and on the road that leads\nthere:\n- the cost of the bridge, with interest\n  over ten years\n- the time\n";
        let texts = texts(text);
        assert_eq!(
            texts[1..],
            [
                "- the cost of the bridge, with interest over ten years",
                "- the time"
            ]
        );
    }

    #[test]
    fn every_kind_of_line_end_is_one() {
        assert_eq!(
            texts("One\r\nTwo\rThree\u{2028}Four"),
            ["One", "Two", "Three", "Four"]
        );
    }
}
