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
//! - An entity (`&lt;`) that only one version has is noted as neutral: the sign may be there in words.
//! - Inline code that the source has elsewhere, and this sentence of it calls "it", is noted as neutral.
//! - Inline code whose marks only the translation has is noted as neutral.
//! - Attributes of a tag, which hold addresses and words to translate.
//! - A remark between angle brackets that the version has in its own words (`<laugh/>`, `<Lachen>`) is noted as neutral.

use super::carried::{Event, Fate, events};
use super::prose;
use super::side::Side;
use super::vocabulary::is_common;
use super::{Category, Check, Draft, Meta, Pair, Severity};
use crate::facts::{Fact, Value};
use crate::text::Span;

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
    let alone = !matches!(event.fate, Fate::Changed(..));
    let severity = match thing {
        _ if fills => Severity::Major,
        // The sign that it stands for may be put into words; what it looks like is for `artifact` to say.
        "entity" if alone => Severity::Neutral,
        "tag" if is_remark(pair, event) => Severity::Neutral,
        _ => Severity::Minor,
    };
    let confidence = match event.fate {
        Fate::Changed(..) | Fate::Lost(_) => 0.9,
        Fate::New(_) => 0.8,
    };
    let draft = event.draft(pair, thing, severity, confidence);
    match event.fate {
        Fate::Lost(fact) => stands_plain(pair, event, fact, Side::Target, draft),
        Fate::New(fact) => stands_plain(pair, event, fact, Side::Source, draft),
        Fate::Changed(..) => draft,
    }
}

/// The draft for inline code that stands on a side as plain text: its words are all there, and only their marks are not.
fn stands_plain(
    pair: &Pair<'_>,
    event: &Event<'_>,
    fact: &Fact,
    side: Side,
    mut draft: Draft,
) -> Draft {
    let code = placeholder(fact).unwrap_or_default();
    let bare = code.trim_matches('`').trim();
    let there = side.span(pair, event.bead);
    let plain = stands_in(side.text(pair).str(there), bare);
    if !code.starts_with('`') || bare.is_empty() {
        return draft;
    }
    let Some(plain) = plain else {
        // Where the source goes on with "it", a version may say again what was meant.
        let said_before = || stands_in(pair.source.document.text(), code).is_some();
        if side == Side::Source && said_before() {
            draft.severity = Severity::Neutral;
        }
        return draft;
    };
    let places = draft.places.iter_mut();
    for (_, place) in places.filter(|(role, _)| *role == side.role()) {
        *place = plain.shifted(there.start());
    }
    let quote = prose::quote(bare);
    (draft.message, draft.severity) = match side {
        Side::Target => (
            format!("{quote} is inline code in the source and plain text here"),
            Severity::Minor,
        ),
        Side::Source => (
            format!("{quote} is inline code here and plain text in the source"),
            Severity::Neutral,
        ),
    };
    draft
}

/// Where some words stand in a text, outside of code and not as a part of a word.
fn stands_in(text: &str, words: &str) -> Option<Span> {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '`');
    let alone = |&(at, _): &(usize, &str)| {
        let before = text.get(..at).and_then(|it| it.chars().next_back());
        let after = text
            .get(at + words.len()..)
            .and_then(|it| it.chars().next());
        !part(before) && !part(after)
    };
    let (at, _) = text.match_indices(words).find(alone)?;
    Some(Span::new(at, at + words.len()))
}

/// Names of elements that are English words as well: what stands in such a tag is no remark.
const ELEMENTS: [&str; 44] = [
    "a", "address", "article", "aside", "base", "body", "button", "canvas", "caption", "center",
    "cite", "code", "data", "details", "div", "figure", "font", "footer", "form", "frame", "head",
    "header", "i", "image", "input", "label", "link", "main", "mark", "menu", "object", "output",
    "picture", "section", "select", "small", "source", "span", "strong", "style", "summary",
    "table", "title", "video",
];

/// Whether a tag is a remark in words (`<laugh/>`, `<parallel_talk>`) and the other side has one as well: transcripts mark
/// what is heard in this way, and say it in their own language.
fn is_remark(pair: &Pair<'_>, event: &Event<'_>) -> bool {
    let in_words = |fact: &Fact, side: Side| {
        let language = side.text(pair).language();
        let tag = placeholder(fact).unwrap_or_default();
        let name = tag.trim_matches(['<', '>', '/']).to_lowercase();
        !ELEMENTS.contains(&name.as_str())
            && name
                .split(['_', '-'])
                .all(|word| word.len() > 2 && is_common(language, word))
    };
    let remarks = |side: Side| remarks(side.text(pair).str(side.span(pair, event.bead)));
    match event.fate {
        Fate::Changed(from, to) => in_words(from, Side::Source) && in_words(to, Side::Target),
        Fate::Lost(from) => in_words(from, Side::Source) && remarks(Side::Target),
        Fate::New(to) => in_words(to, Side::Target) && remarks(Side::Source),
    }
}

/// Whether words stand between angle brackets.
fn remarks(said: &str) -> bool {
    /// Bytes of the longest remark.
    const LONGEST: usize = 60;
    let mut rests = said.split('<').skip(1);
    rests.any(|rest| {
        let inner = rest.split_once('>').map(|(inner, _)| inner);
        inner.is_some_and(|inner| inner.len() <= LONGEST && prose::letters(inner) > 2)
    })
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
