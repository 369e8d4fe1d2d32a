//! Words that stand only with a denial, and have none: `hề`, `at all`, `siquiera`.

use super::asking::asks;
use super::{BlockText, Fact, Spelling, Value};

/// Tells of a word that needs a denial and has none.
pub(super) fn tell(
    block: &BlockText<'_>,
    before: Option<usize>,
    (at, next): (usize, usize),
    found: &mut Vec<Fact>,
) {
    // What opens a sentence calls somebody: `Nào, ta đi thôi`.
    if !block.opens_sentence(at) && !is_allowed(block, before, (at, next)) {
        found.push(Fact {
            span: block.tokens.span(at, next),
            value: Value::Stranded,
            spelling: Spelling::Words,
        });
    }
}

/// Whether a word that needs a denial may stand where it does: after one, in a question, or with a word that allows it.
fn is_allowed(block: &BlockText<'_>, before: Option<usize>, (at, next): (usize, usize)) -> bool {
    /// How many words may stand between it and what allows it.
    const REACH: usize = 16;
    /// How far behind it a question mark may stand.
    const ASKED: usize = 25;
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return true;
    };
    let negation = &pack.negation;
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    // A full stop may be that of an abbreviation, so a sentence's end is not asked for.
    let mut earlier = at.saturating_sub(REACH)..at;
    let mut later = next..tokens.len().min(next + ASKED);
    let asked = |at: usize| {
        let marked = tokens.is_sign(at, '?') || tokens.is_sign(at, '？');
        marked || is(&negation.asking, at) && asks(block, at, at + 1)
    };
    earlier.any(|at| before == Some(at) || is(&negation.allowing, at)) || later.any(asked)
}

#[cfg(test)]
mod tests {
    use super::super::negation::extract;
    use super::*;

    fn stranded(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        extract(&BlockText::of(language, text), &mut found);
        let is_stranded = |fact: &Fact| fact.value == Value::Stranded;
        let found = found.into_iter().filter(is_stranded);
        found.map(|fact| fact.span.of(text).to_owned()).collect()
    }

    #[test]
    fn a_word_that_needs_a_denial_is_stranded_without_one() {
        assert_eq!(stranded("vi", "Chúng tôi hề biết."), ["hề"]);
        assert_eq!(stranded("vi", "Đó là điều thể tránh."), ["thể"]);
        assert_eq!(stranded("en", "The baker came at all."), ["at all"]);
        assert_eq!(
            stranded("es", "La junta recibió ninguna carta."),
            ["ninguna"]
        );
        assert_eq!(
            stranded("it", "Il sindaco ha visto alcuna nave."),
            ["alcuna"]
        );
    }

    #[test]
    fn a_denial_a_question_or_a_condition_lets_it_stand() {
        let none = |language, text| assert!(stranded(language, text).is_empty(), "{text}");
        none("vi", "Chúng tôi không hề biết có chuyện gì.");
        none("vi", "Chú hề có thể đến, cụ thể là hôm nay.");
        none("vi", "Nếu thiếu chìa khóa nào, hãy báo cho tôi.");
        none("vi", "Anh mua loại bánh mì nào?");
        none("vi", "Nào, ta đi thôi.");
        none("en", "If the baker comes at all, he comes late.");
        none("en", "The shop is open at all hours.");
        none("es", "La junta no recibió ninguna carta.");
    }
}
