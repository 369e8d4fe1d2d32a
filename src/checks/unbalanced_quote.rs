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
//! - A quotation of several paragraphs or lines, closed a few of them further on, and one in which each
//!   paragraph opens anew and only the last one closes.
//! - A text of one passage whose other version is open at the same end: it is a piece of a longer quotation.
//!   Where only one version is open at its beginning or its end, that is noted as neutral; so is one that opens behind
//!   the name of a speaker, or closes before words that tell who speaks, where the source has no marks at all; so is a
//!   quotation that stands last in one version because it tells first who speaks: it may go on.
//! - A closing mark that a space parts from its word, where an opening one waits for it.
//! - Apostrophes, feet and inches, minutes and seconds.
//! - What the source has too is one finding, and said to be the source's.

use super::prose;
use super::{Category, Check, Draft, Meta, Origin, Pair, Role, Severity, Text};
use crate::facts::{Fact, Quotation, Value};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct UnbalancedQuote;

static META: Meta = Meta {
    name: "unbalanced-quote",
    category: Category::Punctuation,
    severity: Severity::Minor,
};

/// A quotation of several passages is closed within so many of them.
const REACH: usize = 8;

/// A mark without a partner.
#[derive(Debug, Clone, Copy)]
struct Half {
    span: Span,
    opens: bool,
    passage: usize,
}

impl Half {
    /// Whether the mark is the same at both ends.
    fn is_straight(self, text: &Text<'_>) -> bool {
        let closes = !self.opens && text.str(self.span).ends_with(['"', '\'']);
        closes || is_straight(text, self.span)
    }
}

impl Check for UnbalancedQuote {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        if !is_piece(text) {
            found.extend(
                halves(text)
                    .into_iter()
                    .map(|half| draft(text, Role::Text, half)),
            );
        }
    }

    fn alone(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        if is_piece(text) {
            found.extend(
                halves(text)
                    .into_iter()
                    .map(|half| draft(text, Role::Text, half)),
            );
        }
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if !is_piece(&pair.source) && !is_piece(&pair.target) {
            return;
        }
        let (source, target) = (halves(&pair.source), halves(&pair.target));
        if source.is_empty() && target.is_empty() {
            return;
        }
        // What is lone there before straight marks are paired off may stand for what is lone here.
        let surplus = |opens: bool, side: &[Half], other: &Text<'_>| {
            let here = side.iter().filter(|half| half.opens == opens).count();
            here > lone(other).filter(|half| half.opens == opens).count()
        };
        // What the facts do not take for a mark may still be one: `'` opens speech in many English texts. Where two marks
        // or more are gone, the one that is left may be another than the one that the source has alone.
        let marks = |text: &Text<'_>| prose::quote_marks(text.document.text());
        let (here, there) = (marks(&pair.source), marks(&pair.target));
        if here % 2 == 1 && there % 2 == 1 && here < there + 2 {
            return;
        }
        for half in target
            .iter()
            .filter(|half| surplus(half.opens, &target, &pair.source))
        {
            let mut made = draft(&pair.target, Role::Target, *half).origin(Origin::Introduced);
            let edge = is_at_edge(&pair.target, *half, here == 0);
            if edge || (half.opens && speaks_on(&pair.source)) {
                made.severity = Severity::Neutral;
            }
            found.push(match pair.source.document.segments().first() {
                Some(segment) => made.showing(Role::Source, segment.span),
                None => made,
            });
        }
        for half in source
            .iter()
            .filter(|half| surplus(half.opens, &source, &pair.target))
        {
            let mut made = draft(&pair.source, Role::Source, *half).origin(Origin::Source);
            made.severity = Severity::Neutral;
            found.push(made);
        }
    }
}

/// Whether a text is one passage, perhaps of a longer quotation that goes on elsewhere.
fn is_piece(text: &Text<'_>) -> bool {
    text.document.passage_count() <= 1
}

/// Whether a mark opens where a piece of a longer quotation begins, or closes where one ends: at the edge of the text. Where
/// the source has no mark, the piece may also begin behind the name of who speaks, and end before words that tell it.
fn is_at_edge(text: &Text<'_>, half: Half, unmarked: bool) -> bool {
    let all = text.document.text();
    let before = text.str(Span::new(0, half.span.start()));
    if half.opens {
        return prose::letters(before) == 0 || unmarked && prose::is_label(before);
    }
    let rest = text.str(Span::new(half.span.end(), all.len()));
    // Behind other marks it is one too many.
    let whole = prose::letters(before) == 0;
    rest.trim().is_empty() || whole && unmarked
}

/// Whether the last words of a text tell who said the quotation before them. Where the other version tells it
/// first, its quotation stands last and may go on in what follows the piece.
fn speaks_on(text: &Text<'_>) -> bool {
    let whole = text
        .facts
        .all()
        .iter()
        .filter_map(|fact| match &fact.value {
            Value::Quotation(quotation) if quotation.closed => Some((fact.span, quotation)),
            _ => None,
        });
    let last = whole.max_by_key(|(span, _)| span.end());
    last.is_some_and(|(span, quotation)| {
        let rest = Span::new(span.end(), text.document.text().len());
        quotation.speech && prose::letters(text.str(rest)) > 0
    })
}

/// The marks without a partner in their passage.
fn lone(text: &Text<'_>) -> impl Iterator<Item = Half> {
    text.facts
        .all()
        .iter()
        .filter_map(half)
        .filter_map(|(fact, quotation)| {
            let passage = prose::passage_at(text, fact.span)?;
            let end = text.document.passage(passage).span.end();
            let span = Span::new(fact.span.start(), fact.span.end().min(end));
            Some(Half {
                span,
                opens: quotation.opened && !closes_after_all(text, span),
                passage,
            })
        })
}

/// The marks of a text that find no partner, in this passage or in a later one.
fn halves(text: &Text<'_>) -> Vec<Half> {
    let mut open: Vec<Half> = Vec::new();
    let mut left: Vec<Half> = Vec::new();
    for here in lone(text) {
        let passage = here.passage;
        let fits = |other: &mut Half| other.passage < passage && passage - other.passage <= REACH;
        let twin = |other: &mut Half| {
            other.passage == passage && other.is_straight(text) && here.is_straight(text)
        };
        // A straight mark is the same at both ends: two in a passage are a pair, however the spaces stand.
        if open.pop_if(twin).is_some() || left.pop_if(twin).is_some() {
            continue;
        }
        if here.opens {
            open.push(here);
        } else if open.pop_if(fits).is_none() {
            left.push(here);
        }
    }
    open.retain(|half| !goes_on(text, half.passage, half.span));
    left.append(&mut open);
    left.sort_unstable_by_key(|half| half.span);
    left
}

/// Whether a quotation opens with a mark that is the same at both ends.
fn is_straight(text: &Text<'_>, span: Span) -> bool {
    text.str(span).starts_with(['"', '\''])
}

/// Whether a straight mark that a space parts from the word before it closes all the same: no word follows it.
fn closes_after_all(text: &Text<'_>, span: Span) -> bool {
    let next = text.str(span).chars().nth(1);
    is_straight(text, span)
        && next.is_none_or(|c| {
            c.is_whitespace() || matches!(c, ',' | '.' | ';' | ':' | '!' | '?' | ')')
        })
}

/// The quotation of a fact, where a mark is wanting.
fn half(fact: &Fact) -> Option<(&Fact, &Quotation)> {
    match &fact.value {
        Value::Quotation(quotation) if quotation.opened != quotation.closed => {
            Some((fact, quotation))
        }
        _ => None,
    }
}

fn draft(text: &Text<'_>, role: Role, half: Half) -> Draft {
    // Without the lonely mark: the message has marks of its own.
    let said = text
        .str(half.span)
        .trim_matches(|c: char| !c.is_alphanumeric());
    let (message, value) = if half.opens {
        (
            format!(
                "a quotation opens here and is never closed: {}",
                prose::quote(said)
            ),
            "open",
        )
    } else {
        (
            format!(
                "a quotation closes here that was never opened: {}",
                prose::quote(&tail(said))
            ),
            "close",
        )
    };
    Draft::new(Severity::Minor, 0.85, message, role, half.span).value(value)
}

/// Whether the next passage opens with the mark that this quotation opened with: speech of several paragraphs.
fn goes_on(text: &Text<'_>, passage: usize, quotation: Span) -> bool {
    if passage + 1 >= text.document.passage_count() {
        return false;
    }
    let mark = |span: Span| {
        text.str(span)
            .chars()
            .next()
            .filter(|c| !c.is_alphanumeric())
    };
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
