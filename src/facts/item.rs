//! What value finders hand to each other: a value with its place in the tokens of its block.

use rust_decimal::Decimal;

use super::value::Value;
use super::{Fact, Spelling};
use crate::facts::BlockText;

/// A value that was found.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Its first token.
    pub(super) from: usize,
    /// The token after its last.
    pub(super) to: usize,
    pub(super) value: Value,
    pub(super) spelling: Spelling,
    /// What a scale word multiplied the amount by, which a range may share: `5 to 10 million`.
    pub(super) scale: Option<Decimal>,
    /// Digits that nothing separates, with neither sign nor scale; how many.
    pub(super) plain: usize,
}

impl Item {
    /// A value in digits without more.
    pub(super) fn new(from: usize, to: usize, value: Value) -> Self {
        Self {
            from,
            to,
            value,
            spelling: Spelling::Digits,
            scale: None,
            plain: 0,
        }
    }

    /// The same, spelled in another way.
    pub(super) fn spelled(self, spelling: Spelling) -> Self {
        Self { spelling, ..self }
    }

    /// As a fact of its block.
    pub(super) fn into_fact(self, block: &BlockText<'_>) -> Fact {
        Fact {
            span: block.tokens.span(self.from, self.to),
            value: self.value,
            spelling: self.spelling,
        }
    }
}

/// Keeps the longest of the readings that begin at one token, the first among equals.
#[derive(Debug, Default)]
pub(super) struct Best {
    found: Vec<Item>,
    to: usize,
}

impl Best {
    /// Takes a reading.
    pub(super) fn take(&mut self, item: Option<Item>) {
        if let Some(item) = item {
            self.take_all(vec![item]);
        }
    }

    /// Takes a reading that is several values (`the 9th and 15th`).
    pub(super) fn take_all(&mut self, items: Vec<Item>) {
        let to = items.last().map_or(0, |item| item.to);
        if to > self.to {
            self.found = items;
            self.to = to;
        }
    }

    /// Whether no reading was taken.
    pub(super) fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// The winner.
    pub(super) fn into_items(self) -> Vec<Item> {
        self.found
    }
}
