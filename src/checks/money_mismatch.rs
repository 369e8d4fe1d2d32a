//! money-mismatch: an amount of money or its currency is another
//!
//! ## What it does
//! Compares amounts with their currency, in signs, codes and words: `£2.8bn`, `2800 millones de
//! libras`, `2,8 tỷ bảng Anh`. A currency that changed while the amount stayed is reported as such, and so is one that
//! is named without an amount where the other version names another, or none.
//!
//! ## Why it matters
//! `500 euros` instead of `£500` is a price nobody offered, and `billones` for `billion` is a thousand
//! times too much. `The euro fell` instead of `the dollar fell` sends readers to another bank.
//!
//! ## Example
//! ```text
//! en: The museum paid £2.8bn for the site.
//! es: El museo pagó 2,8 billones de libras por el terreno.
//!
//! en: A ticket costs 15 dollars.
//! vi: Một vé giá 15 euro.
//! ```
//!
//! ## Not reported
//! - Signs, codes and words: `$5`, `USD 5`, `5 dólares`, `5 đô la`.
//! - `$` against any dollar or peso: the text around it tells readers which.
//! - Scale words: `$2 billion`, `2000 millones de dólares`, `2 tỷ USD`.
//! - A conversion in brackets: `£2 million ($2.6 million)`.
//! - An amount whose currency only one side says.
//! - A currency without an amount that the source has, too: with one, in a name of several words, or as part of a word
//!   (`eurozone`). Words that are others as often (`pound`, `bảng`) tell nothing alone.

use std::ops::Range;

use super::matching::Family;
use super::near::{around, is_trusted};
use super::prose::quote;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::facts::{Currency, Fact, Value};
use crate::text::Span;

#[derive(Debug)]
pub(super) struct MoneyMismatch;

static META: Meta = Meta {
    name: "money-mismatch",
    category: Category::Number,
    severity: Severity::Major,
};

impl Check for MoneyMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Money, pair, found);
        let is_complete = |side: Side| side.text(pair).pack().is_some_and(|pack| pack.complete);
        if !Side::BOTH.into_iter().all(is_complete) {
            return;
        }
        for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
            found.extend(named_anew(pair, bead));
        }
    }
}

/// A currency that a text names.
#[derive(Debug, Clone, Copy)]
struct Named {
    span: Span,
    currency: Currency,
    /// Whether it has no amount, and its words mean nothing else: others only answer.
    clear: bool,
}

impl Named {
    fn of(fact: &Fact) -> Option<Self> {
        let (currency, clear) = match &fact.value {
            Value::Currency { currency, clear } => (*currency, *clear),
            Value::Money(_, currency) => (*currency, false),
            Value::Range(from, _) => match &**from {
                Value::Money(_, currency) => (*currency, false),
                _ => return None,
            },
            _ => return None,
        };
        let span = fact.span;
        Some(Self {
            span,
            currency,
            clear,
        })
    }

    /// Whether two may be one currency: texts seldom say which dollar.
    fn is_as(&self, other: &Self) -> bool {
        let dollar = |named: &Self| named.currency.agrees(&Currency::DOLLAR_SIGN);
        self.currency == other.currency || dollar(self) && dollar(other)
    }

    fn is_in(&self, all: &[Self]) -> bool {
        all.iter().any(|other| other.is_as(self))
    }
}

/// The currencies that a side names in some beads.
fn named(pair: &Pair<'_>, side: Side, beads: Range<usize>) -> Vec<Named> {
    let facts = |bead| side.text(pair).facts.within(side.span(pair, bead)).iter();
    beads.flat_map(facts).filter_map(Named::of).collect()
}

/// A currency without an amount that nothing in the source stands for: another one became it, or it came in.
fn named_anew(pair: &Pair<'_>, bead: usize) -> Option<Draft> {
    let there = named(pair, Side::Target, bead..bead + 1);
    if !there.iter().any(|named| named.clear) {
        return None;
    }
    let near = around(pair, bead);
    let sources = named(pair, Side::Source, near.clone());
    let targets = named(pair, Side::Target, near);
    let came = |one: &&Named| one.clear && !one.is_in(&sources) && !is_spelled(pair, bead, one);
    let new = there.iter().find(came)?;
    let here = named(pair, Side::Source, bead..bead + 1);
    let went = |one: &&Named| one.clear && !one.is_in(&targets);
    let said = quote(Side::Target.text(pair).str(new.span));
    let (severity, confidence, message, place) = if let Some(old) = here.iter().find(went) {
        let was = quote(Side::Source.text(pair).str(old.span));
        (
            Severity::Major,
            0.8,
            format!("{was} became {said}"),
            old.span,
        )
    } else {
        let message = format!("{said} stands here, and the source names no such currency");
        (Severity::Minor, 0.6, message, Side::Source.span(pair, bead))
    };
    let draft = Draft::new(severity, confidence, message, Role::Target, new.span);
    Some(draft.and(Role::Source, place).value(new.currency.code()))
}

/// Whether a currency's word stands in the source as part of another (`eurozone`), or a sign of money does.
fn is_spelled(pair: &Pair<'_>, bead: usize, named: &Named) -> bool {
    let whole = Side::Source.span(pair, bead);
    let source = Side::Source.text(pair).str(whole).to_lowercase();
    if source.contains(['$', '€', '£', '¥', '₫']) {
        return true;
    }
    let words = Side::Target.text(pair).str(named.span).to_lowercase();
    let mut words = words.split(' ').filter(|word| word.len() > 3);
    words.any(|word| source.contains(word))
}
