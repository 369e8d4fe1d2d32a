//! Joins what the rules said of an article's texts and pairs: a contradiction that source and translation share is one
//! finding, and with three versions a change names the odd one out.

use super::{Category, Check, Draft, Meta, Origin, Pair, Role, Severity};
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

/// What a rule said of one text or pair, still by rule.
pub(super) type Said = Vec<(&'static dyn Check, Draft)>;

/// What was said of the texts of an article and of its pairs, in the order of reading.
pub(super) fn join(
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

/// A finding of a rule in a version.
pub(super) fn found(check: &dyn Check, draft: Draft, version: usize) -> Found {
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
