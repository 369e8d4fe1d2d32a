//! placeholder-mismatch: a placeholder, a tag or inline code changed, was lost or came in
//!
//! ## What it does
//! `{name}`, `%1$d`, `{{user.id}}`, `<b>`, `` `npm run` `` and leftover entities must be the same in both
//! versions, each as often. Their order is free.
//!
//! ## Why it matters
//! A program fills placeholders in by their names. A translated name shows the reader a pair of braces,
//! or stops the program.
//!
//! ## Example
//! ```text
//! en: Hello {name}, you have {count} messages.
//! es: Hola, {nombre}: tiene {count} mensajes.
//! ```
//! → the placeholder “{name}” became “{nombre}”
//!
//! ## Not reported
//! - Another order, another place in the sentence or in the sentence beside it.
//! - Attributes of a tag, which hold addresses and words to translate.

use super::carried::{Event, Fate, events};
use super::{Category, Check, Draft, Meta, Pair, Severity};
use crate::facts::{Fact, Value};

/// The rule.
#[derive(Debug)]
pub(super) struct PlaceholderMismatch;

static META: Meta = Meta {
    name: "placeholder-mismatch",
    category: Category::Markup,
    severity: Severity::Major,
};

impl Check for PlaceholderMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        found.extend(
            events(pair, placeholder)
                .iter()
                .map(|event| judge(pair, event)),
        );
    }
}

fn placeholder(fact: &Fact) -> Option<&str> {
    if let Value::Placeholder(placeholder) = &fact.value {
        Some(placeholder)
    } else {
        None
    }
}

fn judge(pair: &Pair<'_>, event: &Event<'_>) -> Draft {
    let (Fate::Changed(fact, _) | Fate::Lost(fact) | Fate::New(fact)) = event.fate;
    let (thing, fills) = thing(placeholder(fact).unwrap_or_default());
    let severity = if fills {
        Severity::Major
    } else {
        Severity::Minor
    };
    let confidence = match event.fate {
        Fate::Changed(..) | Fate::Lost(_) => 0.9,
        Fate::New(_) => 0.8,
    };
    event.draft(pair, thing, severity, confidence)
}

/// What a translator calls it, and whether a program fills it in.
fn thing(placeholder: &str) -> (&'static str, bool) {
    match placeholder.chars().next() {
        Some('<') => ("tag", false),
        Some('`') => ("inline code", false),
        Some('&') => ("entity", false),
        Some(_) | None => ("placeholder", true),
    }
}
