//! negation-mismatch: a denial was lost, or one came in
//!
//! ## What it does
//! In every pair of sentences the words that deny (`not`, `never`, `nobody`; `no`, `nunca`; `không`, `chưa`)
//! are looked for in the other version, at the place where the words around them stand. There a word that
//! denies by its meaning (`fail`, `refuse`, `lack`, `sin`, `thiếu`) or by its make (`unfit`, `powerless`) will do
//! as well. A denial that nothing stands for is reported: surely where the words that it denies stand undenied
//! in the other version, or where nothing denies there at all; as a hint where other words may say the same.
//!
//! ## Why it matters
//! A lost *not* turns the sentence into its opposite, and the sentence still reads well.
//!
//! ## Example
//! ```text
//! en: The water in the lower village is not safe to drink.
//! es: El agua del pueblo de abajo se puede beber.
//! ```
//! → the source denies (“not”), and nothing denies in this version
//!
//! ## Severity
//! Major where it is sure. A denial of the source must be missed more surely than one that came in: translators often say
//! the same without one.
//!
//! ## Not reported
//! - Phrases that hold such a word and deny nothing: `not only`, `sin embargo`, `hàng không`.
//! - A denial by meaning: `failed to come`, `no vino`; `unsafe`, `không an toàn`.
//! - A denial said twice in one language and once in the other: `no dijo nada`, `he said nothing`; `sin ver a nadie`,
//!   `without seeing anybody`.
//! - A denial with an exception that the other language says with *only*: `not until noon`, `erst am Mittag`.
//! - A denial that stands in the sentence beside it, and one that was copied: `404 Not Found`.
//! - A denial that *only* takes back: `no depende solo de la lluvia`; *never* after a comparison: `más fuerte que nunca`.
//! - A question that only asks for agreement (`…, isn't it?`), and a short form of *number*: `No 10`.
//!
//! A word that only repeats a denial is none without one: `recibió ninguna carta` has lost its *no*. So has one that
//! stands only with a denial (`at all`, `siquiera`, `hề`), if nothing denies before it and nothing asks or supposes: that
//! speaks for a denial of the source being lost.

use super::denials::{Denial, InWords, Partner, Way, is_stranded, partners, plain};
use super::near::is_trusted;
use super::places::{Word, words};
use super::prose::quote;
use super::side::Side;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::text::real;

/// How many words after a cue it may deny.
const SCOPE: usize = 7;

/// How many words after a cue the nearest may stand that it denies, if it came in.
const NEAR: usize = 5;

/// A word that many words part from every denial stands undenied.
const UNDENIED: usize = 4;

/// Words of a sentence after which a longer one leaves no more room for other words.
const LONG: usize = 40;

/// How many words after a denial its exception may begin.
const EXCEPTION: usize = 12;

/// Log-odds from which a denial is told as lost: six or seven alarms in a thousand sentences of good translations.
const TOLD: f64 = 0.5;

/// Log-odds from which it is surely a mistake. A version that says without a denial what the source says with one says the
/// same in other words more often than one that denies what the source does not, and most often where both were
/// translated from a third.
fn sure_from(side: Side) -> f64 {
    match side {
        Side::Source => 2.75,
        Side::Target => 1.75,
    }
}

/// What a word that has lost its denial adds to the log-odds: good translations have next to none.
const STRANDED: f64 = 2.5;

/// The rule.
#[derive(Debug)]
pub(super) struct NegationMismatch;

static META: Meta = Meta {
    name: "negation-mismatch",
    category: Category::Mistranslation,
    severity: Severity::Major,
};

impl Check for NegationMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let knows = |side: Side| {
            side.text(pair)
                .pack()
                .is_some_and(|pack| !pack.negation.words.is_empty())
        };
        if !Side::BOTH.into_iter().all(knows) {
            return;
        }
        for bead in (0..pair.beads().len()).filter(|&bead| is_trusted(pair, bead)) {
            let Some(compared) = Compared::of(pair, bead) else {
                continue;
            };
            for side in Side::BOTH {
                // A denial that moved took what it denies along.
                let stays = |lost: &Lost| lost.affirmed || !moved(pair, bead, side);
                let worst = compared.worst(side).filter(|lost| lost.odds > TOLD);
                found.extend(
                    worst
                        .filter(stays)
                        .map(|lost| tell(pair, bead, side, &lost)),
                );
            }
        }
    }
}

/// The denials of a bead, and what stands for each on the other side.
#[derive(Debug)]
struct Compared<'p> {
    said: InWords<'p>,
    partners: [Vec<Option<Partner>>; 2],
    /// Whether a side has a word that has lost its denial.
    stranded: [bool; 2],
}

/// A denial that nothing may stand for.
#[derive(Debug)]
struct Lost {
    denial: Denial,
    /// Log-odds that it is lost.
    odds: f64,
    /// Whether nothing denies on the other side.
    alone: bool,
    /// Whether words that it denies stand there undenied.
    affirmed: bool,
}

impl<'p> Compared<'p> {
    /// `None` where neither side denies.
    fn of(pair: &'p Pair<'_>, bead: usize) -> Option<Self> {
        if !Side::BOTH
            .into_iter()
            .any(|side| plain(pair, side, bead) > 0)
        {
            return None;
        }
        let stranded = Side::BOTH.map(|side| is_stranded(pair, side, bead));
        let said = InWords::of(pair, bead);
        let partners = partners(&said.ties, [&said.denials[0], &said.denials[1]]);
        Some(Self {
            said,
            partners,
            stranded,
        })
    }

    /// The denial of a side that is most likely lost.
    fn worst(&self, side: Side) -> Option<Lost> {
        let own = self.said.denials[side as usize].iter();
        own.zip(&self.partners[side as usize])
            .filter(|(denial, _)| denial.way == Way::Plainly)
            .filter(|(denial, _)| !self.is_copied(side, denial))
            .map(|(denial, partner)| (*denial, *partner, self.scope(side, *denial)))
            .map(|(denial, partner, scope)| self.weigh(side, denial, partner, scope))
            .reduce(|one, other| if other.odds > one.odds { other } else { one })
    }

    /// How likely a denial is lost. The weights are logistic regressions on news translations between seven languages, with
    /// denials taken out and put in, rounded; one for each side, for translators add a denial more often than they drop
    /// one, and one that was put in denies words that stand in the source.
    fn weigh(&self, side: Side, denial: Denial, partner: Option<Partner>, scope: Scope) -> Lost {
        let there = &self.said.denials[side.other() as usize];
        let plain = |denials: &[Denial]| {
            let plain = denials.iter().filter(|denial| denial.way == Way::Plainly);
            plain.count()
        };
        let (own, others) = (plain(&self.said.denials[side as usize]), plain(there));
        let alone = !there.iter().any(Denial::holds);
        let say = |holds: bool, odds: f64| if holds { odds } else { 0.0 };
        let length = self.said.words[side as usize].len().min(LONG);
        let partnered = match partner {
            None => 2.0 + say(alone, 0.75),
            Some(partner) => of_partner(partner) - say(self.excepts(side, denial, partner), 2.5),
        };
        let by_side = match side {
            Side::Source => {
                0.5 + say(scope.undenied, 0.25) + say(scope.leading[0], 1.0)
                    - say(scope.lost >= 2, 0.5)
                    - 0.025 * real(length)
            }
            Side::Target => {
                say(partner.is_none() && alone, 0.2)
                    + say(scope.near, 0.5)
                    + say(scope.leading[0], 1.1)
                    + say(scope.leading[1], 0.3)
                    + 1.1 * self.tied(side.other())
                    - say(partner.is_none(), 0.4)
                    - say(denial.changing, 0.75)
                    - say(self.cancels(side, denial), 0.5)
                    - 0.01 * real(self.content(side))
                    - 2.3
            }
        };
        let stranded = say(self.stranded[side.other() as usize], STRANDED);
        let outnumbered = say(own <= others, 1.0) + 0.75 * real(others.min(3));
        let odds = partnered + by_side + stranded - outnumbered;
        Lost {
            denial,
            odds,
            alone,
            affirmed: scope.undenied,
        }
    }

    /// How many words of a side say something, up to what one sentence has.
    fn content(&self, side: Side) -> usize {
        const MOST: usize = 25;
        let words = self.said.words[side as usize].iter();
        words.filter(|word| !word.grammar).count().min(MOST)
    }

    /// Whether a denial stands on the other side letter for letter, with the word behind it: what a page or a program says
    /// in its own language, as `404 Not Found`.
    fn is_copied(&self, side: Side, denial: &Denial) -> bool {
        let (first, past) = denial.words;
        let Some(own) = self.said.words[side as usize].get(first..=past) else {
            return false;
        };
        let there = self.said.words[side.other() as usize].windows(own.len());
        let same = |said: &[Word<'_>]| {
            own.iter()
                .zip(said)
                .all(|(one, other)| one.lower == other.lower)
        };
        there.into_iter().any(same)
    }

    /// What share of the words of a side that say something have one on the other side that may stand for them: the nearer
    /// a translation keeps to the words, the less it turns *tough* into *not easy*.
    fn tied(&self, side: Side) -> f64 {
        let words = self.said.words[side as usize].iter().enumerate();
        let (mut all, mut tied) = (0, 0);
        for (at, _) in words.filter(|(_, word)| !word.grammar) {
            all += 1;
            tied += usize::from(!self.said.ties.of_word(side, at).is_empty());
        }
        real(tied) / real(all).max(1.0)
    }

    /// Whether a denial stands right before a word that denies by itself: `chưa chấm dứt` says *lasting*.
    fn cancels(&self, side: Side, denial: Denial) -> bool {
        let mut own = self.said.denials[side as usize].iter();
        own.any(|other| other.way == Way::Otherwise && other.words.0 == denial.words.1)
    }

    /// Whether a denial with an exception is said by a word that restricts: `not until noon`, `erst am Mittag`.
    fn excepts(&self, side: Side, denial: Denial, partner: Partner) -> bool {
        let mut after = self.said.denials[side as usize].iter();
        partner.way == Way::Weakly
            && after.any(|other| {
                other.way != Way::Plainly
                    && (denial.words.1..denial.words.1 + EXCEPTION).contains(&other.words.0)
            })
    }

    /// What becomes of the words that a denial may deny.
    fn scope(&self, side: Side, denial: Denial) -> Scope {
        /// Of how many words of content the loss is counted.
        const NEAREST: usize = 4;
        let there = &self.said.denials[side.other() as usize];
        let reach = |at: usize| {
            let strong = there.iter().filter(|there| there.holds());
            strong.map(|there| there.far(at)).min().unwrap_or(SCOPE)
        };
        let words = self.said.words[side as usize].iter().enumerate();
        let after = words
            .skip(denial.words.1)
            .take(SCOPE)
            .filter(|(_, word)| !word.grammar);
        let mut scope = Scope::default();
        for (nth, (at, word)) in after.enumerate() {
            let tied = self.said.ties.of_word(side, at);
            let undenied = tied.iter().any(|&tied| reach(tied) >= UNDENIED);
            scope.undenied |= undenied;
            scope.near |= undenied && at < denial.words.1 + NEAR;
            if let Some(leading) = scope.leading.get_mut(nth) {
                *leading = undenied;
            }
            scope.lost += usize::from(nth < NEAREST && tied.is_empty() && word.is_known());
        }
        scope
    }
}

/// What the way and the place of a partner say on whether a denial is lost.
fn of_partner(partner: Partner) -> f64 {
    match (partner.way, partner.far) {
        (Way::Plainly, _) => -1.0,
        (Way::Otherwise, ..1.5) => -0.75,
        (Way::Otherwise, ..3.5) => 0.0,
        (Way::Otherwise, _) => 1.5,
        (Way::Weakly, _) => 1.0,
        (Way::Elsewhere, _) => -3.0,
    }
}

/// What becomes of the words that a denial may deny.
#[derive(Debug, Clone, Copy, Default)]
struct Scope {
    /// Whether one of them stands on the other side far from any denial.
    undenied: bool,
    /// Whether one of the nearest does.
    near: bool,
    /// Whether the first and the second that say something do.
    leading: [bool; 2],
    /// How many words of the lexicon have none there that stands for them: then the whole is said in another way.
    lost: usize,
}

fn tell(pair: &Pair<'_>, bead: usize, side: Side, lost: &Lost) -> Draft {
    let word = quote(side.text(pair).str(lost.denial.span));
    let there = match (lost.alone, lost.affirmed) {
        (true, _) => "nothing denies",
        (false, true) => "what it denies stands undenied",
        (false, false) => "nothing stands for it",
    };
    let (message, places, values) = match side {
        Side::Source => (
            format!("the source denies ({word}), and {there} in this version"),
            [Side::Target.span(pair, bead), lost.denial.span],
            ["not", ""],
        ),
        Side::Target => (
            format!("this version denies ({word}), and {there} in the source"),
            [lost.denial.span, Side::Source.span(pair, bead)],
            ["", "not"],
        ),
    };
    let (severity, most) = if lost.odds >= sure_from(side) {
        (Severity::Major, 0.9)
    } else {
        (Severity::Minor, 0.6)
    };
    Draft::new(
        severity,
        lost.confidence(most),
        message,
        Role::Target,
        places[0],
    )
    .and(Role::Source, places[1])
    .value(values[0])
    .value(values[1])
}

impl Lost {
    /// In hundredths, so that no rounding shows.
    fn confidence(&self, most: f64) -> f64 {
        let likely = 1.0 / (1.0 + (-self.odds).exp());
        (likely.min(most) * 100.0).round() / 100.0
    }
}

/// Whether a bead beside this one denies more on the other side than on this: then the denial moved there.
fn moved(pair: &Pair<'_>, bead: usize, side: Side) -> bool {
    let beside = [bead.checked_sub(1), Some(bead + 1)]
        .into_iter()
        .flatten()
        .filter(|&other| other < pair.beads().len());
    beside.into_iter().any(|other| {
        let [own, there] = [side, side.other()].map(|side| {
            let whole = side.span(pair, other);
            let denials = Denial::all(pair, side, whole, &words(pair, side, whole));
            let strong = denials.iter().filter(|denial| denial.holds());
            strong.count()
        });
        there > own
    })
}
