//! What the whole document tells of its names.

use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashMap, FxHashSet};

use crate::document::Document;
use crate::facts::{Fact, Name, NameKind, Value};
use crate::text::{Span, word_hash};

/// What the document shows of names by capitals that prove something.
#[derive(Default)]
struct Seen {
    /// Whole names by the hash of their words, with their kind.
    names: FxHashMap<u64, NameKind>,
    /// The hashes of the words of names.
    words: FxHashSet<u64>,
    /// The hashes of the last words of full names of persons.
    surnames: FxHashSet<u64>,
    /// The longest name, in words.
    longest: usize,
}

/// The words of a name as a number, by which a name is known again.
fn hash_of(words: &[String]) -> u64 {
    FxBuildHasher.hash_one(words)
}

/// Settles the names that only their place made doubtful, and gives a name the kind it has elsewhere.
pub(in crate::facts) fn across(document: &Document, found: &mut Vec<Fact>) {
    let is_open = |fact: &Fact| matches!(&fact.value, Value::Name(name) if name.known.is_none());
    let mut open = found.iter().filter(|fact| is_open(fact));
    match (open.next(), open.next()) {
        (None, _) => return,
        // Nothing else tells of a single one.
        (Some(fact), None) if !needs_another(&fact.value) => return,
        _ => {}
    }
    let seen = seen(found);
    let mut settled = Vec::with_capacity(found.len());
    for mut fact in found.drain(..) {
        let Value::Name(name) = &mut fact.value else {
            settled.push(fact);
            continue;
        };
        if name.known.is_some() {
            settled.push(fact);
        } else if name.opens_sentence {
            doubtful(document.text(), fact, &seen, &mut settled);
        } else {
            let person = person_after(name, &seen);
            name.kind = kind(name, &seen);
            match person.and_then(|words| split(document.text(), &fact, words)) {
                Some(parts) => settled.extend(parts),
                None => settled.push(fact),
            }
        }
    }
    *found = settled;
}

/// Whether a name is none unless it, or a part of it, is one elsewhere.
fn needs_another(value: &Value) -> bool {
    matches!(value, Value::Name(name) if name.opens_sentence && name.words.len() > 1)
}

fn seen(found: &[Fact]) -> Seen {
    let mut seen = Seen::default();
    for fact in found {
        let Value::Name(name) = &fact.value else {
            continue;
        };
        if name.opens_sentence || name.known.is_some() {
            continue;
        }
        let kind = seen.names.entry(hash_of(&name.words)).or_insert(name.kind);
        if name.kind == NameKind::Person || *kind == NameKind::Other {
            *kind = name.kind;
        }
        if name.kind == NameKind::Person
            && name.words.len() > 1
            && let Some(last) = name.words.last()
        {
            seen.surnames.insert(word_hash(last));
        }
        seen.longest = seen.longest.max(name.words.len());
        seen.words
            .extend(name.words.iter().map(|word| word_hash(word)));
    }
    seen
}

/// The kind that the document tells elsewhere of a name without one.
fn kind(name: &Name, seen: &Seen) -> NameKind {
    if name.kind != NameKind::Other {
        return name.kind;
    }
    match name.words.as_slice() {
        [one] if seen.surnames.contains(&word_hash(one)) => NameKind::Person,
        words => seen
            .names
            .get(&hash_of(words))
            .copied()
            .unwrap_or(name.kind),
    }
}

/// A name whose capitals prove nothing stays a name where the same words are one elsewhere. A heading in
/// title case gives only the names in it that are.
fn doubtful(text: &str, mut fact: Fact, seen: &Seen, settled: &mut Vec<Fact>) {
    let Value::Name(name) = &mut fact.value else {
        return;
    };
    let single = name.words.len() == 1;
    if seen.names.contains_key(&hash_of(&name.words))
        || (single && seen.words.contains(&word_hash(&name.words[0])))
    {
        name.opens_sentence = false;
        name.kind = kind(name, seen);
        settled.push(fact);
    } else if single {
        settled.push(fact);
    } else {
        within(text, &fact, seen, settled);
    }
}

/// The names seen elsewhere in the words of a heading, the longest first.
fn within(text: &str, fact: &Fact, seen: &Seen, settled: &mut Vec<Fact>) {
    let Value::Name(name) = &fact.value else {
        return;
    };
    let mut from = 0;
    while from < name.words.len() {
        let longest = seen.longest.min(name.words.len() - from);
        let known = (1..=longest).rev().find_map(|len| {
            Some((
                len,
                *seen.names.get(&hash_of(&name.words[from..from + len]))?,
            ))
        });
        let Some((len, kind)) = known else {
            from += 1;
            continue;
        };
        settled.extend(part(text, fact, from, from + len, kind));
        from += len;
    }
}

/// How many words of a longer run are the full name of a person who is named alone elsewhere, at its end.
fn person_after(name: &Name, seen: &Seen) -> Option<usize> {
    let person = |len: usize| {
        let last = &name.words[name.words.len() - len..];
        seen.names.get(&hash_of(last)) == Some(&NameKind::Person)
    };
    (2..name.words.len().min(5)).rev().find(|&len| person(len))
}

/// An organisation or a place, and the person that followed it without a comma.
fn split(text: &str, fact: &Fact, words: usize) -> Option<Vec<Fact>> {
    let Value::Name(name) = &fact.value else {
        return None;
    };
    let at = name.words.len() - words;
    let person = part(text, fact, at, name.words.len(), NameKind::Person)?;
    let first = matches!(name.kind, NameKind::Organisation | NameKind::Place)
        .then(|| part(text, fact, 0, at, name.kind))
        .flatten();
    Some(first.into_iter().chain([person]).collect())
}

/// Words `from..to` of a name as a name of their own.
fn part(text: &str, fact: &Fact, from: usize, to: usize, kind: NameKind) -> Option<Fact> {
    let Value::Name(name) = &fact.value else {
        return None;
    };
    let places = places(text, fact.span);
    if places.len() != name.words.len() {
        return None;
    }
    let span = places.get(from)?.cover(*places.get(to.checked_sub(1)?)?);
    let value = Value::Name(Name {
        words: name.words[from..to].to_vec(),
        kind,
        opens_sentence: false,
        ..name.clone()
    });
    Some(Fact {
        span,
        value,
        spelling: fact.spelling,
    })
}

/// Where each word of a span stands.
fn places(text: &str, span: Span) -> Vec<Span> {
    let mut places: Vec<Span> = Vec::new();
    let mut open = false;
    for (at, c) in span.of(text).char_indices() {
        let end = span.start() + at + c.len_utf8();
        let letter = c.is_alphabetic();
        match places.last_mut() {
            Some(last) if letter && open => *last = Span::new(last.start(), end),
            _ if letter => places.push(Span::new(span.start() + at, end)),
            _ => {}
        }
        open = letter;
    }
    places
}
