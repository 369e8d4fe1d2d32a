//! range-order: a range runs from the later to the earlier, or from the greater to the smaller
//!
//! ## What it does
//! Looks at ranges in one text: years, days and times of one span ("2030–2021", "from 12 to 5 May"), and measured
//! values with a dash ("15–10 km"). Between two versions, looks for a range whose ends changed places.
//!
//! ## Why it matters
//! A range that runs backwards has a mistyped end more often than swapped ones ("2012–2001" for "2012–2021"). Swapped
//! ends turn a rise into a fall.
//!
//! ## Example
//! ```text
//! en: The plan covers the years 2021–2030.
//! es: El plan abarca los años 2030–2021.
//!
//! en: Unemployment went from 12% to 9%.
//! vi: Tỷ lệ thất nghiệp đi từ 9% lên 12%.
//! ```
//!
//! ## Not reported
//! - Amounts with words between them, in one text: "fell from 12 to 9" is a range that runs down.
//! - Times and weekdays: "from 22:00 to 6:00" and "Friday to Monday" run over midnight or the weekend.
//! - Days without a year in different months: "from 20 December to 7 January".
//! - Years before the common era, results (`3-1`), and what a maker calls a model (`B 200 - 6`).
//! - One measure in two units, whichever stands first: "six feet or two metres".
//! - A range whose ends were also changed: `number-mismatch` and its kin say so.

use rust_decimal::Decimal;

use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::facts::{Date, Fact, Value};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct RangeOrder;

static META: Meta = Meta {
    name: "range-order",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for RangeOrder {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for fact in text.facts.all() {
            let Some(kind) = backwards(text, fact) else {
                continue;
            };
            let said = text.str(fact.span);
            let (severity, confidence, message) = match kind {
                Backwards::InTime => (
                    Severity::Major,
                    0.85,
                    format!("“{said}” runs from the later to the earlier"),
                ),
                Backwards::InSize => (
                    Severity::Minor,
                    0.7,
                    format!("“{said}” runs from the greater to the smaller"),
                ),
            };
            let draft = Draft::new(severity, confidence, message, Role::Text, fact.span);
            found.push(draft.value(fact.value.canonical()));
        }
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        for bead in pair.beads() {
            if bead.score < 0.5 || !bead.is_matched() {
                continue;
            }
            let source = ranges(&pair.source, pair.source.facts_of(bead.source.clone()));
            let target = ranges(&pair.target, pair.target.facts_of(bead.target.clone()));
            for &from in &source {
                let same = |to: &&&Fact| reversed(from) == Some(to.value.canonical());
                let kept = target
                    .iter()
                    .any(|to| to.value.canonical() == from.value.canonical());
                if let Some(&to) = target.iter().find(same).filter(|_| !kept) {
                    found.push(swapped(pair, from, to));
                }
            }
        }
    }
}

/// In what a range runs backwards.
#[derive(Debug, Clone, Copy)]
enum Backwards {
    InTime,
    InSize,
}

fn backwards(text: &Text<'_>, fact: &Fact) -> Option<Backwards> {
    let Value::Range(from, to) = &fact.value else {
        return None;
    };
    match (&**from, &**to) {
        (Value::Year(from), Value::Year(to)) => {
            (from > to && *to > 0 && !counts_down(text, fact)).then_some(Backwards::InTime)
        }
        (Value::Date(from), Value::Date(to)) => is_later(from, to).then_some(Backwards::InTime),
        (from, to) => {
            let smaller = amount(to)? < amount(from)? && amount(to)? >= Decimal::ZERO;
            (smaller && has_dash(text, fact) && !is_model(text, fact)).then_some(Backwards::InSize)
        }
    }
}

/// Whether a capital letter stands before: `B 200 - 6` is what a maker calls a model.
fn is_model(text: &Text<'_>, fact: &Fact) -> bool {
    let before = text
        .str(crate::text::Span::new(0, fact.span.start()))
        .trim_end();
    let mut letters = before.chars().rev();
    letters.next().is_some_and(char::is_uppercase) && letters.next().is_none_or(char::is_whitespace)
}

/// Whether the first date is surely later than the second, whatever is left unsaid.
fn is_later(from: &Date, to: &Date) -> bool {
    if from.day_month_unsure || to.day_month_unsure {
        return false;
    }
    match (from.year, to.year) {
        (Some(a), Some(b)) if a != b => a > b,
        (Some(_), Some(_)) if from.month != to.month => from.month > to.month && to.month.is_some(),
        // A range of days that share a year which is said once may have begun in the year before.
        (Some(_), None) | (None, Some(_)) => false,
        _ => {
            from.month == to.month && from.month.is_some() && from.day > to.day && to.day.is_some()
        }
    }
}

/// Years between words may be told backwards ("from 2020 back to 1990"); with a dash they are a span.
fn counts_down(text: &Text<'_>, fact: &Fact) -> bool {
    !has_dash(text, fact)
}

fn has_dash(text: &Text<'_>, fact: &Fact) -> bool {
    text.str(fact.span)
        .chars()
        .skip(1)
        .any(|c| matches!(c, '-' | '–' | '—' | '‑' | '~'))
}

fn amount(value: &Value) -> Option<Decimal> {
    match value {
        Value::Percentage(amount) | Value::Quantity(amount, _) | Value::Money(amount, _) => {
            amount.is_certain().then(|| amount.value())
        }
        _ => None,
    }
}

/// The ranges among some facts that have an order; those that the text rule reports are left to it.
fn ranges<'a>(text: &Text<'a>, facts: &'a [Fact]) -> Vec<&'a Fact> {
    facts
        .iter()
        .filter(|fact| has_order(&fact.value) && backwards(text, fact).is_none())
        .collect()
}

/// Whether a value is a range that goes from somewhere to somewhere: "six feet or two metres" says one thing twice.
fn has_order(value: &Value) -> bool {
    let Value::Range(from, to) = value else {
        return false;
    };
    match (&**from, &**to) {
        (Value::Quantity(_, from), Value::Quantity(_, to)) => from == to,
        (Value::Money(_, from), Value::Money(_, to)) => from == to,
        _ => true,
    }
}

/// The canonical spelling of a range with its ends the other way round, where that is another range.
fn reversed(fact: &Fact) -> Option<String> {
    let Value::Range(from, to) = &fact.value else {
        return None;
    };
    (from != to).then(|| Value::Range(to.clone(), from.clone()).canonical())
}

fn swapped(pair: &Pair<'_>, from: &Fact, to: &Fact) -> Draft {
    let message = format!(
        "“{}” runs the other way here: “{}”",
        pair.source.str(from.span),
        pair.target.str(to.span)
    );
    Draft::new(Severity::Major, 0.8, message, Role::Target, to.span)
        .and(Role::Source, from.span)
        .value(from.value.canonical())
        .value(to.value.canonical())
}
