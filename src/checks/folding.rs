//! Values, names and denials that went with a clause.
//!
//! Where words were left out, each number, name and denial among them would be told as missing too. It is one thing that
//! happened, so it is one finding: the words, and what went with them. What stands on the other side as something else is
//! never folded: that is a value of its own. A value alone that is missing tells that something is; so it takes
//! less for the words around it to be told than where nothing else speaks for a loss.

use super::join::Said;
use super::loss::{self, Loss};
use super::prose;
use super::side::Side;
use super::{Check, Draft, Pair, Role, Severity, aside, content, matching};
use crate::text::Span;

/// The rule that tells what was left out.
const TELLS: &str = "missing-content";

/// From here on words that were left out are told for sure without what went with them. Below it the loss of a name may
/// be all that speaks for theirs.
const SURE: f64 = 0.7;

/// Log-odds from which words are told around a denial alone: what is denied may as well be said without one, in words of its
/// own.
const DENIED: f64 = 0.8;

/// The rule on denials.
const DENIALS: &str = "negation-mismatch";

/// The rules beside those on values whose findings may be a part of what was left out.
const OTHERS: [&str; 4] = [
    "name-mismatch",
    "acronym-mismatch",
    "code-mismatch",
    DENIALS,
];

/// Folds what is missing within words that are missing into one finding, where `missing-content` is among the rules.
pub(super) fn fold(pair: &Pair<'_>, said: &mut Said, checks: &[&'static dyn Check]) {
    let asked = checks.iter().find(|check| check.meta().name == TELLS);
    let Some(&tells) = asked.filter(|_| said.iter().any(|(check, draft)| is_part(*check, draft)))
    else {
        return;
    };
    let (mut parts, mut rest): (Said, Said) = std::mem::take(said)
        .into_iter()
        .partition(|(check, draft)| is_part(*check, draft));
    let told: Vec<Span> = rest
        .iter()
        .filter(|(check, _)| check.meta().name == TELLS)
        .flat_map(|(_, draft)| sources(draft))
        .collect();
    rest.retain_mut(|(check, draft)| {
        let tells = check.meta().name == TELLS;
        if tells && is_all_parts(pair, draft, &parts) {
            return false;
        }
        if tells && (draft.confidence >= SURE || is_within_sentence(pair, draft)) {
            take_in(pair, draft, &mut parts);
        }
        true
    });
    let untold = |loss: &Loss| !told.iter().any(|told| told.overlaps(loss.span));
    for loss in losses_around(pair, &parts)
        .iter()
        .filter(|loss| untold(loss))
    {
        let lack = content::clause(pair, Side::Source, loss);
        rest.extend(lack.map(|lack| {
            let mut draft = lack.missing(pair);
            take_in(pair, &mut draft, &mut parts);
            (tells, draft)
        }));
    }
    rest.append(&mut parts);
    *said = rest;
}

/// Whether a finding tells a stretch of a sentence. One that tells of a whole sentence, but not for sure, may only say that
/// it breaks off.
fn is_within_sentence(pair: &Pair<'_>, draft: &Draft) -> bool {
    let whole = sources(draft).next();
    whole.is_some_and(|whole| {
        let segment = pair.source.segment_of(whole);
        segment.is_some_and(|segment| !whole.contains(segment.span))
    })
}

/// Whether the words that a finding tells, not for sure, are hardly more than parts that are told by themselves: a name with
/// a word beside it.
fn is_all_parts(pair: &Pair<'_>, draft: &Draft, parts: &Said) -> bool {
    let Some(whole) = sources(draft).next().filter(|_| draft.confidence < SURE) else {
        return false;
    };
    // What went with its brackets is told with them.
    if pair.source.str(whole).starts_with(['(', '（']) {
        return false;
    }
    let letters = |span: Span| prose::letters(pair.source.str(span));
    let spans = parts.iter().flat_map(|(_, part)| sources(part));
    let inside = spans.filter(|&span| whole.contains(span));
    inside.map(letters).sum::<usize>() * 2 >= letters(whole).max(1)
}

/// Whether a finding says that a value, a name or a denial of the source stands nowhere in the version.
fn is_part(check: &dyn Check, draft: &Draft) -> bool {
    let rule = check.meta().name;
    (matching::RULES.contains(&rule) || OTHERS.contains(&rule))
        && draft.severity > Severity::Neutral
        && matches!(draft.values.as_slice(), [source, target] if !source.is_empty() && target.is_empty())
        && sources(draft).count() == 1
}

/// The places of the source that a finding is about.
fn sources(draft: &Draft) -> impl Iterator<Item = Span> {
    let places = draft.places.iter();
    places
        .filter(|place| place.0 == Role::Source)
        .map(|place| place.1)
}

/// Takes the parts that lie within the words that a finding tells into it: it is as sure and as grave as they are. Those
/// that its quote had no room for are named.
fn take_in(pair: &Pair<'_>, draft: &mut Draft, parts: &mut Said) {
    /// More are not named.
    const NAMED: usize = 3;
    let Some(whole) = sources(draft).next() else {
        return;
    };
    let mut names: Vec<String> = Vec::new();
    let quoted = prose::quote(pair.source.str(whole));
    parts.retain(|(check, part)| {
        let Some(span) = sources(part).find(|&span| whole.contains(span)) else {
            return true;
        };
        draft.severity = draft.severity.max(part.severity);
        draft.confidence = draft.confidence.max(part.confidence);
        let name = pair.source.str(span);
        // That a sentence denied something is no fact to look for.
        if !quoted.contains(name) && check.meta().name != DENIALS {
            names.push(prose::quote(name));
        }
        false
    });
    if names.is_empty() {
        return;
    }
    let more = names.len().saturating_sub(NAMED);
    names.truncate(NAMED);
    let named = match (names.as_slice(), more) {
        (names, 1..) => format!("{} and {more} more", names.join(", ")),
        ([start @ .., last], 0) if !start.is_empty() => {
            format!("{} and {last}", start.join(", "))
        }
        (names, 0) => names.join(", "),
    };
    draft.message = format!("{}, and {named} with them", draft.message);
}

/// The likeliest losses around what is missing, one for each bead that has any.
fn losses_around(pair: &Pair<'_>, parts: &Said) -> Vec<Loss> {
    let mut spans: Vec<(usize, Span)> = parts
        .iter()
        .flat_map(|(_, part)| sources(part))
        .filter_map(|span| {
            Some((
                pair.bead_of_source(pair.source.segment_at(span.start()))?,
                span,
            ))
        })
        .collect();
    spans.sort_unstable();
    spans
        .chunk_by(|one, other| one.0 == other.0)
        .filter_map(|of_bead| {
            let bead = of_bead.first()?.0;
            let spans: Vec<Span> = of_bead.iter().map(|&(_, span)| span).collect();
            aside::around(pair, bead, &spans).or_else(|| loss::around(pair, bead, &spans))
        })
        .filter(|loss| {
            let within = |part: &Draft| sources(part).any(|span| loss.span.contains(span));
            let mut within = parts.iter().filter(|(_, part)| within(part));
            loss.odds > DENIED || within.any(|(check, _)| check.meta().name != DENIALS)
        })
        .collect()
}
