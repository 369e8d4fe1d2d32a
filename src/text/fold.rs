//! Folding: the form in which names and rare words are compared across languages.

use unicode_normalization::char::decompose_canonical;

/// Lower case without diacritics: `Huỳnh Văn Sáu` and `Huynh Van Sau` fold to the same text, and
/// `Đ` to `d`. Marks of other scripts (a Devanagari vowel, a dakuten) are letters there and stay.
/// Number words are never folded: in Vietnamese the tone tells seven from fly.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// [`fold`], appended to `out`.
pub fn fold_into(text: &str, out: &mut String) {
    for c in text.chars() {
        if c.is_ascii() {
            out.push(c.to_ascii_lowercase());
            continue;
        }
        decompose_canonical(c, |part| match part {
            '\u{300}'..='\u{36f}' => {}
            'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
            'ł' | 'Ł' => out.push('l'),
            'ø' | 'Ø' => out.push('o'),
            'ı' => out.push('i'),
            'ß' | 'ẞ' => out.push_str("ss"),
            'æ' | 'Æ' => out.push_str("ae"),
            'œ' | 'Œ' => out.push_str("oe"),
            'þ' | 'Þ' => out.push_str("th"),
            '’' | 'ʼ' | '‘' => out.push('\''),
            other => out.extend(other.to_lowercase()),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vietnamese_names_fold_to_their_unaccented_spelling() {
        assert_eq!(fold("Huỳnh Văn Sáu"), fold("Huynh Van Sau"));
        assert_eq!(fold("1524-QĐ/HU"), "1524-qd/hu");
    }

    #[test]
    fn marks_that_are_letters_of_another_script_stay() {
        assert_eq!(fold("हिन्दी"), "हिन्दी");
        assert_eq!(fold("Straße"), "strasse");
    }
}
