//! wrong-pair: two files, or the two sides of a record, said to be versions of one text, and they are not
//!
//! ## What it does
//! Two files that were named as a pair are always lined up. Where less than a quarter of either finds
//! a counterpart in the other, or next to none of the words that stand side by side mean the same, one
//! finding says so. So does one of a single aligned unit (a record of a translation memory) whose sides share
//! no name, no number and next to no word, and nothing else is then said of it.
//!
//! ## Why it matters
//! A wrong file name in a delivery or in a configuration otherwise shows as a flood of missing and
//! added passages.
//!
//! ## Example
//! ```text
//! en: The council approved the budget for 2024 on Tuesday. …
//! es: La receta lleva tres huevos y una taza de azúcar. …
//! ```
//!
//! ## Not reported
//! - Texts of fewer than three passages, where one free rendering would decide.
//! - Texts in a language whose words are not known, as many passages on either side and their lengths in step.
//! - Related texts: the same event told differently has passages that belong together.
//! - A short unit: its few words may all be rendered freely.
//! - A sentence of a longer text in whose place another one stands: it is missing, and the other one is new
//!   (`missing-passage`, `missing-content`, `added-passage`, `added-content`).

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, coverage};
use crate::article::Kind;
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct WrongPair;

static META: Meta = Meta {
    name: "wrong-pair",
    category: Category::Omission,
    severity: Severity::Major,
};

/// Share of a text below which what is lined up may well be chance.
const CHANCE: f64 = 0.25;

/// Share of the words with a known counterpart that finds one; of good translations more than half do, of
/// unrelated texts one in ten.
const WORDS: f64 = 0.2;

/// The same where the alignment or the relation speaks against the pair too.
const DOUBT: f64 = 0.4;

/// A text with fewer passages is no ground for the verdict.
const PASSAGES: usize = 3;

impl Check for WrongPair {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.aligned_unit {
            found.extend(of_unit(pair));
            return;
        }
        let few = |side: Side| side.text(pair).document.passage_count() < PASSAGES;
        if few(Side::Source) || few(Side::Target) {
            return;
        }
        let share = aligned_share(pair, Side::Source).max(aligned_share(pair, Side::Target));
        let (Some(source), Some(target)) =
            (opening(pair, Side::Source), opening(pair, Side::Target))
        else {
            return;
        };
        // Two texts of as many passages line up one to one whatever they say: their words decide.
        let words = coverage::share(pair);
        let doubtful = share < CHANCE || pair.kind == Kind::Unrelated;
        let apart = words.map_or(doubtful, |words| {
            words < WORDS || (doubtful && words < DOUBT)
        });
        if !apart {
            return;
        }
        let message = format!(
            "these two texts do not seem to be versions of one another: {} opens with {}, this one with {}",
            pair.source.document.path(),
            prose::quote(pair.source.str(source)),
            prose::quote(pair.target.str(target)),
        );
        let confidence = 0.95 - words.unwrap_or(share).min(0.45);
        found.push(
            Draft::new(Severity::Major, confidence, message, Role::Target, target)
                .and(Role::Source, source),
        );
    }
}

/// A unit that was lined up, and whose two sides say different things.
fn of_unit(pair: &Pair<'_>) -> Option<Draft> {
    let ([_], [bead]) = (pair.beads(), pair.apart()) else {
        return None;
    };
    let [source, target] = Side::BOTH.map(|side| side.span(pair, *bead));
    let message = format!(
        "this does not seem to be a version of the source at all: it says {}, the source {}",
        prose::quote(pair.target.str(target)),
        prose::quote(pair.source.str(source)),
    );
    let draft = Draft::new(Severity::Major, 0.8, message, Role::Target, target);
    Some(draft.and(Role::Source, source))
}

/// The share of a side's letters that stand in passages lined up with trust.
fn aligned_share(pair: &Pair<'_>, side: Side) -> f64 {
    let text = side.text(pair);
    let all = prose::passage_letters(&text, 0..text.document.passage_count());
    let trusted = pair
        .passage_beads()
        .iter()
        .filter(|bead| bead.is_matched() && bead.score >= 0.5);
    let aligned: f64 = trusted
        .map(|bead| prose::passage_letters(&text, side.of(bead)))
        .sum();
    if all > 0.0 { aligned / all } else { 1.0 }
}

/// Where a text opens.
fn opening(pair: &Pair<'_>, side: Side) -> Option<Span> {
    side.text(pair)
        .document
        .passages()
        .next()
        .map(|block| block.span)
}
