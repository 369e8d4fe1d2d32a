//! The words of a segment of the target, and whose they may be: whose grammar each carries, and which were copied from the
//! aligned source.

use std::borrow::Cow;

use rustc_hash::FxHashSet;

use super::Pair;
use super::prose;
use super::side::Side;
use crate::align::shipped;
use crate::language::{Language, vocabulary};
use crate::text::Span;

/// A word of the target.
#[derive(Debug)]
pub(super) struct Word<'a> {
    pub(super) span: Span,
    pub(super) lower: Cow<'a, str>,
    /// Begins with a small letter: no name, and no first word.
    pub(super) small: bool,
    /// Whose word of grammar it is.
    grammar: Grammar,
}

/// Whose grammar a word carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grammar {
    /// The source's language's only.
    Theirs,
    /// The target's language's only.
    Ours,
    /// Both languages have the word.
    Both,
    /// It carries none.
    None,
}

impl Word<'_> {
    pub(super) fn theirs(&self) -> bool {
        self.grammar == Grammar::Theirs
    }

    pub(super) fn ours(&self) -> bool {
        self.grammar == Grammar::Ours
    }

    /// Whether the lexicon has a translation for it, and the target's language has not the same word.
    pub(super) fn is_translatable(&self, (source, target): (Language, Language)) -> bool {
        let known = |language| !shipped(language).concepts(&self.lower).is_empty();
        self.grammar == Grammar::None && known(source) && !known(target)
    }
}

/// The words of a segment of the target between two languages.
pub(super) fn words<'p>(
    pair: &'p Pair<'_>,
    segment: Span,
    (source, target): (Language, Language),
) -> Vec<Word<'p>> {
    let (theirs, ours) = (prose::grammar(source), prose::grammar(target));
    let mut words: Vec<Word<'p>> = joined(pair, Side::Target, segment)
        .into_iter()
        .map(|(span, lower)| {
            let word: &str = &lower;
            let grammar = match (theirs.contains(word), ours.contains(word)) {
                (true, false) => Grammar::Theirs,
                (false, true) => Grammar::Ours,
                (true, true) => Grammar::Both,
                (false, false) => Grammar::None,
            };
            let first = pair.target.str(span).chars().next();
            Word {
                span,
                small: first.is_some_and(char::is_lowercase),
                grammar,
                lower,
            }
        })
        .collect();
    without_titles(&mut words);
    words
}

/// Words of letters outside code, handles and hashtags, in lower case; what a hyphen joins is one (`just-in-time`).
fn joined<'p>(pair: &'p Pair<'_>, side: Side, span: Span) -> Vec<(Span, Cow<'p, str>)> {
    let text = side.text(pair);
    let code = prose::has_code(&text, span);
    let mut out: Vec<(Span, Cow<'p, str>)> = Vec::with_capacity(span.len() / 5);
    for (span, lower) in pair.wording(side).within(span) {
        let bare = lower.starts_with(|c: char| c.is_ascii_lowercase());
        if !(bare || lower.contains(char::is_alphabetic))
            || (code && prose::is_code(&text, span))
            || prose::has_sign(&text, span, b"#@")
        {
            continue;
        }
        match out.last_mut() {
            Some((last, before))
                if span.start() == last.end() + 1
                    && text.str(Span::new(last.end(), span.start())) == "-" =>
            {
                *last = last.cover(span);
                let before = before.to_mut();
                before.push('-');
                before.push_str(lower);
            }
            _ => out.push((span, Cow::Borrowed(lower))),
        }
    }
    out
}

/// Whether words with some of the source's grammar among them are in its language, as the other words tell where the grammar
/// of the target's is not known: `se`, `a` and `to` are Czech too.
pub(super) fn read_as_source(words: &[Word<'_>], (source, target): (Language, Language)) -> bool {
    if !prose::grammar(target).is_empty() {
        return true;
    }
    let theirs = words.iter().filter(|word| word.theirs()).count();
    let others = words.iter().filter(|word| word.small && !word.theirs());
    match vocabulary::ordinary(source, others.map(|word| &*word.lower)) {
        Some((known, all)) => theirs * 5 >= words.len() && known >= 2 && known * 5 >= all * 3,
        None => theirs * 5 >= words.len() * 2,
    }
}

/// Takes the words of grammar inside a name out of the count: `The Lord of the Rings` stays as it is in many texts.
fn without_titles(words: &mut [Word<'_>]) {
    let mut last_capital: Option<usize> = None;
    for at in 0..words.len() {
        if !words[at].small {
            if let Some(last) = last_capital {
                words[last..=at]
                    .iter_mut()
                    .for_each(|word| word.grammar = Grammar::None);
            }
            last_capital = Some(at);
        } else if !words[at].theirs() {
            last_capital = None;
        }
    }
}

/// Words in a row that stand in the source too, from which they may be copied.
pub(super) const RUN: usize = 3;

/// The numbers of the words that stand in the aligned source in runs of three or more.
pub(super) fn copied(pair: &Pair<'_>, beside: Option<Span>, words: &[Word<'_>]) -> Vec<usize> {
    let Some(beside) = beside else {
        return Vec::new();
    };
    // What the source itself says in our language was not left in the source's.
    let passage = pair
        .source
        .segment_of(beside)
        .map(|segment| pair.source.document.passage(segment.passage));
    if passage
        .is_some_and(|block| block.language.is_some() && block.language == pair.target.language())
    {
        return Vec::new();
    }
    let source = joined(pair, Side::Source, beside);
    // Few words stand on both sides, and most of these stand alone.
    let single: FxHashSet<&str> = source.iter().map(|(_, lower)| lower.as_ref()).collect();
    let shared: Vec<bool> = words
        .iter()
        .map(|word| single.contains(word.lower.as_ref()))
        .collect();
    let may_run = |run: &[bool]| run.iter().all(|&shared| shared);
    if !shared.windows(RUN).any(may_run) {
        return Vec::new();
    }
    let source: Vec<&str> = source.iter().map(|(_, lower)| lower.as_ref()).collect();
    let runs: FxHashSet<&[&str]> = source.windows(RUN).collect();
    let target: Vec<&str> = words.iter().map(|word| word.lower.as_ref()).collect();
    let mut out: Vec<usize> = Vec::new();
    for (at, run) in target.windows(RUN).enumerate() {
        if may_run(&shared[at..at + RUN]) && runs.contains(run) {
            let from = out.last().map_or(at, |&last| at.max(last + 1));
            out.extend(from..at + RUN);
        }
    }
    out
}
