//! Words that deny elsewhere and here only ask: `Họ hỏi ông có đến không.`, `It is late, isn't it?`

use super::BlockText;
use super::negation::ends_clause;
use super::tokens::Tokens;

/// Whether a cue asks and does not deny, wherever the question ends.
pub(super) fn asks_anywhere(block: &BlockText<'_>, at: usize, next: usize) -> bool {
    asks(block, at, next) || asks_within(block, at, next) || is_tag(&block.tokens, at, next)
}

/// Whether a cue asks and does not deny: before a question mark, and in some languages wherever it ends a clause
/// (`Họ hỏi ông có đến không.`).
pub(super) fn asks(block: &BlockText<'_>, at: usize, next: usize) -> bool {
    let tokens = &block.tokens;
    if tokens.is_sign(next, '?') || tokens.is_sign(next, '？') {
        return true;
    }
    let ends = next >= tokens.len() || ends_clause(tokens, next);
    ends && next == at + 1
        && block.lexis.pack.is_some_and(|pack| {
            let asking = &pack.negation.asking;
            asking.iter().any(|word| word == tokens.lower(at))
        })
}

/// Whether a cue only asks for agreement: `It is late, isn't it?`
fn is_tag(tokens: &Tokens, at: usize, next: usize) -> bool {
    let comma = at
        .checked_sub(1)
        .is_some_and(|before| tokens.is_sign(before, ','));
    comma && tokens.is_word(next) && tokens.is_sign(next + 1, '?')
}

/// Whether a cue asks though the sentence goes on: `hỏi ông có đến không khi trời mưa`.
fn asks_within(block: &BlockText<'_>, at: usize, next: usize) -> bool {
    /// How far before it the question may begin.
    const FAR: usize = 25;
    let (tokens, Some(pack)) = (&block.tokens, block.lexis.pack) else {
        return false;
    };
    let negation = &pack.negation;
    let is = |words: &[String], at: usize| words.iter().any(|word| word == tokens.lower(at));
    let single = next == at + 1 && is(&negation.asking, at);
    single
        && next < tokens.len()
        && is(&negation.after_asking, next)
        && (at.saturating_sub(FAR)..at)
            .rev()
            .take_while(|&before| !ends_clause(tokens, before))
            .any(|before| before + 1 < at && is(&negation.opens_question, before))
}
