//! What is highlighted in a text. Findings overlap freely, elements cannot: a block is cut at every end of a highlight
//! and of a segment, and each piece knows all findings that cover it.

use std::collections::BTreeSet;

use crate::checks::Severity;
use crate::text::Span;

/// A place of a finding in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Mark {
    /// Where.
    pub(super) span: Span,
    /// The finding's number on the page, from 1.
    pub(super) finding: usize,
    /// The number of the place among the finding's, from 1.
    pub(super) place: usize,
    /// How grave.
    pub(super) severity: Severity,
    /// Whether it is so long that it is underlined only: a whole passage in colour cannot be read.
    pub(super) wide: bool,
}

/// A highlight longer than this many characters is wide.
const WIDE: usize = 150;

impl Mark {
    /// A place of finding `finding` in `text`.
    pub(super) fn new(
        span: Span,
        text: &str,
        finding: usize,
        place: usize,
        severity: Severity,
    ) -> Self {
        Self {
            span,
            finding,
            place,
            severity,
            wide: span.of(text).chars().nth(WIDE).is_some(),
        }
    }
}

/// A stretch of a block over which nothing changes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Where.
    pub(super) span: Span,
    /// The findings that cover it, the narrowest first.
    pub(super) findings: Vec<usize>,
    /// The look: the gravest of the narrow ones, else of the wide ones.
    pub(super) look: Option<Look>,
    /// The places that end with this piece, or where they leave the block, and were not ended before.
    pub(super) ends: Vec<(usize, usize, Severity)>,
}

/// How a piece is highlighted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Look {
    /// The gravest severity.
    pub(super) severity: Severity,
    /// Whether only wide highlights cover it.
    pub(super) wide: bool,
}

/// Cuts a block. `cuts` are further places to cut at; `ended` are the places that have their number in the text already.
pub(super) fn pieces(
    block: Span,
    cuts: &[usize],
    marks: &[Mark],
    ended: &mut BTreeSet<(usize, usize)>,
) -> Vec<Piece> {
    let here: Vec<&Mark> = marks
        .iter()
        .filter(|mark| touches(block, mark.span))
        .collect();
    let mut edges: BTreeSet<usize> = [block.start(), block.end()].into();
    let inside = |at: &usize| block.start() < *at && *at < block.end();
    edges.extend(cuts.iter().copied().filter(inside));
    let ends = here
        .iter()
        .flat_map(|mark| [mark.span.start(), mark.span.end()]);
    edges.extend(ends.filter(inside));
    let edges: Vec<usize> = edges.into_iter().collect();
    let mut out = Vec::with_capacity(edges.len());
    for window in edges.windows(2) {
        let span = Span::new(window[0], window[1]);
        let mut covering: Vec<&&Mark> = here
            .iter()
            .filter(|mark| mark.span.overlaps(span))
            .collect();
        covering.sort_by_key(|mark| (mark.span.len(), mark.finding, mark.place));
        let narrow = covering.iter().filter(|mark| !mark.wide);
        let look = narrow
            .map(|mark| mark.severity)
            .max()
            .map(|severity| (severity, false));
        let wide = covering.iter().map(|mark| mark.severity).max();
        let look = look.or(wide.map(|severity| (severity, true)));
        let mut findings: Vec<usize> = Vec::new();
        for mark in &covering {
            if !findings.contains(&mark.finding) {
                findings.push(mark.finding);
            }
        }
        // A place without extent ends with the piece before it.
        let ends_here = |mark: &&&Mark| {
            let end = mark.span.end().clamp(block.start(), block.end());
            span.end() == end || (end == block.start() && span.start() == end)
        };
        let mut ends = Vec::new();
        for mark in here.iter().filter(ends_here) {
            if ended.insert((mark.finding, mark.place)) {
                ends.push((mark.finding, mark.place, mark.severity));
            }
        }
        ends.sort_unstable_by_key(|&(finding, place, _)| (finding, place));
        out.push(Piece {
            span,
            findings,
            look: look.map(|(severity, wide)| Look { severity, wide }),
            ends,
        });
    }
    out
}

fn touches(block: Span, mark: Span) -> bool {
    if mark.is_empty() {
        block.start() <= mark.start() && mark.start() <= block.end()
    } else {
        block.overlaps(mark)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(start: usize, end: usize, finding: usize, severity: Severity) -> Mark {
        Mark {
            span: Span::new(start, end),
            finding,
            place: 1,
            severity,
            wide: end - start > WIDE,
        }
    }

    #[test]
    fn overlapping_highlights_are_cut_where_either_ends() {
        let marks = [
            mark(2, 6, 1, Severity::Minor),
            mark(4, 9, 2, Severity::Major),
        ];
        let pieces = pieces(Span::new(0, 10), &[], &marks, &mut BTreeSet::new());
        let shape: Vec<_> = pieces
            .iter()
            .map(|piece| (piece.span.start(), piece.span.end(), piece.findings.clone()))
            .collect();
        assert_eq!(
            shape,
            [
                (0, 2, vec![]),
                (2, 4, vec![1]),
                (4, 6, vec![1, 2]),
                (6, 9, vec![2]),
                (9, 10, vec![])
            ]
        );
        assert_eq!(pieces[2].look.unwrap().severity, Severity::Major);
        assert_eq!(pieces[2].ends, [(1, 1, Severity::Minor)]);
    }

    #[test]
    fn a_word_within_a_highlighted_passage_has_the_look_of_the_word() {
        let marks = [
            mark(0, 400, 1, Severity::Major),
            mark(10, 14, 2, Severity::Minor),
        ];
        let pieces = pieces(Span::new(0, 400), &[], &marks, &mut BTreeSet::new());
        assert_eq!(pieces[1].findings, [2, 1]);
        assert_eq!(
            pieces[1].look,
            Some(Look {
                severity: Severity::Minor,
                wide: false
            })
        );
        assert!(pieces[0].look.unwrap().wide);
    }

    #[test]
    fn a_place_over_several_blocks_has_its_number_once() {
        let marks = [mark(2, 30, 1, Severity::Minor)];
        let mut ended = BTreeSet::new();
        let first = pieces(Span::new(0, 10), &[], &marks, &mut ended);
        let second = pieces(Span::new(12, 20), &[], &marks, &mut ended);
        assert_eq!(first.last().unwrap().ends.len(), 1);
        assert!(second.iter().all(|piece| piece.ends.is_empty()));
        assert_eq!(second[0].findings, [1]);
    }

    #[test]
    fn a_place_without_extent_has_its_number_and_no_colour() {
        let marks = [
            mark(0, 0, 1, Severity::Minor),
            mark(4, 4, 2, Severity::Minor),
        ];
        let pieces = pieces(Span::new(0, 8), &[], &marks, &mut BTreeSet::new());
        let ends: Vec<_> = pieces.iter().flat_map(|piece| &piece.ends).collect();
        assert_eq!(ends.len(), 2);
        assert!(pieces.iter().all(|piece| piece.findings.is_empty()));
    }
}
