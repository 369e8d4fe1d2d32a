//! Beads whose sides say different things: a sentence that was put in the place of another, a record whose two halves
//! belong to other records.
//!
//! The words of both sides decide, each by how much likelier it is to find no counterpart in a wrong pair than in a
//! translation. One name or number that both sides have is enough to let a bead stand, and so is a value.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::Pair;
use super::coverage::{Evidence, Kind};
use super::held::Held;
use super::prose::has_syllables;
use super::side::Side;
use crate::align::{Bitext, without};
use crate::article;

/// What the words must say in sum, in nats. Of good translations about one in four thousand says as much, of sentences
/// of other articles four in five. Where one side writes syllables apart, many of its words are in no lexicon as a whole, so
/// it takes more.
const APART: f64 = 9.0;
const APART_BY_SYLLABLES: f64 = 10.5;

/// The same of each side by itself, which is two words that lack: a freely rendered sentence that was added to says little of
/// its source.
const EACH: f64 = 1.7;

/// Whether nothing on one side of a bead stands for anything on the other.
pub(super) fn is_apart(pair: &Pair<'_>, held: &Held<'_>) -> bool {
    let said = [0, 1].map(|side| {
        let words = held.evidence[side].iter();
        words.map(Evidence::plainly).sum::<f64>()
    });
    let binds = || {
        let mut words = held.evidence.iter().flatten();
        words.any(|word| word.covered && matches!(word.kind, Kind::Name | Kind::Number))
    };
    let agrees = || {
        let met = pair.values().met(Side::Source);
        let from = met.partition_point(|value| value.start() < held.spans[0].start());
        met.get(from)
            .is_some_and(|value| value.end() <= held.spans[0].end())
    };
    let enough = || {
        let needed = if has_syllables(pair) {
            APART_BY_SYLLABLES
        } else {
            APART
        };
        said[0] + said[1] >= needed
    };
    said.iter().all(|&side| side >= EACH) && enough() && !binds() && !agrees()
}

/// How versions are lined up once the beads are taken apart whose sides say different things: the one side is then missing
/// and the other new. `None` where there are none.
pub(crate) fn parted(pairs: &[Pair<'_>]) -> Vec<Option<Bitext>> {
    let parted = |pair: &Pair<'_>| {
        if pair.aligned_unit || pair.kind != article::Kind::Translation {
            return None;
        }
        let documents = [pair.source.document, pair.target.document];
        // What fails here fails again in a rule, which is told there.
        let apart = catch_unwind(AssertUnwindSafe(|| pair.apart())).unwrap_or_default();
        (!apart.is_empty()).then(|| without(documents, pair.bitext, apart))
    };
    pairs.iter().map(parted).collect()
}

/// The pairs, lined up so.
pub(crate) fn part<'a>(pairs: Vec<Pair<'a>>, parted: &'a [Option<Bitext>]) -> Vec<Pair<'a>> {
    let parted = pairs.into_iter().zip(parted);
    parted
        .map(|(pair, parted)| match parted {
            Some(bitext) => pair.lined_up(bitext),
            None => pair,
        })
        .collect()
}
