//! Lexicons: words and phrases of several languages that stand for one concept.
//!
//! A TSV goes in (the header names languages, a row is a concept, `|` stands between its forms), and a
//! word or phrase as [`super::tokens`] cuts it comes out as the concepts it may stand for. The packs
//! add what they know of months, weekdays, countries, small numbers and other things with a fixed name.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

use super::tokens::tokens;
use crate::language::{Language, Pack, pack};

include!(concat!(env!("OUT_DIR"), "/lexicon.rs"));

/// What a word stands for in any language. The upper half tells where it comes from.
pub(crate) type Concept = u64;

const FROM_PACK: u64 = 1 << 63;

/// The words and phrases of one language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Column {
    phrases: FxHashMap<Box<str>, SmallVec<[Concept; 2]>>,
    /// Tokens of the longest phrase that begins with a word; words that begin none but themselves are left out.
    longest: FxHashMap<Box<str>, usize>,
    /// Everything that some word of the language stands for.
    concepts: FxHashSet<Concept>,
    has_words: bool,
}

impl Column {
    /// What a phrase stands for: its tokens with a space between them.
    pub(crate) fn concepts(&self, phrase: &str) -> &[Concept] {
        self.phrases.get(phrase).map_or(&[], SmallVec::as_slice)
    }

    /// How many tokens the longest phrase has that begins with this one.
    pub(crate) fn longest(&self, first: &str) -> usize {
        self.longest.get(first).copied().unwrap_or(1)
    }

    /// Whether a table of concepts has the language; a pack alone knows names and numbers only.
    pub(crate) fn has_words(&self) -> bool {
        self.has_words
    }

    /// Whether the language has a word for a concept, so that its lack says something.
    pub(crate) fn knows(&self, concept: Concept) -> bool {
        self.concepts.contains(&concept)
    }

    fn add(&mut self, form: &str, concept: Concept) {
        let phrase = phrase(form);
        let Some(first) = phrase.split(' ').next().filter(|first| !first.is_empty()) else {
            return;
        };
        let length = phrase.split(' ').count();
        if length > 1 {
            let longest = self.longest.entry(first.into()).or_default();
            *longest = length.max(*longest);
        }
        self.concepts.insert(concept);
        self.has_words |= concept & FROM_PACK == 0;
        let concepts = self.phrases.entry(phrase.into_boxed_str()).or_default();
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }
}

/// The form under which a phrase is looked up.
fn phrase(form: &str) -> String {
    // Letters with single spaces between them are their own tokens, but for their case.
    let mut before = ' ';
    let plain = |c: char| {
        let fits = match c {
            ' ' => before != ' ',
            _ if c.is_ascii() => c.is_ascii_alphabetic(),
            // Latin letters with their marks: each has one lower-case form and is in NFC.
            _ => {
                matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
                    && c != 'İ'
                    && c != 'ŉ'
            }
        };
        before = c;
        fits
    };
    if form.chars().all(plain) && before != ' ' {
        return form.to_lowercase();
    }
    let texts: Vec<String> = tokens(form).into_iter().map(|token| token.text).collect();
    texts.join(" ")
}

/// A table of concepts that a user brings along, for example what `cotejo learn` wrote.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    columns: BTreeMap<Language, Column>,
}

impl Lexicon {
    /// Reads a TSV whose first line names the languages. The message names what does not fit.
    ///
    /// ```
    /// let lexicon = cotejo::align::Lexicon::parse("en\tes\nwell done|good work\tbien hecho\n").unwrap();
    /// assert_eq!(lexicon.rows(), 1);
    /// assert!(cotejo::align::Lexicon::parse("english words\n").is_err());
    /// ```
    pub fn parse(text: &str) -> Result<Self, String> {
        Self::numbered(text, 1)
    }

    fn numbered(text: &str, table: u64) -> Result<Self, String> {
        let header = text.lines().next().unwrap_or_default();
        let languages: Option<Vec<Language>> = header
            .split('\t')
            .map(|tag| Language::new(tag.trim()))
            .collect();
        let languages = languages
            .ok_or_else(|| format!("line 1: `{header}` is not a list of language tags"))?;
        let mut columns: BTreeMap<Language, Column> = languages
            .iter()
            .map(|&language| (language, Column::default()))
            .collect();
        for (at, language) in languages.iter().enumerate() {
            fill(columns.entry(*language).or_default(), text, at, table);
        }
        Ok(Self { columns })
    }

    /// How many words and phrases its fullest column has.
    pub fn rows(&self) -> usize {
        let concepts = |column: &Column| {
            let mut all: Vec<Concept> = Vec::new();
            column
                .phrases
                .iter()
                .for_each(|(_, concepts)| all.extend(concepts));
            all.sort_unstable();
            all.dedup();
            all.len()
        };
        self.columns.values().map(concepts).max().unwrap_or(0)
    }

    /// Several lexicons as one; a concept of one is never a concept of another.
    #[must_use]
    pub fn merged(lexicons: &[Self]) -> Self {
        let mut columns: BTreeMap<Language, Column> = BTreeMap::new();
        for (number, lexicon) in (1_u64..).zip(lexicons) {
            for (&language, column) in &lexicon.columns {
                let to = columns.entry(language).or_default();
                let mut phrases: Vec<_> = column.phrases.iter().collect();
                phrases.sort_unstable();
                for (phrase, concepts) in phrases {
                    concepts
                        .iter()
                        .for_each(|&concept| to.add(phrase, (number << 40) + concept));
                }
            }
        }
        Self { columns }
    }

    pub(crate) fn column(&self, language: Language) -> Option<&Column> {
        self.columns.get(&language)
    }
}

fn fill(column: &mut Column, text: &str, at: usize, table: u64) {
    for (row, line) in (1_u64..).zip(text.lines().skip(1)) {
        let cell = line.split('\t').nth(at).unwrap_or_default();
        cell.split('|')
            .for_each(|form| column.add(form.trim(), (table << 32) | row));
    }
}

/// What is built in for a language, from the shipped table and from its pack; read when first asked for.
pub(crate) fn shipped(language: Language) -> &'static Column {
    type Lazy = (Language, OnceLock<Column>);
    static HEADER: OnceLock<Vec<Lazy>> = OnceLock::new();
    static NONE: OnceLock<Column> = OnceLock::new();
    let columns = HEADER.get_or_init(|| {
        let mut known: Vec<Language> = header_languages().collect();
        known.extend(crate::language::packs());
        known.sort_unstable();
        known.dedup();
        known
            .into_iter()
            .map(|language| (language, OnceLock::new()))
            .collect()
    });
    match columns.binary_search_by_key(&language, |(known, _)| *known) {
        Ok(at) => columns[at].1.get_or_init(|| build(language)),
        Err(_) => NONE.get_or_init(Column::default),
    }
}

/// The words and phrases of a text that the shipped table knows: the number of the first token, the phrase, its concepts.
pub(crate) fn meanings(language: Language, text: &str) -> Vec<(usize, String, &'static [Concept])> {
    let column = shipped(language);
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        for length in 1..=column.longest(&words[at]).min(words.len() - at) {
            let phrase = words[at..at + length].join(" ");
            let concepts = column.concepts(&phrase);
            if !concepts.is_empty() {
                found.push((at, phrase, concepts));
            }
        }
    }
    found
}

/// Every word and phrase of the shipped table in a language, as it is written there.
pub(crate) fn forms(language: Language) -> impl Iterator<Item = &'static str> {
    let cells = shipped_column(language).unwrap_or_default().lines();
    cells
        .flat_map(|cell| cell.split('|'))
        .map(str::trim)
        .filter(|form| !form.is_empty())
}

fn header_languages() -> impl Iterator<Item = Language> {
    COLUMNS.iter().filter_map(|(tag, _)| Language::new(tag))
}

/// The built-in column of a language: a concept a line.
fn shipped_column(language: Language) -> Option<&'static str> {
    let column = COLUMNS.iter().find(|(tag, _)| *tag == language.as_str());
    column.map(|&(_, column)| column)
}

fn build(language: Language) -> Column {
    let mut column = Column::default();
    // About as many as the fullest language has, so that the tables need not grow step by step.
    column.phrases.reserve(8000);
    column.concepts.reserve(6000);
    for (row, cell) in (1_u64..).zip(shipped_column(language).unwrap_or_default().lines()) {
        cell.split('|')
            .for_each(|form| column.add(form.trim(), row));
    }
    if let Some(pack) = pack(language) {
        names_of(pack, |kind, id, form| {
            column.add(form, pack_concept(kind, id));
        });
    }
    column
}

/// The concept of a small number, whether in digits or in words.
pub(crate) fn number_concept(digits: &str) -> Concept {
    pack_concept("number", digits)
}

/// FNV-1a: the concept of a name in a pack is the same in every pack.
fn pack_concept(kind: &str, id: &str) -> Concept {
    let bytes = kind.bytes().chain([b':']).chain(id.bytes());
    bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }) | FROM_PACK
}

/// Everything in a pack that has a name in each language, as (kind, id, form).
fn names_of(pack: &Pack, mut take: impl FnMut(&str, &str, &str)) {
    for (kind, lists) in [
        ("month", &pack.dates.months),
        ("weekday", &pack.dates.weekdays),
    ] {
        for (number, forms) in lists.iter().enumerate() {
            forms
                .iter()
                .for_each(|form| take(kind, &number.to_string(), form));
        }
    }
    let names = &pack.names;
    // A demonym counts as its country: "Spanish" stands for "de España" as often as for "español".
    let tables = [
        ("territory", &names.territories),
        ("territory", &names.demonyms),
        ("language", &names.languages),
        ("exonym", &names.exonyms),
        ("acronym", &pack.acronyms),
        ("unit", &pack.units),
        ("currency", &pack.currencies),
    ];
    for (kind, table) in tables {
        for (id, forms) in table {
            forms.iter().for_each(|form| take(kind, id, form));
        }
    }
    let acronym_ids = pack.acronyms.keys();
    acronym_ids.for_each(|id| take("acronym", id, id));
    let words = pack
        .numbers
        .words
        .iter()
        .chain(&pack.numbers.scales)
        .chain(&pack.numbers.ordinals);
    for (word, value) in words.filter(|(word, _)| !pack.numbers.articles.contains(word)) {
        take("number", &value.to_string(), word);
    }
    for (phrase, id) in &pack.dates.relative {
        take("relative", id, phrase);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_is_found_by_its_tokens_and_keeps_its_tones() {
        let lexicon =
            Lexicon::parse("en\tvi\nfly\tbay\nseven\tbảy\nPrime Minister\tthủ tướng\n").unwrap();
        let vi = lexicon.column(Language::VI).unwrap();
        let en = lexicon.column(Language::EN).unwrap();
        assert_eq!(vi.concepts("bảy"), en.concepts("seven"));
        assert_ne!(vi.concepts("bảy"), vi.concepts("bay"));
        assert_eq!(vi.concepts("thủ tướng"), en.concepts("prime minister"));
        assert_eq!((vi.longest("thủ"), vi.longest("bay")), (2, 1));
    }

    #[test]
    fn the_quick_form_of_a_phrase_is_what_its_tokens_are() {
        let of_tokens = |form: &str| {
            tokens(form)
                .into_iter()
                .map(|token| token.text)
                .collect::<Vec<_>>()
                .join(" ")
        };
        for language in crate::language::packs() {
            let mut check = |form: &str| assert_eq!(phrase(form), of_tokens(form), "{form}");
            forms(language).for_each(&mut check);
            names_of(pack(language).unwrap(), |_, _, form| check(form));
        }
        for form in [
            "ÀÖŒŸ Ǆ",
            "a  b",
            " a",
            "b ",
            "ỚŨ ƯƠỚ",
            "İstanbul",
            "ŉ",
            "x-y",
            "Mát-xcơ-va",
            "100",
            "京都",
        ] {
            assert_eq!(phrase(form), of_tokens(form), "{form}");
        }
    }

    #[test]
    fn one_form_may_stand_for_several_concepts() {
        let lexicon = Lexicon::parse("en\tes\nbank\tbanco\nbench\tbanco|banca\n").unwrap();
        assert_eq!(
            lexicon
                .column(Language::ES)
                .unwrap()
                .concepts("banco")
                .len(),
            2
        );
        assert_eq!(lexicon.rows(), 2);
    }

    #[test]
    fn merged_lexicons_do_not_share_concepts() {
        let one = Lexicon::parse("en\tes\ndog\tperro\n").unwrap();
        let two = Lexicon::parse("en\tes\ncat\tgato\n").unwrap();
        let both = Lexicon::merged(&[one, two]);
        let en = both.column(Language::EN).unwrap();
        assert_ne!(en.concepts("dog"), en.concepts("cat"));
        assert_eq!(
            en.concepts("dog"),
            both.column(Language::ES).unwrap().concepts("perro")
        );
    }

    #[test]
    fn a_short_row_leaves_the_other_columns_empty() {
        let lexicon = Lexicon::parse("en\tes\tvi\ndog\tperro\n\n").unwrap();
        assert!(lexicon.column(Language::VI).unwrap().phrases.is_empty());
    }

    #[test]
    fn the_shipped_table_can_be_read() {
        let concepts = COLUMNS.iter().map(|(_, column)| column.lines().count());
        let mut concepts: Vec<usize> = concepts.collect();
        concepts.dedup();
        assert!(concepts.len() == 1 && concepts[0] >= 3000, "{concepts:?}");
    }
}
