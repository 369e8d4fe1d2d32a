//! fraction-percentage: a share and the percentage beside it do not agree
//!
//! ## What it does
//! Where a text gives a count out of a total and then the same share in percent ("18/21 …, accounting for 85.71 %",
//! "9 of 36 (25 %)"), works the percentage out and compares.
//!
//! ## Why it matters
//! A reader who does the sum stops trusting the rest. When only the translation has it, a digit was mistyped; when
//! the source has it too, the author should hear of it.
//!
//! ## Example
//! ```text
//! en: In all, 18/21 clinics reported, accounting for 58.71% of the district.
//! ```
//! 18/21 is 85.71 %.
//!
//! ## Not reported
//! - Rounding, up or down, to the digits that are written: 110/117 is 94 % (94.017…).
//! - A percentage that is not said to be the same share: another number or a new clause without "accounting for",
//!   "lo que representa", "chiếm" or brackets stands between.

use rust_decimal::Decimal;

use super::clause::{find_phrase, words};
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{Amount, Fact, Value};
use crate::language::{Pack, pack};
use crate::text::Span;

/// See the manual page above.
#[derive(Debug)]
pub(super) struct FractionPercentage;

static META: Meta = Meta {
    name: "fraction-percentage",
    category: Category::Number,
    severity: Severity::Major,
};

/// A percentage further from its share than this many bytes is about something else.
const REACH: usize = 160;

impl Check for FractionPercentage {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for passage in text.document.passages() {
            let Some(pack) = passage.language.or(text.language()).and_then(pack) else {
                continue;
            };
            let values: Vec<_> = text
                .facts
                .within(passage.span)
                .iter()
                .filter(|fact| is_number(&fact.value))
                .collect();
            for pair in values.windows(2) {
                found.extend(conflict(text, pack, pair[0], pair[1]));
            }
        }
    }
}

fn is_number(value: &Value) -> bool {
    matches!(
        value,
        Value::Fraction { .. }
            | Value::Percentage(_)
            | Value::Number(_)
            | Value::Quantity(..)
            | Value::Money(..)
            | Value::Range(..)
    )
}

fn conflict(text: &Text<'_>, pack: &Pack, share: &Fact, percentage: &Fact) -> Option<Draft> {
    let (Value::Fraction { part, whole }, Value::Percentage(said)) =
        (&share.value, &percentage.value)
    else {
        return None;
    };
    if !restates(text, pack, share.span, percentage.span) || agree(part, whole, said) {
        return None;
    }
    let exact = (part.value() * Decimal::ONE_HUNDRED)
        .checked_div(whole.value())?
        .round_dp(2)
        .normalize();
    let message = format!(
        "{} is {exact} %, and the text says {}",
        text.str(share.span),
        text.str(percentage.span)
    );
    let draft = Draft::new(Severity::Major, 0.85, message, Role::Text, percentage.span)
        .and(Role::Text, share.span);
    Some(
        draft
            .value(share.value.canonical())
            .value(percentage.value.canonical()),
    )
}

/// Whether the percentage says the share again: in brackets right after, or after a word that the pack lists.
fn restates(text: &Text<'_>, pack: &Pack, share: Span, percentage: Span) -> bool {
    let between = Span::new(share.end(), percentage.start());
    let gap = text.str(between);
    if gap.len() > REACH || gap.contains([';', '!', '?']) || gap.contains(". ") {
        return false;
    }
    let source = text.document.text();
    gap.trim_end().ends_with(['(', '['])
        || find_phrase(source, &words(source, between), &pack.claims.accounting).is_some()
}

/// Whether some reading agrees to within one unit of the last digit written.
fn agree(part: &Amount, whole: &Amount, said: &Amount) -> bool {
    let any = |amount: &Amount, test: &dyn Fn(Decimal) -> bool| {
        amount.readings().iter().any(|&reading| test(reading))
    };
    any(part, &|part| {
        any(whole, &|whole| {
            any(said, &|said| {
                let Some(exact) = (part * Decimal::ONE_HUNDRED).checked_div(whole) else {
                    return true;
                };
                (exact - said).abs() <= Decimal::new(1, said.scale())
            })
        })
    })
}
