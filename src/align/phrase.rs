//! The form under which the words and phrases of a lexicon are looked up.
//!
//! Part of the build too, which puts the shipped lexicon into this form.

use super::tokens::tokens;

/// The form under which a phrase is looked up.
pub(crate) fn phrase(form: &str) -> String {
    // Letters with single spaces between them are their own tokens, but for their case.
    let mut before = ' ';
    let plain = |c: char| {
        let fits = match c {
            ' ' => before != ' ',
            _ if c.is_ascii() => c.is_ascii_alphabetic(),
            // Latin letters with their marks: each has one lower-case form and is in NFC.
            _ => {
                matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ſ' | 'Ơ' | 'ơ' | 'Ư' | 'ư' | 'Ạ'..='ỹ')
                    && c != 'İ'
                    && c != 'ŉ'
            }
        };
        before = c;
        fits
    };
    if form.chars().all(plain) && before != ' ' {
        return form.to_lowercase();
    }
    let texts: Vec<String> = tokens(form).into_iter().map(|token| token.text).collect();
    texts.join(" ")
}
