//! negation-mismatch: a denial was lost, or one came in
//!
//! ## What it does
//! In every pair of sentences the words that deny are counted (`not`, `never`, `nobody`; `no`, `nunca`,
//! `sin`; `không`, `chưa`), together with words that deny by their meaning (`fail`, `refuse`, `lack`,
//! `thiếu`). Where one version denies and the other does not, in any of these ways, it is reported: surely
//! where the denied words stand there undenied, and as a hint where other words may say the same.
//!
//! ## Why it matters
//! A lost *not* turns the sentence into its opposite, and the sentence still reads well.
//!
//! ## Example
//! ```text
//! en: The water in the lower village is not safe to drink.
//! es: El agua del pueblo de abajo se puede beber.
//! ```
//! → the source denies (“not”), and nothing denies in this version
//!
//! ## Not reported
//! - Phrases that hold such a word and deny nothing: `not only`, `sin embargo`, `hàng không`.
//! - A denial by meaning: `failed to come`, `no vino`; `unsafe`, `không an toàn`.
//! - A denial said twice in one language and once in the other: `no dijo nada`, `he said nothing`.
//! - A denial that stands in the sentence beside it.

use super::near::{Side, is_trusted, quote};
use super::vocabulary::is_common;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::align::{Concept, meanings};
use crate::facts::{Fact, Value};
use crate::language::Negation;
use crate::text::{Span, fold};

/// How many words after a cue it may deny.
const SCOPE: usize = 6;

/// How many of them it denies in all likelihood.
const NEXT: usize = 4;

/// The rule.
#[derive(Debug)]
pub(super) struct NegationMismatch;

static META: Meta = Meta {
    name: "negation-mismatch",
    category: Category::Mistranslation,
    severity: Severity::Major,
    source: include_str!("negation_mismatch.rs"),
};

impl Check for NegationMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let knows = |side: Side| {
            side.text(pair)
                .pack()
                .is_some_and(|pack| !pack.negation.words.is_empty())
        };
        if !Side::BOTH.into_iter().all(knows) {
            return;
        }
        for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
            let denials = Side::BOTH.map(|side| Denials::read(pair, side, bead));
            found.extend(
                Side::BOTH
                    .into_iter()
                    .filter_map(|side| judge(pair, bead, side, &denials)),
            );
        }
    }
}

/// The denials of one side of a bead.
#[derive(Debug)]
struct Denials<'a> {
    /// Words that deny.
    plain: Vec<&'a Fact>,
    /// Words that deny by their meaning.
    implicit: usize,
}

impl<'a> Denials<'a> {
    fn read(pair: &Pair<'a>, side: Side, bead: usize) -> Self {
        let mut denials = Self {
            plain: Vec::new(),
            implicit: 0,
        };
        for fact in side.text(pair).facts.within(side.span(pair, bead)) {
            match fact.value {
                Value::Negation { implicit: false } => denials.plain.push(fact),
                Value::Negation { implicit: true } => denials.implicit += 1,
                _ => {}
            }
        }
        denials
    }

    fn count(&self) -> usize {
        self.plain.len() + self.implicit
    }
}

/// The finding, where only `side` denies.
fn judge(
    pair: &Pair<'_>,
    bead: usize,
    side: Side,
    [source, target]: &[Denials<'_>; 2],
) -> Option<Draft> {
    let (here, there) = match side {
        Side::Source => (source, target),
        Side::Target => (target, source),
    };
    let cue = here.plain.first()?;
    if there.count() > 0 || has_cue(pair, side.other(), bead) || moved(pair, bead, side) {
        return None;
    }
    let word = quote(side.text(pair).str(cue.span));
    let (message, places, values) = match side {
        Side::Source => (
            format!("the source denies ({word}), and nothing denies in this version"),
            [Side::Target.span(pair, bead), cue.span],
            ["not", ""],
        ),
        Side::Target => (
            format!("this version denies ({word}), and nothing denies in the source"),
            [cue.span, Side::Source.span(pair, bead)],
            ["", "not"],
        ),
    };
    // What is denied here stands there undenied: then no other words say the same (`rare`, `no es frecuente`).
    // A language that denies where another has a word of its own does so far more often than a denial is lost.
    let (severity, confidence) = match (affirmed(pair, bead, side, cue), side) {
        (Some(near), _) => (Severity::Major, if near { 0.9 } else { 0.8 }),
        (None, Side::Source) => (Severity::Major, 0.6),
        (None, Side::Target) => (Severity::Minor, 0.35),
    };
    Some(
        Draft::new(severity, confidence, message, Role::Target, places[0])
            .and(Role::Source, places[1])
            .value(values[0])
            .value(values[1]),
    )
}

/// Whether what stands right after a cue also stands on the other side, as far as the lexicon tells;
/// `Some(true)` where it is the next few words.
fn affirmed(pair: &Pair<'_>, bead: usize, side: Side, cue: &Fact) -> Option<bool> {
    let (text, other) = (side.text(pair), side.other().text(pair));
    let denied = text.str(Span::new(cue.span.end(), side.span(pair, bead).end()));
    let there = meanings(other.language()?, other.str(side.other().span(pair, bead)));
    let stands = |concepts: &[Concept]| {
        there
            .iter()
            .any(|(_, _, theirs)| theirs.iter().any(|concept| concepts.contains(concept)))
    };
    let grammar = text
        .pack()
        .map_or(&[][..], |pack| pack.function_words.as_slice());
    let own = meanings(text.language()?, denied);
    let scope = own
        .iter()
        .take_while(|(at, _, _)| *at < SCOPE)
        .filter(|(_, phrase, _)| !grammar.contains(phrase));
    scope
        .filter(|(_, _, concepts)| stands(concepts))
        .map(|(at, _, _)| *at < NEXT)
        .next()
}

/// Whether a side has a word that may deny, also within a phrase that denies nothing there: `in no time`,
/// `por qué no`. The phrase of the other language for it may well count as a denial.
fn has_cue(pair: &Pair<'_>, side: Side, bead: usize) -> bool {
    let text = side.text(pair);
    let Some(negation) = text.pack().map(|pack| &pack.negation) else {
        return false;
    };
    let lower = text.str(side.span(pair, bead)).to_lowercase();
    let denies = |word: &str| {
        negation.words.iter().any(|cue| cue == word)
            || negation
                .suffixes
                .iter()
                .any(|suffix| word.ends_with(suffix.as_str()))
            || by_affix(text, negation, word)
    };
    crate::text::words(&lower).any(|(_, word)| denies(word))
}

/// Whether a word denies by its beginning or its end, and the rest is a word: `unfit`, `powerless`.
fn by_affix(text: Text<'_>, negation: &Negation, word: &str) -> bool {
    let rests = negation
        .prefixes
        .iter()
        .filter_map(|prefix| word.strip_prefix(prefix.as_str()));
    let heads = negation
        .endings
        .iter()
        .filter_map(|ending| word.strip_suffix(ending.as_str()));
    rests
        .chain(heads)
        .any(|rest| rest.chars().count() > 2 && is_common(text.language(), &fold(rest)))
}

/// Whether a bead beside this one denies more on the other side than on this: then the denial moved there.
fn moved(pair: &Pair<'_>, bead: usize, side: Side) -> bool {
    let beside = [bead.checked_sub(1), Some(bead + 1)]
        .into_iter()
        .flatten()
        .filter(|&other| other < pair.beads().len());
    beside.into_iter().any(|other| {
        let [own, there] =
            [side, side.other()].map(|side| Denials::read(pair, side, other).count());
        there > own
    })
}
