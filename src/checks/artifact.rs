//! artifact: something that machines left in the text
//!
//! ## What it does
//! Finds what is no writing: tags of a publishing system (`[anuncio_2]`, `{{< figure >}}` in plain text),
//! wrongly decoded letters (`aÃ±o` for `año`, `�`), entities and half a pair of HTML tags (`&nbsp;`,
//! `</p>`), a lone sign after the last sentence (`6%. |`), placeholders left for later (`TODO`,
//! `Lorem ipsum`), and marks of Markdown in plain text that only the translation has.
//!
//! ## Why it matters
//! Readers see it at once, and no spelling checker does.
//!
//! ## Example
//! ```text
//! es: La exposición abre en maÃ±ana a las diez. |
//! vi: Triển lãm mở cửa lúc mười giờ&nbsp;sáng.
//! ```
//!
//! ## Not reported
//! - Markup where it belongs: Markdown in Markdown files, whole pairs of tags (`<b>…</b>`) and
//!   placeholders (`{name}`, `{{ count }}`) in the strings of a program, code and links.
//! - What the source has too is one finding, and said to be the source's.

use encoding_rs::WINDOWS_1252;

use super::prose;
use super::{Category, Check, Draft, Meta, Pair, Role, Severity, Text};
use crate::document::{BlockKind, Format};
use crate::text::Span;

/// See the head of this file.
#[derive(Debug)]
pub(super) struct Artifact;

static META: Meta = Meta {
    name: "artifact",
    category: Category::Markup,
    severity: Severity::Minor,
};

impl Check for Artifact {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn text(&self, text: &Text<'_>, found: &mut Vec<Draft>) {
        for block in text.document.blocks() {
            match block.kind {
                BlockKind::Code | BlockKind::FrontMatter | BlockKind::Furniture => {}
                BlockKind::Shortcode => found.extend(shortcode(text, block.span)),
                BlockKind::Heading(_)
                | BlockKind::Paragraph
                | BlockKind::Caption
                | BlockKind::ListItem
                | BlockKind::TableRow
                | BlockKind::Byline
                | BlockKind::Dateline => in_passage(text, block.span, found),
            }
        }
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        let matched = pair
            .passage_beads()
            .iter()
            .filter(|bead| bead.is_matched() && bead.score >= 0.5);
        for bead in matched {
            let target = bead
                .target
                .clone()
                .map(|number| pair.target.document.passage(number).span);
            let source = bead
                .source
                .clone()
                .map(|number| pair.source.document.passage(number).span);
            if let (Some(target), Some(source)) =
                (target.reduce(Span::cover), source.reduce(Span::cover))
            {
                found.extend(markdown(pair, source, target));
            }
        }
    }
}

fn is_plain(text: &Text<'_>) -> bool {
    match text.document.format() {
        Format::Text => true,
        Format::Markdown => false,
    }
}

/// A block that is a tag, in a text that has no tags.
fn shortcode(text: &Text<'_>, span: Span) -> Option<Draft> {
    let message = format!(
        "a tag of the publishing system was left in the text: {}",
        prose::quote(text.str(span))
    );
    is_plain(text)
        .then(|| Draft::new(Severity::Minor, 0.9, message, Role::Text, span).value("shortcode"))
}

fn in_passage(text: &Text<'_>, span: Span, found: &mut Vec<Draft>) {
    let has = |mark: &[u8]| text.document.has_any(mark);
    if has(&MISREAD) {
        found.extend(mojibake(text, span));
    }
    found.extend(lone_sign(text, span));
    found.extend(leftover(text, span));
    if is_plain(text) {
        if has(b"&") {
            found.extend(entity(text, span));
        }
        if has(b"<") {
            found.extend(half_tag(text, span));
        }
        if has(b"{[") {
            found.extend(inner_shortcode(text, span));
        }
    }
}

/// Bytes of which each text has one that was decoded wrongly: they begin the characters that Windows-1252 has for the second
/// byte of a letter, or the sign for a letter that was lost.
const MISREAD: [u8; 6] = [0xc2, 0xc5, 0xc6, 0xcb, 0xe2, 0xef];

/// The first letters of a passage that were decoded wrongly: what is UTF-8 when read back as Windows-1252.
fn mojibake(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let mut at = 0;
    while let Some(start) = said.bytes().skip(at).position(|byte| !byte.is_ascii()) {
        let from = at + start;
        let run = said.bytes().skip(from).position(|byte| byte.is_ascii());
        at = run.map_or(said.len(), |length| from + length);
        let other = said.get(from..at).unwrap_or_default();
        let place = Span::new(from, at).shifted(span.start());
        if other.contains('\u{fffd}') {
            let message = format!(
                "a letter was lost in decoding: {}",
                prose::quote(&around(text, place))
            );
            return Some(
                Draft::new(Severity::Minor, 0.95, message, Role::Text, place).value("mojibake"),
            );
        }
        if let Some(meant) = misread(other) {
            let message = format!(
                "wrongly decoded letters: “{other}” in {} stands for “{meant}”",
                prose::quote(&around(text, place))
            );
            return Some(
                Draft::new(Severity::Minor, 0.95, message, Role::Text, place).value("mojibake"),
            );
        }
    }
    None
}

/// What a run of letters beyond ASCII was before it was decoded wrongly.
fn misread(run: &str) -> Option<String> {
    // Letters that are followed by closing quotes, dashes or spaces by right.
    let follows = |c: char| {
        c.is_whitespace()
            || matches!(
                c,
                '‘' | '’'
                    | '“'
                    | '”'
                    | '„'
                    | '‚'
                    | '–'
                    | '—'
                    | '…'
                    | '«'
                    | '»'
                    | '‹'
                    | '›'
            )
    };
    if run.chars().nth(1).is_none() || run.chars().skip(1).all(follows) {
        return None;
    }
    let (bytes, _, lossy) = WINDOWS_1252.encode(run);
    let meant = std::str::from_utf8(&bytes).ok().filter(|_| !lossy)?;
    // Two letters with accents side by side are by chance one of a script that nobody reads here (`íš“`, `ÉŽ`).
    let usual = |c: char| matches!(c, '\0'..='\u{17f}' | '\u{1a0}'..='\u{1b0}' | '\u{218}'..='\u{21b}' | '\u{1e00}'..='\u{1eff}');
    let mut letters = meant.chars().filter(|c| c.is_alphabetic());
    let chance = letters.next().is_some_and(|c| !usual(c)) && letters.next().is_none();
    meant
        .chars()
        .all(|c| c.is_alphabetic() || follows(c) || matches!(c, '€' | '•' | '°' | 'º' | 'ª'))
        .then(|| meant.to_owned())
        .filter(|_| !chance)
}

/// A sign alone behind the last sentence.
fn lone_sign(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let sign = said.chars().next_back().filter(|c| {
        matches!(
            c,
            '|' | '*' | '#' | '~' | '^' | '_' | '=' | '<' | '>' | '\\' | '/' | '+' | '¦' | '·'
        )
    })?;
    let before = said.strip_suffix(sign)?;
    let sentence = before.trim_end_matches(char::is_whitespace);
    if is_footnote(text, span, sign) {
        return None;
    }
    let ends = sentence.ends_with(['.', '!', '?', '…', '”', '"', '»', '。']);
    let place = Span::new(span.end() - sign.len_utf8(), span.end());
    if sentence.len() == before.len()
        || !ends
        || prose::letters(sentence) < 15
        || prose::is_code(text, place)
    {
        return None;
    }
    let message = format!(
        "a lone “{sign}” stands behind the last sentence: {}",
        prose::quote(&around(text, place))
    );
    Some(Draft::new(Severity::Minor, 0.85, message, Role::Text, place).value(sign))
}

/// Whether a later passage begins with the sign: it calls a footnote.
fn is_footnote(text: &Text<'_>, span: Span, sign: char) -> bool {
    let blocks = text.document.blocks();
    let after = blocks.partition_point(|block| block.span.start() <= span.start());
    blocks[after..]
        .iter()
        .any(|block| text.str(block.span).starts_with(sign))
}

/// What a writer left for later.
fn leftover(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let marks = text
        .pack()
        .map_or(&[][..], |pack| pack.furniture.leftovers.as_slice());
    let place = marks.iter().find_map(|mark| {
        let at = said
            .match_indices(mark.as_str())
            .map(|(at, _)| at)
            .find(|&at| is_whole(said, at, mark.len()))?;
        Some(Span::new(at, at + mark.len()).shifted(span.start()))
    })?;
    let message = format!("“{}” was left in the text", text.str(place));
    (!prose::is_code(text, place))
        .then(|| Draft::new(Severity::Minor, 0.8, message, Role::Text, place).value("leftover"))
}

fn is_whole(said: &str, at: usize, len: usize) -> bool {
    let before = said.get(..at).and_then(|text| text.chars().next_back());
    let after = said.get(at + len..).and_then(|text| text.chars().next());
    !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
}

/// The first HTML entity of a passage of plain text.
fn entity(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let place = said.match_indices('&').find_map(|(at, _)| {
        let name: &str = said.get(at + 1..)?.split(';').next()?;
        let whole = said
            .get(at + 1 + name.len()..)
            .is_some_and(|rest| rest.starts_with(';'));
        (whole && is_entity(name)).then(|| Span::new(at, at + name.len() + 2).shifted(span.start()))
    })?;
    let message = format!(
        "“{}” is HTML for a sign that should stand here itself: {}",
        text.str(place),
        prose::quote(&around(text, place))
    );
    (!is_inside_code(text, place))
        .then(|| Draft::new(Severity::Minor, 0.85, message, Role::Text, place).value("entity"))
}

/// Whether an entity stands inside a longer piece of code; by itself it may be taken for a placeholder.
fn is_inside_code(text: &Text<'_>, place: Span) -> bool {
    let before = Span::new(place.start().saturating_sub(1), place.start());
    prose::is_code(text, place) && prose::is_code(text, before)
}

fn is_entity(name: &str) -> bool {
    const NAMES: [&str; 22] = [
        "amp", "nbsp", "quot", "lt", "gt", "apos", "hellip", "mdash", "ndash", "lsquo", "rsquo",
        "ldquo", "rdquo", "laquo", "raquo", "iquest", "iexcl", "euro", "copy", "deg", "middot",
        "bull",
    ];
    const MARKS: [&str; 7] = ["acute", "grave", "circ", "tilde", "uml", "cedil", "ring"];
    let numeric = name.strip_prefix('#').is_some_and(|digits| {
        let digits = digits.strip_prefix(['x', 'X']).unwrap_or(digits);
        (2..=6).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_hexdigit())
    });
    let accented = MARKS.iter().any(|mark| {
        name.strip_suffix(mark)
            .is_some_and(|letter| letter.len() == 1)
    });
    numeric || accented || NAMES.contains(&name)
}

/// The first tag of a passage of plain text that has no partner.
fn half_tag(text: &Text<'_>, span: Span) -> Option<Draft> {
    const TAGS: [&str; 22] = [
        "p",
        "div",
        "span",
        "strong",
        "em",
        "b",
        "i",
        "u",
        "a",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "td",
        "tr",
        "table",
        "font",
        "blockquote",
        "section",
    ];
    let said = text.str(span);
    let mut open: Vec<(&str, Span)> = Vec::new();
    let mut lone = None;
    for (at, _) in said.match_indices('<') {
        let Some((inner, _)) = said.get(at + 1..).and_then(|rest| rest.split_once('>')) else {
            break;
        };
        let closing = inner.starts_with('/');
        let name = inner
            .trim_start_matches('/')
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()
            .unwrap_or_default();
        if inner.len() > 200 || inner.ends_with('/') || !TAGS.contains(&name) {
            continue;
        }
        let place = Span::new(at, at + inner.len() + 2).shifted(span.start());
        if !closing {
            open.push((name, place));
        } else if open.pop_if(|(other, _)| *other == name).is_none() {
            lone = lone.or(Some(place));
        }
    }
    let place = lone.or(open.first().map(|&(_, place)| place))?;
    let message = format!(
        "half a pair of HTML tags was left in the text: {}",
        prose::quote(&around(text, place))
    );
    Some(Draft::new(Severity::Minor, 0.8, message, Role::Text, place).value("tag"))
}

/// The first tag of a publishing system inside a passage of plain text: `{{< … >}}`, `{% … %}`, `[/caption]`, `[ad_1]`.
fn inner_shortcode(text: &Text<'_>, span: Span) -> Option<Draft> {
    let said = text.str(span);
    let between = |open: &str, close: &str, fits: fn(&str) -> bool| {
        said.match_indices(open).find_map(|(at, _)| {
            let (inner, _) = said.get(at + open.len()..)?.split_once(close)?;
            (inner.len() < 200 && fits(inner))
                .then(|| Span::new(at, at + open.len() + inner.len() + close.len()))
        })
    };
    let tag = |inner: &str| {
        let name = inner.trim_start_matches('/');
        let (word, number) = name.split_once('_').unwrap_or((name, ""));
        let plain = |part: &str| {
            !part.is_empty()
                && part
                    .bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        plain(word)
            && word.len() > 1
            && (plain(number) || (inner.starts_with('/') && number.is_empty()))
    };
    let place = between("{{<", ">}}", |_| true)
        .or_else(|| between("{{%", "%}}", |_| true))
        .or_else(|| between("{%", "%}", |inner| inner.starts_with(' ')))
        .or_else(|| between("[", "]", tag))?;
    let place = place.shifted(span.start());
    let message = format!(
        "a tag of the publishing system was left in the text: {}",
        prose::quote(text.str(place))
    );
    Some(Draft::new(Severity::Minor, 0.85, message, Role::Text, place).value("shortcode"))
}

/// Marks of Markdown in plain text that the source has not.
fn markdown(pair: &Pair<'_>, source: Span, target: Span) -> Option<Draft> {
    // Hardly any text has one of the signs.
    if !is_plain(&pair.target) || !pair.target.document.has_any(b"*_`]") {
        return None;
    }
    let (from, to) = (pair.source.str(source), pair.target.str(target));
    let marks = ["**", "__", "```", "]("];
    let mark = marks
        .into_iter()
        .find(|mark| to.contains(mark) && !from.contains(mark))?;
    let at = to.find(mark)?;
    let place = Span::new(at, at + mark.len()).shifted(target.start());
    let message = format!(
        "“{mark}” is markup that was left in the text: {}",
        prose::quote(&around(&pair.target, place))
    );
    if prose::is_code(&pair.target, place) {
        return None;
    }
    Some(
        Draft::new(Severity::Minor, 0.8, message, Role::Target, place)
            .and(Role::Source, source)
            .value("")
            .value(mark),
    )
}

/// A place with a few words before and behind it.
fn around(text: &Text<'_>, place: Span) -> String {
    /// Bytes that are looked at on each side.
    const REACH: usize = 60;
    let whole =
        prose::passage_at(text, place).map_or(place, |number| text.document.passage(number).span);
    let before = text.str(Span::new(whole.start().min(place.start()), place.start()));
    let behind = text.str(Span::new(place.end(), whole.end().max(place.end())));
    let head = before
        .rmatch_indices(' ')
        .take_while(|(at, _)| before.len() - at < REACH)
        .nth(4)
        .map_or(0, |(at, _)| at + 1);
    let tail = behind
        .match_indices(' ')
        .take_while(|(at, _)| *at < REACH)
        .nth(3)
        .map_or(behind.len(), |(at, _)| at);
    format!(
        "{}{}{}",
        Span::new(head, before.len()).of(before),
        text.str(place),
        Span::new(0, tail).of(behind)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrongly_decoded_letters_are_read_back() {
        assert_eq!(misread("Ã±").as_deref(), Some("ñ"));
        assert_eq!(misread("â€™").as_deref(), Some("’"));
        assert_eq!(misread("áº¥").as_deref(), Some("ấ"));
    }

    #[test]
    fn letters_before_a_closing_mark_are_not_mojibake() {
        for run in ["é”", "É”", "ế", "Âế", "ÃO", "São", "à ”…", "ñí"] {
            assert_eq!(misread(run), None, "{run}");
        }
    }

    #[test]
    fn an_entity_has_a_known_name() {
        assert!(
            is_entity("nbsp") && is_entity("eacute") && is_entity("#8217") && is_entity("#x2019")
        );
        assert!(
            !is_entity("D") && !is_entity("T Mobile") && !is_entity("acute") && !is_entity("#1")
        );
    }
}
