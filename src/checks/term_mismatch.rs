//! term-mismatch: a term of the glossary is translated in another way
//!
//! ## What it does
//! Looks for the terms of the glossaries that the configuration names (`glossary.files`), or `--glossary` gives.
//! Where the source has one, the aligned place of the translation must have one of the terms that the glossary
//! allows for it, in any form; a term that is forbidden for it must not stand there; and a word that is not to be
//! translated must stand there as it is.
//!
//! ## Why it matters
//! Readers take two terms for two things. Which term is right is a decision that somebody made.
//!
//! ## Example
//! ```text
//! glossary: en "district committee", es "comité de distrito"; forbidden in es "junta distrital"
//! en: The district committee met on Friday.
//! es: La junta distrital se reunió el viernes.
//! ```
//! → “junta distrital” is not to be used for “district committee”: the glossary has “comité de distrito”
//!
//! ## Not reported
//! - Inflected forms (`committees`, `comités`), another order of the words, any of several allowed terms.
//! - A term inside a longer one that the glossary has too: the longer one counts.
//! - A short form (`el comité`) once the text has said the whole term.
//! - Places where the translation is far shorter than the source, or that could not be lined up with trust.

use super::glossary::{self, Glossary, Mention};
use super::near::is_trusted;
use super::prose::quote;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text, prose};
use crate::language::Language;
use crate::text::{Span, fold, real};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct TermMismatch;

static META: Meta = Meta {
    name: "term-mismatch",
    category: Category::WrongTerm,
    severity: Severity::Minor,
};

/// Below this share of the length that the source lets expect, something was left out, and the term with it.
const WHOLE: f64 = 0.6;

impl Check for TermMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let Some(glossary) = pair.glossary.filter(|glossary| !glossary.is_empty()) else {
            return;
        };
        let (Some(source), Some(target)) = (pair.source.language(), pair.target.language()) else {
            return;
        };
        if source == target {
            return;
        }
        let mentions: Vec<Vec<Mention>> = (0..pair.beads().len())
            .map(|bead| glossary.mentions(&pair.source, Side::Source.span(pair, bead)))
            .collect();
        let ratio = prose::length_ratio(pair);
        for bead in (0..pair.beads().len()).filter(|&bead| is_whole(pair, bead, ratio)) {
            let place = Place {
                pair,
                glossary,
                language: target,
                bead,
                mentions: &mentions,
            };
            let mut told: Vec<&[usize]> = Vec::new();
            for mention in &mentions[bead] {
                if !told.contains(&mention.concepts.as_slice()) {
                    told.push(&mention.concepts);
                    found.extend(place.judge(mention));
                }
            }
            let kept = glossary.kept().iter();
            found.extend(kept.filter_map(|word| place.kept(word)));
        }
    }
}

/// Whether the two sides of a bead say the same, and the target says it all.
fn is_whole(pair: &Pair<'_>, bead: usize, ratio: f64) -> bool {
    let letters = |side: Side| {
        let count = prose::letters(side.text(pair).str(side.span(pair, bead)));
        real(count)
    };
    is_trusted(pair, bead) && letters(Side::Target) >= WHOLE * ratio * letters(Side::Source)
}

/// A bead that is looked at.
struct Place<'a, 'p> {
    pair: &'a Pair<'p>,
    glossary: &'a Glossary,
    language: Language,
    bead: usize,
    mentions: &'a [Vec<Mention>],
}

impl Place<'_, '_> {
    fn judge(&self, mention: &Mention) -> Option<Draft> {
        let terms = |concept: &usize| self.glossary.terms(*concept, self.language);
        let allowed: Vec<&str> = mention
            .concepts
            .iter()
            .flat_map(terms)
            .map(String::as_str)
            .collect();
        self.forbidden(mention, &allowed).or_else(|| {
            let said = allowed.is_empty() || allowed.iter().any(|term| self.is_said(mention, term));
            (!said).then(|| self.missing(mention, &allowed))
        })
    }

    /// A term in the target that is not to be used, and is no part of one that may be.
    fn forbidden(&self, mention: &Mention, allowed: &[&str]) -> Option<Draft> {
        let target = self.target();
        let terms = |concept: &usize| self.glossary.forbidden(*concept, self.language);
        let covered: Vec<Span> = allowed
            .iter()
            .flat_map(|term| glossary::find(&self.pair.target, target, term))
            .chain(
                self.glossary
                    .mentions(&self.pair.target, target)
                    .into_iter()
                    .map(|own| own.span),
            )
            .collect();
        let (span, term) = mention.concepts.iter().flat_map(terms).find_map(|term| {
            let mut places = glossary::find(&self.pair.target, target, term).into_iter();
            let place = places.find(|place| !covered.iter().any(|other| other.contains(*place)))?;
            Some((place, term))
        })?;
        let said = quote(self.pair.target.str(span));
        let wanted = self.pair.source.str(mention.span);
        let mut message = format!("{said} is not to be used for {}", quote(wanted));
        if !allowed.is_empty() {
            message.push_str(": the glossary has ");
            message.push_str(&either(allowed));
        }
        let draft = Draft::new(Severity::Minor, 0.9, message, Role::Target, span);
        let draft = draft.and(Role::Source, mention.span);
        Some(draft.value(fold(wanted)).value(fold(term)))
    }

    fn missing(&self, mention: &Mention, allowed: &[&str]) -> Draft {
        let wanted = self.pair.source.str(mention.span);
        let message = format!(
            "the glossary has {} for {}, and this version does not say it here",
            either(allowed),
            quote(wanted)
        );
        Draft::new(Severity::Minor, 0.7, message, Role::Target, self.target())
            .and(Role::Source, mention.span)
            .value(fold(wanted))
            .value("")
    }

    /// Whether the target has a term here, or beside it where nothing else there calls for it, or a short form of it
    /// after the text has had the whole.
    fn is_said(&self, mention: &Mention, term: &str) -> bool {
        let text: &Text<'_> = &self.pair.target;
        if glossary::is_said(text, self.target(), term) {
            return true;
        }
        let beside = [self.bead.checked_sub(1), Some(self.bead + 1)];
        let spare = |bead: &usize| {
            let own = self.mentions.get(*bead);
            own.is_some_and(|own| !own.iter().any(|other| other.concepts == mention.concepts))
        };
        let mut beside = beside.into_iter().flatten().filter(spare);
        if beside.any(|bead| glossary::is_said(text, Side::Target.span(self.pair, bead), term)) {
            return true;
        }
        let earlier = (0..self.bead).any(|bead| {
            self.mentions[bead]
                .iter()
                .any(|other| other.concepts == mention.concepts)
                && glossary::is_said(text, Side::Target.span(self.pair, bead), term)
        });
        earlier && glossary::is_half_said(text, self.target(), term)
    }

    /// A word that is to stay as it is.
    fn kept(&self, word: &str) -> Option<Draft> {
        let (source, target) = (self.pair.source, self.pair.target);
        let span = whole_word(&source, Side::Source.span(self.pair, self.bead), word)?;
        let mut beads = self.bead.saturating_sub(1)..(self.bead + 2).min(self.pair.beads().len());
        let here = |bead: usize| target.str(Side::Target.span(self.pair, bead));
        if beads.clone().any(|bead| here(bead).contains(word)) {
            return None;
        }
        let other = glossary::find(&target, self.target(), word)
            .into_iter()
            .next();
        let shouted = other.is_some_and(|place| target.str(place) == word.to_uppercase());
        // A heading in capitals, and a letter that grammar makes small or capital, are no translation.
        if shouted || (other.is_none() && beads.any(|bead| fold(here(bead)).contains(&fold(word))))
        {
            return None;
        }
        let (message, place) = match other {
            Some(place) => (
                format!(
                    "{} is to be written {}",
                    quote(target.str(place)),
                    quote(word)
                ),
                place,
            ),
            None => (
                format!(
                    "{} is to stay as it is, and this version does not have it here",
                    quote(word)
                ),
                self.target(),
            ),
        };
        let draft = Draft::new(Severity::Minor, 0.8, message, Role::Target, place);
        Some(draft.and(Role::Source, span).value(word).value(""))
    }

    fn target(&self) -> Span {
        Side::Target.span(self.pair, self.bead)
    }
}

/// Where a word stands exactly as it is written, and is no part of another.
fn whole_word(text: &Text<'_>, span: Span, word: &str) -> Option<Span> {
    let stretch = text.str(span);
    let is_edge = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
    stretch.match_indices(word).find_map(|(at, _)| {
        let (before, after) = stretch.split_at_checked(at)?;
        let after = after.get(word.len()..)?;
        let whole = is_edge(before.chars().next_back()) && is_edge(after.chars().next());
        whole.then(|| Span::new(at, at + word.len()).shifted(span.start()))
    })
}

/// `“A”`, `“A” or “B”`, `“A”, “B” or “C”`.
fn either(terms: &[&str]) -> String {
    let mut quoted: Vec<String> = Vec::new();
    for term in terms.iter().map(|term| quote(term)) {
        if !quoted.contains(&term) {
            quoted.push(term);
        }
    }
    match quoted.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => quoted.concat(),
    }
}
