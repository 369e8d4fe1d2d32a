//! heading-mismatch: a heading that is none in the other version, or one of another level
//!
//! ## What it does
//! In Markdown, where the text itself says what is a heading: a heading that is lined up with running
//! text, or with a heading of another level.
//!
//! ## Why it matters
//! Tables of contents, links to sections and screen readers live on headings. A heading that became a
//! paragraph is usually a lost `#`.
//!
//! ## Example
//! ```text
//! en: ## Install the package
//! es: # Instalar el paquete
//! ```
//!
//! ## Not reported
//! - A heading that is missing or added altogether: `missing-passage` and `added-passage` say so.
//! - Plain text, where what is a heading is a guess.
//! - Levels that are shifted throughout (a page whose title moved to the metadata): only what departs
//!   from the usual shift is reported.

use std::collections::BTreeMap;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity};
use crate::document::{Block, BlockKind, Format};

/// See the head of this file.
#[derive(Debug)]
pub(super) struct HeadingMismatch;

static META: Meta = Meta {
    name: "heading-mismatch",
    category: Category::Markup,
    severity: Severity::Minor,
};

impl Check for HeadingMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let says_so = |format| match format {
            Format::Markdown => true,
            Format::Text => false,
        };
        if !says_so(pair.source.document.format()) || !says_so(pair.target.document.format()) {
            return;
        }
        let aligned = aligned(pair);
        let shift = usual_shift(&aligned);
        found.extend(
            aligned
                .iter()
                .filter_map(|&(source, target)| mismatch(pair, source, target, shift)),
        );
    }
}

/// Passages lined up one to one with trust, where at least one is a heading.
fn aligned<'a>(pair: &Pair<'a>) -> Vec<(&'a Block, &'a Block)> {
    let one_to_one = |bead: &&crate::align::Bead| {
        bead.source.len() == 1 && bead.target.len() == 1 && bead.score >= 0.5
    };
    let beads = pair.passage_beads().iter().filter(one_to_one);
    let blocks = beads.map(|bead| {
        (
            pair.source.document.passage(bead.source.start),
            pair.target.document.passage(bead.target.start),
        )
    });
    blocks
        .filter(|(source, target)| level(source.kind).or(level(target.kind)).is_some())
        .collect()
}

fn level(kind: BlockKind) -> Option<u8> {
    match kind {
        BlockKind::Heading(level) => Some(level),
        BlockKind::Paragraph
        | BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline
        | BlockKind::Code
        | BlockKind::FrontMatter
        | BlockKind::Shortcode
        | BlockKind::Furniture => None,
    }
}

/// By how many levels the target's headings usually differ from the source's.
fn usual_shift(aligned: &[(&Block, &Block)]) -> i16 {
    let mut counts: BTreeMap<i16, usize> = BTreeMap::new();
    for (source, target) in aligned {
        if let (Some(from), Some(to)) = (level(source.kind), level(target.kind)) {
            *counts.entry(i16::from(to) - i16::from(from)).or_default() += 1;
        }
    }
    // Among equals no shift is the likeliest.
    let best = counts
        .iter()
        .max_by_key(|&(&shift, &count)| (count, shift == 0));
    best.map_or(0, |(&shift, _)| shift)
}

fn mismatch(pair: &Pair<'_>, source: &Block, target: &Block, shift: i16) -> Option<Draft> {
    let quote = prose::quote(pair.target.str(target.span));
    let english = prose::the_source(pair);
    let (message, values) = match (level(source.kind), level(target.kind)) {
        (Some(from), Some(to)) if i16::from(to) - i16::from(from) == shift => return None,
        (Some(from), Some(to)) => (
            format!("the heading {quote} is of level {to} here and of level {from} in {english}"),
            [from.to_string(), to.to_string()],
        ),
        (Some(from), None) => (
            format!("{quote} is a heading in {english}, here it is none"),
            [from.to_string(), String::new()],
        ),
        (None, Some(to)) => (
            format!("{quote} is a heading here and none in {english}"),
            [String::new(), to.to_string()],
        ),
        (None, None) => return None,
    };
    let mut draft = Draft::new(Severity::Minor, 0.85, message, Role::Target, target.span)
        .and(Role::Source, source.span);
    draft.values = values.to_vec();
    Some(draft)
}
