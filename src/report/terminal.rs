//! The report as people read it in a terminal: a heading for each pair, and for each finding both
//! files in one diagnostic, trimmed around the words it is about.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{Annotation, AnnotationKind, Level, Renderer, Snippet};

use super::{DocumentId, Finding, Report, SEVERITIES, severity_name};
use crate::checks::{Origin, Severity};
use crate::document::Document;
use crate::text::Span;

/// How to print.
#[derive(Debug, Clone, Copy)]
pub struct Terminal {
    /// Columns to use.
    pub width: usize,
}

/// Words of a marked stretch beyond this many bytes are not underlined: what is missing need not be painted whole.
const MARK: usize = 90;

/// Places further apart than this on one line are shown apart, since a line is trimmed around what is marked.
const APART: usize = 60;

impl Terminal {
    /// Writes the report. Colours are ANSI; the writer strips them where they are not wanted.
    pub fn write(
        &self,
        report: &Report,
        documents: &[Document],
        out: &mut dyn Write,
    ) -> io::Result<()> {
        let findings = report.findings.as_deref().unwrap_or_default();
        let mut groups: BTreeMap<Vec<usize>, Vec<&Finding>> = BTreeMap::new();
        for finding in findings {
            groups
                .entry(self.scope(report, documents, finding))
                .or_default()
                .push(finding);
        }
        for relation in &report.relations {
            let pair: Vec<_> = [&relation.a, &relation.b]
                .iter()
                .filter_map(|path| {
                    documents
                        .iter()
                        .position(|document| document.path() == path.as_str())
                })
                .collect();
            let inside_article = report.articles.iter().any(|article| {
                article.versions.contains(&relation.a) && article.versions.contains(&relation.b)
            });
            if !inside_article || pair.len() == 2 {
                groups.entry(pair).or_default();
            }
        }
        for (scope, findings) in groups {
            writeln!(out, "{}", self.heading(report, documents, &scope))?;
            writeln!(out)?;
            for finding in findings {
                writeln!(out, "{}\n", self.finding(finding, documents))?;
            }
        }
        for notice in &report.notices {
            let about = notice
                .path
                .as_ref()
                .map_or(String::new(), |path| format!("{path}: "));
            writeln!(
                out,
                "{}: {about}{}",
                if notice.trouble {
                    "could not check"
                } else {
                    "note"
                },
                notice.message
            )?;
        }
        if !report.notices.is_empty() {
            writeln!(out)?;
        }
        writeln!(out, "{}", summary(report))
    }

    /// The documents a finding is listed under: its pair, or the one document it is about. What the source alone
    /// has is listed under the article's first pair.
    fn scope(&self, report: &Report, documents: &[Document], finding: &Finding) -> Vec<usize> {
        let mut scope: Vec<_> = finding
            .locations
            .iter()
            .map(|location| location.at.0)
            .collect();
        scope.sort_unstable();
        scope.dedup();
        let path = |number: usize| documents[number].path();
        let article = report.articles.iter().find(|article| {
            scope.first().is_some_and(|&first| {
                article
                    .versions
                    .iter()
                    .any(|version| version == path(first))
            })
        });
        let Some(article) = article else { return scope };
        let number = |version: &String| {
            documents
                .iter()
                .position(|document| document.path() == version)
                .unwrap_or(0)
        };
        let source = number(&article.versions[0]);
        let other = scope
            .iter()
            .copied()
            .find(|&number| number != source)
            .or_else(|| article.versions.get(1).map(number));
        std::iter::once(source).chain(other).collect()
    }

    fn heading(&self, report: &Report, documents: &[Document], scope: &[usize]) -> String {
        let bold = anstyle::Style::new().bold();
        let name = |&number: &usize| {
            let document = &documents[number];
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
        let related = |one: usize, other: usize| {
            report.relations.iter().find(|relation| {
                relation.a == documents[one].path() && relation.b == documents[other].path()
            })
        };
        let relation = related(*a, *b).or_else(|| related(*b, *a));
        let (arrow, verdict) = match relation {
            Some(relation) if relation.relation == "translation" => {
                ("→", format!("\n{}", relation.evidence.join("; ")))
            }
            Some(relation) if relation.relation == "related" => (
                "~",
                format!(
                    "\nrelated, not versions of one text: what only one of them says is no drift ({})",
                    relation.evidence.join("; ")
                ),
            ),
            Some(relation) => ("≠", format!("\n{}", relation.evidence.join("; "))),
            None => ("→", String::new()),
        };
        format!("{bold}{} {arrow} {}{bold:#}{verdict}", name(a), name(b))
    }

    fn finding(&self, finding: &Finding, documents: &[Document]) -> String {
        let level = match finding.severity {
            Severity::Critical | Severity::Major => Level::ERROR,
            Severity::Minor => Level::WARNING,
            Severity::Neutral => Level::NOTE,
        };
        let mut shown: Vec<Shown<'_>> = Vec::new();
        for location in &finding.locations {
            let (number, span) = location.at;
            let document = &documents[number];
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
        let title = level
            .with_name(severity_name(finding.severity))
            .primary_title(self.title(finding))
            .id(finding.rule);
        let group = title.elements(shown.iter().map(Shown::snippet));
        Renderer::styled()
            .decor_style(DecorStyle::Unicode)
            .term_width(self.width)
            .render(&[group])
    }

    fn title(&self, finding: &Finding) -> String {
        let odd = match &finding.odd_one_out {
            Some(DocumentId::Name(path)) => format!(" (the odd one out: {path})"),
            Some(DocumentId::Number(number)) => format!(" (the odd one out: version {number})"),
            None => String::new(),
        };
        let origin = match finding.origin {
            Some(Origin::Inherited) => " [inherited from the source]",
            Some(Origin::Source) => " [in the source only]",
            Some(Origin::Introduced) | None => "",
        };
        format!("{}{odd}{origin}", finding.message)
    }
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

/// The last line: counts for each severity, and how much was aligned.
fn summary(report: &Report) -> String {
    let counts: Vec<_> = SEVERITIES
        .iter()
        .filter_map(|(_, name)| {
            report
                .summary
                .findings
                .get(name)
                .filter(|&&count| count > 0)
                .map(|count| format!("{count} {name}"))
        })
        .collect();
    let total: usize = report.summary.findings.values().sum();
    let mut line = match (total, counts.as_slice()) {
        (0, _) => "no findings".to_owned(),
        (_, [one]) => format!("{one} {}", plural(total, "finding")),
        (_, counts) => format!("{total} findings: {}", counts.join(", ")),
    };
    let _ = write!(
        line,
        "; {}",
        plural_count(report.documents.len(), "document")
    );
    let passages = report.summary.passages;
    if passages.of > 0 {
        let _ = write!(
            line,
            ", {} of {} passages of the versions aligned ({} %)",
            passages.aligned,
            passages.of,
            passages.aligned * 100 / passages.of
        );
    }
    line
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 {
        word.to_owned()
    } else {
        format!("{word}s")
    }
}

fn plural_count(count: usize, word: &str) -> String {
    format!("{count} {}", plural(count, word))
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
    let alone: Vec<_> = report
        .documents
        .iter()
        .filter(|document| {
            !report
                .relations
                .iter()
                .any(|relation| relation.a == document.path || relation.b == document.path)
        })
        .collect();
    for document in alone {
        writeln!(out, "{:<11}       {}", "unrelated", document.path)?;
    }
    for notice in &report.notices {
        let about = notice
            .path
            .as_ref()
            .map_or(String::new(), |path| format!("{path}: "));
        writeln!(out, "note: {about}{}", notice.message)?;
    }
    Ok(())
}
