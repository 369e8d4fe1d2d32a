//! Lines of credit around an article: bylines, datelines, picture credits, by the words of all packs.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::BlockKind;
use super::classify::ends_sentence;
use crate::language;
use crate::text::{count_bytes, letters_ahead};

/// How much of a caption's end is looked at for a picture credit, in bytes.
const REACH: usize = 120;

/// The words by which credits are known.
pub(super) struct Credits {
    bylines: Phrases,
    photo: Phrases,
    /// Words of dates other than numbers: months, weekdays, what stands between them.
    dates: FxHashSet<String>,
    months: FxHashSet<String>,
    /// Small words inside names and between them.
    particles: FxHashSet<String>,
}

impl Credits {
    pub(super) fn get() -> &'static Self {
        static CREDITS: OnceLock<Credits> = OnceLock::new();
        CREDITS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut all = Self {
            bylines: Phrases::default(),
            photo: Phrases::default(),
            dates: FxHashSet::default(),
            months: FxHashSet::default(),
            particles: FxHashSet::default(),
        };
        for (_, pack) in language::surfaces() {
            all.bylines.extend(&pack.furniture.byline);
            all.photo.extend(&pack.furniture.photo_credit);
            let months = pack.dates.months.iter().flatten();
            all.months.extend(months.flat_map(|name| words(name)));
            let of_dates = pack.dates.weekdays.iter().flatten();
            let of_dates = of_dates
                .chain(&pack.dates.patterns)
                .chain(&pack.times.patterns);
            let of_dates = of_dates.chain(&pack.times.am).chain(&pack.times.pm);
            all.dates
                .extend(of_dates.flat_map(|phrase| literal_words(phrase)));
            let small = pack.names.particles.iter().chain(&pack.numbers.joiners);
            all.particles.extend(small.flat_map(|name| words(name)));
        }
        all.dates.extend(all.months.iter().cloned());
        all
    }

    /// What a short line credits, if anything.
    pub(super) fn kind(&self, line: &str) -> Option<BlockKind> {
        if self.is_dateline(line) {
            Some(BlockKind::Dateline)
        } else if self.is_byline(line) {
            Some(BlockKind::Byline)
        } else if self.credits_picture(line) || is_picture_file(line) {
            Some(BlockKind::Caption)
        } else {
            None
        }
    }

    /// Whether a block ends in a picture credit: `… in 2023. Photo: Thanh Duy`.
    pub(super) fn credits_picture(&self, block: &str) -> bool {
        let mut from = block.len().saturating_sub(REACH);
        while !block.is_char_boundary(from) {
            from += 1;
        }
        let tail = block.get(from..).unwrap_or_default();
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        if !self.photo.may_open(tail) {
            return false;
        }
        let words: Vec<_> = words_at(tail).collect();
        let capital = |at: &usize| capital(words[*at].1);
        (0..words.len()).filter(capital).any(|at| {
            let Some(credit) = self.photo.leading(&words[at..]) else {
                return false;
            };
            let before = tail.get(..words[at].0).unwrap_or_default().trim_end();
            let first = !before.ends_with(char::is_alphanumeric);
            let names = Names::after(tail, words[at + credit - 1]);
            first
                && (names.colon || credit > 1)
                && (1..=6).contains(&names.tokens.len())
                && self.are_names(&names.tokens)
        })
    }

    /// A date, and nothing with it but the name of the site, a time, words of dates.
    fn is_dateline(&self, line: &str) -> bool {
        if count_bytes(line.as_bytes(), |byte| byte.is_ascii_digit()) == 0 {
            return false;
        }
        let (mut month, mut names) = (false, 0);
        for (_, word) in words_at(line) {
            let lower = word.to_lowercase();
            month |= self.months.contains(&lower);
            if self.dates.contains(&lower) {
                continue;
            }
            names += 1;
            if word.starts_with(char::is_lowercase) {
                return false;
            }
        }
        let in_number = |c: char| c.is_ascii_digit() || matches!(c, '/' | '.' | ':' | '-');
        let runs = line.split(|c| !in_number(c));
        let runs = runs.map(|run| run.trim_matches(|c: char| !c.is_ascii_digit()));
        let (mut dated, mut numbers) = (false, 0);
        for run in runs.filter(|run| !run.is_empty()) {
            dated |= is_digit_date(run);
            numbers += 1;
        }
        (dated && names <= 8)
            || (month && (2..=5).contains(&numbers) && names <= 3 && !ends_sentence(line))
    }

    /// `Article and photos: Pham Tuyet`, `By Jane Roe and John Doe`.
    fn is_byline(&self, line: &str) -> bool {
        let first = words_at(line).next();
        let capital = |word: &str| word.starts_with(char::is_uppercase);
        if !first.is_some_and(|(_, word)| capital(word) && self.bylines.begin_with(word)) {
            return false;
        }
        let words: Vec<_> = words_at(line).take(16).collect();
        let Some(credit) = self.bylines.leading(&words) else {
            return false;
        };
        let names = Names::after(line, words[credit - 1]);
        let enough = if names.colon { 1 } else { 2 };
        (enough..=10).contains(&names.tokens.len())
            && self.are_names(&names.tokens)
            && !line.ends_with(['?', '!'])
    }

    fn are_names(&self, tokens: &[&str]) -> bool {
        tokens.iter().all(|token| {
            let first = token.chars().find(|c| c.is_alphanumeric());
            let small = || {
                words(token)
                    .all(|word| self.particles.contains(&word) || self.dates.contains(&word))
            };
            first.is_none_or(|c| !c.is_lowercase()) || small()
        })
    }
}

/// What follows a word of credit.
struct Names<'a> {
    colon: bool,
    tokens: Vec<&'a str>,
}

impl<'a> Names<'a> {
    fn after(line: &'a str, (at, word): (usize, &str)) -> Self {
        let rest = line.get(at + word.len()..).unwrap_or_default().trim_start();
        let named = rest.trim_start_matches([':', ' ']);
        Self {
            colon: rest.starts_with(':'),
            tokens: named.split_whitespace().take(12).collect(),
        }
    }
}

/// Phrases by their first word, in lower case; the longest first.
#[derive(Default)]
struct Phrases {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    /// For each letter of ASCII that one of them begins with, a bit for each that may follow it.
    openings: [u32; 26],
}

/// The place of a letter of ASCII in the alphabet.
fn place(byte: u8) -> Option<u8> {
    let letter = byte.is_ascii_alphabetic();
    letter.then(|| byte.to_ascii_lowercase() - b'a')
}

/// The bit of what follows the first letter of a word: of a letter of ASCII its own, of other marks of ASCII and of nothing
/// one that they share. Other letters may be any in lower case.
fn second(word: &[u8]) -> u32 {
    match word.get(1) {
        Some(byte) if !byte.is_ascii() => u32::MAX,
        byte => 1 << byte.and_then(|&byte| place(byte)).unwrap_or(26),
    }
}

impl Phrases {
    fn extend(&mut self, phrases: &[String]) {
        for phrase in phrases {
            let mut words = words(phrase);
            let Some(first) = words.next() else { continue };
            let letter = first.as_bytes().first().and_then(|&byte| place(byte));
            if let Some(letter) = letter {
                self.openings[usize::from(letter)] |= second(first.as_bytes());
            }
            let same = self.by_first.entry(first).or_default();
            same.push(words.collect());
            same.sort_by_key(|rest| std::cmp::Reverse(rest.len()));
        }
    }

    /// Whether one of the phrases begins with a word.
    fn begin_with(&self, word: &str) -> bool {
        self.may_begin_with(word.as_bytes()) && self.by_first.contains_key(&word.to_lowercase())
    }

    /// Whether a word with a capital stands in a text with which one of the phrases begins. Only such a word is cut.
    fn may_open(&self, text: &str) -> bool {
        let may_open =
            |at: usize| self.may_begin_with(text.as_bytes().get(at..).unwrap_or_default());
        let opens = |at: usize| {
            let before = text.get(..at)?.chars().next_back();
            let apart = !before.is_some_and(|c| matches!(c, '\'' | '’') || c.is_alphabetic());
            if !apart || !text.get(at..)?.starts_with(char::is_uppercase) {
                return None;
            }
            let word = text.get(at..turn(text, at, true))?;
            self.begin_with(word).then_some(())
        };
        // Two bytes or more begin with such a one; what is no letter opens nothing.
        let capital = |byte: u8| byte.is_ascii_uppercase() || byte >= 0xc3;
        let (bytes, mut at) = (text.as_bytes(), 0);
        while let Some(&byte) = bytes.get(at) {
            if capital(byte) && may_open(at) && opens(at).is_some() {
                return true;
            }
            // Within a word none begins.
            at += letters_ahead(&bytes[at..]).max(1);
        }
        false
    }

    /// Whether one begins with the two letters with which a word does, where the first is of ASCII.
    fn may_begin_with(&self, word: &[u8]) -> bool {
        let Some(&first) = word.first() else {
            return false;
        };
        let opening = |letter: u8| self.openings[usize::from(letter)] & second(word) != 0;
        !first.is_ascii() || place(first).is_some_and(opening)
    }

    /// How many of the words that `said` begins with are one of the phrases.
    fn leading(&self, said: &[(usize, &str)]) -> Option<usize> {
        let (_, first) = said.first()?;
        let phrases = if first.bytes().all(|byte| byte.is_ascii_lowercase()) {
            self.by_first.get(*first)?
        } else {
            self.by_first.get(&first.to_lowercase())?
        };
        let rest = &said[1..];
        let fits = |phrase: &&Vec<String>| {
            phrase.len() <= rest.len()
                && phrase
                    .iter()
                    .zip(rest)
                    .all(|(word, (_, said))| *word == said.to_lowercase())
        };
        phrases.iter().find(fits).map(|phrase| phrase.len() + 1)
    }
}

/// How far a text goes on from an offset with characters that are parts of words, or with such as are none.
fn turn(text: &str, from: usize, parts: bool) -> usize {
    let mut at = from;
    loop {
        let rest = text.as_bytes().get(at..).unwrap_or_default();
        let turns = |byte: u8| !byte.is_ascii() || is_part(byte) != parts;
        match rest.iter().position(|&byte| turns(byte)) {
            None => return text.len(),
            Some(length) => at += length,
        }
        let c = text.get(at..).and_then(|rest| rest.chars().next());
        match c.filter(|c| !c.is_ascii()) {
            Some(c) if (c == '’' || c.is_alphabetic()) == parts => at += c.len_utf8(),
            _ => return at,
        }
    }
}

/// Whether a character of ASCII is part of a word.
fn is_part(byte: u8) -> bool {
    (byte | 0x20).wrapping_sub(b'a') < 26 || byte == b'\''
}

/// The words of a text with their places.
fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let at = turn(text, from, false);
        from = turn(text, at, true);
        text.get(at..from)
            .filter(|word| !word.is_empty())
            .map(|word| (at, word))
    })
}

fn words(phrase: &str) -> impl Iterator<Item = String> {
    words_at(phrase).map(|(_, word)| word.to_lowercase())
}

/// The words of a pattern without its placeholders.
fn literal_words(pattern: &str) -> Vec<String> {
    let mut inside = false;
    let mut literal = String::with_capacity(pattern.len());
    for c in pattern.chars() {
        inside = (inside || c == '{') && c != '}';
        literal.push(if inside || c == '}' { ' ' } else { c });
    }
    words(&literal).collect()
}

/// `17/08/2023`, `2023-08-17`, `17.8.23`.
fn is_digit_date(run: &str) -> bool {
    let Some(separator) = run.chars().find(|c| matches!(c, '/' | '.' | '-')) else {
        return false;
    };
    let mut lengths = [0; 3];
    for (at, part) in run.split(separator).enumerate() {
        if at == lengths.len() || !part.bytes().all(|b| b.is_ascii_digit()) {
            return false;
        }
        lengths[at] = part.len();
    }
    matches!(lengths, [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2])
}

fn is_picture_file(line: &str) -> bool {
    let known = |ending: &str| {
        ["jpg", "jpeg", "png", "webp", "gif"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
    };
    line.rsplit_once('.')
        .is_some_and(|(_, ending)| known(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_name_and_a_date_are_a_dateline() {
        let credits = Credits::get();
        for line in [
            "Báo Bến TreBáo Bến Tre17/08/2023",
            "25/05/2022 - 05:27",
            "Việt NamViệt Nam29/08/2023",
        ] {
            assert!(credits.is_dateline(line), "{line}");
        }
        for line in [
            "On 17/08/2023 the district held a meeting",
            "6 KEY TASKS",
            "3/4 of all",
            "Version 1.2",
        ] {
            assert!(!credits.is_dateline(line), "{line}");
        }
    }

    #[test]
    fn a_date_in_words_is_one_too() {
        let credits = Credits::get();
        assert!(credits.is_dateline("Tuesday, October 11, 2022 10:30"));
        assert!(credits.is_dateline("11 de octubre de 2022"));
        assert!(!credits.is_dateline("October 2022 brought 3 changes"));
    }

    #[test]
    fn names_after_a_word_of_credit_are_a_byline() {
        let credits = Credits::get();
        for line in [
            "Article and photos: Pham Tuyet",
            "Bài, ảnh: Phạm Tuyết",
            "By Jane Roe and John Doe",
        ] {
            assert!(credits.is_byline(line), "{line}");
        }
        for line in [
            "By the end of the year",
            "Article 18: the new rules",
            "Bypass",
        ] {
            assert!(!credits.is_byline(line), "{line}");
        }
    }

    #[test]
    fn a_picture_credit_makes_a_caption() {
        let credits = Credits::get();
        for line in [
            "The meeting in 2023. Photo: Thanh Duy",
            "bna_The meeting. Photo by Thanh Cuong..JPG",
            "El acto. (Foto: AP)",
        ] {
            assert!(credits.credits_picture(line), "{line}");
        }
        for line in [
            "He took a photo: it showed the bridge",
            "The Photo Gallery",
            "The Big Photo: Alfred",
        ] {
            assert!(!credits.credits_picture(line), "{line}");
        }
    }
}
