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

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::near::is_trusted;
use super::prose::quote;
use super::side::Side;
use super::stem::words;
use super::{Category, Check, Draft, Meta, Pair, Severity, Text};
use crate::facts::{NameKind, Value};
use crate::text::{Span, fold};

/// The rule.
#[derive(Debug)]
pub(super) struct TermConsistency;

static META: Meta = Meta {
    name: "term-consistency",
    category: Category::InconsistentTerm,
    severity: Severity::Minor,
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
            // `District Home Affairs Department` says nothing that `Home Affairs Department` has not said.
            let mut told: BTreeSet<[&String; 2]> = BTreeSet::new();
            for names in variants(&bodies) {
                let Some(differing) = differing(names) else {
                    continue;
                };
                let draft = judge(pair, side, names.map(|name| &bodies[name]));
                found.extend(draft.filter(|_| told.insert(differing)));
            }
        }
    }
}

/// Where a body is named: bead and span.
type Places = Vec<(usize, Span)>;

/// A body as one side names it: its words in alphabetical order, and where.
#[derive(Debug, Clone)]
struct Body {
    words: Vec<String>,
    span: Span,
    /// Whether a head word of organisations is in it.
    organisation: bool,
}

/// The organisations that one side names, with the places.
fn bodies(pair: &Pair<'_>, side: Side) -> BTreeMap<Vec<String>, Places> {
    let mut bodies: BTreeMap<Vec<String>, Places> = BTreeMap::new();
    for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
        for body in named(pair, side, bead)
            .into_iter()
            .filter(|body| body.organisation)
        {
            bodies
                .entry(body.words)
                .or_default()
                .push((bead, body.span));
        }
    }
    bodies
}

/// The bodies that a side of a bead names, and what else it names in more than one word, persons aside.
fn named(pair: &Pair<'_>, side: Side, bead: usize) -> Vec<Body> {
    let text = side.text(pair);
    let mut bodies: Vec<Body> = Vec::new();
    for fact in text.facts.within(side.span(pair, bead)) {
        let Value::Name(name) = &fact.value else {
            continue;
        };
        if name.kind == NameKind::Person {
            continue;
        }
        let organisation = name.kind == NameKind::Organisation;
        match bodies
            .last_mut()
            .filter(|last| goes_on(&text, last.span, fact.span))
        {
            // `Departamento Municipal` `de` `Vías` is one body, and a name within a name is part of it.
            Some(last) => {
                last.span = last.span.cover(fact.span);
                last.organisation |= organisation;
            }
            None => bodies.push(Body {
                words: Vec::new(),
                span: fact.span,
                organisation,
            }),
        }
    }
    for body in &mut bodies {
        body.words = words(text.str(body.span));
        body.words.retain(|word| !is_small(&text, word));
        body.words.sort();
        body.words.dedup();
    }
    bodies.retain(|body| body.words.len() > 1);
    bodies
}

/// Whether a name overlaps the one before it, or only small words stand between them.
fn goes_on(text: &Text<'_>, before: Span, name: Span) -> bool {
    let between = text.str(Span::new(before.end().min(name.start()), name.start()));
    let plain = between.chars().all(|c| c.is_alphabetic() || c == ' ');
    before.overlaps(name)
        || (between.len() > 2
            && plain
            && between.split_whitespace().all(|word| is_small(text, word)))
}

fn is_small(text: &Text<'_>, word: &str) -> bool {
    let particles = text
        .pack()
        .map_or(&[][..], |pack| pack.names.particles.as_slice());
    particles
        .iter()
        .any(|particle| particle.split(' ').any(|part| part == word))
}

/// Names that differ in one word only, the rarer or the later first. Found by leaving out each word in turn.
fn variants(bodies: &BTreeMap<Vec<String>, Places>) -> Vec<[&Vec<String>; 2]> {
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
    let rank = |body: &Vec<String>| (bodies[body].len(), Reverse(bodies[body].first().copied()));
    let mut pairs = Vec::new();
    for group in by_rest.values().filter(|group| group.len() < 8) {
        for &one in group {
            pairs.extend(
                group
                    .iter()
                    .copied()
                    .filter(|&other| rank(one) < rank(other))
                    .map(|other| [one, other]),
            );
        }
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The two words in which two names differ.
fn differing([one, other]: [&Vec<String>; 2]) -> Option<[&String; 2]> {
    let mut words = [
        one.iter().find(|word| !other.contains(word))?,
        other.iter().find(|word| !one.contains(word))?,
    ];
    words.sort();
    Some(words)
}

/// The finding, where both names stand for one body of the other version wherever they stand.
fn judge(pair: &Pair<'_>, side: Side, [rare, usual]: [&Places; 2]) -> Option<Draft> {
    if rare
        .iter()
        .any(|(bead, _)| usual.iter().any(|(other, _)| bead == other))
    {
        return None;
    }
    let there = common(pair, side, rare.iter().chain(usual).map(|&(bead, _)| bead))?;
    let (text, version) = (side.text(pair), side.other().text(pair));
    let ((_, rare), (_, usual)) = (*rare.first()?, *usual.first()?);
    let (here, beyond) = if side == Side::Source {
        ("the source", "this version")
    } else {
        ("this version", "the source")
    };
    let message = format!(
        "{} is {} elsewhere in {here}, and both are {} in {beyond}",
        quote(text.str(rare)),
        quote(text.str(usual)),
        quote(version.str(there.span))
    );
    let mut values = [words(text.str(rare)).join(" "), there.words.join(" ")];
    if side == Side::Target {
        values.reverse();
    }
    let mut draft = Draft::new(Severity::Minor, 0.6, message, side.role(), rare)
        .showing(side.role(), usual)
        .showing(side.other().role(), there.span);
    draft.values = values.to_vec();
    Some(draft)
}

/// The one body that the other version names in all of these beads; `None` where it names none or several. What stands letter for letter in both versions is another name.
fn common(pair: &Pair<'_>, side: Side, beads: impl Iterator<Item = usize>) -> Option<Body> {
    let there = side.other().text(pair);
    let mut left: Option<Vec<Body>> = None;
    for bead in beads {
        let own = words(side.text(pair).str(side.span(pair, bead)));
        let mut here = named(pair, side.other(), bead);
        here.retain(|body| !body.words.iter().all(|word| own.contains(word)));
        // Where the other version names more bodies, one of them may be what this name stands for.
        if distinct(&here) > distinct(&named(pair, side, bead)) {
            return None;
        }
        left = Some(match left {
            None => here,
            Some(before) => before
                .into_iter()
                .filter(|body| {
                    here.iter()
                        .any(|other| is_same(&there, &body.words, &other.words))
                })
                .collect(),
        });
    }
    let mut left = left?;
    let first = left.pop()?;
    left.iter()
        .all(|body| nested(&body.words, &first.words))
        .then_some(first)
}

fn distinct(bodies: &[Body]) -> usize {
    bodies
        .iter()
        .map(|body| &body.words)
        .collect::<BTreeSet<_>>()
        .len()
}

/// Whether two names are one. A word more makes another body of it (`Comité Permanente del Partido`), unless
/// the shorter one is a field of work without the head word of a body: `Asuntos Internos`.
fn is_same(text: &Text<'_>, one: &[String], other: &[String]) -> bool {
    let heads = text
        .pack()
        .map_or(&[][..], |pack| pack.names.organisations.as_slice());
    let is_head = |word: &String| heads.iter().any(|head| fold(head) == *word);
    let shorter = if one.len() < other.len() { one } else { other };
    one == other || (nested(one, other) && !shorter.iter().any(is_head))
}

/// Whether one name has all the words of the other.
fn nested(one: &[String], other: &[String]) -> bool {
    one.iter().all(|word| other.contains(word)) || other.iter().all(|word| one.contains(word))
}
