//! Who says a quotation, and whether it is speech at all or a word set apart.

use smallvec::SmallVec;

use super::lexis::Sorts;
use super::quotation::Marked;
use super::tokens::{Case, Gap, Tokens, stands_alone};
use super::{BlockText, Fact, NameKind, Value};

/// How many tokens away a verb of saying may stand.
const REACH: usize = 16;

/// Whether a quotation is speech, and who speaks.
pub(super) fn of(block: &BlockText<'_>, marked: &Marked, names: &[Fact]) -> (bool, Option<String>) {
    let windows: SmallVec<[(usize, usize); 2]> = [after(block, marked), before(block, marked)]
        .into_iter()
        .flatten()
        .collect();
    let verb = |&(from, to): &(usize, usize)| (from..to).find(|&at| is_verb(&block.tokens, at));
    let verb = windows.iter().find_map(verb);
    let speech = is_speech(block, marked, verb.is_some());
    let speaker = verb.filter(|_| speech).and_then(|verb| {
        windows
            .iter()
            .find_map(|&window| speaker(block, window, verb, names))
    });
    (speech, speaker)
}

/// Whether the words inside are a sentence: several, or as many as no term has, or with a stop at their end
/// (which some languages set outside the marks).
fn is_speech(block: &BlockText<'_>, marked: &Marked, verb: bool) -> bool {
    let tokens = &block.tokens;
    let (from, to) = (
        tokens.at(marked.inner.start()),
        tokens.at(marked.inner.end()),
    );
    let words = (from..to).filter(|&at| tokens.is_word(at)).count();
    let inner = marked.inner.of(block.text);
    let alone = inner.chars().filter(|&c| stands_alone(c)).count();
    // A word of a script that writes none apart is two characters or more.
    let words = words.saturating_sub(alone / 2);
    let stop = |c: char| matches!(c, '.' | ',' | '?' | '!' | '…' | '。' | '，' | '？' | '！');
    let ends = inner.ends_with(stop);
    let after = block.text.get(marked.span.end()..).unwrap_or_default();
    let ends_outside = marked.closed && words > 6 && after.starts_with(stop);
    let starts = block.segments.iter().map(|segment| segment.span.start());
    let several = starts
        .into_iter()
        .any(|start| marked.inner.start() < start && start < marked.inner.end());
    let sentence = words > 3 && (ends || ends_outside || several);
    let said = verb && (words > 5 || (ends && tokens[from].case != Case::Lower));
    sentence || said || words > 12
}

fn is_verb(tokens: &Tokens, at: usize) -> bool {
    tokens.opens(at, Sorts::SPEECH)
}

/// The rest of the sentence after a quotation, as a range of tokens.
fn after(block: &BlockText<'_>, marked: &Marked) -> Option<(usize, usize)> {
    let tokens = &block.tokens;
    if !marked.closed {
        return None;
    }
    let last = marked.inner.of(block.text).chars().next_back();
    let from = tokens.at(marked.span.end());
    // A full stop inside the marks ends the sentence, unless it goes on in lower case or after a dash.
    let new_sentence =
        last == Some('.') && tokens.is_word(from) && tokens[from].case != Case::Lower;
    let stops = |&at: &usize| {
        at < tokens.len()
            && tokens[at].gap != Gap::Line
            && !ends_sentence(tokens, at)
            && !opens_quotation(tokens, at)
    };
    let to = (from..from + REACH).take_while(stops).last();
    let to = to.map_or(from, |at| at + 1);
    // `the “grasp” motto works, he noted: …` speaks of what follows.
    let introduces = last != Some(',') && (from..to).any(|at| tokens.is_sign(at, ':'));
    (!new_sentence && !introduces).then_some((from, to))
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

/// The name in a stretch that stands nearest to the verb: of a person, or one that says nothing else.
fn speaker(
    block: &BlockText<'_>,
    window: (usize, usize),
    verb: usize,
    names: &[Fact],
) -> Option<String> {
    let tokens = &block.tokens;
    if window.0 >= window.1 {
        return None;
    }
    let span = tokens.span(window.0, window.1);
    let distance = |fact: &Fact| {
        let (from, to) = (tokens.at(fact.span.start()), tokens.at(fact.span.end()));
        if verb < from {
            from - verb
        } else {
            (verb + 1).saturating_sub(to)
        }
    };
    let speaks = |fact: &&Fact| {
        let Value::Name(name) = &fact.value else {
            return false;
        };
        let beside = distance(fact) <= 2;
        let fits = match name.kind {
            NameKind::Person => true,
            NameKind::Other => beside || (name.words.len() > 1 && !name.opens_sentence),
            NameKind::Place | NameKind::Organisation | NameKind::Phrase => false,
        };
        span.contains(fact.span) && name.known.is_none() && fits
    };
    let nearest = names
        .iter()
        .filter(speaks)
        .min_by_key(|fact| (distance(fact), fact.span.start()))?;
    Some(nearest.span.of(block.text).to_owned())
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
    fn the_nearest_name_speaks_and_a_stop_outside_the_marks_counts() {
        assert_eq!(
            speech(
                "es",
                "“Votar a favor del juez es votar por todos los demás”, afirmó Okafor en un acto en West Virginia."
            ),
            said("Okafor")
        );
        assert_eq!(
            speech(
                "en",
                "“We will not leave this town,” Okafor told a crowd of Baxter Mills supporters."
            ),
            said("Okafor")
        );
        assert_eq!(
            speech("es", "“Ahí viven más de trescientas mil personas hoy”."),
            [(true, None)]
        );
        assert_eq!(
            speech("en", "Okafor argued they want to “resist and obstruct.”"),
            [(false, None)]
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
