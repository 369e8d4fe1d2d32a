//! The page of one article: its versions side by side, what was found, the picture of the alignment, the rules.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use maud::{Markup, html};
use serde::Serialize;

use super::chart;
use super::frame::{self, plain, prose};
use super::manual::manual;
use super::marks::{Look, Mark, Piece, pieces};
use super::picture::{Tick, picture};
use super::row::Counts;
use super::rows::{Bead, Row, is_shown, rows, rows_alone};
use super::view::{ArticleView, PageKind, PairView, language_name, paths};
use crate::align::real;
use crate::checks::{CHECKS, Meta, Origin, Severity};
use crate::document::{Block, BlockKind, Document};
use crate::language::Language;
use crate::report::{AlignmentEntry, DocumentId, Finding, Location, SEVERITIES, severity_name};

/// Languages written from right to left.
const RIGHT_TO_LEFT: [&str; 12] = [
    "ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi",
];

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

/// Writes the texts of one section.
struct Texts<'a> {
    page: &'a Page<'a>,
    /// The version on each side.
    sides: [usize; 2],
    /// The target, where there are two sides.
    target: Option<usize>,
    /// The bead that each segment of each side is in.
    beads: [&'a [Option<usize>]; 2],
    /// The places that have their number in this section.
    ended: RefCell<BTreeSet<(usize, usize)>>,
}

impl<'a> Texts<'a> {
    fn new(
        page: &'a Page<'a>,
        sides: [usize; 2],
        target: Option<usize>,
        beads: [&'a [Option<usize>]; 2],
    ) -> Self {
        Self {
            page,
            sides,
            target,
            beads,
            ended: RefCell::default(),
        }
    }

    fn document(&self, side: usize) -> &'a Document {
        self.page.view.versions[self.sides[side]]
    }

    fn row(&self, row: &Row, id: &str) -> Markup {
        match row {
            Row::Bead(bead) => self.bead(bead, id),
            Row::Aside { sides } => self.aside(sides, id),
        }
    }

    fn bead(&self, bead: &Bead, id: &str) -> Markup {
        let gap = bead.score.is_none() && self.target.is_some();
        html! {
            div.row.gap[gap].moved[bead.moved] #(id) {
                @if bead.moved {
                    p.row-note { "Moved: it stands elsewhere in the " (language_name(self.document(1))) " text" }
                }
                @if bead.score.is_some_and(|score| score < 0.4) {
                    p.row-note { "Matched with little confidence" }
                }
                @for side in self.shown_sides() {
                    @if bead.sides[side].is_empty() {
                        p.cell.empty { "Nothing stands for this in the " (language_name(self.document(side))) " text" }
                    } @else {
                        (self.cell(side, &bead.sides[side]))
                    }
                }
            }
        }
    }

    /// What is not compared: code where it stands, the rest folded away.
    fn aside(&self, sides: &[Vec<usize>; 2], id: &str) -> Markup {
        let split = |shown: bool| {
            [0, 1].map(|side| {
                let blocks = self.document(side).blocks();
                let wanted = sides[side]
                    .iter()
                    .copied()
                    .filter(|&block| is_shown(blocks[block].kind) == shown);
                wanted.collect::<Vec<usize>>()
            })
        };
        let (shown, folded) = (split(true), split(false));
        let count = folded[0].len() + folded[1].len();
        html! {
            div.asides #(id) {
                @if shown.iter().any(|side| !side.is_empty()) { (self.cells(&shown, "row aside")) }
                @if count > 0 {
                    details.folded {
                        summary { "Not compared: " (self.kinds(&folded)) }
                        (self.cells(&folded, "row aside"))
                    }
                }
            }
        }
    }

    /// Two related texts: what they share in rows, what stands between folded away.
    fn related(&self, rows: &[Row], id: &dyn Fn(usize) -> String) -> Markup {
        let mut groups: Vec<(usize, Vec<&Row>)> = Vec::new();
        for (number, row) in rows.iter().enumerate() {
            let shared = matches!(row, Row::Bead(bead) if bead.score.is_some());
            match groups.last_mut() {
                Some((_, rows)) if !shared && !is_shared(rows) => rows.push(row),
                Some(_) | None => groups.push((number, vec![row])),
            }
        }
        html! {
            @for (number, rows) in &groups {
                @if let ([Row::Bead(bead)], true) = (rows.as_slice(), is_shared(rows)) {
                    (self.bead(bead, &id(*number)))
                } @else {
                    @let sides = gather(rows);
                    details.folded.only #(id(*number)) {
                        summary { "Only in one of them: " (self.passages(&sides)) }
                        (self.cells(&sides, "row aside"))
                    }
                }
            }
        }
    }

    fn passages(&self, sides: &[Vec<usize>; 2]) -> String {
        let side = |side: usize| {
            let blocks = self.document(side).blocks();
            let count = sides[side]
                .iter()
                .filter(|&&block| blocks[block].kind.is_passage())
                .count();
            (count > 0).then(|| {
                let language = language_name(self.document(side));
                format!("{} in {language}", plural(count, "passage"))
            })
        };
        let parts: Vec<String> = [side(0), side(1)].into_iter().flatten().collect();
        if parts.is_empty() {
            "page furniture".to_owned()
        } else {
            parts.join(", ")
        }
    }

    fn kinds(&self, sides: &[Vec<usize>; 2]) -> String {
        let blocks = [0, 1].map(|side| {
            let document = self.document(side);
            sides[side]
                .iter()
                .map(|&block| aside_name(document.blocks()[block].kind))
        });
        let names: BTreeSet<&str> = blocks.into_iter().flatten().collect();
        names.into_iter().collect::<Vec<_>>().join(", ")
    }

    fn cells(&self, sides: &[Vec<usize>; 2], class: &str) -> Markup {
        html! {
            div class=(class) {
                @for side in self.shown_sides() {
                    @if sides[side].is_empty() { div.cell.blank {} } @else { (self.cell(side, &sides[side])) }
                }
            }
        }
    }

    fn shown_sides(&self) -> std::ops::Range<usize> {
        if self.target.is_some() { 0..2 } else { 0..1 }
    }

    fn cell(&self, side: usize, blocks: &[usize]) -> Markup {
        let document = self.document(side);
        html! {
            div.cell lang=[tag(document)] dir=(direction(document)) {
                @for &number in blocks {
                    @let block = &document.blocks()[number];
                    @let other = block.language.map(|language| language.to_string());
                    p.(block_class(block.kind)) lang=[other.as_deref()] dir=[block.language.map(direction_of)] {
                        @if block.kind.is_passage() {
                            span.folio lang="en" { span.tag { (short_name(document)) " " } (passage_number(document, number)) }
                        }
                        (self.text(side, block))
                    }
                }
            }
        }
    }

    /// The text of a block, sentence by sentence, with its highlights.
    fn text(&self, side: usize, block: &Block) -> Markup {
        let document = self.document(side);
        let segments = document
            .segments()
            .get(block.segments.clone())
            .unwrap_or_default();
        let cuts: Vec<usize> = segments
            .iter()
            .flat_map(|segment| [segment.span.start(), segment.span.end()])
            .collect();
        let marks = &self.page.marks[self.sides[side]];
        let pieces = pieces(block.span, &cuts, marks, &mut self.ended.borrow_mut());
        let mut runs: Vec<(Option<usize>, Vec<&Piece>)> = Vec::new();
        for piece in &pieces {
            let at = segments.partition_point(|segment| segment.span.end() <= piece.span.start());
            let inside = segments
                .get(at)
                .is_some_and(|segment| segment.span.contains(piece.span));
            let number = inside.then_some(block.segments.start + at);
            match runs.last_mut() {
                Some((last, run)) if *last == number => run.push(piece),
                Some(_) | None => runs.push((number, vec![piece])),
            }
        }
        let bead = |segment: Option<usize>| {
            segment.and_then(|number| self.beads[side].get(number).copied().flatten())
        };
        html! {
            @for (segment, run) in runs {
                @if let Some(bead) = bead(segment) {
                    span data-s=(bead) { @for piece in run { (self.piece(document, piece)) } }
                } @else {
                    @for piece in run { (self.piece(document, piece)) }
                }
            }
        }
    }

    fn piece(&self, document: &Document, piece: &Piece) -> Markup {
        let text = prose(piece.span.of(document.text()));
        let numbers: Vec<String> = piece.findings.iter().map(ToString::to_string).collect();
        html! {
            @if let Some(look) = piece.look {
                mark class=(look_class(look)) data-f=(numbers.join(" ")) { (text) }
            } @else {
                (text)
            }
            @for &(finding, place, severity) in &piece.ends { (self.reference(finding, place, severity)) }
        }
    }

    /// The number of a finding behind the words it is about, as a footnote has it.
    fn reference(&self, finding: usize, place: usize, severity: Severity) -> Markup {
        let first = self.page.anchored.borrow_mut().insert((finding, place));
        let id = if first {
            format!("m{finding}-{place}")
        } else {
            format!("m{finding}-{place}-{}", self.target.unwrap_or_default())
        };
        let rule = self.page.view.findings[finding - 1].rule;
        html! {
            a.ref.(severity_name(severity)) #(id) data-m={ (finding) "-" (place) } href={ "#f" (finding) }
                lang="en" dir="ltr" aria-label={ (finding) ": " (severity_name(severity)) " finding, " (rule) } { (finding) }
        }
    }
}

fn is_shared(rows: &[&Row]) -> bool {
    matches!(rows, [Row::Bead(bead)] if bead.score.is_some())
}

fn gather(rows: &[&Row]) -> [Vec<usize>; 2] {
    let mut all = [Vec::new(), Vec::new()];
    for row in rows {
        let (Row::Bead(Bead { sides, .. }) | Row::Aside { sides }) = row;
        for side in [0, 1] {
            all[side].extend(&sides[side]);
        }
    }
    all
}

/// The bead that each segment of a side is in; those that nothing stands for are in none.
fn beads(document: &Document, segments: &AlignmentEntry, side: usize) -> Vec<Option<usize>> {
    let numbers: BTreeMap<(usize, usize), usize> = document
        .segments()
        .iter()
        .enumerate()
        .map(|(number, segment)| {
            let bytes = document.place(segment.span).bytes;
            ((bytes.start(), bytes.end()), number)
        })
        .collect();
    let mut out = vec![None; document.segments().len()];
    for (bead, link) in segments.links.iter().enumerate() {
        let units = if side == 0 {
            &link.source
        } else {
            &link.target
        };
        for unit in units {
            if let Some(&number) = numbers.get(&(unit.start, unit.end)) {
                out[number] = Some(bead);
            }
        }
    }
    out
}

/// A finding as a person would write it into a review.
fn comment(finding: &Finding) -> String {
    let mut out = format!("**{}** ({}", finding.rule, severity_name(finding.severity));
    if let Some(origin) = finding.origin {
        out.push_str(", ");
        out.push_str(origin_words(origin));
    }
    out.push_str("): ");
    out.push_str(&plain(&finding.message));
    out.push('\n');
    for location in &finding.locations {
        out.push_str("\n- `");
        out.push_str(&plain(&where_it_is(location)));
        out.push_str("`: ");
        if location.text.is_empty() {
            out.push_str("(here)");
        } else {
            let _ = write!(out, "“{}”", prose(&location.text));
        }
    }
    out.push('\n');
    out
}

fn where_it_is(location: &Location) -> String {
    let document = match &location.document {
        DocumentId::Name(path) => path.clone(),
        DocumentId::Number(number) => format!("version {number}"),
    };
    format!("{document}:{}:{}", location.line, location.column)
}

fn origin_words(origin: Origin) -> &'static str {
    match origin {
        Origin::Introduced => "introduced in the translation",
        Origin::Inherited => "inherited from the source",
        Origin::Source => "in the source only",
    }
}

fn row_id(pair: usize, row: usize) -> String {
    format!("r{pair}-{row}")
}

fn passage_number(document: &Document, block: usize) -> usize {
    let before = document.blocks().get(..block).unwrap_or_default();
    1 + before
        .iter()
        .filter(|block| block.kind.is_passage())
        .count()
}

fn tag(document: &Document) -> Option<String> {
    let language = document.language().language;
    language.map(|language| language.to_string())
}

/// The tag as a label beside a text.
fn short_name(document: &Document) -> String {
    tag(document).map_or_else(|| "?".to_owned(), |tag| tag.to_uppercase())
}

fn direction(document: &Document) -> &'static str {
    document.language().language.map_or("auto", direction_of)
}

fn direction_of(language: Language) -> &'static str {
    if RIGHT_TO_LEFT.contains(&language.as_str()) {
        "rtl"
    } else {
        "ltr"
    }
}

fn look_class(look: Look) -> String {
    let severity = severity_name(look.severity);
    if look.wide {
        format!("{severity} wide")
    } else {
        severity.to_owned()
    }
}

fn block_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Heading(0 | 1) => "heading first",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Caption => "caption",
        BlockKind::ListItem => "item",
        BlockKind::TableRow => "table-row",
        BlockKind::Byline | BlockKind::Dateline => "byline",
        BlockKind::Code => "code",
        BlockKind::FrontMatter | BlockKind::Shortcode | BlockKind::Furniture => "furniture",
    }
}

fn aside_name(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::FrontMatter => "front matter",
        BlockKind::Shortcode => "tags of the publishing system",
        BlockKind::Code => "code",
        BlockKind::Furniture
        | BlockKind::Heading(_)
        | BlockKind::Paragraph
        | BlockKind::Caption
        | BlockKind::ListItem
        | BlockKind::TableRow
        | BlockKind::Byline
        | BlockKind::Dateline => "page furniture",
    }
}

pub(super) fn plural(count: usize, word: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {word}{ending}")
}

fn percent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}

/// A count with its thousands set apart.
pub(super) fn grouped(count: usize) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + 4);
    for (number, digit) in digits.chars().enumerate() {
        if number > 0 && (digits.len() - number).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn help() -> Markup {
    html! {
        dialog #help aria-labelledby="help-title" {
            h2 #help-title { "Keyboard and help" }
            dl {
                div { dt { kbd { "j" } " or " kbd { "n" } } dd { "next finding" } }
                div { dt { kbd { "k" } " or " kbd { "p" } } dd { "previous finding" } }
                div { dt { kbd { "c" } } dd { "copy the current finding as a comment" } }
                div { dt { kbd { "d" } } dd { "dismiss the current finding" } }
                div { dt { kbd { "?" } } dd { "open this help" } }
                div { dt { kbd { "Esc" } } dd { "close it" } }
            }
            p {
                label.check { input #keys type="checkbox" checked; " Single keys on" }
                " They rest while you write in a field. Screen readers use single letters themselves in reading mode; \
                 switch the keys off here if they get in the way. Every key has a button."
            }
            p {
                "A number behind a highlight leads to its finding, and a place in a finding leads back into the text. \
                 Point at a sentence to see which sentence it was compared with."
            }
            p {
                "In the picture a bar is a passage, as long as its text; ribbons join what stands for each other, paler where it is \
                 less sure, violet where it moved. Hatched bars have no counterpart, and lines in the bars are findings. Press \
                 on one to go there."
            }
            p {
                "Dismissals stay in this browser, where it lets pages keep anything. “Export dismissals” saves them as a \
                 baseline file: put it beside your other files as cotejo-baseline.json, or merge it into the one you have."
            }
            button #help-close type="button" { "Close" }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1419), "1,419");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn hebrew_reads_from_the_right() {
        let read = |tag| Language::new(tag).map(direction_of);
        assert_eq!((read("he"), read("es")), (Some("rtl"), Some("ltr")));
    }
}
