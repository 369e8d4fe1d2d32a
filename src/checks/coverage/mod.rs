//! Which words of one side the other side stands for.
//!
//! A word is covered where the other side has a word for the same thing (the lexicon and the packs say
//! so), the same spelling, or one that begins alike.

mod anchors;
mod evidence;
mod known;
mod links;

pub(super) use anchors::{Anchor, anchors};
pub(super) use evidence::{Evidence, evidence};
pub(super) use known::{Memory, Source};
pub(super) use links::Links;

use smallvec::SmallVec;

use super::parts;
use super::prose;
use super::side::Side;
use super::vocabulary::is_read_in_full;
use super::{Pair, Text};
use crate::align::{Column, Concept, number_concept, shipped};
use crate::language::Capitals;
use crate::text::{Span, real, word_hash};
use known::Known;

/// Of the source's words that the target has a word for, how many are covered by what they are lined up with.
/// `None` where too few are known.
pub(super) fn share(pair: &Pair<'_>) -> Option<f64> {
    /// Words below which chance decides.
    const ENOUGH: usize = 15;
    let [here, there] = Reader::both(pair)?;
    let (mut known, mut covered) = (0, 0);
    for bead in pair.passage_beads().iter().filter(|bead| bead.is_matched()) {
        let (Some(source), Some(target)) = (
            pair.source.passages_span(bead.source.clone()),
            pair.target.passages_span(bead.target.clone()),
        ) else {
            continue;
        };
        let cover = Cover::of(there.words(target));
        for word in evidence(here.words(source), &cover, there.column) {
            known += usize::from(word.weight != 0.0);
            covered += usize::from(word.weight < 0.0);
        }
    }
    (known >= ENOUGH).then(|| real(covered) / real(known))
}

/// How the words of a stretch speak on whether another stretch, of the other side, lacks them: positive where
/// it does. `None` where nothing is known of one of the languages.
pub(super) fn weigh(pair: &Pair<'_>, side: Side, here: Span, there: Span) -> Option<f64> {
    let (reader, others) = (Reader::of(pair, side)?, Reader::of(pair, side.other())?);
    let cover = Cover::of(others.words(there));
    let words = evidence(reader.words(here), &cover, others.column);
    Some(words.iter().map(|word| word.weight).sum())
}

/// Whether the first word of a stretch that says something has one in another stretch, of the other side, that stands for it.
/// `None` where there is none that can be covered, or nothing is known of one of the languages.
pub(super) fn first_is_covered(
    pair: &Pair<'_>,
    side: Side,
    here: Span,
    there: Span,
) -> Option<bool> {
    let (reader, others) = (Reader::of(pair, side)?, Reader::of(pair, side.other())?);
    let mut words = reader.words(here).iter();
    let first = words.find(|word| word.kind != Kind::Grammar)?;
    Some(Cover::of(others.words(there)).has(first))
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct Part {
    whole: u64,
    /// The letters by which words of one origin are known.
    opening: Option<u64>,
}

impl Part {
    fn of(folded: &str) -> Self {
        /// Keeps what words begin with apart from words.
        const OPENS: u64 = 0xa5a5_a5a5_5a5a_5a5a;
        Self {
            whole: word_hash(folded),
            opening: opening(folded).map(|opening| word_hash(opening) ^ OPENS),
        }
    }
}

impl Word {
    /// Whether it is more than grammar.
    pub(super) fn says(&self) -> bool {
        self.kind != Kind::Grammar
    }

    /// Takes everything that it stands for.
    fn each_concept(&self, mut take: impl FnMut(Concept)) {
        self.concepts.iter().for_each(|&concept| take(concept));
        for joined in self.joined.iter().flatten() {
            joined.iter().for_each(|&concept| take(concept));
        }
        if let Some(number) = self.number {
            take(number);
        }
    }

    /// Everything that it stands for.
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
    /// One syllable of a language that writes them apart: often part of a word that no lexicon has.
    Syllable,
    /// Any other.
    Plain,
}

impl<'p> Reader<'p> {
    /// Both sides, the source first; `None` as for one.
    pub(super) fn both(pair: &'p Pair<'_>) -> Option<[Self; 2]> {
        Some([Self::of(pair, Side::Source)?, Self::of(pair, Side::Target)?])
    }

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
        source: Source::of(language),
        capitals: text.pack().map(|pack| pack.names.capitals),
        memory: Memory::taken(),
        phrase: String::new(),
    };
    let mut words = Vec::with_capacity(text.document.text().len() / 5);
    for segment in text.document.segments() {
        let tokens = pair.parts(side, segment.span);
        cutter.cut(segment.span, tokens, &mut words);
    }
    cutter.memory.kept();
    words
}

/// Makes words of the tokens of one language.
#[derive(Debug)]
struct Cutter<'a> {
    text: Text<'a>,
    source: Source,
    /// What the language writes with a capital. One that writes syllables apart has words of several tokens.
    capitals: Option<Capitals>,
    memory: Memory,
    /// The phrase that is looked up.
    phrase: String,
}

impl Cutter<'_> {
    fn cut(&mut self, within: Span, tokens: &[parts::Part<'_>], words: &mut Vec<Word>) {
        let mut at = 0;
        while let Some(first) = tokens.get(at) {
            let known = self.memory.of(&self.source, &first.lower, first.hash);
            let (length, concepts) = self.longest(&tokens[at..], &known);
            let tokens = &tokens[at..at + length];
            words.push(match tokens {
                [one] => self.word(within, one, &known),
                _ => self.words(within, tokens, concepts),
            });
            at += length;
        }
    }

    /// How many tokens the longest phrase has that begins here, and what it stands for.
    fn longest(&self, tokens: &[parts::Part<'_>], known: &Known) -> (usize, &'static [Concept]) {
        let opening = &known.opening;
        let mut longest = (1, opening.concepts);
        if opening.longest > 1 {
            let mut words = tokens.iter().map(|token| token.lower.as_ref());
            let first = words.next().unwrap_or_default();
            let column = self.source.column;
            column.go_on(first, opening, words, |length, concepts| {
                longest = (length, concepts);
            });
        }
        longest
    }

    fn word(&mut self, within: Span, token: &parts::Part<'_>, known: &Known) -> Word {
        let (kind, capital) = self.kind(within, token.span, known.long, || known.grammar);
        let kind = match kind {
            Kind::Plain if self.capitals == Some(Capitals::Syllables) => Kind::Syllable,
            kind => kind,
        };
        let joined = known.joined.filter(|_| kind == Kind::Plain);
        let (parts, number) = match kind {
            Kind::Number => digits(std::slice::from_ref(token)),
            _ => (SmallVec::from_buf([known.part]), None),
        };
        Word {
            span: token.span,
            parts,
            concepts: known.opening.concepts,
            joined,
            number,
            kind,
            capital,
            letters: real(token.letters),
        }
    }

    /// Several tokens as one word.
    fn words(
        &mut self,
        within: Span,
        tokens: &[parts::Part<'_>],
        concepts: &'static [Concept],
    ) -> Word {
        let span = tokens[0].span.cover(tokens[tokens.len() - 1].span);
        self.phrase.clear();
        for (number, token) in tokens.iter().enumerate() {
            if number > 0 {
                self.phrase.push(' ');
            }
            self.phrase.push_str(&token.lower);
        }
        let grammar = || self.source.grammar.contains(&self.phrase);
        let (kind, capital) = self.kind(within, span, true, grammar);
        let (parts, number) = if kind == Kind::Number {
            digits(tokens)
        } else {
            let mut part = |token: &parts::Part<'_>| {
                let known = self.memory.of(&self.source, &token.lower, token.hash);
                known.part
            };
            (tokens.iter().map(&mut part).collect(), None)
        };
        Word {
            span,
            parts,
            concepts,
            joined: None,
            number,
            kind,
            capital,
            letters: real(prose::letters(self.text.str(span))),
        }
    }

    /// Of what kind a word is, and whether it has a capital.
    fn kind(
        &self,
        within: Span,
        span: Span,
        long: bool,
        grammar: impl FnOnce() -> bool,
    ) -> (Kind, bool) {
        let first = self.text.str(span).chars().next();
        let capital = first.is_some_and(char::is_uppercase);
        // Where every noun has one, it tells no name.
        let nouns = self.capitals == Some(Capitals::Nouns);
        let kind = if first.is_some_and(char::is_numeric) {
            Kind::Number
        } else if capital && long && !nouns && !self.opens(within, span) {
            Kind::Name
        } else if !long || grammar() {
            Kind::Grammar
        } else {
            Kind::Plain
        };
        (kind, capital)
    }

    /// Whether a word opens a sentence, a quotation or a bracket, where a capital says nothing.
    fn opens(&self, within: Span, word: Span) -> bool {
        let before = self.text.str(Span::new(within.start(), word.start()));
        // A hyphen joins: `R-Ohio`.
        let joined = before.strip_suffix('-');
        if joined.is_some_and(|before| before.ends_with(char::is_alphanumeric)) {
            return false;
        }
        let before = before.trim_end();
        before.is_empty()
            || before.ends_with([
                '.', '!', '?', ':', '"', '“', '«', '\'', '‘', '(', '-', '–', '—',
            ])
    }
}

/// The digits of a number as a word, and what a small number stands for.
fn digits(tokens: &[parts::Part<'_>]) -> (SmallVec<[Part; 1]>, Option<Concept>) {
    let all = tokens.iter().flat_map(|token| token.lower.chars());
    let digits: String = all.filter(char::is_ascii_digit).collect();
    let small = (1..=3).contains(&digits.len());
    (
        SmallVec::from_buf([Part::of(&digits)]),
        small.then(|| number_concept(&digits)),
    )
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

/// Letters by which words of one origin are known.
const OPENING: usize = 5;

/// The letters by which words of one origin are known.
fn opening(part: &str) -> Option<&str> {
    let bare = part.get(..OPENING);
    if let Some(bare) = bare.filter(|it| it.bytes().all(|byte| byte.is_ascii_alphabetic())) {
        return (part.len() > OPENING).then_some(bare);
    }
    let (end, _) = part.char_indices().nth(OPENING)?;
    part.get(..end)
        .filter(|opening| opening.chars().all(char::is_alphabetic))
}
