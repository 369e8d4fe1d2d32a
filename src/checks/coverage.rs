//! Which words of one side the other side stands for, and the stretch that it most likely lacks.
//!
//! A word is covered where the other side has a word for the same thing (the lexicon and the packs say
//! so), the same spelling, or one that begins alike. Each covered word speaks against a loss and each
//! uncovered one for it; so do the length that is wanting and the marks at which clauses end. The
//! weights are a logistic regression on news translations with clauses cut out and put in.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashSet};
use smallvec::SmallVec;

use super::prose::{self, Side};
use super::vocabulary::is_read_in_full;
use super::{Pair, Text};
use crate::align::{Bead, Column, Concept, number_concept, shipped};
use crate::facts::Value;
use crate::language::Capitals;
use crate::text::{Span, fold_into};

/// A stretch of one side that the other lacks.
#[derive(Debug, Clone)]
pub(super) struct Loss {
    /// Position in [`Pair::beads`].
    pub(super) bead: usize,
    /// The stretch.
    pub(super) span: Span,
    /// Log-odds that it is lost.
    pub(super) odds: f64,
}

/// Log-odds from which a loss is told: about three alarms in a thousand sentences of good translations.
const TOLD: f64 = 1.5;

/// Likewise where one of the languages writes its words as syllables: a lexicon has fewer of their many forms.
const TOLD_OF_SYLLABLES: f64 = 2.3;

/// Words that a lost stretch may have: longer ones are whole sentences.
const LONGEST: usize = 80;

/// The likeliest loss of each bead that is lined up with trust.
pub(super) fn losses(pair: &Pair<'_>, side: Side) -> Vec<Loss> {
    let (Some(here), Some(there)) = (Reader::of(pair, side), Reader::of(pair, side.other())) else {
        return Vec::new();
    };
    let ratio = match side {
        Side::Source => prose::length_ratio(pair),
        Side::Target => 1.0 / prose::length_ratio(pair),
    };
    let syllables = |side: Side| {
        let pack = side.text(pair).pack();
        pack.is_some_and(|pack| pack.names.capitals == Capitals::Syllables)
    };
    let told = if syllables(Side::Source) || syllables(Side::Target) {
        TOLD_OF_SYLLABLES
    } else {
        TOLD
    };
    let beads = pair.beads().iter().enumerate();
    let trusted = beads
        .filter(|(_, bead)| bead.is_matched() && bead.score >= 0.5 && !pair.is_unmatched(bead));
    let found = trusted.filter_map(|(number, bead)| {
        let (span, odds) = Reading::of(pair, side, bead, (&here, &there))?.worst(ratio)?;
        (odds > told).then_some(Loss {
            bead: number,
            span,
            odds,
        })
    });
    found.collect()
}

/// Of the source's words that the target has a word for, how many are covered by what they are lined up with.
/// `None` where too few are known.
pub(super) fn share(pair: &Pair<'_>) -> Option<f64> {
    /// Words below which chance decides.
    const ENOUGH: usize = 15;
    let (here, there) = (
        Reader::of(pair, Side::Source)?,
        Reader::of(pair, Side::Target)?,
    );
    let (mut known, mut covered) = (0, 0);
    for bead in pair.passage_beads().iter().filter(|bead| bead.is_matched()) {
        let (Some(source), Some(target)) = (
            span_of(&pair.source, &bead.source),
            span_of(&pair.target, &bead.target),
        ) else {
            continue;
        };
        let cover = Cover::of(there.words(target));
        for word in evidence(here.words(source), &cover, there.column) {
            known += usize::from(word.weight != 0.0);
            covered += usize::from(word.weight < 0.0);
        }
    }
    (known >= ENOUGH).then(|| count(covered) / count(known))
}

fn span_of(text: &Text<'_>, passages: &std::ops::Range<usize>) -> Option<Span> {
    let within = passages.start..passages.end.min(text.document.passage_count());
    within
        .map(|number| text.document.passage(number).span)
        .reduce(Span::cover)
}

/// How the words of a stretch speak on whether another stretch, of the other side, lacks them: positive where
/// it does. `None` where nothing is known of one of the languages.
pub(super) fn weigh(pair: &Pair<'_>, side: Side, here: Span, there: Span) -> Option<f64> {
    let (reader, others) = (Reader::of(pair, side)?, Reader::of(pair, side.other())?);
    let cover = Cover::of(others.words(there));
    let words = evidence(reader.words(here), &cover, others.column);
    Some(words.iter().map(|word| word.weight).sum())
}

/// A word of one stretch and one of another that stand for the same.
#[derive(Debug, Clone, Copy)]
pub(super) struct Anchor {
    pub(super) source: Span,
    pub(super) target: Span,
    /// 1 where neither could belong to another word.
    pub(super) weight: f64,
}

/// The words of a stretch of the source that belong to words of a stretch of the target, each with its few likeliest
/// places there. None where nothing is known of one of the languages.
pub(super) fn anchors(pair: &Pair<'_>, source: Span, target: Span) -> Vec<Anchor> {
    /// A word with more places than this tells nothing of where it stands.
    const PLACES: usize = 3;
    let (Some(here), Some(there)) = (
        Reader::of(pair, Side::Source),
        Reader::of(pair, Side::Target),
    ) else {
        return Vec::new();
    };
    let counts = |words: &'_ [Word]| -> Vec<(Span, Cover)> {
        let content = words.iter().filter(|word| word.kind != Kind::Grammar);
        content
            .map(|word| (word.span, Cover::of(std::slice::from_ref(word))))
            .collect()
    };
    let others = counts(there.words(target));
    let words = here.words(source).iter();
    let words: Vec<&Word> = words.filter(|word| word.kind != Kind::Grammar).collect();
    let places: Vec<Vec<usize>> = words
        .iter()
        .map(|word| {
            (0..others.len())
                .filter(|&at| others[at].1.has(word))
                .collect()
        })
        .collect();
    let mut claims = vec![0; others.len()];
    places.iter().flatten().for_each(|&at| claims[at] += 1);
    let mut anchors = Vec::new();
    for (word, places) in words.iter().zip(&places) {
        for &at in places {
            if places.len() <= PLACES && claims[at] <= PLACES {
                anchors.push(Anchor {
                    source: word.span,
                    target: others[at].0,
                    weight: 1.0 / count(places.len() * claims[at]),
                });
            }
        }
    }
    anchors
}

/// Brackets and quotations of the source of which the target has fewer, and none of whose words it covers.
pub(super) fn asides(pair: &Pair<'_>) -> Vec<Loss> {
    let side = Side::Source;
    let (Some(here), Some(there)) = (Reader::of(pair, side), Reader::of(pair, side.other())) else {
        return Vec::new();
    };
    let ratio = prose::length_ratio(pair);
    let beads = pair.beads().iter().enumerate();
    let trusted = beads
        .filter(|(_, bead)| bead.is_matched() && bead.score >= 0.5 && !pair.is_unmatched(bead));
    let found = trusted.filter_map(|(number, bead)| {
        let span = Aside::lost(pair, side, bead, (&here, &there), ratio)?;
        Some(Loss {
            bead: number,
            span,
            odds: 3.0,
        })
    });
    found.collect()
}

/// Something enclosed in marks.
#[derive(Debug, Clone, Copy)]
struct Aside {
    span: Span,
    bracket: bool,
}

impl Aside {
    /// The brackets and the closed quotations of a stretch.
    fn all(text: &Text<'_>, span: Span) -> Vec<Self> {
        let said = text.str(span);
        let brackets = said.match_indices(['(', '（']).filter_map(|(at, _)| {
            let (inner, _) = said.get(at..)?.split_once([')', '）'])?;
            Some(Self {
                span: Span::new(at, at + inner.len() + 1).shifted(span.start()),
                bracket: true,
            })
        });
        let quotations = text
            .facts
            .within(span)
            .iter()
            .filter_map(|fact| match &fact.value {
                Value::Quotation(quotation) if quotation.opened && quotation.closed => Some(Self {
                    span: fact.span,
                    bracket: false,
                }),
                _ => None,
            });
        brackets.chain(quotations).collect()
    }

    fn lost(
        pair: &Pair<'_>,
        side: Side,
        bead: &Bead,
        (here, there): (&Reader<'_>, &Reader<'_>),
        ratio: f64,
    ) -> Option<Span> {
        let span = here.text.span_of(side.of(bead))?;
        let asides = Self::all(&here.text, span);
        if asides.is_empty() {
            return None;
        }
        let units = side.other().of(bead);
        let aligned = there.text.span_of(units.clone())?;
        let other = if pair.aligned_unit {
            aligned
        } else {
            around(&there.text, units)?
        };
        let others = Self::all(&there.text, other);
        let fewer = |bracket: bool| {
            let count = |asides: &[Self]| {
                asides
                    .iter()
                    .filter(|aside| aside.bracket == bracket)
                    .count()
            };
            count(&others) < count(&asides)
        };
        let letters = |text: &Text<'_>, span| count(prose::letters(text.str(span)));
        let (expected, actual) = (
            letters(&here.text, span) * ratio,
            letters(&there.text, aligned),
        );
        let is_short = |aside: &Self| {
            let lost = letters(&here.text, aside.span) * ratio;
            likelihood(actual, expected - lost) - likelihood(actual, expected) > 0.2
        };
        let mut candidates = asides
            .iter()
            .filter(|aside| fewer(aside.bracket) && is_short(aside))
            .peekable();
        candidates.peek()?;
        let cover = Cover::of(there.words(other));
        candidates
            .find(|aside| aside.is_lost(here, &cover, there.column))
            .map(|aside| aside.span)
    }

    /// Whether all of the aside's words that tell anything are lacking, and enough of them.
    fn is_lost(self, here: &Reader<'_>, cover: &Cover, other: &Column) -> bool {
        let measured = here
            .text
            .facts
            .within(self.span)
            .iter()
            .any(|fact| matches!(fact.value, Value::Quantity(..) | Value::Money(..)));
        let words = evidence(here.words(self.span), cover, other);
        let covered = words.iter().any(|word| word.weight < 0.0);
        let lacking = words.iter().filter(|word| word.lacking).count();
        !measured && !covered && words.len() >= 2 && lacking >= 1
    }
}

/// One side of a pair, with its words.
#[derive(Debug, Clone, Copy)]
struct Reader<'p> {
    text: Text<'p>,
    column: &'static Column,
    words: &'p [Word],
}

/// A word or a phrase of the lexicon.
#[derive(Debug)]
pub(super) struct Word {
    span: Span,
    parts: SmallVec<[Part; 1]>,
    concepts: &'static [Concept],
    /// What a small number stands for, beside them.
    number: Option<Concept>,
    kind: Kind,
    capital: bool,
    letters: f64,
}

/// A part of a phrase without its diacritics, as a number: words are only asked whether they are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Part {
    whole: u64,
    /// The letters by which words of one origin are known.
    opening: Option<u64>,
}

impl Part {
    fn of(folded: &str) -> Self {
        Self {
            whole: hash(folded),
            opening: opening(folded).map(hash),
        }
    }
}

fn hash(text: &str) -> u64 {
    FxBuildHasher.hash_one(text)
}

impl Word {
    fn concepts(&self) -> impl Iterator<Item = Concept> {
        self.concepts.iter().copied().chain(self.number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Carries grammar, or is too short to tell.
    Grammar,
    /// Begins with a capital inside a sentence.
    Name,
    /// Digits.
    Number,
    /// Any other.
    Plain,
}

impl<'p> Reader<'p> {
    /// `None` where no lexicon has the language, or its pack knows too little of it: names alone do not tell what is
    /// lacking.
    fn of(pair: &'p Pair<'_>, side: Side) -> Option<Self> {
        let text = side.text(pair);
        let language = text.language()?;
        let column = shipped(language);
        // Where words are joined to new ones (German), a word that no list has says nothing.
        let joins = text
            .pack()
            .is_some_and(|pack| pack.names.capitals == Capitals::Nouns);
        (column.has_words() && is_read_in_full(language) && !joins).then(|| Self {
            text,
            column,
            words: pair.words(side, || words(pair, side)),
        })
    }

    /// The words of a stretch.
    fn words(&self, span: Span) -> &'p [Word] {
        let from = self
            .words
            .partition_point(|word| word.span.start() < span.start());
        let past = self
            .words
            .partition_point(|word| word.span.end() <= span.end());
        self.words.get(from..past).unwrap_or_default()
    }
}

/// The words of a text's segments, in order; none where no lexicon has the language.
fn words(pair: &Pair<'_>, side: Side) -> Vec<Word> {
    let text = side.text(pair);
    let Some(language) = text.language() else {
        return Vec::new();
    };
    let mut cutter = Cutter {
        text,
        column: shipped(language),
        grammar: prose::grammar(language),
        phrase: String::new(),
        folded: String::new(),
    };
    let wording = pair.wording(side);
    let mut words = Vec::with_capacity(text.document.text().len() / 5);
    let mut tokens = Vec::with_capacity(words.capacity());
    for segment in text.document.segments() {
        tokens.clear();
        for (span, lower) in wording.within(segment.span) {
            split(&text, span, lower, &mut tokens);
        }
        cutter.cut(segment.span, &tokens, &mut words);
    }
    words
}

/// A word, or a part of one, in lower case.
type Token<'a> = (Span, Cow<'a, str>);

/// Makes words of the tokens of one language.
#[derive(Debug)]
struct Cutter<'a> {
    text: Text<'a>,
    column: &'static Column,
    grammar: &'static FxHashSet<&'static str>,
    /// The phrase that is looked up, and what is folded.
    phrase: String,
    folded: String,
}

impl Cutter<'_> {
    fn cut(&mut self, within: Span, tokens: &[Token<'_>], words: &mut Vec<Word>) {
        let mut at = 0;
        while at < tokens.len() {
            let (length, concepts) = self.longest(&tokens[at..]);
            words.push(self.word(within, &tokens[at..at + length], concepts));
            at += length;
        }
    }

    /// How many tokens the longest phrase has that begins here, and what it stands for. A phrase of several is left in
    /// `self.phrase`.
    fn longest(&mut self, tokens: &[Token<'_>]) -> (usize, &'static [Concept]) {
        let (longest, concepts) = self.column.opening(&tokens[0].1);
        for length in (2..=longest.min(tokens.len())).rev() {
            self.phrase.clear();
            for (number, (_, lower)) in tokens[..length].iter().enumerate() {
                if number > 0 {
                    self.phrase.push(' ');
                }
                self.phrase.push_str(lower);
            }
            let concepts = self.column.concepts(&self.phrase);
            if !concepts.is_empty() {
                return (length, concepts);
            }
        }
        (1, concepts)
    }

    fn word(&mut self, within: Span, tokens: &[Token<'_>], concepts: &'static [Concept]) -> Word {
        let span = tokens[0].0.cover(tokens[tokens.len() - 1].0);
        let said = self.text.str(span);
        let first = said.chars().next();
        let capital = first.is_some_and(char::is_uppercase);
        let lower: &str = match tokens {
            [(_, lower)] => lower,
            _ => &self.phrase,
        };
        let long = lower.chars().nth(1).is_some();
        let kind = if first.is_some_and(char::is_numeric) {
            Kind::Number
        } else if capital && long && !self.opens(within, span) {
            Kind::Name
        } else if !long || self.grammar.contains(lower) {
            Kind::Grammar
        } else {
            Kind::Plain
        };
        let (parts, number) = if kind == Kind::Number {
            let digits = tokens.iter().flat_map(|(_, lower)| lower.chars());
            self.folded.clear();
            self.folded.extend(digits.filter(char::is_ascii_digit));
            let small = (1..=3).contains(&self.folded.len());
            (
                SmallVec::from_buf([Part::of(&self.folded)]),
                small.then(|| number_concept(&self.folded)),
            )
        } else {
            let mut part = |(_, lower): &Token<'_>| {
                if lower.is_ascii() {
                    return Part::of(lower);
                }
                self.folded.clear();
                fold_into(lower, &mut self.folded);
                Part::of(&self.folded)
            };
            let parts = match tokens {
                [one] => SmallVec::from_buf([part(one)]),
                _ => tokens.iter().map(part).collect(),
            };
            (parts, None)
        };
        Word {
            span,
            parts,
            concepts,
            number,
            kind,
            capital,
            letters: count(prose::letters(said)),
        }
    }

    /// Whether a word opens a sentence, a quotation or a bracket, where a capital says nothing.
    fn opens(&self, within: Span, word: Span) -> bool {
        let before = self.text.str(Span::new(within.start(), word.start()));
        let before = before.trim_end();
        before.is_empty()
            || before.ends_with([
                '.', '!', '?', ':', '"', '“', '«', '\'', '‘', '(', '-', '–', '—',
            ])
    }
}

/// The parts of a word on both sides of an apostrophe.
fn split<'a>(text: &Text<'_>, span: Span, lower: &'a str, tokens: &mut Vec<Token<'a>>) {
    const APOSTROPHES: [char; 2] = ['\'', '’'];
    if lower.bytes().all(|byte| byte.is_ascii_lowercase()) || !lower.contains(APOSTROPHES) {
        tokens.push((span, Cow::Borrowed(lower)));
        return;
    }
    let word = text.str(span);
    let mut from = 0;
    for (at, mark) in word.match_indices(APOSTROPHES).chain([(word.len(), "")]) {
        if at > from {
            let part = Span::new(from, at);
            let lower = part.of(word).to_lowercase();
            tokens.push((part.shifted(span.start()), Cow::Owned(lower)));
        }
        from = at + mark.len();
    }
}

/// What the words of a stretch can cover. Few are asked for, which makes sorted rows quicker than tables of hashes.
#[derive(Debug, Default)]
struct Cover {
    concepts: Vec<Concept>,
    parts: Vec<u64>,
    openings: Vec<u64>,
}

impl Cover {
    fn of(words: &[Word]) -> Self {
        let mut cover = Self {
            concepts: Vec::with_capacity(2 * words.len()),
            parts: Vec::with_capacity(words.len()),
            openings: Vec::with_capacity(words.len()),
        };
        for word in words {
            cover.concepts.extend(word.concepts());
            for part in &word.parts {
                cover.openings.extend(part.opening);
                cover.parts.push(part.whole);
            }
        }
        for row in [&mut cover.concepts, &mut cover.parts, &mut cover.openings] {
            row.sort_unstable();
        }
        cover
    }

    fn has(&self, word: &Word) -> bool {
        let opens = |part: &Part| {
            part.opening
                .is_some_and(|opening| self.openings.binary_search(&opening).is_ok())
        };
        word.concepts()
            .any(|concept| self.concepts.binary_search(&concept).is_ok())
            || word
                .parts
                .iter()
                .all(|part| self.parts.binary_search(&part.whole).is_ok())
            || word.parts.iter().any(opens)
    }
}

/// The letters by which words of one origin are known.
fn opening(part: &str) -> Option<&str> {
    let (end, _) = part.char_indices().nth(5)?;
    part.get(..end)
        .filter(|opening| opening.chars().all(char::is_alphabetic))
}

/// A word as evidence.
#[derive(Debug, Clone, Copy)]
struct Evidence {
    span: Span,
    /// Log-likelihood ratio of a loss.
    weight: f64,
    lacking: bool,
    letters: f64,
}

/// What each word says, given what the other side covers.
fn evidence(words: &[Word], cover: &Cover, other: &Column) -> Vec<Evidence> {
    let mut seen: Vec<&[Part]> = Vec::new();
    let mut after_capital = false;
    let mut out = Vec::with_capacity(words.len());
    for word in words {
        let covered = word.kind != Kind::Grammar && cover.has(word);
        let expected = || word.concepts().any(|concept| other.knows(concept));
        let mut weight = weight(word.kind, covered, expected);
        let lacking = !covered && weight > 0.0;
        let again = lacking && seen.contains(&word.parts.as_slice());
        if lacking && !again {
            seen.push(&word.parts);
        }
        if again {
            weight = 0.0;
        } else if lacking && word.capital && after_capital {
            // A long name is one thing, which may well be called otherwise over there.
            weight = weight.min(0.4);
        }
        after_capital = word.capital;
        out.push(Evidence {
            span: word.span,
            weight,
            lacking,
            letters: word.letters,
        });
    }
    out
}

/// Log-likelihood ratios from how often words of good translations are covered, and words of other sentences.
fn weight(kind: Kind, covered: bool, expected: impl Fn() -> bool) -> f64 {
    match (kind, covered) {
        (Kind::Plain, true) => -2.48,
        (Kind::Plain, false) if expected() => 0.87,
        (Kind::Grammar, _) | (Kind::Plain, false) => 0.0,
        (Kind::Name, true) => -1.84,
        (Kind::Name, false) if expected() => 0.5,
        (Kind::Name, false) => 2.65,
        (Kind::Number, true) => -3.78,
        (Kind::Number, false) => 2.1,
    }
}

fn count(letters: usize) -> f64 {
    f64::from(u32::try_from(letters).unwrap_or(u32::MAX))
}

/// A stretch of words that may be lost.
#[derive(Debug, Clone, Copy)]
struct Stretch {
    /// By which the likeliest is found.
    rank: f64,
    odds: f64,
    /// What its words say for a loss.
    sum: f64,
    words: (usize, usize),
}

/// What the words of a stretch must say for a loss, in sum.
const ENOUGH: f64 = 1.5;

/// Whether some stretch says enough for a loss. The sums of a few words differ from those of [`Reading::worst`] in their
/// last digits only.
fn may_be_lost(words: &[Evidence]) -> bool {
    let mut sum = 0.0_f64;
    words.iter().any(|word| {
        sum = sum.max(0.0) + word.weight;
        sum > ENOUGH - 0.01
    })
}

/// Both sides of a bead, read.
#[derive(Debug)]
struct Reading<'a> {
    text: Text<'a>,
    words: Vec<Evidence>,
    /// Letters of this side and of the other.
    letters: [f64; 2],
    /// Share of the other side's words that this side lacks: where both lack much, it is said in other words.
    back: f64,
}

impl<'a> Reading<'a> {
    fn of(
        pair: &Pair<'_>,
        side: Side,
        bead: &Bead,
        (here, there): (&Reader<'a>, &Reader<'a>),
    ) -> Option<Self> {
        let span = here.text.span_of(side.of(bead))?;
        let units = side.other().of(bead);
        let other = there.text.span_of(units.clone())?;
        let (words, others) = (here.words(span), there.words(other));
        let cover = if pair.aligned_unit {
            Cover::of(others)
        } else {
            Cover::of(there.words(around(&there.text, units)?))
        };
        let evidenced = evidence(words, &cover, there.column);
        if !may_be_lost(&evidenced) {
            return None;
        }
        let back = evidence(others, &Cover::of(words), here.column);
        let lacking = back.iter().filter(|word| word.lacking).count();
        Some(Self {
            words: evidenced,
            letters: [
                count(prose::letters(here.text.str(span))),
                count(prose::letters(there.text.str(other))),
            ],
            back: count(lacking) / count(back.len().max(1)),
            text: here.text,
        })
    }

    /// The likeliest loss and its log-odds.
    fn worst(&self, ratio: f64) -> Option<(Span, f64)> {
        let expected = self.letters[0] * ratio;
        let there = self.letters[1];
        let whole = likelihood(there, expected);
        let edges = self.edges();
        let mut best: Option<Stretch> = None;
        for from in 0..self.words.len() {
            let (mut sum, mut letters, mut lacking) = (0.0, 0.0, false);
            let until = self.words.len().min(from + LONGEST);
            for to in from..until {
                let word = self.words[to];
                sum += word.weight;
                letters += word.letters;
                lacking |= word.lacking;
                let (starts, ends) = (edges[from].0, edges[to].1);
                let may_end =
                    (self.words[from].weight > 0.0 || starts) && (word.weight > 0.0 || ends);
                if !lacking || !may_end {
                    continue;
                }
                // Where even the best length does not help, none is asked for.
                let marks = f64::from(u8::from(starts) + u8::from(ends));
                if best.is_some_and(|best| best.rank > sum + marks + 8.1) {
                    continue;
                }
                let shorter =
                    (likelihood(there, expected - letters * ratio) - whole).clamp(-8.0, 8.0);
                let (starts, ends) = (f64::from(u8::from(starts)), f64::from(u8::from(ends)));
                let rank = sum + shorter + starts + ends;
                if best.is_none_or(|best| best.rank < rank) {
                    let tail = f64::from(u8::from(to + 1 == self.words.len() && from > 0));
                    let odds = 0.597 * sum.min(12.0)
                        + 0.486 * shorter
                        + 1.691 * starts
                        + 1.658 * ends
                        + 1.486 * tail;
                    best = Some(Stretch {
                        rank,
                        odds,
                        sum,
                        words: (from, to),
                    });
                }
            }
        }
        // Without words that are known to be lacking, a short length does not tell which ones are lost.
        let Stretch {
            odds,
            words: (from, to),
            ..
        } = best.filter(|best| best.sum >= ENOUGH)?;
        let departs = ((there - expected) / (SPREAD * expected.max(8.0)).sqrt()).clamp(-6.0, 6.0);
        let odds = odds + 0.145 * self.back - 0.889 * departs - 6.327;
        Some((self.words[from].span.cover(self.words[to].span), odds))
    }

    /// For each word, whether a clause may begin with it and whether one may end with it.
    fn edges(&self) -> Vec<(bool, bool)> {
        let last = self.words.len().saturating_sub(1);
        let parts = |one: usize, other: usize| {
            let between = self.text.str(Span::new(
                self.words[one].span.end(),
                self.words[other].span.start(),
            ));
            between.contains([
                ',', ';', ':', '.', '!', '?', '(', ')', '“', '”', '"', '«', '»', '–', '—',
            ]) || between.contains(" - ")
        };
        let starts = |at: usize| at == 0 || parts(at - 1, at);
        let ends = |at: usize| at == last || parts(at, at + 1);
        (0..self.words.len())
            .map(|at| (starts(at), ends(at)))
            .collect()
    }
}

/// The segments of a bead and one more on each side.
fn around(text: &Text<'_>, units: std::ops::Range<usize>) -> Option<Span> {
    let last = text.document.segments().len();
    text.span_of(units.start.saturating_sub(1)..(units.end + 1).min(last))
}

/// Variance of the letters of a translation for each letter expected.
const SPREAD: f64 = 2.5;

/// Log-likelihood of a length, up to a constant.
fn likelihood(actual: f64, expected: f64) -> f64 {
    let variance = SPREAD * expected.max(8.0);
    -(actual - expected.max(1.0)).powi(2) / (2.0 * variance) - 0.5 * variance.ln()
}
