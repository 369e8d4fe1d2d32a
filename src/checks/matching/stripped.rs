//! Signs of a unit that have lost their number: `50 % männlich / % weiblich`.

use super::atom::{Atom, Sort};
use super::held::is_value;
use super::sheet::Side;
use crate::checks::Text;
use crate::facts::symbols;

/// Signs of a percentage.
const PERCENT: [&str; 3] = ["%", "％", "٪"];

/// Whether the sign of an amount's unit stands on the other side without a number, and nowhere so on its own: there its number
/// was lost, whatever else says it.
pub(super) fn is_stripped(
    atom: &Atom<'_>,
    own: (Text<'_>, &Side<'_>),
    other: (Text<'_>, &Side<'_>),
) -> bool {
    let signs: Vec<&str> = match atom.sort {
        Sort::Percent => PERCENT.to_vec(),
        // One letter and *ha* are words too.
        Sort::Measure(unit) => symbols(unit)
            .filter(|sign| sign.len() > 1 && *sign != "ha")
            .collect(),
        _ => return false,
    };
    let bare = |(text, side): (Text<'_>, &Side<'_>)| {
        signs.iter().any(|sign| stands_bare(text, side, sign))
    };
    bare(other) && !bare(own)
}

/// Whether a sign stands in running text with no number before it or behind it.
fn stands_bare(text: Text<'_>, side: &Side<'_>, sign: &str) -> bool {
    let Some(span) = side.span else { return false };
    let said = text.str(span);
    said.match_indices(sign).any(|(at, _)| {
        let around = said.get(..at).zip(said.get(at + sign.len()..));
        around.is_some_and(|(before, behind)| {
            let word = |c: char| c.is_alphanumeric();
            // `20%-30 %`, `№ %`, `(%)` and `%d` are something else.
            let parted = before.ends_with([' ', '\u{a0}', '\u{202f}'])
                && behind.starts_with([' ', '\u{a0}', '.', ',', ';', '!', '?', '-']);
            let before = before.trim_end();
            parted
                && before.ends_with(|c: char| word(c) || matches!(c, '/' | '(' | ',' | '-' | '–'))
                && !before.ends_with(|c: char| c.is_numeric())
                && !behind.trim_start().starts_with(|c: char| c.is_numeric())
                && !is_value(side, span.start() + at)
        })
    })
}
