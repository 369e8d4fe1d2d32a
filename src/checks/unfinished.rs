//! Places at which a text breaks off: a word that cannot end a phrase, with a mark behind it (`he spoke with the.`).

use super::Text;
use crate::language::Sentences;
use crate::text::Span;

/// The first word of a span that something must follow, and nothing does.
pub(super) fn first(text: Text<'_>, span: Span) -> Option<Span> {
    let sentences = &text.pack()?.sentences;
    if sentences.open.is_empty() {
        return None;
    }
    let said = text.str(span);
    let mut words = crate::text::words(said).peekable();
    let mut before: Option<usize> = None;
    while let Some((at, word)) = words.next() {
        let end = at + word.len();
        let rest = said.get(end..).unwrap_or_default();
        let gap = words
            .peek()
            .and_then(|(next, _)| said.get(end..*next))
            .unwrap_or(rest);
        if stops(gap).is_some_and(|stop| is_open(sentences, word, stop))
            && is_running(said, before, at)
        {
            return Some(Span::new(at, end).shifted(span.start()));
        }
        before = Some(end);
    }
    None
}

/// How firmly a mark ends what stands before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    /// A comma: an aside may begin there.
    Pause,
    /// The sentence is at its end.
    End,
}

/// The mark that follows a word at once or after a space. Colons and dashes may announce what must follow, and so may
/// an opening quotation.
fn stops(gap: &str) -> Option<Stop> {
    if gap == " " {
        return None;
    }
    let mut marks = gap.trim_start().chars();
    match marks.next()? {
        ',' | '，' | '、' => Some(Stop::Pause),
        '.' if marks.next() == Some('.') => None,
        '.' | ';' | '!' | '?' | '。' | '；' | '！' | '？' | ')' | '”' | '»' => {
            Some(Stop::End)
        }
        _ => None,
    }
}

fn is_open(sentences: &Sentences, word: &str, stop: Stop) -> bool {
    let holds = |words: &[String]| words.iter().any(|open| open == word);
    holds(&sentences.open) || (stop == Stop::End && holds(&sentences.leading))
}

/// Whether a word stands in running text: after another word, with a space between. `the.py`, `-a,` and
/// the letter `a)` are something else.
fn is_running(said: &str, before: Option<usize>, at: usize) -> bool {
    let gap = before.and_then(|end| said.get(end..at));
    gap.and_then(|gap| gap.strip_prefix(',').or(Some(gap)))
        .is_some_and(|gap| !gap.is_empty() && gap.chars().all(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::read::from_text;
    use crate::facts::extract;
    use crate::language::Language;

    fn open(tag: &str, text: &str) -> Option<String> {
        let document = from_text("a", text, Language::new(tag));
        let facts = extract(&document);
        let text = Text {
            document: &document,
            facts: &facts,
        };
        let whole = Span::new(0, document.text().len());
        first(text, whole).map(|span| text.str(span).to_owned())
    }

    #[test]
    fn an_article_before_a_mark_is_where_a_sentence_breaks_off() {
        let some = |word: &str| Some(word.to_owned());
        assert_eq!(open("en", "She spoke to the, and then left."), some("the"));
        assert_eq!(open("es", "El acto fue organizado por el."), some("el"));
        assert_eq!(open("es", "Visitaron la ciudad y."), some("y"));
        assert_eq!(open("vi", "Ông gặp đại diện của, rồi ra về."), some("của"));
        assert_eq!(open("vi", "Xe đã đến, nhưng."), some("nhưng"));
    }

    #[test]
    fn words_that_may_end_a_phrase_and_letters_do_not_break_it_off() {
        assert_eq!(
            open("en", "What is it made of? Come in. See vitamin A."),
            None
        );
        assert_eq!(open("en", "He left and, after a while, came back."), None);
        assert_eq!(open("es", "A las 5 a. m. llegó y, de paso, saludó."), None);
        assert_eq!(
            open("es", "Dijo que: «No». Los puntos a) y b) son claros."),
            None
        );
        assert_eq!(open("vi", "Tình hình hiện tại. Họ được tự do."), None);
        assert_eq!(open("ru", "Он сказал, что и."), None);
    }
}
