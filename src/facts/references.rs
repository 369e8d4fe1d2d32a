//! References: codes, links, placeholders, acronyms, names, quotations and negations.

use super::{BlockText, Fact, acronym, code, link, name, negation, placeholder, quotation};
use crate::document::Document;

/// What takes digits away from values: links, placeholders and codes. Runs first.
pub(super) fn claims(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let before = found.len();
    let text = block.span.of(block.text);
    link::facts(text, block.span.start(), found);
    placeholder::facts(text, block.span.start(), found);
    let claimed = found.len();
    code::extract(block, found);
    // A code within an address or a tag is part of it.
    let mut kept = claimed;
    for at in claimed..found.len() {
        if !found[before..claimed]
            .iter()
            .any(|fact| fact.span.overlaps(found[at].span))
        {
            found.swap(kept, at);
            kept += 1;
        }
    }
    found.truncate(kept);
}

/// The other references of a block. Runs after the values.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    acronym::extract(block, found);
    let names = found.len();
    name::extract(block, found);
    quotation::extract(block, names, found);
    negation::extract(block, found);
}

/// What needs the whole document (acronyms and their expansions, names seen elsewhere, quotations over several blocks).
pub(super) fn across(document: &Document, found: &mut Vec<Fact>) {
    acronym::across(document, found);
    name::across(document, found);
    quotation::across(document, found);
}
