//! What stands between quotation marks in one text, as stretches that can be asked for any place.

use super::Text;
use super::prose;
use crate::facts::{Fact, Quotation, Value};
use crate::text::Span;

/// Single marks that open.
const SINGLE: [char; 4] = ['\'', '‘', '‚', '‹'];

/// Letters of a word that may be set apart as a phrase is: a shorter one often only loses a translator's doubt.
const LONG_WORD: usize = 11;

/// The quotations of one text, in order, as stretches that do not overlap.
#[derive(Debug, Default)]
pub(super) struct Marks {
    /// Speech between two marks.
    pub(super) speech: Vec<Span>,
    /// Everything between two marks.
    pub(super) whole: Vec<Span>,
    /// Everything between marks, and what follows a mark without a partner.
    pub(super) any: Vec<Span>,
    /// Two words and more, or a long one, between two marks; single marks aside.
    pub(super) phrases: Vec<Span>,
    /// Quotations whose second mark is missing, and of these what follows an opening mark.
    pub(super) half: Vec<Span>,
    pub(super) open: Vec<Span>,
    /// Of the latter what a sentence opens within.
    pub(super) begun: Vec<Span>,
}

impl Marks {
    /// Those of a text.
    pub(super) fn of(text: &Text<'_>) -> Self {
        let mut marks = Self::default();
        for (fact, quotation) in text.facts.all().iter().filter_map(quotation) {
            let whole = quotation.opened && quotation.closed;
            push(&mut marks.any, fact.span);
            // What these set apart is a title, which other languages tell by capitals.
            if whole && text.str(fact.span).starts_with(['《', '〈']) {
                continue;
            }
            if whole && !is_of_headline(text, fact.span) {
                push(&mut marks.whole, quotation.inner);
                if quotation.speech {
                    push(&mut marks.speech, quotation.inner);
                }
                let single = text.str(fact.span).starts_with(SINGLE);
                let mut words = text.str(quotation.inner).split_whitespace();
                let several = words.nth(1).is_some();
                if !single && (several || prose::letters(text.str(quotation.inner)) >= LONG_WORD) {
                    push(&mut marks.phrases, quotation.inner);
                }
            } else if !whole {
                marks.half.push(fact.span);
                if quotation.opened {
                    marks.open.push(fact.span);
                }
                if quotation.opened && is_within_sentence(text, fact.span) {
                    marks.begun.push(fact.span);
                }
            }
        }
        marks
    }
}

/// Whether a quotation begins after a word of the sentence that quotes it: then that sentence holds it, and it
/// is no piece of what was said before.
fn is_within_sentence(text: &Text<'_>, quotation: Span) -> bool {
    let before = Span::new(0, quotation.start());
    text.str(before).trim_end().ends_with(char::is_alphanumeric)
}

/// Whether single marks set words apart in a line that ends without a stop: a custom of headlines, which says
/// whose view it is and needs no marks elsewhere.
fn is_of_headline(text: &Text<'_>, quotation: Span) -> bool {
    let said = text.str(quotation);
    let single = said.starts_with(SINGLE);
    let passage = || prose::passage_at(text, quotation);
    single
        && passage()
            .is_some_and(|number| !is_sentence(text.str(text.document.passage(number).span)))
}

/// Whether a stretch ends as a sentence does: with a stop, marks and brackets behind it left aside.
pub(super) fn is_sentence(text: &str) -> bool {
    let stop = |c: char| {
        matches!(
            c,
            '.' | '!' | '?' | '…' | ':' | ';' | '。' | '！' | '？' | '؟' | '।'
        )
    };
    let mark = |c: char| c.is_whitespace() || ")]\"”’»›“'」』".contains(c);
    // Whole speech ends inside its marks (`says: ‘No’`), so a mark at the end says nothing by itself.
    text.trim_end_matches(mark).ends_with(stop)
}

fn quotation(fact: &Fact) -> Option<(&Fact, &Quotation)> {
    match &fact.value {
        Value::Quotation(quotation) => Some((fact, quotation)),
        _ => None,
    }
}

/// Adds a stretch that begins where the last one does or later.
fn push(spans: &mut Vec<Span>, span: Span) {
    match spans.last_mut() {
        Some(last) if span.start() < last.end() => *last = last.cover(span),
        _ => spans.push(span),
    }
}

/// The parts of sorted stretches that lie in a span.
pub(super) fn within(spans: &[Span], span: Span) -> impl Iterator<Item = Span> {
    let from = spans.partition_point(|other| other.end() <= span.start());
    let overlapping = spans[from..]
        .iter()
        .take_while(move |other| other.start() < span.end());
    overlapping
        .map(move |other| Span::new(other.start().max(span.start()), other.end().min(span.end())))
}

/// The letters of a text in those parts.
pub(super) fn letters_in(text: &Text<'_>, spans: &[Span], span: Span) -> usize {
    within(spans, span)
        .map(|part| prose::letters(text.str(part)))
        .sum()
}
