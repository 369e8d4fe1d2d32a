//! Denials: the cues of the language's pack, without the phrases that hold a cue and deny nothing.

use super::lexis::{Entry, Sorts};
use super::tokens::{Case, Tokens};
use super::{BlockText, Fact, Spelling, Value, asking, stranded};
use crate::text::Span;

/// What a phrase has to do with denying. The longest phrase at a place decides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cue {
    Plain,
    Implicit,
    Neutral,
    /// Stands only with a denial.
    Needing,
    /// Holds a word that does, and needs none.
    Free,
}

/// The denials of a block.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let tokens = &block.tokens;
    // The last plain cue of the clause, and the last of those that deny by their meaning; none after a sign that ends one.
    let mut open: Option<usize> = None;
    let mut implied: Option<usize> = None;
    let endings = Endings::of(block);
    // The last cue of any other kind.
    let mut before: Option<usize> = None;
    let mut at = 0;
    while at < tokens.len() {
        if (open.is_some() || implied.is_some()) && ends_clause(tokens, at) {
            (open, implied) = (None, None);
        }
        let Some((len, cue)) = cue_at(block, at, endings) else {
            at += 1;
            continue;
        };
        let next = at + len;
        // `No. 5`: not every language writes its short form of *number* otherwise.
        let numbers = tokens.is_sign(next, '.')
            && (tokens.is_digits(next + 1)
                || (next + 1 < tokens.len() && tokens.is_claimed(next + 1)))
            || is_house_number(tokens, at, next);
        let asks = asking::asks_anywhere(block, at, next);
        match cue {
            Cue::Plain if asks || numbers => {}
            Cue::Plain if open.is_none() && is_bound(block, at, next) => {
                stranded::tell(block, before, (at, next), found);
            }
            Cue::Plain if open.is_none() && is_compared(block, at, len) => {}
            // `no … nunca`: where a language says a denial twice, it is one.
            Cue::Plain if open.is_some() && agrees(block, at, len) => {}
            Cue::Plain => {
                let carried = implied.is_some_and(|from| carries(block, from, at, len));
                if !carried {
                    open = Some(at);
                }
                let implicit = carried
                    || is_answer(tokens, at, next)
                    || is_joined(tokens, next)
                    || is_cried(tokens, at, next)
                    || restricts(block, next);
                push(tokens.span(at, next), implicit, found);
            }
            Cue::Implicit => {
                // A first half says that its second one denies: `ne … rien`.
                let leads = leads(block, at);
                implied = (!leads).then_some(next);
                push(tokens.span(at, next), true, found);
                if let Some(end) = leads.then(|| closed(block, next)).flatten() {
                    open = Some(end);
                    push(tokens.span(end, end + 1), false, found);
                    at = end + 1;
                    before = Some(end);
                    continue;
                }
            }
            Cue::Neutral | Cue::Free => {}
            Cue::Needing => stranded::tell(block, before, (at, next), found),
        }
        if !matches!(cue, Cue::Needing | Cue::Free) {
            before = Some(at);
        }
        at = next;
    }
}

/// Whether a cue is a short form of *number* that a capital sets off: `a party in No 10`.
fn is_house_number(tokens: &Tokens, at: usize, next: usize) -> bool {
    next == at + 1
        && tokens[at].case == Case::Title
        && tokens.is_digits(next)
        && at > 0
        && tokens.is_word(at - 1)
}

/// Whether a cue only repeats a denial that is not there: `recibió ninguna carta`. Nothing is denied then.
fn is_bound(block: &BlockText<'_>, at: usize, next: usize) -> bool {
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return false;
    };
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    next == at + 1
        && is(&pack.negation.bound, at)
        && at > 0
        && tokens.is_word(at - 1)
        && !is(&pack.function_words, at - 1)
        && !acts(block, at)
}

/// Whether a word for nobody is the subject of the word behind it, and denies by itself: `en mayo nadie vino`.
fn acts(block: &BlockText<'_>, at: usize) -> bool {
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return false;
    };
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    is(&pack.negation.subjects, at)
        && tokens.is_word(at + 1)
        && tokens[at + 1].case == Case::Lower
        && !is(&pack.sentences.open, at + 1)
}

/// Whether a cue stands for *ever* or *anybody* after a comparison, and denies nothing: `más fuerte que nunca`, `la mayor
/// jamás vista`. As a relative clause the same words deny: `una carrera que nunca terminó`.
fn is_compared(block: &BlockText<'_>, at: usize, len: usize) -> bool {
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return false;
    };
    let negation = &pack.negation;
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    if negation.compares.is_empty() || !agrees(block, at, len) {
        return false;
    }
    let ends = |at: usize| at >= tokens.len() || ends_clause(tokens, at);
    let follows = at > 0 && is(&negation.than, at - 1);
    (follows || ends(at + len) || ends(at + len + 1))
        && (0..at)
            .rev()
            .take_while(|&before| !ends_clause(tokens, before) && !leads(block, before))
            .any(|before| is(&negation.compares, before))
}

/// Whether a denial is taken back by *only* some words on: `no depende solo de la lluvia` says more, not less.
fn restricts(block: &BlockText<'_>, next: usize) -> bool {
    /// Words that may stand between.
    const BETWEEN: usize = 4;
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return false;
    };
    let only = &pack.negation.only;
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    // `the only copy`, `un solo eje`: how many there are of a thing.
    let counts = |at: usize| is(&pack.sentences.open, at - 1) || is(&pack.numbers.articles, at - 1);
    !only.is_empty()
        && (next..tokens.len().min(next + BETWEEN + 1))
            .take_while(|&at| !ends_clause(tokens, at) && !leads(block, at))
            .any(|at| is(only, at) && at > 0 && !counts(at))
}

/// Whether a cue is a clause of its own: `No, gracias`.
fn is_answer(tokens: &Tokens, at: usize, next: usize) -> bool {
    let opens = at == 0 || ends_clause(tokens, at - 1);
    opens && (next >= tokens.len() || ends_clause(tokens, next))
}

/// Whether a cue is said twice or more in a row: `No no no, not again`.
fn is_cried(tokens: &Tokens, at: usize, next: usize) -> bool {
    let is_same = |other: usize| tokens.is_word(other) && tokens.lower(other) == tokens.lower(at);
    let before = at.checked_sub(1).is_some_and(is_same);
    next == at + 1 && (before || next < tokens.len() && is_same(next))
}

/// Whether a hyphen joins a cue with the word that it denies: `no-fault`.
fn is_joined(tokens: &Tokens, next: usize) -> bool {
    next + 1 < tokens.len()
        && tokens.is_sign(next, '-')
        && tokens.glued(next)
        && tokens.glued(next + 1)
        && tokens.is_word(next + 1)
}

fn push(span: Span, implicit: bool, found: &mut Vec<Fact>) {
    found.push(Fact {
        span,
        value: Value::Negation { implicit },
        spelling: Spelling::Words,
    });
}

/// The cue that begins at a token, with its length in tokens; whether a word may have an ending that denies.
fn cue_at(block: &BlockText<'_>, at: usize, endings: Endings) -> Option<(usize, Cue)> {
    let tokens = &block.tokens;
    let phrase = tokens.opens(at, Sorts::NEGATION);
    if !(phrase || endings.apart || endings.within) || !tokens.is_word(at) || tokens.is_claimed(at)
    {
        return None;
    }
    phrase
        .then(|| tokens.find(at, cue_of))
        .flatten()
        .or_else(|| by_ending(block, at, endings).map(|len| (len, Cue::Plain)))
}

fn cue_of(entry: Entry) -> Option<Cue> {
    const CUES: [(Entry, Cue); 5] = [
        (Entry::NegationNeutral, Cue::Neutral),
        (Entry::Negation, Cue::Plain),
        (Entry::NegationImplicit, Cue::Implicit),
        (Entry::NegationNeeded, Cue::Needing),
        (Entry::NegationFree, Cue::Free),
    ];
    let mut cues = CUES.iter();
    cues.find(|cue| cue.0 == entry).map(|cue| cue.1)
}

/// Which endings that deny the language has, as far as the text may have them.
#[derive(Debug, Clone, Copy)]
struct Endings {
    /// Such as have an apostrophe, which few texts have.
    apart: bool,
    /// Such as are of letters alone.
    within: bool,
}

impl Endings {
    fn of(block: &BlockText<'_>) -> Self {
        let suffixes = block.lexis.pack.map(|pack| &pack.negation.suffixes);
        // The first bytes of the marks that are read as one.
        let apostrophes = block.bytes.has_any(&[b'\'', 0xe2, 0xca]);
        let mut suffixes = suffixes.into_iter().flatten().peekable();
        Self {
            apart: apostrophes && suffixes.peek().is_some(),
            // Of the marks, only the last is a letter too.
            within: suffixes.any(|suffix| {
                let letter = || block.bytes.has_any(&[0xca]);
                !suffix.contains(['\'', '’']) && (!suffix.contains('ʼ') || letter())
            }),
        }
    }
}

/// A word with an ending that denies (`mustn't`), which may be cut by its apostrophe.
fn by_ending(block: &BlockText<'_>, at: usize, endings: Endings) -> Option<usize> {
    let tokens = &block.tokens;
    let suffixes = || {
        block
            .lexis
            .pack
            .into_iter()
            .flat_map(|pack| &pack.negation.suffixes)
    };
    if tokens.is_sign(at + 1, '\'') && tokens.glued(at + 1) && tokens.glued(at + 2) {
        let (head, tail) = (tokens.lower(at), tokens.lower(at + 2));
        let mut cut = suffixes().filter_map(|suffix| suffix.split_once('\''));
        return cut
            .any(|(stem, end)| head.ends_with(stem) && tail == end)
            .then_some(3);
    }
    if !endings.within {
        return None;
    }
    let word = tokens.lower(at);
    let last = word.as_bytes().last();
    let ends = |suffix: &String| {
        suffix.as_bytes().last() == last
            && word.len() > suffix.len()
            && word.ends_with(suffix.as_str())
    };
    suffixes().any(ends).then_some(1)
}

/// Whether a cue only repeats the denial of its clause.
fn agrees(block: &BlockText<'_>, at: usize, len: usize) -> bool {
    let lower = |at: usize| block.tokens.lower(at);
    let Some(pack) = block.lexis.pack else {
        return false;
    };
    pack.negation
        .concord
        .iter()
        .any(|word| word.split(' ').eq((at..at + len).map(lower)))
}

/// Whether a cue only carries on a denial by meaning: `sin ver a nadie`, `sans rien dire`.
fn carries(block: &BlockText<'_>, from: usize, at: usize, len: usize) -> bool {
    /// How many words may stand between.
    const APART: usize = 8;
    at <= from + APART && agrees(block, at, len)
}

/// Whether a token is the first half of a denial of two words.
fn leads(block: &BlockText<'_>, at: usize) -> bool {
    let lower = block.tokens.lower(at);
    let leading = block.lexis.pack.map(|pack| &pack.negation.leading);
    let mut leading = leading.into_iter().flatten();
    leading.any(|half| half.trim_end_matches(['\'', '’']) == lower)
}

/// The second half of a denial of which the first ends at a token: `ne chante plus`. It compares where another word denies
/// before it (`ne gagne pas plus`), and restricts beside *that* (`ne gagne plus que dix`).
fn closed(block: &BlockText<'_>, from: usize) -> Option<usize> {
    /// Words that may stand between: a pronoun, the verb, its auxiliary and an adverb or two.
    const BETWEEN: usize = 5;
    let tokens = &block.tokens;
    let negation = &block.lexis.pack?.negation;
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    let end = (from..tokens.len().min(from + BETWEEN + 1))
        .take_while(|&at| {
            !ends_clause(tokens, at) && !is(&negation.words, at) && !is(&negation.restricting, at)
        })
        .find(|&at| is(&negation.closing, at))?;
    let restricts = end + 1 < tokens.len() && is(&negation.restricting, end + 1);
    // `à peine plus de 200`: a number is compared with.
    let compares = end + 2 < tokens.len() && tokens.is_digits(end + 2);
    (end > from && !restricts && !compares && tokens.find(end, cue_of).is_none()).then_some(end)
}

pub(super) fn ends_clause(tokens: &Tokens, at: usize) -> bool {
    tokens.sign(at).is_some_and(|sign| {
        matches!(
            sign,
            '.' | ','
                | ';'
                | ':'
                | '?'
                | '!'
                | '…'
                | '—'
                | '–'
                | '('
                | ')'
                | '"'
                | '“'
                | '”'
                | '«'
                | '»'
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cues(language: &str, text: &str) -> Vec<(String, bool)> {
        let mut found = Vec::new();
        extract(&BlockText::of(language, text), &mut found);
        let cue = |fact: Fact| {
            (
                fact.span.of(text).to_owned(),
                fact.value == Value::Negation { implicit: true },
            )
        };
        let denies = |fact: &Fact| matches!(fact.value, Value::Negation { .. });
        found.into_iter().filter(denies).map(cue).collect()
    }

    fn plain(language: &str, text: &str) -> usize {
        cues(language, text)
            .iter()
            .filter(|(_, implicit)| !implicit)
            .count()
    }

    #[test]
    fn cues_and_endings_deny() {
        assert_eq!(
            cues("en", "They did not come and mightn’t call."),
            [("not".to_owned(), false), ("mightn’t".to_owned(), false)]
        );
        assert_eq!(plain("es", "No vino. La obra nunca se terminó."), 2);
        assert_eq!(plain("vi", "Đơn vị chưa hoàn thành và không báo cáo."), 2);
    }

    #[test]
    fn a_denial_said_twice_is_one() {
        assert_eq!(plain("es", "El alcalde no dijo nada a nadie."), 1);
        assert_eq!(plain("es", "No vino, nadie lo esperaba."), 2);
    }

    #[test]
    fn what_follows_a_denial_by_meaning_carries_it_on() {
        assert_eq!(plain("es", "Salió sin ver a nadie ni comer nada."), 0);
        assert_eq!(plain("fr", "Il est parti sans rien dire."), 0);
        assert_eq!(plain("fr", "Le refus est ferme et il ne dit rien."), 1);
        assert_eq!(plain("it", "Impedisce di vedere nessuno."), 0);
    }

    #[test]
    fn a_meaning_that_denies_is_marked() {
        assert_eq!(
            cues("en", "He failed to come."),
            [("failed".to_owned(), true)]
        );
        assert_eq!(cues("es", "un pueblo sin agua"), [("sin".to_owned(), true)]);
    }

    #[test]
    fn neutral_phrases_and_questions_deny_nothing() {
        assert_eq!(
            plain(
                "en",
                "Not only he came; no doubt, and whether or not it rains."
            ),
            0
        );
        assert_eq!(plain("es", "Sin embargo, no solo vino, no obstante."), 0);
        assert_eq!(
            plain("vi", "Hãng hàng không có bay không? Anh đi không ?"),
            0
        );
        assert_eq!(plain("en", "Knot, nothingness, notable, Nora."), 0);
        assert_eq!(
            plain("vi", "Họ hỏi ông ấy có đến không, và mọi người đã ăn chưa."),
            0
        );
        assert_eq!(plain("vi", "Ông ấy không đến, và chưa trả lời."), 2);
        assert_eq!(
            plain("vi", "Họ hỏi ông ấy có mua vé không khi tàu đã đầy."),
            0
        );
        assert_eq!(plain("vi", "Ông ấy không khi nào đến."), 1);
    }

    #[test]
    fn an_answer_and_a_joined_cue_deny_in_passing() {
        assert_eq!(
            cues("en", "No, a no-wait clinic."),
            [("No".to_owned(), true), ("no".to_owned(), true)]
        );
        assert_eq!(plain("en", "No clinic, and no-one waits."), 2);
    }

    #[test]
    fn a_cue_cried_out_denies_nothing() {
        assert_eq!(plain("vi", "Không không, tàu đã đến."), 0);
        assert_eq!(plain("en", "No no, the boat has come."), 0);
    }

    #[test]
    fn a_denial_of_only_denies_nothing_plainly() {
        assert_eq!(
            plain("es", "La cosecha no depende únicamente de la lluvia."),
            0
        );
        assert_eq!(plain("es", "Ya no es tan solo un asunto del puerto."), 0);
        assert_eq!(
            plain("pt", "A colheita não depende unicamente da chuva."),
            0
        );
        assert_eq!(
            plain("it", "Il raccolto non dipende soltanto dalla pioggia."),
            0
        );
        assert_eq!(
            plain("en", "The harvest does not depend solely on rain."),
            0
        );
        assert_eq!(plain("es", "El alcalde no vino, solo mandó una carta."), 1);
        assert_eq!(
            plain(
                "es",
                "No hay agua en el pueblo de arriba desde hace solo un día."
            ),
            1
        );
    }

    #[test]
    fn after_a_comparison_never_is_ever() {
        assert_eq!(
            plain("es", "El puente está más firme que nunca en su historia."),
            0
        );
        assert_eq!(plain("es", "Es la mayor cosecha jamás vista."), 0);
        assert_eq!(plain("es", "El peor invierno de la comarca jamás."), 0);
        assert_eq!(
            plain(
                "es",
                "Una carrera que nunca terminó. Un libro que nadie recuerda."
            ),
            2
        );
        assert_eq!(plain("es", "Los más pobres jamás vieron un euro."), 1);
        assert_eq!(plain("pt", "Um projeto que nunca chegou a existir."), 1);
        assert_eq!(plain("pt", "A ponte está mais firme do que nunca."), 0);
        assert_eq!(plain("fr", "Une lettre que jamais personne ne lira."), 1);
        assert_eq!(plain("fr", "Le plus grand n'a jamais gagné."), 1);
    }

    #[test]
    fn what_only_repeats_a_denial_needs_one() {
        assert_eq!(plain("es", "La junta recibió ninguna carta."), 0);
        assert_eq!(plain("es", "La junta no recibió ninguna carta."), 1);
        assert_eq!(plain("es", "Ninguna junta duda, y a nadie le importa."), 2);
        assert_eq!(plain("it", "Il sindaco ha visto nessuno."), 0);
    }
}
