//! The text within a block of HTML: tags are left out, block elements part it. Within an element that says so
//! (`<aside markdown="1">`, as kramdown, PHP Markdown Extra and Python-Markdown have it) the text is Markdown.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};
use quick_xml::escape::resolve_html5_entity;
use smallvec::SmallVec;

use super::super::BlockKind;
use super::super::layout::{Piece, Raw};

/// Elements that stand within a line of text.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "bdi", "cite", "code", "del", "em", "font", "i", "ins", "kbd", "mark", "q",
    "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// Elements that are never closed.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Whether a tag is `<br>`.
pub(super) fn breaks_line(tag: &str) -> bool {
    name(tag) == "br"
}

/// Reads the blocks of an HTML block of the file, and where comments stand in it. Without text in it, it is one
/// block set aside.
pub(super) fn blocks<'a>(
    decoded: &'a str,
    range: Range<usize>,
    out: &mut Vec<Raw<'a>>,
    comments: &mut Vec<Range<usize>>,
) {
    let before = out.len();
    let mut reader = Reader {
        decoded,
        pieces: SmallVec::new(),
        kind: BlockKind::Paragraph,
        markdown: false,
        open: Vec::new(),
    };
    let mut at = range.start;
    while let Some(rest) = decoded.get(at..range.end).filter(|rest| !rest.is_empty()) {
        at += match lead(rest) {
            Lead::Tag(len) => {
                if rest.starts_with("<!--") {
                    comments.push(at..at + len);
                }
                reader.tag(rest.get(..len).unwrap_or_default(), out);
                len
            }
            Lead::Text(len) => {
                reader.text(at, rest.get(..len).unwrap_or_default(), out);
                len
            }
        };
    }
    reader.flush(out);
    if out.len() == before {
        out.push(Raw::copy(BlockKind::Shortcode, range));
    }
}

struct Reader<'a> {
    decoded: &'a str,
    pieces: SmallVec<[Piece<'a>; 1]>,
    kind: BlockKind,
    /// Whether the element says that it holds Markdown, or the one around it does.
    markdown: bool,
    /// The elements that are open, each with what was so before it.
    open: Vec<(String, bool)>,
}

impl<'a> Reader<'a> {
    fn tag(&mut self, tag: &str, out: &mut Vec<Raw<'a>>) {
        let name = name(tag);
        if INLINE.contains(&name.as_str()) || tag.starts_with("<!--") {
            return;
        }
        self.flush(out);
        let opens = !tag.starts_with("</");
        if !opens {
            self.close(&name);
        } else if !VOID.contains(&name.as_str()) && !tag.ends_with("/>") {
            self.open.push((name.clone(), self.markdown));
            self.markdown = says_markdown(tag).unwrap_or(self.markdown);
        }
        self.kind = match name.as_str() {
            _ if !opens => BlockKind::Paragraph,
            "h1" => BlockKind::Heading(1),
            "h2" => BlockKind::Heading(2),
            "h3" => BlockKind::Heading(3),
            "h4" => BlockKind::Heading(4),
            "h5" => BlockKind::Heading(5),
            "h6" => BlockKind::Heading(6),
            "li" => BlockKind::ListItem,
            "td" | "th" => BlockKind::TableRow,
            "figcaption" => BlockKind::Caption,
            _ => self.kind,
        };
    }

    /// Goes back to what was so before an element.
    fn close(&mut self, name: &str) {
        if let Some(at) = self.open.iter().rposition(|(open, _)| open == name) {
            self.markdown = self.open[at].1;
            self.open.truncate(at);
        }
    }

    /// A stretch without tags.
    fn text(&mut self, start: usize, text: &str, out: &mut Vec<Raw<'a>>) {
        if self.markdown {
            self.markdown(start, text, out);
        } else {
            self.plain(start, text);
        }
    }

    /// Markdown: marks are left out, and inline code keeps its backticks. What goes on after a tag within the line begins no
    /// list and no heading.
    fn markdown(&mut self, start: usize, text: &str, out: &mut Vec<Raw<'a>>) {
        const GUARD: &str = "x";
        let guard = if self.pieces.is_empty() { "" } else { GUARD };
        let guarded = format!("{guard}{text}");
        let place = |at: usize| start + at.saturating_sub(guard.len());
        let (mut first, mut in_item) = (true, false);
        for (event, range) in Parser::new(&guarded).into_offset_iter() {
            let written = guarded.get(range.clone());
            let guard_here = if range.start == 0 { guard } else { "" };
            let range = place(range.start)..place(range.end);
            match event {
                Event::Start(tag) => {
                    in_item |= tag == Tag::Item;
                    let kind = match tag {
                        Tag::Heading { level, .. } => BlockKind::Heading(super::number(level)),
                        Tag::Item => BlockKind::ListItem,
                        Tag::Paragraph if in_item => BlockKind::ListItem,
                        // What the tags around say that it is.
                        Tag::Paragraph if first => self.kind,
                        Tag::Paragraph => BlockKind::Paragraph,
                        _ => continue,
                    };
                    let goes_on = first && !guard.is_empty();
                    if !goes_on {
                        self.flush(out);
                        self.kind = kind;
                    }
                    first = false;
                }
                Event::End(TagEnd::Item) => in_item = false,
                Event::Text(said) if written == Some(&said) => self.copy(range),
                Event::Text(said) => {
                    let said = said.strip_prefix(guard_here).unwrap_or(&said).to_owned();
                    self.pieces.push(Piece::Put(Cow::Owned(said), range));
                }
                Event::Code(_) => self.copy(range),
                Event::SoftBreak | Event::HardBreak => {
                    self.pieces.push(Piece::Put(Cow::Borrowed(" "), range));
                }
                _ => {}
            }
        }
        let end = start + text.len();
        if let Some(space) = text.chars().next_back().filter(|c| c.is_whitespace()) {
            let space = Piece::Put(Cow::Borrowed(" "), end - space.len_utf8()..end);
            self.pieces.push(space);
        }
    }

    /// Line breaks become spaces, entities their characters.
    fn plain(&mut self, start: usize, text: &str) {
        let mut at = start;
        for part in text.split_inclusive(['\n', ';']) {
            let end = at + part.len();
            let entity = part
                .strip_suffix(';')
                .and_then(|head| head.rfind('&'))
                .and_then(|from| Some((from, character(part.get(from + 1..part.len() - 1)?)?)));
            if let Some((from, c)) = entity {
                self.copy(at..at + from);
                self.pieces.push(Piece::Put(c, at + from..end));
            } else if part.ends_with('\n') {
                self.copy(at..end - 1);
                self.pieces
                    .push(Piece::Put(Cow::Borrowed(" "), end - 1..end));
            } else {
                self.copy(at..end);
            }
            at = end;
        }
    }

    fn copy(&mut self, range: Range<usize>) {
        if !range.is_empty() {
            self.pieces.push(Piece::Copy(range));
        }
    }

    fn flush(&mut self, out: &mut Vec<Raw<'a>>) {
        let pieces = std::mem::take(&mut self.pieces);
        let says = |piece: &Piece<'_>| match piece {
            Piece::Copy(range) => self
                .decoded
                .get(range.clone())
                .is_some_and(|text| text.chars().any(char::is_alphanumeric)),
            Piece::Put(..) => false,
        };
        if pieces.iter().any(says) {
            out.push(Raw {
                kind: self.kind,
                pieces,
            });
        }
    }
}

/// What a rest of HTML begins with, and its length.
enum Lead {
    /// A tag, a comment, or an element without text (`<script>`).
    Tag(usize),
    Text(usize),
}

fn lead(rest: &str) -> Lead {
    if rest.starts_with("<!--") {
        return Lead::Tag(rest.find("-->").map_or(rest.len(), |end| end + 3));
    }
    let inner = rest.trim_start_matches('<');
    let after = inner
        .find('<')
        .map_or(rest.len(), |next| rest.len() - inner.len() + next);
    let begins = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?');
    if rest.len() != inner.len() + 1 || !inner.starts_with(begins) {
        return Lead::Text(after);
    }
    let name = name(rest);
    if ["script", "style", "pre", "svg", "math"].contains(&name.as_str()) {
        let close = format!("</{name}>");
        return Lead::Tag(
            rest.find(&close)
                .map_or(rest.len(), |end| end + close.len()),
        );
    }
    // What begins like a tag and never ends is text, and so is all after it: it would be read again and again.
    tag_len(rest).map_or(Lead::Text(rest.len()), Lead::Tag)
}

fn tag_len(rest: &str) -> Option<usize> {
    let (mut quote, mut braces) = (None, 0usize);
    for (at, c) in rest.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (None, '"' | '\'') => quote = Some(c),
            (None, '{') => braces += 1,
            (None, '}') => braces = braces.saturating_sub(1),
            (None, '>') if braces == 0 => return Some(at + 1),
            (Some(_) | None, _) => {}
        }
    }
    None
}

fn name(tag: &str) -> String {
    let inner = tag.trim_start_matches(['<', '/']);
    let end = inner
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(inner.len());
    inner.get(..end).unwrap_or_default().to_ascii_lowercase()
}

/// Whether a tag says that its element holds Markdown, or that it does not.
fn says_markdown(tag: &str) -> Option<bool> {
    let mut attributes = tag.split_whitespace();
    let value = attributes.find_map(|attribute| attribute.strip_prefix("markdown="))?;
    match value.trim_matches(['"', '\'', '>', '/']) {
        "1" | "block" | "span" | "true" => Some(true),
        "0" | "false" => Some(false),
        _ => None,
    }
}

/// What an entity stands for.
fn character(entity: &str) -> Option<Cow<'static, str>> {
    let Some(number) = entity.strip_prefix('#') else {
        return resolve_html5_entity(entity).map(Cow::Borrowed);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    let c = char::from_u32(code).filter(|&c| c != '\0')?;
    Some(Cow::Owned(c.to_string()))
}
