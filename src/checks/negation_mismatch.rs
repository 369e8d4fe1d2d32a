//! negation-mismatch: a denial was lost, or one came in
//!
//! ## What it does
//! In every pair of sentences the words that deny are counted (`not`, `never`, `nobody`; `no`, `nunca`,
//! `sin`; `không`, `chưa`), together with words that deny by their meaning (`fail`, `refuse`, `lack`,
//! `thiếu`) or by their make (`unfit`, `powerless`). Where one version denies and the other does not, in any
//! of these ways, it is reported: surely where the denied words stand there undenied, and as a hint where
//! other words may say the same. Where one version denies more often than the other, it is reported only
//! where the denied words stand undenied in the other.
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
    /// All that denies, those among it that deny by their meaning or by their make (`unfit`), and words that deny
    /// elsewhere and hardly here (`in no time`, `por qué no`): the phrase of the other language for them may count as
    /// a denial.
    all: Vec<Span>,
}

impl<'a> Denials<'a> {
    fn read(pair: &Pair<'a>, side: Side, bead: usize) -> Self {
        let (text, whole) = (side.text(pair), side.span(pair, bead));
        let mut denials = Self {
            plain: Vec::new(),
            all: Vec::new(),
        };
        for fact in text.facts.within(whole) {
            if let Value::Negation { implicit } = fact.value {
                denials.all.push(fact.span);
                if !implicit {
                    denials.plain.push(fact);
                }
            }
        }
        let Some(negation) = text.pack().map(|pack| &pack.negation) else {
            return denials;
        };
        // `No guarda enchufes, aparatos ni archivos` denies once, wherever its commas stand.
        let repeats = |cue: &Fact| {
            let lower = text.str(cue.span).to_lowercase();
            negation.concord.contains(&lower)
        };
        let first = denials.plain.first().map(|cue| cue.span);
        denials
            .plain
            .retain(|cue| Some(cue.span) == first || !repeats(cue));
        let facts = denials.all.len();
        for (at, word) in crate::text::words(text.str(whole)) {
            let start = whole.start() + at;
            let span = Span::new(start, start + word.len());
            let known = denials.all[..facts].iter().any(|fact| fact.overlaps(span));
            if !known && denies(text, negation, &word.to_lowercase()) {
                denials.all.push(span);
            }
        }
        denials
    }

    fn count(&self) -> usize {
        self.all.len()
    }

    /// The runs of words of a span that none of them denies, as far as it reaches.
    fn undenied<'t>(&self, text: Text<'t>, whole: Span) -> Vec<&'t str> {
        let words: Vec<Span> = crate::text::words(text.str(whole))
            .map(|(at, word)| Span::new(whole.start() + at, whole.start() + at + word.len()))
            .collect();
        let cues: Vec<usize> = (0..words.len())
            .filter(|&number| self.all.iter().any(|cue| cue.overlaps(words[number])))
            .collect();
        let mut runs: Vec<(usize, usize)> = Vec::new();
        for number in 0..words.len() {
            // `no sintió temor` is `felt no fear`: what is denied stands on either side of the word that denies.
            if cues.iter().any(|cue| cue.abs_diff(number) <= SCOPE) {
                continue;
            }
            match runs.last_mut().filter(|run| run.1 == number) {
                Some(run) => run.1 = number + 1,
                None => runs.push((number, number + 1)),
            }
        }
        runs.into_iter()
            .map(|(from, to)| text.str(words[from].cover(words[to - 1])))
            .collect()
    }
}

/// The finding, where only `side` denies, or where it denies more, and something that stands undenied on the other.
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
    if here.plain.len() <= there.count() || moved(pair, bead, side) {
        return None;
    }
    let affirmed = affirmed(pair, bead, side, here, there);
    // What is denied here stands there undenied: then no other words say the same (`rare`, `no es frecuente`).
    // A language that denies where another has a word of its own does so far more often than a denial is lost.
    let (cue, severity, confidence) = match (affirmed, there.count(), side) {
        (Some((cue, true)), 0, _) => (cue, Severity::Major, 0.9),
        (Some((cue, false)), 0, _) => (cue, Severity::Major, 0.8),
        (Some((cue, true)), _, _) => (cue, Severity::Major, 0.7),
        (Some((_, false)) | None, 1.., _) => return None,
        (None, 0, Side::Source) => (here.plain[0], Severity::Major, 0.6),
        (None, 0, Side::Target) => (here.plain[0], Severity::Minor, 0.35),
    };
    let lone = there.count() == 0;
    Some(tell(pair, bead, side, (cue, lone), (severity, confidence)))
}

fn tell(
    pair: &Pair<'_>,
    bead: usize,
    side: Side,
    (cue, lone): (&Fact, bool),
    (severity, confidence): (Severity, f64),
) -> Draft {
    let word = quote(side.text(pair).str(cue.span));
    let there = if lone {
        "nothing denies"
    } else {
        "what it denies stands undenied"
    };
    let (message, places, values) = match side {
        Side::Source => (
            format!("the source denies ({word}), and {there} in this version"),
            [Side::Target.span(pair, bead), cue.span],
            ["not", ""],
        ),
        Side::Target => (
            format!("this version denies ({word}), and {there} in the source"),
            [cue.span, Side::Source.span(pair, bead)],
            ["", "not"],
        ),
    };
    Draft::new(severity, confidence, message, Role::Target, places[0])
        .and(Role::Source, places[1])
        .value(values[0])
        .value(values[1])
}

/// The first cue of which the words right after it stand undenied on the other side, as far as the lexicon tells, and
/// whether they are the next few.
fn affirmed<'a>(
    pair: &Pair<'_>,
    bead: usize,
    side: Side,
    here: &Denials<'a>,
    there: &Denials<'_>,
) -> Option<(&'a Fact, bool)> {
    let (text, other) = (side.text(pair), side.other().text(pair));
    let (language, others) = (text.language()?, other.language()?);
    let theirs: Vec<_> = there
        .undenied(other, side.other().span(pair, bead))
        .into_iter()
        .flat_map(|run| meanings(others, run))
        .collect();
    let stands = |concepts: &[Concept]| {
        theirs
            .iter()
            .any(|(_, _, theirs)| theirs.iter().any(|concept| concepts.contains(concept)))
    };
    let grammar = text
        .pack()
        .map_or(&[][..], |pack| pack.function_words.as_slice());
    let end = side.span(pair, bead).end();
    let far = |cue: &Fact| {
        let denied = text.str(Span::new(cue.span.end(), end));
        let own = meanings(language, denied);
        own.iter()
            .take_while(|(at, _, _)| *at < SCOPE)
            .filter(|(_, phrase, _)| !grammar.contains(phrase))
            .find(|(_, _, concepts)| stands(concepts))
            .map(|(at, _, _)| *at)
    };
    let cues = here.plain.iter().filter_map(|cue| Some((*cue, far(cue)?)));
    cues.min_by_key(|(_, at)| *at)
        .map(|(cue, at)| (cue, at < NEXT))
}

/// Whether a word may deny.
fn denies(text: Text<'_>, negation: &Negation, word: &str) -> bool {
    negation.words.iter().any(|cue| cue == word)
        || negation
            .suffixes
            .iter()
            .any(|suffix| word.ends_with(suffix.as_str()))
        || by_affix(text, negation, word)
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
