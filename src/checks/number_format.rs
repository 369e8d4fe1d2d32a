//! number-format: a number is written with the other convention's separators
//!
//! ## What it does
//! Looks at numbers whose separators can be read in one way only: `85.71` has a decimal point,
//! `1.234.567` groups by points. Where a text writes some numbers one way and some the other, the
//! minority is reported; the text's own habit comes first. Where a text has only one habit and it is
//! not its language's, that is reported only for languages in which the other one is never used.
//!
//! ## Why it matters
//! A reader who has just seen `4,76 %` reads `1.250` as one thousand two hundred and fifty. The value
//! itself is compared by other rules and never suffers from this one.
//!
//! ## Example
//! ```text
//! es: El 85.71% aprobó, y el 9,52% suspendió.
//!
//! en: The lake is 3,5 km long.
//! ```
//!
//! ## Not reported
//! - A Spanish text that writes decimal points throughout, as in Mexico.
//! - A number that reads both ways: `1.250`, `3,000`.
//! - Numbers without separators or with spaces: `12 500`.
//! - A bare `3.11`, which may be a version, a section or a time, and so may `10.00-21.00`; times, dates, scores and codes.
//! - A habit that is as frequent in the text as the other one and is its language's.

use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{Fact, Spelling, Value};
use crate::text::{Span, shorten};

#[derive(Debug)]
pub(super) struct NumberFormat;

static META: Meta = Meta {
    name: "number-format",
    category: Category::NumberFormat,
    severity: Severity::Minor,
};

impl Check for NumberFormat {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let Some(pack) = text.pack() else { return };
        let Some(usual) = pack
            .numbers
            .decimal
            .chars()
            .next()
            .filter(|sign| matches!(sign, '.' | ','))
        else {
            return;
        };
        let (own, other): (Vec<_>, Vec<_>) = text
            .facts
            .all()
            .iter()
            .filter(|fact| is_amount(&fact.value) && !is_bare(text, fact))
            .filter_map(|fact| Some((fact.span, decimal_of(text.str(fact.span))?)))
            .partition(|&(_, decimal)| decimal == usual);
        let (few, many) = if other.len() > own.len() {
            (own, other)
        } else {
            (other, own)
        };
        if let Some(&(elsewhere, _)) = many.first().filter(|_| !few.is_empty()) {
            found.extend(few.iter().map(|&(span, _)| mixed(text, span, elsewhere)));
        } else if !pack.numbers.both_conventions {
            found.extend(
                many.iter()
                    .filter(|&&(_, decimal)| decimal != usual)
                    .map(|&(span, _)| foreign(text, span)),
            );
        }
    }
}

/// `3.11` alone may as well be a version, a section, a rating or a time as an amount, and so may `10.00-21.00`.
fn is_bare(text: &Text<'_>, fact: &Fact) -> bool {
    let number = |value: &Value| matches!(value, Value::Number(_));
    let most = match &fact.value {
        Value::Range(from, to) if number(from) && number(to) => 2,
        value if number(value) => 1,
        _ => return false,
    };
    let signs = text.str(fact.span).matches(['.', ',']).count();
    fact.spelling == Spelling::Digits && signs <= most
}

fn mixed(text: &Text<'_>, span: Span, elsewhere: Span) -> Draft {
    let quote = |span| shorten(text.str(span), 40);
    let message = format!(
        "“{}” has its separators the other way round than “{}” in the same text",
        quote(span),
        quote(elsewhere)
    );
    Draft::new(Severity::Minor, 0.8, message, Role::Text, span)
        .showing(Role::Text, elsewhere)
        .value(text.str(span))
}

fn foreign(text: &Text<'_>, span: Span) -> Draft {
    let language = text
        .language()
        .map_or_else(|| "this language".to_owned(), crate::language::name);
    let message = format!(
        "“{}” has its separators the other way round than {language} writes them",
        shorten(text.str(span), 40)
    );
    Draft::new(Severity::Minor, 0.7, message, Role::Text, span).value(text.str(span))
}

fn is_amount(value: &Value) -> bool {
    match value {
        Value::Number(_)
        | Value::Percentage(_)
        | Value::Money(..)
        | Value::Quantity(..)
        | Value::Duration(..) => true,
        Value::Range(from, to) => is_amount(from) && is_amount(to),
        Value::Fraction { .. }
        | Value::Ordinal(_)
        | Value::Date(_)
        | Value::RelativeDate(_)
        | Value::Time(_)
        | Value::Year(_)
        | Value::Decade(_)
        | Value::Century(_)
        | Value::Roman(_)
        | Value::Score(_)
        | Value::Version(_)
        | Value::Code(_)
        | Value::Phone(_)
        | Value::Acronym(_)
        | Value::Name(_)
        | Value::Link(_)
        | Value::Quotation(_)
        | Value::Placeholder(_)
        | Value::Negation { .. }
        | Value::Stranded
        | Value::Currency { .. } => false,
    }
}

/// The decimal separator that a number's spelling tells, by one number in it that tells it.
fn decimal_of(words: &str) -> Option<char> {
    words
        .split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
        .find_map(|run| decimal_of_run(run.trim_matches(['.', ','])))
}

fn decimal_of_run(run: &str) -> Option<char> {
    let other = |sign: char| if sign == '.' { ',' } else { '.' };
    let last = run.rfind(['.', ','])?;
    let (head, tail) = run.split_at(last);
    let sign = tail.chars().next()?;
    let digits = tail.len() - 1;
    match (head.contains(sign), head.contains(other(sign))) {
        (false, true) => Some(sign),
        (true, false) if digits == 3 => Some(other(sign)),
        (false, false) if digits != 3 || head == "0" => Some(sign),
        (true, _) | (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_reads_one_way_tells() {
        assert_eq!(decimal_of("85.71%"), Some('.'));
        assert_eq!(decimal_of("4,76 %"), Some(','));
        assert_eq!(decimal_of("1.234.567"), Some(','));
        assert_eq!(decimal_of("1,234.5 m"), Some('.'));
        assert_eq!(decimal_of("0.125"), Some('.'));
        assert_eq!(decimal_of("1.250"), None);
        assert_eq!(decimal_of("1.2.3"), None);
        assert_eq!(decimal_of("12 500"), None);
        assert_eq!(decimal_of("twenty."), None);
    }
}
