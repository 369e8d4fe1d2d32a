//! term-consistency: one office or body has two names in one version and one in the other
//!
//! ## What it does
//! Names of bodies that differ in one word only (`Home Affairs Department`, `Internal Affairs Department`)
//! are looked up at the same places of the other version. Where one and the same name stands there for
//! both, the two are one body under two names.
//!
//! ## Why it matters
//! Readers take two names for two bodies, and a search for one does not find the other.
//!
//! ## Example
//! ```text
//! en: The Roads Office sent a plan.        es: La Oficina de Vías envió un plan.
//! en: The Streets Office sent the figures. es: La Oficina de Vías envió las cifras.
//! ```
//! → “Streets Office” is “Roads Office” elsewhere in the source, and both are “Oficina de Vías” in this version
//!
//! ## Not reported
//! - A longer and a shorter form of one name (`District Roads Office`, `Roads Office`).
//! - Two names that are two in the other version as well: they are two bodies.
//! - Names that stand in sentences for which the other version has more than one body of that kind.

use std::collections::BTreeMap;

use super::near::{Side, is_trusted, quote};
use super::stem::words;
use super::{Category, Check, Draft, Meta, Pair, Severity};
use crate::facts::{Fact, NameKind, Value};
use crate::text::Span;

/// The rule.
#[derive(Debug)]
pub(super) struct TermConsistency;

static META: Meta = Meta {
    name: "term-consistency",
    category: Category::InconsistentTerm,
    severity: Severity::Minor,
    source: include_str!("term_consistency.rs"),
};

impl Check for TermConsistency {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        if pair.aligned_unit {
            return;
        }
        for side in Side::BOTH {
            let bodies = bodies(pair, side);
            for (one, other) in variants(&bodies) {
                found.extend(judge(
                    pair,
                    side,
                    [(one, &bodies[one]), (other, &bodies[other])],
                ));
            }
        }
    }
}

/// Where a body is named: bead and span.
type Places = Vec<(usize, Span)>;

/// The bodies that one side names, by their words in alphabetical order, with the places.
fn bodies(pair: &Pair<'_>, side: Side) -> BTreeMap<Vec<String>, Places> {
    let mut bodies: BTreeMap<Vec<String>, Places> = BTreeMap::new();
    for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
        for (fact, name) in organisations(pair, side, bead) {
            bodies.entry(name).or_default().push((bead, fact.span));
        }
    }
    bodies
}

fn organisations<'a>(
    pair: &Pair<'a>,
    side: Side,
    bead: usize,
) -> impl Iterator<Item = (&'a Fact, Vec<String>)> {
    let text = side.text(pair);
    let facts = text.facts.within(side.span(pair, bead)).iter();
    facts.filter_map(move |fact| {
        let Value::Name(name) = &fact.value else {
            return None;
        };
        let mut key = words(text.str(fact.span));
        key.sort();
        key.dedup();
        (name.kind == NameKind::Organisation && key.len() > 1).then_some((fact, key))
    })
}

/// Names that differ in one word only, the one that is named later or less often first. Found by leaving
/// out each word in turn.
fn variants(bodies: &BTreeMap<Vec<String>, Places>) -> Vec<(&Vec<String>, &Vec<String>)> {
    let mut by_rest: BTreeMap<Vec<&String>, Vec<&Vec<String>>> = BTreeMap::new();
    for body in bodies.keys().filter(|body| body.len() > 2) {
        for at in 0..body.len() {
            let rest = body
                .iter()
                .enumerate()
                .filter(|&(other, _)| other != at)
                .map(|(_, word)| word)
                .collect();
            by_rest.entry(rest).or_default().push(body);
        }
    }
    let mut pairs = Vec::new();
    for group in by_rest.values().filter(|group| group.len() < 8) {
        for &one in group {
            pairs.extend(
                group
                    .iter()
                    .copied()
                    .filter(|&other| rarer(&bodies[one], &bodies[other]))
                    .map(|other| (one, other)),
            );
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

fn rarer(one: &Places, other: &Places) -> bool {
    (other.len(), one.first()) > (one.len(), other.first())
}

/// The finding, where both names stand for one body of the other version wherever they stand.
fn judge(
    pair: &Pair<'_>,
    side: Side,
    [(_, rare), (_, usual)]: [(&Vec<String>, &Places); 2],
) -> Option<Draft> {
    let there = |places: &Places| -> Option<(Vec<String>, Span)> {
        let mut all = places
            .iter()
            .map(|&(bead, _)| only_body(pair, side.other(), bead));
        let first = all.next()??;
        all.all(|next| next.is_some_and(|next| nested(&next.0, &first.0)))
            .then_some(first)
    };
    let (one, other) = (there(rare)?, there(usual)?);
    if !nested(&one.0, &other.0) {
        return None;
    }
    let (text, version) = (side.text(pair), side.other().text(pair));
    let (rare, usual) = (rare.first()?.1, usual.first()?.1);
    let (here, beyond) = if side == Side::Source {
        ("the source", "this version")
    } else {
        ("this version", "the source")
    };
    let message = format!(
        "{} is {} elsewhere in {here}, and both are {} in {beyond}",
        quote(text.str(rare)),
        quote(text.str(usual)),
        quote(version.str(one.1))
    );
    let mut values = [
        words(text.str(rare)).join(" "),
        words(version.str(one.1)).join(" "),
    ];
    if side == Side::Target {
        values.reverse();
    }
    let mut draft = Draft::new(Severity::Minor, 0.6, message, side.role(), rare)
        .and(side.role(), usual)
        .and(side.other().role(), one.1)
        .and(side.other().role(), other.1);
    draft.values = values.to_vec();
    Some(draft)
}

/// The one body that a side of a bead names; `None` where it names more or none.
fn only_body(pair: &Pair<'_>, side: Side, bead: usize) -> Option<(Vec<String>, Span)> {
    let mut widest: Option<(Vec<String>, Span)> = None;
    for (fact, name) in organisations(pair, side, bead) {
        match &widest {
            Some((_, span)) if span.contains(fact.span) => {}
            Some((known, _)) if nested(known, &name) => {}
            Some(_) => return None,
            None => widest = Some((name, fact.span)),
        }
    }
    widest
}

/// Whether one name has all the words of the other.
fn nested(one: &[String], other: &[String]) -> bool {
    one.iter().all(|word| other.contains(word)) || other.iter().all(|word| one.contains(word))
}
