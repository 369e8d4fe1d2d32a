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
        if let Some(base) = base_of_accented(c) {
            out.push(base);
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
            '\u{ff01}'..='\u{ff5e}' => out.extend(narrow(part)),
            '’' | 'ʼ' | '‘' => out.push('\''),
            other => out.extend(other.to_lowercase()),
        });
    }
}

/// The sign of ASCII that a wide one is (`Ｇ７`), in lower case.
fn narrow(wide: char) -> Option<char> {
    const APART: u32 = 0xfee0;
    let narrow = char::from_u32(u32::from(wide).checked_sub(APART)?)?;
    Some(narrow.to_ascii_lowercase())
}

/// The letters that most texts have with accents, which need no look into the tables of the standard.
fn base_of_accented(c: char) -> Option<char> {
    Some(match c {
        'á' | 'à' | 'â' | 'ã' | 'ä' | 'Á' | 'À' | 'Â' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' => 'e',
        'í' | 'î' | 'ï' | 'Í' => 'i',
        'ó' | 'ô' | 'õ' | 'ö' | 'Ó' | 'Ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ü' => 'u',
        'ñ' | 'Ñ' => 'n',
        'ç' | 'Ç' => 'c',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frequent_letters_fold_to_what_the_standard_says() {
        for c in (0xc0..0x250).filter_map(char::from_u32) {
            if let Some(base) = base_of_accented(c) {
                let mut parts = Vec::new();
                decompose_canonical(c, |part| parts.push(part));
                let accent = ('\u{300}'..='\u{36f}').contains(&parts[1]);
                assert!(parts.len() == 2 && accent, "{c}");
                assert_eq!(parts[0].to_ascii_lowercase(), base, "{c}");
            }
        }
    }

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
