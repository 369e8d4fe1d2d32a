//! name-mismatch: a name is misspelt, replaced, missing or in another's place
//!
//! ## What it does
//! Names of persons and places, and names that stay as they are in every language, are compared word by
//! word. Accents and capitals do not count: `Huỳnh Văn Sáu` is `Huynh Van Sau`. A name that differs by a
//! letter is a slip. A name in the place of another is a replacement, though it may stand elsewhere in the article, where the
//! words around lead to its place; so is a part of a name beside the rest of another (of given names only a hint, for one may be
//! short for the other: `Bill`, `William`). A name that nothing stands for is missing, or a part of it. Two names that have
//! changed places are found by the words beside them: what stands
//! near the one in the source stands near the other in the version.
//!
//! ## Why it matters
//! A wrong name blames or praises the wrong person, and no spelling checker knows names.
//!
//! ## Example
//! ```text
//! en: The prize went to Marjorie Okafor of Leeds.
//! es: El premio fue para Marjorie Okador, de Leeds.
//! ```
//! → the name “Okafor” is spelled “Okador” here
//!
//! ```text
//! en: The lawyer Edda Lund accused the banker Tamsin Bell of theft.
//! es: La abogada Tamsin Bell acusó a la banquera Edda Lund de robo.
//! ```
//! → “Edda Lund” and “Tamsin Bell” have changed places
//!
//! ## Not reported
//! - Names with a form of their own in each language: countries, languages, peoples, well-known cities.
//! - People and adjectives that either language makes of a name in its way: `Californians`, `Californiens`.
//! - Names of offices and bodies, which are translated: `Supreme Court`, `Tribunal Supremo`.
//! - A name that was translated: the version has one of ordinary words that answers nothing else in the source.
//! - Where every noun has a capital: words that are made of ordinary words (`Küstenlinie`), and runs of such words.
//! - Hashtags, and a word that nothing but its place at the beginning of a sentence shows to be a name.
//! - Another ending, where nothing is known of the words of the version's language: `Diegu`, `Marka` for `Marek`.
//! - A name from another script as either language writes it: `Zhernakov`, `Schernakow`.
//! - A shorter form (`Okafor` for `Marjorie Okafor`), a plural or a possessive.
//! - A name in whose place the version has a pronoun or a noun for it (`the country`, `the singer`), and a place that only
//!   says where another lies (`Leeds, England`).
//! - Two names of a list in another order.
//! - A name that stands in a sentence beside it: sentences are cut and joined in translation.
//! - A first word of a sentence that may be no name, and headings in title case.
//! - Versions in different scripts: names are transcribed in more than one way. Only what is left in Latin letters there is
//!   compared, and only with what differs from it by a letter, but for places as they are called at home.

use super::lost_name::{breaks_off, is_retold, translated_names};
use super::named::Named;
use super::near::is_trusted;
use super::open_name::{Claim, Comparison, Open};
use super::prose::quote;
use super::replaced::Replaced;
use super::side::Side;
use super::swapped::{Shared, Swap, swap};
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::facts::Name;

/// The rule.
#[derive(Debug)]
pub(super) struct NameMismatch;

static META: Meta = Meta {
    name: "name-mismatch",
    category: Category::Entity,
    severity: Severity::Major,
};

impl Check for NameMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let read = |side: Side| -> Vec<Named<'_>> {
            (0..pair.beads().len())
                .map(|bead| Named::read(side.text(pair), side.span(pair, bead)))
                .collect()
        };
        let sides = Side::BOTH.map(read);
        for bead in 0..pair.beads().len() {
            let [source, target] = [&sides[0][bead], &sides[1][bead]];
            if !is_trusted(pair, bead) {
                continue;
            }
            let comparison = Comparison {
                pair,
                bead,
                sides: &sides,
            };
            match [source.is_latin(), target.is_latin()] {
                [true, true] => comparison.tell(found),
                [false, false] => {}
                [true, false] | [false, true] => found.extend(comparison.copied_slips()),
            }
        }
    }
}

impl Comparison<'_, '_> {
    fn tell(&self, found: &mut Vec<Draft>) {
        let before = found.len();
        found.extend(self.swapped());
        let (mut lost, mut translated) = (Vec::new(), Vec::new());
        let mut lost_words = self.open_words(Side::Source);
        let mut new_words = self.open_words(Side::Target);
        if !lost_words.is_empty() || !new_words.is_empty() {
            self.without_people(&mut lost_words, &mut new_words);
            self.slips(&mut lost_words, &mut new_words, found);
            self.renamed(&mut lost_words, &mut new_words, found);
            lost = self.open_mentions(Side::Source, &lost_words);
            if !lost.is_empty() {
                translated = translated_names(self.half(Side::Source), self.half(Side::Target));
            }
            for one in &self.open_mentions(Side::Target, &new_words) {
                let free = translated.contains(&one.mention.span);
                let from = counterpart(one, &lost);
                // Nobody's name is translated.
                let from = from.filter(|&from| !free || lost[from].mention.is_person());
                if let Some(from) = from {
                    let from = lost.remove(from);
                    found.push(self.replaced(&from, one));
                }
            }
        }
        let told = found.iter().skip(before).flat_map(|draft| &draft.places);
        for one in self.in_place(&told.copied().collect::<Vec<_>>()) {
            lost.retain(|open| !open.mention.span.overlaps(one.span[0]));
            found.push(self.in_place_of(&one));
        }
        if !lost.is_empty() {
            self.gone(&lost, translated.len(), found);
        }
    }

    /// The names that nothing stands for, but for as many as were translated.
    fn gone(&self, lost: &[Open<'_>], mut translated: usize, found: &mut Vec<Draft>) {
        let [source, target] = Side::BOTH.map(|side| self.half(side));
        let broken = breaks_off(source, target);
        let pack = self.pair.target.pack();
        // A full name is told again in full; a name of one word as often by a pronoun.
        let single = |open: &Open<'_>| source.named.words_of(open.mention).count() == 1;
        let retold = lost.iter().any(single) && is_retold(source, target);
        for open in lost {
            let sure = broken || open.cut;
            if !sure && (!open.is_gone(pack) || retold && single(open)) {
                continue;
            }
            if !sure && translated > 0 && !open.mention.is_person() {
                translated -= 1;
                continue;
            }
            found.push(self.missing(open));
        }
    }

    /// Two names that have changed places.
    fn swapped(&self) -> Option<Draft> {
        // Nothing changes places with itself.
        if self.named(Side::Source, self.bead).mentions.len() < 2 {
            return None;
        }
        let (shared, names) = self.shared();
        let spans = (
            Side::Source.span(self.pair, self.bead),
            Side::Target.span(self.pair, self.bead),
        );
        let apart = |one: usize, other: usize| names[one] != names[other];
        let Swap { one, other, excess } = swap(self.pair, spans, &shared, apart)?;
        let said = |at: usize| quote(self.pair.source.str(shared[at].source));
        let message = format!("{} and {} have changed places", said(one), said(other));
        let confidence = if excess > 0.5 { 0.8 } else { 0.7 };
        let [first, second] = [shared[one], shared[other]];
        let draft = Draft::new(
            Severity::Major,
            confidence,
            message,
            Role::Target,
            first.target,
        )
        .and(Role::Target, second.target)
        .and(Role::Source, first.source)
        .and(Role::Source, second.source);
        Some(draft.value(names[one].clone()).value(names[other].clone()))
    }

    /// The names of which a part stands once on both sides in the same words, or under the same id.
    fn shared(&self) -> (Vec<Shared>, Vec<String>) {
        let [source, target] = [Side::Source, Side::Target].map(|side| self.named(side, self.bead));
        let names = source
            .mentions
            .iter()
            .filter(|mention| !mention.is_adjective());
        let found = names.filter_map(|mention| {
            let by_id = || {
                let id = mention.ids().next()?;
                let place = target.only(id).filter(|_| source.only(id).is_some())?;
                Some((
                    Shared {
                        source: mention.span,
                        target: place,
                    },
                    id.to_owned(),
                ))
            };
            source.same_words(mention, target).or_else(by_id)
        });
        found.unzip()
    }

    fn replaced(&self, from: &Open<'_>, to: &Open<'_>) -> Draft {
        let (source, target) = (from.mention.span, to.mention.span);
        let message = self
            .pair
            .became(self.pair.source.str(source), self.pair.target.str(target));
        // What may have been translated may stand there in other words.
        let (severity, confidence) = match (from.claim, to.claim) {
            (_, Claim::Weak) => (Severity::Minor, 0.5),
            (Claim::Weak, _) => (Severity::Major, 0.6),
            (_, _) => (Severity::Major, 0.8),
        };
        Draft::new(severity, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(canonical(from.mention.name()))
            .value(canonical(to.mention.name()))
    }

    fn in_place_of(&self, one: &Replaced<'_>) -> Draft {
        let [source, target] = one.span;
        let message = self
            .pair
            .became(self.pair.source.str(source), self.pair.target.str(target));
        let confidence = if one.sure { 0.7 } else { 0.6 };
        Draft::new(Severity::Major, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(canonical(one.source.name()))
            .value(canonical(one.target.name()))
    }

    fn missing(&self, open: &Open<'_>) -> Draft {
        let source = open.mention.span;
        let whole = quote(self.pair.source.str(source));
        let part = open
            .words
            .iter()
            .map(|word| self.pair.source.str(word.span))
            .collect::<Vec<_>>()
            .join(" ");
        let message = if part.len() < source.len()
            && open.words.len()
                < self
                    .named(Side::Source, self.bead)
                    .words_of(open.mention)
                    .count()
        {
            format!(
                "of the name {whole}, {} is missing in this version",
                quote(&part)
            )
        } else {
            format!("the name {whole} is missing in this version")
        };
        Draft::new(
            Severity::Minor,
            if open.claim == Claim::Strong {
                0.6
            } else {
                0.5
            },
            message,
            Role::Target,
            Side::Target.span(self.pair, self.bead),
        )
        .and(Role::Source, source)
        .value(canonical(open.mention.name()))
        .value("")
    }
}

/// The lost mention that a new one stands for: one of the two must be no word of any language, or both
/// known; the nearest.
fn counterpart(new: &Open<'_>, lost: &[Open<'_>]) -> Option<usize> {
    let fits = |from: &Open<'_>| {
        // A word of the language that opens its sentence has its capital from there, and so may an unknown one.
        let opening = [from, new].iter().all(|open| open.mention.opens_sentence())
            && from.claim.min(new.claim) == Claim::Weak;
        if opening || from.nouns && from.claim == Claim::Weak {
            return false;
        }
        from.claim.max(new.claim) == Claim::Strong
            || (from.claim, new.claim) == (Claim::Known, Claim::Known)
    };
    let nearest = lost.iter().enumerate().filter(|(_, from)| fits(from));
    nearest
        .min_by_key(|(_, from)| from.at.abs_diff(new.at))
        .map(|(at, _)| at)
}

fn canonical(name: Option<&Name>) -> String {
    name.map_or_else(String::new, |name| {
        name.known.clone().unwrap_or_else(|| name.words.join(" "))
    })
}
