//! Whole numbers that a language writes as one word: `zweitausenddreihunderteinundzwanzig`, `duemilatrecento`.

use crate::language::Numbers;

/// What such words are made of; nothing where a language parts them.
#[derive(Debug, Default)]
pub(super) struct Fused {
    /// Words that add, the longest first.
    words: Vec<(String, u64)>,
    /// Words that multiply.
    scales: Vec<(String, u64)>,
    joiners: Vec<String>,
    /// First letters, to turn other words away at once.
    first: Vec<char>,
}

/// A reading so far: what stands before the last scale of a thousand and more, and what stands behind it.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    above: u64,
    below: u64,
    /// The last word added was smaller than ten, so that a joiner and a ten may follow.
    unit: bool,
    /// A scale or a joiner was met: two words side by side alone are no number.
    composed: bool,
    /// Something was met.
    begun: bool,
}

impl Fused {
    pub(super) fn new(numbers: &Numbers) -> Self {
        if numbers.fused.is_empty() {
            return Self::default();
        }
        let parts = |table: &std::collections::BTreeMap<String, u64>| {
            let plain = table
                .iter()
                .filter(|(word, _)| word.chars().all(char::is_alphabetic));
            plain
                .map(|(word, &value)| (word.clone(), value))
                .collect::<Vec<_>>()
        };
        let mut words = parts(&numbers.words);
        words.retain(|&(_, value)| (1..100).contains(&value) || value.is_multiple_of(100));
        let mut scales = parts(&numbers.scales);
        scales.retain(|&(_, scale)| scale <= 1000);
        for list in [&mut words, &mut scales] {
            list.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
        }
        let joiners = numbers.fused.iter().filter(|joiner| !joiner.is_empty());
        let first = words
            .iter()
            .chain(&scales)
            .filter_map(|(word, _)| word.chars().next());
        let mut first: Vec<char> = first.collect();
        first.sort_unstable();
        first.dedup();
        Self {
            joiners: joiners.cloned().collect(),
            words,
            scales,
            first,
        }
    }

    /// Whether the language parts them all.
    pub(super) fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The value of a word in lower case that is made of several number words.
    pub(super) fn value(&self, word: &str) -> Option<u64> {
        // The shortest of them has seven letters: `duemila`.
        let opens = word.chars().next().is_some_and(|c| self.first.contains(&c));
        if !opens || word.len() < 7 || word.len() > 120 {
            return None;
        }
        self.read(word, Sum::default())
    }

    fn read(&self, rest: &str, sum: Sum) -> Option<u64> {
        if rest.is_empty() {
            return Some(sum.above + sum.below).filter(|_| sum.composed);
        }
        let scaled = self.scales.iter().find_map(|(word, scale)| {
            self.read(rest.strip_prefix(word.as_str())?, sum.times(*scale)?)
        });
        let joined = || {
            self.joiners.iter().filter(|_| sum.unit).find_map(|joiner| {
                let rest = rest.strip_prefix(joiner.as_str())?;
                self.words
                    .iter()
                    .filter(|(_, ten)| matches!(ten, 20..=90))
                    .find_map(|(word, ten)| {
                        let below = sum.below + ten;
                        let sum = Sum {
                            below,
                            unit: false,
                            composed: true,
                            begun: true,
                            ..sum
                        };
                        self.read(rest.strip_prefix(word.as_str())?, sum)
                    })
            })
        };
        let added = || {
            self.words.iter().find_map(|(word, value)| {
                self.read(rest.strip_prefix(word.as_str())?, sum.plus(*value)?)
            })
        };
        scaled.or_else(joined).or_else(added)
    }
}

impl Sum {
    /// Less than a hundred, or a hundred in one word, behind nothing or behind hundreds.
    fn plus(self, value: u64) -> Option<Self> {
        let fits = if value < 100 {
            self.below.is_multiple_of(100)
        } else {
            self.below == 0 || (self.below == 1000 && value < 1000)
        };
        fits.then(|| Self {
            below: self.below + value,
            unit: value < 10,
            composed: self.composed || (self.begun && (self.above > 0 || self.below >= 100)),
            begun: true,
            ..self
        })
    }

    fn times(self, scale: u64) -> Option<Self> {
        let count = self.below.max(1);
        if scale < 1000 {
            return (count < 10).then(|| Self {
                below: count * scale,
                unit: false,
                composed: self.begun,
                begun: true,
                ..self
            });
        }
        (self.above == 0).then(|| Self {
            above: count * scale,
            below: 0,
            unit: false,
            composed: self.begun,
            begun: true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn numbers_in_one_word_are_read() {
        for (language, text, value) in [
            ("de", "zweitausenddreihunderteinundzwanzig Stimmen", "2321"),
            ("de", "vierhundertfünf Seiten", "405"),
            ("de", "sechzehntausend Menschen", "16000"),
            ("it", "duemilatrecento voti", "2300"),
            ("it", "milleduecento voti", "1200"),
            ("nl", "drieduizend stemmen", "3000"),
        ] {
            assert_eq!(values(language, text), [value], "{text}");
        }
    }

    #[test]
    fn other_words_are_no_numbers() {
        for (language, text) in [
            ("de", "Tausendfüßler und Achterbahnen, hundertprozentig"),
            ("it", "un millepiedi e una centovetrina"),
            ("de", "einerseits Dreiviertelmehrheit"),
        ] {
            assert!(values(language, text).is_empty(), "{text}");
        }
    }
}
