//! Places at which a text breaks off: a word that cannot end a phrase, with a mark behind it (`he spoke with the.`).

use super::{Text, prose};
use crate::language::Sentences;
use crate::text::Span;

/// The first word of a span that something must follow, and nothing does.
pub(super) fn first(text: Text<'_>, span: Span) -> Option<Span> {
    let sentences = &text.pack()?.sentences;
    let bytes = text.document.text().as_bytes();
    if sentences.open.is_empty() {
        return None;
    }
    let mut words = prose::words(&text, span);
    let mut before: Option<usize> = None;
    let mut following = words.next();
    while let Some((place, word)) = following {
        following = words.next();
        let next = following.map_or(span.end(), |(next, _)| next.start());
        // Nothing but a space stands behind most.
        if next == place.end() + 1 && bytes.get(place.end()) == Some(&b' ') {
            before = Some(place.end());
            continue;
        }
        let gap = text.str(Span::new(place.end(), next));
        let before_it = before.map(|end| text.str(Span::new(end, place.start())));
        if stops(gap).is_some_and(|stop| is_open(sentences, word, stop))
            && before_it.is_some_and(|before| is_running(before) && !is_tag(before, gap))
            && !is_before_aside(text.str(Span::new(place.end(), span.end())))
            && !is_abbreviated(sentences, text.str(Span::new(span.start(), place.end())))
        {
            return Some(place);
        }
        before = Some(place.end());
    }
    None
}

/// Whether a text ends with an abbreviation, but for its point: `Lund et al.` goes on.
fn is_abbreviated(sentences: &Sentences, said: &str) -> bool {
    let mut all = sentences.abbreviations.iter().chain(&sentences.may_end);
    let ends = |short: &String| {
        let before = short
            .strip_suffix('.')
            .and_then(|short| said.strip_suffix(short));
        before.is_some_and(|before| !before.ends_with(char::is_alphanumeric))
    };
    all.any(ends)
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
/// an opening quotation. A quotation that is closed may be of a word alone (`the word “but” stands twice`): it ends a
/// sentence where a mark says so.
fn stops(gap: &str) -> Option<Stop> {
    if gap == " " {
        return None;
    }
    let closed = gap
        .trim_start()
        .trim_start_matches(['”', '»', '"', '’', '\u{a0}', '\u{202f}']);
    let quoted = closed.len() < gap.trim_start().len();
    let mut marks = closed.chars();
    match marks.next()? {
        ',' | '，' | '、' if !quoted => Some(Stop::Pause),
        '.' if marks.next() == Some('.') => None,
        '.' | ';' | '!' | '?' | '。' | '；' | '！' | '？' | ')' => Some(Stop::End),
        _ => None,
    }
}

/// Whether the comma that follows opens a few words which another one closes: `instead of, for example, a car`.
fn is_before_aside(rest: &str) -> bool {
    const FEW_WORDS: usize = 3;
    let Some(inside) = rest.strip_prefix(',') else {
        return false;
    };
    let Some((aside, _)) = inside.split_once([',', '.', ';', '!', '?']) else {
        return false;
    };
    let closed = inside
        .get(aside.len()..)
        .is_some_and(|rest| rest.starts_with(','));
    closed && (1..=FEW_WORDS).contains(&crate::text::words(aside).count())
}

fn is_open(sentences: &Sentences, word: &str, stop: Stop) -> bool {
    let holds = |words: &[String]| words.iter().any(|open| open == word);
    holds(&sentences.open) || (stop == Stop::End && holds(&sentences.leading))
}

/// Whether a word between a comma and a question mark only asks for agreement: `Es ist spät, oder?`
fn is_tag(before: &str, gap: &str) -> bool {
    before.starts_with(',') && gap.trim_start().starts_with(['?', '？'])
}

/// Whether a word stands in running text, by the gap before it: after another word, with a space between. `the.py`, `-a,` and
/// the letter `a)` are something else.
fn is_running(gap: &str) -> bool {
    let gap = gap.strip_prefix(',').unwrap_or(gap);
    !gap.is_empty() && gap.chars().all(char::is_whitespace)
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
        assert_eq!(open("vi", "Nếu trời mưa thì."), some("thì"));
        assert_eq!(
            open("de", "Er stellte das Fahrrad in eine Ecke im."),
            some("im")
        );
        assert_eq!(open("fr", "Le pont fut construit sous."), some("sous"));
        assert_eq!(open("it", "La sala fu aperta nello."), some("nello"));
        assert_eq!(open("pt", "A ponte foi construída sob."), some("sob"));
        assert_eq!(open("es", "Fue el primer."), some("primer"));
        assert_eq!(open("en", "She said “nobody but”."), some("but"));
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
        assert_eq!(
            open(
                "es",
                "Compró, en lugar de, por ejemplo, un coche, una bicicleta."
            ),
            None
        );
        assert_eq!(
            open("fr", "Il en faudrait plusieurs. Ils sont sains et sauf."),
            None
        );
        assert_eq!(open("pt", "O barco foi embora. O elétrico não para."), None);
        assert_eq!(open("it", "Ne farà senza. Ciò nonostante."), None);
        assert_eq!(open("vi", "Cho tôi đi với. Không còn chỗ để."), None);
        assert_eq!(open("de", "Wo ist er denn?"), None);
        assert_eq!(open("ru", "Он сказал, что и."), None);
        assert_eq!(open("fr", "Il vaut « moins que » rien."), None);
        assert_eq!(open("es", "Es un conflicto per se."), None);
        assert_eq!(open("de", "Das trug wenig dazu bei."), None);
        assert_eq!(
            open("de", "Das Geschäft bietet Speisen mit und ohne."),
            None
        );
    }
}
