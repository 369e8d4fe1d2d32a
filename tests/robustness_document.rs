//! Any bytes are read or refused, never a panic, and every span leads to the file.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use cotejo::document::{
    Document, Format, ReadOptions, Shape, from_text, from_text_with, read_bytes,
};
use cotejo::language::Language;
use cotejo::text::Span;
use proptest::prelude::*;

/// Pieces from which texts are made that look like articles, and like what goes wrong in them.
const PARTS: &[&str] = &[
    "The committee met. ",
    "Ông nói: “Có 3 xã.” ",
    "No. 12-HD/BTCTW ",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    "- ",
    "1. ",
    "2) ",
    "# ",
    "## {/*x*/}",
    "`code`",
    "```",
    "~~~\n",
    "---\n",
    "+++\n",
    "lang: es\n",
    "| a | b |\n|---|---|\n",
    "> ",
    "    ",
    "\t",
    "<div>",
    "</div>",
    "<br>",
    "<script>",
    "<a href='",
    "&amp;",
    "&#233;",
    "<!--",
    "-->",
    "{{< x >}}",
    "[anuncio_2]",
    "{/*",
    "*/}",
    "import x from 'y'\n",
    "export const a = 1\n",
    "![alt](p.png)",
    "[text](u)",
    "**",
    "_",
    "Source link",
    "Comment (0)",
    "No data",
    "17/08/2023",
    "Photo: ",
    "By Jane Roe",
    "…",
    ". ",
    "... ",
    "? ",
    "! ",
    "\" ",
    "” ",
    "e\u{301}",
    "\u{1100}\u{1161}",
    "\u{feff}",
    "\u{200b}",
    "\u{2028}",
    "東京。",
    "ﷺ",
    "💡",
    "\u{fffd}",
    "\u{301}",
    "https://a.b/c?d=E!f ",
    "a. ",
    "b. ",
    "Dr. ",
    "2022. 15 ",
    "%",
    "(",
    ")",
    "[...] ",
];

fn text() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        8 => prop::sample::select(PARTS).prop_map(str::to_owned),
        1 => any::<char>().prop_map(String::from),
        2 => "[a-zñéăđ]{1,9} ",
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

fn hold(document: &Document, bytes: usize) {
    let text = document.text();
    let fits = |span: Span| {
        text.get(span.start()..span.end())
            .is_some_and(|part| !part.trim().is_empty())
    };
    let mut at = 0;
    for block in document.blocks() {
        assert!(fits(block.span), "{block:?}");
        assert!(block.span.start() >= at, "blocks in order");
        at = block.span.end();
        let place = document.place(block.span);
        assert!(
            place.bytes.end() <= bytes && !place.bytes.is_empty(),
            "{place:?} of {bytes}"
        );
        let mut inner = block.span.start();
        for segment in &document.segments()[block.segments.clone()] {
            assert!(fits(segment.span) && block.span.contains(segment.span));
            assert!(segment.span.start() >= inner, "segments in order");
            inner = segment.span.end();
            assert!(document.place(segment.span).bytes.end() <= bytes);
        }
    }
    let said: usize = document.passages().map(|block| block.segments.len()).sum();
    assert_eq!(said, document.segments().len());
}

/// Letters and digits that a passage holds and its segments do not.
fn nothing_is_lost(document: &Document) {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    for block in document.passages() {
        let segments = &document.segments()[block.segments.clone()];
        let inner: usize = segments
            .iter()
            .map(|segment| letters(segment.span.of(document.text())))
            .sum();
        assert_eq!(inner, letters(block.span.of(document.text())));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.txt", "a.md"] {
            let read = read_bytes(name, bytes.clone(), Format::of(Path::new(name)), ReadOptions::default());
            if let Ok(document) = read {
                hold(&document, bytes.len());
            }
        }
    }

    #[test]
    fn any_text_leads_back_to_its_file(text in text(), mark in any::<bool>()) {
        let mut bytes = if mark { b"\xef\xbb\xbf".to_vec() } else { Vec::new() };
        bytes.extend(text.bytes());
        for name in ["a.es.txt", "a.mdx"] {
            if let Ok(document) = read_bytes(name, bytes.clone(), Format::of(Path::new(name)), ReadOptions::default()) {
                hold(&document, bytes.len());
                nothing_is_lost(&document);
            }
        }
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        if let Ok(document) = read_bytes("a.txt", utf16.clone(), Format::Text, ReadOptions::in_language(Some(Language::EN))) {
            hold(&document, utf16.len());
        }
    }

    #[test]
    fn texts_at_hand_are_read_in_every_shape(text in text()) {
        for language in [Some(Language::VI), Language::new("xx"), None] {
            hold(&from_text("-", &text, language), text.len());
        }
        for shape in [Shape::Lines, Shape::Unit] {
            let document = from_text_with("-", &text, ReadOptions::in_language(Some(Language::EN)).with_shape(shape));
            hold(&document, text.len());
            nothing_is_lost(&document);
        }
    }
}
