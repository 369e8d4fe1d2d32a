//! The index: what the run found over all, and a line for each page.

use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde::Serialize;

use super::chart;
use super::frame::{self, plain};
use super::row::{Counts, IndexRow};
use super::view::PageKind;
use super::words::grouped;
use crate::checks::Severity;
use crate::language::Language;
use crate::report::{Notice, Report, SEVERITIES, Suppressed, Tool, severity_name};
use crate::text::plural;
use crate::text::real;

/// What the index says beside its rows.
#[derive(Debug, Clone)]
pub struct Overview<'a> {
    /// Who wrote it.
    pub tool: Tool,
    /// What the person should know about the run.
    pub notices: &'a [Notice],
    /// Findings left out on purpose.
    pub suppressed: BTreeMap<Suppressed, usize>,
}

impl<'a> Overview<'a> {
    /// That of a report.
    pub fn new(report: &'a Report) -> Self {
        Self {
            tool: report.tool,
            notices: &report.notices,
            suppressed: report.summary.suppressed.clone(),
        }
    }
}

/// What the page's script is given: the pages, whose dismissals it can gather.
#[derive(Serialize)]
struct Data<'a> {
    pages: Vec<&'a str>,
}

/// The index page. The rows are printed in the order given, those of one kind together.
pub fn index_page(rows: &[IndexRow], overview: &Overview<'_>) -> String {
    let of = |kind: PageKind| {
        rows.iter()
            .filter(|row| row.kind == kind)
            .collect::<Vec<_>>()
    };
    let (articles, related, alone) = (
        of(PageKind::Article),
        of(PageKind::Related),
        of(PageKind::Document),
    );
    let totals = Totals::new(rows);
    let title = match articles.len() {
        0 => plural(totals.documents, "document"),
        count => plural(count, "article"),
    };
    let body = html! {
        main #main.index {
            header.head {
                p.kicker { "Report" }
                h1 { (totals.headline(articles.len(), alone.len())) }
                (totals.facts(articles.len(), overview))
            }
            @if !overview.notices.is_empty() { (notices(overview.notices)) }
            @if totals.counts.total() > 0 { (totals.charts()) }
            (filters(rows))
            @if !articles.is_empty() { (table("Articles", "articles", &articles, true)) }
            @if !alone.is_empty() {
                (table("Documents alone", "alone", &alone, false))
            }
            @if !related.is_empty() { (related_texts(&related)) }
        }
    };
    let pages = rows.iter().map(|row| {
        row.link
            .trim_start_matches("pages/")
            .trim_end_matches(".html")
    });
    let data = Data {
        pages: pages.collect(),
    };
    frame::page(
        frame::Kind::Index,
        &title,
        overview.tool,
        None,
        &data,
        &body,
    )
}

/// What the rows come to.
struct Totals<'a> {
    counts: Counts,
    by_rule: BTreeMap<&'a str, Counts>,
    by_language: BTreeMap<&'a str, Counts>,
    documents: usize,
    words: usize,
    aligned: usize,
    passages: usize,
}

impl<'a> Totals<'a> {
    fn new(rows: &'a [IndexRow]) -> Self {
        let mut totals = Self {
            counts: Counts::default(),
            by_rule: BTreeMap::new(),
            by_language: BTreeMap::new(),
            documents: 0,
            words: 0,
            aligned: 0,
            passages: 0,
        };
        let mut seen = BTreeSet::new();
        for row in rows {
            totals.counts.join(&row.findings);
            for (rule, counts) in &row.by_rule {
                totals.by_rule.entry(rule).or_default().join(counts);
            }
            for (language, counts) in &row.by_language {
                totals.by_language.entry(language).or_default().join(counts);
            }
            // A document that another is related to has a page of its own as well.
            for version in row.versions.iter().filter(|it| seen.insert(&it.path)) {
                totals.documents += 1;
                totals.words += version.words;
            }
            if row.kind == PageKind::Article {
                totals.aligned += row.aligned;
                totals.passages += row.passages;
            }
        }
        totals
    }

    fn headline(&self, articles: usize, alone: usize) -> String {
        let findings = match self.counts.total() {
            0 => "No findings".to_owned(),
            count => plural(count, "finding"),
        };
        let articles = (articles > 0).then(|| plural(articles, "article"));
        let alone = (alone > 0).then(|| {
            let documents = plural(alone, "document");
            match articles {
                Some(_) => format!("{documents} alone"),
                None => documents,
            }
        });
        let mut what: Vec<String> = articles.into_iter().chain(alone).collect();
        match self.documents {
            0 => return "Nothing was read".to_owned(),
            documents if what.is_empty() => what.push(plural(documents, "document")),
            _ => {}
        }
        format!("{findings} in {}", what.join(" and "))
    }

    fn facts(&self, articles: usize, overview: &Overview<'_>) -> Markup {
        let suppressed = overview.suppressed.iter();
        html! {
            dl.facts {
                @for (severity, name) in SEVERITIES {
                    @if severity != Severity::Critical || self.counts.critical > 0 {
                        div.(name) { dt { (chart::severity(severity)) } dd { (grouped(self.counts.of(severity))) } }
                    }
                }
                div { dt { "documents" } dd { (grouped(self.documents)) } }
                div { dt { "words" } dd { (grouped(self.words)) } }
                @if articles > 0 && self.passages > 0 {
                    div { dt { "passages matched" } dd { (self.aligned * 100 / self.passages) " %" } }
                }
            }
            @for (by, &count) in suppressed {
                p.hint { (plural(count, "finding")) " left out: " (suppressed_words(*by)) "." }
            }
        }
    }

    fn charts(&self) -> Markup {
        let mut rules: Vec<(&str, Counts)> = self
            .by_rule
            .iter()
            .map(|(&rule, &counts)| (rule, counts))
            .collect();
        rules.sort_by_key(|(_, counts)| std::cmp::Reverse(counts.total()));
        let languages: Vec<(&str, Counts)> = self
            .by_language
            .iter()
            .map(|(&language, &counts)| (language, counts))
            .collect();
        html! {
            section.charts aria-label="Findings by rule and by language" {
                (chart::bars("By rule", "Rule", &rules, &|rule| html! { code { (rule) } }))
                (chart::bars("By language", "Text to mend in", &languages, &|tag| html! { (language(tag)) }))
            }
        }
    }
}

fn notices(notices: &[Notice]) -> Markup {
    html! {
        section.notices aria-labelledby="notices" {
            h2 #notices { "Notices" }
            ul {
                @for notice in notices {
                    li.trouble[notice.trouble] {
                        @if notice.trouble { b { "Could not check: " } }
                        @if let Some(path) = &notice.path { bdi.path { (plain(path)) } ": " }
                        (plain(&notice.message))
                    }
                }
            }
        }
    }
}

/// What narrows the tables; the script does.
fn filters(rows: &[IndexRow]) -> Markup {
    let versions = rows.iter().flat_map(|row| &row.versions);
    let languages: BTreeSet<&str> = versions
        .filter_map(|version| version.language.as_deref())
        .collect();
    html! {
        div.filters.needs-js role="search" {
            label { span { "Find" } input #find type="search" autocomplete="off" placeholder="Title or path"; }
            label { span { "Language" }
                select #by-language {
                    option value="" { "Every language" }
                    @for tag in languages { option value=(tag) { (language(tag)) } }
                }
            }
            label { span { "Findings" }
                select #by-severity {
                    option value="" { "Any or none" }
                    @for (_, name) in SEVERITIES { option value=(name) { (at_least(name)) } }
                }
            }
            p #shown role="status" {}
            button.quiet #export-all type="button" hidden { "Export all dismissals" }
        }
    }
}

/// One severity and graver ones, as a choice.
fn at_least(name: &str) -> String {
    match name {
        "critical" => "critical".to_owned(),
        "neutral" => "at least one".to_owned(),
        name => format!("{name} or graver"),
    }
}

fn table(title: &str, id: &str, rows: &[&IndexRow], versions: bool) -> Markup {
    let critical = rows.iter().any(|row| row.findings.critical > 0);
    let levels: Vec<Severity> = SEVERITIES
        .iter()
        .map(|&(severity, _)| severity)
        .filter(|&severity| critical || severity != Severity::Critical)
        .collect();
    html! {
        section.list aria-labelledby=(id) {
            h2 #(id) { (title) " " span.count { (rows.len()) } }
            table.pages data-sortable role="table" aria-labelledby=(id) {
                thead role="rowgroup" {
                    tr role="row" {
                        (header("Title", "text"))
                        (header(if versions { "Languages" } else { "Language" }, "text"))
                        (header("Words", "number"))
                        @for &severity in &levels { (header(severity_name(severity), "number")) }
                        @if versions {
                            (header("Matched", "number"))
                            (header("Penalty", "number"))
                        }
                    }
                }
                tbody role="rowgroup" {
                    @for row in rows { (line(row, &levels, versions)) }
                }
            }
            @if versions {
                p.hint {
                    "Matched: passages of the versions that stand for passages of the source. Penalty: points per 1000 words \
                     by MQM weights (minor 1, major 5, critical 25), for information."
                }
            }
        }
    }
}

fn header(name: &str, kind: &str) -> Markup {
    html! {
        th.figure[kind == "number"] scope="col" role="columnheader" data-kind=(kind) {
            // The script makes it a button; without it there is nothing to press.
            (first_upper(name))
        }
    }
}

fn first_upper(name: &str) -> String {
    let mut chars = name.chars();
    let first = chars.next().map(|first| first.to_ascii_uppercase());
    first.into_iter().chain(chars).collect()
}

/// The names of the severities that a page has findings of.
fn severities(row: &IndexRow) -> Vec<&'static str> {
    let found = SEVERITIES
        .iter()
        .filter(|(severity, _)| row.findings.of(*severity) > 0);
    found.map(|&(_, name)| name).collect()
}

fn line(row: &IndexRow, levels: &[Severity], versions: bool) -> Markup {
    let languages: Vec<&str> = row
        .versions
        .iter()
        .map(|version| version.language.as_deref().unwrap_or("?"))
        .collect();
    let severities = severities(row);
    let share = if row.passages == 0 {
        0.0
    } else {
        real(row.aligned) * 100.0 / real(row.passages)
    };
    let first = row.versions.first();
    html! {
        tr role="row" data-languages=(languages.join(" ")) data-severities=(severities.join(" ")) {
            th.title scope="row" role="rowheader" data-value=(plain(&row.title)) {
                a href=(row.link) lang=[first.and_then(|version| version.language.as_deref())] dir="auto" { (plain(&row.title)) }
                ul.paths { @for version in &row.versions { li { bdi { (plain(&version.path)) } } } }
            }
            td role="cell" data-label="Languages" data-value=(languages.join(" ")) {
                span.tags { @for (number, version) in row.versions.iter().enumerate() {
                    @if number > 0 { span.arrow aria-hidden="true" { " → " } }
                    @let tag = version.language.as_deref().unwrap_or_default();
                    abbr title=(language(tag)) { (if tag.is_empty() { "?" } else { tag }) }
                    " "
                } }
            }
            td.figure role="cell" data-label="Words" data-value=(row.words) { (grouped(row.words)) }
            @for &severity in levels {
                @let count = row.findings.of(severity);
                td.figure.zero[count == 0].(severity_name(severity)) role="cell" data-label=(first_upper(severity_name(severity))) data-value=(count) {
                    (count)
                }
            }
            @if versions {
                td.figure role="cell" data-label="Matched" data-value=(format!("{share:.2}")) {
                    (format!("{:.0} %", share.floor()))
                    svg.cover viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" {
                        rect.ground width="100" height="4" {}
                        rect.filled width=(format!("{share:.1}")) height="4" {}
                    }
                }
                td.figure role="cell" data-label="Penalty" data-value=(row.penalty) { (format!("{:.1}", row.penalty)) }
            }
        }
    }
}

fn related_texts(rows: &[&IndexRow]) -> Markup {
    html! {
        section.list aria-labelledby="related" {
            h2 #related { "Related, not versions of one text " span.count { (rows.len()) } }
            p.hint { "What only one of them says is no drift. Their pages show what they share." }
            ul.related {
                @for row in rows {
                    @let languages: Vec<&str> = row.versions.iter().filter_map(|version| version.language.as_deref()).collect();
                    li data-languages=(languages.join(" ")) data-severities=(severities(row).join(" ")) {
                        a href=(row.link) {
                            @for (number, version) in row.versions.iter().enumerate() {
                                @if number > 0 { " ~ " }
                                bdi { (plain(&version.path)) }
                            }
                        }
                        @if row.findings.total() > 0 { div.tally { (chart::counts(&row.findings)) } }
                        p.hint { (plain(&row.evidence.join("; "))) "." }
                    }
                }
            }
        }
    }
}

fn suppressed_words(by: Suppressed) -> &'static str {
    match by {
        Suppressed::Comment => "comments in the documents",
        Suppressed::Configuration => "the configuration",
        Suppressed::Baseline => "known or dismissed before (baseline)",
        Suppressed::Unchanged => "in passages that were not touched",
    }
}

fn language(tag: &str) -> String {
    Language::new(tag).map_or_else(|| "not known".to_owned(), crate::language::name)
}
