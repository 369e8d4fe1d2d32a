//! Words of opposite meaning: what each language calls the two ends of a scale (`before`, `after`), so that a word that
//! became its opposite is known in any pair of languages.
//!
//! The table's header names the languages. A row is a scale: `words at one end ~ words at the other`, parted by `|`; `*`
//! stands for any ending; `<>` behind the name says that the ends say the same of two that have changed places. The last row
//! has phrases in which such words mean something else (`after all`).

use std::sync::OnceLock;

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::{Language, Places};
use crate::text::word_hash;

const TABLE: &str = include_str!("packs/opposites.tsv");

/// One end of a scale.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Pole {
    /// The scale, by its place in the table.
    pub(crate) scale: u16,
    /// Whether it is the second end.
    pub(crate) second: bool,
    /// Whether the two ends say the same of two that have changed places: who buys from one is sold to by the other.
    pub(crate) converse: bool,
}

impl Pole {
    /// The other end.
    pub(crate) fn opposite(self) -> Self {
        Self {
            second: !self.second,
            ..self
        }
    }
}

/// The ends that a phrase may stand for; none where it means something else.
type Poles = SmallVec<[Pole; 2]>;

/// What a language calls the ends of scales.
#[derive(Debug, Default)]
pub(crate) struct Opposites {
    /// Phrases by the hash of their first word: the hashes of the rest; the longest first.
    phrases: FxHashMap<u64, Vec<(Vec<u64>, Poles)>>,
    /// Beginnings of words by the hash of their first letters; the longest first.
    stems: FxHashMap<u64, Vec<(&'static str, Poles)>>,
}

/// Letters that every beginning of words has.
const LETTERS: usize = 4;

/// The opposites of a language, where the table has it; read when first asked for.
pub(crate) fn opposites(language: Language) -> Option<&'static Opposites> {
    static HEADER: OnceLock<(Places, Vec<OnceLock<Opposites>>)> = OnceLock::new();
    let (places, read) = HEADER.get_or_init(|| {
        let header = TABLE.lines().next().unwrap_or_default();
        let tags: Vec<Language> = header
            .split('\t')
            .skip(1)
            .filter_map(Language::new)
            .collect();
        let read = tags.iter().map(|_| OnceLock::new()).collect();
        (Places::of(tags), read)
    });
    let at = places.find(language)?;
    let read = read.get(at)?;
    // The names of the scales stand before the languages.
    Some(read.get_or_init(|| Opposites::read(at + 1)))
}

impl Opposites {
    fn read(column: usize) -> Self {
        let mut made = Self::default();
        for (scale, row) in (0_u16..).zip(TABLE.lines().skip(1)) {
            let cell = row.split('\t').nth(column).unwrap_or_default();
            let Some((first, second)) = cell.split_once(" ~ ") else {
                cell.split('|').for_each(|form| made.add(form, None));
                continue;
            };
            let name = row.split('\t').next();
            let converse = name.is_some_and(|name| name.ends_with("<>"));
            for (forms, second) in [(first, false), (second, true)] {
                let pole = Pole {
                    scale,
                    second,
                    converse,
                };
                forms.split('|').for_each(|form| made.add(form, Some(pole)));
            }
        }
        made.phrases
            .values_mut()
            .for_each(|all| all.sort_by_key(|(rest, _)| std::cmp::Reverse(rest.len())));
        made.stems
            .values_mut()
            .for_each(|all| all.sort_by_key(|(stem, _)| std::cmp::Reverse(stem.len())));
        made
    }

    fn add(&mut self, form: &'static str, pole: Option<Pole>) {
        if let Some(stem) = form.strip_suffix('*') {
            let Some(opening) = opening(stem) else { return };
            let same = self.stems.entry(opening).or_default();
            put(same, stem, pole);
            return;
        }
        let mut words = form.split([' ', '-']).map(word_hash);
        let Some(first) = words.next().filter(|_| !form.is_empty()) else {
            return;
        };
        let same = self.phrases.entry(first).or_default();
        put(same, words.collect(), pole);
    }

    /// The phrase with which some words begin, each given in lower case with its hash: how many words it has, and which
    /// ends it may stand for.
    pub(crate) fn at<'w>(
        &self,
        mut words: impl Iterator<Item = (&'w str, u64)> + Clone,
    ) -> Option<(usize, &[Pole])> {
        let (lower, hash) = words.next()?;
        let follows = |rest: &[u64]| {
            let mut behind = words.clone();
            rest.iter()
                .all(|&hash| behind.next().is_some_and(|(_, other)| other == hash))
        };
        let phrases = self.phrases.get(&hash).map_or(&[][..], Vec::as_slice);
        let phrase = phrases.iter().find(|(rest, _)| follows(rest));
        if let Some((rest, poles)) = phrase {
            return Some((1 + rest.len(), poles));
        }
        let stems = self.stems.get(&opening(lower)?)?;
        let stem = stems.iter().find(|(stem, _)| lower.starts_with(stem))?;
        Some((1, &stem.1))
    }
}

fn put<K: PartialEq>(all: &mut Vec<(K, Poles)>, form: K, pole: Option<Pole>) {
    let known = all.iter_mut().find(|(known, _)| *known == form);
    match known {
        Some((_, poles)) => poles.extend(pole),
        None => all.push((form, pole.into_iter().collect())),
    }
}

/// The first letters of a word as a number; `None` of a shorter one.
fn opening(word: &str) -> Option<u64> {
    let bytes = word.as_bytes().get(..LETTERS)?;
    if bytes.is_ascii() {
        let number = |sum, &byte: &u8| sum << 8 | u64::from(byte);
        return Some(bytes.iter().fold(0, number));
    }
    let last = word.char_indices().nth(LETTERS - 1)?;
    word.get(..last.0 + last.1.len_utf8()).map(word_hash)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    fn scale(name: &str) -> u16 {
        let at = TABLE.lines().skip(1).position(|row| row.starts_with(name));
        u16::try_from(at.unwrap()).unwrap()
    }

    fn at(tag: &str, text: &str) -> Option<(usize, Vec<Pole>)> {
        let words: Vec<(&str, u64)> = text.split(' ').map(|it| (it, word_hash(it))).collect();
        let found = opposites(Language::new(tag).unwrap())?.at(words.into_iter())?;
        Some((found.0, found.1.to_vec()))
    }

    #[test]
    fn a_word_stands_for_an_end_and_its_opposite_for_the_other() {
        let pole = |second| Pole {
            scale: scale("before/after"),
            second,
            converse: false,
        };
        assert_eq!(at("en", "before the rain"), Some((1, vec![pole(false)])));
        assert_eq!(at("vi", "sau khi mưa"), Some((2, vec![pole(true)])));
        assert_eq!(pole(false).opposite(), pole(true));
        assert!(at("en", "bought").unwrap().1[0].converse);
        assert_eq!(at("en", "rain"), None);
        assert_eq!(at("ja", "before"), None);
    }

    #[test]
    fn the_longest_phrase_counts_and_may_mean_something_else() {
        assert_eq!(at("en", "after all that"), Some((2, vec![])));
        assert_eq!(at("es", "sobre todo"), Some((2, vec![])));
        // The end of the text comes before that of the phrase.
        assert_eq!(at("en", "after").map(|it| it.0), Some(1));
    }

    #[test]
    fn a_beginning_stands_for_all_its_words() {
        let rises = at("es", "aumentaron").unwrap();
        assert_eq!(rises, at("es", "aumento").unwrap());
        assert_eq!(rises.1[0].scale, scale("increase/decrease"));
        assert_eq!(at("es", "aumen"), None);
        assert_eq!(at("de", "süd").map(|it| it.0), Some(1));
    }

    #[test]
    fn every_language_has_every_scale_and_no_word_at_both_ends() {
        let header = TABLE.lines().next().unwrap();
        let columns = header.split('\t').count();
        let forms = |end: &str| -> BTreeSet<String> {
            end.split('|').map(|form| form.trim().to_owned()).collect()
        };
        for row in TABLE.lines().skip(1) {
            assert_eq!(row.split('\t').count(), columns, "{row}");
            let (name, cells) = row.split_once('\t').unwrap();
            for cell in cells.split('\t').filter(|_| name != "-") {
                let (first, second) = cell.split_once(" ~ ").unwrap();
                let (first, second) = (forms(first), forms(second));
                assert!(first.is_disjoint(&second), "{name}: {cell}");
                assert!(
                    !first.contains("") && !second.contains(""),
                    "{name}: {cell}"
                );
            }
            for form in cells.split(['\t', '|', '~']).map(str::trim) {
                let stem = form.strip_suffix('*');
                let words = stem.is_none_or(|stem| !stem.contains(' ') && opening(stem).is_some());
                let whole = stem.is_some() || !form.split([' ', '-']).any(str::is_empty);
                assert!(words && whole, "{name}: {form}");
            }
        }
    }

    #[test]
    fn what_means_something_else_is_no_end_by_itself() {
        let columns = TABLE.lines().next().unwrap().split('\t').count();
        let forms = |row: &str, column: usize| -> BTreeSet<String> {
            let cell = row.split('\t').nth(column).unwrap();
            cell.split(['|', '~'])
                .map(|form| form.trim().to_owned())
                .collect()
        };
        let (last, scales) = TABLE
            .lines()
            .skip(1)
            .collect::<Vec<_>>()
            .split_last()
            .map(|(last, all)| (*last, all.to_vec()))
            .unwrap();
        for column in 1..columns {
            let neutral = forms(last, column);
            for row in &scales {
                let both: Vec<_> = neutral.intersection(&forms(row, column)).cloned().collect();
                assert_eq!(both, Vec::<String>::new(), "{row}");
            }
        }
    }
}
