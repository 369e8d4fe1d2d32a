//! untranslated: words left in the language of the source
//!
//! ## What it does
//! Finds passages, sentences and parts of sentences of the translation that are still in the source's
//! language: by their words of grammar (the language packs list them), and by stretches copied from the
//! aligned source word for word.
//!
//! ## Why it matters
//! Readers of the translation cannot read it. It is usually a segment that was skipped.
//!
//! ## Example
//! ```text
//! en: Visitors must show a valid ticket at the gate.
//! es: Visitors must show a valid ticket at the gate.
//!
//! en: The trial was adjourned, according to the court's website.
//! vi: Phiên tòa đã hoãn, according to the court's website.
//! ```
//!
//! ## Severity
//! Major for whole sentences and passages, minor for parts of a sentence and for headings.
//!
//! A text that is still in the source's language as a whole is one finding, and the other rules do not compare it.
//!
//! ## Not reported
//! - Names, titles, codes, links, hashtags, handles and single words: they often stay as they are.
//! - A copied title or term in quotation marks, and an original in brackets behind its translation.
//! - Passages that stand beside their own translations, as quotations do in texts that give both, are noted as neutral; a
//!   single one may have been forgotten and is minor.
//! - The title of a work behind the name of its author, where a dash says whose words were quoted: `— Ada, "Tides and Time"`.
//! - Words set off by marks of emphasis in Markdown, as terms are that a translator keeps, are noted as neutral.
//! - Words that both languages share (`animal`, `no`, `hospital`). Of a language whose grammar is not known, small words are
//!   taken for the source's only where most of the others are, too.

use super::cited::cites;
use super::left_whole::is_left_whole;
use super::left_words::{RUN, Word, copied, read_as_source, words};
use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, foreign_text};
use crate::document::{Block, BlockKind, Worded};
use crate::facts::Value;
use crate::language::{self, Language};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Untranslated;

static META: Meta = Meta {
    name: "untranslated",
    category: Category::Untranslated,
    severity: Severity::Major,
};

impl Check for Untranslated {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let (Some(source), Some(target)) = (pair.source.language(), pair.target.language()) else {
            return;
        };
        if source == target {
            return;
        }
        if is_left_whole(pair) {
            found.extend(whole_text(pair, source));
            return;
        }
        let left: Vec<Span> = foreign_text::foreign(&pair.target)
            .filter(|&(block, _, other)| other == source && block.kind.is_passage())
            .map(|(block, _, _)| block.span)
            .collect();
        for (number, block) in pair.target.document.passages().enumerate() {
            if cites(&pair.target, block) {
                continue;
            }
            if pair.twice().is_original(number) {
                found.push(left_beside(pair, block, source));
                continue;
            }
            let of_segments: Vec<Draft> = block
                .segments
                .clone()
                .filter_map(|segment| of_segment(pair, segment, block.kind, (source, target)))
                .collect();
            let detected = left.binary_search(&block.span).is_ok();
            let all = of_segments.len() == block.segments.len() && block.segments.len() > 1;
            if detected
                && (all || of_segments.is_empty())
                && !is_ours(pair, block, (source, target))
            {
                found.push(whole_passage(pair, block, source));
            } else {
                found.extend(of_segments);
            }
        }
    }
}

fn whole_text(pair: &Pair<'_>, source: Language) -> Option<Draft> {
    let [here, there] = [&pair.target, &pair.source]
        .map(|text| text.document.passages().next().map(|block| block.span));
    let here = here?;
    let message = format!(
        "this whole text was left in {}; it opens with {}",
        language::name(source),
        prose::quote(pair.target.str(here))
    );
    let draft = Draft::new(Severity::Major, 0.97, message, Role::Target, here);
    // Two versions that nobody translated are two tasks.
    let own = pair.target.document.path();
    Some(with_source(draft, there).value("text").value(own))
}

/// Whether the words of grammar speak against what the letters of a passage seem to say: names from the
/// source's language make a short sentence look like one of its own.
fn is_ours(pair: &Pair<'_>, block: &Block, languages: (Language, Language)) -> bool {
    let words = words(pair, block.span, languages);
    let ours = words.iter().filter(|word| word.ours()).count();
    ours > 0 && words.iter().filter(|word| word.theirs()).count() <= ours
}

fn whole_passage(pair: &Pair<'_>, block: &Block, source: Language) -> Draft {
    let quote = prose::quote(pair.target.str(block.span));
    let message = format!(
        "this passage was left in {}: {quote}",
        language::name(source)
    );
    let draft = Draft::new(
        severity(block.kind),
        0.93,
        message,
        Role::Target,
        block.span,
    );
    let beside = block
        .segments
        .clone()
        .next()
        .and_then(|segment| source_of(pair, segment));
    with_source(draft, beside).value("passage")
}

/// A passage that was left beside its translation: forgotten where it is the only one, the custom of the text where there
/// are several.
fn left_beside(pair: &Pair<'_>, block: &Block, source: Language) -> Draft {
    let severity = if pair.twice().len() > 1 {
        Severity::Neutral
    } else {
        Severity::Minor
    };
    let message = format!(
        "this passage stands in {} beside its translation: {}",
        language::name(source),
        prose::quote(pair.target.str(block.span))
    );
    Draft::new(severity, 0.8, message, Role::Target, block.span).value("beside")
}

/// Running text is read for what it says; a heading of a few words may be meant as it is.
fn severity(kind: BlockKind) -> Severity {
    match kind {
        BlockKind::Paragraph | BlockKind::ListItem | BlockKind::TableRow | BlockKind::Caption => {
            Severity::Major
        }
        BlockKind::Heading(_)
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => Severity::Minor,
    }
}

fn with_source(draft: Draft, source: Option<Span>) -> Draft {
    match source {
        Some(span) => draft.and(Role::Source, span),
        None => draft,
    }
}

/// The source that a target segment is lined up with.
fn source_of(pair: &Pair<'_>, segment: usize) -> Option<Span> {
    let bead = &pair.beads()[pair.bead_of_target(segment)?];
    pair.source.span_of(bead.source.clone())
}

fn of_segment(
    pair: &Pair<'_>,
    segment: usize,
    kind: BlockKind,
    languages: (Language, Language),
) -> Option<Draft> {
    let span = pair.target.document.segments().get(segment)?.span;
    let beside = source_of(pair, segment);
    if !may_be_left(pair, span, beside, languages) {
        return None;
    }
    let words = words(pair, span, languages);
    let copied = copied(pair, beside, &words);
    if is_whole(&words, &copied, languages) {
        let quote = prose::quote(pair.target.str(span));
        let message = format!(
            "this sentence was left in {}: {quote}",
            language::name(languages.0)
        );
        let sure = if copied.len() == words.len() {
            0.97
        } else {
            0.9
        };
        return Some(
            with_source(
                Draft::new(severity(kind), sure, message, Role::Target, span),
                beside,
            )
            .value("sentence"),
        );
    }
    let (run, sure) = copied_run(pair, &words, &copied, languages)
        .map(|run| (run, 0.93))
        .or_else(|| foreign_run(pair, &words, languages).map(|run| (run, 0.75)))?;
    let quote = prose::quote(pair.target.str(run));
    let message = format!(
        "these words were left in {}: {quote}",
        language::name(languages.0)
    );
    // Who sets a term off keeps it on purpose.
    let severity = if pair.target.document.is_emphasised(run) {
        Severity::Neutral
    } else {
        Severity::Minor
    };
    Some(
        with_source(
            Draft::new(severity, sure, message, Role::Target, run),
            beside,
        )
        .value("words"),
    )
}

/// Whether a segment has so many words of the source's grammar as one has of which something was left ([`may_be_foreign`]), or
/// some in a row that the source may have too and that are more than names: with neither, nothing was left. What hyphens join
/// is looked at more closely.
fn may_be_left(
    pair: &Pair<'_>,
    segment: Span,
    beside: Option<Span>,
    (source, target): (Language, Language),
) -> bool {
    let code = prose::has_code(&pair.target, segment);
    // What is joined of words that the source has may be joined there too; what it is, is looked at more closely.
    let bytes = pair.target.document.text().as_bytes();
    let opens_joined = |word: Worded<'_>| bytes.get(word.span().end()) == Some(&b'-');
    // A bit for each word of the source, some of them the same.
    let bit = |word: Worded<'_>| {
        let row = usize::try_from(word.hash() / 64 % 16).unwrap_or_default();
        (row, 1_u64 << (word.hash() % 64))
    };
    let mut there = [0_u64; 16];
    let source_words = beside.map(|span| pair.wording(Side::Source).words(span));
    for word in source_words.into_iter().flatten() {
        let (row, bit) = bit(word);
        there[row] |= bit;
    }
    let theirs = prose::grammar(source);
    // Words in a row that the source may have, and how many of them are no names.
    let (mut run, mut small) = (0, 0);
    let (mut count, mut foreign) = (0, 0);
    for word in pair.wording(Side::Target).words(segment) {
        let lower = word.lower();
        let bare = lower.starts_with(|c: char| c.is_ascii_lowercase());
        if !bare && !lower.contains(char::is_alphabetic) {
            continue;
        }
        if code && prose::is_code(&pair.target, word.span()) {
            continue;
        }
        count += 1;
        let (row, bit) = bit(word);
        if there[row] & bit == 0 {
            (run, small) = (0, 0);
        } else {
            run += 1;
            small += usize::from(!word.has_capital());
        }
        foreign += usize::from(theirs.has(word.hash()) || opens_joined(word));
        if run >= RUN && small >= 2 {
            return true;
        }
    }
    if run == count && run >= RUN && small > 0 {
        return true;
    }
    foreign >= 2 && may_be_foreign(pair, segment, code, (source, target))
}

/// Whether a segment has so many words of the source's grammar, next to those of its own, as one that was left has. Words
/// that hyphens join may be either; `code` tells that some may be code.
fn may_be_foreign(
    pair: &Pair<'_>,
    segment: Span,
    code: bool,
    (source, target): (Language, Language),
) -> bool {
    let bytes = pair.target.document.text().as_bytes();
    let (theirs, ours) = (prose::grammar(source), prose::grammar(target));
    // Theirs and ours in all, and theirs since the last one of ours.
    let (mut foreign, mut own, mut in_a_row) = (0, 0, 0);
    for word in pair.wording(Side::Target).words(segment) {
        if code && prose::is_code(&pair.target, word.span()) {
            continue;
        }
        let (before, after) = (word.span().start().checked_sub(1), word.span().end());
        let joins = |at: usize| bytes.get(at) == Some(&b'-');
        let joined = joins(after) || before.is_some_and(joins);
        match (theirs.has(word.hash()), ours.has(word.hash())) {
            (theirs, ours) if joined || (theirs && !ours) => {
                foreign += 1;
                in_a_row += 1;
            }
            // With a capital it may be part of a name.
            (false, true) if !word.has_capital() => {
                own += 1;
                in_a_row = 0;
            }
            _ => {}
        }
        if in_a_row >= THEIRS {
            return true;
        }
    }
    foreign >= 2 && own * OURS <= foreign
}

/// Whether all of a segment is in the source's language.
fn is_whole<'p>(words: &[Word<'p>], copied: &[usize], languages: (Language, Language)) -> bool {
    let count = |test: fn(&Word<'p>) -> bool| words.iter().filter(|word| test(word)).count();
    let (theirs, ours, small) = (
        count(Word::theirs),
        count(Word::ours),
        count(|word| word.small),
    );
    // A title has small words too, but they are words of grammar: `The Lord of the Rings`.
    let content = count(|word| word.small && !word.theirs() && word.lower.chars().count() > 2);
    let by_grammar = words.len() >= 4
        && theirs >= 2
        && theirs * 10 >= words.len()
        && ours * OURS <= theirs
        && content > 0
        && read_as_source(words, languages);
    let by_copy = words.len() >= 3 && copied.len() == words.len() && ours * 5 <= words.len();
    by_grammar || (by_copy && is_translatable(words, (small, content), languages))
}

/// Whether a copied segment has words that nobody leaves as they are: names are not among them.
fn is_translatable(
    words: &[Word<'_>],
    (small, content): (usize, usize),
    languages: (Language, Language),
) -> bool {
    let translatable = words
        .iter()
        .filter(|word| word.is_translatable(languages))
        .count();
    let by_case = small >= 3 && content >= 2 && words.len() >= 4;
    by_case
        || (small >= 2 && translatable >= 2)
        || (small >= 1 && words.len() >= 4 && translatable >= 3)
}

/// The longest stretch copied from the source that is more than a name.
fn copied_run<'p>(
    pair: &Pair<'_>,
    words: &[Word<'p>],
    copied: &[usize],
    languages: (Language, Language),
) -> Option<Span> {
    let quotations = quotations(pair, words);
    let quoted = |at: usize| quotations.iter().position(|it| it.contains(words[at].span));
    let mut best: Option<(usize, Span)> = None;
    // What is quoted is judged by itself: the word before it may be ours as well.
    for run in copied.chunk_by(|a, b| a + 1 == *b && quoted(*a) == quoted(*b)) {
        let run: Vec<&Word<'p>> = run.iter().map(|&at| &words[at]).collect();
        let count = |test: fn(&Word<'p>) -> bool| run.iter().filter(|word| test(word)).count();
        let (small, theirs, ours) = (
            count(|word| word.small),
            count(Word::theirs),
            count(Word::ours),
        );
        let span = run.first()?.span.cover(run.last()?.span);
        let translatable = run
            .iter()
            .filter(|word| word.is_translatable(languages))
            .count();
        let by_grammar = (small >= 3 && theirs >= 1) || (small >= 2 && theirs >= 2);
        let says = ours == 0 && (by_grammar || small >= 5 || (small >= 3 && translatable >= 2));
        if says && !is_set_apart(pair, span) && best.is_none_or(|(length, _)| length < run.len()) {
            best = Some((run.len(), span));
        }
    }
    best.map(|(_, span)| span)
}

/// The quotations among some words.
fn quotations(pair: &Pair<'_>, words: &[Word<'_>]) -> Vec<Span> {
    let segment = words
        .first()
        .and_then(|word| pair.target.segment_of(word.span));
    let facts = segment.map_or(&[][..], |segment| pair.target.facts.within(segment.span));
    facts
        .iter()
        .filter(|fact| matches!(&fact.value, Value::Quotation(it) if it.opened && it.closed))
        .map(|fact| fact.span)
        .collect()
}

/// Words of the source's grammar that a stretch has which was left.
const THEIRS: usize = 3;

/// In a sentence that was left as a whole, words of the source's grammar for one of the target's.
const OURS: usize = 5;

/// A stretch with at least [`THEIRS`] words of grammar of the source's language and none of the target's.
fn foreign_run(
    pair: &Pair<'_>,
    words: &[Word<'_>],
    languages: (Language, Language),
) -> Option<Span> {
    const WORDS: usize = 6;
    let mut best: Option<(usize, Span)> = None;
    for run in words.split(Word::ours) {
        let theirs: Vec<usize> = (0..run.len()).filter(|&at| run[at].theirs()).collect();
        let (Some(&first), Some(&last)) = (theirs.first(), theirs.last()) else {
            continue;
        };
        let small = run[first..=last].iter().filter(|word| word.small).count();
        let span = run[first].span.cover(run[run.len() - 1].span);
        let dense = theirs.len() >= THEIRS
            && theirs.len() * 4 > last - first
            && last - first + 1 >= WORDS
            && small >= 4
            && read_as_source(&run[first..], languages);
        if dense && !is_set_apart(pair, span) && best.is_none_or(|(count, _)| count < theirs.len())
        {
            best = Some((theirs.len(), span));
        }
    }
    best.map(|(_, span)| span)
}

/// Whether a stretch is a term or a title in quotation marks, or stands in brackets.
fn is_set_apart(pair: &Pair<'_>, span: Span) -> bool {
    let segment = pair
        .target
        .segment_of(span)
        .map_or(span, |segment| segment.span);
    let capitals = || {
        let words: Vec<_> = prose::words(&pair.target, span).collect();
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        words.iter().filter(|(_, word)| capital(word)).count() * 2 >= words.len()
    };
    let quoted = pair
        .target
        .facts
        .within(segment)
        .iter()
        .any(|fact| match &fact.value {
            Value::Quotation(quotation) => {
                fact.span.contains(span) && (!quotation.speech || capitals())
            }
            _ => false,
        });
    let before = pair
        .target
        .str(Span::new(segment.start().min(span.start()), span.start()));
    let open = before.matches('(').count() > before.matches(')').count();
    quoted || open
}
