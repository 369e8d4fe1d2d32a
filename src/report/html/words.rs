//! Labels and small phrases of the pages.

use std::fmt::Write as _;

use super::frame::{plain, prose};
use super::marks::Look;
use crate::checks::Origin;
use crate::document::{BlockKind, Document};
use crate::language::Language;
use crate::report::{DocumentId, Finding, Location, severity_name};

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 12] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi",
];

/// A finding as a person would write it into a review.
pub(super) fn comment(finding: &Finding) -> String {
    let mut out = format!("**{}** ({}", finding.rule, severity_name(finding.severity));
    if let Some(origin) = finding.origin {
        out.push_str(", ");
        out.push_str(origin_words(origin));
    }
    out.push_str("): ");
    out.push_str(&plain(&finding.message));
    out.push('\n');
    for location in &finding.locations {
        out.push_str("\n- `");
        out.push_str(&plain(&where_it_is(location)));
        out.push_str("`: ");
        if location.text.is_empty() {
            out.push_str("(here)");
        } else {
            let _ = write!(out, "“{}”", prose(&location.text));
        }
    }
    out.push('\n');
    out
}

pub(super) fn where_it_is(location: &Location) -> String {
    let document = match &location.document {
        DocumentId::Name(path) => path.clone(),
        DocumentId::Number(number) => format!("version {number}"),
    };
    format!("{document}:{}:{}", location.line, location.column)
}

pub(super) fn origin_words(origin: Origin) -> &'static str {
    match origin {
        Origin::Introduced => "introduced in the translation",
        Origin::Inherited => "inherited from the source",
        Origin::Source => "in the source only",
    }
}

pub(super) fn row_id(pair: usize, row: usize) -> String {
    format!("r{pair}-{row}")
}

pub(super) fn passage_number(document: &Document, block: usize) -> usize {
    let before = document.blocks().get(..block).unwrap_or_default();
    1 + before
        .iter()
        .filter(|block| block.kind.is_passage())
        .count()
}

pub(super) fn tag(document: &Document) -> Option<String> {
    let language = document.language().language;
    language.map(|language| language.to_string())
}

/// The tag as a label beside a text.
pub(super) fn short_name(document: &Document) -> String {
    tag(document).map_or_else(|| "?".to_owned(), |tag| tag.to_uppercase())
}

pub(super) fn direction(document: &Document) -> &'static str {
    document.language().language.map_or("auto", direction_of)
}

pub(super) fn direction_of(language: Language) -> &'static str {
    if RIGHT_TO_LEFT.contains(&language.as_str()) {
        "rtl"
    } else {
        "ltr"
    }
}

pub(super) fn look_class(look: Look) -> String {
    let severity = severity_name(look.severity);
    if look.wide {
        format!("{severity} wide")
    } else {
        severity.to_owned()
    }
}

pub(super) fn block_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(0 | 1) => "heading first",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Caption => "caption",
        BlockKind::ListItem => "item",
        BlockKind::TableRow => "table-row",
        BlockKind::Byline | BlockKind::Dateline => "byline",
        BlockKind::Code => "code",
        BlockKind::FrontMatter | BlockKind::Shortcode | BlockKind::Furniture => "furniture",
    }
}

pub(super) fn aside_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::FrontMatter => "front matter",
        BlockKind::Shortcode => "tags of the publishing system",
        BlockKind::Code => "code",
        BlockKind::Furniture
        | BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline => "page furniture",
    }
}

pub(super) fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A count with its thousands set apart.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (number, digit) in digits.chars().enumerate() {
        if number > 0 && (digits.len() - number).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1419), "1,419");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn hebrew_reads_from_the_right() {
        let read = |tag| Language::new(tag).map(direction_of);
        assert_eq!((read("he"), read("es")), (Some("rtl"), Some("ltr")));
    }
}
