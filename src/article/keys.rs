//! Keys: the rare, language-neutral things that a document names, by which candidates are found and verdicts are supported.

use std::collections::BTreeMap;

use crate::document::Document;
use crate::facts::{Facts, NameKind, Value};

/// What a document names, each key once: its text and how it reads to a person.
#[derive(Debug, Clone, Default)]
pub struct Keys {
    /// Key to the weight of naming it: how rare such a thing is in general, whatever folder it lies in.
    pub(super) weights: BTreeMap<String, f64>,
    /// Key to how the text spells it.
    pub(super) spelled: BTreeMap<String, String>,
}

impl Keys {
    /// Reads the keys of a document's facts.
    pub fn of(document: &Document, facts: &Facts) -> Self {
        let mut out = Self::default();
        for fact in facts.all() {
            let Some((key, weight)) = key(&fact.value) else {
                continue;
            };
            out.spelled
                .entry(key.clone())
                .or_insert_with(|| fact.span.of(document.text()).to_owned());
            out.weights.entry(key).or_insert(weight);
        }
        out
    }
}

/// The key of a value and how much it tells. Weights are set by kind, in units of a rare code, so that the verdict
/// on a pair does not hang on what else is in the folder.
fn key(value: &Value) -> Option<(String, f64)> {
    let weight = match value {
        Value::Code(code) if code.len() >= 4 => 1.0,
        Value::Link(_) => 1.0,
        Value::Acronym(acronym) => {
            if acronym.known.is_some() {
                0.2
            } else {
                0.7
            }
        }
        Value::Date(date) if date.year.is_some() && date.month.is_some() && date.day.is_some() => {
            0.8
        }
        Value::Name(name) => match (&name.known, name.kind, name.words.len()) {
            (Some(_), ..) => 0.15,
            (None, NameKind::Person, 3..) => 1.0,
            (None, NameKind::Person, 2) => 0.9,
            (None, NameKind::Organisation, _) => return None,
            (None, _, _) if name.opens_sentence => return None,
            (None, _, 1) => 0.3,
            (None, ..) => 0.6,
        },
        Value::Number(amount) | Value::Money(amount, _) => match amount.value().to_string().len() {
            0..=2 => return None,
            3 => 0.3,
            4 => 0.5,
            _ => 0.7,
        },
        Value::Percentage(amount) => {
            if amount.value().scale() > 0 {
                0.5
            } else {
                return None;
            }
        }
        Value::Fraction { whole, .. } => {
            if whole.value().to_string().len() > 1 {
                0.7
            } else {
                return None;
            }
        }
        Value::Version(_) | Value::Phone(_) => 0.6,
        Value::Placeholder(_) => 0.3,
        Value::Quantity(amount, _) if amount.value().to_string().len() > 2 => 0.4,
        Value::Quantity(..)
        | Value::Code(_)
        | Value::Date(_)
        | Value::Ordinal(_)
        | Value::Range(..)
        | Value::RelativeDate(_)
        | Value::Time(_)
        | Value::Duration(..)
        | Value::Year(_)
        | Value::Decade(_)
        | Value::Century(_)
        | Value::Roman(_)
        | Value::Score(_)
        | Value::Quotation(_)
        | Value::Negation { .. }
        | Value::Stranded
        | Value::Currency { .. } => return None,
    };
    // The likeliest reading alone: a key that has two spellings would be two keys.
    let text = match value {
        Value::Number(amount) | Value::Money(amount, _) => amount.value().to_string(),
        other => other.canonical(),
    };
    Some((text, weight))
}

/// What two documents both name, the weightiest first, and the weight of it.
pub(super) fn shared(a: &Keys, b: &Keys) -> (Vec<String>, f64) {
    let mut both: Vec<(&String, f64)> = a
        .weights
        .iter()
        .filter(|(key, _)| b.weights.contains_key(*key))
        .map(|(key, &weight)| (key, weight))
        .collect();
    both.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(y.0)));
    let weight = both.iter().map(|(_, weight)| weight).sum();
    (
        both.into_iter()
            .map(|(key, _)| a.spelled[key].clone())
            .collect(),
        weight,
    )
}
