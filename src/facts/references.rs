//! References: codes, links, placeholders, acronyms, names, quotations and negations.

use super::{BlockText, Fact};
use crate::document::Document;

/// What takes digits away from values: links, placeholders and codes. Runs first.
pub(super) fn claims(_block: &BlockText<'_>, _found: &mut Vec<Fact>) {}

/// The other references of a block. Runs after the values.
pub(super) fn extract(_block: &BlockText<'_>, _found: &mut Vec<Fact>) {}

/// What needs the whole document (acronyms and their expansions, quotations over several blocks).
pub(super) fn across(_document: &Document, _found: &mut Vec<Fact>) {}
