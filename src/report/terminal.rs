//! The report as people read it in a terminal: a heading for each pair, and for each finding both
//! files in one diagnostic, trimmed around the words it is about.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use unicode_width::UnicodeWidthStr;

use super::root::is_absolute;
use super::summary::summary;
use super::{DocumentId, Finding, HOME, Notice, RelationEntry, Report, severity_name};
use crate::checks::{Origin, Severity};
use crate::document::Document;
use crate::text::Span;

/// How to print.
#[derive(Debug, Clone, Default)]
pub struct Terminal {
    /// Columns to use.
    pub width: usize,
    /// The folder that paths are relative to, absolute and with `/`, where places and rules are to be links.
    pub links: Option<String>,
}

/// Words of a marked stretch beyond this many bytes are not underlined: what is missing need not be painted whole.
const MARK: usize = 90;

/// Places further apart than this on one line are shown apart, since a line is trimmed around what is marked.
const APART: usize = 60;

/// What stays as it is in the address of a file.
const LINK: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b':');

impl Terminal {
    /// Writes the report. Colours are ANSI; the writer strips them where they are not wanted.
    pub fn write(
        &self,
        report: &Report,
        documents: &[Document],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let page = Page::new(report, documents, self);
        // Of many articles, those of which there is something to say are enough to read.
        let brief = report.articles.len() > 1;
        for (scope, findings) in page.groups() {
            if brief && findings.is_empty() {
                continue;
            }
            writeln!(out, "{}\n", page.heading(&scope))?;
            for finding in findings {
                writeln!(out, "{}\n", page.finding(finding))?;
            }
        }
        for notice in &report.notices {
            let kind = if notice.trouble {
                "could not check"
            } else {
                "note"
            };
            writeln!(out, "{kind}: {}", about(notice))?;
        }
        if !report.notices.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(report))
    }
}

impl Terminal {
    /// What a finding is about and the finding, as [`Terminal::write`] shows them.
    pub fn one(&self, report: &Report, documents: &[Document], finding: &Finding) -> String {
        let page = Page::new(report, documents, self);
        let heading = page.heading(&page.scope(finding));
        let names = heading.lines().next().unwrap_or_default();
        format!("{names}\n\n{}", page.finding(finding))
    }
}

/// A notice in one line, after the path it is about.
fn about(notice: &Notice) -> String {
    match &notice.path {
        Some(path) => format!("{path}: {}", notice.message),
        None => notice.message.clone(),
    }
}

/// A report with what is looked up in it for every finding.
struct Page<'a> {
    report: &'a Report,
    documents: &'a [Document],
    width: usize,
    links: Option<&'a str>,
    /// The number of the document of each path.
    numbers: BTreeMap<&'a str, usize>,
    /// The versions of the article that each document is in, by number, the source first.
    article_of: Vec<Option<Vec<usize>>>,
    relations: BTreeMap<(usize, usize), &'a RelationEntry>,
}

impl<'a> Page<'a> {
    fn new(report: &'a Report, documents: &'a [Document], how: &'a Terminal) -> Self {
        let numbers: BTreeMap<&str, usize> = documents
            .iter()
            .enumerate()
            .map(|(number, document)| (document.path(), number))
            .collect();
        let number = |path: &String| numbers.get(path.as_str()).copied();
        let mut article_of = vec![None; documents.len()];
        for article in &report.articles {
            let versions: Vec<usize> = article.versions.iter().filter_map(number).collect();
            for &version in &versions {
                article_of[version] = Some(versions.clone());
            }
        }
        let pair = |relation: &RelationEntry| {
            let (a, b) = (number(&relation.a)?, number(&relation.b)?);
            Some((a.min(b), a.max(b)))
        };
        let relations = report
            .relations
            .iter()
            .filter_map(|relation| Some((pair(relation)?, relation)))
            .collect();
        Self {
            report,
            documents,
            width: how.width,
            links: how.links.as_deref(),
            numbers,
            article_of,
            relations,
        }
    }

    /// The findings under what they are about, and the pairs of which there is nothing to say.
    fn groups(&self) -> BTreeMap<Vec<usize>, Vec<&'a Finding>> {
        let mut groups: BTreeMap<Vec<usize>, Vec<&Finding>> = BTreeMap::new();
        for finding in self.report.findings.iter().flatten() {
            groups.entry(self.scope(finding)).or_default().push(finding);
        }
        for &(a, b) in self.relations.keys() {
            let source = self.article_of[a]
                .as_ref()
                .filter(|versions| versions.contains(&b))
                .map(|versions| versions[0]);
            match source {
                // Two versions of an article are compared with its source, not with each other.
                Some(source) if source != a && source != b => {}
                Some(source) if source == b => drop(groups.entry(vec![b, a]).or_default()),
                Some(_) | None => drop(groups.entry(vec![a, b]).or_default()),
            }
        }
        groups
    }

    /// The documents a finding is listed under: its pair, or the one document it is about. What the source alone has
    /// is listed under the article's first pair.
    fn scope(&self, finding: &Finding) -> Vec<usize> {
        let mut scope: Vec<_> = finding
            .locations
            .iter()
            .map(|location| location.at.0)
            .collect();
        scope.sort_unstable();
        scope.dedup();
        let article = scope
            .first()
            .and_then(|&first| self.article_of[first].as_ref());
        let Some(versions) = article else {
            return scope;
        };
        let other = scope.iter().copied().find(|&number| number != versions[0]);
        std::iter::once(versions[0])
            .chain(other.or_else(|| versions.get(1).copied()))
            .collect()
    }

    fn heading(&self, scope: &[usize]) -> String {
        let bold = anstyle::Style::new().bold();
        let name = |&number: &usize| {
            let document = &self.documents[number];
            let language = document
                .language()
                .language
                .map_or_else(|| "?".to_owned(), |language| language.to_string());
            format!("{} ({language})", document.path())
        };
        let [a, b] = scope else {
            let names: Vec<_> = scope.iter().map(name).collect();
            return format!("{bold}{}{bold:#}, by itself", names.join(", "));
        };
        let relation = self.relations.get(&(*a.min(b), *a.max(b)));
        let why = relation
            .map(|relation| relation.evidence.join("; "))
            .unwrap_or_default();
        let (arrow, verdict) = match relation.map(|relation| relation.relation) {
            None => ("→", String::new()),
            Some("translation") => ("→", format!("\n{}", wrapped(&why, self.width))),
            Some("related") => {
                let line = format!(
                    "related, not versions of one text: what only one of them says is no drift ({why})"
                );
                ("~", format!("\n{}", wrapped(&line, self.width)))
            }
            Some(_) => ("≠", String::new()),
        };
        format!("{bold}{} {arrow} {}{bold:#}{verdict}", name(a), name(b))
    }

    fn finding(&self, finding: &Finding) -> String {
        let level = match finding.severity {
            Severity::Critical | Severity::Major => Level::ERROR,
            Severity::Minor => Level::WARNING,
            Severity::Neutral => Level::NOTE,
        };
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for location in &finding.locations {
            let (number, span) = location.at;
            let document = &self.documents[number];
            let decoded = document.source.in_decoded(span);
            let at = shown.iter_mut().find(|shown| {
                shown.number == number && shown.line == location.line && shown.takes(decoded)
            });
            match at {
                Some(shown) => shown.marks.push(decoded),
                None => shown.push(Shown {
                    number,
                    path: document.path(),
                    text: document.source.decoded(),
                    line: location.line,
                    marks: vec![decoded],
                }),
            }
        }
        let severity = severity_name(finding.severity);
        // "major[rule]: " stands before the first line and is the indent of the others.
        let before = severity.len() + finding.rule.len() + 4;
        let message = wrapped(&self.title(finding), self.width.saturating_sub(before));
        let mut title = level
            .with_name(severity)
            .primary_title(message)
            .id(finding.rule);
        if let Some(url) = self
            .links
            .and(HOME)
            .map(|home| rule_url(home, finding.rule))
        {
            title = title.id_url(url);
        }
        let group = title.elements(shown.iter().map(Shown::snippet));
        let rendered = Renderer::styled()
            .decor_style(DecorStyle::Unicode)
            .term_width(self.width)
            .render(&[group]);
        match self.links {
            Some(folder) => linked(&rendered, shown.iter().map(|shown| shown.path), folder),
            None => rendered,
        }
    }

    fn title(&self, finding: &Finding) -> String {
        let odd = match &finding.odd_one_out {
            Some(DocumentId::Name(path)) if self.numbers.len() > 2 => {
                format!(" (the odd one out: {path})")
            }
            Some(DocumentId::Name(_)) | None => String::new(),
            Some(DocumentId::Number(number)) => format!(" (the odd one out: version {number})"),
        };
        let origin = match finding.origin {
            Some(Origin::Inherited) => " [inherited from the source]",
            Some(Origin::Source) => " [in the source only]",
            Some(Origin::Introduced) | None => "",
        };
        // What a text holds must not steer the terminal.
        let message: String = finding
            .message
            .chars()
            .map(|c| if c.is_control() { '\u{fffd}' } else { c })
            .collect();
        format!("{message}{odd}{origin}")
    }
}

/// The rule's page where the program is at home.
fn rule_url(home: &str, rule: &str) -> String {
    format!(
        "{home}/blob/v{}/src/checks/{}.rs",
        env!("CARGO_PKG_VERSION"),
        rule.replace('-', "_")
    )
}

/// Makes links of the places `path:line:column` that head the excerpts, which stand in the order of `paths`.
fn linked<'a>(rendered: &str, paths: impl Iterator<Item = &'a str>, folder: &str) -> String {
    let mut out = String::with_capacity(rendered.len() + 256);
    let mut rest = rendered;
    for path in paths {
        let Some((at, end)) = place(rest, path) else {
            break;
        };
        let (before, shown) = (rest.get(..at), rest.get(at..end));
        let url = file_url(path, folder);
        out.push_str(before.unwrap_or_default());
        out.push_str("\u{1b}]8;;");
        out.push_str(&url);
        out.push_str("\u{1b}\\");
        out.push_str(shown.unwrap_or_default());
        out.push_str("\u{1b}]8;;\u{1b}\\");
        rest = rest.get(end..).unwrap_or_default();
    }
    out.push_str(rest);
    out
}

/// Where `path:line:column` first stands in a text.
fn place(text: &str, path: &str) -> Option<(usize, usize)> {
    text.match_indices(path).find_map(|(at, _)| {
        let after = text.get(at + path.len()..)?;
        let numbers = after
            .find(|c: char| c != ':' && !c.is_ascii_digit())
            .unwrap_or(after.len());
        let place = after.get(..numbers)?.trim_end_matches(':');
        let whole = place.starts_with(':') && place.len() > 1;
        whole.then_some((at, at + path.len() + place.len()))
    })
}

/// The address of a file for links; `folder` is what its path is relative to.
fn file_url(path: &str, folder: &str) -> String {
    let whole = if is_absolute(path) {
        path.to_owned()
    } else {
        format!("{}/{path}", folder.trim_end_matches('/'))
    };
    let slash = if whole.starts_with('/') { "" } else { "/" };
    format!("file://{slash}{}", utf8_percent_encode(&whole, LINK))
}

/// Breaks a text into lines of at most `width` columns, at spaces.
fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut column = 0;
    for word in text.split(' ') {
        let wide = word.width();
        if column > 0 && column + 1 + wide > width {
            out.push('\n');
            column = 0;
        } else if column > 0 {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += wide;
    }
    out
}

/// A stretch of a file with what is marked in it.
struct Shown<'a> {
    number: usize,
    path: &'a str,
    text: &'a str,
    line: usize,
    marks: Vec<Span>,
}

impl Shown<'_> {
    fn takes(&self, mark: Span) -> bool {
        self.marks
            .iter()
            .all(|other| mark.start() < other.end() + APART && other.start() < mark.end() + APART)
    }

    fn snippet(&self) -> Snippet<'_, Annotation<'_>> {
        let first = self
            .marks
            .iter()
            .map(|mark| mark.start())
            .min()
            .unwrap_or(0);
        let last = self
            .marks
            .iter()
            .map(|mark| mark.start().max(mark.end().saturating_sub(1)))
            .max()
            .unwrap_or(0);
        let bytes = self.text.as_bytes();
        let start = memchr::memrchr(b'\n', &bytes[..first.min(bytes.len())]).map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &bytes[last.min(bytes.len())..])
            .map_or(bytes.len(), |at| last + at);
        let text = Span::new(start, end).of(self.text);
        let marks = self.marks.iter().map(|mark| {
            let from = mark.start() - start;
            let to = text
                .floor_char_boundary((mark.end() - start).min(from + MARK).min(text.len()))
                .max(from);
            let line_end = text
                .get(from..to)
                .and_then(|marked| marked.find('\n'))
                .map_or(to, |at| from + at);
            AnnotationKind::Primary.span(from..line_end)
        });
        Snippet::source(text)
            .line_start(self.line)
            .path(self.path)
            .annotations(marks)
    }
}

/// What `cotejo group` prints for people.
pub fn group_table(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for article in &report.articles {
        writeln!(out, "{}: {}", article.id, article.versions.join(" → "))?;
    }
    if !report.articles.is_empty() {
        writeln!(out)?;
    }
    for relation in &report.relations {
        writeln!(
            out,
            "{:<11} {:.2}  {}  {}",
            relation.relation, relation.score, relation.a, relation.b
        )?;
        for line in &relation.evidence {
            writeln!(out, "                  {line}")?;
        }
    }
    let related: BTreeSet<&str> = report
        .relations
        .iter()
        .flat_map(|relation| [relation.a.as_str(), relation.b.as_str()])
        .collect();
    let alone = report
        .documents
        .iter()
        .filter(|document| !related.contains(document.path.as_str()));
    for document in alone {
        writeln!(out, "{:<11}       {}", "unrelated", document.path)?;
    }
    for notice in &report.notices {
        writeln!(out, "note: {}", about(notice))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_links_to_their_files() {
        let rendered = "title\n╭▸ es/a b.md:3:14\n  x\n⸬  en/a b.md:3:9\n";
        let linked = linked(
            rendered,
            ["es/a b.md", "en/a b.md"].into_iter(),
            "/home/ana/site",
        );
        assert!(
            linked.contains(
                "╭▸ \u{1b}]8;;file:///home/ana/site/es/a%20b.md\u{1b}\\es/a b.md:3:14\u{1b}]8;;\u{1b}\\\n"
            ),
            "{linked:?}"
        );
        assert_eq!(anstream::adapter::strip_str(&linked).to_string(), rendered);
    }

    #[test]
    fn a_rule_is_linked_to_its_page_where_the_program_is_at_home() {
        let url = rule_url("https://example.org/cotejo", "number-mismatch");
        let version = env!("CARGO_PKG_VERSION");
        assert_eq!(
            url,
            format!("https://example.org/cotejo/blob/v{version}/src/checks/number_mismatch.rs")
        );
    }
}
