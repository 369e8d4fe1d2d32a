//! name-consistency: one name or acronym is spelled in two ways in one text
//!
//! ## What it does
//! It reads one text by itself. A full name that stands once and differs by one letter from another full
//! name of the same text is reported, and so is an acronym that stands once beside a frequent one that
//! differs by one letter.
//!
//! ## Why it matters
//! The reader counts two persons, or looks for a second body that does not exist.
//!
//! ## Example
//! ```text
//! en: Nguyen Vinh Phuc opened the meeting. Later Nguyen Vin Phuc thanked the guests.
//! ```
//! → “Nguyen Vin Phuc” is “Nguyen Vinh Phuc” elsewhere in this text
//!
//! ## Not reported
//! - Names of two words, and names that differ by a whole word: brothers and sisters, namesakes.
//! - Two names that differ by one letter and both come back: they may well be two.
//! - Acronyms of three letters or fewer, and acronyms that the language knows.

use std::collections::BTreeMap;

use super::prose::quote;
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{NameKind, Value};
use crate::text::{Span, edits, fold};

/// An acronym that stands as often as this beside a single other one is the right one.
const FREQUENT: usize = 4;

/// The rule.
#[derive(Debug)]
pub(super) struct NameConsistency;

static META: Meta = Meta {
    name: "name-consistency",
    category: Category::Entity,
    severity: Severity::Minor,
};

impl Check for NameConsistency {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        names(text, found);
        acronyms(text, found);
    }
}

/// The places of each spelling.
type Spellings = BTreeMap<String, Vec<Span>>;

fn names(text: &Text<'_>, found: &mut Vec<Draft>) {
    let mut spellings = Spellings::new();
    for fact in text.facts.all() {
        if let Value::Name(name) = &fact.value
            && name.words.len() > 2
            && name.known.is_none()
            && !name.opens_sentence
            && name.kind != NameKind::Organisation
        {
            spellings
                .entry(name.words.join(" "))
                .or_default()
                .push(fact.span);
        }
    }
    let endings = text.pack().map_or(&[][..], |pack| &pack.endings);
    let is_slip = |one: &str, other: &str| is_name_slip(one, other, endings);
    tell(text, &spellings, 1, is_slip, found);
}

fn acronyms(text: &Text<'_>, found: &mut Vec<Draft>) {
    let mut spellings = Spellings::new();
    for fact in text.facts.all() {
        if let Value::Acronym(acronym) = &fact.value
            && acronym.known.is_none()
            && acronym.letters.chars().count() > 3
        {
            spellings
                .entry(fold(&acronym.letters))
                .or_default()
                .push(fact.span);
        }
    }
    tell(text, &spellings, FREQUENT, is_acronym_slip, found);
}

/// Tells each spelling that stands once and is a slip of one that stands `frequent` times.
fn tell(
    text: &Text<'_>,
    spellings: &Spellings,
    frequent: usize,
    is_slip: impl Fn(&str, &str) -> bool,
    found: &mut Vec<Draft>,
) {
    if spellings.len() < 2 {
        return;
    }
    let similar = alike(spellings);
    let mut told: Vec<&str> = Vec::new();
    for (rare, usual) in similar {
        let (here, there) = (&spellings[rare], &spellings[usual]);
        // Of two that stand once each, the later one repeats the name and is the one to mend.
        let later = here.first() > there.first();
        let fits = here.len() == 1 && there.len() >= frequent && (there.len() > 1 || later);
        if !fits || told.contains(&usual) || !is_slip(rare, usual) {
            continue;
        }
        told.push(rare);
        let message = format!(
            "{} is {} elsewhere in this text",
            quote(text.str(here[0])),
            quote(text.str(there[0]))
        );
        let confidence = if there.len() > 2 { 0.7 } else { 0.6 };
        found.push(
            Draft::new(Severity::Minor, confidence, message, Role::Text, here[0])
                .showing(Role::Text, there[0])
                .value(rare)
                .value(usual),
        );
    }
}

/// Spellings that are equal but for one letter put in, left out or exchanged, both ways round. Found by
/// leaving out each letter in turn, so that the cost does not grow with the square of the names.
fn alike(spellings: &Spellings) -> Vec<(&str, &str)> {
    let mut by_rest: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for spelling in spellings.keys() {
        by_rest.entry(spelling.clone()).or_default().push(spelling);
        for (at, letter) in spelling
            .char_indices()
            .filter(|(_, letter)| letter.is_alphabetic())
        {
            let mut rest = spelling.clone();
            rest.replace_range(at..at + letter.len_utf8(), "");
            by_rest.entry(rest).or_default().push(spelling);
        }
    }
    let mut pairs = Vec::new();
    for group in by_rest.values().filter(|group| group.len() < 16) {
        for &one in group {
            pairs.extend(
                group
                    .iter()
                    .copied()
                    .filter(|&other| other != one)
                    .map(|other| (one, other)),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether the one word in which two full names differ is long enough for a slip: short syllables tell persons apart. A word
/// with another of the language's `endings` is the same name in another case or number.
fn is_name_slip(one: &str, other: &str, endings: &[String]) -> bool {
    let differing: Vec<(&str, &str)> = one
        .split(' ')
        .zip(other.split(' '))
        .filter(|(a, b)| a != b)
        .collect();
    let same_count = one.split(' ').count() == other.split(' ').count();
    matches!(differing.as_slice(), [(a, b)] if same_count && edits(a, b) == 1 && a.chars().count().max(b.chars().count()) > 3 && !is_inflected(a, b, endings))
}

/// Whether two words are one with different endings, or with one and without.
fn is_inflected(one: &str, other: &str, endings: &[String]) -> bool {
    const STEM: usize = 3;
    let stems = |word: &'_ str| {
        let cut = endings
            .iter()
            .filter_map(|ending| word.strip_suffix(ending.as_str()));
        let stems: Vec<&str> = cut.chain([word]).collect();
        stems
            .into_iter()
            .filter(|stem| stem.chars().count() >= STEM)
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let others = stems(other);
    stems(one).iter().any(|stem| others.contains(stem))
}

/// Whether acronyms differ by one letter exchanged for another.
fn is_acronym_slip(one: &str, other: &str) -> bool {
    one.chars().count() == other.chars().count() && edits(one, other) == 1
}
