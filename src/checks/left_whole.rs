//! Whether a version was left in the source's language from its first passage to its last.

use rustc_hash::FxHashSet;

use super::Pair;
use super::prose;
use crate::language;

/// Whether a version is still in the source's language from its first passage to its last: a file that was copied to be
/// translated.
pub(super) fn is_left_whole(pair: &Pair<'_>) -> bool {
    /// Words below which one passage that was left decides.
    const WORDS: usize = 25;
    let (Some(source), Some(target)) = (pair.source.language(), pair.target.language()) else {
        return false;
    };
    if source == target || pair.aligned_unit || pair.target.document.passage_count() < 2 {
        return false;
    }
    let (mut all, mut theirs, mut ours) = (0, 0, 0);
    for block in pair.target.document.passages() {
        for (span, word) in prose::words(&pair.target, block.span) {
            if !word.chars().any(char::is_alphabetic) || prose::is_code(&pair.target, span) {
                continue;
            }
            let lower = word.to_lowercase();
            let in_source = prose::is_grammar(source, &lower);
            let in_target = prose::is_grammar(target, &lower);
            all += 1;
            theirs += usize::from(in_source && !in_target);
            ours += usize::from(in_target && !in_source);
        }
        // Most texts are translated, and a few passages of them show it.
        if all >= 100 && ours * 4 > theirs {
            return false;
        }
    }
    // Of running text, a fifth to a half is words of grammar.
    let by_grammar = theirs * 100 >= all * 15 && ours * 20 <= theirs;
    // Where the target's own words of grammar are not known, the source's may be theirs: the letters decide.
    let known = pair
        .target
        .pack()
        .is_some_and(|pack| !pack.function_words.is_empty());
    let looks = || {
        let passages = pair.target.document.passages();
        let guess = language::detect(passages.map(|block| pair.target.str(block.span)));
        guess.is_some_and(|guess| guess.language == source)
    };
    all >= WORDS
        && ((by_grammar && (known || looks())) || (theirs >= ours && is_copied_whole(pair)))
}

/// Whether all running text of the target stands in the source, passage for passage.
fn is_copied_whole(pair: &Pair<'_>) -> bool {
    let of_source: FxHashSet<&str> = pair
        .source
        .document
        .passages()
        .map(|block| pair.source.str(block.span))
        .collect();
    let passages = || {
        pair.target
            .document
            .passages()
            .map(|block| pair.target.str(block.span))
    };
    let small = |text: &str| {
        text.split_whitespace()
            .filter(|word| word.starts_with(char::is_lowercase))
            .count()
    };
    passages().all(|text| of_source.contains(text)) && passages().map(small).sum::<usize>() >= 20
}
