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

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{OnceLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use super::fused::Fused;
use super::pattern::Patterns;
use super::tokens::{Gap, Tokens};
use super::units;
use super::value::{Currency, Unit};
use crate::language::{self, Language, Numbers, Pack};
use crate::text::Span;

/// What a phrase is, with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Entry {
    /// Adds its value.
    Number(u64),
    /// Multiplies what stands before it.
    Scale(u64),
    /// A scale that is a number alone (`mil`).
    BareScale,
    /// A number of things (`dozen`).
    Collective(u64),
    /// Nothing within a spelled number (`and`).
    Joiner,
    /// A number word that claims nothing alone.
    Article,
    /// Half of the scale just said.
    AndAHalf,
    /// Holds a number word and is none.
    NotNumber,
    /// A fraction in words: part and whole.
    Fraction(u64, u64),
    /// Between the numbers of a share (`out of`).
    Share,
    /// A percentage sign or word.
    Percent,
    /// Makes the number after it a percentage.
    PercentBefore,
    /// An ordinal word.
    Ordinal(u64),
    /// Makes the digits before it an ordinal.
    OrdinalSuffix,
    /// Makes the cardinal after it an ordinal.
    OrdinalPrefix,
    /// Joins the members of a list (`and`).
    Conjunction,
    /// Between the ends of a range.
    RangeWord,
    /// Opens the range frame of that number.
    RangeOpen(u8),
    /// Stands between the ends in that range frame.
    RangeMiddle(u8),
    /// A vague amount.
    Vague,
    /// A month, 1 to 12.
    Month(u8),
    /// A weekday, 1 (Monday) to 7.
    Weekday(u8),
    /// Stands before a weekday that could be an ordinal (*hôm* thứ ba).
    WeekdayCue,
    /// Makes the number beside it a year.
    YearWord,
    /// A date said from the day of writing, by its neutral id.
    Relative(&'static str),
    /// First half of the day.
    Am,
    /// Second half of the day.
    Pm,
    /// Noon.
    Noon,
    /// Midnight.
    Midnight,
    /// A unit of measure or of time.
    Unit(Unit),
    /// Makes the distance after the number the way of an hour.
    PerHour,
    /// A currency.
    Currency(Currency),
    /// Denies wherever it stands.
    Negation,
    /// Denies by its meaning.
    NegationImplicit,
    /// Holds a cue of negation and denies nothing.
    NegationNeutral,
    /// A verb of saying.
    Speech,
    /// Takes in the better results.
    Cumulative,
    /// Takes in the lower results.
    CumulativeDown,
    /// A grade of a result.
    Grade,
    /// A title of a person.
    Title,
    /// The first word of a person's full name.
    Surname,
    /// A head word of organisations.
    Organisation,
    /// A head word of places.
    Place,
    /// A small word inside a name.
    Particle,
    /// A word of grammar that joins words of one name.
    Joining,
    /// Capitalised, and no name.
    Common,
    /// A territory, by its ISO 3166 or UN M49 code.
    Territory(&'static str),
    /// A language, by its ISO 639 code.
    LanguageName(&'static str),
    /// An adjective or inhabitant of a territory, by its code.
    Demonym(&'static str),
    /// A name known in each language, by its English id.
    Exonym(&'static str),
    /// A known acronym, by the English one.
    Acronym(&'static str),
    /// A word that carries grammar.
    FunctionWord,
    /// The pack spells the name in lower case (`español`): it needs no capital to be one.
    Uncapitalised,
}

/// What the phrases that begin at a token can be, as far as fact finders ask for it at every token: few tokens open
/// anything, and this tells so without a look at their phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Sorts(u8);

impl Sorts {
    /// None.
    pub(super) const NOTHING: Self = Self(0);
    /// A value may begin here.
    pub(super) const VALUE: Self = Self(1);
    /// A number in words, or an ordinal.
    pub(super) const NUMBER: Self = Self(1 << 1);
    /// A month or a weekday.
    pub(super) const CALENDAR: Self = Self(1 << 2);
    /// A phrase that makes number words in it none.
    pub(super) const BARRIER: Self = Self(1 << 3);
    /// A name that packs know.
    pub(super) const NAME: Self = Self(1 << 4);
    /// A cue of negation, or a phrase that holds one and denies nothing.
    pub(super) const NEGATION: Self = Self(1 << 5);

    /// What a number in words, or an ordinal, can begin with.
    pub(super) const SPELLED: Self = Self(1 << 6);

    /// Whether the two have a sort in common.
    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn of(entry: Entry) -> Self {
        match entry {
            Entry::Number(_) | Entry::Ordinal(_) | Entry::OrdinalPrefix => {
                Self::VALUE.with(Self::NUMBER).with(Self::SPELLED)
            }
            Entry::Scale(_)
            | Entry::BareScale
            | Entry::Collective(_)
            | Entry::Joiner
            | Entry::Article
            | Entry::AndAHalf => Self::VALUE.with(Self::SPELLED),
            Entry::Month(_) | Entry::Weekday(_) => Self::VALUE.with(Self::CALENDAR),
            Entry::Vague | Entry::NotNumber => Self::VALUE.with(Self::BARRIER),
            Entry::Title | Entry::Organisation => Self::BARRIER,
            Entry::Territory(_) | Entry::LanguageName(_) | Entry::Demonym(_) | Entry::Exonym(_) => {
                Self::NAME.with(Self::BARRIER)
            }
            Entry::Acronym(_) => Self::NAME,
            Entry::NegationNeutral => Self::NEGATION.with(Self::BARRIER),
            Entry::Negation | Entry::NegationImplicit => Self::NEGATION,
            Entry::Speech
            | Entry::Cumulative
            | Entry::CumulativeDown
            | Entry::Grade
            | Entry::Surname
            | Entry::Place
            | Entry::Particle
            | Entry::Joining
            | Entry::Common
            | Entry::FunctionWord
            | Entry::PerHour
            | Entry::Uncapitalised
            | Entry::Conjunction
            | Entry::RangeWord
            | Entry::RangeOpen(_)
            | Entry::RangeMiddle(_) => Self::NOTHING,
            Entry::Fraction(..)
            | Entry::Share
            | Entry::Percent
            | Entry::PercentBefore
            | Entry::OrdinalSuffix
            | Entry::WeekdayCue
            | Entry::YearWord
            | Entry::Relative(_)
            | Entry::Am
            | Entry::Pm
            | Entry::Noon
            | Entry::Midnight
            | Entry::Unit(_)
            | Entry::Currency(_) => Self::VALUE,
        }
    }
}

/// A phrase found at a token.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    len: u32,
    entries: &'static [Entry],
}

impl Match {
    /// How many tokens it has.
    pub(super) fn len(&self) -> usize {
        self.len as usize
    }

    /// What it is.
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
    vocabulary: FxHashMap<Box<str>, u32>,
    /// Node reached by each word as the first of a phrase; 0 is none.
    first: Vec<u32>,
    /// Node reached from a node by a word.
    next: FxHashMap<(u32, u32), u32>,
    /// What ends at each node, and of which sorts it is.
    ends: Vec<(&'static [Entry], Sorts)>,
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
            ends: Vec::new(),
        }
    }

    /// The number of a lower-case word; 0 where it is in no phrase.
    pub(super) fn word(&self, lower: &str) -> u32 {
        self.vocabulary.get(lower).copied().unwrap_or_default()
    }

    fn step(&self, node: u32, word: u32) -> Option<u32> {
        self.next.get(&(node, word)).copied()
    }

    /// Notes each token's number and every phrase that begins at it, the longest first.
    pub(super) fn look_up(&self, tokens: &mut Tokens) {
        for at in 0..tokens.len() {
            let word = self.word(tokens.lower(at));
            tokens.note(at, word);
        }
        for at in 0..tokens.len() {
            tokens.open_matches(at);
            let from = tokens.matches.len();
            let mut node = self
                .first
                .get(tokens[at].word as usize)
                .copied()
                .unwrap_or_default();
            let mut len = 1;
            let mut all = Sorts::NOTHING;
            while node != 0 {
                let (entries, sorts) = self.ends[node as usize];
                if !entries.is_empty() {
                    tokens.matches.push(Match { len, entries });
                    all = all.with(sorts);
                }
                let next = tokens[at + len as usize];
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
            if all == Sorts::NOTHING && self.fused.value(tokens.lower(at)).is_some() {
                all = Sorts::of(Entry::Number(0));
            }
            tokens.open_sorts(at, all);
        }
    }
}

/// Set in the number of a word that must stand right behind the one before it: the `$` of `A$`. What a pack
/// writes apart may also stand together in a text.
const GLUED: u32 = 1 << 31;

/// Collects phrases.
#[derive(Debug)]
struct Builder {
    vocabulary: FxHashMap<Box<str>, u32>,
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
    fn reserve(&mut self, words: usize) {
        self.vocabulary.reserve(words);
        self.next.reserve(words);
        self.ends.reserve(words);
    }

    /// The number of a word, given when first met; 0 is kept for words that are in no phrase.
    fn word(&mut self, lower: &str) -> u32 {
        let free = u32::try_from(self.vocabulary.len() + 1).unwrap_or(u32::MAX);
        if let Some(&known) = self.vocabulary.get(lower) {
            return known;
        }
        self.vocabulary.insert(lower.into(), free);
        free
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

    fn each(&mut self, phrases: &[String], entry: Entry) {
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

    fn numbers(&mut self, pack: &'static Pack) {
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

    fn calendar(&mut self, pack: &'static Pack) {
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
        self.each(&pack.dates.year_words, Entry::YearWord);
        self.each(&pack.times.am, Entry::Am);
        self.each(&pack.times.pm, Entry::Pm);
        self.each(&pack.times.noon, Entry::Noon);
        self.each(&pack.times.midnight, Entry::Midnight);
    }

    fn names(&mut self, pack: &'static Pack) {
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
    fn symbols(&mut self) {
        for (symbol, unit) in units::SYMBOLS
            .iter()
            .filter_map(|&(symbol, id)| Some((symbol, units::unit(id)?)))
        {
            self.phrase(symbol, Entry::Unit(unit));
        }
        self.phrase("%", Entry::Percent);
    }

    fn finish(self, lexis: Lexis) -> Lexis {
        let words = 0..u32::try_from(self.vocabulary.len() + 1).unwrap_or(u32::MAX);
        let first = words
            .map(|word| self.next.get(&(0, word)).copied().unwrap_or_default())
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
        let ends = self.ends.iter().map(|entries| {
            let range: Range<usize> = from..from + entries.len();
            from = range.end;
            let sorts = entries.iter().map(|&entry| Sorts::of(entry));
            let sorts = sorts.fold(Sorts::NOTHING, Sorts::with);
            (&all[range], sorts)
        });
        Lexis {
            ends: ends.collect(),
            first,
            next: self.next,
            vocabulary: self.vocabulary,
            ..lexis
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
