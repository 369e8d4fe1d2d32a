//! A pattern as a pack writes it, into its elements.

use super::{Element, Kind, Pattern};
use crate::facts::tokens::Tokens;
use crate::text::Span;

/// Compiles a pattern; `word` numbers a word in the vocabulary.
pub(super) fn compile(kind: Kind, text: &str, word: &mut dyn FnMut(&str) -> u32) -> Pattern {
    let mut pattern = Pattern {
        kind,
        elements: Vec::new(),
        shift: 0,
    };
    let mut spaced = true;
    for piece in text.split_inclusive('}') {
        let (words, placeholder) = match piece
            .strip_suffix('}')
            .and_then(|piece| piece.rsplit_once('{'))
        {
            Some((words, placeholder)) => (words, Some(placeholder)),
            None => (piece, None),
        };
        let mut tokens = Tokens::default();
        tokens.read(words, Span::new(0, words.len()));
        for at in 0..tokens.len() {
            // Signs stick to what they part (`11/10`), letters may stand off (`5 h 30`).
            let sign = tokens.sign(at).is_some();
            let glued = sign
                && if at == 0 {
                    !spaced && !words.starts_with(' ')
                } else {
                    tokens.glued(at)
                };
            pattern
                .elements
                .push((Element::Word(word(tokens.lower(at))), glued));
        }
        if !words.is_empty() {
            spaced = words.ends_with(' ');
        }
        let after_sign = !spaced && !tokens.is_empty() && tokens.sign(tokens.len() - 1).is_some();
        let element = match placeholder {
            Some("day") => Element::Day,
            Some("days") => Element::Days,
            Some("month") => Element::Month,
            Some("month_number") => Element::MonthNumber,
            Some("year") => Element::Year,
            Some("weekday") => Element::Weekday,
            Some("decade") => Element::Decade,
            Some("ordinal") => Element::Ordinal,
            Some("number") => Element::Number,
            Some("roman") => Element::Roman,
            Some("hour") => Element::Hour,
            Some("minute") => Element::Minute,
            Some("-minute") => Element::MinuteBefore,
            Some("second") => Element::Second,
            Some("half_day") => Element::HalfDay,
            Some(shift) => {
                pattern.shift = shift.parse().unwrap_or_default();
                continue;
            }
            None => continue,
        };
        pattern
            .elements
            .push((element, after_sign && !pattern.elements.is_empty()));
        spaced = false;
    }
    pattern
}
