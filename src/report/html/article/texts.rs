//! The texts of one section of an article's page, side by side, with what was found marked in them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

use maud::{Markup, html};

use super::Page;
use crate::checks::Severity;
use crate::document::{Block, Document};
use crate::report::html::frame::prose;
use crate::report::html::marks::{Piece, pieces};
use crate::report::html::rows::{Bead, Row, is_shown};
use crate::report::html::view::language_name;
use crate::report::html::words::{
    aside_name, block_class, direction, direction_of, look_class, passage_number, short_name, tag,
};
use crate::report::{AlignmentEntry, severity_name};
use crate::text::plural;

/// Writes the texts of one section.
pub(super) struct Texts<'a> {
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
    pub(super) fn new(
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

    pub(super) fn row(&self, row: &Row, id: &str) -> Markup {
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
    pub(super) fn related(&self, rows: &[Row], id: &dyn Fn(usize) -> String) -> Markup {
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

pub(super) fn is_shared(rows: &[&Row]) -> bool {
    matches!(rows, [Row::Bead(bead)] if bead.score.is_some())
}

pub(super) fn gather(rows: &[&Row]) -> [Vec<usize>; 2] {
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
pub(super) fn beads(
    document: &Document,
    segments: &AlignmentEntry,
    side: usize,
) -> Vec<Option<usize>> {
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
