//! Quotations that go on beyond their passage.

use super::super::{Fact, Value};
use crate::document::Document;
use crate::text::Span;

/// A quotation of several passages is closed within so many of them.
const REACH: usize = 3;

/// Speech over several passages: each opens with a mark and only the last is closed, or it is opened in one
/// and closed in a later one. Neither lacks a mark.
pub(in crate::facts) fn across(document: &Document, found: &mut [Fact]) {
    let is_quotation = |fact: &Fact| matches!(fact.value, Value::Quotation(_));
    if !found.iter().any(is_quotation) {
        return;
    }
    let text = document.text();
    let passages: Vec<Span> = document.passages().map(|block| block.span).collect();
    // What a quotation that closes in a later passage holds of the passages before that one.
    let until = |span: Span, passage: usize| {
        let last = passages.get(passage.saturating_sub(1));
        last.map_or(span, |last| {
            Span::new(span.start(), last.end().max(span.end()))
        })
    };
    // The last quotation that waits for its end, by its place in `found`, and its passage.
    let mut waits: Option<(usize, usize)> = None;
    let mut joined: Vec<(usize, Span, Span)> = Vec::new();
    for (at, fact) in found.iter().enumerate() {
        let Value::Quotation(quotation) = &fact.value else {
            continue;
        };
        let passage = passages.partition_point(|span| span.end() <= fact.span.start());
        let near = |from: usize| passage > from && passage <= from + REACH;
        let mark = fact.span.of(text).chars().next();
        if quotation.opened && !quotation.closed {
            let next = passages
                .get(passage + 1)
                .and_then(|next| next.of(text).chars().next());
            // A straight mark behind a comma, while a quotation waits for its end: it is that end, set ill.
            let first = passages
                .get(passage)
                .map_or(0, |span| span.trimmed(text).start());
            let before = text.get(first..fact.span.start()).unwrap_or_default();
            let ends = mark == Some('"') && before.trim_end().ends_with(',');
            if let Some((open, _)) = waits.filter(|&(_, from)| ends && near(from)) {
                joined.extend(opening(found, open, |span| until(span, passage)));
                let inner = Span::new(first, fact.span.start());
                joined.push((at, Span::new(first, inner.end() + 1), inner));
                waits = None;
            } else if mark.is_some() && next == mark {
                joined.push((at, fact.span, quotation.inner));
                waits = None;
            } else {
                waits = Some((at, passage));
            }
        } else if !quotation.opened {
            if let Some((open, _)) = waits.take().filter(|&(_, from)| near(from)) {
                joined.extend(opening(found, open, |span| until(span, passage)));
                joined.push((at, fact.span, quotation.inner));
            }
        } else if waits.is_some_and(|(_, from)| from < passage && quotation.speech) {
            waits = None;
        }
    }
    for (at, span, inner) in joined {
        let fact = &mut found[at];
        if let Value::Quotation(quotation) = &mut fact.value {
            quotation.opened = true;
            quotation.closed = true;
            quotation.inner = inner;
            fact.span = span;
        }
    }
}

/// The first part of a quotation over several passages, its span and what it holds drawn out to where it goes on.
fn opening(found: &[Fact], at: usize, drawn: impl Fn(Span) -> Span) -> Option<(usize, Span, Span)> {
    let fact = found.get(at)?;
    match &fact.value {
        Value::Quotation(quotation) => Some((at, drawn(fact.span), drawn(quotation.inner))),
        _ => None,
    }
}
