//! The walk over a block that finds its values: at each token the widest reading wins, and the walk goes on behind it.

use super::item::{Best, Item};
use super::lexis::{Entry, Sorts};
use super::number::{self, Number};
use super::pattern::{self, Fit, Kind};
use super::tokens::{Case, TokenKind};
use super::value::Value;
use super::{BlockText, Fact, Spelling};
use super::{date, digits, fraction, marks, measure, money, range, roman, time, year};

/// The values of a block.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let tokens = &block.tokens;
    let mut items = Vec::new();
    let mut at = 0;
    // Number words inside a phrase that is no number are none; digits only where the phrase holds them.
    let (mut closed, mut no_number) = (0, 0);
    while at < tokens.len() {
        if is_quiet(block, at) {
            at += 1;
            continue;
        }
        if tokens.opens(at, Sorts::BARRIER) {
            no_number = no_number.max(
                at + tokens
                    .find(at, |entry| matches!(entry, Entry::NotNumber).then_some(()))
                    .map_or(0, |(len, ())| len),
            );
        }
        let barred = if tokens.is_digits(at) {
            at < no_number
        } else {
            at < closed
        };
        let mut here = if tokens.is_claimed(at) {
            Vec::new()
        } else {
            at_token(block, at, barred)
        };
        if !here.is_empty() {
            here.retain(|item| (item.from..item.to).all(|at| !tokens.is_claimed(at)));
        }
        closed = closed.max(at + closes(block, at));
        at = match here.last() {
            Some(last) => last.to,
            None if tokens.is_digits(at) => digits::run_end(tokens, at),
            None => at + 1,
        };
        items.append(&mut here);
    }
    if items.len() > 1 {
        items = range::join(block, weekdays(block, items));
    }
    found.extend(items.into_iter().map(|item| item.into_fact(block)));
}

/// Whether no value can begin at a token, and nothing there bears on those that do, as is so of nearly all.
fn is_quiet(block: &BlockText<'_>, at: usize) -> bool {
    const SPEAKS: Sorts = Sorts::VALUE.with(Sorts::BARRIER).with(Sorts::PATTERN);
    let tokens = &block.tokens;
    let token = &tokens[at];
    if tokens.opens(at, SPEAKS) {
        return false;
    }
    match token.kind {
        TokenKind::Digits => false,
        TokenKind::Word => !roman::may_be(tokens, at) && !marks::opens_version(tokens, at),
        TokenKind::Sign => tokens.sign(at).is_none_or(says_nothing),
    }
}

/// How many tokens the phrase here has that makes number words in it none; 0 where there is no such phrase.
fn closes(block: &BlockText<'_>, at: usize) -> usize {
    let barrier = |entry| {
        let name = matches!(
            entry,
            Entry::Territory(_)
                | Entry::Exonym(_)
                | Entry::Title
                | Entry::Organisation
                | Entry::LanguageName(_)
                | Entry::Demonym(_)
        );
        (name
            || matches!(
                entry,
                Entry::NotNumber | Entry::Vague | Entry::NegationNeutral
            ))
        .then_some(())
    };
    if !block.tokens.opens(at, Sorts::BARRIER) {
        return 0;
    }
    block.tokens.find(at, barrier).map_or(0, |(len, ())| len)
}

fn at_token(block: &BlockText<'_>, at: usize, closed: bool) -> Vec<Item> {
    let mut best = Best::default();
    match block.tokens[at].kind {
        TokenKind::Digits if closed => {}
        TokenKind::Digits => in_digits(block, at, &mut best),
        TokenKind::Word => in_words(block, at, closed, &mut best),
        TokenKind::Sign => at_sign(block, at, &mut best),
    }
    best.into_items()
}

fn in_digits(block: &BlockText<'_>, at: usize, best: &mut Best) {
    let tokens = &block.tokens;
    best.take(date::in_digits(block, at));
    if follows_letters(block, at) {
        return;
    }
    let fit = block.lexis.patterns.find(tokens, block.lexis, at);
    let number = number::read(block, at);
    let measured = number
        .as_ref()
        .and_then(|number| measure::read(block, number));
    take_pattern(block, at, fit.as_ref(), measured.as_ref(), best);
    best.take(time::in_digits(block, at));
    best.take(marks::phone(block, at));
    best.take(marks::version(block, at));
    best.take(marks::score(block, at));
    if let Some(number) = number {
        let end = digits::run_end(tokens, at);
        let slashes = (at..end).filter(|&at| tokens.is_sign(at, '/')).count();
        with_number(block, &number, measured, best);
        // `45/13/2022` is no date, and its parts are no numbers.
        if slashes > 1 {
            best.take(Some(Item::new(
                at,
                end,
                Value::Code(tokens.span(at, end).of(block.text).to_owned()),
            )));
        }
    }
}

/// A word that is also another (*năm*: five, year) is a number where it stands before something to count, and
/// neither grammar nor another number stands before it.
fn counts(block: &BlockText<'_>, number: &Number) -> bool {
    let tokens = &block.tokens;
    let grammar = |at: usize| {
        tokens
            .find(at, |entry| {
                matches!(
                    entry,
                    Entry::FunctionWord
                        | Entry::Number(_)
                        | Entry::Ordinal(_)
                        | Entry::Vague
                        | Entry::Relative(_)
                )
                .then_some(())
            })
            .is_some()
    };
    let thing =
        tokens.is_word(number.to) && tokens[number.to].case == Case::Lower && !grammar(number.to);
    let before = number.from.checked_sub(1);
    thing
        && before.is_none_or(|before| {
            tokens.sign(before).is_some() || !grammar(before) && !tokens.is_digits(before)
        })
}

/// Digits behind letters are part of a code: `G20`, `Covid-19`. A currency before them is read from its own token.
fn follows_letters(block: &BlockText<'_>, at: usize) -> bool {
    let tokens = &block.tokens;
    let Some(before) = at.checked_sub(1).filter(|_| tokens.glued(at)) else {
        return false;
    };
    let letters = tokens.is_word(before) && !tokens.is_digits(before);
    let hyphen = matches!(tokens.sign(before), Some('-' | '_'))
        && tokens.glued(before)
        && before > 0
        && tokens.is_word(before - 1)
        && tokens[before - 1].case != Case::Lower;
    letters || hyphen || tokens.is_sign(before, '_')
}

/// Everything that begins with a number, the number alone last.
fn with_number(block: &BlockText<'_>, number: &Number, measured: Option<Item>, best: &mut Best) {
    let tokens = &block.tokens;
    best.take(fraction::percentage(block, number));
    // `550 pound` is a weight, `£550` and `5 million pounds` are money.
    let weighs = number.scale.is_none()
        && measured.as_ref().is_some_and(
            |item| matches!(item.value, Value::Quantity(_, unit) if unit.id() == "pound"),
        );
    if weighs {
        best.take(measured.clone());
    }
    best.take(money::after(block, number));
    best.take(measured);
    let seasons = years_with_slash(block, number);
    let one_of_seasons = seasons.is_some();
    best.take(seasons);
    best.take(fraction::share(block, number));
    best.take(fraction::whole_first(block, number));
    best.take(ordinal(block, number.from));
    best.take(year::read(block, number));
    let letters = tokens.is_digits(number.to - 1)
        && tokens.glued(number.to)
        && tokens.is_word(number.to)
        && tokens.lower(number.to).chars().count() <= 3;
    if !one_of_seasons
        && !letters
        && !number.article
        && (!number.homograph || counts(block, number))
    {
        best.take(Some(number.item()));
    }
}

/// `2021/2022`, `2021/22`: two years that follow each other.
fn years_with_slash(block: &BlockText<'_>, number: &Number) -> Option<Item> {
    let tokens = &block.tokens;
    let first = digits::whole(tokens, number.from)
        .filter(|year| number.plain == 4 && (1900..2100).contains(year))?;
    let at = number.to + 1;
    let second = digits::whole(tokens, at).filter(|_| {
        tokens.is_sign(number.to, '/') && tokens.glued(number.to) && tokens.glued(at)
    })?;
    let follows = if tokens.lower(at).len() == 2 {
        second == (first + 1) % 100
    } else {
        second == first + 1
    };
    let year = |year: u32| {
        i32::try_from(year)
            .ok()
            .map(|year| Box::new(Value::Year(year)))
    };
    Some(Item::new(
        number.from,
        at + 1,
        Value::Range(year(first)?, year(first + 1)?),
    ))
    .filter(|_| follows)
}

fn ordinal(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let (to, place) = pattern::ordinal(tokens, block.lexis, at)?;
    let longer = tokens
        .matches(at)
        .first()
        .is_some_and(|found| at + found.len() >= to && found.entries().contains(&Entry::NotNumber));
    let digits = (at..to).any(|at| tokens.is_digits(at));
    if digits && (at + 1..to).any(|at| tokens.is_digits(at) && marks::phone(block, at).is_some()) {
        return None;
    }
    let spelling = if digits {
        Spelling::Digits
    } else {
        Spelling::Words
    };
    (!longer && tokens.is_claimed(to - 1) == tokens.is_claimed(at))
        .then(|| Item::new(at, to, Value::Ordinal(place.into())).spelled(spelling))
}

fn in_words(block: &BlockText<'_>, at: usize, closed: bool, best: &mut Best) {
    let tokens = &block.tokens;
    if let Some(value) = roman::read(block, at) {
        best.take(Some(Item::new(at, at + 1, Value::Roman(value))));
    }
    if tokens.lower(at) == "v" {
        best.take(marks::version(block, at));
    }
    let fit = block.lexis.patterns.find(tokens, block.lexis, at);
    if fit.is_none() && !tokens.opens(at, Sorts::VALUE) {
        return;
    }
    let number = if closed || starts_closed(block, at) {
        None
    } else {
        number::read(block, at)
    };
    let measured = number
        .as_ref()
        .and_then(|number| measure::read(block, number));
    take_pattern(block, at, fit.as_ref(), measured.as_ref(), best);
    best.take(time::named(block, at));
    best.take(year::of_era(block, at));
    best.take(date::alone(block, at));
    best.take(money::before(block, at));
    if !closed {
        let fraction = fraction::in_words(block, at);
        best.take(
            fraction
                .as_ref()
                .and_then(|fraction| measure::of_fraction(block, fraction)),
        );
        best.take(fraction);
        best.take(ordinal(block, at));
    }
    if let Some(number) = number {
        with_number(block, &number, measured, best);
    }
    if best.is_empty() {
        best.take(money::named(block, at));
    }
}

/// A longer phrase that begins here is no number.
fn starts_closed(block: &BlockText<'_>, at: usize) -> bool {
    let longest = block
        .tokens
        .find(at, |entry| {
            matches!(entry, Entry::Number(_) | Entry::Collective(_)).then_some(())
        })
        .map_or(0, |(len, ())| len);
    closes(block, at) > longest
}

fn at_sign(block: &BlockText<'_>, at: usize, best: &mut Best) {
    let tokens = &block.tokens;
    let Some(sign) = tokens.sign(at).filter(|&sign| !says_nothing(sign)) else {
        return;
    };
    if matches!(sign, '+' | '(') {
        best.take(marks::phone(block, at));
    }
    best.take(money::before(block, at));
    let fraction = fraction::in_words(block, at);
    if fraction.is_some() {
        if let Some(number) = number::read(block, at) {
            best.take(measure::read(block, &number));
        }
        best.take(fraction);
    }
    let fit = block.lexis.patterns.find(tokens, block.lexis, at);
    take_pattern(block, at, fit.as_ref(), None, best);
}

/// Whether no value begins with a sign.
fn says_nothing(sign: char) -> bool {
    matches!(sign, '.' | ',' | '"' | '-' | ')' | ';')
}

/// What a pattern says. `5 giờ` alone is five hours, not five o'clock: only a longer pattern is a time.
fn take_pattern(
    block: &BlockText<'_>,
    at: usize,
    fit: Option<&Fit>,
    measured: Option<&Item>,
    best: &mut Best,
) {
    let Some(fit) = fit else { return };
    match fit.kind {
        Kind::Date => best.take_all(date::of_pattern(block, at, fit)),
        Kind::Decade | Kind::Century => best.take(year::of_pattern(block, at, fit)),
        // `18h` written together is a time wherever the language writes times so.
        Kind::Time
            if measured.is_some_and(|measured| {
                measured.to > fit.to || measured.to == fit.to && !is_clock(block, at, fit)
            }) => {}
        Kind::Time => best.take(time::of_pattern(block, at, fit)),
    }
}

/// An hour of the day in digits with its sign right behind it.
fn is_clock(block: &BlockText<'_>, at: usize, fit: &Fit) -> bool {
    fit.to == at + 2 && block.tokens.glued(at + 1) && fit.fields.hour.is_some_and(|hour| hour < 24)
}

/// Puts weekdays and the dates beside them together.
fn weekdays(block: &BlockText<'_>, items: Vec<Item>) -> Vec<Item> {
    let mut out: Vec<Item> = Vec::with_capacity(items.len());
    for item in items {
        match out.last().and_then(|last| {
            date::joined(block, last, &item).or_else(|| fraction::apart(block, last, &item))
        }) {
            Some(joined) => {
                out.pop();
                out.push(joined);
            }
            None => out.push(item),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::testing::values;
    use super::*;

    proptest! {
        #[test]
        fn no_text_makes_it_stumble(text in "[0-9./:,%$€½°'’–\\- a-zđăâêôơưáíộ\u{a0}\n]{0,40}", which in 0_usize..4) {
            let block = BlockText::of(["en", "es", "vi", "zz"][which], &text);
            let mut found = Vec::new();
            extract(&block, &mut found);
            for pair in found.windows(2) {
                prop_assert!(pair[0].span.end() <= pair[1].span.start());
            }
            for fact in &found {
                prop_assert!(!fact.span.of(&text).is_empty());
            }
        }

        #[test]
        fn words_of_packs_in_any_order_do_not_make_it_stumble(words in proptest::collection::vec(prop_oneof![
            Just("mươi"), Just("hai"), Just("trăm"), Just("rưỡi"), Just("tỷ"), Just("million"), Just("and"), Just("a half"), Just("y"), Just("mil"),
            Just("5"), Just("12"), Just("2022"), Just("/"), Just("-"), Just("%"), Just("ngày"), Just("tháng"), Just("năm"), Just("de"), Just("mayo"), Just("$"), Just("km"),
            Just("9999999999999999999999"), Just("0"), Just("giờ"), Just("XIX"), Just("siglo"), Just("từ"), Just("đến"),
        ], 0..12), which in 0_usize..3) {
            let text = words.join(" ");
            let block = BlockText::of(["en", "es", "vi"][which], &text);
            extract(&block, &mut Vec::new());
        }
    }

    #[test]
    fn the_seed_sentence_has_all_its_values() {
        let text = "18/21 party committees completed their tasks well or better, accounting for 85.71%; 2/21 did, accounting for 9.52% in 2022";
        assert_eq!(
            values("en", text),
            ["18/21", "85.71%", "2/21", "9.52%", "2022"]
        );
    }

    #[test]
    fn seasons_are_two_years() {
        assert_eq!(
            values("en", "the 2021/22 season and 2011/2012"),
            ["2021..2022", "2011..2012"]
        );
    }

    #[test]
    fn ordinals_in_digits_and_words() {
        assert_eq!(values("en", "the 9th and the third"), ["#9", "#3"]);
        assert_eq!(
            values("es", "el 1.º, la 3ª y el tercero"),
            ["#1", "#3", "#3"]
        );
        assert_eq!(values("vi", "thứ 19"), ["#19"]);
        assert_eq!(values("en", "her twenty-second book"), ["#22"]);
    }

    #[test]
    fn twenty_and_a_unit_are_so_many_of_it_and_no_ordinal() {
        assert_eq!(values("es", "al menos veinte segundos"), ["20 second"]);
        assert_eq!(values("pt", "pelo menos trinta segundos"), ["30 second"]);
    }

    #[test]
    fn a_plus_or_a_half_may_stand_before_a_scale() {
        assert_eq!(values("en", "a $300+ billion loss"), ["300000000000 $"]);
        assert_eq!(values("en", "a loss of 3+ units"), ["3"]);
        assert_eq!(
            values("en", "two and a half billion years"),
            ["2500000000 year"]
        );
    }
}
