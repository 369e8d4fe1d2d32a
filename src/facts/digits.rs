//! Numbers in digits: the separators of the language decide, and where they leave it open every
//! reading is kept, the likeliest first.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::lexis::Lexis;
use super::tokens::{Gap, Tokens};
use super::value::Amount;

/// A number in digits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Digits {
    /// The token after its last.
    pub(super) to: usize,
    pub(super) amount: Amount,
    /// How many digits it has, where nothing separates them; 0 otherwise.
    pub(super) plain: usize,
}

/// A run of digits and the separator before it (a blank for any space).
type Part<'a> = (char, &'a str);

/// The token after the longest run of digits and signs between them: `18.2.0`, `1.702,5`, `11/10/2022`.
pub(super) fn run_end(tokens: &Tokens, at: usize) -> usize {
    let mut to = at + 1;
    while tokens.glued(to) {
        if tokens.is_digits(to) {
            to += 1;
        } else if tokens.sign(to).is_some_and(|sign| ".,/:-".contains(sign))
            && tokens.is_digits(to + 1)
            && tokens.glued(to + 1)
        {
            to += 2;
        } else {
            break;
        }
    }
    to
}

/// The value of a run of digits that stands for itself: no more than nine of them.
pub(super) fn whole(tokens: &Tokens, at: usize) -> Option<u32> {
    if !tokens.is_digits(at) {
        return None;
    }
    let digits = Some(tokens.lower(at)).filter(|digits| digits.len() <= 9)?;
    digits.parse().ok()
}

/// Whether a separator and more digits follow without a gap.
pub(super) fn goes_on(tokens: &Tokens, at: usize) -> bool {
    let sign = tokens
        .sign(at)
        .is_some_and(|sign| matches!(sign, '.' | ',' | '/' | ':'));
    sign && tokens.glued(at) && tokens.is_digits(at + 1) && tokens.glued(at + 1)
}

/// Reads the number that begins with the digits at `at`. `None` where they are no number in this
/// language: a version, an address, more digits than can be held.
pub(super) fn read(tokens: &Tokens, lexis: &Lexis, at: usize) -> Option<Digits> {
    let (parts, to) = parts(tokens, lexis, at);
    let first = parts[0].1;
    if parts.len() == 1 {
        return Some(Digits {
            to,
            amount: Amount::exactly(decimal(first, "")?),
            plain: first.len(),
        });
    }
    let kinds: SmallVec<[char; 2]> = parts[1..].iter().fold(SmallVec::new(), |mut kinds, part| {
        if kinds.last() != Some(&part.0) {
            kinds.push(part.0);
        }
        kinds
    });
    let amount = match (kinds.as_slice(), parts.len()) {
        ([sign], 2) => one_separator(lexis, *sign, first, parts[1].1),
        ([sign], _) => {
            grouped(&parts, *sign).and_then(|digits| Some(Amount::exactly(decimal(&digits, "")?)))
        }
        ([group, '.' | ',' | '·'], _) => {
            let (tail, head) = parts.split_last()?;
            grouped(head, *group)
                .and_then(|digits| Some(Amount::exactly(decimal(&digits, tail.1)?)))
        }
        _ => None,
    };
    // `3,4,5` is a list, and its first number stands alone; `18.2.0` is none.
    match amount {
        Some(amount) => Some(Digits {
            to,
            amount,
            plain: 0,
        }),
        None if matches!(kinds[0], ',' | '\'' | ' ') => Some(Digits {
            to: at + 1,
            amount: Amount::exactly(decimal(first, "")?),
            plain: first.len(),
        }),
        None => None,
    }
}

fn parts<'a>(tokens: &'a Tokens, lexis: &Lexis, at: usize) -> (SmallVec<[Part<'a>; 4]>, usize) {
    let mut parts: SmallVec<[Part<'_>; 4]> = SmallVec::new();
    parts.push((' ', tokens.lower(at)));
    let mut to = at + 1;
    loop {
        let spaced = tokens.is_digits(to)
            && tokens.lower(to).len() == 3
            && groups_by_space(tokens, lexis, at, to);
        if spaced
            && parts[0].1.len() <= 3
            && !parts[0].1.starts_with('0')
            && parts[1..].iter().all(|part| part.0 == ' ')
        {
            parts.push((' ', tokens.lower(to)));
            to += 1;
            continue;
        }
        let Some(sign) = tokens
            .sign(to)
            .filter(|sign| matches!(sign, '.' | ',' | '\'' | '·' | '٬'))
        else {
            break;
        };
        if !(tokens.glued(to) && tokens.is_digits(to + 1) && tokens.glued(to + 1)) {
            break;
        }
        parts.push((sign, tokens.lower(to + 1)));
        to += 2;
    }
    (parts, to)
}

/// A no-break space groups in any language, a plain one where the pack says so or where three groups leave no doubt.
fn groups_by_space(tokens: &Tokens, lexis: &Lexis, from: usize, at: usize) -> bool {
    match tokens[at].gap {
        Gap::NoBreak => true,
        Gap::Space => {
            let more = |at: usize| {
                tokens.is_digits(at) && tokens.lower(at).len() == 3 && tokens[at].gap == Gap::Space
            };
            lexis.group.iter().any(|sign| sign.is_whitespace())
                || (at == from + 1 && more(at + 1))
                || (at == from + 2 && more(at))
        }
        Gap::None | Gap::Line => false,
    }
}

fn one_separator(lexis: &Lexis, sign: char, head: &str, tail: &str) -> Option<Amount> {
    let can_group = tail.len() == 3 && (1..=3).contains(&head.len()) && !head.starts_with('0');
    let grouped = if can_group {
        Some(Amount::exactly(decimal(&format!("{head}{tail}"), "")?))
    } else {
        None
    };
    if !matches!(sign, '.' | ',' | '·') {
        return grouped;
    }
    let fraction = decimal(head, tail)?;
    let Some(grouped) = grouped else {
        return Some(Amount::exactly(fraction));
    };
    if sign == lexis.decimal && tail != "000" {
        return Some(Amount::exactly(fraction).or(grouped.value()));
    }
    let only = lexis.group.contains(&sign) && !lexis.both_conventions;
    Some(if only { grouped } else { grouped.or(fraction) })
}

/// The digits without their separators, where they are in groups of three (or of two, as in India).
fn grouped(parts: &[Part<'_>], sign: char) -> Option<String> {
    let (first, rest) = parts.split_first()?;
    let (last, middle) = rest.split_last()?;
    let threes = middle.iter().all(|part| part.1.len() == 3);
    let twos = sign == ',' && middle.iter().all(|part| part.1.len() == 2) && first.1.len() <= 2;
    let fits = (1..=3).contains(&first.1.len())
        && !first.1.starts_with('0')
        && last.1.len() == 3
        && (threes || twos);
    fits.then(|| parts.iter().map(|part| part.1).collect())
}

fn decimal(head: &str, tail: &str) -> Option<Decimal> {
    if head.len() + tail.len() > 28 {
        return None;
    }
    if tail.is_empty() {
        head.parse().ok()
    } else {
        Decimal::from_str_exact(&format!("{head}.{tail}")).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::super::BlockText;
    use super::*;

    fn readings(language: &str, text: &str) -> Vec<String> {
        let block = BlockText::of(language, text);
        let at = (0..block.tokens.len())
            .find(|&at| block.tokens.is_digits(at))
            .unwrap();
        read(&block.tokens, block.lexis, at).map_or_else(Vec::new, |digits| {
            digits
                .amount
                .readings()
                .iter()
                .map(ToString::to_string)
                .collect()
        })
    }

    #[test]
    fn the_language_says_what_a_separator_is() {
        assert_eq!(readings("vi", "1.702 người")[0], "1702");
        assert_eq!(readings("en", "4,293 people"), ["4293"]);
        assert_eq!(readings("es", "85,71")[0], "85.71");
        assert_eq!(readings("en", "1.250"), ["1.25", "1250"]);
        assert_eq!(readings("es", "1.250")[0], "1250");
        assert_eq!(readings("es", "1,250")[0], "1.25");
    }

    #[test]
    fn a_foreign_separator_is_read_where_only_one_reading_is_left() {
        assert_eq!(readings("es", "85.71"), ["85.71"]);
        assert_eq!(readings("en", "0,5"), ["0.5"]);
        assert_eq!(readings("en", "1.234.567,89"), ["1234567.89"]);
        assert_eq!(readings("vi", "1,234.5"), ["1234.5"]);
    }

    #[test]
    fn groups_by_spaces_and_apostrophes() {
        assert_eq!(readings("en", "1\u{202f}234\u{202f}567"), ["1234567"]);
        assert_eq!(readings("en", "12\u{a0}500"), ["12500"]);
        assert_eq!(readings("en", "1'234'567"), ["1234567"]);
        assert_eq!(readings("en", "12,34,567"), ["1234567"]);
        assert_eq!(readings("en", "in 15 200 people"), ["15"]);
        assert_eq!(readings("en", "2022 500 people"), ["2022"]);
    }

    #[test]
    fn what_is_no_number_has_no_reading() {
        assert!(readings("en", "18.2.0").is_empty());
        assert!(readings("en", "192.168.0.1").is_empty());
        assert!(readings("en", "123456789012345678901234567890").is_empty());
        assert_eq!(readings("en", "3,4,5"), ["3"]);
    }
}
