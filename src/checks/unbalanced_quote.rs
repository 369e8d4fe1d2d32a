//! unbalanced-quote: a quotation that is opened and never closed, or closed and never opened
//!
//! ## What it does
//! Pairs the quotation marks of each passage. A mark that finds no partner is reported.
//!
//! ## Why it matters
//! Without the second mark nobody can tell where the speaker's words end and the writer's begin.
//!
//! ## Example
//! ```text
//! es: La ministra dijo: "No habrá recortes y se marchó sin responder a más preguntas.
//! vi: Ông nói thêm: Chúng tôi sẽ quay lại vào tháng sau”.
//! ```
//!
//! ## Not reported
//! - A quotation of several paragraphs: each opens anew and only the last one closes.
//! - Apostrophes, feet and inches, minutes and seconds.
//! - What the source has too is one finding, and said to be the source's.

use super::prose;
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{Fact, Quotation, Value};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct UnbalancedQuote;

static META: Meta = Meta {
    name: "unbalanced-quote",
    category: Category::Punctuation,
    severity: Severity::Minor,
    source: include_str!("unbalanced_quote.rs"),
};

impl Check for UnbalancedQuote {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let halves = text.facts.all().iter().filter_map(|fact| half(fact).map(|quotation| (fact, quotation)));
        found.extend(halves.filter_map(|(fact, quotation)| draft(text, fact, quotation)));
    }
}

/// The quotation of a fact, where a mark is wanting.
fn half(fact: &Fact) -> Option<&Quotation> {
    match &fact.value {
        Value::Quotation(quotation) if quotation.opened != quotation.closed => Some(quotation),
        _ => None,
    }
}

fn draft(text: &Text<'_>, fact: &Fact, quotation: &Quotation) -> Option<Draft> {
    let number = prose::passage_at(text, fact.span)?;
    if quotation.opened && goes_on(text, number, fact.span) {
        return None;
    }
    let end = text.document.passage(number).span.end();
    let within = Span::new(fact.span.start(), fact.span.end().min(end));
    let said = text.str(within);
    let (message, value) = if quotation.opened {
        (format!("a quotation opens here and is never closed: {}", prose::quote(said)), "open")
    } else {
        (format!("a quotation closes here that was never opened: {}", prose::quote(&tail(said))), "close")
    };
    Some(Draft::new(Severity::Minor, 0.85, message, Role::Text, within).value(value))
}

/// Whether the next passage opens with the mark that this quotation opened with: speech of several paragraphs.
fn goes_on(text: &Text<'_>, passage: usize, quotation: Span) -> bool {
    if passage + 1 >= text.document.passage_count() {
        return false;
    }
    let mark = |span: Span| text.str(span).chars().next().filter(|c| !c.is_alphanumeric());
    let next = mark(text.document.passage(passage + 1).span);
    next.is_some() && next == mark(quotation)
}

/// The last words of a stretch, where the lonely mark is.
fn tail(said: &str) -> String {
    let words: Vec<&str> = said.split_whitespace().collect();
    let from = words.len().saturating_sub(8);
    let cut = if from > 0 { "…" } else { "" };
    format!("{cut}{}", words.get(from..).unwrap_or_default().join(" "))
}
