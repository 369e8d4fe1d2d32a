//! Which words of one side the other side stands for.
//!
//! A word is covered where the other side has a word for the same thing (the lexicon and the packs say
//! so), the same spelling, or one that begins alike.

use std::borrow::Cow;
use std::hash::BuildHasher;

use rustc_hash::{FxBuildHasher, FxHashSet};
use smallvec::SmallVec;

use super::prose::{self, Side};
use super::vocabulary::is_read_in_full;
use super::{Pair, Text};
use crate::align::{Column, Concept, number_concept, shipped};
use crate::language::Capitals;
use crate::text::{Span, fold_into};

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
    let [own, others] = [here.words(source), there.words(target)].map(|words| {
        let content = words.iter().filter(|word| word.kind != Kind::Grammar);
        content.collect::<Vec<&Word>>()
    });
    let index = Index::of(&others);
    let places: Vec<Vec<usize>> = own.iter().map(|word| index.places(word, &others)).collect();
    let mut claims = vec![0; others.len()];
    places.iter().flatten().for_each(|&at| claims[at] += 1);
    let mut anchors = Vec::new();
    for (word, places) in own.iter().zip(&places) {
        for &at in places {
            if places.len() <= PLACES && claims[at] <= PLACES {
                anchors.push(Anchor {
                    source: word.span,
                    target: others[at].span,
                    weight: 1.0 / count(places.len() * claims[at]),
                });
            }
        }
    }
    anchors
}

/// By what each of some words is found.
struct Index {
    concepts: Vec<(Concept, u16)>,
    parts: Vec<(u64, u16)>,
    openings: Vec<(u64, u16)>,
}

impl Index {
    fn of(words: &[&Word]) -> Self {
        let numbered = || (0_u16..=u16::MAX).zip(words);
        let parts = || numbered().flat_map(|(at, word)| word.parts.iter().map(move |it| (it, at)));
        let concepts = numbered().flat_map(|(at, word)| word.concepts().map(move |it| (it, at)));
        let mut index = Self {
            concepts: concepts.collect(),
            parts: parts().map(|(part, at)| (part.whole, at)).collect(),
            openings: parts()
                .filter_map(|(part, at)| Some((part.opening?, at)))
                .collect(),
        };
        index.concepts.sort_unstable();
        index.parts.sort_unstable();
        index.openings.sort_unstable();
        index
    }

    /// Which of the words alone [cover](Cover::has) a word.
    fn places(&self, word: &Word, words: &[&Word]) -> Vec<usize> {
        let mut places: SmallVec<[u16; 8]> = SmallVec::new();
        for concept in word.concepts() {
            places.extend(equal(&self.concepts, concept));
        }
        for opening in word.parts.iter().filter_map(|part| part.opening) {
            places.extend(equal(&self.openings, opening));
        }
        let has = |at: u16, part: &Part| {
            let mut own = words[usize::from(at)].parts.iter();
            own.any(|other| other.whole == part.whole)
        };
        if let Some((first, rest)) = word.parts.split_first() {
            let all = equal(&self.parts, first.whole);
            places.extend(all.filter(|&at| rest.iter().all(|part| has(at, part))));
        }
        places.sort_unstable();
        places.dedup();
        places.into_iter().map(usize::from).collect()
    }
}

/// One side of a pair, with its words.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reader<'p> {
    pub(super) text: Text<'p>,
    pub(super) column: &'static Column,
    words: &'p [Word],
}

/// A word or a phrase of the lexicon.
#[derive(Debug)]
pub(super) struct Word {
    pub(super) span: Span,
    parts: SmallVec<[Part; 1]>,
    concepts: &'static [Concept],
    /// Those of the two words that it is joined of.
    joined: Option<[&'static [Concept]; 2]>,
    /// What a small number stands for, beside them.
    number: Option<Concept>,
    kind: Kind,
    capital: bool,
    pub(super) letters: f64,
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
        let joined = self.joined.iter().flatten().copied().flatten();
        self.concepts
            .iter()
            .chain(joined)
            .copied()
            .chain(self.number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
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
    pub(super) fn of(pair: &'p Pair<'_>, side: Side) -> Option<Self> {
        let text = side.text(pair);
        let language = text.language()?;
        let column = shipped(language);
        (column.has_words() && is_read_in_full(language)).then(|| Self {
            text,
            column,
            words: pair.words(side, || words(pair, side)),
        })
    }

    /// The words of a stretch.
    pub(super) fn words(&self, span: Span) -> &'p [Word] {
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
        joins: text
            .pack()
            .is_some_and(|pack| pack.names.capitals == Capitals::Nouns),
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
    /// Whether the language writes nouns with a capital, so that it tells no name, and joins them to new words.
    joins: bool,
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
        } else if capital && long && !self.joins && !self.opens(within, span) {
            Kind::Name
        } else if !long || self.grammar.contains(lower) {
            Kind::Grammar
        } else {
            Kind::Plain
        };
        let joined = (self.joins && kind == Kind::Plain && concepts.is_empty())
            .then(|| self.halves(lower))
            .flatten();
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
            joined,
            number,
            kind,
            capital,
            letters: count(prose::letters(said)),
        }
    }

    /// What the two words stand for that a word is joined of, the last one being as long as can be: `Hafenmeister`,
    /// `Sicherheitsrat`.
    fn halves(&self, lower: &str) -> Option<[&'static [Concept]; 2]> {
        /// Shorter words are found in others by chance.
        const SHORTEST: usize = 4;
        const LINKS: [&str; 5] = ["s", "es", "n", "en", "er"];
        let starts = lower.char_indices().skip(SHORTEST);
        let mut splits = starts.filter_map(|(at, _)| lower.split_at_checked(at));
        splits.find_map(|(head, tail)| {
            let tail = Some(tail).filter(|tail| tail.chars().count() >= SHORTEST)?;
            let known =
                |word: &str| Some(self.column.concepts(word)).filter(|found| !found.is_empty());
            let second = known(tail)?;
            let bare = LINKS.iter().filter_map(|link| head.strip_suffix(link));
            let mut heads = std::iter::once(head).chain(bare.filter(|head| head.len() >= SHORTEST));
            Some([heads.find_map(known)?, second])
        })
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
pub(super) struct Cover {
    concepts: Vec<Concept>,
    parts: Vec<u64>,
    openings: Vec<u64>,
}

impl Cover {
    pub(super) fn of<'w>(words: impl IntoIterator<Item = &'w Word>) -> Self {
        let mut cover = Self::default();
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

    pub(super) fn has(&self, word: &Word) -> bool {
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

/// Which words of one side of a bead stand for which of the other.
#[derive(Debug)]
pub(super) struct Links {
    /// For each word, where its links begin and end.
    ranges: Vec<(u16, u16)>,
    /// Words of the other side.
    partners: Vec<u16>,
    /// For each word of the other side, what of this side it stands for.
    claims: Vec<Claim>,
}

/// The words of one side that a word of the other stands for.
#[derive(Debug, Clone, Copy)]
struct Claim {
    first: u16,
    last: u16,
    count: u16,
}

impl Links {
    /// Links the words of a bead's sides.
    pub(super) fn of(words: &[Word], others: &[Word]) -> Self {
        let mut concepts = Vec::with_capacity(2 * others.len());
        let mut parts = Vec::with_capacity(others.len());
        let mut openings = Vec::with_capacity(others.len());
        for (at, word) in (0_u16..).zip(others) {
            concepts.extend(word.concepts().map(|concept| (concept, at)));
            for part in &word.parts {
                parts.push((part.whole, at));
                openings.extend(part.opening.map(|opening| (opening, at)));
            }
        }
        concepts.sort_unstable();
        parts.sort_unstable();
        openings.sort_unstable();
        let mut made = Self {
            ranges: Vec::with_capacity(words.len()),
            partners: Vec::with_capacity(words.len()),
            claims: vec![
                Claim {
                    first: u16::MAX,
                    last: 0,
                    count: 0
                };
                others.len()
            ],
        };
        let mut own: Vec<u16> = Vec::new();
        for (at, word) in (0_u16..).zip(words) {
            own.clear();
            if word.kind != Kind::Grammar {
                for concept in word.concepts() {
                    own.extend(equal(&concepts, concept));
                }
                let same = |part: &Part| equal(&parts, part.whole).next().is_some();
                let all = word.parts.iter().all(same);
                for part in &word.parts {
                    if all {
                        own.extend(equal(&parts, part.whole));
                    }
                    if let Some(opening) = part.opening {
                        own.extend(equal(&openings, opening));
                    }
                }
                own.sort_unstable();
                own.dedup();
            }
            for &link in &own {
                let claim = &mut made.claims[usize::from(link)];
                claim.first = claim.first.min(at);
                claim.last = at;
                claim.count += 1;
            }
            let bound = |at: usize| u16::try_from(at).unwrap_or(u16::MAX);
            let start = made.partners.len();
            made.partners.extend_from_slice(&own);
            made.ranges.push((bound(start), bound(made.partners.len())));
        }
        made
    }

    /// The other side's words that a word stands for.
    pub(super) fn of_word(&self, at: usize) -> &[u16] {
        let (start, end) = self.ranges.get(at).copied().unwrap_or_default();
        self.partners
            .get(usize::from(start)..usize::from(end))
            .unwrap_or_default()
    }

    /// Whether all that a word stands for is claimed by words beyond a stretch too.
    pub(super) fn is_claimed_beyond(&self, at: usize, stretch: std::ops::Range<usize>) -> bool {
        let links = self.of_word(at);
        links.iter().all(|&link| {
            let claim = self.claims[usize::from(link)];
            let beyond =
                usize::from(claim.first) < stretch.start || usize::from(claim.last) >= stretch.end;
            // Where a word is said as often on either side, each has its own.
            beyond && usize::from(claim.count) > links.len()
        })
    }

    /// What each word says, given what it stands for and what else covers it.
    pub(super) fn evidence(
        &self,
        words: &[Word],
        other: &Column,
        beyond: Option<&Cover>,
    ) -> Vec<Evidence> {
        let covered = |at: usize, word: &Word| {
            if beyond.is_some_and(|cover| cover.has(word)) {
                Covered::Beyond
            } else if self.of_word(at).is_empty() {
                Covered::No
            } else if self.is_claimed_beyond(at, at..at + 1) {
                Covered::Shared
            } else {
                Covered::Yes
            }
        };
        evidence_by(words, other, covered)
    }
}

/// The second parts of the pairs that have a key.
fn equal<K: Ord + Copy>(sorted: &[(K, u16)], key: K) -> impl Iterator<Item = u16> {
    let from = sorted.partition_point(|pair| pair.0 < key);
    let rest = sorted.get(from..).unwrap_or_default();
    rest.iter()
        .take_while(move |pair| pair.0 == key)
        .map(|pair| pair.1)
}

/// How a word is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Covered {
    No,
    /// By what other words claim too.
    Shared,
    Yes,
    /// By a sentence beside.
    Beyond,
}

/// A word as evidence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Evidence {
    pub(super) span: Span,
    /// Log-likelihood ratio of a loss.
    pub(super) weight: f64,
    /// The same where nobody else claims what covers it.
    pub(super) full: f64,
    pub(super) lacking: bool,
    pub(super) covered: bool,
    /// Whether a sentence beside covers it.
    pub(super) beyond: bool,
    pub(super) kind: Kind,
    pub(super) letters: f64,
}

impl Evidence {
    /// Lets a lacking word say nothing.
    pub(super) fn silence(&mut self) {
        (self.weight, self.full, self.lacking) = (0.0, 0.0, false);
    }
}

/// What each word says, given what the other side covers.
pub(super) fn evidence(words: &[Word], cover: &Cover, other: &Column) -> Vec<Evidence> {
    let covered = |_: usize, word: &Word| {
        if cover.has(word) {
            Covered::Yes
        } else {
            Covered::No
        }
    };
    evidence_by(words, other, covered)
}

fn evidence_by(
    words: &[Word],
    other: &Column,
    by: impl Fn(usize, &Word) -> Covered,
) -> Vec<Evidence> {
    /// So much less does a word say that is covered by what others claim too.
    const SHARED: f64 = 0.3;
    let mut seen: Vec<&[Part]> = Vec::new();
    let mut after_capital = false;
    let mut out = Vec::with_capacity(words.len());
    for (at, word) in words.iter().enumerate() {
        let by = if word.kind == Kind::Grammar {
            Covered::No
        } else {
            by(at, word)
        };
        let covered = by != Covered::No;
        let expected = || word.concepts().any(|concept| other.knows(concept));
        let mut full = weight(word.kind, covered, expected);
        let lacking = !covered && full > 0.0;
        let again = lacking && seen.contains(&word.parts.as_slice());
        if lacking && !again {
            seen.push(&word.parts);
        }
        if again {
            full = 0.0;
        } else if lacking && word.capital && after_capital {
            // A long name is one thing, which may well be called otherwise over there.
            full = full.min(0.4);
        }
        after_capital = word.capital;
        out.push(Evidence {
            span: word.span,
            weight: if by == Covered::Shared {
                full * SHARED
            } else {
                full
            },
            full,
            lacking,
            covered,
            beyond: by == Covered::Beyond,
            kind: word.kind,
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

pub(super) fn count(letters: usize) -> f64 {
    f64::from(u32::try_from(letters).unwrap_or(u32::MAX))
}
