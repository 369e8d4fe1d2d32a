//! A Markdown page on a terminal: wrapped to its width, with headings, code and lists set off. It knows what the
//! manual's own pages use, and leaves the rest as it stands.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use unicode_width::UnicodeWidthStr;

const HEADING: Style = Style::new().bold().underline();
const CODE: Style = AnsiColor::Cyan.on_default();
const STRONG: Style = Style::new().bold();

/// The page in lines of at most `width` columns, code and tables as they are.
pub(super) fn laid_out(markdown: &str, width: usize) -> String {
    let mut out = String::new();
    let mut paragraph = Paragraph::default();
    let mut fenced = false;
    for line in markdown.lines() {
        if line.starts_with("```") {
            paragraph.end(&mut out, width);
            fenced = !fenced;
        } else if fenced {
            let _ = writeln!(out, "    {CODE}{line}{CODE:#}");
        } else if let Some(title) = line.strip_prefix('#') {
            paragraph.end(&mut out, width);
            let title = title.trim_start_matches('#').trim();
            let _ = writeln!(out, "{HEADING}{}{HEADING:#}", title.replace('`', ""));
        } else if line.trim().is_empty() {
            paragraph.end(&mut out, width);
            out.push('\n');
        } else if line.starts_with('|') {
            paragraph.end(&mut out, width);
            let _ = writeln!(out, "{}", styled(line));
        } else if let Some(indent) = item(line) {
            paragraph.end(&mut out, width);
            paragraph = Paragraph {
                indent,
                text: line.trim_end().to_owned(),
            };
        } else {
            paragraph.add(line.trim());
        }
    }
    paragraph.end(&mut out, width);
    out
}

/// How far the text of a list item stands in, where the line begins one.
fn item(line: &str) -> Option<usize> {
    let inside = line.trim_start();
    let indent = line.len() - inside.len();
    if inside.starts_with("- ") || inside.starts_with("* ") {
        return Some(indent + 2);
    }
    let digits = inside.chars().take_while(char::is_ascii_digit).count();
    let rest = inside.trim_start_matches(|c: char| c.is_ascii_digit());
    (digits > 0 && rest.starts_with(". ")).then_some(indent + digits + 2)
}

/// Lines that flow together.
#[derive(Default)]
struct Paragraph {
    indent: usize,
    text: String,
}

impl Paragraph {
    fn add(&mut self, line: &str) {
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(line);
    }

    fn end(&mut self, out: &mut String, width: usize) {
        if self.text.is_empty() {
            return;
        }
        let mut lines = vec![String::new()];
        let lead = self.text.len() - self.text.trim_start().len();
        let mut column = lead;
        if let Some(first) = lines.first_mut() {
            first.push_str(&" ".repeat(lead));
        }
        let mut fresh = true;
        for word in self.text.split_whitespace() {
            let wide = word.replace(['`', '*'], "").width();
            if !fresh && column + 1 + wide > width {
                lines.push(" ".repeat(self.indent));
                column = self.indent;
                fresh = true;
            }
            if let Some(line) = lines.last_mut() {
                if !fresh {
                    line.push(' ');
                    column += 1;
                }
                line.push_str(word);
            }
            column += wide;
            fresh = false;
        }
        out.push_str(&styled(&lines.join("\n")));
        out.push('\n');
        *self = Self::default();
    }
}

/// `code` and **strong** by their looks, without their marks.
fn styled(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let _ = write!(out, "{CODE}{part}{CODE:#}");
            continue;
        }
        for (at, part) in part.split("**").enumerate() {
            if at % 2 == 1 {
                let _ = write!(out, "{STRONG}{part}{STRONG:#}");
            } else {
                out.push_str(part);
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(markdown: &str, width: usize) -> String {
        anstream::adapter::strip_str(&laid_out(markdown, width)).to_string()
    }

    #[test]
    fn text_flows_and_code_stays() {
        let page = "# A `b` c\n\none two\nthree **four**\n\n```sh\ncotejo   check a\n```\n\n- an item that\n  goes on\n- another\n";
        assert_eq!(
            plain(page, 14),
            "A b c\n\none two three\nfour\n\n    cotejo   check a\n\n- an item that\n  goes on\n- another\n"
        );
    }

    #[test]
    fn a_numbered_item_stands_in_under_its_text() {
        assert_eq!(plain("1. one two three", 10), "1. one two\n   three\n");
    }
}
