//! quote-scope: what is direct speech in one version is not in the other
//!
//! ## What it does
//! Compares, sentence by sentence, what stands inside quotation marks. Reports sentences that somebody
//! says in one version and the writer says in the other, a quotation that lost its marks, and one that
//! swallowed its neighbours. One finding for each quotation.
//!
//! ## Why it matters
//! Words are put into somebody's mouth, or taken out of it, while every sentence reads well.
//!
//! ## Example
//! ```text
//! en: “We did not know. Nobody told us,” the mayor said.
//! es: No lo sabíamos. “Nadie nos avisó”, dijo el alcalde.
//! ```
//!
//! ## Not reported
//! - Other marks for the same thing (`"`, `“ ”`, `« »`, `—` at the beginning of a line).
//! - One word set apart, or two short ones, and what single marks set apart in a headline.
//! - Speech that the other version tells in its mood of reported speech (German `sei`, `könne`).
//! - A quotation near which a second mark is missing: `unbalanced-quote` says so already.
//! - An aligned unit that is one quotation as a whole, where the other has no marks: a piece of longer speech.
//! - Speech that the other version tells from outside (`I` became `er`), in languages that never leave these words out.
//! - Names of works, firms and ships that only the source sets apart by marks (`«Девушка из Монако»`), where the version, in
//!   another script, gives them capitals; and titles between `《 》`.
//! - Speech that the source tells directly and without marks: `she writes, I like it`.
//! - A line of a dialogue whose speaker stands before it on both sides: `(ANNA) Yes.`, `Anna: “Yes.”`
//! - Punctuation and words of saying that stand on the other side of the mark.

use super::marked::{Marks, is_sentence, letters_in, within};
use super::prose;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Severity, Text};
use crate::align::Bead;
use crate::text::{Span, real};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct QuoteScope;

static META: Meta = Meta {
    name: "quote-scope",
    category: Category::Mistranslation,
    severity: Severity::Minor,
};

/// Letters of speech below which nothing is said: two or three words.
const SPEECH: usize = 12;

/// The same for other words between marks.
const TERM: usize = 16;

/// The same for several such words in a sentence, where the other side has no mark at all.
const PHRASE: usize = 9;

/// The same where much less is quoted.
const LESS: usize = 12;

/// So many passages may speech run on.
const REACH: usize = 3;

impl Check for QuoteScope {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let marks = [Marks::of(&pair.source), Marks::of(&pair.target)];
        if marks.iter().all(|marks| marks.any.is_empty()) {
            return;
        }
        let mut open: Option<Scope> = None;
        for bead in pair.beads() {
            let here = scope(pair, &marks, bead);
            match (&mut open, here) {
                (Some(scope), Some(here)) if scope.goes_on(&here) => scope.take(&here),
                (_, here) => {
                    found.extend(open.take().map(|scope| scope.draft(pair)));
                    open = here;
                }
            }
        }
        found.extend(open.map(|scope| scope.draft(pair)));
    }
}

/// Sentences that are speech on one side only.
#[derive(Debug, Clone)]
struct Scope {
    /// The side on which they are speech.
    side: Side,
    /// Their place on that side and on the other.
    spans: [Span; 2],
    /// The passage on that side.
    passage: Option<usize>,
    letters: usize,
    /// Words that are set apart and are no speech.
    words: Option<Span>,
    sure: f64,
}

fn scope(pair: &Pair<'_>, marks: &[Marks; 2], bead: &Bead) -> Option<Scope> {
    if !bead.is_matched() || bead.score < 0.5 {
        return None;
    }
    speech_on(pair, marks, bead, Side::Source)
        .or_else(|| speech_on(pair, marks, bead, Side::Target))
}

/// Whether a bead is speech on one side, or quotes something, and is not or does not on the other.
fn speech_on(pair: &Pair<'_>, marks: &[Marks; 2], bead: &Bead, side: Side) -> Option<Scope> {
    let (here, there) = match side {
        Side::Source => (&marks[0], &marks[1]),
        Side::Target => (&marks[1], &marks[0]),
    };
    let (text, other) = (side.text(pair), side.other().text(pair));
    let spans = [
        text.span_of(side.of(bead))?,
        other.span_of(side.other().of(bead))?,
    ];
    let half = match side {
        Side::Source => begun(&text, here, spans[0]),
        Side::Target => half_speech(&text, here, &other, there, spans),
    };
    let quoted_there = letters_in(&other, &there.any, spans[1]);
    // Where the other version quotes some of it, the marks are the source's own to mend.
    let half = if quoted_there > 0 { 0 } else { half };
    let quoted = Quoted {
        all: text.letters(spans[0]),
        speech: letters_in(&text, &here.speech, spans[0]).max(half),
        whole: letters_in(&text, &here.whole, spans[0]),
        phrase: phrase(&text, here, spans[0]),
        there: quoted_there,
        all_there: other.letters(spans[1]),
    };
    let differs = quoted.is_most(&other, spans[1])
        || (quoted.is_lost(side) && !quotes_near(pair, there, bead, side.other()))
        || (side == Side::Source && is_fewer(pair, [here, there], bead, spans[0]));
    if !differs || opens_with_dash(&other, spans[1]) {
        return None;
    }
    let explained = match side {
        Side::Source => {
            is_half_told(&other, there, spans[1])
                || is_reported(&other, spans[1])
                || is_retold([&text, &other], here, spans)
                || are_names([&text, &other], here, spans)
        }
        Side::Target => {
            is_whole_piece(&text, here)
                || is_reported(&other, spans[1])
                || is_line([text.str(spans[0]), other.str(spans[1])])
                || is_unmarked(&other, spans[1])
        }
    };
    if explained {
        return None;
    }
    let sure = if half > 0 { 0.6 } else { 0.8 };
    let passage = prose::passage_at(&text, spans[0]);
    Some(Scope {
        side,
        spans,
        passage,
        letters: quoted.speech,
        words: words_apart(&text, here, spans[0]).filter(|_| half == 0),
        sure,
    })
}

/// What is quoted in a stretch, where it is one thing and no speech.
fn words_apart(text: &Text<'_>, here: &Marks, span: Span) -> Option<Span> {
    let mut quoted = within(&here.whole, span);
    let one = quoted.next().filter(|_| quoted.next().is_none())?;
    let said = within(&here.speech, span).next().is_some();
    (!said && prose::letters(text.str(one)) > 0).then_some(one)
}

/// Letters of a bead by what they stand in.
#[derive(Debug, Clone, Copy)]
struct Quoted {
    all: usize,
    speech: usize,
    /// Between two marks, speech or not.
    whole: usize,
    /// Of this in phrases of a sentence.
    phrase: usize,
    /// Between marks on the other side.
    there: usize,
    all_there: usize,
}

impl Quoted {
    /// Whether most of the bead is speech here and next to nothing of it there.
    fn is_most(&self, other: &Text<'_>, span: Span) -> bool {
        // A mark that the facts do not take for one may still be one: `'` opens speech in many English texts.
        let unread = self.there == 0 && prose::has_quote_mark(other.str(span));
        self.speech >= SPEECH
            && self.speech * 3 >= self.all * 2
            && self.there * 5 <= self.all_there
            && !unread
    }

    /// Whether something is quoted here and nothing there. Words that the translator set apart are a choice of style.
    fn is_lost(&self, side: Side) -> bool {
        let set_apart = self.whole >= TERM || self.phrase >= PHRASE;
        let quotes = self.speech >= SPEECH || (side == Side::Source && set_apart);
        quotes && self.there == 0
    }
}

/// Whether much less is quoted in the target's sentences around than in the source, in no more quotations.
fn is_fewer(pair: &Pair<'_>, [here, there]: [&Marks; 2], bead: &Bead, span: Span) -> bool {
    let Some(near) = prose::with_neighbours(&pair.target, bead.target.clone()) else {
        return false;
    };
    let quoted = within(&here.whole, span).count();
    let other = within(&there.any, near).count();
    // One quotation for one, in one sentence, is a matter of how much the words take.
    let comparable = quoted > other || (quoted == other && bead.source.len() > 1);
    if !comparable || prose::quote_marks(pair.target.str(near)) != 2 * other {
        return false;
    }
    let expected = real(letters_in(&pair.source, &here.whole, span)) * prose::length_ratio(pair);
    let left = real(letters_in(&pair.target, &there.any, near));
    let least = if quoted > other && other > 0 {
        LESS
    } else {
        TERM + 4
    };
    let swallowed =
        (1..quoted).contains(&other) && left - expected >= (0.4 * expected).max(real(TERM));
    swallowed || expected - left >= (0.4 * expected).max(real(least))
}

/// Letters in phrases set apart, where they stand in a sentence: what a headline sets apart follows its own customs.
fn phrase(text: &Text<'_>, here: &Marks, span: Span) -> usize {
    if is_sentence(text.str(span)) {
        letters_in(text, &here.phrases, span)
    } else {
        0
    }
}

/// Letters of speech that begins in a text of one passage and goes on beyond it.
fn begun(text: &Text<'_>, here: &Marks, span: Span) -> usize {
    if text.document.passage_count() <= 1 {
        letters_in(text, &here.begun, span)
    } else {
        0
    }
}

/// Whether a mark without a partner explains why nothing is quoted here: one that opens in a passage before, one that closes
/// in a passage behind, any in the passage itself. The mark is reported by itself, and each of its sentences would say it again.
fn is_half_told(text: &Text<'_>, marks: &Marks, span: Span) -> bool {
    let Some(here) = prose::passage_at(text, span).filter(|_| text.document.passage_count() > 1)
    else {
        return false;
    };
    let first = text.document.passage(here.saturating_sub(REACH)).span;
    let last = (here + REACH).min(text.document.passage_count() - 1);
    let around = first.cover(text.document.passage(last).span);
    let here = text.document.passage(here).span;
    let explains = |half: Span| {
        let opens = marks.open.iter().any(|open| open.overlaps(half));
        here.overlaps(half) || opens == (half.start() < here.start())
    };
    within(&marks.half, around).any(explains)
}

/// Whether all of a text of one passage is one quotation: a piece of speech that began before, which the other
/// version marks only where it begins and ends.
fn is_whole_piece(text: &Text<'_>, here: &Marks) -> bool {
    let all = text.document.text();
    let whole = Span::new(0, all.len()).trimmed(all);
    text.document.passage_count() <= 1
        && matches!(here.any.as_slice(), [one] if prose::letters(text.str(*one)) == prose::letters(text.str(whole)))
}

/// Whether a version says by the form of its words that they are somebody else's, as languages do that have a mood
/// for it. It needs no marks then.
fn is_reported(text: &Text<'_>, span: Span) -> bool {
    let Some(pack) = text.pack().filter(|pack| !pack.quotes.reported.is_empty()) else {
        return false;
    };
    let words: Vec<String> = prose::words(text, span)
        .map(|(_, word)| word.to_lowercase())
        .collect();
    let has = |phrase: &String| {
        let phrase: Vec<&str> = phrase.split(' ').collect();
        words
            .windows(phrase.len())
            .any(|words| words.iter().eq(phrase.iter()))
    };
    pack.quotes.reported.iter().any(has)
}

/// Whether somebody speaks of himself between the marks, and nobody does in the other version: it tells what was said
/// from outside, and needs no marks. Known where neither language leaves its words of the first person out.
fn is_retold([text, other]: [&Text<'_>; 2], here: &Marks, spans: [Span; 2]) -> bool {
    let first = |text: &Text<'_>, span| {
        let own = &text.pack()?.quotes.first_person;
        let mut words = prose::words(text, span);
        let is_own = |word: &str| {
            let stem = word.split(['\'', '’']).next().unwrap_or_default();
            own.contains(&stem.to_lowercase())
        };
        (!own.is_empty()).then(|| words.any(|(_, word)| is_own(word)))
    };
    let quoted = within(&here.any, spans[0]).any(|said| first(text, said) == Some(true));
    quoted && first(other, spans[1]) == Some(false)
}

/// Whether all that a sentence sets apart are names, which the version tells by capitals: it is in Latin letters, the source is
/// not, and has more capitals than the rest of the source explains.
fn are_names([text, other]: [&Text<'_>; 2], here: &Marks, spans: [Span; 2]) -> bool {
    /// Words of the longest name.
    const LONGEST: usize = 8;
    /// Signs of the longest name where none stands between words.
    const SIGNS: usize = 20;
    let capital = |word: &str| word.starts_with(char::is_uppercase);
    // The first word of either sentence has its capital from there.
    let there = prose::words(other, spans[1]).skip(1);
    let there = there.filter(|(_, word)| capital(word)).count();
    if there == 0 || is_latin(text.str(spans[0])) || !is_latin(other.str(spans[1])) {
        return false;
    }
    let mut asked = 0;
    for name in within(&here.any, spans[0]) {
        let said = text.str(name).trim_matches(|c: char| !c.is_alphanumeric());
        let speech = within(&here.speech, name).next().is_some();
        let stop = text
            .str(name)
            .contains(['.', '!', '?', '。', '！', '？', '、']);
        let words = said
            .split_whitespace()
            .filter(|word| prose::letters(word) > 2)
            .count();
        let cased = said.chars().any(|c| c.is_lowercase() || c.is_uppercase());
        let fits = if cased {
            !said.starts_with(char::is_lowercase) && words <= LONGEST
        } else {
            prose::letters(said) <= SIGNS
        };
        if speech || stop || !fits {
            return false;
        }
        asked += if cased { words.div_ceil(2).max(1) } else { 2 };
    }
    let named = |place: Span| within(&here.any, place).next().is_some();
    let apart = prose::words(text, spans[0]).skip(1);
    let own = apart.filter(|&(place, word)| capital(word) && !named(place));
    asked > 0 && there >= asked + own.count()
}

/// Whether a stretch is mostly in Latin letters.
fn is_latin(said: &str) -> bool {
    let latin = said.bytes().filter(u8::is_ascii_alphabetic).count();
    2 * latin > prose::letters(said)
}

/// Whether a version sets apart what a speaker says who stands before it on both sides.
fn is_line([line, source]: [&str; 2]) -> bool {
    let opens = line.find(['"', '“', '„', '«', '「', '『']);
    let quoted = opens.and_then(|at| line.split_at_checked(at));
    let begins = source.trim_start();
    let bracketed = begins.strip_prefix(['(', '[']);
    let label = bracketed
        .and_then(|rest| rest.split_once([')', ']']))
        .or_else(|| begins.split_once([':', '：']));
    quoted.is_some_and(|(speaker, _)| prose::is_label(speaker))
        && label.is_some_and(|(speaker, _)| prose::is_name_of_speaker(speaker))
}

/// Whether a source tells directly what somebody says, without marks: a verb of saying, and behind it a word of the first
/// person, as in `she writes, I like it`.
fn is_unmarked(text: &Text<'_>, span: Span) -> bool {
    let Some(pack) = text.pack() else {
        return false;
    };
    let quotes = &pack.quotes;
    let is = |list: &[String], word: &str| list.iter().any(|known| *known == word);
    let mut words = prose::words(text, span).map(|(_, word)| word.to_lowercase());
    words.any(|word| is(&quotes.speech, &word))
        && words.any(|word| {
            let stem = word.split(['\'', '’']).next().unwrap_or_default();
            is(&quotes.first_person, stem)
        })
}

/// Letters behind a mark without a partner, where the other version has no speech in the whole passage:
/// speech was made of what is only reported there.
fn half_speech(
    text: &Text<'_>,
    here: &Marks,
    other: &Text<'_>,
    there: &Marks,
    spans: [Span; 2],
) -> usize {
    if text.document.passage_count() <= 1 {
        return 0;
    }
    let passage =
        prose::passage_at(other, spans[1]).map(|number| other.document.passage(number).span);
    let quoted = passage.is_none_or(|span| {
        within(&there.speech, span).next().is_some() || within(&there.half, span).next().is_some()
    });
    if quoted {
        0
    } else {
        letters_in(text, &here.open, spans[0])
    }
}

/// Whether a bead's passage on the other side quotes anything in the sentences beside it: the marks may have moved there.
fn quotes_near(pair: &Pair<'_>, marks: &Marks, bead: &Bead, side: Side) -> bool {
    prose::with_neighbours(&side.text(pair), side.of(bead)).is_some_and(|span| {
        within(&marks.any, span).next().is_some()
            || prose::has_quote_mark(side.text(pair).str(span))
    })
}

/// Whether a dash opens the sentence, as in a dialogue.
fn opens_with_dash(text: &Text<'_>, span: Span) -> bool {
    text.str(span).starts_with(['—', '–', '-', '―'])
}

impl Scope {
    fn goes_on(&self, next: &Self) -> bool {
        self.side == next.side && self.passage == next.passage
    }

    fn take(&mut self, next: &Self) {
        self.spans = [
            self.spans[0].cover(next.spans[0]),
            self.spans[1].cover(next.spans[1]),
        ];
        self.letters += next.letters;
        self.words = None;
        self.sure = self.sure.min(next.sure);
    }

    fn draft(self, pair: &Pair<'_>) -> Draft {
        let [here, there] = self.spans;
        let source = prose::the_source(pair);
        let (target, beside) = match self.side {
            Side::Source => (there, here),
            Side::Target => (here, there),
        };
        let quote = prose::quote(pair.target.str(target));
        let message = match (self.side, self.words) {
            (Side::Source, Some(words)) => {
                let words = prose::quote(pair.source.str(words));
                format!("{words} is in quotation marks in {source} and without them here: {quote}")
            }
            (Side::Source, None) => {
                format!("direct speech in {source} stands here without quotation marks: {quote}")
            }
            (Side::Target, _) => {
                format!("this is direct speech here, and is not in {source}: {quote}")
            }
        };
        let values = match self.side {
            Side::Source => ["speech", ""],
            Side::Target => ["", "speech"],
        };
        let mut draft = Draft::new(
            Severity::Minor,
            self.sure,
            message,
            super::Role::Target,
            target,
        )
        .and(super::Role::Source, beside);
        draft.values = values.map(str::to_owned).to_vec();
        draft
    }
}
