//! foreign-text: a passage in a language that is not the text's
//!
//! ## What it does
//! Reports a paragraph, heading or caption that is written in another language than the text around it,
//! and, as neutral, parts of the page in another language (navigation, counters). In a translation, what
//! is left in the source's own language is called `untranslated` instead.
//!
//! ## Why it matters
//! It is what a content system, a browser translation or a copied caption leaves behind.
//!
//! ## Example
//! ```text
//! es: El festival termina el domingo.
//!     Das Programm finden Sie auf unserer Website.
//! ```
//!
//! ## Not reported
//! - Names, titles and codes, which have no language of their own, and passages too short to tell.
//! - Passages in a language that cotejo has no model of, and in one that is written nearly as the text's is (Galician,
//!   Portuguese).
//! - A passage that stands in the same foreign language in the other version too: it is quoted.

use super::prose;
use super::{Category, Check, Draft, Meta, Origin, Pair, Role, Severity, Text, gap};
use crate::document::{Block, BlockKind};
use crate::language::{self, Language};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct ForeignText;

static META: Meta = Meta {
    name: "foreign-text",
    category: Category::Untranslated,
    severity: Severity::Minor,
};

impl Check for ForeignText {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn alone(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        found.extend(
            foreign(text).map(|(block, own, other)| draft(text, Role::Text, block, own, other)),
        );
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        for (block, own, other) in foreign(&pair.source) {
            if !is_quoted(&pair.target, block, other) {
                found.push(
                    draft(&pair.source, Role::Source, block, own, other).origin(Origin::Source),
                );
            }
        }
        for (block, own, other) in foreign(&pair.target) {
            let left_over = pair.source.language() == Some(other) && block.kind.is_passage();
            if !left_over && !is_quoted(&pair.source, block, other) {
                found.push(
                    draft(&pair.target, Role::Target, block, own, other).origin(Origin::Introduced),
                );
            }
        }
    }
}

/// Whether the other version has a foreign passage in the same language: what both quote is quoted on purpose.
fn is_quoted(version: &Text<'_>, block: &Block, language: Language) -> bool {
    block.kind.is_passage()
        && foreign(version).any(|(other, _, theirs)| other.kind.is_passage() && theirs == language)
}

/// The blocks of a text that are in another language, with the text's language and theirs.
pub(super) fn foreign<'a>(
    text: &Text<'a>,
) -> impl Iterator<Item = (&'a Block, Language, Language)> {
    let (text, own) = (*text, text.language());
    text.document.blocks().iter().filter_map(move |block| {
        let (own, other) = (own?, block.language?);
        let foreign = own != other && has_words(block.kind) && !is_own(&text, block, own, other);
        foreign.then_some((block, own, other))
    })
}

/// Whether the words of grammar speak against what the letters of a passage seem to say: foreign names
/// make a short sentence look foreign.
fn is_own(text: &Text<'_>, block: &Block, own: Language, other: Language) -> bool {
    let (mut words, mut ours, mut theirs) = (0, 0, 0);
    for (_, word) in prose::words(text, block.span) {
        let lower = word.to_lowercase();
        let (own, other) = (
            prose::is_grammar(own, &lower),
            prose::is_grammar(other, &lower),
        );
        words += 1;
        ours += usize::from(own && !other);
        theirs += usize::from(other && !own);
    }
    ours * 8 >= words && theirs <= ours
}

fn has_words(kind: BlockKind) -> bool {
    kind.is_passage() || kind == BlockKind::Furniture
}

fn draft(text: &Text<'_>, role: Role, block: &Block, own: Language, other: Language) -> Draft {
    let (severity, noun) = match block.kind {
        BlockKind::Furniture => (Severity::Neutral, "text of the page"),
        kind => (Severity::Minor, gap::noun(kind)),
    };
    let message = format!(
        "this {noun} is in {}, the text is in {}: {}",
        language::name(other),
        language::name(own),
        prose::quote(text.str(block.span)),
    );
    Draft::new(severity, 0.85, message, role, block.span)
        .value(own.to_string())
        .value(other.to_string())
}
