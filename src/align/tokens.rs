//! A text as the tokens by which units are compared: words in lower case, and numbers by their digits.
//!
//! Simpler than what `facts/` reads, for it must be fast and needs no pack: `1,524`, `1.524` and
//! `1524` become one token. Scripts without spaces give pairs of neighbouring characters.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};
use unicode_script::{Script, UnicodeScript};

/// What a token looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Shape {
    /// Letters in lower case, or a capital where the sentence opens.
    Word,
    /// A capital letter within the sentence: most likely a name.
    Name,
    /// Digits.
    Number,
    /// Digits and letters together, a URL's part: `b12`.
    Code,
}

/// A token as found: lower case with its diacritics; a number as `#` and its digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Token {
    /// The text.
    pub text: String,
    /// What it looks like.
    pub shape: Shape,
}

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    read(text).0
}

/// The tokens of a text, in order, and how many sentences it has: one, and one more for every full stop, question mark or
/// exclamation mark after which a sentence may begin. It is rougher than the segmenter of `document/`, and as rough on both
/// sides.
pub(crate) fn read(text: &str) -> (Vec<Token>, u32) {
    let chars: Vec<char> = match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text.chars().collect(),
        IsNormalized::No | IsNormalized::Maybe => text.nfc().collect(),
    };
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut opens = true;
    let mut sentences = Sentences::default();
    let mut at = 0;
    while at < chars.len() {
        let c = chars[at];
        if !is_wordlike(c) {
            opens |= matches!(
                c,
                '.' | '!'
                    | '?'
                    | ':'
                    | '"'
                    | '“'
                    | '«'
                    | '\''
                    | '‘'
                    | '\n'
                    | '-'
                    | '–'
                    | '—'
                    | '•'
                    | '*'
                    | '。'
            );
            sentences.pass(c);
            at += 1;
            continue;
        }
        sentences.begin(c);
        let mut end = token_end(&chars, at);
        let run = &chars[at..end];
        if digit(c).is_some() && run.iter().all(|&c| digit(c).is_some() || is_separator(c)) {
            out.push(number(run));
        } else if is_unspaced(c) {
            pairs(run, &mut out);
        } else if let Some((name, past)) = spelled_by_syllables(&chars, at, end) {
            out.push(name);
            end = past;
        } else {
            out.push(word(run, opens));
        }
        opens = false;
        sentences.short = c.is_uppercase() && end - at <= ABBREVIATION;
        at = end;
    }
    (out, sentences.ended + 1)
}

/// Letters up to which a word with a capital before a full stop is taken for an abbreviation: `Mr.`, `J. K.`, `TP.`, `EE. UU.`
const ABBREVIATION: usize = 3;

/// The sentences that end within a text.
#[derive(Default)]
struct Sentences {
    ended: u32,
    /// Whether the last word may be an abbreviation.
    short: bool,
    /// Whether a mark that ends a sentence came after the last word, and white space after it.
    mark: bool,
    space: bool,
}

impl Sentences {
    /// Takes in what stands between words.
    fn pass(&mut self, c: char) {
        match c {
            '.' => self.mark |= !self.short,
            '!' | '?' | '…' | '।' | '۔' | '؟' => self.mark = true,
            '。' | '！' | '？' => (self.mark, self.space) = (true, true),
            _ => self.space |= self.mark && c.is_whitespace(),
        }
    }

    /// Takes in the first letter of a word.
    fn begin(&mut self, c: char) {
        self.ended += u32::from(self.mark && self.space && !c.is_lowercase());
        (self.mark, self.space) = (false, false);
    }
}

fn token_end(chars: &[char], start: usize) -> usize {
    let unspaced = is_unspaced(chars[start]);
    let mut end = start + 1;
    while end < chars.len() {
        let c = chars[end];
        let joins = is_separator(c)
            && digit(chars[end - 1]).is_some()
            && chars
                .get(end + 1)
                .is_some_and(|&next| digit(next).is_some());
        if !joins && (!is_wordlike(c) || is_unspaced(c) != unspaced) {
            break;
        }
        end += 1;
    }
    end
}

/// The comma and the point inside a number.
fn is_separator(c: char) -> bool {
    matches!(c, '.' | ',')
}

fn is_wordlike(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e4e}')
}

fn is_unspaced(c: char) -> bool {
    !c.is_ascii()
        && matches!(
            c.script(),
            Script::Han
                | Script::Hiragana
                | Script::Katakana
                | Script::Thai
                | Script::Lao
                | Script::Khmer
                | Script::Myanmar
        )
}

/// The value of a decimal digit of any of the scripts that news is written in.
fn digit(c: char) -> Option<u32> {
    if c.is_ascii() {
        return c.to_digit(10);
    }
    let zero = [
        '\u{660}', '\u{6f0}', '\u{966}', '\u{9e6}', '\u{e50}', '\u{ff10}',
    ]
    .into_iter()
    .find(|&zero| (zero..=offset(zero, 9)).contains(&c))?;
    Some(u32::from(c) - u32::from(zero))
}

fn offset(c: char, by: u32) -> char {
    char::from_u32(u32::from(c) + by).unwrap_or(c)
}

fn number(run: &[char]) -> Token {
    let digits: String = run
        .iter()
        .filter_map(|&c| char::from_digit(digit(c)?, 10))
        .collect();
    Token {
        text: format!("#{}", digits.trim_start_matches('0')),
        shape: Shape::Number,
    }
}

fn word(run: &[char], opens: bool) -> Token {
    let text = run.iter().flat_map(|c| c.to_lowercase()).collect();
    let shape = if run.iter().any(|&c| digit(c).is_some()) {
        Shape::Code
    } else if run[0].is_uppercase() && (!opens || (run.len() > 1 && run[1].is_uppercase())) {
        Shape::Name
    } else {
        Shape::Word
    };
    Token { text, shape }
}

/// A foreign name as Vietnamese spells it, `Mát-xcơ-va`, `Áp-ra-ham`: a capital, then syllables in lower case.
fn spelled_by_syllables(chars: &[char], start: usize, mut end: usize) -> Option<(Token, usize)> {
    const LONGEST: usize = 6;
    if !chars[start].is_uppercase() || end - start > LONGEST {
        return None;
    }
    let mut text: String = chars[start..end]
        .iter()
        .flat_map(|c| c.to_lowercase())
        .collect();
    let first_end = end;
    while chars.get(end) == Some(&'-') && chars.get(end + 1).is_some_and(|c| c.is_lowercase()) {
        let next = token_end(chars, end + 1);
        if next - end > LONGEST + 1
            || !chars[end + 1..next]
                .iter()
                .all(|c| c.is_lowercase() || !c.is_alphabetic())
        {
            return None;
        }
        text.extend(&chars[end + 1..next]);
        end = next;
    }
    (end > first_end).then_some((
        Token {
            text,
            shape: Shape::Name,
        },
        end,
    ))
}

fn pairs(run: &[char], out: &mut Vec<Token>) {
    if let [single] = run {
        out.push(Token {
            text: single.to_string(),
            shape: Shape::Word,
        });
    }
    out.extend(run.windows(2).map(|pair| Token {
        text: pair.iter().collect(),
        shape: Shape::Word,
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<String> {
        tokens(text).into_iter().map(|token| token.text).collect()
    }

    #[test]
    fn a_number_is_its_digits_whatever_separates_them() {
        assert_eq!(texts("1,524"), texts("1.524"));
        assert_eq!(texts("Nr. 05, 12"), ["nr", "#5", "#12"]);
        assert_eq!(texts("٤٢"), ["#42"]);
    }

    #[test]
    fn tone_marks_stay_and_case_goes() {
        assert_eq!(texts("Bảy máy BAY"), ["bảy", "máy", "bay"]);
    }

    #[test]
    fn a_capital_within_the_sentence_makes_a_name_and_one_that_opens_it_does_not() {
        let shapes: Vec<_> = tokens("There is Paris. However NDTQ b12")
            .into_iter()
            .map(|token| token.shape)
            .collect();
        assert_eq!(
            shapes,
            [
                Shape::Word,
                Shape::Word,
                Shape::Name,
                Shape::Word,
                Shape::Name,
                Shape::Code
            ]
        );
    }

    #[test]
    fn a_name_spelled_by_syllables_is_one_word() {
        assert_eq!(
            texts("ở Mát-xcơ-va và Jean-Paul, e-mail"),
            ["ở", "mátxcơva", "và", "jean", "paul", "e", "mail"]
        );
    }

    #[test]
    fn a_script_without_spaces_gives_pairs_of_characters() {
        assert_eq!(texts("北京市"), ["北京", "京市"]);
        assert_eq!(texts("第7天"), ["第", "#7", "天"]);
    }

    #[test]
    fn sentences_are_counted_where_one_ends_and_another_begins() {
        let count = |text| read(text).1;
        assert_eq!(count("It rained. “Go home!” he said. Nobody went…"), 3);
        assert_eq!(count("Llovía mucho. ¿Por qué? Nadie lo sabía."), 3);
        assert_eq!(count("雨が降った。誰も帰らなかった。"), 2);
        assert_eq!(count("بارش ہوئی۔ کون؟ کوئی نہیں"), 3);
    }

    #[test]
    fn no_sentence_ends_in_an_abbreviation_a_number_or_before_a_small_letter() {
        for text in [
            "Mr. Smith paid 1.500 in the U. S. of old",
            "TP. Huế",
            "Really? asked she",
            "...",
            "",
        ] {
            assert_eq!(read(text).1, 1, "{text}");
        }
    }

    #[test]
    fn nothing_gives_nothing() {
        assert!(tokens(" … !\n").is_empty());
    }
}
