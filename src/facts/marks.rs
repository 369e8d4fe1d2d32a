//! Digits that are no amounts: versions (`18.2.0`), scores (`2-1`, `6-4, 7-5`) and telephone numbers.

use smallvec::SmallVec;

use super::BlockText;
use super::digits;
use super::item::Item;
use super::measure;
use super::tokens::{Gap, Tokens};
use super::value::Value;

/// Whether a word is the `v` of `v1.2`.
pub(super) fn opens_version(tokens: &Tokens, at: usize) -> bool {
    tokens.is_digits(at + 1) && tokens.glued(at + 1) && tokens.lower(at) == "v"
}

/// A version or an address: three or more groups with points, or a `v` right before a number.
pub(super) fn version(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let marked = opens_version(tokens, at);
    let first = if marked { at + 1 } else { at };
    if !tokens.is_digits(first) {
        return None;
    }
    let mut to = first + 1;
    while tokens.is_sign(to, '.')
        && tokens.glued(to)
        && tokens.is_digits(to + 1)
        && tokens.glued(to + 1)
    {
        to += 2;
    }
    let groups = (to - first).div_ceil(2);
    let fits = marked || groups > 2;
    fits.then(|| {
        Item::new(
            at,
            to,
            Value::Version(tokens.span(first, to).of(block.text).to_owned()),
        )
    })
}

/// Two small numbers with a hyphen or a colon that are no range: the second is not the greater, or the first is
/// nothing; also a row of such pairs, as in tennis.
pub(super) fn score(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let (mut to, first) = pair(tokens, at)?;
    let mut points = vec![first.0, first.1];
    loop {
        let comma = usize::from(tokens.is_sign(to, ','));
        let Some((next, more)) =
            pair(tokens, to + comma).filter(|_| tokens[to + comma].gap == Gap::Space || comma == 1)
        else {
            break;
        };
        points.extend([more.0, more.1]);
        to = next;
    }
    let fits = points.len() > 2
        || first.0 == 0
        || first.0 >= first.1
        || !tokens.is_sign(at + 1, '-') && !tokens.is_sign(at + 1, '–');
    // `15–10 km` is a range from the greater to the smaller.
    let measured = points.len() == 2
        && measure::unit_after(block, to, false).is_some_and(|(_, unit)| !unit.is_time());
    (fits && !measured).then(|| Item::new(at, to, Value::Score(points)))
}

fn pair(tokens: &Tokens, at: usize) -> Option<(usize, (u32, u32))> {
    let sign = tokens
        .sign(at + 1)
        .filter(|sign| matches!(sign, '-' | '–' | ':' | '&'))?;
    let fits = tokens.glued(at + 1)
        && tokens.glued(at + 2)
        && tokens.is_digits(at)
        && tokens.is_digits(at + 2);
    let short = |at: usize| {
        digits::whole(tokens, at).filter(|_| {
            tokens.lower(at).len() <= 2
                && (tokens.lower(at).len() == 1 || !tokens.lower(at).starts_with('0'))
        })
    };
    let (left, right) = (short(at).filter(|_| fits)?, short(at + 2)?);
    let clock = sign == ':' && tokens.lower(at + 2).len() == 2;
    let to = at + 3;
    // A `2:1-Sieg`.
    let joined = matches!(sign, ':' | '&')
        && tokens.is_sign(to, '-')
        && tokens.glued(to + 1)
        && tokens.is_word(to + 1);
    let goes_on = digits::goes_on(tokens, to)
        || tokens.glued(to)
            && (tokens.is_word(to) || tokens.sign(to).is_some_and(|sign| "-–%/°".contains(sign)));
    (!clock && (joined || !goes_on)).then_some((to, (left, right)))
}

/// A telephone number: a plus and 8 to 15 digits in groups, 9 to 11 digits that begin with 0, or groups of 3-3-4.
pub(super) fn phone(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let plus = tokens.is_sign(at, '+');
    let bracket = tokens.is_sign(at + usize::from(plus), '(');
    let mut next = at + usize::from(plus) + usize::from(bracket);
    if !tokens.is_digits(next) || (plus && !tokens.glued(at + 1)) {
        return None;
    }
    let zero = tokens.lower(next).starts_with('0');
    let mut groups: SmallVec<[usize; 8]> = SmallVec::new();
    let mut to = next;
    let mut best = None;
    while tokens.is_digits(next) && (next == to || tokens[next].gap != Gap::Line) {
        groups.push(tokens.lower(next).len());
        to = next + 1;
        let closing = usize::from(tokens.is_sign(to, ')'));
        let sign = to + closing;
        let parts = tokens
            .sign(sign)
            .is_some_and(|sign| matches!(sign, '-' | '.'))
            && tokens.glued(sign)
            && tokens.glued(sign + 1);
        next = if parts { sign + 1 } else { sign };
        let glued = tokens.glued(to) && (tokens.is_word(to) || tokens.is_sign(to, '/'));
        if is_phone(plus, zero, &groups) && !glued {
            best = Some(to);
        }
        if groups.iter().sum::<usize>() > 15 {
            break;
        }
    }
    let to = best?;
    let digits = (at..to).filter(|&at| tokens.is_digits(at));
    let digits = digits.map(|at| tokens.lower(at)).collect();
    Some(Item::new(at, to, Value::Phone(digits)))
}

/// Whether groups of digits, the first of which begins with a zero or not, are those of a telephone number.
fn is_phone(plus: bool, zero: bool, groups: &[usize]) -> bool {
    let digits: usize = groups.iter().sum();
    (plus && (8..=15).contains(&digits))
        || (zero && (9..=11).contains(&digits) && groups.iter().all(|&len| len > 1))
        || groups == [3, 3, 4]
        || groups == [1, 3, 3, 4]
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn versions_and_addresses() {
        assert_eq!(
            values("en", "version 18.2.0 and v3.11 on 192.168.0.1"),
            ["18.2.0", "3.11", "192.168.0.1"]
        );
    }

    #[test]
    fn scores_and_sets() {
        assert_eq!(
            values("en", "won 2-1 and 6-4, 7-5 and 0-3"),
            ["2-1", "6-4-7-5", "0-3"]
        );
        assert_eq!(values("vi", "thắng 3-0"), ["3-0"]);
        assert_eq!(values("en", "5-12 people"), ["5..12"]);
    }

    #[test]
    fn telephone_numbers() {
        assert_eq!(
            values("vi", "gọi 0275.3822123 hoặc +84 275 3822 123"),
            ["02753822123", "842753822123"]
        );
        assert_eq!(
            values("en", "on 0800 555 111 24/7"),
            ["0800555111", "24/7"][..1].to_vec()
        );
        assert_eq!(values("es", "en el número 0800 555 111"), ["0800555111"]);
        assert_eq!(values("en", "call 555-123-4567"), ["5551234567"]);
        assert_eq!(values("en", "1,234,567 people"), ["1234567"]);
    }
}
