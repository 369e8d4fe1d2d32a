//! date-format: a date in digits has its day and month the other way round
//!
//! ## What it does
//! Looks at dates in digits whose order can be told, because one of the numbers is greater than 12:
//! `25/10/2022` puts the day first, `10/25/2022` the month. Where a text has both, the minority is
//! reported. Where it has only the order that is not its language's, that is reported for languages
//! that put the day first.
//!
//! ## Why it matters
//! After `25/10/2022` a reader takes `03/04/2022` for the third of April. The date itself is compared
//! by `date-mismatch`.
//!
//! ## Example
//! ```text
//! es: La reunión fue el 10/25/2022.
//!
//! vi: Hạn nộp là 25/10/2022, gia hạn đến 11/30/2022.
//! ```
//!
//! ## Not reported
//! - Dates that read both ways: `03/04/2022`.
//! - Year first, which every reader understands: `2022-10-25`.
//! - English texts that put the day first throughout, as in Britain.
//! - Dates with the month in words.

use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::Value;
use crate::text::{Span, shorten};

#[derive(Debug)]
pub(super) struct DateFormat;

static META: Meta = Meta {
    name: "date-format",
    category: Category::NumberFormat,
    severity: Severity::Minor,
};

/// Which number of a date in digits comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    Day,
    Month,
}

impl Check for DateFormat {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        let dates = text
            .facts
            .all()
            .iter()
            .filter(|fact| matches!(fact.value, Value::Date(_)));
        let told = dates.filter_map(|fact| Some((fact.span, order_of(text.str(fact.span))?)));
        let (days, months): (Vec<_>, Vec<_>) = told.partition(|&(_, order)| order == Order::Day);
        let day_first = text.pack().is_some_and(|pack| pack.dates.order == "dmy");
        let (few, many) = if months.len() > days.len() {
            (days, months)
        } else {
            (months, days)
        };
        if let Some(&(elsewhere, _)) = many.first().filter(|_| !few.is_empty()) {
            found.extend(few.iter().map(|&(span, _)| mixed(text, span, elsewhere)));
        } else if day_first {
            // The other way round says nothing: where months come first, texts that put the day first are met as well.
            found.extend(
                many.iter()
                    .filter(|&&(_, order)| order == Order::Month)
                    .map(|&(span, _)| foreign(text, span)),
            );
        }
    }
}

fn mixed(text: &Text<'_>, span: Span, elsewhere: Span) -> Draft {
    let quote = |span| shorten(text.str(span), 40);
    let message = format!(
        "“{}” has day and month the other way round than “{}” in the same text",
        quote(span),
        quote(elsewhere)
    );
    Draft::new(Severity::Minor, 0.85, message, Role::Text, span)
        .showing(Role::Text, elsewhere)
        .value(text.str(span))
}

fn foreign(text: &Text<'_>, span: Span) -> Draft {
    let language = text
        .language()
        .map_or_else(|| "this language".to_owned(), crate::language::name);
    let message = format!(
        "“{}” puts the month first, {language} the day",
        shorten(text.str(span), 40)
    );
    Draft::new(Severity::Minor, 0.85, message, Role::Text, span).value(text.str(span))
}

/// The order of a date in digits, where its numbers tell.
fn order_of(words: &str) -> Option<Order> {
    let numbers: Vec<u32> = words
        .split(['/', '.', '-'])
        .map(|part| part.trim().parse().ok())
        .collect::<Option<_>>()?;
    let [first, second, _] = numbers.try_into().ok()?;
    let (day, month) = (13..=31, 1..=12);
    match (
        day.contains(&first) && month.contains(&second),
        month.contains(&first) && day.contains(&second),
    ) {
        (true, _) => Some(Order::Day),
        (false, true) => Some(Order::Month),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_beyond_twelve_tells_the_order() {
        assert_eq!(order_of("25/10/2022"), Some(Order::Day));
        assert_eq!(order_of("10/25/2022"), Some(Order::Month));
        assert_eq!(order_of("03/04/2022"), None);
        assert_eq!(order_of("2022-10-25"), None);
        assert_eq!(order_of("25 de octubre"), None);
    }
}
