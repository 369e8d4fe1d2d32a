//! punctuation: marks doubled, set off by a space, or left from a sentence that was cut
//!
//! ## What it does
//! Reports the few slips that are sure: a doubled comma, semicolon or full stop, a comma and full stop
//! side by side, a space before a mark that takes none in the language, and a capital after a semicolon
//! in a text that otherwise goes on in lower case there (two sentences joined, or one cut in two). A
//! last full stop that only the source has is noted as neutral.
//!
//! ## Why it matters
//! Each is small. Together they tell where a text was pasted, cut or never proof-read.
//!
//! ## Example
//! ```text
//! en: The office is closed today; come back on Friday.
//! es: La oficina está cerrada hoy; Vuelva el viernes,.
//! ```
//!
//! ## Not reported
//! - Three dots, `!!`, `?!`, and an abbreviation's point before a comma: `etc.,`.
//! - The space that a language sets before `;`, `:`, `!`, `?` (the pack says which: French).
//! - A capital after a semicolon where a name or an acronym follows.
//! - Code, links and placeholders.

use std::collections::BTreeSet;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::document::{Block, BlockKind, Segment};
use crate::facts::Value;
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Punctuation;

static META: Meta = Meta {
    name: "punctuation",
    category: Category::Punctuation,
    severity: Severity::Minor,
};

impl Check for Punctuation {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let bytes = text.document.bytes;
        let may_double = bytes.behind_mark.has_any(b",;.") || bytes.any.may_have_wide();
        let may_be_spaced = bytes.behind_space.has_any(b",.;:!?");
        if may_double || may_be_spaced {
            let blocks = text.document.passages();
            for block in blocks.filter(|block| is_prose(block.kind)) {
                found.extend(doubled(text, block.span));
                found.extend(spaced(text, block.span));
            }
        }
        capitals(text, found);
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let one_to_one = |bead: &&crate::align::Bead| {
            bead.source.len() == 1 && bead.target.len() == 1 && bead.score >= 0.5
        };
        for bead in pair.passage_beads().iter().filter(one_to_one) {
            let (source, target) = (
                pair.source.document.passage(bead.source.start),
                pair.target.document.passage(bead.target.start),
            );
            found.extend(lost_stop(pair, source, target));
        }
    }
}

fn is_prose(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Paragraph | BlockKind::Caption | BlockKind::ListItem | BlockKind::Heading(_) => {
            true
        }
        BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => false,
    }
}

/// The first doubled mark of a passage.
fn doubled(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    if !may_double(said) {
        return None;
    }
    let marks = said
        .char_indices()
        .filter(|(_, c)| matches!(c, ',' | ';' | '.' | '，' | '。'));
    for (at, mark) in marks {
        let before = said.get(..at).and_then(|before| before.chars().next_back());
        let mut behind = said.get(at + mark.len_utf8()..).unwrap_or_default().chars();
        let (Some(next), after) = (behind.next(), behind.next()) else {
            break;
        };
        let ends = after.is_none_or(|c| c.is_whitespace() || is_closing(c));
        let is_double = match (mark, next) {
            (',', ',') | (';', ';') | ('，', '，') | ('。', '。') => {
                before != Some(mark) && after != Some(next)
            }
            ('.', '.') => before.is_some_and(|c| c.is_alphabetic() || is_closing(c)) && ends,
            (',' | ';', '.') | (';', ',') | (',', ';') => {
                before.is_some_and(char::is_alphanumeric) && ends
            }
            _ => false,
        };
        let place = Span::new(at, at + mark.len_utf8() + next.len_utf8()).shifted(span.start());
        if is_double && !prose::is_code(text, place) {
            let message = format!(
                "two marks stand side by side: {}",
                prose::quote(around(said, at))
            );
            return Some(
                Draft::new(Severity::Minor, 0.85, message, Role::Text, place).value("doubled"),
            );
        }
    }
    None
}

/// Whether two of the marks stand side by side anywhere, or one of the wide ones at all.
fn may_double(said: &str) -> bool {
    let mut behind = 0;
    let mut marks = memchr::memchr3_iter(b',', b';', b'.', said.as_bytes());
    let double = marks.any(|at| {
        let double = at > 0 && at == behind;
        behind = at + 1;
        double
    });
    double || !said.is_ascii() && said.bytes().any(|byte| byte >= 0xe3)
}

/// The first mark of a passage that is set off from its word.
fn spaced(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let exempt = |mark: char| {
        text.pack()
            .is_some_and(|pack| pack.spaced_marks.contains(mark))
    };
    let complete = text.pack().is_some_and(|pack| pack.complete);
    let spaces = memchr::memchr_iter(b' ', said.as_bytes());
    for space in spaces {
        let next = said.as_bytes().get(space + 1).copied();
        let Some(mark) = next.filter(u8::is_ascii_punctuation).map(char::from) else {
            continue;
        };
        let is_mark =
            matches!(mark, ',' | '.') || (complete && matches!(mark, ';' | ':' | '!' | '?'));
        if !is_mark {
            continue;
        }
        let at = space + 1;
        let before = said.get(..space).and_then(|word| word.chars().next_back());
        let after = said
            .get(at + mark.len_utf8()..)
            .unwrap_or_default()
            .chars()
            .next();
        let off = before.is_some_and(char::is_alphanumeric);
        let place = Span::new(at, at + mark.len_utf8()).shifted(span.start());
        if off
            && !exempt(mark)
            && after.is_none_or(char::is_whitespace)
            && !prose::is_code(text, place)
        {
            let message = format!(
                "a space stands before “{mark}”: {}",
                prose::quote(around(said, at))
            );
            return Some(
                Draft::new(Severity::Minor, 0.8, message, Role::Text, place).value("spaced"),
            );
        }
    }
    None
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '"' | '”' | '’' | '»' | '\'')
}

/// A few words around a place.
fn around(said: &str, at: usize) -> &str {
    /// Characters on each side, for scripts that set no spaces.
    const WIDEST: usize = 40;
    let (before, after) = (
        said.get(..at).unwrap_or_default(),
        said.get(at..).unwrap_or_default(),
    );
    let words = before
        .rmatch_indices(' ')
        .nth(3)
        .map_or(0, |(at, _)| at + 1);
    let from = before
        .char_indices()
        .rev()
        .nth(WIDEST)
        .map_or(words, |(at, _)| at.max(words));
    let words = after
        .match_indices(' ')
        .nth(3)
        .map_or(after.len(), |(at, _)| at);
    let to = after
        .char_indices()
        .nth(WIDEST)
        .map_or(words, |(at, _)| at.min(words));
    let to = at + to;
    Span::new(from, to).of(said)
}

/// Words with a capital behind a semicolon, where the text shows that they need none.
fn capitals(text: &Text<'_>, found: &mut Vec<Draft>) {
    let Some(language) = text.language().filter(|_| text.document.has_any(b";")) else {
        return;
    };
    let (mut sure, mut other) = (Vec::new(), Vec::new());
    let mut goes_on_small = 0;
    for segment in text.document.segments() {
        for (at, word) in after_semicolons(text, *segment) {
            let lower = word.to_lowercase();
            if word == lower {
                goes_on_small += 1;
            } else if prose::is_grammar(language, &lower) {
                sure.push((at, word));
            } else if !is_named(text, *segment, at) {
                other.push((at, word, lower));
            }
        }
    }
    if sure.is_empty() || sure.len() > 2 * (goes_on_small + 3) {
        return;
    }
    // Where words of grammar show the slip, other words that the text knows in lower case are one too.
    let small = if other.is_empty() {
        BTreeSet::new()
    } else {
        small_words(text)
    };
    other.retain(|(_, _, lower)| small.contains(lower.as_str()));
    let mut all: Vec<(Span, &str)> = sure;
    all.extend(other.into_iter().map(|(at, word, _)| (at, word)));
    all.sort_unstable_by_key(|&(at, _)| at);
    for (at, word) in all {
        let message =
            format!("“{word}” follows a semicolon with a capital, as if a sentence began here");
        found.push(
            Draft::new(Severity::Minor, 0.6, message, Role::Text, at).value(word.to_lowercase()),
        );
    }
}

/// The semicolons of a segment with the word behind each.
fn after_semicolons<'a>(text: &Text<'a>, segment: Segment) -> Vec<(Span, &'a str)> {
    let said = text.str(segment.span);
    let words = said.match_indices(';').filter_map(|(at, mark)| {
        let from = at + mark.len() + 1;
        let rest = said.get(at + mark.len()..)?.strip_prefix(' ')?;
        let word = rest
            .split(|c: char| !c.is_alphabetic())
            .next()
            .filter(|word| !word.is_empty())?;
        let cased = word
            .chars()
            .next()
            .is_some_and(|c| c.is_lowercase() || c.is_uppercase());
        let acronym = word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        (cased && !acronym).then(|| {
            (
                Span::new(at, from + word.len()).shifted(segment.span.start()),
                word,
            )
        })
    });
    words.collect()
}

/// Whether a name or an acronym begins there.
fn is_named(text: &Text<'_>, segment: Segment, at: Span) -> bool {
    text.facts
        .within(segment.span)
        .iter()
        .any(|fact| match &fact.value {
            Value::Name(name) => {
                fact.span.overlaps(at) && (name.words.len() > 1 || name.known.is_some())
            }
            Value::Acronym(_) | Value::Code(_) | Value::Link(_) | Value::Placeholder(_) => {
                fact.span.overlaps(at)
            }
            _ => false,
        })
}

/// All words of a text that stand in lower case.
fn small_words<'a>(text: &Text<'a>) -> BTreeSet<&'a str> {
    let words = text
        .document
        .passages()
        .flat_map(|block| prose::words(text, block.span).collect::<Vec<_>>());
    words
        .map(|(_, word)| word)
        .filter(|word| word.chars().all(char::is_lowercase))
        .collect()
}

/// A last full stop that only the source has.
fn lost_stop(pair: &Pair<'_>, source: &Block, target: &Block) -> Option<Draft> {
    let running = |block: &Block| match block.kind {
        BlockKind::Paragraph => block.segments.len() > 1 || pair.source.letters(block.span) > 60,
        BlockKind::Heading(_)
        | BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => false,
    };
    let (from, to) = (pair.source.str(source.span), pair.target.str(target.span));
    let stops = from.trim_end_matches(is_closing).ends_with(['.', '。']);
    let cut = to.ends_with(|c: char| c.is_alphabetic())
        && to.chars().next_back().is_some_and(char::is_lowercase);
    if !running(source) || !stops || !cut {
        return None;
    }
    let last = |text: &Text<'_>, span: Span| {
        let last = text.str(span).chars().next_back().map_or(0, char::len_utf8);
        Span::new(span.end() - last, span.end())
    };
    let message = format!(
        "the last full stop is missing: {}",
        prose::quote(around(to, to.len()))
    );
    let draft = Draft::new(
        Severity::Neutral,
        0.7,
        message,
        Role::Target,
        last(&pair.target, target.span),
    );
    Some(
        draft
            .and(Role::Source, last(&pair.source, source.span))
            .value(".")
            .value(""),
    )
}
