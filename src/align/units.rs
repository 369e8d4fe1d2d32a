//! What is lined up: units (lines, segments or passages) as sets of word numbers, with their lengths.
//!
//! Tokens of either side go in; out come a [`Vocabulary`] for each side, whose numbers follow the
//! spelling and not the order of texts, and a [`Sequence`] for each text.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::lexicon::{Column, Concept, number_concept};
use super::math::{small, wide};
use super::tokens::{Shape, Token, read};
use crate::text::fold;

/// A unit as text, before its words have numbers.
#[derive(Debug, Clone, Default)]
pub(crate) struct RawUnit {
    /// Its words and phrases one after the other: lower case, the words of a phrase with a space between them.
    text: Box<str>,
    /// Where each word ends in `text`, and what it looks like.
    words: Box<[(u32, Shape)]>,
    /// Characters without white space.
    pub length: u32,
    /// Sentences that end within it, and one.
    pub sentences: u32,
    /// Whether a paragraph begins with it.
    pub opens_paragraph: bool,
}

impl RawUnit {
    /// Cuts a text into words, phrases of the lexicons as one.
    pub(crate) fn new(text: &str, columns: &[&Column], opens_paragraph: bool) -> Self {
        let length = small(text.chars().filter(|c| !c.is_whitespace()).count());
        let (tokens, sentences) = read(text);
        let (text, words) = phrases(&tokens, columns);
        Self {
            text: text.into_boxed_str(),
            words: words.into_boxed_slice(),
            length,
            sentences,
            opens_paragraph,
        }
    }

    /// Its words and phrases in order.
    pub(crate) fn words(&self) -> impl Iterator<Item = (&str, Shape)> {
        let mut rest: &str = &self.text;
        let mut at = 0;
        self.words.iter().map(move |&(end, shape)| {
            let (word, after) = rest.split_at_checked(wide(end - at)).unwrap_or((rest, ""));
            (rest, at) = (after, end);
            (word, shape)
        })
    }
}

/// Joins tokens into the longest phrases that a lexicon knows.
fn phrases(tokens: &[Token], columns: &[&Column]) -> (String, Vec<(u32, Shape)>) {
    let mut text = String::with_capacity(tokens.iter().map(|token| token.text.len()).sum());
    let mut words = Vec::with_capacity(tokens.len());
    let mut at = 0;
    while at < tokens.len() {
        let words_from = || tokens[at..].iter().map(|token| token.text.as_str());
        let longest = |column: &&Column| column.phrases_of(words_from()).last().map(|it| it.0);
        let length = columns.iter().filter_map(longest).max().unwrap_or(1);
        for (number, token) in tokens[at..at + length].iter().enumerate() {
            if number > 0 {
                text.push(' ');
            }
            text += &token.text;
        }
        words.push((small(text.len()), tokens[at].shape));
        at += length;
    }
    (text, words)
}

/// What is known of one spelling.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Lower case.
    pub text: String,
    /// Without diacritics.
    pub folded: String,
    /// The commonest shape; a word that is mostly a name is one.
    pub shape: Shape,
    /// What the lexicons say it stands for.
    pub concepts: SmallVec<[Concept; 2]>,
    /// In how many units it stands.
    pub units: u32,
}

/// The words of one side, in order of their spelling.
#[derive(Debug, Clone, Default)]
pub(crate) struct Vocabulary {
    /// Each word.
    pub entries: Vec<Entry>,
    /// Whether a lexicon has words of its language.
    pub known: bool,
    ids: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// The words of all the texts of a side.
    pub(crate) fn new<'a>(units: impl Iterator<Item = &'a RawUnit>, columns: &[&Column]) -> Self {
        let mut counts: FxHashMap<&str, (u32, u32, Shape)> = FxHashMap::default();
        for unit in units {
            for (word, shape) in unit.words() {
                let count = counts.entry(word).or_insert((0, 0, shape));
                count.0 += 1;
                count.1 += u32::from(shape == Shape::Name);
            }
        }
        let mut sorted: Vec<_> = counts.into_iter().collect();
        sorted.sort_unstable();
        let ids = sorted
            .iter()
            .enumerate()
            .map(|(id, (text, _))| ((*text).to_owned(), small(id)))
            .collect();
        let entries = sorted
            .into_iter()
            .map(|(text, count)| Self::entry(text, count, columns))
            .collect();
        Self {
            entries,
            known: columns.iter().any(|column| column.has_words()),
            ids,
        }
    }

    fn entry(text: &str, (all, names, first): (u32, u32, Shape), columns: &[&Column]) -> Entry {
        let shape = match first {
            Shape::Number | Shape::Code => first,
            Shape::Word | Shape::Name => [Shape::Word, Shape::Name][usize::from(names * 2 > all)],
        };
        let mut concepts: SmallVec<[Concept; 2]> = columns
            .iter()
            .flat_map(|column| column.concepts(text))
            .copied()
            .collect();
        if let Some(digits) = text
            .strip_prefix('#')
            .filter(|digits| (1..=3).contains(&digits.len()))
        {
            concepts.push(number_concept(digits));
        }
        Entry {
            text: text.to_owned(),
            folded: fold(text),
            shape,
            concepts,
            units: 0,
        }
    }

    /// The units of one text, with numbers for words; counts in how many units each word stands.
    pub(crate) fn sequence(&mut self, units: &[RawUnit]) -> Sequence {
        let mut out = Sequence {
            starts: vec![0],
            ..Sequence::default()
        };
        let mut words: Vec<u32> = Vec::new();
        for unit in units {
            words.clear();
            words.extend(
                unit.words()
                    .filter_map(|(word, _)| self.ids.get(word).copied()),
            );
            words.sort_unstable();
            words.dedup();
            words
                .iter()
                .for_each(|&word| self.entries[wide(word)].units += 1);
            out.words.extend_from_slice(&words);
            out.starts.push(small(out.words.len()));
            out.lengths.push(unit.length.max(1));
            out.sentences.push(unit.sentences.max(1));
            out.opens_paragraph.push(unit.opens_paragraph);
        }
        out
    }

    /// Lets go of what only [`Self::sequence`] needs.
    pub(crate) fn close(&mut self) {
        self.ids = FxHashMap::default();
    }

    /// How many words there are.
    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }
}

/// The units of one text. Each is the set of its words: how often a word is said twice in a sentence
/// tells nothing about which sentence it is.
#[derive(Debug, Clone, Default)]
pub(crate) struct Sequence {
    starts: Vec<u32>,
    words: Vec<u32>,
    /// Characters of each unit, at least 1.
    pub lengths: Vec<u32>,
    /// Sentences of each unit, at least 1.
    pub sentences: Vec<u32>,
    /// Whether a paragraph begins with the unit.
    pub opens_paragraph: Vec<bool>,
}

impl Sequence {
    /// How many units there are.
    pub(crate) fn len(&self) -> usize {
        self.lengths.len()
    }

    /// The words of a unit, in order of their numbers.
    #[inline]
    pub(crate) fn words(&self, unit: usize) -> &[u32] {
        &self.words[wide(self.starts[unit])..wide(self.starts[unit + 1])]
    }

    /// The same units in another order; `order` names each of them once.
    pub(crate) fn in_order(&self, order: &[usize]) -> Self {
        let mut out = Self {
            starts: vec![0],
            words: Vec::with_capacity(self.words.len()),
            lengths: order.iter().map(|&unit| self.lengths[unit]).collect(),
            sentences: order.iter().map(|&unit| self.sentences[unit]).collect(),
            opens_paragraph: order
                .iter()
                .map(|&unit| self.opens_paragraph[unit])
                .collect(),
        };
        for &unit in order {
            out.words.extend_from_slice(self.words(unit));
            out.starts.push(small(out.words.len()));
        }
        out
    }

    /// The words of all units, one after the other.
    pub(crate) fn all_words(&self) -> &[u32] {
        &self.words
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Lexicon;
    use crate::language::Language;

    #[test]
    fn a_phrase_of_the_lexicon_is_one_word() {
        let lexicon = Lexicon::parse("en\tvi\nprime minister\tthủ tướng\n").unwrap();
        let column = lexicon.column(Language::VI).unwrap();
        let unit = RawUnit::new("Thủ tướng nói", &[column], false);
        let words: Vec<_> = unit.words().map(|(word, _)| word).collect();
        assert_eq!(words, ["thủ tướng", "nói"]);
    }

    #[test]
    fn words_are_numbered_by_their_spelling_whatever_comes_first() {
        let units = |texts: [&str; 2]| texts.map(|text| RawUnit::new(text, &[], false));
        let one = Vocabulary::new(units(["b a", "c b"]).iter(), &[]);
        let two = Vocabulary::new(units(["c b", "b a"]).iter(), &[]);
        assert_eq!(one.ids, two.ids);
    }

    #[test]
    fn a_word_that_is_mostly_a_name_is_a_name() {
        let units = ["so Paris is", "in Paris", "Is so"].map(|text| RawUnit::new(text, &[], false));
        let mut vocabulary = Vocabulary::new(units.iter(), &[]);
        let sequence = vocabulary.sequence(&units);
        let shape = |text: &str| vocabulary.entries[wide(vocabulary.ids[text])].shape;
        assert_eq!((shape("paris"), shape("is")), (Shape::Name, Shape::Word));
        assert_eq!((sequence.len(), sequence.words(1).len()), (3, 2));
    }
}
