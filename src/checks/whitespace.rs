//! whitespace: two spaces within a sentence, or no space after a mark
//!
//! ## What it does
//! Finds two spaces between two words of a sentence, and a full stop or comma that runs into the word after it
//! ("llegó.El tren", "em,và").
//!
//! ## Why it matters
//! Nothing is said wrongly, but such places are where a text was cut and put together again, and a printed page shows
//! them. A missing space is minor; two spaces, which a browser shows as one, are only noted (neutral).
//!
//! ## Example
//! ```text
//! en: The museum  opens at nine.
//! es: El museo abre a las nueve.La entrada es gratuita.
//! ```
//!
//! ## Not reported
//! - Two spaces after a full stop or a colon, as some were taught to type.
//! - Three spaces and more, columns, tables, drawings in characters, and texts that double spaces all over: these are
//!   laid out so.
//! - Spaces that do not break (`10 000`, `« oui »`), wide spaces of Chinese and Japanese, tabs.
//! - A missing space where the next word is no common word of grammar: `Node.js`, `e.g.`, file names, initials.
//! - Each passage is reported once.

use super::prose;
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::document::{Block, BlockKind};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Whitespace;

static META: Meta = Meta {
    name: "whitespace",
    category: Category::Punctuation,
    severity: Severity::Minor,
};

/// A text that doubles spaces in one passage out of so many is laid out so, if it has a few passages.
const HABIT: usize = 4;

/// More doubled spaces in one passage than this are columns.
const COLUMNS: usize = 3;

impl Check for Whitespace {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let bytes = text.document.bytes;
        if !bytes.behind_space.has_any(b" ") && !bytes.behind_mark.may_have_letter() {
            return;
        }
        let running: Vec<&Block> = text
            .document
            .passages()
            .filter(|block| is_running(block.kind))
            .collect();
        let double: Vec<Span> = running
            .iter()
            .filter_map(|block| double_space(text, block.span))
            .collect();
        let habit = double.len() >= HABIT && double.len() * HABIT > running.len();
        if !habit {
            found.extend(double.into_iter().map(|place| {
                let message = format!("two spaces stand in {}", prose::quote(text.str(place)));
                Draft::new(Severity::Neutral, 0.8, message, Role::Text, place).value("double")
            }));
        }
        found.extend(
            running
                .iter()
                .filter_map(|block| no_space(text, block.span)),
        );
    }
}

fn is_running(kind: BlockKind) -> bool {
    match kind {
        BlockKind::Heading(_) | BlockKind::Paragraph | BlockKind::Caption | BlockKind::ListItem => {
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

/// The first two spaces between words of a passage that has no columns.
fn double_space(text: &Text<'_>, span: Span) -> Option<Span> {
    let said = text.str(span);
    if !said.contains("  ") || said.contains("   ") || said.contains('\t') {
        return None;
    }
    let places: Vec<_> = said.match_indices("  ").collect();
    if places.len() > COLUMNS {
        return None;
    }
    places.into_iter().find_map(|(at, spaces)| {
        let before = said.get(..at)?.chars().next_back()?;
        let after = said.get(at + spaces.len()..)?.chars().next()?;
        let place = Span::new(at, at + spaces.len()).shifted(span.start());
        let between_words = (before.is_alphanumeric() || before == ',') && after.is_alphanumeric();
        (between_words && !prose::is_code(text, place)).then(|| around(text, place))
    })
}

/// The first full stop or comma of a passage that runs into a word of grammar.
fn no_space(text: &Text<'_>, span: Span) -> Option<Draft> {
    let language = text.language()?;
    let said = text.str(span);
    let is_mark = |byte: u8| matches!(byte, b'.' | b',' | b';' | b'?' | b'!');
    let marks = said.bytes().enumerate().filter(|&(_, byte)| is_mark(byte));
    let mut marks = marks.map(|(at, mark)| (at, char::from(mark)));
    marks.find_map(|(at, mark)| {
        let before = said.get(..at)?;
        let after = said.get(at + 1..)?;
        let ends_word = |text: &str| {
            text.chars()
                .rev()
                .take_while(|c| c.is_alphanumeric())
                .take(3)
                .filter(|c| c.is_lowercase())
                .count()
        };
        let word: &str = after
            .split(|c: char| !c.is_alphabetic())
            .next()
            .filter(|word| word.chars().count() > 1)?;
        let goes_on = after
            .get(word.len()..)
            .and_then(|rest| rest.chars().next())
            .is_none_or(char::is_whitespace);
        let opens = word.chars().next().is_some_and(char::is_uppercase);
        let rest_small = word.chars().skip(1).all(char::is_lowercase);
        let fits = rest_small && (opens || matches!(mark, ',' | ';'));
        let sure = ends_word(before) >= 2
            && goes_on
            && fits
            && prose::is_grammar(language, &word.to_lowercase());
        let place = Span::new(at, at + 1).shifted(span.start());
        if !sure || prose::is_code(text, place) {
            return None;
        }
        let place = around(text, place);
        let quote = prose::quote(text.str(place));
        let message = format!("no space follows “{mark}” in {quote}");
        Some(Draft::new(Severity::Minor, 0.8, message, Role::Text, place).value("none"))
    })
}

/// The words on both sides of a place, or some letters where a language parts no words.
fn around(text: &Text<'_>, place: Span) -> Span {
    /// Words are shorter than this.
    const WORD: usize = 24;
    let whole = text.document.text();
    let before = whole.get(..place.start()).unwrap_or_default();
    let after = whole.get(place.end()..).unwrap_or_default();
    let is_word = |c: &char| !c.is_whitespace();
    let left = before.chars().rev().take(WORD).take_while(is_word);
    let right = after.chars().take(WORD).take_while(is_word);
    let bytes = |chars: &mut dyn Iterator<Item = char>| chars.map(char::len_utf8).sum::<usize>();
    Span::new(
        place.start() - bytes(&mut left.into_iter()),
        place.end() + bytes(&mut right.into_iter()),
    )
}
