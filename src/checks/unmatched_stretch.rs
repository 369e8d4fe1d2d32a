//! unmatched-stretch: passages that could not be matched with the other version
//!
//! ## What it does
//! Where several sentences or passages in a row have no sure counterpart on either side, and the words of
//! neither side are found on the other, they are reported once, as a stretch to be read side by side.
//! Values inside it are not compared. Where whole passages stand for each other whose words are plainly not the same,
//! the finding is major: other text was put there. Else it is minor.
//!
//! ## Why it matters
//! Either the passage was written anew, or other text stands in its place. A program that cannot tell which
//! sentence stands for which should say so once, and not report twenty missing numbers.
//!
//! ## Example
//! ```text
//! en: The castle was built in 1320. It burned down twice, and the counts of Arlen rebuilt it each time.
//! es: Hay visitas guiadas los sábados. Las entradas se compran en la taquilla o por internet.
//! ```
//!
//! ## Not reported
//! - One sentence alone, and a few short ones: a free rendering looks the same.
//! - A stretch in which the words of one side are found on the other, however they are cut into sentences.
//! - What one side has and the other plainly has not: `missing-passage` and `added-passage` say so.
//! - Headings, captions, tables and page furniture.

use super::prose;
use super::side::Side;
use super::stretch::Stretch;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::text::{fold, shorten};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct UnmatchedStretch;

static META: Meta = Meta {
    name: "unmatched-stretch",
    category: Category::Omission,
    severity: Severity::Major,
};

impl Check for UnmatchedStretch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        found.extend(
            pair.stretches()
                .iter()
                .filter_map(|stretch| draft(pair, stretch)),
        );
    }
}

fn draft(pair: &Pair<'_>, stretch: &Stretch) -> Option<Draft> {
    let span = |side: Side| side.text(pair).span_of(stretch.of(side).clone());
    let (source, target) = (span(Side::Source)?, span(Side::Target)?);
    let opening = |text: &Text<'_>, at: usize| {
        let first = text.document.segments().get(at);
        prose::quote(first.map_or("", |segment| text.str(segment.span)))
    };
    let message = format!(
        "what stands here from {} on could not be matched with {} from {} on",
        opening(&pair.target, stretch.target.start),
        prose::the_source(pair),
        opening(&pair.source, stretch.source.start)
    );
    let value = |text: &Text<'_>, span| shorten(&fold(text.str(span)), 60);
    let (severity, confidence) = if stretch.replaced {
        (Severity::Major, 0.7)
    } else {
        (Severity::Minor, 0.6)
    };
    Some(
        Draft::new(severity, confidence, message, Role::Target, target)
            .and(Role::Source, source)
            .value(value(&pair.source, source))
            .value(value(&pair.target, target)),
    )
}
