//! What must be carried over letter for letter (codes, links, placeholders): which of it changed, was
//! lost or came in. Compared bead by bead as sets with counts; what is open in one bead and open in
//! the other version's neighbouring bead only moved.

use super::near::{around, is_trusted};
use super::prose::quote;
use super::side::Side;
use super::{Draft, Pair, Role, Severity};
use crate::facts::Fact;
use crate::text::similarity;

/// From this likeness on, two leftovers of one bead are the same thing misspelt.
const ALIKE: f64 = 0.6;

/// More leftovers than this on one side are a table of them, in which likeness says little.
const MANY: usize = 32;

/// What became of a fact that is not found as it stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate<'a> {
    /// It stands there otherwise.
    Changed(&'a Fact, &'a Fact),
    /// Only the source has it.
    Lost(&'a Fact),
    /// Only the other version has it.
    New(&'a Fact),
}

/// A fate and the bead where it happened.
#[derive(Debug, Clone, Copy)]
pub(super) struct Event<'a> {
    pub(super) bead: usize,
    pub(super) fate: Fate<'a>,
}

/// The open facts of one bead, by side.
type Open<'a> = [Vec<&'a Fact>; 2];

/// Whether a fact is of the kind that is compared, and in what form; `None` where it is not.
pub(super) type Form = fn(&Fact) -> Option<&str>;

/// All that changed in a pair.
pub(super) fn events<'a>(pair: &Pair<'a>, form: Form) -> Vec<Event<'a>> {
    let has_any = |side: Side| {
        side.text(pair)
            .facts
            .all()
            .iter()
            .any(|fact| form(fact).is_some())
    };
    if !Side::BOTH.into_iter().any(has_any) {
        return Vec::new();
    }
    let mut open: Vec<Open<'a>> = (0..pair.beads().len())
        .map(|bead| leftovers(pair, bead, form))
        .collect();
    for bead in 0..open.len() {
        if !open[bead][0].is_empty() {
            move_out(&mut open, bead, around(pair, bead), form);
        }
    }
    let mut events = Vec::new();
    for (bead, open) in open.into_iter().enumerate() {
        if is_trusted(pair, bead) {
            tell(bead, open, form, &mut events);
        }
    }
    events
}

/// The facts of a bead that have no equal on its other side.
fn leftovers<'a>(pair: &Pair<'a>, bead: usize, form: Form) -> Open<'a> {
    let facts = |side: Side| -> Vec<&'a Fact> {
        let text = side.text(pair);
        text.facts
            .within(side.span(pair, bead))
            .iter()
            .filter(|fact| form(fact).is_some())
            .collect()
    };
    let [mut source, mut target] = Side::BOTH.map(facts);
    cancel(&mut source, &mut target, form);
    [source, target]
}

/// Takes equal facts away from both sides, one for one.
fn cancel(source: &mut Vec<&Fact>, target: &mut Vec<&Fact>, form: Form) {
    source.retain(
        |fact| match target.iter().position(|other| form(other) == form(fact)) {
            Some(at) => {
                target.remove(at);
                false
            }
            None => true,
        },
    );
}

fn move_out(open: &mut [Open<'_>], bead: usize, around: std::ops::Range<usize>, form: Form) {
    for other in around.filter(|&other| other != bead) {
        let mut source = std::mem::take(&mut open[bead][0]);
        cancel(&mut source, &mut open[other][1], form);
        open[bead][0] = source;
    }
}

/// Joins the leftovers of both sides that look alike, the most alike first; the rest was lost or is new.
fn tell<'a>(bead: usize, [source, target]: Open<'a>, form: Form, events: &mut Vec<Event<'a>>) {
    let mut ways = Vec::new();
    for (one, from) in source.iter().enumerate().take(MANY) {
        for (other, to) in target.iter().enumerate().take(MANY) {
            let alike = similarity(form(from).unwrap_or_default(), form(to).unwrap_or_default());
            if alike >= ALIKE {
                ways.push((alike, one, other));
            }
        }
    }
    ways.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut taken, mut given) = (vec![false; source.len()], vec![false; target.len()]);
    for (_, one, other) in ways {
        if !taken[one] && !given[other] {
            (taken[one], given[other]) = (true, true);
            events.push(Event {
                bead,
                fate: Fate::Changed(source[one], target[other]),
            });
        }
    }
    let left = |facts: Vec<&'a Fact>, met: Vec<bool>| -> Vec<&'a Fact> {
        let unmet = facts.into_iter().zip(met).filter(|(_, met)| !met);
        unmet.map(|(fact, _)| fact).collect()
    };
    let (source, target) = (left(source, taken), left(target, given));
    // One of a kind on each side: the one stands where the other stood.
    let kind = |fact: &Fact| form(fact).and_then(|form| form.chars().next());
    if let ([from], [to]) = (source.as_slice(), target.as_slice())
        && kind(from).is_some_and(|mark| !mark.is_alphanumeric() && kind(to) == Some(mark))
    {
        let fate = Fate::Changed(from, to);
        events.push(Event { bead, fate });
        return;
    }
    events.extend(source.into_iter().map(|fact| Event {
        bead,
        fate: Fate::Lost(fact),
    }));
    events.extend(target.into_iter().map(|fact| Event {
        bead,
        fate: Fate::New(fact),
    }));
}

impl Event<'_> {
    /// The finding; `thing` is what a translator calls such a fact.
    pub(super) fn draft(
        &self,
        pair: &Pair<'_>,
        thing: &str,
        severity: Severity,
        confidence: f64,
    ) -> Draft {
        let source_text = |fact: &Fact| pair.source.str(fact.span);
        let target_text = |fact: &Fact| pair.target.str(fact.span);
        let (message, source, target) = match self.fate {
            Fate::Changed(from, to) => {
                let became = pair.became(source_text(from), target_text(to));
                (format!("the {thing} {became}"), Some(from), Some(to))
            }
            Fate::Lost(from) => (
                format!(
                    "the {thing} {} is missing in this version",
                    quote(source_text(from))
                ),
                Some(from),
                None,
            ),
            Fate::New(to) => (
                format!(
                    "the {thing} {} is not in the source",
                    quote(target_text(to))
                ),
                None,
                Some(to),
            ),
        };
        let place = |fact: Option<&Fact>, side: Side| {
            fact.map_or_else(|| side.span(pair, self.bead), |fact: &Fact| fact.span)
        };
        let value =
            |fact: Option<&Fact>| fact.map_or_else(String::new, |fact| fact.value.canonical());
        Draft::new(
            severity,
            confidence,
            message,
            Role::Target,
            place(target, Side::Target),
        )
        .and(Role::Source, place(source, Side::Source))
        .value(value(source))
        .value(value(target))
    }
}

/// The letters and digits of a text, folded, with nothing between: `SARS-CoV-2` and `SARS CoV 2` are one.
pub(super) fn squeezed(text: &str) -> String {
    let mut folded = crate::text::fold(text);
    folded.retain(char::is_alphanumeric);
    folded
}

/// The squeezed text of one side of the beads around one.
pub(super) fn squeezed_around(pair: &Pair<'_>, side: Side, bead: usize) -> String {
    let beads = around(pair, bead);
    let text = side.text(pair);
    beads
        .map(|bead| squeezed(text.str(side.span(pair, bead))))
        .collect::<Vec<_>>()
        .join(" ")
}
