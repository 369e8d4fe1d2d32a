//! How the lists of a pack become one table of phrases.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::{Entry, First, Lexis, Node, Sorts};
use crate::facts::tokens::Tokens;
use crate::facts::units;
use crate::language::{Numbers, Pack};
use crate::text::{Span, word_hash};

/// Set in the number of a word that must stand right behind the one before it: the `$` of `A$`. What a pack
/// writes apart may also stand together in a text.
pub(super) const GLUED: u32 = 1 << 31;

/// Collects phrases.
#[derive(Debug)]
pub(super) struct Builder {
    vocabulary: FxHashMap<u64, u32>,
    next: FxHashMap<(u32, u32), u32>,
    ends: Vec<SmallVec<[Entry; 2]>>,
    tokens: Tokens,
}

impl Default for Builder {
    fn default() -> Self {
        // Node 0 is where every phrase begins; nothing ends there.
        let ends = vec![SmallVec::new()];
        Self {
            vocabulary: FxHashMap::default(),
            next: FxHashMap::default(),
            ends,
            tokens: Tokens::default(),
        }
    }
}

impl Builder {
    /// Makes room for so many words, and as many phrases.
    pub(super) fn reserve(&mut self, words: usize) {
        self.vocabulary.reserve(words);
        self.next.reserve(words);
        self.ends.reserve(words);
    }

    /// The number of a word, given when first met; 0 is kept for words that are in no phrase.
    pub(super) fn word(&mut self, lower: &str) -> u32 {
        let free = u32::try_from(self.vocabulary.len() + 1).unwrap_or(u32::MAX);
        *self.vocabulary.entry(word_hash(lower)).or_insert(free)
    }

    fn phrase(&mut self, phrase: &str, entry: Entry) {
        let text: Cow<'_, str> = match is_nfc_quick(phrase.chars()) {
            IsNormalized::Yes => phrase.into(),
            _ => phrase.nfc().collect(),
        };
        let mut tokens = std::mem::take(&mut self.tokens);
        tokens.read(&text, Span::new(0, text.len()));
        let mut node = 0;
        for at in 0..tokens.len() {
            let glued = if at > 0 && tokens.glued(at) { GLUED } else { 0 };
            let word = self.word(tokens.lower(at)) | glued;
            let free = u32::try_from(self.ends.len()).unwrap_or(u32::MAX);
            node = *self.next.entry((node, word)).or_insert(free);
            if node == free {
                self.ends.push(SmallVec::new());
            }
        }
        self.tokens = tokens;
        if node != 0 && !self.ends[node as usize].contains(&entry) {
            self.ends[node as usize].push(entry);
        }
    }

    pub(super) fn each(&mut self, phrases: &[String], entry: Entry) {
        for phrase in phrases {
            self.phrase(phrase, entry);
        }
    }

    fn table(
        &mut self,
        table: &'static BTreeMap<String, Vec<String>>,
        entry: impl Fn(&'static str) -> Entry,
    ) {
        for (id, phrases) in table {
            self.each(phrases, entry(id));
            for phrase in phrases
                .iter()
                .filter(|phrase| !phrase.contains(char::is_uppercase))
            {
                self.phrase(phrase, Entry::Uncapitalised);
            }
        }
    }

    pub(super) fn numbers(&mut self, pack: &'static Pack) {
        let numbers = &pack.numbers;
        let values = [
            (&numbers.words, Entry::Number as fn(u64) -> Entry),
            (&numbers.scales, Entry::Scale),
            (&numbers.collectives, Entry::Collective),
            (&numbers.ordinals, Entry::Ordinal),
        ];
        for (table, entry) in values {
            for (phrase, &value) in table {
                self.phrase(phrase, entry(value));
            }
        }
        for (phrase, &value) in &numbers.words {
            self.with_clitics(numbers, phrase, value);
        }
        self.units_first(numbers);
        for (phrase, fraction) in &numbers.fractions {
            let parts = fraction
                .split_once('/')
                .and_then(|(part, whole)| Some((part.parse().ok()?, whole.parse().ok()?)));
            if let Some((part, whole)) = parts {
                self.phrase(phrase, Entry::Fraction(part, whole));
            }
        }
        self.each(&numbers.bare_scales, Entry::BareScale);
        self.each(&numbers.percent, Entry::Percent);
        self.each(&numbers.percent_before, Entry::PercentBefore);
        self.each(&numbers.tenths, Entry::Tenths);
        self.each(&numbers.parts_of, Entry::PartsOf);
        self.each(&numbers.and_more, Entry::AndMore);
        self.each(&numbers.minus, Entry::Minus);
        self.each(&numbers.not_minus, Entry::NotMinus);
        self.each(&numbers.below_zero, Entry::BelowZero);
        self.each(&numbers.joiners, Entry::Joiner);
        self.each(&numbers.articles, Entry::Article);
        self.each(&numbers.and_a_half, Entry::AndAHalf);
        self.each(&numbers.not_numbers, Entry::NotNumber);
        self.each(&numbers.share, Entry::Share);
        self.each(&numbers.ordinal_suffixes, Entry::OrdinalSuffix);
        self.each(&numbers.ordinal_prefixes, Entry::OrdinalPrefix);
        self.each(&numbers.conjunctions, Entry::Conjunction);
        self.each(&numbers.range_words, Entry::RangeWord);
        for (number, (open, middle)) in (0..).zip(&numbers.range_frames) {
            self.phrase(open, Entry::RangeOpen(number));
            self.phrase(middle, Entry::RangeMiddle(number));
        }
        self.each(&numbers.vague, Entry::Vague);
    }

    fn with_clitics(&mut self, numbers: &Numbers, phrase: &str, value: u64) {
        for clitic in &numbers.clitics {
            self.phrase(&format!("{clitic}{phrase}"), Entry::Number(value));
        }
    }

    /// Tens behind their units: `خمسة وعشرون`, `الخامس والعشرون`.
    fn units_first(&mut self, numbers: &Numbers) {
        let [joiner, ordinal_joiner] = numbers.units_first.as_slice() else {
            return;
        };
        let tens = numbers
            .words
            .iter()
            .filter(|(_, ten)| matches!(ten, 20..=90));
        for (word, ten) in tens {
            for (unit, value) in numbers
                .words
                .iter()
                .filter(|(_, value)| matches!(value, 1..=9))
            {
                let phrase = format!("{unit} {joiner}{word}");
                self.phrase(&phrase, Entry::Number(ten + value));
                self.with_clitics(numbers, &phrase, ten + value);
            }
            let units = numbers
                .ordinals
                .iter()
                .filter(|(_, value)| matches!(value, 1..=9));
            for (unit, value) in units {
                self.phrase(
                    &format!("{unit} {ordinal_joiner}{word}"),
                    Entry::Ordinal(ten + value),
                );
            }
        }
    }

    pub(super) fn calendar(&mut self, pack: &'static Pack) {
        for (number, names) in (1..).zip(&pack.dates.months) {
            self.each(names, Entry::Month(number));
        }
        for (number, names) in (1..).zip(&pack.dates.weekdays) {
            self.each(names, Entry::Weekday(number));
        }
        self.each(&pack.dates.weekday_cues, Entry::WeekdayCue);
        for (phrase, id) in &pack.dates.relative {
            self.phrase(phrase, Entry::Relative(id));
        }
        for (phrase, &before) in &pack.dates.eras {
            self.phrase(phrase, Entry::Era(before));
        }
        self.each(&pack.dates.year_words, Entry::YearWord);
        self.each(&pack.times.am, Entry::Am);
        self.each(&pack.times.pm, Entry::Pm);
        self.each(&pack.times.noon, Entry::Noon);
        self.each(&pack.times.midnight, Entry::Midnight);
    }

    pub(super) fn names(&mut self, pack: &'static Pack) {
        let names = &pack.names;
        self.each(&names.titles, Entry::Title);
        self.each(&names.surnames, Entry::Surname);
        self.each(&names.organisations, Entry::Organisation);
        self.each(&names.places, Entry::Place);
        self.each(&names.particles, Entry::Particle);
        self.each(&names.joining, Entry::Joining);
        self.each(&names.common, Entry::Common);
        self.table(&names.territories, Entry::Territory);
        self.table(&names.languages, Entry::LanguageName);
        self.table(&names.demonyms, Entry::Demonym);
        self.table(&names.exonyms, Entry::Exonym);
        self.table(&pack.acronyms, Entry::Acronym);
    }

    /// Symbols of units that every language uses.
    pub(super) fn symbols(&mut self) {
        for (symbol, unit) in units::SYMBOLS
            .iter()
            .filter_map(|&(symbol, id)| Some((symbol, units::unit(id)?)))
        {
            self.phrase(symbol, Entry::Unit(unit));
        }
        self.phrase("%", Entry::Percent);
    }

    pub(super) fn finish(self, lexis: Lexis) -> Lexis {
        let words = 0..u32::try_from(self.vocabulary.len() + 1).unwrap_or(u32::MAX);
        let first = words
            .map(|word| First {
                node: self.next.get(&(0, word)).copied().unwrap_or_default(),
                pattern: lexis.patterns.begin_with(word),
            })
            .collect();
        // Leaked once for each language of a run, so that a match can be copied about without a lifetime.
        let all: &'static [Entry] = self
            .ends
            .iter()
            .flatten()
            .copied()
            .collect::<Vec<_>>()
            .leak();
        let mut from = 0;
        let nodes = self.ends.iter().map(|entries| {
            let range: Range<usize> = from..from + entries.len();
            from = range.end;
            let sorts = entries.iter().map(|&entry| Sorts::of(entry));
            Node {
                entries: &all[range],
                sorts: sorts.fold(Sorts::NOTHING, Sorts::with),
                goes_on: false,
            }
        });
        let mut nodes: Vec<Node> = nodes.collect();
        let from = self.next.keys().map(|&(from, _)| from);
        from.for_each(|from| nodes[from as usize].goes_on = true);
        Lexis {
            nodes,
            first,
            next: self.next,
            vocabulary: self.vocabulary,
            ..lexis
        }
    }
}
