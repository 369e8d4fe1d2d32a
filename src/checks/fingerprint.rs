//! A name for a finding that survives moved lines and edits elsewhere.

use crate::text::push_lower;

/// Hash of the rule, the texts of the units it stands in, the values that differ, and two numbers that tell apart what
/// is otherwise equal: how many units of the same words stand before, and how many equal findings in the same unit.
/// White space and case of the units do not count. 128 bits of BLAKE3 in hexadecimal.
pub fn fingerprint(
    rule: &str,
    units: &[&str],
    values: &[String],
    (twins, equals): (usize, usize),
) -> String {
    // Hashed at once: each part with a zero behind it.
    let mut said = String::new();
    let part = |said: &mut String, text: &str| {
        said.push_str(text);
        said.push('\0');
    };
    part(&mut said, rule);
    for unit in units {
        for word in unit.split_whitespace() {
            push_lower(word, &mut said);
            said.push('\0');
        }
        said.push('\0');
    }
    part(&mut said, "\u{1}");
    values.iter().for_each(|value| part(&mut said, value));
    part(&mut said, &twins.to_string());
    part(&mut said, &equals.to_string());
    let hash = blake3::hash(said.as_bytes());
    hash.to_hex().chars().take(32).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_breaks_do_not_change_it_and_values_do() {
        let one = fingerprint(
            "number-mismatch",
            &["He paid 5.", "Pagó 6."],
            &["5".into(), "6".into()],
            (0, 0),
        );
        assert_eq!(
            one,
            fingerprint(
                "number-mismatch",
                &["He  paid\n5.", "Pagó 6."],
                &["5".into(), "6".into()],
                (0, 0)
            )
        );
        assert_ne!(
            one,
            fingerprint(
                "number-mismatch",
                &["He paid 5.", "Pagó 6."],
                &["5".into(), "7".into()],
                (0, 0)
            )
        );
        assert_ne!(
            one,
            fingerprint(
                "number-mismatch",
                &["He paid 5.", "Pagó 6."],
                &["5".into(), "6".into()],
                (1, 0)
            )
        );
    }
}
