//! Markdown and MDX to blocks, by pulldown-cmark: inline markup is left out and entities are decoded, with
//! every stretch of text leading back to its place in the file.

mod html;
mod prescan;

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd};
use smallvec::SmallVec;

use super::BlockKind;
use super::layout::{Piece, Raw};

/// The blocks of a Markdown file, and where its comments stand.
pub(super) fn blocks(decoded: &str) -> (Vec<Raw<'_>>, Vec<Range<usize>>) {
    let scanned = prescan::scan(decoded);
    let mut reader = Reader {
        text: &scanned.text,
        decoded,
        blocks: scanned.asides,
        open: Vec::new(),
        pieces: SmallVec::new(),
        kind: BlockKind::Paragraph,
        image: None,
        comments: Vec::new(),
        code: Vec::new(),
        attributes: 0..0,
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS
        | Options::ENABLE_GFM;
    for (event, range) in Parser::new_ext(&scanned.text, options).into_offset_iter() {
        reader.read(event, range);
    }
    reader.end_block();
    let (mut blocks, mut comments, code) = (reader.blocks, reader.comments, reader.code);
    blocks.sort_by_key(Raw::start);
    let is_shown = |comment: &Range<usize>| {
        code.iter()
            .any(|code| code.start <= comment.start && comment.end <= code.end)
    };
    let of_mdx = scanned.comments.into_iter();
    comments.extend(of_mdx.filter(|comment| !is_shown(comment)));
    (blocks, comments)
}

/// What stands around the text that is being read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Open {
    /// A list item; whether its first paragraph is still to come.
    Item { fresh: bool },
    /// Text that is set aside whole.
    Verbatim,
}

/// Words of a picture, collected beside the paragraph that it stands in.
struct Image<'a> {
    pieces: SmallVec<[Piece<'a>; 1]>,
    depth: usize,
}

struct Reader<'t, 'a> {
    /// What the parser sees: the file with blanks for what it would not understand.
    text: &'t str,
    decoded: &'a str,
    blocks: Vec<Raw<'a>>,
    open: Vec<Open>,
    pieces: SmallVec<[Piece<'a>; 1]>,
    kind: BlockKind,
    image: Option<Image<'a>>,
    /// Where HTML comments stand.
    comments: Vec<Range<usize>>,
    /// Where code stands: a comment in it is shown, not said.
    code: Vec<Range<usize>>,
    /// Where the last list of attributes stands.
    attributes: Range<usize>,
}

impl<'a> Reader<'_, 'a> {
    fn read(&mut self, event: Event<'_>, range: Range<usize>) {
        let verbatim = self.open.last() == Some(&Open::Verbatim);
        match event {
            Event::Start(tag) => self.start(&tag, range),
            Event::End(tag) => {
                if is_inline(tag) {
                    self.note_attributes(range.end);
                }
                self.end(tag);
            }
            Event::Text(_) | Event::Html(_) if verbatim => {}
            Event::Text(text) => self.text(&text, range),
            Event::Code(code) => {
                self.code.push(range.clone());
                self.note_attributes(range.end);
                self.code(&code, range);
            }
            Event::InlineHtml(tag) if tag.starts_with("<!--") => self.comments.push(range),
            Event::SoftBreak => self.push(Piece::Put(Cow::Borrowed(" "), range)),
            Event::HardBreak => self.push(Piece::Put(Cow::Borrowed("\n"), range)),
            Event::InlineHtml(tag) if html::breaks_line(&tag) => {
                self.push(Piece::Put(Cow::Borrowed("\n"), range));
            }
            Event::Rule => self.end_block(),
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
            Event::InlineMath(_) | Event::DisplayMath(_) => self.push(Piece::Copy(range)),
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => {
                let kind = self.paragraph();
                self.begin(kind);
            }
            Tag::Heading { level, .. } => self.begin(BlockKind::Heading(number(*level))),
            Tag::Item => {
                self.begin(BlockKind::ListItem);
                self.open.push(Open::Item { fresh: true });
            }
            Tag::TableHead | Tag::TableRow => self.begin(BlockKind::TableRow),
            Tag::CodeBlock(_) => {
                self.code.push(range.clone());
                self.aside(BlockKind::Code, range);
            }
            Tag::MetadataBlock(_) => self.aside(BlockKind::FrontMatter, range),
            Tag::HtmlBlock => {
                self.end_block();
                html::blocks(self.decoded, range, &mut self.blocks, &mut self.comments);
                self.open.push(Open::Verbatim);
            }
            Tag::Image { .. } => match &mut self.image {
                Some(image) => image.depth += 1,
                None => {
                    self.image = Some(Image {
                        pieces: SmallVec::new(),
                        depth: 0,
                    });
                }
            },
            Tag::BlockQuote(_)
            | Tag::List(_)
            | Tag::FootnoteDefinition(_)
            | Tag::Table(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition => {
                self.end_block();
            }
            Tag::TableCell
            | Tag::Emphasis
            | Tag::Strong
            | Tag::Strikethrough
            | Tag::Superscript
            | Tag::Subscript
            | Tag::Link { .. } => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.open.pop();
            }
            TagEnd::Item => {
                self.end_block();
                self.open.pop();
            }
            TagEnd::TableCell => {
                let at = self.end_of_pieces();
                self.push(Piece::Put(Cow::Borrowed("\n"), at..at));
            }
            TagEnd::Image => self.end_image(),
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link => {}
            TagEnd::Paragraph
            | TagEnd::Heading(_)
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition => self.end_block(),
        }
    }

    /// The first paragraph of a list item is the item; more of them are paragraphs.
    fn paragraph(&mut self) -> BlockKind {
        match self.open.last_mut() {
            Some(Open::Item { fresh }) if *fresh => {
                *fresh = false;
                BlockKind::ListItem
            }
            _ => BlockKind::Paragraph,
        }
    }

    fn begin(&mut self, kind: BlockKind) {
        self.end_block();
        self.kind = kind;
    }

    fn aside(&mut self, kind: BlockKind, range: Range<usize>) {
        self.end_block();
        self.blocks.push(Raw::copy(kind, range));
        self.open.push(Open::Verbatim);
    }

    fn end_block(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        if !pieces.is_empty() {
            self.blocks.push(Raw {
                kind: self.kind,
                pieces,
            });
        }
    }

    fn end_image(&mut self) {
        match self.image.take() {
            Some(Image { pieces, depth: 0 }) if !pieces.is_empty() => self.blocks.push(Raw {
                kind: BlockKind::Caption,
                pieces,
            }),
            Some(Image { pieces, depth }) if depth > 0 => {
                self.image = Some(Image {
                    pieces,
                    depth: depth - 1,
                });
            }
            Some(_) | None => {}
        }
    }

    /// Notes the attributes that stand right behind a link, an image, code or emphasis: `[a](b){.wide target=_blank}`.
    fn note_attributes(&mut self, from: usize) {
        let length = self.text.get(from..).map_or(0, attributes);
        if length > 0 {
            self.attributes = from..from + length;
        }
    }

    fn text(&mut self, text: &CowStr<'_>, mut range: Range<usize>) {
        let mut text: &str = text;
        // The parser takes the attributes for text, perhaps in several pieces.
        if range.start < self.attributes.end && self.attributes.start <= range.start {
            let cut = self.attributes.end.min(range.end) - range.start;
            let rest = text.get(cut..).unwrap_or_default();
            if rest.is_empty() {
                return;
            }
            (text, range.start) = (rest, range.start + cut);
        }
        let stands_so = self.text.get(range.clone()) == Some(text)
            && self.decoded.get(range.clone()) == Some(text);
        self.push(if stands_so {
            Piece::Copy(range)
        } else {
            Piece::Put(Cow::Owned(text.replace(prescan::FILL, " ")), range)
        });
    }

    /// Inline code keeps its backticks, by which it is known as a placeholder.
    fn code(&mut self, code: &str, range: Range<usize>) {
        let written = self.decoded.get(range.clone()).unwrap_or_default();
        self.push(if written.contains('\n') {
            Piece::Put(Cow::Owned(format!("`{code}`")), range)
        } else {
            Piece::Copy(range)
        });
    }

    fn push(&mut self, piece: Piece<'a>) {
        match &mut self.image {
            Some(image) => image.pieces.push(piece),
            None => self.pieces.push(piece),
        }
    }

    fn end_of_pieces(&self) -> usize {
        match self.pieces.last() {
            Some(Piece::Copy(range) | Piece::Put(_, range)) => range.end,
            None => 0,
        }
    }
}

/// Whether what ends here stands within a line of text.
fn is_inline(tag: TagEnd) -> bool {
    matches!(
        tag,
        TagEnd::Link | TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough
    )
}

/// The length of a list of attributes at the beginning of a text, as several tools have them: in braces, classes, an
/// identifier and values.
fn attributes(text: &str) -> usize {
    let Some((list, _)) = text.strip_prefix('{').and_then(|rest| rest.split_once('}')) else {
        return 0;
    };
    let inner = list.strip_prefix(':').unwrap_or(list);
    let is_one = |item: &str| {
        item.starts_with(['.', '#']) && item.len() > 1
            || item
                .split_once('=')
                .is_some_and(|(name, value)| !name.is_empty() && !value.is_empty())
    };
    let mut items = inner.split_whitespace().peekable();
    let some = items.peek().is_some();
    if some && !list.contains(['\n', '{']) && items.all(is_one) {
        list.len() + 2
    } else {
        0
    }
}

fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::super::layout::lay_out;
    use super::*;
    use BlockKind::{
        Caption, Code, FrontMatter, Heading, ListItem, Paragraph, Shortcode, TableRow,
    };

    fn read(text: &str) -> Vec<(BlockKind, String)> {
        let (raws, _) = blocks(text);
        let laid = lay_out(text, &raws);
        let whole = laid.text.as_deref().unwrap_or(text);
        laid.blocks
            .iter()
            .map(|(kind, span)| (*kind, span.of(whole).to_owned()))
            .collect()
    }

    fn one(text: &str) -> String {
        let mut blocks = read(text);
        assert_eq!(blocks.len(), 1, "{blocks:?}");
        blocks.remove(0).1
    }

    #[test]
    fn inline_markup_is_left_out_and_code_is_kept() {
        assert_eq!(
            one("A **bold** [link](http://x.y/z \"t\") &amp; `code_1` \\* end[^1].\n"),
            "A bold link & `code_1` * end[^1]."
        );
        assert_eq!(one("one\ntwo<br>three <b>four</b>"), "one two\nthree four");
        assert_eq!(
            one("see <https://example.org> now"),
            "see https://example.org now"
        );
    }

    #[test]
    fn lists_of_attributes_are_left_out() {
        assert_eq!(
            one("See [the page](a.md){.wide target=_blank}, **this**{: #here } and `x`{.rust}."),
            "See the page, this and `x`."
        );
        assert_eq!(
            one("Write [a](b){name} and {.not} `f`{ } *so*{a, b}."),
            "Write a{name} and {.not} `f`{ } so{a, b}."
        );
    }

    #[test]
    fn blocks_have_their_kinds() {
        let text = "---\nlang: es\n---\n\n# Title\n\nText.\n\n- one\n- two\n\n  more\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```rust\nlet x = 1;\n```\n\n![A picture](p.png)\n";
        let blocks = read(text);
        let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                FrontMatter,
                Heading(1),
                Paragraph,
                ListItem,
                ListItem,
                Paragraph,
                Paragraph,
                TableRow,
                TableRow,
                Code,
                Caption
            ]
        );
        assert_eq!(blocks[8].1, "1\n2");
        assert_eq!(blocks[9].1, "```rust\nlet x = 1;\n```");
    }

    #[test]
    fn tags_of_templates_stand_apart_from_the_text() {
        let text = "import X from './x'\n\n<Intro>\n\nHello there.\n\n</Intro>\n\n{{< figure src=\"a\" >}}\n\n/// tip\n\nDo it. {/* not this */}\n\n///\n";
        let blocks = read(text);
        let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                Code, Shortcode, Paragraph, Shortcode, Shortcode, Shortcode, Paragraph, Shortcode
            ]
        );
        assert_eq!(blocks[6].1, "Do it.");
    }

    #[test]
    fn heading_marks_of_documentation_sites_are_no_text() {
        assert_eq!(
            one("## Your first component {/*your-first-component*/}\n"),
            "Your first component"
        );
        assert_eq!(one("## First steps { #first-steps }\n"), "First steps");
    }

    #[test]
    fn text_within_html_is_read() {
        let blocks =
            read("<div>\n<p>Hello &amp; <b>welcome</b></p>\n<ul><li>One</li></ul>\n</div>\n");
        assert_eq!(
            blocks,
            [
                (Paragraph, "Hello & welcome".to_owned()),
                (ListItem, "One".to_owned())
            ]
        );
        assert_eq!(read("<hr />\n\nText.\n")[0].0, Shortcode);
        assert_eq!(
            one("<p>M&aacute;s c&#243;digo &amp; menos &bogus;</p>\n"),
            "Más código & menos &bogus;"
        );
    }

    #[test]
    fn markdown_within_html_is_read_where_an_element_says_so() {
        let aside = "\n  Ships *sail* at `dawn`.\n  <p markdown=\"1\">\n— Ada, [\"Tides &amp; Time\"](https://example.org/tides)\n  </p>\n</aside>\n";
        assert_eq!(
            read(&format!("<aside markdown=\"1\" class=\"quote\">{aside}")),
            [
                (Paragraph, "Ships sail at `dawn`.".to_owned()),
                (Paragraph, "— Ada, \"Tides & Time\"".to_owned())
            ]
        );
        assert!(
            read("<aside>\n  Ships *sail*.\n</aside>\n")[0]
                .1
                .contains("*sail*")
        );
    }

    #[test]
    fn markdown_within_html_goes_on_behind_a_tag_and_ends_with_its_element() {
        assert_eq!(
            one("<p markdown=\"1\">The old <b>brass</b> bell of the <i>harbour</i> rings</p>\n"),
            "The old brass bell of the harbour rings"
        );
        assert_eq!(
            read(
                "<div markdown=\"1\">\n## Hours\n- Doors at <b>noon</b> 1. floor\n- The second\n</div>\n"
            ),
            [
                (Heading(2), "Hours".to_owned()),
                (ListItem, "Doors at noon 1. floor".to_owned()),
                (ListItem, "The second".to_owned())
            ]
        );
        assert_eq!(
            read("<div>\n<p markdown=\"1\">Ships *sail*.</p>\n<p>1. Ships *sink*.</p>\n</div>\n"),
            [
                (Paragraph, "Ships sail.".to_owned()),
                (Paragraph, "1. Ships *sink*.".to_owned())
            ]
        );
    }
}
