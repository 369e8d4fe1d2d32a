//! Lexicons: words and phrases of several languages that stand for one concept.
//!
//! A TSV goes in (the header names languages, a row is a concept, `|` stands between its forms), and a
//! word or phrase as [`super::tokens`] cuts it comes out as the concepts it may stand for. What is shipped
//! was put into tables by the build ([`super::shipped`]); the packs add their names to it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use smallvec::SmallVec;

pub(crate) use super::concept::Concept;
use super::concept::{FROM_PACK, pack_concept};
use super::phrase::phrase;
use super::shipped::{COLUMNS, NONE, Shipped};
use super::tokens::tokens;
use crate::language::{Language, Places};

/// What a column knows of a word with which phrases may begin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening<'c> {
    /// What it stands for by itself.
    pub(crate) concepts: &'c [Concept],
    /// Words of the longest phrase that may begin with it.
    pub(crate) longest: usize,
    /// Its hash in the shipped table, on which those of the phrases go on.
    pub(super) hash: u64,
}

/// The words and phrases of one language.
#[derive(Debug, Clone)]
pub(crate) enum Column {
    /// Of a lexicon that was read in this run.
    Read(Words),
    /// Built in.
    Shipped(Shipped),
}

impl Column {
    /// What a phrase stands for: its tokens with a space between them.
    pub(crate) fn concepts(&self, phrase: &str) -> &[Concept] {
        match self {
            Self::Read(words) => words.concepts(phrase),
            Self::Shipped(table) => table.concepts(phrase),
        }
    }

    /// What the phrases stand for with which some words begin, in order of their length: how many words each has, and its
    /// concepts. That of the first word is always there, even where it stands for nothing.
    pub(crate) fn phrases_of<'w>(
        &self,
        mut words: impl Iterator<Item = &'w str>,
    ) -> SmallVec<[(usize, &[Concept]); 4]> {
        let mut found = SmallVec::new();
        if let Some(first) = words.next() {
            let opening = self.opening(first);
            found.push((1, opening.concepts));
            self.go_on(first, &opening, words, |length, concepts| {
                found.push((length, concepts));
            });
        }
        found
    }

    /// What is known of a word with which phrases may begin.
    pub(crate) fn opening(&self, word: &str) -> Opening<'_> {
        match self {
            Self::Read(table) => table.opening(word),
            Self::Shipped(table) => table.opening(word),
        }
    }

    /// Tells of each phrase of two words and more that begins with a word, in order of their length.
    pub(crate) fn go_on<'w, 'c>(
        &'c self,
        first: &str,
        opening: &Opening<'_>,
        words: impl Iterator<Item = &'w str>,
        found: impl FnMut(usize, &'c [Concept]),
    ) {
        match self {
            Self::Read(table) => table.go_on(first, opening, words, found),
            Self::Shipped(table) => table.go_on(opening, words, found),
        }
    }

    /// Whether a table of concepts has the language; a pack alone knows names and numbers only.
    pub(crate) fn has_words(&self) -> bool {
        match self {
            Self::Read(words) => words.listed,
            Self::Shipped(table) => table.has_words(),
        }
    }

    /// Whether the language has a word for a concept, so that its lack says something.
    pub(crate) fn knows(&self, concept: Concept) -> bool {
        match self {
            Self::Read(words) => words.concepts.contains(&concept),
            Self::Shipped(table) => table.knows(concept),
        }
    }
}

/// A column as it is read.
#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    phrases: FxHashMap<Box<str>, SmallVec<[Concept; 2]>>,
    /// Tokens of the longest phrase that begins with a word; words that begin none but themselves are left out.
    longest: FxHashMap<Box<str>, usize>,
    /// Everything that some word of the language stands for.
    concepts: FxHashSet<Concept>,
    /// Whether a lexicon has any of them, beside what the language's pack names.
    listed: bool,
}

impl Words {
    fn concepts(&self, phrase: &str) -> &[Concept] {
        self.phrases.get(phrase).map_or(&[], SmallVec::as_slice)
    }

    fn opening(&self, word: &str) -> Opening<'_> {
        Opening {
            concepts: self.concepts(word),
            longest: self.longest.get(word).copied().unwrap_or(1),
            hash: 0,
        }
    }

    fn go_on<'w, 'c>(
        &'c self,
        first: &str,
        opening: &Opening<'_>,
        words: impl Iterator<Item = &'w str>,
        mut found: impl FnMut(usize, &'c [Concept]),
    ) {
        if opening.longest < 2 {
            return;
        }
        let mut phrase = first.to_owned();
        for (length, word) in (2..=opening.longest).zip(words) {
            phrase.push(' ');
            phrase.push_str(word);
            let concepts = self.concepts(&phrase);
            if !concepts.is_empty() {
                found(length, concepts);
            }
        }
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
        self.listed |= concept & FROM_PACK == 0;
        let concepts = self.phrases.entry(phrase.into_boxed_str()).or_default();
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }
}

/// A table of concepts that a user brings along, for example what `cotejo learn` wrote.
#[derive(Debug, Clone, Default)]
pub struct Lexicon {
    columns: BTreeMap<Language, Column>,
}

impl FromIterator<(Language, Words)> for Lexicon {
    fn from_iter<I: IntoIterator<Item = (Language, Words)>>(columns: I) -> Self {
        let columns = columns.into_iter();
        Self {
            columns: columns
                .map(|(language, words)| (language, Column::Read(words)))
                .collect(),
        }
    }
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
        let mut columns: BTreeMap<Language, Words> = BTreeMap::new();
        for (at, language) in languages.iter().enumerate() {
            fill(columns.entry(*language).or_default(), text, at, table);
        }
        Ok(columns.into_iter().collect())
    }

    /// How many words and phrases its fullest column has.
    pub fn rows(&self) -> usize {
        let all = self.words();
        all.map(|(_, words)| words.concepts.len())
            .max()
            .unwrap_or(0)
    }

    /// Several lexicons as one; a concept of one is never a concept of another.
    #[must_use]
    pub fn merged(lexicons: &[Self]) -> Self {
        let mut columns: BTreeMap<Language, Words> = BTreeMap::new();
        for (number, lexicon) in (1_u64..).zip(lexicons) {
            for (language, words) in lexicon.words() {
                let to = columns.entry(language).or_default();
                let mut phrases: Vec<_> = words.phrases.iter().collect();
                phrases.sort_unstable();
                for (phrase, concepts) in phrases {
                    concepts
                        .iter()
                        .for_each(|&concept| to.add(phrase, (number << 40) + concept));
                }
            }
        }
        columns.into_iter().collect()
    }

    fn words(&self) -> impl Iterator<Item = (Language, &Words)> {
        let columns = self.columns.iter();
        columns.filter_map(|(&language, column)| match column {
            Column::Read(words) => Some((language, words)),
            Column::Shipped(_) => None,
        })
    }

    pub(crate) fn column(&self, language: Language) -> Option<&Column> {
        self.columns.get(&language)
    }
}

fn fill(words: &mut Words, text: &str, at: usize, table: u64) {
    for (row, line) in (1_u64..).zip(text.lines().skip(1)) {
        let cell = line.split('\t').nth(at).unwrap_or_default();
        cell.split('|')
            .for_each(|form| words.add(form.trim(), (table << 32) | row));
    }
}

/// What is built in for a language, from the shipped table and from its pack.
pub(crate) fn shipped(language: Language) -> &'static Column {
    static PLACES: OnceLock<Places> = OnceLock::new();
    let places = PLACES.get_or_init(|| {
        let tags = COLUMNS.iter().filter_map(|(tag, _)| Language::new(tag));
        Places::of(tags.collect())
    });
    let found = places.find(language);
    found.map_or(&NONE, |at| &COLUMNS[at].1)
}

/// The words and phrases of a text that the shipped table knows: the number of the first token, the phrase, its concepts.
pub(crate) fn meanings(language: Language, text: &str) -> Vec<(usize, String, &'static [Concept])> {
    let column = shipped(language);
    let words: Vec<String> = tokens(text).into_iter().map(|token| token.text).collect();
    let mut found = Vec::new();
    for at in 0..words.len() {
        let behind = words[at..].iter().map(String::as_str);
        for (length, concepts) in column.phrases_of(behind) {
            if !concepts.is_empty() {
                found.push((at, words[at..at + length].join(" "), concepts));
            }
        }
    }
    found
}

/// The concept of a small number, whether in digits or in words.
pub(crate) fn number_concept(digits: &str) -> Concept {
    pack_concept("number", digits)
}

#[cfg(test)]
mod tests {
    use super::super::pack_names::names_of;
    use super::*;
    use crate::language::pack;

    #[test]
    fn a_phrase_is_found_by_its_tokens_and_keeps_its_tones() {
        let lexicon =
            Lexicon::parse("en\tvi\nfly\tbay\nseven\tbảy\nPrime Minister\tthủ tướng\n").unwrap();
        let vi = lexicon.column(Language::VI).unwrap();
        let en = lexicon.column(Language::EN).unwrap();
        assert_eq!(vi.concepts("bảy"), en.concepts("seven"));
        assert_ne!(vi.concepts("bảy"), vi.concepts("bay"));
        assert_eq!(vi.concepts("thủ tướng"), en.concepts("prime minister"));
        let lengths = |words: [&'static str; 2]| -> Vec<usize> {
            let found = vi.phrases_of(words.into_iter());
            found.iter().map(|it| it.0).collect()
        };
        assert_eq!(lengths(["thủ", "tướng"]), [1, 2]);
        assert_eq!(lengths(["bay", "tướng"]), [1]);
    }

    const TABLE: &str = include_str!("../language/packs/lexicon.tsv");

    /// The columns that are shipped, made in the run.
    fn made() -> BTreeMap<Language, Words> {
        let table = Lexicon::numbered(TABLE, 0).unwrap();
        let mut made: BTreeMap<_, _> = table
            .words()
            .map(|(language, words)| (language, words.clone()))
            .collect();
        for language in crate::language::packs() {
            let words = made.entry(language).or_default();
            names_of(pack(language).unwrap(), |kind, id, form| {
                words.add(form, pack_concept(kind, id));
            });
        }
        made
    }

    #[test]
    fn the_build_ships_what_the_table_and_the_packs_say() {
        let made = made();
        assert_eq!(made.len(), COLUMNS.len());
        for (language, words) in made {
            let column = shipped(language);
            assert_eq!(column.has_words(), words.listed, "{language}");
            let Column::Shipped(table) = column else {
                panic!("{language} is not shipped")
            };
            assert_eq!(table.phrases(), words.phrases.len(), "{language}: phrases");
            let read = Column::Read(words.clone());
            let sorted: BTreeMap<_, _> = words.phrases.iter().collect();
            for (phrase, concepts) in sorted {
                assert_eq!(
                    column.concepts(phrase),
                    concepts.as_slice(),
                    "{language}: {phrase}"
                );
                let tokens = || phrase.split(' ');
                assert_eq!(column.phrases_of(tokens()), read.phrases_of(tokens()));
            }
            assert!(words.concepts.iter().all(|&concept| column.knows(concept)));
            assert!(!column.knows(0) && !column.knows(Concept::MAX));
            assert!(column.concepts("no such phrase").is_empty());
        }
    }

    #[test]
    fn a_language_that_is_not_known_has_no_words() {
        let column = shipped(Language::new("zzz").unwrap());
        assert!(!column.has_words() && column.concepts("").is_empty());
        assert_eq!(column.phrases_of(["a", "b"].into_iter()).len(), 1);
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
        let check = |form: &str| assert_eq!(phrase(form), of_tokens(form), "{form}");
        TABLE.split(['\n', '\t', '|']).for_each(check);
        for language in crate::language::packs() {
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
            check(form);
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
        assert!(
            lexicon
                .words()
                .all(|(language, words)| (language == Language::VI) == words.phrases.is_empty())
        );
    }
}
