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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(language: &str, text: &str) -> Vec<Fact> {
        let mut found = Vec::new();
        let mut block = BlockText::of(language, text);
        claims(&block, &mut found);
        for fact in &found {
            block.tokens.claim(fact.span);
        }
        extract(&block, &mut found);
        found
    }

    /// What texts are made of, so that marks, codes and names meet in every order.
    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            Just(" "),
            Just("\""),
            Just("“"),
            Just("”"),
            Just("'"),
            Just("’"),
            Just("("),
            Just(")"),
            Just("."),
            Just("-"),
            Just("/"),
            Just("&"),
            Just("`"),
            Just("<"),
            Just(">"),
            Just("{"),
            Just("}"),
            Just("%"),
            Just("@"),
            Just("://"),
            Just("NDTQ"),
            Just("QĐ"),
            Just("15"),
            Just("U.S."),
            Just("Huỳnh"),
            Just("of"),
            Just("de"),
            Just("Committee"),
            Just("dijo"),
            Just("không"),
            Just("no"),
            Just("s"),
            Just("ếch"),
            Just("好"),
            Just("\u{301}"),
            Just("\u{a0}"),
            Just("\n"),
        ]
        .prop_map(str::to_owned)
    }

    proptest! {
        #[test]
        fn no_text_brings_it_down_and_every_span_is_in_it(
            pieces in prop::collection::vec(prop_oneof![piece(), ".{0,3}"], 0..40),
            language in prop_oneof![Just("en"), Just("es"), Just("vi"), Just("de"), Just("zzz")],
        ) {
            let text = pieces.concat();
            for fact in all(language, &text) {
                prop_assert!(!fact.span.of(&text).is_empty(), "{fact:?}");
            }
        }
    }

    #[test]
    fn a_code_within_an_address_is_part_of_it() {
        let kinds = |text| {
            all("en", text)
                .iter()
                .map(|fact| fact.value.kind())
                .collect::<Vec<_>>()
        };
        assert_eq!(kinds("see https://example.com/A320-200/x1"), ["link"]);
        assert_eq!(kinds("run `make U22`"), ["placeholder"]);
        assert_eq!(kinds("the U22 squad"), ["code"]);
    }
}
