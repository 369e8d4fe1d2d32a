//! code-block-mismatch: a block of code is missing, or its code is another
//!
//! ## What it does
//! In Markdown, compares the blocks of code between the same passages: whether each is there, and whether numbers and names
//! in the code are the same. Comments and texts in quotation marks are left out, since they are translated.
//!
//! ## Why it matters
//! Readers copy code and run it. Code in a translation grows old unseen: the page was updated, the translation was not.
//!
//! ## Example
//! ```text
//! en: server.listen(8080) // start
//! es: server.listen(8000) // empezar
//! ```
//!
//! ## Not reported
//! - Comments, texts in quotation marks, white space, the name of the language behind the fence.
//! - Words of prose in code (page text in HTML, output of programs): only numbers and names that no prose has
//!   (`max_size`, `readFile`, `open(`) are compared.
//! - Names that another name takes the place of throughout the block, as where examples are translated.
//! - Code that is set off by indentation, or within running text (`placeholder-mismatch` looks at that).
//! - A block that only moved to the other side of a paragraph.

use std::collections::BTreeMap;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::article::Kind;
use crate::document::{Block, BlockKind};
use crate::text::{Span, shorten};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct CodeBlockMismatch;

static META: Meta = Meta {
    name: "code-block-mismatch",
    category: Category::Markup,
    severity: Severity::Minor,
};

/// So many names are quoted in a message.
const SHOWN: usize = 3;

impl Check for CodeBlockMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.kind != Kind::Translation {
            return;
        }
        let (source, target) = (codes(&pair.source), codes(&pair.target));
        if source.is_empty() && target.is_empty() {
            return;
        }
        let matched = matched(pair, &source, &target);
        for &(one, other) in &matched {
            found.extend(change(pair, &source[one], &target[other]));
        }
        let lone = |count: usize, side: fn(&(usize, usize)) -> usize| {
            let taken: Vec<usize> = matched.iter().map(side).collect();
            (0..count).filter(move |at| taken.binary_search(at).is_err())
        };
        let gone: Vec<_> = lone(source.len(), |two| two.0).collect();
        let came: Vec<_> = lone(target.len(), |two| two.1).collect();
        missing(pair, &source, &gone, found);
        added(pair, &target, &came, found);
    }
}

/// A fenced block of code.
#[derive(Debug)]
struct Code {
    span: Span,
    /// How many passages stand before it.
    passages: usize,
    /// Its code without comments, texts and white space.
    bare: String,
    /// Its numbers and names that no prose has, with how often they stand.
    names: BTreeMap<String, usize>,
}

fn codes(text: &Text<'_>) -> Vec<Code> {
    let mut passages = 0;
    let mut out = Vec::new();
    for block in text.document.blocks() {
        if block.kind.is_passage() {
            passages += 1;
        } else if let Some(code) = inner(text, block) {
            let bare = without_comments(code);
            out.push(Code {
                span: block.span,
                passages,
                names: names(&bare),
                bare: bare.split_whitespace().collect(),
            });
        }
    }
    out
}

/// The lines between the fences of a block.
fn inner<'a>(text: &Text<'a>, block: &Block) -> Option<&'a str> {
    let said = text.str(block.span);
    let fenced =
        block.kind == BlockKind::Code && (said.starts_with("```") || said.starts_with("~~~"));
    let (_, rest) = said.split_once('\n').filter(|_| fenced)?;
    let end = rest.trim_end().rfind('\n').map_or(0, |at| at + 1);
    let last = rest.get(end..).unwrap_or_default().trim();
    let closed = last.starts_with("```") || last.starts_with("~~~");
    Some(if closed {
        rest.get(..end).unwrap_or_default()
    } else {
        rest
    })
}

/// The code without what is translated in it: comments, and what stands in quotation marks.
fn without_comments(code: &str) -> String {
    let mut out = String::with_capacity(code.len());
    let mut rest = code;
    let mut before = '\n';
    while let Some(c) = rest.chars().next() {
        let last = out.trim_end_matches([' ', '\t']).chars().next_back();
        let skipped = skipped(rest, before, last.unwrap_or('\n'));
        if skipped > 0 {
            // What was left out parts what stands around it.
            out.push(' ');
            before = ' ';
            rest = rest.get(skipped..).unwrap_or_default();
        } else {
            out.push(c);
            before = c;
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
    }
    out
}

/// How many bytes of a comment or of a quoted text begin here. `last` is the last character that is no space.
fn skipped(rest: &str, before: char, last: char) -> usize {
    const AROUND: [(&str, &str); 5] = [
        ("/*", "*/"),
        ("<!--", "-->"),
        ("\"\"\"", "\"\"\""),
        ("'''", "'''"),
        ("`", "`"),
    ];
    for (open, close) in AROUND {
        if let Some(inside) = rest.strip_prefix(open) {
            return inside
                .find(close)
                .map_or(0, |at| open.len() + at + close.len());
        }
    }
    let line = rest.split('\n').next().unwrap_or_default();
    let next = rest.chars().nth(1).unwrap_or('\n');
    let opens_word = before.is_whitespace();
    let comment = rest.starts_with("//") && before != ':'
        || opens_word
            && rest.starts_with('#')
            && (next.is_whitespace() || matches!(next, '#' | '!'))
        // In a shell, two hyphens within a line part arguments.
        || matches!(last, '\n' | ';' | ',') && rest.starts_with("-- ");
    if comment {
        return line.len();
    }
    match rest.chars().next() {
        // An apostrophe within a word opens nothing.
        Some(quote @ ('"' | '\'')) if !before.is_alphanumeric() => line
            .get(1..)
            .and_then(|inside| inside.find(quote))
            .map_or(0, |at| at + 2),
        Some(_) | None => 0,
    }
}

/// Numbers, and names that no prose has: with `_`, digits or a capital within, called, or behind a point.
fn names(code: &str) -> BTreeMap<String, usize> {
    let mut out = BTreeMap::new();
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    while let Some(rest) = code.get(at..).filter(|rest| !rest.is_empty()) {
        let word = number_at(rest)
            .or_else(|| rest.split(|c: char| !is_part(c)).next())
            .unwrap_or_default();
        if word.is_empty() {
            at += rest.chars().next().map_or(1, char::len_utf8);
            continue;
        }
        let before = code.get(..at).and_then(|before| before.chars().next_back());
        let after = rest
            .get(word.len()..)
            .and_then(|after| after.chars().next());
        let inside = word
            .chars()
            .skip(1)
            .any(|c| c == '_' || c.is_numeric() || c.is_uppercase());
        let number = word.chars().all(|c| c.is_ascii_digit() || c == '.');
        // `e.g.` has a letter behind a point, too.
        let member = matches!(before, Some('.' | '@' | '$')) && word.len() > 1;
        let called = after == Some('(') || member;
        let small = word.chars().any(char::is_lowercase);
        if word.is_ascii() && (number || called || inside && (small || word.contains('_'))) {
            *out.entry(word.to_owned()).or_insert(0) += 1;
        }
        at += word.len();
    }
    out
}

/// A number with points between its digits, which is one thing: `0.5`, `3.12`, `127.0.0.1`.
fn number_at(text: &str) -> Option<&str> {
    let part = |c: char| c.is_ascii_digit() || c == '.';
    let number = text.get(..text.find(|c| !part(c)).unwrap_or(text.len()))?;
    let number = number.trim_end_matches('.');
    let after = text.get(number.len()..)?.chars().next();
    let whole = !after.is_some_and(|c| c.is_alphanumeric() || c == '_');
    (whole && number.contains('.') && number.starts_with(|c: char| c.is_ascii_digit()))
        .then_some(number)
}

/// Which blocks stand for each other, in order: as many on both sides, block by block; else those with the same code,
/// and between them those that stand between the same passages.
fn matched(pair: &Pair<'_>, source: &[Code], target: &[Code]) -> Vec<(usize, usize)> {
    if source.len() == target.len() {
        return (0..source.len()).zip(0..target.len()).collect();
    }
    let mut by_code: BTreeMap<&str, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for (at, code) in source.iter().enumerate() {
        by_code.entry(&code.bare).or_default().0.push(at);
    }
    for (at, code) in target.iter().enumerate() {
        by_code.entry(&code.bare).or_default().1.push(at);
    }
    let mut same: Vec<(usize, usize)> = by_code
        .values()
        .filter_map(
            |(ours, theirs)| match (ours.as_slice(), theirs.as_slice()) {
                (&[one], &[other]) => Some((one, other)),
                (_, _) => None,
            },
        )
        .collect();
    same.sort_unstable();
    let expected = expected(pair, source);
    let mut out: Vec<(usize, usize)> = Vec::new();
    let (mut one, mut other) = (0, 0);
    for anchor in same.into_iter().chain([(source.len(), target.len())]) {
        if anchor.0 < one || anchor.1 < other {
            continue;
        }
        between(&expected, target, (one, other), anchor, &mut out);
        if anchor.0 < source.len() {
            out.push(anchor);
        }
        (one, other) = (anchor.0 + 1, anchor.1 + 1);
    }
    out
}

/// Matches the blocks from one place to another by the passages that they stand between.
fn between(
    expected: &[usize],
    target: &[Code],
    from: (usize, usize),
    to: (usize, usize),
    out: &mut Vec<(usize, usize)>,
) {
    let (mut one, mut other) = from;
    let as_many = to.0 - one == to.1 - other;
    while one < to.0 && other < to.1 {
        let (here, there) = (expected[one], target[other].passages);
        if as_many || here == there {
            out.push((one, other));
            one += 1;
            other += 1;
        } else if here < there {
            one += 1;
        } else {
            other += 1;
        }
    }
}

/// How many passages of the target would stand before each block of the source.
fn expected(pair: &Pair<'_>, source: &[Code]) -> Vec<usize> {
    let mut ends = vec![0; pair.source.document.passage_count() + 1];
    for bead in pair.passage_beads() {
        if bead.is_matched()
            && let Some(slot) = ends.get_mut(bead.source.end)
        {
            *slot = bead.target.end;
        }
    }
    let mut last = 0;
    for end in &mut ends {
        last = last.max(*end);
        *end = last;
    }
    source
        .iter()
        .map(|code| ends.get(code.passages).copied().unwrap_or(last))
        .collect()
}

/// What numbers and names differ in two blocks that stand for each other.
fn change(pair: &Pair<'_>, one: &Code, other: &Code) -> Option<Draft> {
    if one.bare == other.bare {
        return None;
    }
    let less = |a: &BTreeMap<String, usize>, b: &BTreeMap<String, usize>| -> Vec<(String, usize)> {
        a.iter()
            .filter_map(|(name, count)| {
                let more = count.saturating_sub(b.get(name).copied().unwrap_or(0));
                (more > 0).then(|| (name.clone(), more))
            })
            .collect()
    };
    let (gone, came) = (
        less(&one.names, &other.names),
        less(&other.names, &one.names),
    );
    if gone.is_empty() && came.is_empty() || renamed(&gone, &came) {
        return None;
    }
    let english = prose::the_source(pair);
    let message = match (list(&gone), list(&came)) {
        (gone, came) if came.is_empty() => format!("{gone} of the code in {english} is not here"),
        (gone, came) if gone.is_empty() => format!("{came} of this code is not in {english}"),
        (gone, came) => format!("the code has {came} here and {gone} in {english}"),
    };
    let names = |list: &[(String, usize)]| -> String {
        list.iter()
            .map(|(name, _)| name.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    };
    Some(
        Draft::new(Severity::Minor, 0.75, message, Role::Target, other.span)
            .and(Role::Source, one.span)
            .value(names(&gone))
            .value(names(&came)),
    )
}

/// Whether as many names took the places of as many others, each as often: names of an example that were translated.
fn renamed(gone: &[(String, usize)], came: &[(String, usize)]) -> bool {
    let counts = |list: &[(String, usize)]| {
        let mut counts: Vec<usize> = list.iter().map(|(_, count)| *count).collect();
        counts.sort_unstable();
        counts
    };
    let words = |list: &[(String, usize)]| {
        list.iter()
            .all(|(name, _)| !name.chars().all(|c| c.is_ascii_digit()))
    };
    words(gone) && words(came) && counts(gone) == counts(came)
}

/// Some names in the marks of code.
fn list(names: &[(String, usize)]) -> String {
    let shown: Vec<_> = names
        .iter()
        .take(SHOWN)
        .map(|(name, _)| format!("`{}`", shorten(name, 40)))
        .collect();
    let more = names.len().saturating_sub(SHOWN);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{}{rest}", shown.join(", "))
}

/// Blocks of the source that the target does not have: neighbours are one finding.
fn missing(pair: &Pair<'_>, source: &[Code], gone: &[usize], found: &mut Vec<Draft>) {
    let english = prose::the_source(pair);
    let expected = expected(pair, source);
    for run in gone.chunk_by(|a, b| a + 1 == *b) {
        let Some(first) = run.first().map(|&at| &source[at]) else {
            continue;
        };
        let what = what(run.len(), &pair.source, first.span);
        let message = format!("{what} of {english} is not here");
        let mut draft = Draft::new(Severity::Minor, 0.75, message, Role::Source, first.span)
            .value(first.bare.clone())
            .value("");
        let passage = run.first().map_or(0, |&at| expected[at].saturating_sub(1));
        if passage < pair.target.document.passage_count() {
            draft = draft.showing(Role::Target, pair.target.document.passage(passage).span);
        }
        found.push(draft);
    }
}

/// Blocks that only the target has.
fn added(pair: &Pair<'_>, target: &[Code], came: &[usize], found: &mut Vec<Draft>) {
    let english = prose::the_source(pair);
    for run in came.chunk_by(|a, b| a + 1 == *b) {
        let Some(first) = run.first().map(|&at| &target[at]) else {
            continue;
        };
        let what = what(run.len(), &pair.target, first.span);
        let message = format!("{what} is not in {english}");
        found.push(
            Draft::new(Severity::Minor, 0.7, message, Role::Target, first.span)
                .value("")
                .value(first.bare.clone()),
        );
    }
}

fn what(count: usize, text: &Text<'_>, span: Span) -> String {
    let mut lines = text.str(span).lines().skip(1);
    let code = lines
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let quote = prose::quote(code.trim());
    if count > 1 {
        format!("a run of {count} blocks of code that begins with {quote}")
    } else {
        format!("the block of code that begins with {quote}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(code: &str) -> Vec<String> {
        names(&without_comments(code)).into_keys().collect()
    }

    #[test]
    fn comments_and_texts_are_left_out() {
        assert_eq!(named("open(path) # see issue 12\n"), ["open"]);
        assert_eq!(named("let x = 'max_size 3'; // 4\n"), [""; 0]);
        assert_eq!(named("/* a_b */ f(1)"), ["1", "f"]);
        assert_eq!(named("see https://x.y/z_1"), ["z_1"]);
        assert_eq!(named("#include <a_b>"), ["a_b"]);
        assert_eq!(named("at 127.0.0.1:8000."), ["127.0.0.1", "8000"]);
    }

    #[test]
    fn an_apostrophe_opens_no_text() {
        assert_eq!(named("don't open(8080) it's"), ["8080", "open"]);
    }

    #[test]
    fn page_text_is_no_name() {
        assert_eq!(named("<p>Hello my friend.</p>"), [""; 0]);
    }
}
