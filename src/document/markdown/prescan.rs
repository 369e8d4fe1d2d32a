//! Lines that a Markdown parser would take for text: shortcodes, admonition fences, JSX tags alone, MDX
//! imports. They become blocks of their own, and the parser is shown blanks in their place.

use std::borrow::Cow;
use std::ops::Range;

use super::super::BlockKind;
use super::super::classify::is_shortcode;
use super::super::layout::Raw;

/// The file as the parser is to see it, offset for offset, and what was taken out.
pub(super) struct Scanned<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) asides: Vec<Raw<'a>>,
    /// Where MDX comments stand, those that code shows among them.
    pub(super) comments: Vec<Range<usize>>,
}

/// Takes out what is not Markdown.
pub(super) fn scan(decoded: &str) -> Scanned<'_> {
    let mut scan = Scan {
        text: Cow::Borrowed(decoded),
        asides: Vec::new(),
        comments: Vec::new(),
    };
    let mut fence: Option<&str> = None;
    let mut front_matter: Option<&str> = None;
    let mut in_module = false;
    let mut blank_before = true;
    let mut at = 0;
    for line in decoded.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let inner = line.trim();
        if let Some(mark) = front_matter {
            front_matter = (inner != mark).then_some(mark);
            continue;
        }
        if start == 0 && matches!(inner, "---" | "+++") {
            front_matter = Some(if inner == "---" { "---" } else { "+++" });
            continue;
        }
        if let Some(mark) = fence {
            let closes = inner.starts_with(mark)
                && inner
                    .trim_start_matches(mark.chars().next().unwrap_or('`'))
                    .is_empty();
            fence = (!closes).then_some(mark);
            continue;
        }
        fence = opening_fence(inner);
        if fence.is_some() {
            in_module = false;
            continue;
        }
        let start = start + (line.len() - line.trim_start().len());
        in_module = !inner.is_empty() && (in_module || blank_before && is_module(inner));
        blank_before = inner.is_empty() || in_module;
        if in_module {
            scan.take(BlockKind::Code, start, inner.len());
        } else if is_shortcode(inner) && !is_html(inner) {
            scan.take(BlockKind::Shortcode, start, inner.len());
            blank_before = true;
        }
    }
    scan.comments(decoded);
    Scanned {
        text: scan.text,
        asides: scan.asides,
        comments: scan.comments,
    }
}

struct Scan<'a> {
    text: Cow<'a, str>,
    asides: Vec<Raw<'a>>,
    comments: Vec<Range<usize>>,
}

impl Scan<'_> {
    fn take(&mut self, kind: BlockKind, start: usize, len: usize) {
        self.asides.push(Raw::copy(kind, start..start + len));
        self.blank(start, start + len);
    }

    /// Spaces, byte for byte, so that all offsets stay; line breaks are kept.
    fn blank(&mut self, start: usize, end: usize) {
        let old = self.text.get(start..end).unwrap_or_default();
        let blanks: String = old
            .bytes()
            .map(|byte| if byte == b'\n' { '\n' } else { ' ' })
            .collect();
        if blanks.len() == end - start {
            self.text.to_mut().replace_range(start..end, &blanks);
        }
    }

    /// MDX comments `{/* … */}` within text; one in a code block is blanked too, which no one sees: code is
    /// copied from the file.
    fn comments(&mut self, decoded: &str) {
        let mut from = 0;
        while let Some(start) = decoded
            .get(from..)
            .and_then(|rest| rest.find("{/*"))
            .map(|at| from + at)
        {
            let Some(len) = decoded.get(start..).and_then(|rest| rest.find("*/}")) else {
                return;
            };
            from = start + len + "*/}".len();
            self.comments.push(start..from);
            self.blank(start, from);
            if opens_a_line_of_text(decoded, start, from) {
                self.text.to_mut().replace_range(
                    start..start + FILL.len_utf8(),
                    FILL.encode_utf8(&mut [0; 4]),
                );
            }
        }
    }
}

/// Stands for the beginning of a comment before text: blanks alone would make the text code, by its indentation.
/// A character that texts do not have, as long as `{/*`.
pub(super) const FILL: char = '\u{f8fe}';

fn opens_a_line_of_text(decoded: &str, start: usize, end: usize) -> bool {
    let is_mark = |c: &char| c.is_whitespace() || c.is_ascii_digit() || "-*+>.)".contains(*c);
    let before = decoded.get(..start).unwrap_or_default().chars().rev();
    let opens = before
        .take_while(|&c| c != '\n')
        .find(|c| !is_mark(c))
        .is_none();
    let after = decoded.get(end..).unwrap_or_default().chars();
    let goes_on = after.take_while(|&c| c != '\n').any(|c| !c.is_whitespace());
    opens && goes_on
}

fn opening_fence(inner: &str) -> Option<&str> {
    let mark = inner.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let len = inner.len() - inner.trim_start_matches(mark).len();
    let info = inner.get(len..)?;
    (len >= 3 && !(mark == '`' && info.contains('`')))
        .then(|| inner.get(..len))
        .flatten()
}

/// `import X from 'x'`, `export const x = …`: the statements of MDX, which prose does not look like.
fn is_module(inner: &str) -> bool {
    let import = inner.strip_prefix("import ").is_some_and(|rest| {
        let quoted = rest.contains(['\'', '"']);
        rest.starts_with(['{', '\'', '"', '*']) || (quoted && rest.contains(" from "))
    });
    let export = inner.strip_prefix("export ").is_some_and(|rest| {
        [
            "const ",
            "default ",
            "function ",
            "let ",
            "async ",
            "class ",
            "{",
        ]
        .iter()
        .any(|keyword| rest.starts_with(keyword))
    });
    import || export
}

/// HTML proper is the parser's to read; only components, which begin with a capital, are taken out.
fn is_html(inner: &str) -> bool {
    inner.starts_with("<!--")
        || inner
            .trim_start_matches(['<', '/'])
            .chars()
            .next()
            .is_some_and(|c| inner.starts_with('<') && !c.is_ascii_uppercase())
}
