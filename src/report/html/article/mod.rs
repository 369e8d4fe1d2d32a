//! The page of one article: its versions side by side, what was found, the picture of the alignment, the rules.

mod texts;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};
use serde::Serialize;

use texts::{Texts, beads};

use super::chart;
use super::frame::{self, plain, prose};
use super::help::help;
use super::manual::manual;
use super::marks::Mark;
use super::picture::{Tick, picture};
use super::row::Counts;
use super::rows::{rows, rows_alone};
use super::view::{ArticleView, PageKind, PairView, language_name, paths};
use super::words::{
    comment, direction, grouped, origin_words, percent, row_id, short_name, tag, where_it_is,
};
use crate::checks::{CHECKS, Meta};
use crate::document::Document;
use crate::report::{DocumentId, Finding, Location, SEVERITIES, severity_name};
use crate::text::real;

/// The page of an article, of two related documents or of one alone.
pub fn article_page(view: &ArticleView<'_>) -> String {
    let page = Page::new(view);
    let sections: Vec<Markup> = page.sections();
    let title = &view.title;
    let body = html! {
        main #main.article {
            (page.head())
            @if view.pairs.len() > 1 { (page.tabs()) }
            div.work.alone[view.kind == PageKind::Document] {
                div.sections {
                    @for section in &sections { (section) }
                }
                @if view.kind != PageKind::Related || !view.findings.is_empty() { (page.panel()) }
            }
            (page.rules())
        }
        (help())
    };
    let home = view.home.then_some("../index.html");
    frame::page(
        frame::Kind::Article,
        title,
        view.tool,
        home,
        &page.data(),
        &body,
    )
}

/// What the page's script is given.
#[derive(Serialize)]
struct Data<'a> {
    page: &'a str,
    findings: Vec<FindingData<'a>>,
}

#[derive(Serialize)]
struct FindingData<'a> {
    rule: &'a str,
    severity: &'static str,
    fingerprint: &'a str,
    documents: Vec<&'a str>,
    message: &'a str,
    /// The pairs it is seen in, by number of the target; empty where in every one.
    tabs: Vec<usize>,
    comment: String,
}

/// A page on its way.
struct Page<'a> {
    view: &'a ArticleView<'a>,
    /// What is highlighted in each version.
    marks: Vec<Vec<Mark>>,
    /// Whether the language alone says which version is meant.
    tags_differ: bool,
    /// The places that stand in the text and can be linked to.
    anchored: RefCell<BTreeSet<(usize, usize)>>,
}

impl<'a> Page<'a> {
    fn new(view: &'a ArticleView<'a>) -> Self {
        let mut marks = vec![Vec::new(); view.versions.len()];
        for (number, finding) in view.findings.iter().enumerate() {
            for (place, location) in finding.locations.iter().enumerate() {
                if let Some(version) = view.version_of(location.at.0) {
                    marks[version].push(Mark::new(
                        location.at.1,
                        view.versions[version].text(),
                        number + 1,
                        place + 1,
                        finding.severity,
                    ));
                }
            }
        }
        let tags: BTreeSet<String> = view
            .versions
            .iter()
            .map(|version| short_name(version))
            .collect();
        Self {
            view,
            marks,
            tags_differ: tags.len() == view.versions.len(),
            anchored: RefCell::default(),
        }
    }

    fn data(&self) -> Data<'_> {
        let findings = self.view.findings.iter();
        Data {
            page: &self.view.name,
            findings: findings
                .map(|finding| FindingData {
                    rule: finding.rule,
                    severity: severity_name(finding.severity),
                    fingerprint: &finding.fingerprint,
                    documents: paths(finding),
                    message: &finding.message,
                    tabs: self.tabs_of(finding),
                    comment: comment(finding),
                })
                .collect(),
        }
    }

    /// The targets a finding has places in; none where it is about the source alone, and so about every pair.
    fn tabs_of(&self, finding: &Finding) -> Vec<usize> {
        let versions = finding
            .locations
            .iter()
            .filter_map(|location| self.view.version_of(location.at.0));
        let targets: BTreeSet<usize> = versions.filter(|&version| version > 0).collect();
        targets.into_iter().collect()
    }

    fn head(&self) -> Markup {
        let view = self.view;
        let mut counts = Counts::default();
        view.findings
            .iter()
            .for_each(|finding| counts.add(finding.severity));
        let about = match view.kind {
            PageKind::Article => "Article",
            PageKind::Related => "Related texts, not versions of one",
            PageKind::Document => "A text by itself",
        };
        html! {
            header.head {
                p.kicker { (about) }
                @match (view.kind, view.versions.as_slice()) {
                    (PageKind::Related, _) | (_, []) => h1 { (view.title) },
                    (_, [first, ..]) => h1 lang=[tag(first)] dir=(direction(first)) { (view.title) },
                }
                ul.versions {
                    @for (number, version) in view.versions.iter().enumerate() {
                        li {
                            b { (language_name(version)) }
                            @if number == 0 && view.kind == PageKind::Article { " (source)" }
                            " " bdi.path { (plain(version.path())) }
                            span.words { " " (grouped(version.words())) " words" }
                        }
                    }
                }
                @if view.kind == PageKind::Related {
                    p.note {
                        "These two tell of the same matter in different texts. What they share is lined up below; what \
                         only one of them says is no drift."
                    }
                }
                @if view.kind != PageKind::Related || !view.findings.is_empty() {
                    div.tally {
                        (chart::counts(&counts))
                        @if view.kind == PageKind::Article {
                            p.figure { (view.penalty()) " penalty points per 1000 words" span.hint { " (MQM weights, for information)" } }
                        }
                    }
                }
                @for notice in &view.notices {
                    p.notice {
                        b { @if notice.trouble { "Could not check: " } @else { "Note: " } }
                        @if let Some(path) = &notice.path { bdi.path { (plain(path)) } ": " }
                        (plain(&notice.message))
                    }
                }
                @for pair in &view.pairs {
                    @if let Some(relation) = pair.relation {
                        p.evidence {
                            @if view.pairs.len() > 1 { b { (language_name(view.versions[pair.target])) ": " } }
                            (plain(&relation.evidence.join("; "))) "."
                        }
                    }
                }
            }
        }
    }

    /// With three versions or more: which of them stands beside the source.
    fn tabs(&self) -> Markup {
        html! {
            nav.tabs aria-label="Versions" {
                span.tabs-label { (language_name(self.view.versions[0])) " beside" }
                ul {
                    @for pair in &self.view.pairs {
                        @let version = self.view.versions[pair.target];
                        @let count = self.view.findings.iter().filter(|finding| {
                            let tabs = self.tabs_of(finding);
                            tabs.is_empty() || tabs.contains(&pair.target)
                        }).count();
                        li {
                            a href={ "#v" (pair.target) } data-tab=(pair.target) {
                                (language_name(version))
                                " " span.tab-count { (count) span.unseen { " findings" } }
                            }
                        }
                    }
                }
            }
        }
    }

    fn sections(&self) -> Vec<Markup> {
        let view = self.view;
        if view.pairs.is_empty() {
            return view
                .versions
                .first()
                .map(|version| self.alone(version))
                .into_iter()
                .collect();
        }
        view.pairs.iter().map(|&pair| self.pair(pair)).collect()
    }

    fn alone(&self, document: &Document) -> Markup {
        let rows = rows_alone(document);
        let text = Texts::new(self, [0, 0], None, [&[], &[]]);
        html! {
            section.pair.single #v0 aria-label="Text" {
                div.rows {
                    @for (number, row) in rows.iter().enumerate() {
                        (text.row(row, &row_id(0, number)))
                    }
                }
            }
        }
    }

    fn pair(&self, pair: PairView<'_>) -> Markup {
        let view = self.view;
        let documents = [view.versions[0], view.versions[pair.target]];
        let rows = rows(documents[0], documents[1], pair.passages);
        let beads = pair.segments.map_or([Vec::new(), Vec::new()], |segments| {
            [
                beads(documents[0], segments, 0),
                beads(documents[1], segments, 1),
            ]
        });
        let ticks = |side: usize, block: usize| {
            let span = documents[side].blocks()[block].span;
            let marks = &self.marks[if side == 0 { 0 } else { pair.target }];
            let share = |at: usize| {
                let at = at.clamp(span.start(), span.end()) - span.start();
                real(at) / real(span.len().max(1))
            };
            let here = marks.iter().filter(|mark| mark.span.overlaps(span));
            let mut ticks: Vec<Tick> = here
                .map(|mark| Tick {
                    reach: (share(mark.span.start()), share(mark.span.end())),
                    severity: mark.severity,
                })
                .collect();
            ticks.sort_by_key(|tick| tick.severity);
            ticks
        };
        let text = Texts::new(
            self,
            [0, pair.target],
            Some(pair.target),
            [&beads[0], &beads[1]],
        );
        let id = |number: usize| row_id(pair.target, number);
        let related = view.kind == PageKind::Related;
        html! {
            section.pair #{ "v" (pair.target) } data-pair=(pair.target)
                aria-label={ (language_name(documents[0])) " and " (language_name(documents[1])) } {
                (picture(view, pair, &rows, &ticks, &id))
                div.rows {
                    div.row.heads {
                        @for document in documents {
                            p.cell { b { (language_name(document)) } " " bdi.path { (plain(document.path())) } }
                        }
                    }
                    @if related {
                        (text.related(&rows, &id))
                    } @else {
                        @for (number, row) in rows.iter().enumerate() { (text.row(row, &id(number))) }
                    }
                }
            }
        }
    }

    fn panel(&self) -> Markup {
        let view = self.view;
        let mut by_rule: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &view.findings {
            *by_rule.entry(finding.rule).or_default() += 1;
        }
        html! {
            aside.panel aria-label="Findings" {
                h2 { "Findings" }
                @if view.findings.is_empty() {
                    p.none { "Nothing was found." }
                } @else {
                    div.tools.needs-js {
                        label { span.unseen { "Severity" }
                            select #by-severity {
                                option value="" { "Every severity" }
                                @for (severity, name) in SEVERITIES {
                                    @let count = view.count(severity);
                                    @if count > 0 { option value=(name) { (name) " (" (count) ")" } }
                                }
                            }
                        }
                        label { span.unseen { "Rule" }
                            select #by-rule {
                                option value="" { "Every rule" }
                                @for (rule, count) in &by_rule { option value=(rule) { (rule) " (" (count) ")" } }
                            }
                        }
                        label.check { input #dismissed-too type="checkbox"; " Show dismissed" }
                    }
                    div.steps.needs-js role="group" aria-label="Walk through the findings" {
                        button #previous type="button" aria-keyshortcuts="k" { span aria-hidden="true" { "←" } " Previous" }
                        p #position role="status" {}
                        button #next type="button" aria-keyshortcuts="j" { "Next " span aria-hidden="true" { "→" } }
                        p #current {}
                    }
                    ol.findings {
                        @for (number, finding) in view.findings.iter().enumerate() { (self.finding(number + 1, finding)) }
                    }
                    div.tools.end.needs-js {
                        button #export type="button" disabled { "Export dismissals" }
                        button.quiet #help-button type="button" { "Keyboard and help" }
                    }
                    p.said #said role="status" {}
                }
            }
        }
    }

    fn finding(&self, number: usize, finding: &Finding) -> Markup {
        let anchored = self.anchored.borrow();
        let odd = match &finding.odd_one_out {
            Some(DocumentId::Name(path)) if self.view.versions.len() > 2 => Some(path),
            Some(_) | None => None,
        };
        html! {
            li.finding.(severity_name(finding.severity)) #{ "f" (number) } tabindex="-1" {
                h3 {
                    span.number { (number) }
                    (chart::severity(finding.severity))
                    span.rule { (finding.rule) }
                }
                p.message { (plain(&finding.message)) }
                @if let Some(origin) = finding.origin { p.origin { (origin_words(origin)) } }
                @if let Some(path) = odd {
                    p.origin { "The odd one out: " bdi.path { (plain(path)) } }
                }
                ul.quotes {
                    @for (place, location) in finding.locations.iter().enumerate() {
                        li { (self.quote(number, place + 1, location, &anchored)) }
                    }
                }
                p.confidence { "Confidence " (percent(finding.confidence)) }
                div.actions {
                    button.quiet.needs-js data-do="copy" type="button" { "Copy as comment" }
                    button.quiet.needs-js data-do="dismiss" type="button" aria-expanded="false" { "Dismiss" }
                    a.quiet data-do="explain" href={ "#rule-" (finding.rule) } { "About this rule" }
                }
            }
        }
    }

    fn quote(
        &self,
        number: usize,
        place: usize,
        location: &Location,
        anchored: &BTreeSet<(usize, usize)>,
    ) -> Markup {
        let document = self
            .view
            .version_of(location.at.0)
            .map(|version| self.view.versions[version]);
        let label = html! {
            @if let Some(document) = document {
                b { (short_name(document)) } " "
                @if self.tags_differ { span.path { (location.line) ":" (location.column) } }
                @else { bdi.path { (plain(&where_it_is(location))) } }
            } @else {
                bdi.path { (plain(&where_it_is(location))) }
            }
        };
        html! {
            p.place {
                @if anchored.contains(&(number, place)) {
                    a href={ "#m" (number) "-" (place) } data-go={ (number) "-" (place) } title=(plain(&where_it_is(location))) { (label) }
                } @else {
                    (label)
                }
            }
            @if !location.text.is_empty() {
                blockquote lang=[document.and_then(tag)] dir=(document.map_or("auto", direction)) { p { (prose(&location.text)) } }
            }
        }
    }

    /// The manual pages of the rules on this page.
    fn rules(&self) -> Markup {
        let names: BTreeSet<&str> = self
            .view
            .findings
            .iter()
            .map(|finding| finding.rule)
            .collect();
        let rules: Vec<&Meta> = CHECKS
            .iter()
            .map(|check| check.meta())
            .filter(|meta| names.contains(meta.name))
            .collect();
        html! {
            @if !rules.is_empty() {
                section.rules aria-labelledby="rules" {
                    h2 #rules { "The rules behind these findings" }
                    @for meta in rules {
                        details #{ "rule-" (meta.name) } {
                            summary { b { (meta.name) } " " span { (meta.summary()) } }
                            div.manual { (manual(meta)) }
                        }
                    }
                }
            }
        }
    }
}
