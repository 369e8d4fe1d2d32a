//! Money: a currency before or after a number, with its scale (`US$2.8bn`, `35 triệu USD`, `2,8 mil millones de libras`).

use super::item::Item;
use super::lexis::{Entry, Sorts};
use super::measure;
use super::number::{self, Number};
use super::tokens::{Case, Tokens};
use super::value::{Amount, Currency, Value};
use super::{BlockText, Spelling};
use crate::language::Capitals;

/// Currencies whose words mean nothing else in any language.
const CLEAR: [[u8; 3]; 2] = [*b"USD", *b"EUR"];

/// Currency signs that need no pack.
fn sign(sign: char) -> Option<Currency> {
    Some(match sign {
        '$' | '＄' => Currency::DOLLAR_SIGN,
        '€' => Currency(*b"EUR"),
        '£' => Currency(*b"GBP"),
        '¥' | '￥' => Currency(*b"JPY"),
        '₫' => Currency(*b"VND"),
        '₹' => Currency(*b"INR"),
        '₩' => Currency(*b"KRW"),
        '₽' => Currency(*b"RUB"),
        '฿' => Currency(*b"THB"),
        '₱' => Currency(*b"PHP"),
        '₺' => Currency(*b"TRY"),
        '₴' => Currency(*b"UAH"),
        '₪' => Currency(*b"ILS"),
        '₦' => Currency(*b"NGN"),
        _ => return None,
    })
}

/// The currency at a token: its length and code.
pub(super) fn currency(block: &BlockText<'_>, at: usize) -> Option<(usize, Currency)> {
    let tokens = &block.tokens;
    if tokens.is_claimed(at) {
        return None;
    }
    let code = |entry| match entry {
        Entry::Currency(code) => Some(code),
        _ => None,
    };
    let said = tokens.opens(at, Sorts::CURRENCY);
    let found = said.then(|| tokens.find(at, code)).flatten();
    if let Some((len, code)) = found {
        let longer = tokens.matches(at).first().is_some_and(|found| {
            found.len() > len
                && found.entries().iter().any(|entry| {
                    matches!(
                        entry,
                        Entry::NotNumber
                            | Entry::Title
                            | Entry::Organisation
                            | Entry::Territory(_)
                            | Entry::Exonym(_)
                    )
                })
        });
        // A code in small letters is a word more often (`try`, `all`).
        let code_in_small = len == 1
            && tokens[at].case != Case::Upper
            && code.code().eq_ignore_ascii_case(tokens.lower(at))
            && !tokens.glued(at);
        // `S/` is a sign of sols before a number only: `S/PDIF`.
        let goes_on = tokens.glued(at + len) && tokens.is_word(at + len);
        let goes_on = goes_on && tokens.sign(at + len - 1).is_none_or(|sign| sign == '/');
        let alone = len == 1 && tokens.is_sign(at, '$');
        return (!longer && !code_in_small && !goes_on)
            .then_some((len, if alone { Currency::DOLLAR_SIGN } else { code }));
    }
    tokens.sign(at).and_then(sign).map(|code| (1, code))
}

/// Money whose currency stands at this token, before the number.
pub(super) fn before(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let (len, code) = currency(block, at)?;
    let symbol = tokens.sign(at + len - 1).is_some();
    let word = tokens.is_word(at) && !symbol && tokens[at].case != Case::Upper;
    let from = at + len;
    // `-$5` and `$-5`; a currency's name before a number counts something else.
    let hyphen = usize::from(tokens.is_sign(from, '-') && tokens.glued(from));
    if word || !tokens.is_digits(from + hyphen) {
        return None;
    }
    let mut number = number::read(block, from + hyphen)?;
    letter_is_scale(&mut number)?;
    // `US$ 5 million dollars` says it twice.
    let to = currency(block, number.to)
        .filter(|again| again.1 == code || code == Currency::DOLLAR_SIGN)
        .map_or(number.to, |(len, _)| number.to + len);
    let code = currency(block, number.to)
        .filter(|again| code == Currency::DOLLAR_SIGN && to > number.to && again.1 != code)
        .map_or(code, |again| again.1);
    let mut item = number.within(to, Value::Money(number.amount.clone(), code));
    item.from = at;
    Some(item)
}

/// A currency that is named without an amount.
pub(super) fn named(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    if !tokens.opens(at, Sorts::CURRENCY) {
        return None;
    }
    // Where a pack has not all words, those that hold such a word are not known.
    let pack = block.lexis.pack.filter(|pack| pack.complete)?;
    let written = match tokens[at].case {
        Case::Lower | Case::Upper => true,
        // `Dollar` in German; elsewhere a capital may make it a name.
        Case::Title => pack.names.capitals == Capitals::Nouns,
        Case::Mixed => false,
    };
    if !written || !tokens.is_word(at) {
        return None;
    }
    let (len, currency) = currency(block, at)?;
    // `won't`.
    if tokens.glued(at + len) && tokens.is_sign(at + len, '\'') {
        return None;
    }
    // `l'euro`, but not the end of `petro-dollar`; a code may stand for the word, and be part of another.
    let part = tokens.glued(at) && at > 0 && !tokens.is_sign(at - 1, '\'');
    let part = part || tokens[at].case == Case::Upper;
    // *đô* is a syllable of other words.
    let is_long = |word: &str| word.chars().count() > 3;
    let clear = (len > 1 || CLEAR.contains(&currency.0) && is_long(tokens.lower(at)))
        && !counts_many(tokens, at)
        && !part;
    let value = Value::Currency { currency, clear };
    Some(Item::new(at, at + len, value).spelled(Spelling::Words))
}

/// Whether a scale word stands before a currency: `millions of dollars`. Another language may leave the currency out.
fn counts_many(tokens: &Tokens, at: usize) -> bool {
    let scale = |at: usize| {
        let is_scale = |entry| matches!(entry, Entry::Scale(_) | Entry::Vague).then_some(());
        tokens.find(at, is_scale).is_some()
    };
    (at.saturating_sub(2)..at).any(scale)
}

/// Money that begins with this number.
pub(super) fn after(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    if number.article {
        return None;
    }
    let tokens = &block.tokens;
    let mut number = number.clone();
    if let Some((_, to)) = number.letter
        && currency(block, to).is_some()
    {
        letter_is_scale(&mut number)?;
    }
    let hyphen =
        tokens.is_sign(number.to, '-') && tokens.glued(number.to) && tokens.glued(number.to + 1);
    let from = if hyphen { number.to + 1 } else { number.to };
    let linked = || {
        if number.scale.is_some() {
            measure::after_particle(block, from)
        } else {
            None
        }
    };
    let (from, (len, code)) = match currency(block, from) {
        Some(found) => (from, found),
        None => linked().and_then(|from| Some((from, currency(block, from)?)))?,
    };
    // A sign right before other digits belongs to them: `5 $7`.
    let of_next = tokens.sign(from).is_some()
        && !tokens.glued(from)
        && tokens.glued(from + len)
        && tokens.is_digits(from + len);
    (!of_next).then(|| number.within(from + len, Value::Money(number.amount.clone(), code)))
}

fn letter_is_scale(number: &mut Number) -> Option<()> {
    if let Some((scale, to)) = number.letter.take() {
        number.amount = number.amount.map(|value| value.checked_mul(scale))?;
        (number.scale, number.to, number.plain) = (Some(scale), to, 0);
    }
    Some(())
}

impl Currency {
    /// `$` alone: it agrees with every dollar and peso.
    pub const DOLLAR_SIGN: Self = Self(*b"$\0\0");

    /// Whether both can be the same currency: `$` agrees with every dollar and peso.
    pub fn agrees(&self, other: &Self) -> bool {
        const DOLLARS: [&[u8; 3]; 19] = [
            b"USD", b"AUD", b"CAD", b"NZD", b"SGD", b"HKD", b"TWD", b"MXN", b"ARS", b"CLP", b"COP",
            b"CUP", b"UYU", b"DOP", b"BRL", b"JMD", b"NAD", b"FJD", b"BND",
        ];
        let any_dollar =
            |a: &Self, b: &Self| *a == Currency::DOLLAR_SIGN && DOLLARS.contains(&&b.0);
        self == other || any_dollar(self, other) || any_dollar(other, self)
    }
}

/// Gives a bare amount the currency of another: the other end of a range.
pub(super) fn like(amount: Amount, code: Currency) -> Value {
    Value::Money(amount, code)
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;
    use super::*;

    #[test]
    fn a_currency_before_the_number() {
        assert_eq!(
            values("en", "$35 million, US$2.8bn, £2.8bn, €5m"),
            [
                "35000000 $",
                "2800000000 USD",
                "2800000000 GBP",
                "5000000 EUR"
            ]
        );
        assert_eq!(values("en", "a $2 billion plan"), ["2000000000 $"]);
        assert_eq!(values("en", "USD 35"), ["35 USD"]);
    }

    #[test]
    fn a_currency_after_the_number() {
        assert_eq!(
            values("vi", "35 triệu USD, 1,5 tỷ đồng"),
            ["35000000 USD", "1500000000 VND"]
        );
        assert_eq!(
            values("es", "1.500 euros, 20 €"),
            ["1500|1.5 EUR", "20 EUR"]
        );
        assert_eq!(values("es", "3 millones de euros"), ["3000000 EUR"]);
    }

    #[test]
    fn a_currency_without_an_amount() {
        assert_eq!(values("en", "The dollar fell; the pound did not."), ["USD"]);
        assert_eq!(values("de", "Der Dollar fiel."), ["USD"]);
        assert_eq!(values("vi", "Giá tính bằng đô la."), ["USD"]);
        assert_eq!(values("en", "Euro stars, 5 euros"), ["5 EUR"]);
    }

    #[test]
    fn a_dollar_sign_agrees_with_every_dollar_and_peso() {
        assert!(Currency::DOLLAR_SIGN.agrees(&Currency(*b"MXN")));
        assert!(!Currency::DOLLAR_SIGN.agrees(&Currency(*b"EUR")));
        assert!(!Currency(*b"USD").agrees(&Currency(*b"CAD")));
    }

    #[test]
    fn a_word_that_only_begins_like_a_currency_is_none() {
        assert_eq!(values("vi", "3 đồng chí"), ["3"]);
        assert_eq!(values("en", "they had 5 try outs"), ["5"]);
    }
}
