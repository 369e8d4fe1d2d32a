//! Roman numerals, where they number something: `Resolution IV`, `siglo XIX`, `World War II`.

use super::BlockText;
use super::lexis::{Entry, Lexis, Sorts};
use super::tokens::{Case, TokenKind, Tokens};

/// Whether a token may be a Roman numeral, perhaps with an ending: its capital is one of the letters.
pub(super) fn may_be(tokens: &Tokens, at: usize) -> bool {
    let letters = || tokens.lower(at).bytes();
    tokens[at].case != Case::Lower && letters().next().is_some_and(is_letter)
}

/// Whether the token has the form of a Roman numeral in capitals.
#[inline]
pub(super) fn is_one(tokens: &Tokens, at: usize) -> bool {
    tokens[at].case != Case::Lower && value(tokens, at).is_some()
}

/// The value of a Roman numeral in capitals, in its one right spelling.
pub(super) fn value(tokens: &Tokens, at: usize) -> Option<u32> {
    let token = tokens[at];
    if token.kind != TokenKind::Word || !matches!(token.case, Case::Upper | Case::Title) {
        return None;
    }
    let letters = tokens.lower(at);
    if token.case == Case::Title && letters.len() > 1 {
        return None;
    }
    numeral(letters)
}

/// The value of a Roman numeral in capitals with the ending of an ordinal written to it: `XIXe`.
pub(super) fn ordinal(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<u32> {
    if tokens[at].kind != TokenKind::Word || matches!(tokens[at].case, Case::Lower | Case::Upper) {
        return None;
    }
    let lower = tokens.lower(at);
    let numeral_ends = lower.bytes().take_while(|&byte| is_letter(byte)).count();
    if numeral_ends == 0 {
        return None;
    }
    let endings = lexis.pack.map(|pack| &pack.numbers.ordinal_suffixes);
    let mut stems = endings
        .into_iter()
        .flatten()
        // What stands behind the letters of a numeral is of the ending.
        .filter(|ending| ending.len() + numeral_ends >= lower.len())
        .filter_map(|ending| lower.strip_suffix(ending.as_str()));
    stems.find_map(numeral)
}

/// Whether a letter stands for a number.
fn is_letter(byte: u8) -> bool {
    matches!(byte, b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm')
}

/// The value of Roman letters in lower case, in their one right spelling.
fn numeral(letters: &str) -> Option<u32> {
    let (mut sum, mut last) = (0, 0);
    for letter in letters.bytes().rev() {
        let value = match letter {
            b'i' => 1,
            b'v' => 5,
            b'x' => 10,
            b'l' => 50,
            b'c' => 100,
            b'd' => 500,
            b'm' => 1000,
            _ => return None,
        };
        sum += if value < last { -value } else { value };
        last = last.max(value);
    }
    let sum = u32::try_from(sum)
        .ok()
        .filter(|&sum| sum > 0 && sum < 4000)?;
    (spell(sum) == letters).then_some(sum)
}

fn spell(mut value: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "m"),
        (900, "cm"),
        (500, "d"),
        (400, "cd"),
        (100, "c"),
        (90, "xc"),
        (50, "l"),
        (40, "xl"),
        (10, "x"),
        (9, "ix"),
        (5, "v"),
        (4, "iv"),
        (1, "i"),
    ];
    let mut out = String::new();
    for (worth, sign) in SIGNS {
        while value >= worth {
            out.push_str(sign);
            value -= worth;
        }
    }
    out
}

/// A numeral after a capitalised word, or after a noun (`fase II`), where it has several letters. Letters that are names or
/// abbreviations as often (`C`, `MD`, `CD`) are left alone, and so is a numeral that the language also uses as a word (`I`).
pub(super) fn read(block: &BlockText<'_>, at: usize) -> Option<u32> {
    let tokens = &block.tokens;
    let value = value(tokens, at)?;
    let letters = tokens.lower(at);
    let small = letters
        .bytes()
        .all(|letter| matches!(letter, b'i' | b'v' | b'x'));
    let sure = small
        || (letters.len() > 3
            && letters
                .bytes()
                .any(|letter| letter == b'i' || letter == b'x'));
    let numbers = at > 0
        && tokens.is_word(at - 1)
        && !tokens.glued(at)
        && match tokens[at - 1].case {
            Case::Lower => {
                small && letters.len() > 1 && !tokens.opens(at - 1, Sorts::FUNCTION_WORD)
            }
            Case::Upper => false,
            Case::Title | Case::Mixed => true,
        };
    let word = tokens
        .find(at, |entry| {
            matches!(
                entry,
                Entry::FunctionWord | Entry::Common | Entry::Acronym(_)
            )
            .then_some(())
        })
        .is_some();
    let glued_on = tokens.glued(at + 1)
        && (tokens.is_digits(at + 1)
            || tokens.is_sign(at + 1, '-')
            || tokens.is_sign(at + 1, '.') && tokens.glued(at + 2));
    (sure && numbers && !word && !glued_on).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<u32> {
        let block = BlockText::of("en", text);
        (0..block.tokens.len())
            .filter_map(|at| read(&block, at))
            .collect()
    }

    #[test]
    fn a_numeral_numbers_the_capitalised_word_before_it() {
        assert_eq!(found("World War II and Chapter XIV"), [2, 14]);
        assert_eq!(found("Henry VIII"), [8]);
        assert_eq!(
            found("a phase II study of type IV, see chapter XIX"),
            [2, 4, 19]
        );
    }

    #[test]
    fn capitals_that_only_look_like_numerals_stay_words() {
        assert!(found("Vitamin C, the MD and Jane MD, a Compact CD").is_empty());
        assert!(found("When I came, IIII or VX").is_empty());
        assert!(found("the mix of Title xiv").is_empty());
        assert!(found("a drip by IV and vitamin C, tomo I").is_empty());
    }
}
