//! Numbers: digits or words, their sign, and the scale words after them (`1,5 tỷ`, `2bn`, `3½`).

use rust_decimal::Decimal;

use super::digits;
use super::fraction;
use super::item::Item;
use super::lexis::Entry;
use super::range::says_range;
use super::spelled;
use super::tokens::{Case, Gap, TokenKind};
use super::value::{Amount, Value};
use super::{BlockText, Spelling};
use crate::language::Capitals;

/// A number with what its readers need to know of its spelling.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Number {
    /// Its first token, the sign included.
    pub(super) from: usize,
    /// The token after its last.
    pub(super) to: usize,
    pub(super) amount: Amount,
    pub(super) spelling: Spelling,
    /// What a scale word multiplied it by.
    pub(super) scale: Option<Decimal>,
    /// A letter right behind it that may be a scale or a unit (`10m`): the scale, and the token after it.
    pub(super) letter: Option<(Decimal, usize)>,
    /// How many digits, where it is nothing else.
    pub(super) plain: usize,
    /// An article or a pronoun alone.
    pub(super) article: bool,
    /// A word that is something else as often.
    pub(super) homograph: bool,
}

impl Number {
    /// The number alone as a value.
    pub(super) fn item(&self) -> Item {
        Item {
            from: self.from,
            to: self.to,
            value: Value::Number(self.amount.clone()),
            spelling: self.spelling,
            scale: self.scale,
            plain: self.plain,
        }
    }

    /// The number as part of a wider value.
    pub(super) fn within(&self, to: usize, value: Value) -> Item {
        Item {
            to,
            value,
            plain: 0,
            ..self.item()
        }
    }
}

/// Reads the number at a token: its digits, its first word, or a vulgar fraction.
pub(super) fn read(block: &BlockText<'_>, at: usize) -> Option<Number> {
    let tokens = &block.tokens;
    let mut number = match tokens[at].kind {
        TokenKind::Digits => in_digits(block, at)?,
        TokenKind::Word => in_words(block, at)?,
        TokenKind::Sign => {
            let (part, whole) = fraction::vulgar(tokens.sign(at)?)?;
            let amount = Amount::exactly(Decimal::from(part) / Decimal::from(whole));
            Number {
                from: at,
                to: at + 1,
                amount,
                spelling: Spelling::Digits,
                scale: None,
                letter: None,
                plain: 0,
                article: false,
                homograph: false,
            }
        }
    };
    scales(block, &mut number);
    Some(number)
}

fn in_digits(block: &BlockText<'_>, at: usize) -> Option<Number> {
    let tokens = &block.tokens;
    let found = digits::read(tokens, block.lexis, at)?;
    let mut number = Number {
        from: at,
        to: found.to,
        amount: found.amount,
        spelling: Spelling::Digits,
        scale: None,
        letter: None,
        plain: found.plain,
        article: false,
        homograph: false,
    };
    if found.plain > 0
        && let Some((to, share)) = fraction::mixed(tokens, found.to)
    {
        number.amount = number.amount.map(|whole| whole.checked_add(share))?;
        (number.to, number.plain) = (to, 0);
    }
    if let Some(from) = minus(block, at) {
        number.amount = number.amount.map(|value| Some(-value))?;
        (number.from, number.plain) = (from, 0);
    }
    Some(number)
}

/// The sign of a negative number: a true minus, or a hyphen that nothing but a gap or a bracket stands before.
fn minus(block: &BlockText<'_>, at: usize) -> Option<usize> {
    let tokens = &block.tokens;
    let before = at.checked_sub(1)?;
    let sign = tokens.sign(before).filter(|_| tokens.glued(at))?;
    let unspaced = before > 0 && tokens.glued(before) && tokens.is_caseless(before - 1);
    let open = !tokens.glued(before)
        || unspaced
        || before
            .checked_sub(1)
            .and_then(|at| tokens.sign(at))
            .is_some_and(|sign| "([{«“\"'=:$€£".contains(sign));
    // A list item's dash stands at the line's start; `5 -12` is a range that was written carelessly.
    let after_digits = before > 0 && tokens.is_digits(before - 1);
    let opens_line = tokens[before].gap == Gap::Line && before == 0;
    (((sign == '-' && !after_digits && !opens_line) || sign == '−') && open).then_some(before)
}

fn in_words(block: &BlockText<'_>, at: usize) -> Option<Number> {
    let tokens = &block.tokens;
    let found = spelled::read(tokens, block.lexis, at)?;
    // Where syllables stand apart, a capital within the sentence makes a name of a number word: `Huỳnh Văn Sáu`.
    let syllables = block
        .lexis
        .pack
        .is_some_and(|pack| pack.names.capitals == Capitals::Syllables);
    if syllables && tokens[at].case == Case::Title && !opens_sentence(block, at) {
        return None;
    }
    if is_in_a_name(block, at, found.to) {
        return None;
    }
    Some(Number {
        from: at,
        to: found.to,
        amount: Amount::exactly(found.value),
        spelling: Spelling::Words,
        scale: found.scale,
        letter: None,
        plain: 0,
        article: found.article && !opens_range(block, at, found.to),
        homograph: found.homograph,
    })
}

/// Whether a word for one is the lower end of a range: `one to ten`, `una o dos`, but no `one and two`.
fn opens_range(block: &BlockText<'_>, at: usize, to: usize) -> bool {
    /// The number up to which people count from one.
    const FEW: u64 = 12;
    let tokens = &block.tokens;
    let is_one = |entry| matches!(entry, Entry::Number(1)).then_some(());
    let mut phrases = tokens.matches(to).iter();
    let word = phrases.find(|found| says_range(found.entries()));
    tokens.find(at, is_one).is_some()
        && word.is_some_and(|word| {
            let end = to + word.len();
            let few = |entry| matches!(entry, Entry::Number(2..=FEW)).then_some(());
            tokens.find(end, few).is_some()
                || digits::whole(tokens, end).is_some_and(|end| (2..=FEW).contains(&end.into()))
        })
}

/// A capitalised number word inside a sentence, beside another capitalised word: `Tres Cantos`, `Huỳnh Văn Ba`.
pub(super) fn is_in_a_name(block: &BlockText<'_>, from: usize, to: usize) -> bool {
    let tokens = &block.tokens;
    let capital = |at: usize| tokens.is_word(at) && tokens[at].case != Case::Lower;
    if !capital(from) || tokens[from].case == Case::Upper || opens_sentence(block, from) {
        return false;
    }
    let before = from > 0 && capital(from - 1) && !opens_sentence(block, from - 1);
    let after = capital(to) && tokens[to].gap != Gap::None;
    // In a heading in capitals every word has one, and it says nothing.
    (before || after)
        && (0..tokens.len()).any(|at| {
            tokens.is_word(at)
                && tokens[at].case == Case::Lower
                && tokens.lower(at).chars().count() > 3
        })
}

/// Whether a token is the first of a segment, of a quotation or after a colon.
pub(super) fn opens_sentence(block: &BlockText<'_>, at: usize) -> bool {
    let start = block.tokens[at].span().start();
    if block
        .segments
        .iter()
        .any(|segment| segment.span.start() == start)
    {
        return true;
    }
    at == 0
        || block
            .tokens
            .sign(at - 1)
            .is_some_and(|sign| ".!?:…\"“«‘'([•*–—-".contains(sign))
}

/// Multiplies by the scale words that follow: `2 mil millones`, `1,5 tỷ`, `10 nghìn tỷ`, `2,5 triệu`, `2bn`.
fn scales(block: &BlockText<'_>, number: &mut Number) {
    let tokens = &block.tokens;
    if number.spelling == Spelling::Words && number.article {
        return;
    }
    while let Some((from, len, scale)) = next_scale(block, number) {
        let scale = Decimal::from(scale);
        if tokens.glued(from) && len == 1 && tokens.lower(from).len() == 1 && also_unit(block, from)
        {
            number.letter = Some((scale, from + 1));
            return;
        }
        let Some(amount) = number.amount.map(|value| value.checked_mul(scale)) else {
            return;
        };
        number.amount = amount;
        number.scale = Some(number.scale.unwrap_or(Decimal::ONE) * scale);
        number.to = from + len;
        number.plain = 0;
        if number.spelling == Spelling::Digits && tokens.lower(from).chars().count() > 2 {
            number.spelling = Spelling::Mixed;
        }
    }
    let Some(scale) = number.scale.filter(|_| number.spelling != Spelling::Words) else {
        return;
    };
    if let Some(len) = spelled::and_a_half(tokens, number.to) {
        if let Some(amount) = number
            .amount
            .map(|value| value.checked_add(scale / Decimal::from(2)))
        {
            number.amount = amount;
            number.to += len;
        }
    } else if let Some((to, rest)) = rest(block, number.to, scale)
        && let Some(amount) = number.amount.map(|value| value.checked_add(rest))
    {
        (number.amount, number.to) = (amount, to);
    }
}

/// The scale after a number: its token, its length and its value. Letters count only right behind the digits.
fn next_scale(block: &BlockText<'_>, number: &Number) -> Option<(usize, usize, u64)> {
    let tokens = &block.tokens;
    let hyphen =
        tokens.is_sign(number.to, '-') && tokens.glued(number.to) && tokens.glued(number.to + 1);
    // `300+ billion` says that there are more.
    let plus = tokens.is_sign(number.to, '+') && tokens.glued(number.to);
    let from = number.to + usize::from(hyphen || plus);
    let (len, scale) = spelled::scale(tokens, from)?;
    let short = len == 1 && tokens.lower(from).len() < 2;
    // `an 18+ million-dollar show`.
    let to = from + len;
    let compound = plus && tokens.is_sign(to, '-') && tokens.glued(to);
    let fits = tokens.is_word(from)
        && !compound
        && !tokens.is_claimed(from)
        && (!short || (tokens.glued(from) && !hyphen && !plus));
    // `6000K` are degrees or a name: who counts in thousands has fewer of them.
    let thousands = short && number.amount.value() >= Decimal::ONE_THOUSAND;
    // In words the composition has taken every scale that fits already.
    (fits && !thousands && number.spelling != Spelling::Words).then_some((from, len, scale))
}

fn also_unit(block: &BlockText<'_>, at: usize) -> bool {
    block
        .tokens
        .find(at, |entry| matches!(entry, Entry::Unit(_)).then_some(()))
        .is_some()
}

/// What digits behind a scale add to it.
fn rest(block: &BlockText<'_>, at: usize, scale: Decimal) -> Option<(usize, Decimal)> {
    if block.lexis.adds_scales {
        rest_in_steps(block, at, scale)
    } else {
        rest_below(block, at, scale)
    }
}

/// `5,000` after `37万`, `2千万` after `1億`: digits with smaller and smaller scales, the last perhaps without one.
fn rest_in_steps(block: &BlockText<'_>, at: usize, scale: Decimal) -> Option<(usize, Decimal)> {
    let tokens = &block.tokens;
    let (mut to, mut sum, mut below) = (at, Decimal::ZERO, scale);
    while tokens.is_digits(to) {
        // With a blank between them they are two numbers, unless a scale says otherwise.
        let beside = tokens[to - 1].span().end() == tokens[to].span().start();
        let found = digits::read(tokens, block.lexis, to)?;
        let (mut value, mut next, mut step) = (found.amount.value(), found.to, Decimal::ONE);
        while let Some((len, more)) = spelled::scale(tokens, next) {
            step = step.checked_mul(more.into())?;
            next += len;
        }
        value = value.checked_mul(step)?;
        if value >= below || value.is_zero() || step == Decimal::ONE && !beside {
            break;
        }
        (to, sum, below) = (next, sum.checked_add(value)?, step);
        if step == Decimal::ONE {
            break;
        }
    }
    (to > at).then_some((to, sum))
}

/// `200 thousand` after `3 million`: a smaller number in digits with a smaller scale.
fn rest_below(block: &BlockText<'_>, at: usize, scale: Decimal) -> Option<(usize, Decimal)> {
    let tokens = &block.tokens;
    if tokens[at].kind != TokenKind::Digits || tokens[at].gap == Gap::None {
        return None;
    }
    let found = digits::read(tokens, block.lexis, at).filter(|found| found.plain > 0)?;
    let (len, smaller) = spelled::scale(tokens, found.to).filter(|_| !tokens.glued(found.to))?;
    let value = found.amount.value().checked_mul(smaller.into())?;
    (value < scale).then_some((found.to + len, value))
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn a_capital_within_a_vietnamese_sentence_makes_a_name_of_a_number_word() {
        assert_eq!(values("vi", "Ông Huỳnh Văn Sáu có sáu con."), ["6"]);
        assert_eq!(values("vi", "Sáu người dự họp."), ["6"]);
    }

    #[test]
    fn scale_words_multiply_digits() {
        assert_eq!(values("vi", "1,5 tỷ người"), ["1500000000"]);
        assert_eq!(values("en", "1.5 billion people"), ["1500000000"]);
        assert_eq!(values("es", "1500 millones de personas"), ["1500000000"]);
        assert_eq!(values("es", "2 mil millones de personas"), ["2000000000"]);
        assert_eq!(values("vi", "2 triệu 500 nghìn người"), ["2500000"]);
        assert_eq!(values("en", "2bn people, 5k likes"), ["2000000000", "5000"]);
        assert_eq!(values("vi", "2 triệu rưỡi người"), ["2500000"]);
    }

    #[test]
    fn a_hyphen_is_no_minus() {
        assert_eq!(values("en", "at -5 and −7"), ["-5", "-7"]);
        assert_eq!(values("en", "the under-21 side"), ["21"]);
        assert_eq!(values("en", "a 3-bedroom flat"), ["3"]);
    }

    #[test]
    fn an_article_or_a_pronoun_claims_nothing() {
        assert!(values("en", "one of them took a photo with no one else").is_empty());
        assert!(values("es", "un hombre y una mujer").is_empty());
        assert_eq!(values("vi", "hòa năm trận, trong năm đó"), ["5"]);
        assert!(values("vi", "một người, một số việc, một cách tốt").is_empty());
    }

    #[test]
    fn a_number_word_inside_a_name_is_a_name() {
        assert!(values("vi", "theo ông Huỳnh Văn Sáu nói").is_empty());
        assert!(values("es", "el alcalde de Tres Cantos").is_empty());
        assert!(values("vi", "quận Ba Đình").is_empty());
        assert_eq!(values("en", "Twenty people came"), ["20"]);
    }

    #[test]
    fn letters_with_digits_are_no_numbers() {
        assert!(values("en", "the G20 and H5N1 and A380").is_empty());
        assert!(values("en", "a 3D film and an H1 title").is_empty());
        assert!(values("vi", "đội U22").is_empty());
    }

    #[test]
    fn vague_amounts_are_skipped() {
        assert!(values("en", "hundreds of thousands of people").is_empty());
        assert!(values("vi", "hàng trăm người, vài nghìn đồng").is_empty());
        assert!(values("es", "cientos de miles de personas").is_empty());
    }
}
