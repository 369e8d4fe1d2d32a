//! A picture of an alignment: two columns of bars as long as the passages, and a ribbon between those that stand for
//! each other. Gaps and moves show at a glance.

use std::fmt::Write as _;

use maud::{Markup, html};

use super::rows::{Bead, Row};
use super::view::{ArticleView, PageKind, PairView, language_name};
use crate::checks::Severity;
use crate::report::severity_name;
use crate::text::real;

/// Height of the drawing, in its own units; the page stretches it.
const HEIGHT: f64 = 1000.0;
/// Left and right edges of the two columns, in hundredths of the width.
const COLUMNS: [(f64, f64); 2] = [(4.0, 36.0), (64.0, 96.0)];
/// The shortest bar, as a share of the mean one: a heading must still be seen and hit.
const SHORTEST: f64 = 0.2;

/// A finding over more than this share of a passage is a strip at its edge, which leaves the others to be seen.
const WIDE: f64 = 0.5;
/// How wide the strip is.
const STRIP: f64 = 5.0;
/// A word is a line at least as high as this.
const SHORTEST_TICK: f64 = 3.0;

/// From where to where a passage reaches, top and bottom.
type Reach = (f64, f64);

/// A finding within a bar.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tick {
    /// From where to where in the block, as shares of its length.
    pub(super) reach: Reach,
    /// How grave.
    pub(super) severity: Severity,
}

/// The picture. `ticks` gives the findings in a block of a side, the graver ones last.
pub(super) fn picture(
    view: &ArticleView<'_>,
    pair: PairView<'_>,
    rows: &[Row],
    ticks: &dyn Fn(usize, usize) -> Vec<Tick>,
    row_id: &dyn Fn(usize) -> String,
) -> Markup {
    let reaches = [0, 1].map(|side| {
        let document = view.versions[if side == 0 { 0 } else { pair.target }];
        let lengths: Vec<usize> = document
            .blocks()
            .iter()
            .map(|block| {
                if block.kind.is_passage() {
                    block.span.len()
                } else {
                    0
                }
            })
            .collect();
        columns(&lengths)
    });
    let related = view.kind == PageKind::Related;
    let beads = rows
        .iter()
        .enumerate()
        .filter_map(|(number, row)| match row {
            Row::Bead(bead) => Some((number, bead)),
            Row::Aside { .. } => None,
        });
    html! {
        figure.map {
            svg role="img" aria-label=(summary(view, pair, rows)) viewBox="0 0 100 1000" preserveAspectRatio="none" {
                defs {
                    pattern #{ "gap-" (pair.target) } width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)" {
                        rect.hatch-ground width="6" height="6" {}
                        rect.hatch-line width="2.4" height="6" {}
                    }
                }
                @for (number, bead) in beads {
                    g data-row=(row_id(number)) {
                        title { (caption(bead)) }
                        @if let Some(score) = bead.score {
                            path.(ribbon_class(score, bead.moved)) d=(ribbon(bead, &reaches)) {}
                        }
                        @for side in [0, 1] {
                            @for &block in &bead.sides[side] {
                                @let (top, bottom) = reaches[side][block];
                                @let (left, right) = COLUMNS[side];
                                @let gap = bead.score.is_none();
                                @let height = (bottom - top).max(0.5);
                                rect.(bar_class(gap, related)) x=(left) width=(right - left) y=(tenths(top)) height=(tenths(height))
                                    fill=[(gap && !related).then(|| format!("url(#gap-{})", pair.target))] {}
                                @for tick in ticks(side, block) {
                                    @let (from, to) = tick.reach;
                                    @let wide = to - from > WIDE;
                                    @let strip = if side == 0 { left } else { right - STRIP };
                                    rect.tick.(severity_name(tick.severity)) x=(if wide { strip } else { left })
                                        width=(if wide { STRIP } else { right - left }) y=(tenths(top + from * height))
                                        height=(tenths(((to - from) * height).max(SHORTEST_TICK))) {}
                                }
                            }
                        }
                    }
                }
                rect.here x="0" width="100" y="0" height="0" {}
            }
            figcaption { (summary(view, pair, rows)) }
        }
    }
}

/// Where each passage reaches, in proportion to its length; all of them fill the height.
fn columns(lengths: &[usize]) -> Vec<Reach> {
    let some = lengths.iter().filter(|&&length| length > 0).count();
    let mean = real(lengths.iter().sum::<usize>()) / real(some.max(1));
    let weights: Vec<f64> = lengths
        .iter()
        .map(|&length| {
            if length == 0 {
                0.0
            } else {
                real(length).max(mean * SHORTEST)
            }
        })
        .collect();
    let whole: f64 = weights.iter().sum();
    let mut top = 0.0;
    weights
        .iter()
        .map(|weight| {
            let from = top;
            top += weight * HEIGHT / whole.max(1.0);
            // A hair of space tells neighbours apart.
            let hair = ((top - from) * 0.12).min(3.0);
            (from, top - hair)
        })
        .collect()
}

fn ribbon(bead: &Bead, reaches: &[Vec<Reach>; 2]) -> String {
    let reach = |side: usize| {
        let of = |block: Option<&usize>| block.map_or((0.0, 0.0), |&block| reaches[side][block]);
        (
            of(bead.sides[side].first()).0,
            of(bead.sides[side].last()).1,
        )
    };
    let ((a, b), (c, d)) = (reach(0), reach(1));
    let (left, right) = (COLUMNS[0].1, COLUMNS[1].0);
    let [a, b, c, d] = [a, b, c, d].map(tenths);
    format!("M{left} {a} C50 {a} 50 {c} {right} {c} L{right} {d} C50 {d} 50 {b} {left} {b} Z")
}

fn tenths(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

fn ribbon_class(score: f64, moved: bool) -> &'static str {
    match score {
        _ if moved => "ribbon moved",
        score if score >= 0.7 => "ribbon sure",
        score if score >= 0.4 => "ribbon fair",
        _ => "ribbon weak",
    }
}

fn bar_class(gap: bool, related: bool) -> &'static str {
    match (gap, related) {
        (true, true) => "bar apart",
        (true, false) => "bar gap",
        (false, _) => "bar",
    }
}

fn caption(bead: &Bead) -> String {
    match bead.score {
        Some(score) if bead.moved => format!("moved; matched with confidence {score:.2}"),
        Some(score) => format!("matched with confidence {score:.2}"),
        None => "nothing stands for this passage".to_owned(),
    }
}

/// The picture in words.
pub(super) fn summary(view: &ArticleView<'_>, pair: PairView<'_>, rows: &[Row]) -> String {
    let (mut matched, mut alone, mut moved) = ([0, 0], [0, 0], 0);
    for row in rows {
        let Row::Bead(bead) = row else { continue };
        for side in [0, 1] {
            let count = bead.sides[side].len();
            if bead.score.is_some() {
                matched[side] += count;
            } else {
                alone[side] += count;
            }
        }
        moved += usize::from(bead.moved);
    }
    let names = [0, pair.target].map(|version| language_name(view.versions[version]));
    let mut text = format!(
        "{} of {} {} passages and {} of {} {} passages are matched",
        matched[0],
        matched[0] + alone[0],
        names[0],
        matched[1],
        matched[1] + alone[1],
        names[1]
    );
    if moved > 0 {
        let _ = write!(text, ", {moved} of them in another place");
    }
    text.push('.');
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_fill_the_height_in_proportion_and_none_is_too_thin_to_see() {
        let reaches = columns(&[100, 0, 300, 1]);
        assert!(reaches[1].0 >= reaches[0].1 && reaches[2].1 > reaches[2].0 * 2.0);
        assert!(reaches[3].1 - reaches[3].0 > 20.0, "{reaches:?}");
        assert!((reaches[3].1 - HEIGHT).abs() < 4.0);
        assert!(columns(&[]).is_empty());
        assert_eq!(columns(&[0]).len(), 1);
    }
}
