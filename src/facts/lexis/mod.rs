//! A language's pack, compiled for looking words up.
//!
//! How to use it. `lexis(language)` gives the one compiled form of a language, made when first asked
//! for. Every list of the pack stands in **one** table of phrases: a phrase is cut by
//! [`Tokens`] like any text, and leads to one or more [`Entry`]s, which say what it is and carry what
//! it means. [`Lexis::look_up`] walks a block once and notes every phrase that begins at each token,
//! so that afterwards a fact finder only asks the tokens:
//! ```text
//! let month = tokens.find(at, |entry| match entry { Entry::Month(month) => Some(month), _ => None });
//! ```
//! A phrase may have several entries (`second` is a unit, `no` is a negation and a short form of *number*):
//! look at those of your kind and ignore the rest. Case is not part of a phrase; where it matters
//! (`May`), ask `tokens[at].case`. A phrase that must not be read as what it holds (`not_numbers`,
//! `neutral` of the negations) is an entry too: skip as many tokens as it has.
//! What packs give and phrases cannot carry (separators, date order) are fields. A new list of a pack
//! becomes a variant of [`Entry`] and a line in [`Lexis::new`].

mod build;
mod entry;

use std::collections::BTreeMap;
use std::sync::{OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::fused::Fused;
use super::pattern::Patterns;
use super::tokens::{Gap, Tokens};
use super::units;
use super::value::{Currency, Unit};
use crate::language::{self, Language, Pack};
use crate::text::word_hash;
use build::{Builder, GLUED};
pub(super) use entry::{Entry, Sorts};

/// A phrase found at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    len: u32,
    entries: &'static [Entry],
}

impl Match {
    /// How many tokens it has.
    #[inline]
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// What it is.
    #[inline]
    pub(super) fn entries(&self) -> &'static [Entry] {
        self.entries
    }
}

/// The order of all-digit dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateOrder {
    /// Day, month, year.
    DayMonth,
    /// Month, day, year.
    MonthDay,
    /// Year, month, day; what does not begin with a year is read day first.
    YearMonthDay,
}

/// One language, compiled.
#[derive(Debug)]
pub(super) struct Lexis {
    /// The pack it was made from, where there is one.
    pub(super) pack: Option<&'static Pack>,
    /// The decimal separator of running text.
    pub(super) decimal: char,
    /// Separators of groups, beside no-break spaces.
    pub(super) group: SmallVec<[char; 4]>,
    /// Whether texts also meet the other convention.
    pub(super) both_conventions: bool,
    /// Order of all-digit dates.
    pub(super) order: DateOrder,
    /// Whether *ten* and a unit make eleven to nineteen (there are no words of their own for them).
    pub(super) teens_compose: bool,
    /// Whether digits stand between scales and add up: `37万5,000`, `1億2千万`.
    pub(super) adds_scales: bool,
    /// Number words that whole numbers are written together of.
    pub(super) fused: Fused,
    /// Textual dates, decades, centuries and times.
    pub(super) patterns: Patterns,
    /// Each word of a phrase by its hash, with its number.
    vocabulary: FxHashMap<u64, u32>,
    /// What each word opens, by its number.
    first: Vec<First>,
    /// Node reached from a node by a word.
    next: FxHashMap<(u32, u32), u32>,
    /// What stands at each node.
    nodes: Vec<Node>,
}

/// What a word opens.
#[derive(Debug, Clone, Copy, Default)]
struct First {
    /// The node that it reaches as the first of a phrase; 0 is none.
    node: u32,
    /// Whether patterns begin with it.
    pattern: bool,
}

/// What some words of phrases lead to.
#[derive(Debug, Clone, Copy)]
struct Node {
    /// What ends here, and of which sorts it is.
    entries: &'static [Entry],
    sorts: Sorts,
    /// Whether longer phrases go on from here.
    goes_on: bool,
}

/// The compiled form of a language; without a pack, what CLDR tells of its separators.
pub(super) fn lexis(language: Option<Language>) -> &'static Lexis {
    static MADE: OnceLock<RwLock<BTreeMap<Option<Language>, &'static Lexis>>> = OnceLock::new();
    let made = MADE.get_or_init(RwLock::default);
    if let Some(found) = made
        .read()
        .unwrap_or_else(PoisonError::into_inner)
        .get(&language)
    {
        return found;
    }
    let mut made = made.write().unwrap_or_else(PoisonError::into_inner);
    // One entry for each language a run meets, and each is wanted to its end: the leak is the cache.
    made.entry(language).or_insert_with(|| {
        Box::leak(Box::new(
            language
                .and_then(language::pack)
                .map_or_else(|| Lexis::without_pack(language), Lexis::new),
        ))
    })
}

impl Lexis {
    /// Compiles a pack.
    pub(super) fn new(pack: &'static Pack) -> Self {
        let mut build = Builder::default();
        build.reserve(1 << 12);
        build.numbers(pack);
        build.calendar(pack);
        build.names(pack);
        for (id, words) in &pack.units {
            build.each(words, Entry::Unit(units::unit(id).unwrap_or(Unit(id))));
        }
        build.symbols();
        for (code, words) in &pack.currencies {
            let mut letters = [0; 3];
            for (to, from) in letters.iter_mut().zip(code.bytes()) {
                *to = from;
            }
            build.each(words, Entry::Currency(Currency(letters)));
        }
        build.each(&pack.per_hour_before, Entry::PerHour);
        build.each(&pack.negation.words, Entry::Negation);
        build.each(&pack.negation.implicit, Entry::NegationImplicit);
        build.each(&pack.negation.neutral, Entry::NegationNeutral);
        build.each(&pack.negation.needing, Entry::NegationNeeded);
        build.each(&pack.negation.free, Entry::NegationFree);
        build.each(&pack.quotes.speech, Entry::Speech);
        build.each(&pack.claims.cumulative, Entry::Cumulative);
        build.each(&pack.claims.cumulative_down, Entry::CumulativeDown);
        build.each(&pack.claims.grades, Entry::Grade);
        build.each(&pack.function_words, Entry::FunctionWord);
        let patterns = Patterns::new(pack, &mut |lower| build.word(lower));
        let first_char = |text: &String| text.chars().next();
        let order = match pack.dates.order.as_str() {
            "mdy" => DateOrder::MonthDay,
            "ymd" => DateOrder::YearMonthDay,
            _ => DateOrder::DayMonth,
        };
        build.finish(Lexis {
            pack: Some(pack),
            decimal: first_char(&pack.numbers.decimal).unwrap_or('.'),
            group: pack.numbers.group.iter().filter_map(first_char).collect(),
            both_conventions: pack.numbers.both_conventions,
            order,
            teens_compose: !pack.numbers.words.values().any(|&value| value == 11),
            adds_scales: pack.numbers.scales.values().any(|&scale| scale == 10_000),
            fused: Fused::new(&pack.numbers),
            patterns,
            ..Self::bare()
        })
    }

    /// The separators that CLDR has of a language, and the symbols that every language uses. Texts in such a language
    /// keep both readings of a number all the same.
    pub(super) fn without_pack(language: Option<Language>) -> Self {
        let mut build = Builder::default();
        build.symbols();
        let mut lexis = Self::bare();
        if let Some(row) = language.and_then(language::cldr) {
            let first_char = |text: &str| text.chars().next();
            lexis.decimal = match first_char(&row.decimal) {
                // The tokens know the Arabic sign as a comma.
                Some('٫') => ',',
                sign => sign.unwrap_or('.'),
            };
            lexis.group = first_char(&row.group).into_iter().collect();
        }
        build.finish(lexis)
    }

    fn bare() -> Self {
        Self {
            pack: None,
            decimal: '.',
            group: SmallVec::from_slice(&[',']),
            both_conventions: true,
            order: DateOrder::DayMonth,
            teens_compose: false,
            adds_scales: false,
            fused: Fused::default(),
            patterns: Patterns::default(),
            vocabulary: FxHashMap::default(),
            first: Vec::new(),
            next: FxHashMap::default(),
            nodes: Vec::new(),
        }
    }

    /// The number of a lower-case word; 0 where it is in no phrase.
    #[inline]
    pub(super) fn word(&self, lower: &str) -> u32 {
        let known = self.vocabulary.get(&word_hash(lower));
        known.copied().unwrap_or_default()
    }

    fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.next.get(&(node, word)).copied()
    }

    /// Notes each token's number and every phrase that begins at it, the longest first.
    pub(super) fn look_up(&self, tokens: &mut Tokens) {
        tokens.number(|lower| self.word(lower));
        // What opens a pattern depends on what follows.
        for at in (0..tokens.len()).rev() {
            let word = tokens[at].word;
            if word == 0 && self.fused.is_empty() {
                continue;
            }
            let from = tokens.matches.len();
            let first = self.first.get(word as usize).copied();
            let First { mut node, pattern } = first.unwrap_or_default();
            let mut len = 1;
            let mut all = if pattern && self.patterns.may_begin(tokens, at) {
                Sorts::PATTERN
            } else {
                Sorts::NOTHING
            };
            let opens_none = all;
            while node != 0 {
                let here = &self.nodes[node as usize];
                if !here.entries.is_empty() {
                    let entries = here.entries;
                    tokens.matches.push(Match { len, entries });
                    all = all.with(here.sorts);
                }
                if !here.goes_on {
                    break;
                }
                let next = &tokens[at + len as usize];
                node = match next.word {
                    0 => 0,
                    word if next.gap == Gap::None => self
                        .step(node, word | GLUED)
                        .or_else(|| self.step(node, word))
                        .unwrap_or_default(),
                    word => self.step(node, word).unwrap_or_default(),
                };
                len += 1;
            }
            tokens.matches[from..].reverse();
            let fused = all == opens_none && !self.fused.is_empty();
            if fused && self.fused.value(tokens.lower(at)).is_some() {
                all = all.with(Sorts::of(Entry::Number(0)));
            }
            tokens.open(at, all, from);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    fn tiny() -> &'static Lexis {
        let text = r#"
            tag = "xx"
            name = "X"
            native_name = "X"
            complete = false
            source = "test"
            [numbers]
            decimal = ","
            group = ["."]
            percent = ["%", "por ciento"]
            words = { hai = 2, "hai mươi" = 20 }
            not_numbers = ["một số"]
            [negation]
            words = ["không"]
            suffixes = []
            implicit = []
            neutral = ["hàng không"]
        "#;
        let pack = Box::leak(Box::new(Pack::parse(text).unwrap()));
        Box::leak(Box::new(Lexis::new(pack)))
    }

    fn read(text: &str) -> Tokens {
        let mut tokens = Tokens::default();
        tokens.read(text, Span::new(0, text.len()));
        tiny().look_up(&mut tokens);
        tokens
    }

    #[test]
    fn the_longest_phrase_comes_first() {
        let tokens = read("có HAI mươi người");
        assert_eq!(
            tokens.matches(1).iter().map(Match::len).collect::<Vec<_>>(),
            [2, 1]
        );
        assert_eq!(
            tokens.find(1, |entry| if let Entry::Number(value) = entry {
                Some(value)
            } else {
                None
            }),
            Some((2, 20))
        );
        assert!(
            tokens.matches(0).is_empty()
                && tokens.matches(3).is_empty()
                && tokens.matches(50).is_empty()
        );
    }

    #[test]
    fn a_phrase_that_takes_a_cue_back_is_found_where_it_begins() {
        let tokens = read("hàng không và không");
        assert_eq!(tokens.matches(0)[0].entries(), [Entry::NegationNeutral]);
        assert_eq!(tokens.matches(3)[0].entries(), [Entry::Negation]);
    }

    #[test]
    fn a_language_without_a_pack_has_separators_and_no_words() {
        let lexis = lexis(Language::new("zzz"));
        assert_eq!(lexis.decimal, '.');
        let mut tokens = read("hai");
        lexis.look_up(&mut tokens);
    }
}
