//! What several rules ask of running text: its letters, its words, and whose words of grammar they are.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::side::Side;
use super::{Pair, Text};
use crate::facts::Value;
use crate::language::{self, Capitals, Language};
pub(super) use crate::text::letters;
use crate::text::{Span, word_hash};

/// Whether one side writes syllables apart.
pub(super) fn has_syllables(pair: &Pair<'_>) -> bool {
    let apart = |side: Side| {
        let pack = side.text(pair).pack();
        pack.is_some_and(|pack| pack.names.capitals == Capitals::Syllables)
    };
    Side::BOTH.into_iter().any(apart)
}

/// The character that begins at an offset.
fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// Words with their places in the text that `span` is of.
pub(super) fn words<'a>(text: &Text<'a>, span: Span) -> impl Iterator<Item = (Span, &'a str)> {
    let text = *text;
    match text.document.wording_of(span) {
        Some(known) => Words::Known(known.map(move |(span, _)| (span, text.str(span)))),
        None => Words::Cut(crate::text::words(text.str(span)).map(move |(at, word)| {
            let place = Span::new(at, at + word.len());
            (place.shifted(span.start()), word)
        })),
    }
}

/// The words of a stretch: those that the document knows, or cut for it.
enum Words<K, C> {
    Known(K),
    Cut(C),
}

impl<T, K: Iterator<Item = T>, C: Iterator<Item = T>> Iterator for Words<K, C> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        match self {
            Self::Known(words) => words.next(),
            Self::Cut(words) => words.next(),
        }
    }
}

/// Whether a word is one of those that carry grammar in a language.
pub(super) fn is_grammar(language: Language, lower: &str) -> bool {
    grammar(language).contains(lower)
}

/// Words that carry grammar, by their hashes.
#[derive(Debug)]
pub(super) struct Grammar {
    words: FxHashSet<u64>,
    /// A bit for each of them, by which most other words are known to be none.
    bits: [u64; 64],
}

impl Grammar {
    fn of(words: &[String]) -> Self {
        let words: FxHashSet<u64> = words.iter().map(|word| word_hash(word)).collect();
        let mut bits = [0; 64];
        words
            .iter()
            .for_each(|hash| bits[Self::row(*hash)] |= 1 << (hash % 64));
        Self { words, bits }
    }

    fn row(hash: u64) -> usize {
        usize::try_from(hash / 64 % 64).unwrap_or_default()
    }

    /// Whether none are known.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether a lower-case word is one of them.
    pub(super) fn contains(&self, lower: &str) -> bool {
        self.has(word_hash(lower))
    }

    /// The same of a word by its [`word_hash`].
    pub(super) fn has(&self, hash: u64) -> bool {
        self.bits[Self::row(hash)] >> (hash % 64) & 1 == 1 && self.words.contains(&hash)
    }
}

/// The words that carry grammar in a language; none where it has no pack.
pub(super) fn grammar(language: Language) -> &'static Grammar {
    type Lazy = OnceLock<Grammar>;
    static MADE: OnceLock<FxHashMap<Language, Lazy>> = OnceLock::new();
    static NONE: Lazy = OnceLock::new();
    let made = MADE.get_or_init(|| {
        language::packs()
            .map(|language| (language, Lazy::new()))
            .collect()
    });
    let lazy = made.get(&language).unwrap_or(&NONE);
    lazy.get_or_init(|| {
        let pack = made
            .contains_key(&language)
            .then(|| language::pack(language))
            .flatten();
        let words = pack.map_or(&[][..], |pack| pack.function_words.as_slice());
        Grammar::of(words)
    })
}

/// Whether one of some signs stands right before a word: those of hashtags and handles.
pub(super) fn has_sign(text: &Text<'_>, word: Span, signs: &[u8]) -> bool {
    let before = word.start().checked_sub(1);
    let sign = before.and_then(|at| text.document.text().as_bytes().get(at));
    sign.is_some_and(|sign| signs.contains(sign))
}

/// `the Spanish version`, or `the other version` where its language is not known.
pub(super) fn version(text: &Text<'_>) -> String {
    match text.language() {
        Some(language) => format!("the {} version", language::name(language)),
        None => "the other version".to_owned(),
    }
}

/// `the English`, or `the source` where its language is not known.
pub(super) fn the_source(pair: &Pair<'_>) -> String {
    match pair.source.language() {
        Some(language) if pair.target.language() != Some(language) => {
            format!("the {}", language::name(language))
        }
        Some(_) | None => "the source".to_owned(),
    }
}

/// Whether a mark of quotation stands at the edge of a word; apostrophes inside words do not count.
pub(super) fn has_quote_mark(text: &str) -> bool {
    quote_marks(text) > 0
}

/// Whether words that stand before speech only tell who speaks: `Anna:`, `[PERSON6]:`.
pub(super) fn is_label(said: &str) -> bool {
    let speaker = said.trim().strip_suffix([':', '：']);
    speaker.is_some_and(is_name_of_speaker)
}

/// Whether words are few enough to be a speaker's name, and begin as one does.
pub(super) fn is_name_of_speaker(said: &str) -> bool {
    /// Words of the longest.
    const LONGEST: usize = 3;
    let named = said.trim_start_matches(|c: char| !c.is_alphanumeric());
    !named.is_empty()
        && !named.starts_with(char::is_lowercase)
        && named.split_whitespace().count() <= LONGEST
}

/// How many marks of quotation stand at the edges of words.
pub(super) fn quote_marks(text: &str) -> usize {
    // Few bytes can begin such a mark, and nothing else need be looked at.
    let may_be = |byte: u8| matches!(byte, b'"' | b'\'' | 0xc2 | 0xe2 | 0xe3);
    let places = text.bytes().enumerate().filter(|&(_, byte)| may_be(byte));
    places.filter(|&(at, _)| is_quote_mark(text, at)).count()
}

fn is_quote_mark(text: &str, at: usize) -> bool {
    let Some(c) = char_at(text, at) else {
        return false;
    };
    match c {
        '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '「' | '」' | '『' | '』' => true,
        '\'' | '‘' | '’' | '‹' | '›' => {
            let before = text.get(..at).and_then(|before| before.chars().next_back());
            let next = char_at(text, at + c.len_utf8());
            !before.is_some_and(char::is_alphanumeric) || !next.is_some_and(char::is_alphanumeric)
        }
        _ => false,
    }
}

/// Whether a place lies in a link, a placeholder, a code or a version, which are no prose.
pub(super) fn is_code(text: &Text<'_>, place: Span) -> bool {
    code_around(text, place).any(|code| code.overlaps(place))
}

/// Whether any of these may lie in a stretch, so that its words must be asked one by one.
pub(super) fn has_code(text: &Text<'_>, stretch: Span) -> bool {
    code_around(text, stretch).next().is_some()
}

fn code_around(text: &Text<'_>, place: Span) -> impl Iterator<Item = Span> {
    /// Nothing of this kind is longer in running text.
    const REACH: usize = 300;
    let near = Span::new(place.start().saturating_sub(REACH), place.end());
    let facts = text.facts.within(near).iter();
    facts.filter_map(|fact| match fact.value {
        Value::Link(_) | Value::Placeholder(_) | Value::Code(_) | Value::Version(_) => {
            Some(fact.span)
        }
        _ => None,
    })
}

/// The number of the passage that a place stands in.
pub(super) fn passage_at(text: &Text<'_>, place: Span) -> Option<usize> {
    text.segment_of(place).map(|segment| segment.passage)
}

/// Where some segments stand, with one more before and behind: sentence boundaries move in translation.
pub(super) fn with_neighbours(text: &Text<'_>, units: std::ops::Range<usize>) -> Option<Span> {
    let last = text.document.segments().len();
    text.span_of(units.start.saturating_sub(1)..(units.end + 1).min(last))
}

/// How many letters of the target stand for one of the source: the pair's own ratio, drawn towards what
/// the two languages usually need where the pair is too short to say.
pub(super) fn length_ratio(pair: &Pair<'_>) -> f64 {
    /// Letters of usual text that the custom of the languages weighs as much as, and what an unknown custom weighs.
    const USUAL: f64 = 600.0;
    const UNKNOWN: f64 = 30.0;
    let usual = usual_ratio(pair);
    if pair.aligned_unit {
        return usual;
    }
    let weight = if is_comparable(pair) { USUAL } else { UNKNOWN };
    let (mut source, mut target) = (weight, weight * usual);
    for bead in pair.passage_beads() {
        if bead.is_matched() && bead.score >= 0.5 {
            source += passage_letters(&pair.source, bead.source.clone());
            target += passage_letters(&pair.target, bead.target.clone());
        }
    }
    target / source
}

/// Whether lengths can be compared: the packs say how long texts are in both languages, or both are in
/// Latin letters, where a letter is worth about a letter.
pub(super) fn is_comparable(pair: &Pair<'_>) -> bool {
    let [source, target] = [pair.source, pair.target];
    let known = |text: &Text<'_>| text.pack().is_some_and(|pack| pack.length > 0.0);
    (known(&source) && known(&target)) || (is_latin(&source) && is_latin(&target))
}

/// Whether the letters that a document begins with are Latin, for the most part.
pub(super) fn is_latin(text: &Text<'_>) -> bool {
    let letters = || {
        text.document
            .text()
            .chars()
            .filter(|c| c.is_alphabetic())
            .take(2000)
    };
    letters().filter(char::is_ascii).count() * 2 >= letters().count()
}

pub(super) fn usual_ratio(pair: &Pair<'_>) -> f64 {
    let length = |text: &Text<'_>| text.pack().map_or(0.0, |pack| pack.length);
    let (source, target) = (length(&pair.source), length(&pair.target));
    if source > 0.0 && target > 0.0 {
        target / source
    } else {
        1.0
    }
}

/// Variance of the letters of a translation for each letter expected.
pub(super) const SPREAD: f64 = 2.5;

/// Log-likelihood of the letters of a translation where so many are expected, up to a constant.
pub(super) fn likelihood(actual: f64, expected: f64) -> f64 {
    let variance = SPREAD * expected.max(8.0);
    -(actual - expected.max(1.0)).powi(2) / (2.0 * variance) - 0.5 * variance.ln()
}

/// Letters of some passages.
#[expect(clippy::cast_precision_loss, reason = "letters of a document")]
pub(super) fn passage_letters(text: &Text<'_>, passages: std::ops::Range<usize>) -> f64 {
    let count = text.document.passage_count();
    let within = passages.start.min(count)..passages.end.min(count);
    within
        .map(|number| text.letters(text.document.passage(number).span) as f64)
        .sum()
}

/// A short quote for a message, in the marks that messages use.
pub(super) fn quote(text: &str) -> String {
    format!("“{}”", crate::text::shorten(text, 80))
}
