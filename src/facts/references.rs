//! References: codes, links, placeholders, acronyms, names, quotations and negations.

use super::{BlockText, Fact, acronym, code, link, name, negation, placeholder, quotation};
use crate::document::Document;

/// What takes digits away from values: links, placeholders and codes. Runs first.
pub(super) fn claims(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    let before = found.len();
    let text = block.span.of(block.text);
    link::facts(text, block.span.start(), found);
    if block.bytes.has_any(placeholder::FIRST) {
        placeholder::facts(text, block.span.start(), found);
    }
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
    use crate::document::from_text;
    use crate::facts::Value;
    use crate::language::Language;

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

    fn of_document(language: &str, text: &str) -> (String, Vec<Fact>) {
        let document = from_text("a.txt", text, Language::new(language));
        let facts = crate::facts::extract(&document);
        (document.text().to_owned(), facts.all().to_vec())
    }

    /// The quotations of a text: whether each was opened and closed.
    fn marks(language: &str, text: &str) -> Vec<(bool, bool)> {
        let (_, facts) = of_document(language, text);
        let marks = facts.iter().filter_map(|fact| match &fact.value {
            Value::Quotation(quotation) => Some((quotation.opened, quotation.closed)),
            _ => None,
        });
        marks.collect()
    }

    #[test]
    fn speech_over_several_passages_lacks_no_mark() {
        let each = "“The first day was long and cold for us.\n\n“The second was better,” she said.";
        assert_eq!(marks("en", each), [(true, true), (true, true)]);
        let once = "Ella dijo: “El primer día fue largo.\n\nEl segundo fue mejor”, según contó.";
        assert_eq!(marks("es", once), [(true, true), (true, true)]);
        let open = "Ella dijo: “El primer día fue largo.\n\nEl segundo fue mejor, según contó.";
        assert_eq!(marks("es", open), [(true, false)]);
    }

    #[test]
    fn an_expansion_holds_for_the_mentions_after_it() {
        let text = "Tổ NDTQ họp.\n\nCác tổ nhân dân tự quản (NDTQ) họp hằng tháng.\n\nHoạt động của NDTQ tốt.";
        let (_, facts) = of_document("vi", text);
        let expansions = facts.iter().filter_map(|fact| match &fact.value {
            Value::Acronym(acronym) => Some(acronym.expansion.as_deref()),
            _ => None,
        });
        assert_eq!(
            expansions.collect::<Vec<_>>(),
            [None, Some("nhân dân tự quản"), Some("nhân dân tự quản")]
        );
    }

    #[test]
    fn a_word_with_a_capital_elsewhere_is_a_name_at_the_start_and_in_headings() {
        let text = "Okafor Wins New Race in Leeds\n\nRegularly she wins. Okafor won the race. We spoke with Marjorie Okafor in Leeds.";
        let (text, facts) = of_document("en", text);
        let names = facts.iter().filter_map(|fact| match &fact.value {
            Value::Name(name) if !name.opens_sentence => Some(fact.span.of(&text)),
            _ => None,
        });
        assert_eq!(
            names.collect::<Vec<_>>(),
            ["Leeds", "Okafor", "Marjorie Okafor", "Leeds"]
        );
    }

    #[test]
    fn capitals_that_also_stand_as_a_word_are_no_acronym() {
        let (_, facts) = of_document(
            "en",
            "A storm reached ENCINITAS on Sunday.\n\nPeople in Encinitas met the NDTQ.",
        );
        let acronyms = facts.iter().filter(|fact| fact.value.kind() == "acronym");
        assert_eq!(
            acronyms
                .map(|fact| fact.value.canonical())
                .collect::<Vec<_>>(),
            ["NDTQ"]
        );
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
