//! repeated-word: a word stands twice in a row
//!
//! ## What it does
//! Finds words of grammar that follow themselves ("the the", "de de", "và và"), also in twos ("of the of the"). Between
//! two versions it also finds other words of a translation that do, where the source doubles none.
//!
//! ## Why it matters
//! Such slips come in where a sentence was changed halfway, and a spelling checker passes them when a line ends between.
//!
//! ## Example
//! ```text
//! en: The board approved the the annual report.
//! es: El consejo aprobó el informe informe anual.
//! vi: Hội đồng đã thông qua và và công bố báo cáo.
//! ```
//!
//! ## Severity
//! Minor; neutral where the source alone has it and the version it is compared with does not: there it was mended.
//!
//! ## Not reported
//! - What a language doubles in good text: "had had", "que que", "nous nous", "sich sich"; each pack lists the words that
//!   are never doubled, and no other word of grammar is looked at.
//! - Words that are doubled to change their meaning ("xanh xanh", "piano piano"), in languages that do so, and the same
//!   word doubled in the source ("very very").
//! - Three in a row ("no no no"), words with a mark between them, names ("Duran Duran"), and "in in-house".

use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::document::{Block, BlockKind};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct RepeatedWord;

static META: Meta = Meta {
    name: "repeated-word",
    category: Category::Duplication,
    severity: Severity::Minor,
};

/// Shorter words that are no grammar may be letters, notes or sounds.
const LONG: usize = 5;

impl Check for RepeatedWord {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for block in text.document.passages() {
            let Some(pack) = block
                .language
                .or(text.language())
                .and_then(crate::language::pack)
            else {
                continue;
            };
            if pack.never_doubled.is_empty() {
                continue;
            }
            let never = |word: &str| {
                let lower = word.to_lowercase();
                pack.never_doubled.contains(&lower)
            };
            for doubled in doubled(text, block) {
                if doubled.words(text).all(never) {
                    found.push(doubled.draft(text, Role::Text, 0.85));
                }
            }
        }
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let Some(pack) = pair.target.pack() else {
            return;
        };
        if pack.never_doubled.is_empty() || pack.doubles_words {
            return;
        }
        for block in pair.target.document.passages() {
            if block
                .language
                .is_some_and(|own| pair.target.language() != Some(own))
            {
                continue;
            }
            for doubled in doubled(&pair.target, block) {
                if doubled.is_plain_word(&pair.target) {
                    found.extend(against_source(pair, &doubled));
                }
            }
        }
    }
}

/// A word or two that follow themselves.
#[derive(Debug)]
struct Doubled {
    /// The words of the first time and of the second.
    places: Vec<Span>,
}

impl Doubled {
    fn span(&self) -> Span {
        let first = self.places.first().copied().unwrap_or_default();
        self.places.last().map_or(first, |last| first.cover(*last))
    }

    /// The words once.
    fn words<'a>(&self, text: &Text<'a>) -> impl Iterator<Item = &'a str> {
        let once = self.places.len() / 2;
        let text = *text;
        self.places
            .iter()
            .take(once)
            .map(move |&place| text.str(place))
            .collect::<Vec<_>>()
            .into_iter()
    }

    /// One word in lower case that is no grammar, no name and no code.
    fn is_plain_word(&self, text: &Text<'_>) -> bool {
        let [first, _] = self.places.as_slice() else {
            return false;
        };
        let word = text.str(*first);
        let plain = word.chars().all(char::is_lowercase) && word.chars().count() >= LONG;
        let grammar = text
            .language()
            .is_none_or(|language| prose::is_grammar(language, word));
        plain && !grammar
    }

    fn draft(&self, text: &Text<'_>, role: Role, confidence: f64) -> Draft {
        let once: Vec<_> = self.words(text).collect();
        let once = once.join(" ");
        let message = format!("“{once}” stands twice in a row");
        Draft::new(Severity::Minor, confidence, message, role, self.span())
            .value(once.to_lowercase())
    }
}

/// What follows itself in a passage, one or two words long.
fn doubled(text: &Text<'_>, block: &Block) -> Vec<Doubled> {
    if !may_double(text, block) {
        return Vec::new();
    }
    let words: Vec<(Span, &str)> = prose::words(text, block.span).collect();
    let mut out = Vec::new();
    let mut at = 0;
    while at + 1 < words.len() {
        let len = [1, 2]
            .into_iter()
            .find(|&len| follows_itself(text, block.kind, &words, at, len));
        match len {
            Some(len) => {
                let places = words[at..at + 2 * len].iter().map(|word| word.0).collect();
                out.push(Doubled { places });
                at += 2 * len;
            }
            None => at += 1,
        }
    }
    out
}

/// Whether some word of a passage may be the same as the one before it, or two in a row the same as the two before them.
fn may_double(text: &Text<'_>, block: &Block) -> bool {
    // What differs in lower case is not the same, and of letters alone no word goes on beyond its segment.
    let mut words = text.document.wording().words(block.span);
    let (mut earlier, mut last, mut half) = (0, 0, false);
    words.any(|word| {
        let hash = word.hash();
        let again = hash == last || (half && hash == earlier);
        half = hash == earlier;
        (earlier, last) = (last, hash);
        again
    })
}

fn follows_itself(
    text: &Text<'_>,
    kind: BlockKind,
    words: &[(Span, &str)],
    at: usize,
    len: usize,
) -> bool {
    let same = |a: usize, b: usize| match (words.get(a), words.get(b)) {
        (Some((_, a)), Some((_, b))) => is_again(a, b),
        _ => false,
    };
    if !(0..len).all(|step| same(at + step, at + len + step)) {
        return false;
    }
    // One word doubled is not two, and three in a row are a refrain.
    let refrain = (0..len).all(|step| same(at + step, at + 2 * len + step))
        || at >= len && (0..len).all(|step| same(at - len + step, at + step));
    let one = len == 2 && same(at, at + 1);
    !refrain
        && !one
        && words[at..at + 2 * len]
            .windows(2)
            .all(|pair| only_spaces(text, kind, pair[0].0, pair[1].0))
        && stands_free(text, words[at].0.cover(words[at + 2 * len - 1].0))
}

/// Whether a word is the same as the one before it, and not a name: only the first of them may have a capital.
fn is_again(first: &str, again: &str) -> bool {
    // The last letters tell most words apart, where they are not the first ones too.
    if again.len() > 4 && first.as_bytes().last() != again.as_bytes().last() {
        return false;
    }
    let (mut a, mut b) = (first.chars(), again.chars());
    let opens = match (a.next(), b.next()) {
        (Some(a), Some(b)) => a == b || a.to_lowercase().eq([b]),
        (_, _) => false,
    };
    opens
        && a.eq(b)
        && again
            .chars()
            .all(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// Whether nothing but white space parts two words; the cells of a table are parted by line breaks.
fn only_spaces(text: &Text<'_>, kind: BlockKind, a: Span, b: Span) -> bool {
    let between = text.str(Span::new(a.end(), b.start()));
    let cells = kind == BlockKind::TableRow && between.contains('\n');
    !between.is_empty() && between.chars().all(char::is_whitespace) && !cells
}

/// Whether the words are no part of a compound (`in in-house`, `go-to to`), of an elision or of code.
fn stands_free(text: &Text<'_>, span: Span) -> bool {
    let whole = text.document.text();
    let joins = |c: char| matches!(c, '-' | '‑' | '–' | '\'' | '’' | '_' | '/' | '.' | '@');
    let before = whole
        .get(..span.start())
        .and_then(|before| before.chars().next_back());
    let mut after = whole.get(span.end()..).unwrap_or_default().chars();
    let joined_after =
        after.next().is_some_and(joins) && after.next().is_some_and(char::is_alphanumeric);
    !before.is_some_and(joins) && !joined_after && !prose::is_code(text, span)
}

/// A doubled word of a translation, where the source of its segment doubles nothing.
fn against_source(pair: &Pair<'_>, doubled: &Doubled) -> Option<Draft> {
    let segment = pair.target.segment_at(doubled.span().start());
    let bead = &pair.beads()[pair.bead_of_target(segment)?];
    let source = Side::Source.text(pair).span_of(bead.source.clone())?;
    if bead.score < 0.5 {
        return None;
    }
    let words: Vec<_> = prose::words(&pair.source, source)
        .map(|(_, word)| word.to_lowercase())
        .collect();
    let source_doubles = words.windows(2).any(|two| two[0] == two[1]);
    (!source_doubles).then(|| {
        doubled
            .draft(&pair.target, Role::Target, 0.7)
            .and(Role::Source, source)
    })
}
