//! Passages that say whose words stood before, and in which work.

use super::{Text, prose};
use crate::document::Block;
use crate::facts::Value;
use crate::text::Span;

/// Whether a passage says after a dash whose words stood before, and in which work: its title is the work's own. An author
/// stands before it; after a dash alone somebody speaks.
pub(super) fn cites(text: &Text<'_>, block: &Block) -> bool {
    /// Small words that may join a name and a title: `in her essay`.
    const JOINING: usize = 3;
    let mut chars = text.str(block.span).chars();
    let dash = matches!(chars.next(), Some('—' | '–' | '―'))
        && chars.next().is_some_and(char::is_whitespace);
    let author = chars.next().is_some_and(|c| c.is_uppercase() || c == '@');
    let titles = || {
        let facts = text.facts.within(block.span).iter();
        facts.filter(|fact| matches!(fact.value, Value::Quotation(_)))
    };
    let joins = |&(span, word): &(Span, &str)| {
        word.starts_with(char::is_lowercase) && !titles().any(|title| title.span.contains(span))
    };
    dash && author
        && titles().next().is_some()
        && prose::words(text, block.span).filter(joins).count() <= JOINING
}
