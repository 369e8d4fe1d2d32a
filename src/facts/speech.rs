//! Who says a quotation, and whether it is speech at all or a word set apart.

use super::lexis::Entry;
use super::quotation::Marked;
use super::tokens::{Gap, Tokens};
use super::{BlockText, Fact, NameKind, Value};
use crate::text::Span;

/// How many tokens away a verb of saying may stand.
const REACH: usize = 16;

/// Whether a quotation is speech, and who speaks.
pub(super) fn of(block: &BlockText<'_>, marked: &Marked, names: &[Fact]) -> (bool, Option<String>) {
    let tokens = &block.tokens;
    let inner = (
        tokens.at(marked.inner.start()),
        tokens.at(marked.inner.end()),
    );
    let words = (inner.0..inner.1).filter(|&at| tokens.is_word(at)).count();
    let last = marked.inner.of(block.text).chars().next_back();
    let ends = last.is_some_and(|c| matches!(c, '.' | ',' | '?' | '!' | '…'));
    let several = block.segments.iter().any(|segment| {
        marked.inner.start() < segment.span.start() && segment.span.start() < marked.inner.end()
    });
    let beside = [after(block, marked, last), before(block, marked)];
    let says = beside
        .iter()
        .flatten()
        .find(|&&(from, to)| (from..to).any(|at| is_verb(tokens, at)));
    let speech = (words > 3 && (ends || several)) || (says.is_some() && (ends || words > 5));
    let speaker = says.filter(|_| speech).and_then(|_| {
        beside
            .iter()
            .flatten()
            .find_map(|&window| speaker(block, window, names))
    });
    (speech, speaker)
}

fn is_verb(tokens: &Tokens, at: usize) -> bool {
    tokens
        .find(at, |entry| (entry == Entry::Speech).then_some(()))
        .is_some()
}

/// The rest of the sentence after a quotation, as a range of tokens.
fn after(block: &BlockText<'_>, marked: &Marked, last: Option<char>) -> Option<(usize, usize)> {
    let tokens = &block.tokens;
    if !marked.closed {
        return None;
    }
    let from = tokens.at(marked.span.end());
    // A full stop inside the marks ends the sentence, unless it goes on in lower case or after a dash.
    let new_sentence = last == Some('.')
        && tokens.is_word(from)
        && tokens[from].case != super::tokens::Case::Lower;
    let stops = |&at: &usize| {
        at < tokens.len()
            && tokens[at].gap != Gap::Line
            && !ends_sentence(tokens, at)
            && !opens_quotation(tokens, at)
    };
    (!new_sentence).then(|| {
        (
            from,
            (from..from + REACH)
                .take_while(stops)
                .last()
                .map_or(from, |at| at + 1),
        )
    })
}

/// The sentence up to a quotation, as a range of tokens.
fn before(block: &BlockText<'_>, marked: &Marked) -> Option<(usize, usize)> {
    let tokens = &block.tokens;
    if !marked.opened {
        return None;
    }
    let to = tokens.at(marked.span.start());
    let stops = |&at: &usize| !ends_sentence(tokens, at);
    let from = (to.saturating_sub(REACH)..to)
        .rev()
        .take_while(stops)
        .last()
        .unwrap_or(to);
    Some((from, to))
}

fn ends_sentence(tokens: &Tokens, at: usize) -> bool {
    tokens
        .sign(at)
        .is_some_and(|sign| matches!(sign, '.' | '?' | '!' | '…' | ';'))
        && !tokens.glued(at + 1)
}

fn opens_quotation(tokens: &Tokens, at: usize) -> bool {
    !tokens.glued(at)
        && tokens
            .sign(at)
            .is_some_and(|sign| matches!(sign, '"' | '“' | '«' | '„'))
}

/// The person named in a stretch, else the fullest name in it.
fn speaker(block: &BlockText<'_>, (from, to): (usize, usize), names: &[Fact]) -> Option<String> {
    let span: Span = if from < to {
        block.tokens.span(from, to)
    } else {
        return None;
    };
    let named = names.iter().filter_map(|fact| match &fact.value {
        Value::Name(name) if span.contains(fact.span) && name.known.is_none() => Some((fact, name)),
        _ => None,
    });
    let rank = |kind: NameKind, words: usize| match kind {
        NameKind::Person => 2,
        NameKind::Other if words > 1 => 1,
        NameKind::Other | NameKind::Place | NameKind::Organisation | NameKind::Phrase => 0,
    };
    let ranked = named
        .map(|(fact, name)| (rank(name.kind, name.words.len()), fact))
        .filter(|&(rank, _)| rank > 0);
    ranked
        .max_by_key(|&(rank, fact)| (rank, std::cmp::Reverse(fact.span.start())))
        .map(|(_, fact)| fact.span.of(block.text).to_owned())
}

#[cfg(test)]
mod tests {
    use crate::facts::{BlockText, Quotation, Value, references};

    fn speech(language: &str, text: &str) -> Vec<(bool, Option<String>)> {
        let mut found = Vec::new();
        references::extract(&BlockText::of(language, text), &mut found);
        let speech = found.into_iter().filter_map(|fact| match fact.value {
            Value::Quotation(Quotation {
                speech, speaker, ..
            }) => Some((speech, speaker)),
            _ => None,
        });
        speech.collect()
    }

    fn said(by: &str) -> Vec<(bool, Option<String>)> {
        vec![(true, Some(by.to_owned()))]
    }

    #[test]
    fn the_speaker_stands_beside_a_verb_of_saying() {
        assert_eq!(
            speech(
                "en",
                "“The work was done quite well,” emphasized Nguyen Vinh Phuc, Head of the Board."
            ),
            said("Nguyen Vinh Phuc")
        );
        assert_eq!(
            speech(
                "es",
                "\"La labor se hizo bastante bien\", enfatizó el Jefe del Departamento, Huynh Van Sau."
            ),
            said("Huynh Van Sau")
        );
        assert_eq!(
            speech(
                "vi",
                "Ông Huỳnh Văn Sáu nhấn mạnh: “Công việc được thực hiện rất tốt.”"
            ),
            said("Huỳnh Văn Sáu")
        );
    }

    #[test]
    fn a_word_set_apart_is_no_speech() {
        for (language, text) in [
            ("en", "the \"grasp\" motto was carried out well"),
            ("en", "Huynh Van Sau said the \"grasp\" motto was good"),
            ("es", "el lema \"captar\" se cumple"),
            ("vi", "thực hiện tốt phương châm “nắm”"),
        ] {
            assert_eq!(speech(language, text), [(false, None)], "{text}");
        }
    }
}
