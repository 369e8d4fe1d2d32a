//! self-contradiction: a text says two things that cannot both be true
//!
//! ## What it does
//! Looks at statements that a text makes twice and that must agree: the age of a person given with the name ("Ana
//! Ruiz, 45, …", "Ana Ruiz (54)"), and who took a picture, in the picture's file name and in the caption under it.
//!
//! ## Why it matters
//! One of the two is wrong, and only someone who knows the facts can say which. A translation that has it while
//! the source has not was mistyped.
//!
//! ## Example
//! ```text
//! en: Delegates at the forum. Photo by Lan Anh.jpg
//! en: Delegates at the forum. Photo: Minh Duc
//! ```
//!
//! ## Not reported
//! - Two persons who share a family name only.
//! - Captions of different pictures: their other words must be the same.

use super::clause::{longest_at, same_word, words};
use super::{Category, Check, Draft, Meta, Role, Severity, Text};
use crate::facts::{NameKind, Value};
use crate::language::Pack;
use crate::text::{Span, fold, real};

/// See the manual page above.
#[derive(Debug)]
pub(super) struct SelfContradiction;

static META: Meta = Meta {
    name: "self-contradiction",
    category: Category::SourceIssue,
    severity: Severity::Minor,
};

/// Endings of picture files: a passage that ends with one is a file name that was printed.
const PICTURES: [&str; 6] = [".jpg", ".jpeg", ".png", ".webp", ".gif", ".heic"];

/// Share of words that a file name and the caption of the same picture have in common, at least.
const SAME_PICTURE: f64 = 0.7;

impl Check for SelfContradiction {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        credits(text, found);
        ages(text, found);
    }
}

/// A picture's file name and the caption after it that credit different persons.
fn credits(text: &Text<'_>, found: &mut Vec<Draft>) {
    let Some(pack) = text.pack() else { return };
    let passages: Vec<_> = text.document.passages().collect();
    for pair in passages.windows(2) {
        let [file, caption] = [pair[0].span, pair[1].span];
        if !is_picture(text.str(file)) || is_picture(text.str(caption)) {
            continue;
        }
        let (Some(one), Some(other)) = (credit(text, pack, file), credit(text, pack, caption))
        else {
            continue;
        };
        if fold(text.str(one)) == fold(text.str(other))
            || alike(
                text,
                Span::new(file.start(), one.start()),
                Span::new(caption.start(), other.start()),
            ) < SAME_PICTURE
        {
            continue;
        }
        let message = format!(
            "the picture's file name credits “{}” and its caption “{}”",
            text.str(one),
            text.str(other)
        );
        let draft =
            Draft::new(Severity::Minor, 0.8, message, Role::Text, one).and(Role::Text, other);
        found.push(
            draft
                .value(fold(text.str(one)))
                .value(fold(text.str(other))),
        );
    }
}

fn is_picture(passage: &str) -> bool {
    let end = passage.trim_end().to_ascii_lowercase();
    PICTURES.iter().any(|ending| end.ends_with(ending))
}

/// The name after the last words that credit a picture.
fn credit(text: &Text<'_>, pack: &Pack, passage: Span) -> Option<Span> {
    let source = text.document.text();
    let words = words(source, passage);
    let at = (0..words.len())
        .rev()
        .find(|&at| longest_at(source, &words, at, &pack.furniture.photo_credit).is_some())?;
    let after = at + longest_at(source, &words, at, &pack.furniture.photo_credit)?;
    let ending = |word: &Span| {
        PICTURES
            .iter()
            .any(|ending| same_word(word.of(source), ending.trim_start_matches('.')))
    };
    let is_name = |word: &&Span| {
        word.of(source)
            .chars()
            .next()
            .is_some_and(char::is_uppercase)
            && !ending(word)
    };
    let name: Vec<_> = words.get(after..)?.iter().take_while(is_name).collect();
    Some(name.first()?.cover(**name.last()?))
}

/// Share of the words of either stretch that stand in the other too (Dice).
fn alike(text: &Text<'_>, a: Span, b: Span) -> f64 {
    let set = |span| {
        let mut set: Vec<String> = words(text.document.text(), span)
            .iter()
            .map(|word| fold(text.str(*word)))
            .collect();
        set.sort_unstable();
        set.dedup();
        set
    };
    let (a, b) = (set(a), set(b));
    let common = a
        .iter()
        .filter(|word| b.binary_search(word).is_ok())
        .count();
    if a.is_empty() || b.is_empty() {
        0.0
    } else {
        2.0 * real(common) / real(a.len() + b.len())
    }
}

/// A person whose age is given twice and differs.
fn ages(text: &Text<'_>, found: &mut Vec<Draft>) {
    let mut told: Vec<(&[String], u32, Span)> = Vec::new();
    for fact in text.facts.all() {
        let Value::Name(name) = &fact.value else {
            continue;
        };
        if name.words.len() < 2 || matches!(name.kind, NameKind::Organisation | NameKind::Place) {
            continue;
        }
        let Some((age, span)) = age_after(text, fact.span) else {
            continue;
        };
        match told
            .iter()
            .find(|(words, ..)| *words == name.words.as_slice())
        {
            Some(&(_, before, place)) if before != age => {
                let message = format!(
                    "{} is {before} years old here and {age} there",
                    text.str(fact.span)
                );
                let draft = Draft::new(Severity::Minor, 0.7, message, Role::Text, span)
                    .and(Role::Text, place);
                found.push(draft.value(before.to_string()).value(age.to_string()));
            }
            Some(_) => {}
            None => told.push((&name.words, age, span)),
        }
    }
}

/// An age set off right after a name: ", 45," or "(45)".
fn age_after(text: &Text<'_>, name: Span) -> Option<(u32, Span)> {
    let rest = Span::new(name.end(), text.document.text().len()).of(text.document.text());
    let open = ["(", " (", ", "]
        .into_iter()
        .find(|open| rest.starts_with(open))?;
    let digits: String = rest
        .get(open.len()..)?
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    let close = rest.get(open.len() + digits.len()..)?.chars().next()?;
    let closed = if open.contains('(') {
        close == ')'
    } else {
        close == ','
    };
    let age: u32 = digits.parse().ok()?;
    (closed && digits.len() == 2 && age >= 10).then(|| {
        (
            age,
            Span::new(name.start(), name.end() + open.len() + digits.len()),
        )
    })
}
