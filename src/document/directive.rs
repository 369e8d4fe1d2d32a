//! Comments in a document that silence findings: `<!-- cotejo-disable-next-line number-mismatch: reason -->`.
//!
//! A format's reader hands over where its comments stand; how a comment is marked in each format is in
//! [`MARKS`], and all else is here. Which rules there are is known higher up: a name is kept as it was written.

use std::collections::BTreeMap;
use std::ops::Range;

use super::{Block, BlockKind, Source};
use crate::text::{Span, closest};

/// What opens and closes a comment, in the formats that have them.
const MARKS: [(&str, &str); 2] = [("<!--", "-->"), ("{/*", "*/}")];

/// What every directive begins with; a file without it has none.
const PREFIX: &str = "cotejo-";

const VERBS: [&str; 5] = [
    "cotejo-disable",
    "cotejo-disable-file",
    "cotejo-disable-line",
    "cotejo-disable-next-line",
    "cotejo-enable",
];

/// A comment that silences rules in a part of its document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Directive {
    /// The rules it names, as they are written; none named is all of them.
    pub rules: Vec<String>,
    /// Why, where it says so.
    pub reason: Option<String>,
    /// Its line in the file, from 1.
    pub line: usize,
    /// What it covers in the decoded file.
    covers: Span,
    /// Where one rule alone was switched on again.
    ends: BTreeMap<String, usize>,
}

impl Directive {
    /// Whether it silences a rule at a place of the decoded file ([`Source::in_decoded`]).
    pub fn silences(&self, rule: &str, place: Span) -> bool {
        let named = self.rules.is_empty() || self.rules.iter().any(|name| name == rule);
        let end = self.ends.get(rule).copied().unwrap_or(self.covers.end());
        let covers = Span::new(self.covers.start(), end);
        // An empty place is one where something would stand.
        named
            && (covers.overlaps(place)
                || place.is_empty() && (covers.start()..=covers.end()).contains(&place.start()))
    }
}

/// What a comment asks for, and how far.
enum Verb {
    Disable,
    DisableFile,
    DisableLine,
    DisableNextLine,
    Enable,
}

struct Comment {
    verb: Verb,
    rules: Vec<String>,
    reason: Option<String>,
    range: Range<usize>,
}

/// The directives among the comments of a document, and what is to be said of those that cannot be followed.
pub(super) fn directives(
    comments: &[Range<usize>],
    source: &Source,
    blocks: &[Block],
) -> (Vec<Directive>, Vec<String>) {
    let decoded = source.decoded();
    let mut notices = Vec::new();
    let mut out: Vec<Directive> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut comments = comments.to_vec();
    comments.sort_by_key(|comment| comment.start);
    for range in comments {
        let line = source.line(range.start);
        let comment = match read(decoded, range) {
            Ok(Some(comment)) => comment,
            Ok(None) => continue,
            Err(message) => {
                notices.push(format!("line {line}: {message}"));
                continue;
            }
        };
        let covers = match comment.verb {
            Verb::Enable => {
                if !close(&comment, &mut out, &mut open) {
                    notices.push(format!(
                        "line {line}: cotejo-enable stands here without a cotejo-disable before it"
                    ));
                }
                continue;
            }
            Verb::Disable => {
                open.push(out.len());
                Ok(Span::new(comment.range.end, decoded.len()))
            }
            Verb::DisableFile => Ok(Span::new(0, decoded.len())),
            Verb::DisableLine => around(&comment.range, source, blocks)
                .ok_or("cotejo-disable-line stands on a line without text"),
            Verb::DisableNextLine => after(&comment.range, source, blocks)
                .ok_or("no text follows this cotejo-disable-next-line"),
        };
        let covers = match covers {
            Ok(covers) => covers,
            Err(message) => {
                notices.push(format!("line {line}: {message}"));
                continue;
            }
        };
        out.push(Directive {
            rules: comment.rules,
            reason: comment.reason,
            line,
            covers,
            ends: BTreeMap::new(),
        });
    }
    (out, notices)
}

/// Reads a comment; `None` where it is no directive.
fn read(decoded: &str, range: Range<usize>) -> Result<Option<Comment>, String> {
    let whole = decoded.get(range.clone()).unwrap_or_default();
    let inner = MARKS.iter().find_map(|(open, close)| {
        let rest = whole.strip_prefix(open)?;
        Some(rest.strip_suffix(close).unwrap_or(rest))
    });
    let inner = inner.unwrap_or(whole).trim();
    if !inner.starts_with(PREFIX) {
        return Ok(None);
    }
    let end = inner
        .find(|c: char| c.is_whitespace() || c == ':')
        .unwrap_or(inner.len());
    let (word, rest) = inner.split_at(end);
    let verb = match word {
        "cotejo-disable" => Verb::Disable,
        "cotejo-disable-file" => Verb::DisableFile,
        "cotejo-disable-line" => Verb::DisableLine,
        "cotejo-disable-next-line" => Verb::DisableNextLine,
        "cotejo-enable" => Verb::Enable,
        _ => {
            let meant = closest(word, VERBS)
                .map_or_else(String::new, |meant| format!(" (did you mean `{meant}`?)"));
            return Err(format!("unknown comment `{word}`{meant}"));
        }
    };
    let (rules, reason) = match rest.split_once(':') {
        Some((rules, reason)) => (rules, Some(reason.trim())),
        None => (rest, None),
    };
    let rules = rules
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|rule| !rule.is_empty());
    Ok(Some(Comment {
        verb,
        rules: rules.map(str::to_owned).collect(),
        reason: reason
            .filter(|reason| !reason.is_empty())
            .map(str::to_owned),
        range,
    }))
}

/// Switches rules on again; whether any was off.
fn close(enable: &Comment, all: &mut [Directive], open: &mut Vec<usize>) -> bool {
    let at = enable.range.start;
    let mut any = false;
    open.retain(|&number| {
        let directive = &mut all[number];
        let whole = enable.rules.is_empty()
            || !directive.rules.is_empty()
                && directive
                    .rules
                    .iter()
                    .all(|rule| enable.rules.contains(rule) || directive.ends.contains_key(rule));
        if whole {
            directive.covers = Span::new(directive.covers.start(), at);
            any = true;
            return false;
        }
        for rule in &enable.rules {
            if directive.rules.is_empty() || directive.rules.contains(rule) {
                directive.ends.entry(rule.clone()).or_insert(at);
                any = true;
            }
        }
        true
    });
    any
}

/// The block that begins after a comment, or with it.
fn after(comment: &Range<usize>, source: &Source, blocks: &[Block]) -> Option<Span> {
    places(source, blocks)
        .filter(|place| place.start() >= comment.start && place.end() > comment.end)
        .min_by_key(|place| place.start())
}

/// The block that a comment stands in, at the end of or before on one line.
fn around(comment: &Range<usize>, source: &Source, blocks: &[Block]) -> Option<Span> {
    let line = source.line(comment.start);
    let ends_here = |place: &Span| {
        place.start() <= comment.start
            && (comment.start < place.end() || source.line(place.end()) == line)
    };
    let before = places(source, blocks).filter(ends_here).last();
    before.or_else(|| {
        after(comment, source, blocks).filter(|place| source.line(place.start()) == line)
    })
}

/// Where the blocks stand that a reader takes for text.
fn places<'a>(source: &'a Source, blocks: &'a [Block]) -> impl Iterator<Item = Span> + 'a {
    blocks
        .iter()
        .filter(|block| has_text(block.kind))
        .map(|block| source.in_decoded(block.span))
}

fn has_text(kind: BlockKind) -> bool {
    kind.is_passage() || matches!(kind, BlockKind::Code | BlockKind::Furniture)
}

#[cfg(test)]
mod tests {
    use super::super::{Document, Format, ReadOptions, read_bytes};
    use super::*;

    fn document(text: &str) -> Document {
        read_bytes(
            "a.mdx",
            text.as_bytes().to_vec(),
            Format::Markdown,
            ReadOptions::default(),
        )
        .unwrap()
    }

    /// The words among `one two …` at which number-mismatch is silenced.
    fn silenced(text: &str) -> Vec<String> {
        let document = document(text);
        let words = ["one", "two", "three", "four", "five"];
        let silent = |word: &&&str| {
            let Some(at) = document.text().find(**word) else {
                return false;
            };
            let place = document.source.in_decoded(Span::new(at, at + word.len()));
            document
                .directives()
                .iter()
                .any(|directive| directive.silences("number-mismatch", place))
        };
        words
            .iter()
            .filter(silent)
            .map(|word| (*word).to_owned())
            .collect()
    }

    #[test]
    fn next_line_covers_the_whole_passage_that_follows_and_no_more() {
        let text = "one\n\n<!-- cotejo-disable-next-line number-mismatch: we know -->\ntwo\nthree\n\nfour\n";
        assert_eq!(silenced(text), ["two", "three"]);
        let directive = document(text).directives()[0].clone();
        assert_eq!(directive.line, 3);
        assert_eq!(directive.reason.as_deref(), Some("we know"));
        assert!(!directive.silences("name-mismatch", Span::new(0, 1000)));
    }

    #[test]
    fn next_line_looks_over_blank_lines_other_comments_and_into_lists() {
        assert_eq!(
            silenced(
                "<!-- cotejo-disable-next-line -->\n\n<!-- note to self -->\n\n- one\n- two\n"
            ),
            ["one"]
        );
        assert_eq!(
            silenced("- one\n- {/* cotejo-disable-next-line */} two\n\nthree\n"),
            ["two"]
        );
        assert_eq!(
            silenced("one\n\n{/* cotejo-disable-next-line */} two\n\nthree\n"),
            ["two"]
        );
        assert_eq!(
            silenced("<div>\n<!-- cotejo-disable-next-line -->\n<p>one</p><p>two</p>\n</div>\n"),
            ["one"]
        );
    }

    #[test]
    fn this_line_is_the_passage_or_row_that_it_stands_in() {
        let table = "| a | b |\n|---|---|\n| one | x |\n| two | y <!-- cotejo-disable-line --> |\n| three | z |\n";
        assert_eq!(silenced(table), ["two"]);
        assert_eq!(
            silenced("one\n\ntwo\nthree {/* cotejo-disable-line */}\n\nfour\n"),
            ["two", "three"]
        );
    }

    #[test]
    fn a_stretch_ends_at_enable_or_with_the_file() {
        assert_eq!(
            silenced(
                "one\n\n<!-- cotejo-disable -->\n\ntwo\n\nthree\n\n<!-- cotejo-enable -->\n\nfour\n"
            ),
            ["two", "three"]
        );
        assert_eq!(
            silenced("one\n\n{/* cotejo-disable number-mismatch */}\n\ntwo\n\nthree\n"),
            ["two", "three"]
        );
    }

    #[test]
    fn one_rule_may_be_switched_on_again_alone() {
        let text = "<!-- cotejo-disable -->\n\none\n\n<!-- cotejo-enable number-mismatch -->\n\ntwo\n\n<!-- cotejo-enable -->\n\nthree\n";
        assert_eq!(silenced(text), ["one"]);
        let document = document(text);
        let two = document.text().find("two").unwrap();
        let place = document.source.in_decoded(Span::new(two, two + 3));
        assert!(document.directives()[0].silences("name-mismatch", place));
    }

    #[test]
    fn the_whole_file_from_wherever_it_is_said() {
        assert_eq!(
            silenced(
                "one\n\ntwo\n\n<!-- cotejo-disable-file number-mismatch: numbers differ by country -->\n"
            ),
            ["one", "two"]
        );
    }

    #[test]
    fn comments_are_no_prose() {
        let text = "<!-- cotejo-disable-next-line -->\none <!-- cotejo-enable --> two {/* cotejo-disable */}\n\n{/* cotejo-disable-next-line\n   over two lines */}\n\nthree\n";
        let document = document(text);
        let passages: Vec<_> = document
            .passages()
            .map(|block| block.span.of(document.text()))
            .collect();
        assert_eq!(passages.len(), 2, "{passages:?}");
        assert!(passages.iter().all(|text| !text.contains("cotejo")));
    }

    #[test]
    fn code_that_shows_a_comment_is_none() {
        let text = "Write `<!-- cotejo-disable -->` or:\n\n```md\n<!-- cotejo-disable -->\n{/* cotejo-disable */}\n```\n\n`{/* cotejo-disable */}` one\n";
        assert!(document(text).directives().is_empty());
    }

    #[test]
    fn what_cannot_be_followed_is_said() {
        let text = "one\n\n<!-- cotejo-disable-nextline -->\n\n<!-- cotejo-enable -->\n\n<!-- cotejo-disable-next-line -->\n";
        assert_eq!(
            document(text).notices(),
            [
                "line 3: unknown comment `cotejo-disable-nextline` (did you mean `cotejo-disable-next-line`?)",
                "line 5: cotejo-enable stands here without a cotejo-disable before it",
                "line 7: no text follows this cotejo-disable-next-line",
            ]
        );
    }
}
