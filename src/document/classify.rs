//! What a block is, by its own words and its neighbours. Errs towards `Paragraph`: the kinds of passages
//! only matter among themselves.

use super::BlockKind;
use super::credits::Credits;
use super::furniture;
use crate::language::Language;
use crate::text::Span;

/// Classifies the blocks of a text. `from_format` says that headings are known already. Returns the
/// furniture with the language that its words give away.
pub(super) fn classify(
    text: &str,
    blocks: &mut [(BlockKind, Span)],
    language: Option<Language>,
    from_format: bool,
) -> Vec<(usize, Option<Language>)> {
    let words = Credits::get();
    for (kind, span) in blocks.iter_mut() {
        if *kind != BlockKind::Paragraph {
            continue;
        }
        let line = span.of(text);
        if is_shortcode(line) {
            *kind = BlockKind::Shortcode;
        } else if is_short(line) {
            *kind = words.kind(line).unwrap_or(BlockKind::Paragraph);
        } else if words.credits_picture(line) {
            *kind = BlockKind::Caption;
        }
    }
    let marked = furniture::mark(text, blocks, language);
    if !from_format {
        mark_headings(text, blocks);
    }
    marked
}

/// Whether a line is too short for a paragraph of prose.
pub(super) fn is_short(line: &str) -> bool {
    line.len() <= 140 || (line.len() < 600 && line.chars().count() <= 140)
}

/// Whether a block is running text: long, and made of sentences.
pub(super) fn is_prose(block: &str) -> bool {
    /// Letters of an alphabet; a hundred of them are about thirty ideographs.
    const LONG: usize = 80;
    let weight = |c| if c >= '\u{3000}' { 3 } else { 1 };
    let weighs = || block.chars().take(LONG).map(weight).sum::<usize>();
    let long = || block.len() >= 4 * LONG || block.chars().count() >= LONG || weighs() >= LONG;
    // No character weighs more than its bytes.
    block.len() >= LONG && ends_sentence(block) && long()
}

/// Whether a text ends with the end of a sentence, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let inner = text.trim_end_matches(is_closing);
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '։'])
}

/// Marks that may stand behind the end of a sentence.
fn is_closing(c: char) -> bool {
    matches!(
        c,
        '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '*' | ' '
    )
}

fn mark_headings(text: &str, blocks: &mut [(BlockKind, Span)]) {
    // Behind the last one there is nothing to lead to.
    for at in 0..blocks.len().saturating_sub(1) {
        let (kind, span) = blocks[at];
        if kind == BlockKind::Paragraph
            && looks_like_heading(span.of(text))
            && leads_to_prose(text, &blocks[at + 1..])
        {
            blocks[at].0 = BlockKind::Heading(0);
        }
    }
}

fn looks_like_heading(line: &str) -> bool {
    // Of a sentence in quotation marks the full stop may stand before the last one.
    let inner = line.trim_end_matches(is_closing);
    let final_mark = inner.ends_with(['.', ',', ';', ':', '…', '。', '，', '；', '：', '।']);
    line.len() < 400
        && line.chars().count() <= 110
        && !final_mark
        && line.chars().any(char::is_alphabetic)
        && !line.contains("://")
}

/// Whether prose follows, with at most a few short blocks (dates, captions, another heading) before it.
fn leads_to_prose(text: &str, rest: &[(BlockKind, Span)]) -> bool {
    let passages = rest.iter().filter(|(kind, _)| kind.is_passage());
    passages.take(3).any(|(_, span)| is_prose(span.of(text)))
}

/// Whether a block is nothing but a tag of a publishing system or a template.
pub(super) fn is_shortcode(line: &str) -> bool {
    if !line.starts_with(['{', '<', ':', '/', '[']) {
        return false;
    }
    let within = |open: &str, close: &str| {
        line.len() >= open.len() + close.len() && line.starts_with(open) && line.ends_with(close)
    };
    if within("{{", "}}")
        || within("{%", "%}")
        || within("{*", "*}")
        || within("{/*", "*/}")
        || within("<!--", "-->")
    {
        return true;
    }
    // Blocks within blocks have more slashes.
    let behind = line.trim_start_matches('/');
    let slashes = line.len() - behind.len() >= 3;
    if line.starts_with(":::") || slashes && (behind.is_empty() || behind.starts_with(' ')) {
        return true;
    }
    is_bracket_tag(line) || is_lone_tag(line)
}

/// Tags that `WordPress` brings along; other names count where an underscore or an attribute shows that
/// they are no word.
const TAGS: [&str; 7] = [
    "caption",
    "gallery",
    "video",
    "audio",
    "embed",
    "playlist",
    "contact-form",
];

/// `[anuncio_2]`, `[gallery ids="1,2"]`, `[caption]…[/caption]`.
fn is_bracket_tag(line: &str) -> bool {
    let Some(inner) = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return false;
    };
    let (name, rest) = inner.split_once([' ', ']']).unwrap_or((inner, ""));
    let name = name.strip_prefix('/').unwrap_or(name);
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    named && starts && (TAGS.contains(&name) || name.contains('_') || rest.contains('='))
}

/// One HTML or JSX tag and nothing else.
fn is_lone_tag(line: &str) -> bool {
    let Some(inner) = line
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let name = inner.strip_prefix('/').unwrap_or(inner);
    name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && !inner.contains(['<', '>'])
        && !inner.contains("://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_publishing_systems_are_shortcodes() {
        for line in [
            "[anuncio_2]",
            "{{< figure src=\"a.png\" >}}",
            "{% include x %}",
            "[gallery ids=\"1,2\"]",
            "<Capital name=\"a\" />",
            "</div>",
            ":::note",
            "///",
            "//// tab | Older versions",
        ] {
            assert!(is_shortcode(line), "{line}");
        }
        for line in [
            "[applause]",
            "[1]",
            "[a link](b)",
            "<3",
            "(see below)",
            "[Update]",
        ] {
            assert!(!is_shortcode(line), "{line}");
        }
    }

    #[test]
    fn a_sentence_in_quotation_marks_is_no_heading() {
        for line in [
            "“We will come again.”",
            "'Listen to the people.'",
            "(It rained.)",
        ] {
            assert!(!looks_like_heading(line), "{line}");
        }
        for line in [
            "Will it rain?",
            "“We will come again”",
            "The bridge (part two)",
        ] {
            assert!(looks_like_heading(line), "{line}");
        }
    }

    #[test]
    fn short_lines_before_prose_are_headings() {
        let prose = "The committee met on Tuesday in the old town hall and heard the report of the working group.";
        let text = format!("Future solutions\n{prose}\nIt ends here.\nNot a heading at the end");
        let mut blocks: Vec<_> = text
            .split('\n')
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len() + 1;
                Some((BlockKind::Paragraph, Span::new(start, start + line.len())))
            })
            .collect();
        classify(&text, &mut blocks, None, false);
        let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Heading(0),
                BlockKind::Paragraph,
                BlockKind::Paragraph,
                BlockKind::Paragraph
            ]
        );
    }
}
