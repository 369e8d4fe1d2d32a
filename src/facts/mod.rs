//! Floor 3: what a text claims, in language-neutral form, each claim with its span.
//!
//! A document goes in, its [`Facts`] come out. Each kind of fact has its file; what they share is
//! the tokens of a block and the words of its language, both looked up once.

mod show;
mod value;

use crate::text::Span;

pub use value::{Acronym, Amount, Currency, Date, Name, NameKind, Quotation, Time, Unit, Value};

/// One claim.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Where it stands in the document's text.
    pub span: Span,
    /// What it says.
    pub value: Value,
    /// How it is spelled.
    pub spelling: Spelling,
}

/// How a value is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Spelling {
    /// In digits and signs.
    Digits,
    /// In words only: a translator may well have rephrased it.
    Words,
    /// Both: `2 million`.
    Mixed,
}

/// The facts of one document, in order of their start (the longer first among equals).
///
/// Values (numbers, dates, money …) do not overlap each other: the widest reading stands. Names,
/// acronyms, codes, links, quotations and negations may hold or overlap others.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts {
    facts: Vec<Fact>,
}

impl Facts {
    /// Puts facts in their order.
    pub(crate) fn new(mut facts: Vec<Fact>) -> Self {
        facts.sort_by_key(|fact| (fact.span.start(), std::cmp::Reverse(fact.span.end())));
        Self { facts }
    }

    /// All of them.
    pub fn all(&self) -> &[Fact] {
        &self.facts
    }

    /// Those that start within `span`.
    pub fn within(&self, span: Span) -> &[Fact] {
        let from = self
            .facts
            .partition_point(|fact| fact.span.start() < span.start());
        let to = self
            .facts
            .partition_point(|fact| fact.span.start() < span.end());
        &self.facts[from..to]
    }
}
