//! What every page has: head, content security policy, styles, scripts, the bar above and the line below.
//!
//! A page is one file: styles and scripts stand in it, and the policy lets exactly those run, by their hashes. Article
//! text is escaped by the template engine; were it not, it could still neither run nor load anything.

use std::sync::LazyLock;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::report::Tool;

/// What tells a page of ours from any other file.
pub(super) const GENERATOR: &str = "<meta name=\"generator\" content=\"cotejo ";

const BASE_JS: &str = include_str!("base.js");
const ARTICLE_JS: &str = include_str!("article.js");
const INDEX_JS: &str = include_str!("index.js");
const ARTICLE_CSS: &str = concat!(include_str!("base.css"), include_str!("article.css"));
const INDEX_CSS: &str = concat!(include_str!("base.css"), include_str!("index.css"));

/// Which styles and scripts a page has.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Article,
    Index,
}

/// A page around `body`. `home` leads back to the index, where there is one; `data` is handed to the script.
pub(super) fn page(
    kind: Kind,
    title: &str,
    tool: Tool,
    home: Option<&str>,
    data: &impl Serialize,
    body: &Markup,
) -> String {
    static ARTICLE: LazyLock<String> = LazyLock::new(|| policy(ARTICLE_CSS, ARTICLE_JS));
    static INDEX: LazyLock<String> = LazyLock::new(|| policy(INDEX_CSS, INDEX_JS));
    let (policy, css, js) = match kind {
        Kind::Article => (&*ARTICLE, ARTICLE_CSS, ARTICLE_JS),
        Kind::Index => (&*INDEX, INDEX_CSS, INDEX_JS),
    };
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="generator" content={ (tool.name) " " (tool.version) };
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (plain(title)) " · " (tool.name) }
                style { (PreEscaped(css)) }
                script { (PreEscaped(BASE_JS)) }
            }
            body {
                a.skip href="#main" { "Skip to the content" }
                header.top {
                    p.brand {
                        @if let Some(home) = home {
                            a href=(home) { (tool.name) }
                            span.crumb { a href=(home) { "All articles" } }
                        } @else {
                            span { (tool.name) }
                        }
                    }
                    button.quiet.needs-js #theme type="button" { "Dark theme" }
                }
                (body)
                footer.foot {
                    p {
                        "Written by " (tool.name) " " (tool.version)
                        ". A finding says where to look; whether it is an error, a person decides."
                    }
                }
                script type="application/json" #data { (PreEscaped(embedded(data))) }
                script { (PreEscaped(js)) }
            }
        }
    };
    page.into_string()
}

/// Nothing may be loaded and nothing may run but what stands in the page as written here.
fn policy(css: &str, js: &str) -> String {
    let hash = |text: &str| format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text)));
    format!(
        "default-src 'none'; script-src {} {}; style-src {}; img-src data:; base-uri 'none'; form-action 'none'",
        hash(BASE_JS),
        hash(js),
        hash(css)
    )
}

/// JSON that can stand in a `<script>`: nothing in it ends the element, opens a comment or breaks a line of script.
fn embedded(data: &impl Serialize) -> String {
    let json = serde_json::to_string(data).unwrap_or_else(|_| "null".to_owned());
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            c => out.push(c),
        }
    }
    out
}

/// A message, path or title as it may stand beside our own words: characters that steer the direction of writing would
/// turn those round, and control characters are not allowed in HTML.
pub(super) fn plain(text: &str) -> String {
    let steers = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let plain = text.chars();
    plain
        .map(|c| {
            if steers(c) || c.is_control() {
                '\u{fffd}'
            } else {
                c
            }
        })
        .collect()
}

/// Text of an article: it stands in an element of its own, which keeps its direction to itself; only control characters
/// that HTML forbids are replaced.
pub(super) fn prose(text: &str) -> String {
    let forbidden = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    text.chars()
        .map(|c| if forbidden(c) { '\u{fffd}' } else { c })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_cannot_end_the_script_it_stands_in() {
        let text = "</script><!-- & \u{2028}\u{2029}";
        let json = embedded(&text);
        assert!(!json.contains(['<', '>', '&', '\u{2028}', '\u{2029}']));
        assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
    }

    #[test]
    fn no_script_or_style_of_ours_ends_its_own_element() {
        for script in [BASE_JS, ARTICLE_JS, INDEX_JS] {
            assert!(!script.contains("</script") && !script.contains("<!--"));
        }
        for style in [ARTICLE_CSS, INDEX_CSS] {
            assert!(!style.contains("</style"));
        }
    }

    #[test]
    fn marks_of_direction_do_not_reach_our_own_words() {
        assert_eq!(plain("a\u{202e}b\u{0}c"), "a\u{fffd}b\u{fffd}c");
        assert_eq!(prose("a\u{202e}b\u{0}\nc"), "a\u{202e}b\u{fffd}\nc");
    }
}
