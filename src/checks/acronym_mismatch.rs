//! acronym-mismatch: an acronym changed, or stands less often than in the source
//!
//! ## What it does
//! Acronyms are counted passage by passage. One that became other letters is reported, and so is one that
//! the source says again and again while the version says it seldom or never: something else was put in
//! its place.
//!
//! ## Why it matters
//! An acronym names one body. Where half of its mentions turn into the name of another body, the text
//! tells of two bodies that do two different things.
//!
//! ## Example
//! ```text
//! en: The ORPD met twice. The ORPD has 40 members, and every town has an ORPD.
//! es: El ORPD se reunió dos veces. Los comités tienen 40 miembros y cada pueblo tiene un comité.
//! ```
//! → the acronym ORPD stands 3 times in this passage and once in its version
//!
//! ## Not reported
//! - Acronyms that have other letters in each language: `UN`, `ONU`, `LHQ`; `AIDS`, `SIDA`.
//! - An acronym for which its long form stands there, as the text itself or the language's pack spells it out.
//! - An acronym that is said once less, as a pronoun would, or that stands in the passage beside it.
//! - An acronym that a passage says once and the version never, or twice where the passage is all there is, or more often where
//!   the version is in another script: it was put into words.
//! - Acronyms that only the translation has.

use std::collections::{BTreeMap, BTreeSet};

use super::carried::squeezed;
use super::named::Named;
use super::near::{around, is_trusted};
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::facts::{Acronym, Fact, Value};
use crate::text::{Span, edits, fold};

/// The rule.
#[derive(Debug)]
pub(super) struct AcronymMismatch;

static META: Meta = Meta {
    name: "acronym-mismatch",
    category: Category::Entity,
    severity: Severity::Major,
};

impl Check for AcronymMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let whole = Whole::of(pair);
        for group in passages(pair) {
            Passage::read(pair, &whole, group).tell(found);
        }
    }
}

/// What the two texts say of their acronyms anywhere.
#[derive(Debug, Default)]
struct Whole<'a> {
    /// What either text says that letters stand for.
    expansions: BTreeMap<String, BTreeSet<&'a str>>,
    /// The acronyms that the version keeps as often as not.
    kept: BTreeSet<String>,
}

impl<'a> Whole<'a> {
    fn of(pair: &Pair<'a>) -> Self {
        let mut whole = Self::default();
        let mut counts: BTreeMap<String, [usize; 2]> = BTreeMap::new();
        for side in Side::BOTH {
            for fact in side.text(pair).facts.all() {
                let Value::Acronym(acronym) = &fact.value else {
                    continue;
                };
                if let Some(long) = &acronym.expansion {
                    whole
                        .expansions
                        .entry(key(acronym))
                        .or_default()
                        .insert(long);
                }
                let count = counts.entry(key(acronym)).or_default();
                count[usize::from(side == Side::Target)] += 1;
            }
        }
        // A version that glosses an acronym once and says it in words from then on has made its choice.
        let kept =
            |&(_, [source, target]): &(String, [usize; 2])| target > 0 && 2 * target >= source;
        whole.kept = counts
            .into_iter()
            .filter(kept)
            .map(|(key, _)| key)
            .collect();
        whole
    }
}

/// The trusted beads of each passage of the source, in order.
fn passages(pair: &Pair<'_>) -> Vec<Vec<usize>> {
    let segments = pair.source.document.segments();
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (at, bead) in pair
        .beads()
        .iter()
        .enumerate()
        .filter(|&(at, _)| is_trusted(pair, at))
    {
        let passage = segments
            .get(bead.source.start)
            .map_or(0, |segment| segment.passage);
        groups.entry(passage).or_default().push(at);
    }
    groups.into_values().collect()
}

/// The mentions of one acronym.
#[derive(Debug)]
struct Mentions<'a> {
    acronym: &'a Acronym,
    facts: Vec<(usize, &'a Fact)>,
}

impl Mentions<'_> {
    fn count(&self) -> usize {
        self.facts.len()
    }

    fn is_known(&self) -> bool {
        self.acronym.known.is_some()
    }
}

/// The acronyms of one passage and of its version, by what they stand for.
struct Passage<'p, 'a> {
    pair: &'p Pair<'a>,
    whole: &'p Whole<'a>,
    beads: Vec<usize>,
    source: BTreeMap<String, Mentions<'a>>,
    target: BTreeMap<String, Mentions<'a>>,
}

impl<'p, 'a> Passage<'p, 'a> {
    fn read(pair: &'p Pair<'a>, whole: &'p Whole<'a>, beads: Vec<usize>) -> Self {
        let read = |side: Side| {
            let mut all: BTreeMap<String, Mentions<'a>> = BTreeMap::new();
            for &bead in &beads {
                for fact in side.text(pair).facts.within(side.span(pair, bead)) {
                    if let Value::Acronym(acronym) = &fact.value {
                        all.entry(key(acronym))
                            .or_insert_with(|| Mentions {
                                acronym,
                                facts: Vec::new(),
                            })
                            .facts
                            .push((bead, fact));
                    }
                }
            }
            all
        };
        let [source, target] = Side::BOTH.map(read);
        Self {
            pair,
            whole,
            beads,
            source,
            target,
        }
    }

    fn tell(&self, found: &mut Vec<Draft>) {
        for (key, mentions) in &self.source {
            let there = self.target.get(key).map_or(0, Mentions::count);
            if there >= mentions.count() {
                continue;
            }
            if let Some(to) = self.slip(mentions) {
                found.push(self.changed(mentions, to));
            } else if there == 0 {
                found.extend(self.lost(mentions));
            } else {
                found.extend(self.fewer(mentions, there));
            }
        }
    }

    /// The acronym of the version that looks like a misspelt one and is not in the source.
    fn slip(&self, from: &Mentions<'a>) -> Option<&Mentions<'a>> {
        let new = self
            .target
            .iter()
            .filter(|(key, to)| !self.source.contains_key(*key) && self.fits(from, to));
        new.map(|(_, to)| to)
            .min_by_key(|to| edits(&from.acronym.letters, &to.acronym.letters))
    }

    /// Whether letters may be others misspelt: near by letter, and not the usual ones of the language for something else.
    fn fits(&self, from: &Mentions<'_>, to: &Mentions<'_>) -> bool {
        let beside = from
            .facts
            .iter()
            .any(|(bead, _)| to.facts.iter().any(|(other, _)| bead == other));
        let explained = to
            .acronym
            .expansion
            .as_deref()
            .is_some_and(|long| spells(long, &to.acronym.letters));
        let other = to.is_known() && !from.is_known() && to.acronym.letters.chars().count() < 3;
        // `US` is all there where `États-Unis` stands, whatever `USI` is.
        let in_words = to.acronym.expansion.is_none()
            && !self.target.contains_key(&key(from.acronym))
            && self.named_by_id(from);
        let to = fold(&to.acronym.letters);
        let same = fold(&from.acronym.letters) == to;
        if !beside || explained || other || in_words || same {
            return false;
        }
        let near = |form: &str| {
            let form = fold(form);
            let short = form.chars().count().min(to.chars().count()) < 3;
            // The letters of a translated acronym are often the same in another order: with two of them,
            // only what the pack knows, or what the version has elsewhere, is surely a slip.
            edits(&form, &to) == 1
                && (!short || from.is_known() || self.whole.kept.contains(&key(from.acronym)))
        };
        near(&from.acronym.letters) || self.usual_forms(from).iter().any(|form| near(form))
    }

    /// What the version's language has for a known acronym.
    fn usual_forms(&self, from: &Mentions<'_>) -> &'static [String] {
        let pack = self.pair.target.pack();
        let known = from.acronym.known.as_deref();
        known
            .zip(pack)
            .and_then(|(known, pack)| pack.acronyms.get(known))
            .map_or(&[], Vec::as_slice)
    }

    fn changed(&self, from: &Mentions<'_>, to: &Mentions<'_>) -> Draft {
        let message = format!(
            "the acronym {} is {} here",
            from.acronym.letters, to.acronym.letters
        );
        let span = |mentions: &Mentions<'_>| {
            mentions
                .facts
                .first()
                .map_or(Span::new(0, 0), |(_, fact)| fact.span)
        };
        // In a language of which little is known it may be what it makes of the letters: `SAE` for *UAE*.
        let unread = || {
            to.facts.first().is_some_and(|&(bead, _)| {
                Named::read(self.pair.target, Side::Target.span(self.pair, bead)).is_unread()
            })
        };
        let (severity, confidence) = if unread() {
            (Severity::Minor, 0.6)
        } else if from.is_known() || from.acronym.letters.len() > 2 {
            (Severity::Major, 0.85)
        } else {
            (Severity::Major, 0.6)
        };
        Draft::new(severity, confidence, message, Role::Target, span(to))
            .and(Role::Source, span(from))
            .value(key(from.acronym))
            .value(key(to.acronym))
    }

    /// An acronym of which nothing is left. Said once, it may have been put into words; where the version
    /// keeps it elsewhere, or the passage says it again and again, something else was put in its place.
    fn lost(&self, from: &Mentions<'_>) -> Option<Draft> {
        let first = from.facts.first()?.0;
        let often = !from.is_known() && self.is_often(from.count(), first);
        let kept = self.whole.kept.contains(&key(from.acronym)) && !from.is_known();
        if !(often || kept) || self.spelled_out(from, often) || self.letters_stand(from) {
            return None;
        }
        let letters = &from.acronym.letters;
        let message = match from.count() {
            1 => format!(
                "the acronym {letters} is missing in this passage, and stands elsewhere in this version"
            ),
            count => format!(
                "the acronym {letters} stands {count} times in this passage and never in its version"
            ),
        };
        let confidence = if often { 0.7 } else { 0.5 };
        Some(self.draft(from, confidence, message, first, 0))
    }

    /// Whether an acronym is said so often that somewhere it would be kept. A lone sentence that says it twice may put it into
    /// words twice, and one in another script has its own for it.
    fn is_often(&self, count: usize, bead: usize) -> bool {
        let latin =
            |side: Side| Named::read(side.text(self.pair), side.span(self.pair, bead)).is_latin();
        if self.pair.aligned_unit {
            count > 2 && latin(Side::Source) == latin(Side::Target)
        } else {
            count > 1
        }
    }

    fn fewer(&self, from: &Mentions<'_>, there: usize) -> Option<Draft> {
        let count = from.count();
        let halved = count > 2 && there * 2 <= count && !from.is_known();
        let times = if there == 1 {
            "once".to_owned()
        } else {
            format!("{there} times")
        };
        let message = format!(
            "the acronym {} stands {count} times in this passage and {times} in its version",
            from.acronym.letters
        );
        halved.then(|| {
            self.draft(
                from,
                0.7,
                message,
                from.facts.first().map_or(0, |(bead, _)| *bead),
                there,
            )
        })
    }

    /// A finding about a passage: the first mention is pointed at, and every place where it is missing.
    fn draft(
        &self,
        from: &Mentions<'_>,
        confidence: f64,
        message: String,
        first: usize,
        there: usize,
    ) -> Draft {
        let lacking = |bead: usize| {
            let has = |side: &BTreeMap<String, Mentions<'_>>| {
                side.get(&key(from.acronym)).map_or(0, |all| {
                    all.facts.iter().filter(|(at, _)| *at == bead).count()
                })
            };
            has(&self.target) < has(&self.source)
        };
        let place = self
            .beads
            .iter()
            .copied()
            .find(|&bead| lacking(bead))
            .unwrap_or(first);
        let mut draft = Draft::new(
            Severity::Minor,
            confidence,
            message,
            Role::Target,
            Side::Target.span(self.pair, place),
        );
        for (_, fact) in from.facts.iter().filter(|(bead, _)| lacking(*bead)) {
            draft = draft.and(Role::Source, fact.span);
        }
        draft
            .value(format!("{} {}", key(from.acronym), from.count()))
            .value(there.to_string())
    }

    /// Whether the version says in words what a pack has for the letters.
    fn named_by_id(&self, from: &Mentions<'_>) -> bool {
        let pack = self.pair.target.pack();
        let ids = [&from.acronym.known, &from.acronym.named];
        from.is_known()
            && from.facts.iter().any(|&(bead, _)| {
                let named = Named::read(self.pair.target, Side::Target.span(self.pair, bead));
                ids.into_iter().flatten().any(|id| named.has_id(id, pack))
            })
    }

    /// Whether the long form stands in the version: what a pack or one of the texts says it stands for, or words with its initials.
    fn spelled_out(&self, from: &Mentions<'_>, often: bool) -> bool {
        let acronym = from.acronym;
        let pack = self.pair.target.pack();
        from.facts.iter().any(|&(bead, _)| {
            let named = around(self.pair, bead)
                .map(|bead| Named::read(self.pair.target, Side::Target.span(self.pair, bead)));
            named.into_iter().any(|named| {
                let known = [&acronym.known, &acronym.named]
                    .into_iter()
                    .flatten()
                    .any(|id| named.has_id(id, pack));
                let initials = || {
                    !often
                        && named.mentions.iter().any(|mention| {
                            has_initials(self.pair.target.str(mention.span), &acronym.letters)
                        })
                };
                known
                    || self
                        .whole
                        .expansions
                        .get(&key(acronym))
                        .is_some_and(|all| all.iter().any(|long| named.has_phrase(long)))
                    || initials()
            })
        })
    }

    /// Whether the letters stand there as part of something else: a code, a name, a word (`Nato`).
    fn letters_stand(&self, from: &Mentions<'_>) -> bool {
        let wanted = squeezed(&from.acronym.letters);
        let beads = from
            .facts
            .iter()
            .flat_map(|&(bead, _)| around(self.pair, bead));
        beads.into_iter().any(|bead| {
            let text = fold(self.pair.target.str(Side::Target.span(self.pair, bead)));
            text.split(|c: char| !c.is_alphanumeric())
                .any(|word| word == wanted)
                || (wanted.len() > 3 && squeezed(&text).contains(&wanted))
        })
    }
}

/// Whether the words of a name begin with the letters, small words aside.
fn has_initials(name: &str, letters: &str) -> bool {
    let initials: String = name
        .split(|c: char| !c.is_alphanumeric())
        .filter_map(|word| word.chars().next())
        .filter(|c| c.is_uppercase())
        .collect();
    fold(&initials) == fold(letters)
}

/// Whether the words of a long form begin with the letters, in order and in whatever case; short words may be passed over.
fn spells(long: &str, letters: &str) -> bool {
    /// Letters of `and`, `para` and their like.
    const SHORT: usize = 4;
    let letters: Vec<char> = fold(letters).chars().collect();
    // How many letters the words so far may have spelled: a short word gives its own or none.
    let mut spelled = vec![false; letters.len() + 1];
    spelled[0] = true;
    let words = long
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    for word in words {
        let initial = fold(word).chars().next();
        let short = word.chars().count() <= SHORT;
        for at in (0..letters.len()).rev() {
            spelled[at + 1] =
                spelled[at + 1] && short || spelled[at] && Some(letters[at]) == initial;
        }
        spelled[0] &= short;
    }
    spelled[letters.len()]
}

/// What an acronym stands for: its id in the packs, or its letters.
fn key(acronym: &Acronym) -> String {
    fold(acronym.known.as_deref().unwrap_or(&acronym.letters))
}
