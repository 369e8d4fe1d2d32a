//! Runs the rules over an article, a pair or a text.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::join::{Found, Said, found, join};
use super::{CHECKS, Check, Draft, Pair, Role, Severity, Text, folding, left_whole, matching};
use crate::article::Kind;

/// Which rules run.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    /// Only these, where any is named.
    pub only: Vec<String>,
    /// Not these.
    pub skip: Vec<String>,
}

impl Selection {
    /// The rules to run, in the order of [`CHECKS`].
    pub fn checks(&self) -> Vec<&'static dyn Check> {
        let wanted = |name: &str| self.only.is_empty() || self.only.iter().any(|only| only == name);
        let skipped = |name: &str| self.skip.iter().any(|skip| skip == name);
        CHECKS
            .iter()
            .copied()
            .filter(|check| wanted(check.meta().name) && !skipped(check.meta().name))
            .collect()
    }
}

/// Reads one text that stands alone.
pub fn document(
    text: Text<'_>,
    checks: &[&'static dyn Check],
    trouble: &mut Vec<String>,
) -> Vec<Found> {
    let said = each(checks, length(&text), trouble, |check, found| {
        check.text(&text, found);
        check.alone(&text, found);
    });
    said.into_iter()
        .map(|(check, draft)| found(check, draft, 0))
        .collect()
}

/// Reads an article: `pairs` holds, for each version after the source, how it is lined up with it.
pub fn article(
    source: Text<'_>,
    pairs: &[Pair<'_>],
    checks: &[&'static dyn Check],
    trouble: &mut Vec<String>,
) -> Vec<Found> {
    let of_source = each(checks, length(&source), trouble, |check, found| {
        check.text(&source, found);
    });
    // A version that nobody translated yet has the source's own words: there is nothing to compare.
    let left: Vec<bool> = pairs.iter().map(left_whole::is_left_whole).collect();
    let of_targets: Vec<Said> = pairs
        .iter()
        .zip(&left)
        .map(|(pair, &left)| {
            let checks = if left { &[][..] } else { checks };
            each(checks, length(&pair.target), trouble, |check, found| {
                check.text(&pair.target, found);
            })
        })
        .collect();
    let between: Vec<Said> = pairs
        .iter()
        .zip(&left)
        .map(|(pair, &left)| {
            let checks = fitting(pair, left, checks);
            of_pair(pair, &checks, trouble)
        })
        .collect();
    join(pairs, of_source, of_targets, between)
}

/// An article to be read: its source, and how each other version is lined up with it.
pub type Lined<'p, 'a> = (Text<'a>, &'p [Pair<'a>]);

/// [`article`] for many short ones. Each rule is asked about all of them before the next one is: what it takes to run a rule
/// fits into the memory that is nearest to a processor, what it takes to run them all does not. With what was found
/// comes what went wrong.
pub fn articles(
    all: &[Lined<'_, '_>],
    checks: &[&'static dyn Check],
) -> Vec<(Vec<Found>, Vec<String>)> {
    let short = |&(source, _): &Lined<'_, '_>| length(&source) < WORTH_SHARING;
    if all.iter().all(short)
        && let Ok(found) = catch_unwind(AssertUnwindSafe(|| rule_by_rule(all, checks)))
    {
        return found.into_iter().map(|found| (found, Vec::new())).collect();
    }
    let one_by_one = all.iter().map(|&(source, pairs)| {
        let mut trouble = Vec::new();
        let found = article(source, pairs, checks, &mut trouble);
        (found, trouble)
    });
    one_by_one.collect()
}

fn rule_by_rule(all: &[Lined<'_, '_>], checks: &[&'static dyn Check]) -> Vec<Vec<Found>> {
    let sources: Vec<Text<'_>> = all.iter().map(|&(source, _)| source).collect();
    let of_sources = in_turn(checks, &sources, |check, source, found| {
        check.text(source, found);
    });
    let pairs = all.iter().flat_map(|(_, pairs)| pairs.iter());
    let pairs: Vec<(&Pair<'_>, bool)> = pairs
        .map(|pair| (pair, left_whole::is_left_whole(pair)))
        .collect();
    let of_targets = in_turn(checks, &pairs, |check, &(pair, left), found| {
        if !left {
            check.text(&pair.target, found);
        }
    });
    let between = in_turn(checks, &pairs, |check, &(pair, left), found| {
        if fits(pair, left, check) {
            check.pair(pair, found);
        }
    });
    let (mut of_targets, mut between) = (of_targets.into_iter(), between.into_iter());
    let joined = all.iter().zip(of_sources).map(|((_, pairs), of_source)| {
        let of_targets = of_targets.by_ref().take(pairs.len()).collect();
        let between = pairs.iter().zip(between.by_ref());
        let between = between
            .map(|(pair, said)| sifted(pair, said, checks))
            .collect();
        join(pairs, of_source, of_targets, between)
    });
    joined.collect()
}

fn length(text: &Text<'_>) -> usize {
    text.document.segments().len()
}

/// The rules for a pair: of two texts that have nothing in common there is nothing to say but that, and the same of a
/// version that was left in the source's language as a whole.
fn fitting(pair: &Pair<'_>, left: bool, checks: &[&'static dyn Check]) -> Vec<&'static dyn Check> {
    let fitting = checks.iter().filter(|check| fits(pair, left, **check));
    fitting.copied().collect()
}

fn fits(pair: &Pair<'_>, left: bool, check: &dyn Check) -> bool {
    (!left && pair.kind == Kind::Translation)
        || match check.meta().name {
            "untranslated" => left,
            "wrong-pair" => !left,
            name => !left && pair.kind == Kind::Related && is_of_values(name),
        }
}

/// Reads two articles that are only related: what they say differently where both say the same thing.
pub fn related(
    pair: &Pair<'_>,
    checks: &[&'static dyn Check],
    trouble: &mut Vec<String>,
) -> Vec<Found> {
    let mut checks = fitting(pair, false, checks);
    // Nobody said that they were versions of one text.
    checks.retain(|check| check.meta().name != "wrong-pair");
    let said = of_pair(pair, &checks, trouble);
    said.into_iter()
        .map(|(check, draft)| found(check, draft, 1))
        .collect()
}

/// What is said of a pair.
fn of_pair(pair: &Pair<'_>, checks: &[&'static dyn Check], trouble: &mut Vec<String>) -> Said {
    let said = each(checks, length(&pair.source), trouble, |check, found| {
        check.pair(pair, found);
    });
    sifted(pair, said, checks)
}

/// What of it holds. Of two texts that are not versions of one another that alone is said, for all else would follow from
/// it; of two articles that are only related, where both give a value and not the same.
fn sifted(pair: &Pair<'_>, mut said: Said, checks: &[&'static dyn Check]) -> Said {
    let is_wrong = |check: &dyn Check| check.meta().name == "wrong-pair";
    if said.iter().any(|(check, _)| is_wrong(*check)) {
        said.retain(|(check, _)| is_wrong(*check));
    } else if pair.kind == Kind::Related {
        said.retain(|(_, draft)| differs(draft));
        for (_, draft) in &mut said {
            draft.severity = draft.severity.min(Severity::Minor);
            draft.message = format!("the two articles differ: {}", draft.message);
        }
    } else {
        folding::fold(pair, &mut said, checks);
    }
    said
}

/// Whether both texts say something, and not the same.
fn differs(draft: &Draft) -> bool {
    let has = |role| draft.places.iter().any(|place| place.0 == role);
    let told = draft.values.len() > 1 && draft.values.iter().all(|value| !value.is_empty());
    told && has(Role::Source) && has(Role::Target)
}

/// The rules that hold a value of one text against that of the other.
fn is_of_values(rule: &str) -> bool {
    matching::RULES.contains(&rule) || rule == "code-mismatch"
}

/// Texts of fewer segments are read faster than threads can be asked for help.
const WORTH_SHARING: usize = 16;

/// Asks every rule about texts of `segments` segments; one that fails is a notice about the document, not the end
/// of the run.
fn each(
    checks: &[&'static dyn Check],
    segments: usize,
    trouble: &mut Vec<String>,
    ask: impl Fn(&dyn Check, &mut Vec<Draft>) + Sync,
) -> Said {
    if segments < WORTH_SHARING {
        let alone = || in_turn(checks, &[()], |check, (), found| ask(check, found)).pop();
        if let Ok(Some(said)) = catch_unwind(AssertUnwindSafe(alone)) {
            return said;
        }
    }
    let one = |&check: &&'static dyn Check| {
        let mut drafts = Vec::new();
        let done = catch_unwind(AssertUnwindSafe(|| ask(check, &mut drafts)));
        (check, done.map(|()| drafts))
    };
    let answers: Vec<_> = checks.par_iter().with_max_len(1).map(one).collect();
    let mut said = Said::new();
    for (check, answer) in answers {
        match answer {
            Ok(drafts) => take(check, drafts, &mut said),
            Err(_) => trouble.push(format!(
                "the rule {} failed here; please report it with this document",
                check.meta().name
            )),
        }
    }
    said
}

/// Asks one rule after the other, each about all the things there are, and tells what was said of each thing.
fn in_turn<T>(
    checks: &[&'static dyn Check],
    all: &[T],
    ask: impl Fn(&dyn Check, &T, &mut Vec<Draft>),
) -> Vec<Said> {
    let mut said: Vec<Said> = all.iter().map(|_| Said::new()).collect();
    let mut drafts = Vec::new();
    for &check in checks {
        for (one, said) in all.iter().zip(&mut said) {
            ask(check, one, &mut drafts);
            if !drafts.is_empty() {
                take(check, drafts.drain(..), said);
            }
        }
    }
    said
}

/// Takes what a rule said.
fn take(check: &'static dyn Check, drafts: impl IntoIterator<Item = Draft>, said: &mut Said) {
    said.extend(drafts.into_iter().map(|draft| {
        debug_assert!(
            !draft.places.is_empty(),
            "{} gave a finding without a place",
            check.meta().name
        );
        (check, draft)
    }));
}
