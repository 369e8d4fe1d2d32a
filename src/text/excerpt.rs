//! Short quotes from long texts.

use unicode_segmentation::UnicodeSegmentation;

/// At most `most` user-perceived characters of `text` on one line, cut at a word where one ends near enough, with an ellipsis.
pub fn shorten(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    // No fewer bytes make a character.
    if line.len() <= most {
        return line;
    }
    let Some((cut, _)) = line.grapheme_indices(true).nth(most) else {
        return line;
    };
    let head = line.get(..cut).unwrap_or_default();
    let ends_a_word = line.get(cut..).is_some_and(|rest| rest.starts_with(' '));
    let whole_words = head
        .rfind(' ')
        .filter(|&at| !ends_a_word && at * 2 > cut)
        .and_then(|at| head.get(..at))
        .unwrap_or(head);
    format!(
        "{}…",
        whole_words.trim_end_matches([',', ';', ':', '.', ' '])
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_stands_as_it_is_on_one_line() {
        assert_eq!(shorten("one\n two", 20), "one two");
    }

    #[test]
    fn a_long_text_ends_at_a_word() {
        assert_eq!(shorten("Huỳnh Văn Sáu nói, rằng", 18), "Huỳnh Văn Sáu nói…");
    }
}
