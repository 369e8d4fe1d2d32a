//! Any text in: no panic, and every place on a character boundary of the file.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use cotejo::document::{Format, ReadOptions, read_bytes};
use cotejo::language::Language;
use cotejo::{Corpus, Options, check};
use proptest::prelude::*;

/// Pieces that readers, fact finders and rules stumble over when they are put together at random.
const PIECES: [&str; 40] = [
    "1.234,5",
    "1,234.5",
    "€",
    "$2.8bn",
    "12/10/2022",
    "7/117",
    "94 %",
    "6%. |",
    "“",
    "”",
    "\"",
    "«",
    "(",
    ")",
    "[anuncio_2]",
    "NDTQ",
    "No. 12-HD/BTCTW",
    "https://a.b/c?d=é",
    "{name}",
    "`x`",
    "\n",
    "\n\n",
    "# ",
    "- ",
    "```\n",
    "ngày 5 tháng 8",
    "hai mươi ba",
    "veintitrés mil",
    "twenty-three",
    "không",
    "Huỳnh Văn Sáu",
    "e\u{301}",
    "\u{202e}",
    "東京",
    "🇻🇳",
    "\u{feff}",
    "a.m.",
    "-",
    "…",
    "Dr. ",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned),
        "\\PC{0,6}",
        "[a-zA-Zñáếộ]{1,9}( |\\. )"
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.join(" "))
}

fn language() -> impl Strategy<Value = Option<Language>> {
    prop::sample::select(vec![
        None,
        Some(Language::EN),
        Some(Language::ES),
        Some(Language::VI),
        Language::new("ja"),
        Language::new("de"),
    ])
}

fn holds(bytes: [&[u8]; 2], format: Format, languages: [Option<Language>; 2]) {
    let documents: Vec<_> = bytes
        .iter()
        .zip(["a", "b"])
        .zip(languages)
        .filter_map(|((bytes, name), language)| {
            read_bytes(
                name,
                bytes.to_vec(),
                format,
                ReadOptions::in_language(language),
            )
            .ok()
        })
        .collect();
    let report = check(&Corpus::new(documents), &Options::default());
    for location in report
        .findings
        .iter()
        .flatten()
        .flat_map(|finding| &finding.locations)
    {
        let side = usize::from(format!("{:?}", location.document).contains("\"b\""));
        assert!(
            location.start <= location.end && location.end <= bytes[side].len(),
            "{location:?}"
        );
        if let Ok(text) = std::str::from_utf8(bytes[side]) {
            assert!(
                text.is_char_boundary(location.start) && text.is_char_boundary(location.end),
                "{location:?}"
            );
        }
    }
    assert!(
        report
            .notices
            .iter()
            .all(|notice| !notice.message.contains("failed here")),
        "{:?}",
        report.notices
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn any_two_texts_can_be_compared(a in text(), b in text(), from in language(), to in language(), markdown: bool) {
        holds([a.as_bytes(), b.as_bytes()], if markdown { Format::Markdown } else { Format::Text }, [from, to]);
    }

    #[test]
    fn any_bytes_can_be_compared(a in prop::collection::vec(any::<u8>(), 0..400), b in text()) {
        holds([&a, b.as_bytes()], Format::Text, [None, Some(Language::VI)]);
    }
}
