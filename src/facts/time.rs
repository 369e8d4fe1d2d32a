//! Times of day: `05:27`, `5:30 p.m.`, `7 giờ tối`, `las siete y media`, noon and midnight.

use super::digits;
use super::item::Item;
use super::lexis::{Entry, Sorts};
use super::number;
use super::pattern::{self, Fields, Fit, Half, Kind};
use super::spelled;
use super::value::{Time, Unit, Value};
use super::{BlockText, Spelling};

/// The time of a pattern that fits.
pub(super) fn of_pattern(block: &BlockText<'_>, at: usize, fit: &Fit) -> Option<Item> {
    let named = (at..fit.to).any(|word| number::is_in_a_name(block, word, word + 1));
    if fit.kind != Kind::Time || !fit.fields.digits && named || is_length(block, at, fit) {
        return None;
    }
    let spelling = if fit.fields.digits {
        Spelling::Digits
    } else {
        Spelling::Words
    };
    Some(Item::new(at, fit.to, Value::Time(time(&fit.fields)?)).spelled(spelling))
}

/// Whether the hours go on with minutes as lengths of time do: *frente a las 5 horas y 45 minutos*.
fn is_length(block: &BlockText<'_>, at: usize, fit: &Fit) -> bool {
    let tokens = &block.tokens;
    let unit = |at: usize, id: &'static str| {
        tokens.find(at, |entry| (entry == Entry::Unit(Unit(id))).then_some(()))
    };
    let hours = (at..=fit.to).find_map(|word| Some(word + unit(word, "hour")?.0));
    let Some(after) = hours.filter(|&after| fit.fields.minute.is_none() && after >= fit.to) else {
        return false;
    };
    let joined = tokens
        .find(after, |entry| (entry == Entry::Joiner).then_some(()))
        .map_or(after, |(len, ())| after + len);
    let number = if tokens.is_digits(joined) {
        Some(joined + 1)
    } else {
        spelled::read(tokens, block.lexis, joined).map(|number| number.to)
    };
    number.is_some_and(|after| unit(after, "minute").is_some())
}

fn time(fields: &Fields) -> Option<Time> {
    let hour = fields.hour?;
    let half_unsure = fields.half.is_none() && (1..=12).contains(&hour) && !fields.zero;
    let hour = match (fields.half, hour) {
        (Some(Half::First), 12) | (None, 24) => 0,
        (Some(Half::Second), 1..=11) => hour + 12,
        (_, 24..) => return None,
        _ => hour,
    };
    let minutes =
        i32::from(hour) * 60 + i32::from(fields.minute.unwrap_or(0)) + i32::from(fields.shift);
    let minutes = minutes.rem_euclid(24 * 60);
    Some(Time {
        hour: u8::try_from(minutes / 60).ok()?,
        minute: u8::try_from(minutes % 60).ok()?,
        second: fields.second,
        half_unsure,
    })
}

/// `05:27`, `17:45:30`, with a half of the day behind it or not; every language writes it.
pub(super) fn in_digits(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let colon = |at: usize| {
        tokens.is_sign(at, ':')
            && tokens.glued(at)
            && tokens.is_digits(at + 1)
            && tokens.glued(at + 1)
            && tokens.lower(at + 1).len() == 2
    };
    let small = |at: usize, below: u32| {
        digits::whole(tokens, at)
            .filter(|&value| value < below && tokens.lower(at).len() <= 2)
            .and_then(|value| u8::try_from(value).ok())
    };
    if !colon(at + 1) {
        return of_four_digits(block, at);
    }
    let mut fields = Fields {
        hour: Some(small(at, 25)?),
        zero: tokens.lower(at).starts_with('0'),
        minute: Some(small(at + 2, 60)?),
        ..Fields::default()
    };
    let mut to = at + 3;
    if colon(to) {
        fields.second = Some(small(to + 1, 60)?);
        to += 2;
    }
    if digits::goes_on(tokens, to) {
        return None;
    }
    if let Some((len, half)) = pattern::half_day(tokens, to) {
        fields.half = Some(half);
        to += len;
    }
    Some(Item::new(at, to, Value::Time(time(&fields)?)))
}

/// `0500`, as timetables and armies write it. Without the leading zero it is a number or a year.
fn of_four_digits(block: &BlockText<'_>, at: usize) -> Option<Item> {
    let tokens = &block.tokens;
    let digits = tokens.lower(at);
    let (hour, minute) = digits.split_at_checked(2)?;
    let joined = |sign: usize| {
        tokens.glued(sign) && matches!(tokens.sign(sign), Some('+' | '-' | '/' | '.' | ',' | '#'))
    };
    let beside = tokens.glued(at) && at > 0 && tokens.is_word(at - 1)
        || tokens.glued(at + 1) && tokens.is_word(at + 1)
        || tokens.glued(at) && at > 0 && joined(at - 1)
        || tokens.is_digits(at + 1)
        || joined(at + 1) && tokens.is_digits(at + 2) && tokens.glued(at + 2)
        || at > 0 && tokens.is_digits(at - 1);
    if beside || digits.len() != 4 || !digits.starts_with('0') {
        return None;
    }
    let fields = Fields {
        hour: hour.parse().ok(),
        zero: true,
        minute: Some(minute.parse().ok().filter(|minute| *minute < 60)?),
        ..Fields::default()
    };
    Some(Item::new(at, at + 1, Value::Time(time(&fields)?)))
}

/// Noon and midnight.
pub(super) fn named(block: &BlockText<'_>, at: usize) -> Option<Item> {
    if !block.tokens.opens(at, Sorts::NOON) {
        return None;
    }
    // The second half of *après-midi* is no noon.
    if at > 0 && block.tokens.glued(at) && block.tokens.is_sign(at - 1, '-') {
        return None;
    }
    let (len, hour) = block.tokens.find(at, |entry| match entry {
        Entry::Noon => Some(12),
        Entry::Midnight => Some(0),
        _ => None,
    })?;
    // `minuit et demi`.
    let to = at + len;
    let half = spelled::and_a_half(&block.tokens, to);
    let time = Time {
        hour,
        minute: if half.is_some() { 30 } else { 0 },
        second: None,
        half_unsure: false,
    };
    let to = to + half.unwrap_or(0);
    Some(Item::new(at, to, Value::Time(time)).spelled(Spelling::Words))
}

#[cfg(test)]
mod tests {
    use super::super::testing::values;

    #[test]
    fn hours_and_minutes_after_an_article_are_a_length_of_time() {
        assert_eq!(
            values(
                "es",
                "tardó 3 horas, frente a las 5 horas y 45 minutos de antes"
            ),
            ["3 hour", "345 minute"]
        );
        assert_eq!(values("es", "abre a las 5 horas"), ["05:00"]);
    }

    #[test]
    fn an_opening_in_words_takes_the_whole_time() {
        assert_eq!(values("vi", "mở lúc 7 giờ 30 tối"), ["19:30"]);
        assert_eq!(values("vi", "vào phút thứ 13:10"), ["13:10"]);
    }

    #[test]
    fn times_in_digits() {
        assert_eq!(
            values("en", "at 05:27, 17:45 and 5:30 p.m."),
            ["05:27", "17:45", "17:30"]
        );
        assert_eq!(values("es", "a las 17:45 horas"), ["17:45"]);
        assert_eq!(values("vi", "lúc 5h30 và 17 giờ 45"), ["05:30", "17:45"]);
    }

    #[test]
    fn times_in_words() {
        assert_eq!(values("vi", "7 giờ tối"), ["19:00"]);
        assert_eq!(values("vi", "7 giờ rưỡi sáng")[0], "07:30");
        assert_eq!(
            values("en", "half past seven, a quarter to five"),
            ["07:30", "04:45"]
        );
        assert_eq!(values("en", "at noon"), ["12:00"]);
        assert_eq!(values("en", "at 5 pm"), ["17:00"]);
        assert_eq!(values("es", "a las cinco de la tarde"), ["17:00"]);
    }

    #[test]
    fn what_has_no_such_hour_is_no_time() {
        assert!(
            values("en", "at 25:10:99")
                .iter()
                .all(|value| !value.contains(':'))
        );
        assert_eq!(values("en", "a ratio of 3:1"), ["3-1"]);
        assert!(values("es", "llegó a las Cuatro Esquinas").is_empty());
        assert_eq!(
            values("vi", "trong 2 giờ, trong 24h"),
            ["2 hour", "24 hour"]
        );
        assert_eq!(values("vi", "lúc 18h"), ["18:00"]);
    }
}
