//! unbalanced-bracket: a bracket that is opened and never closed, or closed and never opened
//!
//! ## What it does
//! Pairs `( )`, `[ ]` and their wide forms `（ ）`, `【 】` over the text. A bracket that finds no partner
//! is reported.
//!
//! ## Why it matters
//! A lost bracket leaves the reader to guess what was an aside; in a translation it often shows that the
//! end of a sentence was cut off.
//!
//! ## Example
//! ```text
//! es: La reunión (aplazada ya dos veces se celebrará el jueves.
//! vi: Bảo tàng mở cửa đến 17 giờ) vào các ngày trong tuần.
//! ```
//!
//! ## Not reported
//! - Smileys, and the letters or numbers of a list: `a)`, `1)`, `iv)`.
//! - Intervals: `[0, 1)`.
//! - An aside that runs over several passages.
//! - Brackets inside code, links and placeholders.
//! - What the source has too is one finding, and said to be the source's.

use super::prose;
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::document::BlockKind;
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct UnbalancedBracket;

static META: Meta = Meta {
    name: "unbalanced-bracket",
    category: Category::Punctuation,
    severity: Severity::Minor,
};

const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')];

/// The bytes that they begin with.
const FIRST: &[u8] = &[b'(', b')', b'[', b']', 0xe3, 0xef];

/// Where the wide forms begin among them.
const WIDE: usize = 2;

/// An aside may run over so many passages before its closing bracket is too far off to be its own. The items of a list in
/// it do not count.
const ASIDE: usize = 3;

/// A bracket without a partner.
#[derive(Debug, Clone, Copy)]
struct Lone {
    place: Span,
    bracket: char,
    passage: usize,
    /// Passages before its own that are no items of a list.
    before: usize,
}

impl Check for UnbalancedBracket {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        if !text.document.has_any(FIRST) {
            return;
        }
        let mut lone = Vec::new();
        let mut before = 0;
        for (number, block) in text.document.passages().enumerate() {
            in_passage(text, (number, before), block.span, &mut lone);
            before += usize::from(block.kind != BlockKind::ListItem);
        }
        found.extend(without_asides(&lone).iter().map(|lone| draft(text, *lone)));
    }
}

fn in_passage(
    text: &Text<'_>,
    (passage, before): (usize, usize),
    span: Span,
    lone: &mut Vec<Lone>,
) {
    let said = text.str(span);
    if !said.bytes().any(|byte| FIRST.contains(&byte)) {
        return;
    }
    let mut open: [Vec<Lone>; PAIRS.len()] = Default::default();
    let mut left: Vec<Lone> = Vec::new();
    for (at, bracket) in said.char_indices() {
        let Some((kind, opens)) = kind(bracket) else {
            continue;
        };
        let place = Span::new(at, at + bracket.len_utf8()).shifted(span.start());
        let mouth = is_smiley(said, at) && !closes_after_smiley(said, at, &open[kind]);
        if mouth || prose::is_code(text, place) {
            continue;
        }
        let here = Lone {
            place,
            bracket,
            passage,
            before,
        };
        if opens {
            open[kind].push(here);
        } else if open[kind].pop().is_none() && (is_within(&open) || !is_list_mark(said, at)) {
            left.push(here);
        }
    }
    left.extend(open.into_iter().flatten());
    left.sort_unstable_by_key(|lone| lone.place);
    if !is_interval(text, &left) {
        lone.extend(left);
    }
}

fn is_within(open: &[Vec<Lone>]) -> bool {
    open.iter().any(|open| !open.is_empty())
}

/// The number of a bracket's pair and whether it opens.
fn kind(c: char) -> Option<(usize, bool)> {
    let kind = PAIRS
        .iter()
        .position(|&(open, close)| c == open || c == close)?;
    // Texts mix the wide round brackets with the narrow ones.
    Some((kind % WIDE, PAIRS[kind].0 == c))
}

/// Whether a round bracket is the mouth of a face: `:)`, `;-(`, `(:`.
fn is_smiley(said: &str, at: usize) -> bool {
    let before = said.get(..at).unwrap_or_default();
    let after = said.get(at..).unwrap_or_default().chars().nth(1);
    let face = before.trim_end_matches(['-', '\'', '\u{2019}', '^']);
    // At the end a face may stand right behind a stop, or behind a word where no spaces stand between words.
    let stop = |c: char| "!?.…".contains(c) || c >= '\u{2e80}';
    let apart = |c: char| c.is_whitespace() || after.is_none() && stop(c);
    let eyes = face.ends_with([':', ';', '=']) && face.chars().rev().nth(1).is_none_or(apart);
    let turned = after.is_some_and(|c| matches!(c, ':' | ';'))
        && before.chars().next_back().is_none_or(char::is_whitespace);
    let mouth = before
        .chars()
        .rev()
        .take(6)
        .find(|c| !matches!(c, ')' | '('));
    let repeated = before.ends_with([')', '(']) && matches!(mouth, Some(':' | ';'));
    eyes || turned || repeated
}

/// Whether a bracket that could be a wide mouth closes an aside that ends in a face: `(so easy :))`.
fn closes_after_smiley(said: &str, at: usize, open: &[Lone]) -> bool {
    let last = !said.get(at + 1..).is_some_and(|rest| rest.starts_with(')'));
    let behind = said.get(..at).is_some_and(|before| before.ends_with(')'));
    !open.is_empty() && last && behind
}

/// Whether a closing bracket stands behind the letter or number of a list: `a)`, `12)`, `iv)`.
fn is_list_mark(said: &str, at: usize) -> bool {
    let before = said.get(..at).unwrap_or_default();
    let label = before
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    let rest = before.strip_suffix(label).unwrap_or_default();
    (1..=4).contains(&label.chars().count())
        && is_label(label)
        && rest
            .chars()
            .next_back()
            .is_none_or(|c| c.is_whitespace() || "*-.•>:：、，。；".contains(c))
}

fn is_label(label: &str) -> bool {
    let roman = label
        .chars()
        .all(|c| matches!(c.to_ascii_lowercase(), 'i' | 'v' | 'x'));
    roman || label.chars().all(char::is_numeric) || label.chars().count() == 1
}

/// Whether what is left over is an interval: `[0, 1)`.
fn is_interval(text: &Text<'_>, left: &[Lone]) -> bool {
    let [one, other] = left else { return false };
    let inner = text.str(one.place.cover(other.place));
    let opens = kind(one.bracket).is_some_and(|(_, opens)| opens);
    opens
        && inner.len() <= 24
        && inner.contains([',', ';'])
        && inner.contains(|c: char| c.is_ascii_digit())
}

/// Leaves out an opening bracket whose closing one stands a few passages on.
fn without_asides(lone: &[Lone]) -> Vec<Lone> {
    let mut open: [Vec<Lone>; PAIRS.len()] = Default::default();
    let mut left: Vec<Lone> = Vec::new();
    for &here in lone {
        let Some((kind, opens)) = kind(here.bracket) else {
            continue;
        };
        let near =
            |other: &Lone| other.passage < here.passage && here.before - other.before <= ASIDE;
        if opens {
            open[kind].push(here);
        } else if open[kind].pop_if(|other| near(other)).is_none() {
            left.push(here);
        }
    }
    left.extend(open.into_iter().flatten());
    left.sort_unstable_by_key(|lone| lone.place);
    left
}

fn draft(text: &Text<'_>, lone: Lone) -> Draft {
    let segment = text
        .segment_of(lone.place)
        .map_or(lone.place, |segment| segment.span);
    let opens = kind(lone.bracket).is_some_and(|(_, opens)| opens);
    let (around, said) = if opens {
        (
            Span::new(lone.place.start(), segment.end()),
            "is opened here and never closed",
        )
    } else {
        let before = Span::new(segment.start(), lone.place.end());
        (
            last_words(text, before),
            "is closed here and was never opened",
        )
    };
    let message = format!("a bracket {said}: {}", prose::quote(text.str(around)));
    Draft::new(Severity::Minor, 0.85, message, Role::Text, lone.place).value(lone.bracket)
}

/// The last 60 or so bytes of a stretch, from a word on.
fn last_words(text: &Text<'_>, span: Span) -> Span {
    let said = text.str(span);
    let wanted = said.len().saturating_sub(60);
    let from = said
        .char_indices()
        .find(|&(at, c)| at >= wanted && (at == 0 || c.is_whitespace()))
        .map_or(0, |(at, _)| at);
    Span::new(span.start() + from, span.end()).trimmed(text.document.text())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_and_list_letters_are_no_brackets() {
        assert!(is_smiley("See you :)", 9) && is_smiley("oh ;-(", 5) && is_smiley("(: hi", 0));
        assert!(!is_smiley("as follows:(one)", 11) && !is_smiley("(one)", 4));
        assert!(
            is_list_mark("a) first", 1)
                && is_list_mark("see 12) here", 6)
                && is_list_mark("iv) last", 2)
        );
        assert!(!is_list_mark("the end) of", 7));
    }
}
