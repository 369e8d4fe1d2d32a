//! Text that a spreadsheet must not take for a formula.

use std::borrow::Cow;

/// Characters that make a formula of a cell that begins with one. Spreadsheets take the full-width forms for the others.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Whether a cell that holds this text alone could be taken for a formula.
pub(super) fn is_formula(text: &str) -> bool {
    text.starts_with(FORMULA)
}

/// The text with an apostrophe before what could begin a formula, as spreadsheets write a text that is meant as one.
/// Where the list separator is a semicolon, as in much of Europe, a cell of a comma-separated file is cut at
/// semicolons and tabs: what follows one of them is a cell's beginning too.
pub(super) fn harmless(text: &str) -> Cow<'_, str> {
    let mut starts = true;
    let risky = text.char_indices().filter(|&(_, c)| {
        let here = starts && FORMULA.contains(&c);
        starts = matches!(c, ';' | '\t' | '\n' | '\r');
        here
    });
    let at: Vec<usize> = risky.map(|(at, _)| at).collect();
    if at.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + at.len());
    let mut done = 0;
    for at in at {
        out.push_str(text.get(done..at).unwrap_or_default());
        out.push('\'');
        done = at;
    }
    out.push_str(text.get(done..).unwrap_or_default());
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_begin_a_formula_is_marked_as_text() {
        for text in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert!(is_formula(text), "{text:?}");
            assert!(harmless(text).starts_with('\''), "{text:?}");
        }
        assert_eq!(harmless("a;=HYPERLINK(1)"), "a;'=HYPERLINK(1)");
    }

    #[test]
    fn prose_stays_as_it_is() {
        for text in [
            "",
            "It rose by -3 %; +2 later",
            "a = b",
            "1-1",
            "“=”",
            "mail me @ home",
        ] {
            assert!(matches!(harmless(text), Cow::Borrowed(_)), "{text:?}");
        }
    }
}
