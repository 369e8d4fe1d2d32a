//! A rule's manual page as HTML.

use maud::PreEscaped;
use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd, html};

use crate::checks::Meta;

/// The page without its first line, which names the rule and stands in the heading above it. Headings begin at the
/// fourth level.
pub(super) fn manual(meta: &Meta) -> PreEscaped<String> {
    let page = meta.manual();
    let rest = page.split_once('\n').map_or("", |(_, rest)| rest);
    let events = Parser::new_ext(rest, Options::ENABLE_TABLES).map(|event| match event {
        // A manual page is ours, and still text: `<div>` in it is an example.
        Event::Html(text) | Event::InlineHtml(text) => Event::Text(text),
        Event::Start(Tag::Heading { .. }) => Event::Start(Tag::Heading {
            level: HeadingLevel::H4,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }),
        Event::End(TagEnd::Heading(_)) => Event::End(TagEnd::Heading(HeadingLevel::H4)),
        event => event,
    });
    let mut out = String::with_capacity(rest.len() * 2);
    html::push_html(&mut out, events);
    PreEscaped(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::checks::CHECKS;

    #[test]
    fn every_manual_page_has_its_sections_and_no_markup_of_its_own() {
        for check in CHECKS {
            let PreEscaped(page) = manual(check.meta());
            assert!(page.contains("<h4>What it does</h4>"), "{page}");
            assert!(!page.contains("<h2") && !page.contains("<script"), "{page}");
        }
    }
}
