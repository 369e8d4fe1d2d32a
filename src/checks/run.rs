//! Runs the rules over an article and joins what they say: a contradiction that source and translation
//! share is one finding, and with three versions a change names the odd one out.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rayon::prelude::*;

use super::{
    CHECKS, Category, Check, Draft, Meta, Origin, Pair, Role, Severity, Text, folding, matching,
    untranslated,
};
use crate::article::Kind;
use crate::text::Span;

/// What the rules found in one article or one document, with version numbers (0 is the source).
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// The rule's name.
    pub rule: &'static str,
    /// Its category; a contradiction that the source has too is the source's issue.
    pub category: Category,
    /// How grave.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// One sentence.
    pub message: String,
    /// Where the difference came in.
    pub origin: Option<Origin>,
    /// The version that differs from all others.
    pub odd_one_out: Option<usize>,
    /// Version, role and span; the place to mend first.
    pub places: Vec<(usize, Role, Span)>,
    /// Version and span of those places that only show something: see [`Draft::beside`].
    pub beside: Vec<(usize, Span)>,
    /// The values that differ, for the fingerprint.
    pub values: Vec<String>,
}

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

/// What a rule said of one text or pair, still by rule.
type Said = Vec<(&'static dyn Check, Draft)>;

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
    let left: Vec<bool> = pairs.iter().map(untranslated::is_left_whole).collect();
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
        .map(|pair| (pair, untranslated::is_left_whole(pair)))
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

/// What was said of the texts of an article and of its pairs, in the order of reading.
fn join(
    pairs: &[Pair<'_>],
    of_source: Said,
    of_targets: Vec<Said>,
    between: Vec<Said>,
) -> Vec<Found> {
    let mut out = join_texts(pairs, of_source, of_targets);
    out.extend(join_pairs(pairs, between));
    out.sort_by_key(|found| position(pairs, found));
    out
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

fn found(check: &dyn Check, draft: Draft, version: usize) -> Found {
    let meta = check.meta();
    let version_of = |role| if role == Role::Source { 0 } else { version };
    Found {
        rule: meta.name,
        category: meta.category,
        severity: draft.severity,
        confidence: draft.confidence,
        message: draft.message,
        origin: draft.origin,
        odd_one_out: None,
        places: draft
            .places
            .into_iter()
            .map(|(role, span)| (version_of(role), role, span))
            .collect(),
        beside: draft
            .beside
            .into_iter()
            .map(|(role, span)| (version_of(role), span))
            .collect(),
        values: draft.values,
    }
}

/// What one text says of itself, told once for the article: inherited where the source has the same at
/// the aligned place, introduced where it has not, and the source's own where no version took it over.
fn join_texts(pairs: &[Pair<'_>], of_source: Said, of_targets: Vec<Said>) -> Vec<Found> {
    let mut from_source: Vec<(&dyn Check, Found)> = Vec::new();
    for (check, draft) in of_source {
        let mut made = found(check, draft, 0);
        made.origin = Some(Origin::Source);
        made.places
            .iter_mut()
            .for_each(|place| place.1 = Role::Source);
        from_source.push((check, made));
    }
    let mut out = Vec::new();
    for (at, said) in of_targets.into_iter().enumerate() {
        let mut taken = vec![false; from_source.len()];
        for (check, draft) in said {
            let mut made = found(check, draft, at + 1);
            made.places
                .iter_mut()
                .for_each(|place| place.1 = Role::Target);
            let twin = from_source
                .iter()
                .enumerate()
                .position(|(number, (_, other))| {
                    !taken[number]
                        && other.rule == made.rule
                        && same_place(&pairs[at], other, &made)
                });
            if let Some(number) = twin {
                taken[number] = true;
                inherit(&pairs[at], &mut from_source[number].1, made);
            } else {
                made.origin = Some(Origin::Introduced);
                out.push(made);
            }
        }
    }
    let told = |(check, found)| settled(check, found, pairs.is_empty());
    out.extend(from_source.into_iter().map(told));
    out
}

/// A mark that is wrong in the source only was mended on the way, and so was a word that stands twice there; a mark that a
/// version has wrong at the same place is likelier meant, or cut off by the page, than twice a slip, and so is a passage
/// that both say twice. None of them asks anything of who compares the two.
fn settled(check: &dyn Check, mut found: Found, alone: bool) -> Found {
    let Meta { name, category, .. } = *check.meta();
    let mended = category == Category::Duplication && found.origin == Some(Origin::Source);
    let meant = category == Category::Punctuation || name == "duplicate-passage";
    if !alone && (meant || mended) {
        found.severity = Severity::Neutral;
    }
    found
}

/// Whether a finding of the source and one of the target stand in segments that are aligned.
fn same_place(pair: &Pair<'_>, source: &Found, target: &Found) -> bool {
    let (Some(&(_, _, from)), Some(&(_, _, to))) = (
        source.places.iter().find(|place| place.1 == Role::Source),
        target.places.first(),
    ) else {
        return false;
    };
    let Some(bead) = pair.bead_of_source(pair.source.segment_at(from.start())) else {
        return false;
    };
    pair.beads()[bead]
        .target
        .contains(&pair.target.segment_at(to.start()))
}

/// Joins a target's finding to the source's: the translation is what the reader mends first, so its words come first.
fn inherit(pair: &Pair<'_>, source: &mut Found, target: Found) {
    if source.origin == Some(Origin::Inherited) {
        source.places.extend(target.places);
        source.beside.extend(target.beside);
        return;
    }
    let language = pair.source.language().map_or_else(
        || "source".to_owned(),
        |language| format!("{} source", crate::language::name(language)),
    );
    let quotes: Vec<_> = source
        .places
        .iter()
        .map(|&(_, _, span)| format!("“{}”", crate::text::shorten(pair.source.str(span), 90)))
        .collect();
    let said = if quotes.is_empty() {
        String::new()
    } else {
        format!(": {}", quotes.join(" and "))
    };
    let mut joined = target;
    joined.message = format!(
        "{}. The {language} has it too{said}",
        joined.message.trim_end_matches('.')
    );
    joined.origin = Some(Origin::Inherited);
    joined.category = Category::SourceIssue;
    joined.places.append(&mut source.places);
    joined.beside.append(&mut source.beside);
    *source = joined;
}

/// Tells a change that several versions share once, and names the odd one out where there are three or more.
fn join_pairs(pairs: &[Pair<'_>], between: Vec<Said>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::new();
    for (at, said) in between.into_iter().enumerate() {
        for (check, draft) in said {
            let made = found(check, draft, at + 1);
            let twin = out.iter_mut().find(|other| {
                pairs.len() > 1
                    && !other.places.iter().any(|place| place.0 == at + 1)
                    && same_event(other, &made)
            });
            match twin {
                Some(other) => {
                    other
                        .places
                        .extend(made.places.into_iter().filter(|place| place.0 != 0));
                    other
                        .beside
                        .extend(made.beside.into_iter().filter(|place| place.0 != 0));
                }
                None => out.push(made),
            }
        }
    }
    if pairs.len() > 1 {
        let odd: Vec<_> = out
            .iter()
            .map(|made| odd_one_out(pairs, made, &out))
            .collect();
        out.iter_mut()
            .zip(odd)
            .for_each(|(made, odd)| made.odd_one_out = odd);
    }
    out
}

/// Whether two findings are about the same place of the source.
fn same_source(one: &Found, other: &Found) -> bool {
    let source = |found: &Found| {
        found
            .places
            .iter()
            .find(|place| place.0 == 0)
            .map(|place| place.2)
    };
    one.rule == other.rule
        && matches!((source(one), source(other)), (Some(a), Some(b)) if a.overlaps(b))
}

/// Whether two versions depart from the source in the same way at the same place.
fn same_event(one: &Found, other: &Found) -> bool {
    same_source(one, other) && one.values == other.values && !one.values.is_empty()
}

/// The version that no other agrees with: the only one that departs from the source while another, aligned at
/// the same place, does not; or the source itself, when every version departs from it in the same way.
fn odd_one_out(pairs: &[Pair<'_>], made: &Found, all: &[Found]) -> Option<usize> {
    let departs =
        |version: usize, found: &Found| found.places.iter().any(|place| place.0 == version);
    let (depart, agree): (Vec<_>, Vec<_>) =
        (1..=pairs.len()).partition(|&version| departs(version, made));
    let &(_, _, span) = made.places.iter().find(|place| place.0 == 0)?;
    let segment = pairs[0].source.segment_at(span.start());
    let tells_otherwise = |version: usize| {
        all.iter()
            .any(|other| departs(version, other) && same_source(other, made))
    };
    let confirms = |version: usize| {
        let pair = &pairs[version - 1];
        !tells_otherwise(version)
            && pair
                .bead_of_source(segment)
                .is_some_and(|bead| pair.beads()[bead].is_matched())
    };
    match (depart.as_slice(), agree.as_slice()) {
        (&[one], others) => others
            .iter()
            .any(|&version| confirms(version))
            .then_some(one),
        (_, []) => Some(0),
        _ => None,
    }
}

/// The order of reading: by the place in the source that a finding stands at or beside, then by version and rule.
fn position(pairs: &[Pair<'_>], found: &Found) -> (usize, usize, usize, &'static str) {
    let source = found
        .places
        .iter()
        .find(|place| place.0 == 0)
        .map(|place| place.2.start());
    let target = found.places.iter().find(|place| place.0 > 0);
    let beside = target.and_then(|&(version, _, span)| {
        let pair = &pairs[version - 1];
        let bead = pair.bead_of_target(pair.target.segment_at(span.start()))?;
        let segment = pair.beads()[bead].source.start;
        pair.source
            .document
            .segments()
            .get(segment)
            .map(|segment| segment.span.start())
    });
    (
        source.or(beside).unwrap_or(usize::MAX),
        target.map_or(0, |place| place.0),
        target.map_or(0, |place| place.2.start()),
        found.rule,
    )
}
