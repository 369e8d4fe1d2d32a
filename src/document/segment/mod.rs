//! Passages to segments: the sentence boundaries of UAX #29, less those after abbreviations, initials,
//! list numbers and inside addresses, plus a few that it has no rule for.
//!
//! Sentences inside quotation marks stay apart: a splitter that glues them does so in one language and
//! not in the other, and alignment pays for it.

mod added;
mod boundary;
mod list;
mod token;
mod words;

use smallvec::SmallVec;
use unicode_segmentation::UnicodeSegmentation;

use crate::language::Language;
use crate::text::{Span, is_latin_letter};
use words::Words;

/// Segments of a passage; most have few.
type Segments = SmallVec<[Span; 4]>;

/// The segments of a passage, as spans of `passage`, without white space at the ends.
pub(super) fn segments(passage: &str, language: Option<Language>) -> Segments {
    let words = Words::of(language);
    let mut out = Segments::new();
    let mut start = 0;
    let mut at = 0;
    while at < passage.len() {
        let from = at;
        at = sentence_end(passage, from);
        added::boundaries(passage, from, at, words, |extra| {
            cut(passage, &mut start, extra, &mut out);
        });
        if at < passage.len() && !boundary::holds(passage, start, at, words) {
            continue;
        }
        cut(passage, &mut start, at, &mut out);
    }
    out
}

/// Where the sentence of UAX #29 ends that begins at `from`.
///
/// A sentence ends behind a mark only, and of what stands before the mark nothing but the letter right before it is asked
/// for: so the standard's own way, which looks every character up, begins at the word of the first mark. Nor is it asked
/// about the marks with which a passage ends.
fn sentence_end(passage: &str, from: usize) -> usize {
    let rest = passage.get(from..).unwrap_or_default();
    let inner = rest.trim_end_matches(is_last_mark);
    let Some(mark) = first_mark(inner) else {
        return passage.len();
    };
    let before = rest.get(..mark).unwrap_or_default();
    let word = before.trim_end_matches(|c: char| c != ' ').len();
    let tail = rest.get(word..).unwrap_or_default();
    let sentence = tail.split_sentence_bounds().next().unwrap_or(tail);
    from + word + sentence.len()
}

/// Marks between which no sentence ends.
fn is_last_mark(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '"' | '\'' | ')' | ']' | '”' | '’' | '»'
    )
}

/// Where the first character stands behind which a sentence may end.
fn first_mark(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_mark = |at: usize| match bytes.get(at) {
        // A number or a small letter right behind it goes on.
        Some(b'.') => !matches!(bytes.get(at + 1), Some(b'0'..=b'9' | b'a'..=b'z')),
        Some(0x80..) => {
            let c = text.get(at..).and_then(|rest| rest.chars().next());
            c.is_some_and(may_end_sentence)
        }
        _ => true,
    };
    let mut at = 0;
    loop {
        let rest = bytes.get(at..)?;
        at += rest
            .iter()
            .position(|&byte| MAY_BE_MARK[usize::from(byte)])?;
        if is_mark(at) {
            return Some(at);
        }
        at += 1;
    }
}

/// The bytes with which a character begins behind which a sentence may end.
const MAY_BE_MARK: [bool; 256] = {
    let mut marks = [false; 256];
    let mut byte = 0;
    while byte < marks.len() {
        marks[byte] = matches!(byte, 0x0a | 0x0d | 0x21 | 0x2e | 0x3f | 0xc2 | 0xd6..);
        byte += 1;
    }
    marks
};

/// Whether a sentence may end behind a character: a few of ASCII and of general punctuation, and signs of other scripts,
/// which begin with the Armenian ones.
fn may_end_sentence(c: char) -> bool {
    match c {
        '.' | '!' | '?' | '\n' | '\r' | '\u{85}' => true,
        '\u{2010}'..='\u{2023}' | '\u{2025}'..='\u{2027}' => false,
        _ => c >= '\u{589}' && !is_latin_letter(c) && !c.is_alphabetic(),
    }
}

/// Ends a segment at `at`; a list written in one line is taken apart.
fn cut(passage: &str, start: &mut usize, at: usize, out: &mut Segments) {
    let span = Span::new(*start, at);
    *start = at;
    list::items(span.of(passage), |part| {
        push(passage, part.shifted(span.start()).trimmed(passage), out);
    });
}

/// A bar or a sign alone says nothing: it goes with what stands before it.
fn push(passage: &str, part: Span, out: &mut Segments) {
    let text = part.of(passage);
    let says = text.chars().any(char::is_alphanumeric);
    let bars = text.len() - text.trim_start_matches(['|', ' ']).len();
    let signs = if says { bars } else { text.len() };
    let middle = part.start() + signs;
    let (signs, rest) = (
        Span::new(part.start(), middle),
        Span::new(middle, part.end()),
    );
    let rest = match out.last_mut() {
        Some(before) if !signs.is_empty() => {
            *before = before.cover(signs.trimmed(passage));
            rest
        }
        _ => part,
    };
    let mut rest = rest;
    while rest.len() > LONGEST {
        let at = rest.start() + breaking_point(rest.of(passage));
        out.push(Span::new(rest.start(), at).trimmed(passage));
        rest = Span::new(at, rest.end()).trimmed(passage);
    }
    if !rest.is_empty() {
        out.push(rest);
    }
}

/// Bytes beyond which a text without any sentence mark is no sentence, but a table, a listing or a whole book on one line. It is
/// cut between words, for what is compared sentence by sentence costs more than its length.
const LONGEST: usize = 8192;

/// Where a text that is too long is cut: behind its last space in reach, or where no letter is torn apart.
fn breaking_point(text: &str) -> usize {
    let reach = text.floor_char_boundary(LONGEST);
    let head = text.get(..reach).unwrap_or(text);
    let space = head.rfind(char::is_whitespace).filter(|&at| at > reach / 2);
    space.unwrap_or(reach)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_text_without_any_mark_is_cut_between_words() {
        let line = "the river rose by night ".repeat(2000);
        let parts = segments(&line, None);
        assert!(parts.len() > 4 && parts.iter().all(|part| part.len() <= LONGEST));
        let words: usize = parts
            .iter()
            .map(|part| part.of(&line).split(' ').count())
            .sum();
        assert_eq!(words, 10_000);
        let letters = "ắ".repeat(20_000);
        let parts = segments(&letters, None);
        assert_eq!(
            parts.iter().map(|part| part.len()).sum::<usize>(),
            letters.len()
        );
    }

    fn same_sentences(text: &str) -> bool {
        let mut at = 0;
        text.split_sentence_bounds().all(|sentence| {
            let end = sentence_end(text, at);
            let same = end == at + sentence.len();
            at = end;
            same
        })
    }

    #[test]
    fn every_mark_that_ends_a_sentence_is_known() {
        // Beyond, letters only.
        let signs = (0..0x1_e000).filter_map(char::from_u32);
        for c in signs.filter(|c| !c.is_alphabetic()) {
            let (apart, glued) = (format!("Aa aa{c} Bb"), format!("a{c}B"));
            assert!(same_sentences(&apart) && same_sentences(&glued), "{c:?}");
        }
    }

    proptest! {
        #[test]
        fn sentences_are_those_of_the_standard(text in "[a-cA-CñÁ0-9 .,:;?!'’“”\"()\\-…\n\r\t\u{a0}\u{301}\u{ad}\u{85}\u{2028}。今א٣]{0,60}") {
            prop_assert!(same_sentences(&text), "{:?}", text);
        }
    }

    fn split<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
        segments(text, Language::new(language))
            .into_iter()
            .map(|span| span.of(text))
            .collect()
    }

    #[test]
    fn sentences_inside_quotation_marks_stay_apart() {
        let text = "“The first. The second,” said Anna. “However, many cadres left. They came back.” The end.";
        assert_eq!(split(text, "en").len(), 5);
    }

    #[test]
    fn a_sign_alone_is_no_segment() {
        assert_eq!(
            split("It rose by 6%. | It fell.", "en"),
            ["It rose by 6%. |", "It fell."]
        );
        assert_eq!(split("Nothing came of it. ***", "en").len(), 1);
    }

    #[test]
    fn document_codes_are_not_cut_after_their_number_sign() {
        let text =
            "Under Instruction No. 12-HD/BTCTW of 2023, all units report. Directive No. 7 follows.";
        assert_eq!(split(text, "en").len(), 2);
        let text = "Thực hiện Nghị quyết số 21-NQ/TW ngày 16.6.2022. TP. Nam Định có 3 xã.";
        assert_eq!(split(text, "vi").len(), 2);
    }

    #[test]
    fn titles_and_initials_go_on() {
        assert_eq!(
            split("We met J. R. R. Tolkien and Dr. No. They left.", "en").len(),
            2
        );
        assert_eq!(
            split(
                "La Sra. Rescia vive en EE. UU. desde ayer. El Dr. Naser no.",
                "es"
            )
            .len(),
            2
        );
        assert_eq!(
            split("PGS. TS. Trần Văn A cho biết. Ông nói thêm.", "vi").len(),
            2
        );
    }

    #[test]
    fn a_time_of_day_goes_on_before_its_zone_and_its_day() {
        assert_eq!(
            split(
                "It starts at 5 p.m. ET on Monday. It ends at 7 p.m. Saturday.",
                "en"
            )
            .len(),
            2
        );
        assert_eq!(
            split("He left at 6 p.m. The shop was closed.", "en").len(),
            2
        );
    }

    #[test]
    fn initials_of_a_name_stay_with_it() {
        assert_eq!(split("He is known as P. Diddy. He sings.", "en").len(), 2);
        assert_eq!(
            split("Un experto en I. A. que trabaja aquí. Otro no.", "es").len(),
            2
        );
    }

    #[test]
    fn a_question_inside_a_sentence_does_not_end_it() {
        assert_eq!(
            split("“Where is it?” she asked. Nobody knew.", "en").len(),
            2
        );
        assert_eq!(
            split("See https://example.org/a?b=C!d for more. Thanks.", "en").len(),
            2
        );
    }

    #[test]
    fn a_list_in_one_line_is_taken_apart_in_order() {
        assert_eq!(
            split("1) The first item 2) The second item", "en"),
            ["1) The first item", "2) The second item"]
        );
        assert_eq!(split("It cost 2) much.", "en").len(), 1);
    }

    #[test]
    fn a_line_break_that_is_meant_ends_a_segment() {
        assert_eq!(split("Cell one\nCell two", "en"), ["Cell one", "Cell two"]);
    }
}
