//! A page for a browser: both texts side by side, links drawn between the units, scores under the pointer.
//!
//! The page is one file without a script; its policy lets its own style in and nothing else, so that even text that
//! slipped through the escaping could neither run nor load anything.

use std::ops::Range;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest, Sha256};

use super::Aligned;
use super::xml::legal;
use crate::align::Bead;

const CSS: &str = include_str!("align.css");

/// Below this score a link is drawn as doubtful.
const DOUBTFUL: f64 = 0.5;

pub(super) fn page(aligned: &Aligned) -> String {
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        STANDARD.encode(Sha256::digest(CSS))
    );
    let names = aligned.names.each_ref().map(|name| legal(name));
    let matched = aligned.beads.iter().filter(|bead| bead.is_matched());
    let (matched, doubtful) = matched.fold((0, 0), |(all, doubtful), bead| {
        (all + 1, doubtful + usize::from(bead.score < DOUBTFUL))
    });
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="generator" content={ "cotejo " (env!("CARGO_PKG_VERSION")) };
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { (names[0]) " → " (names[1]) " · cotejo" }
                style { (PreEscaped(CSS)) }
            }
            body {
                main {
                    h1 { (names[0]) " → " (names[1]) }
                    p.sum {
                        (matched) " matches, " (doubtful) " of them doubtful (dashed); "
                        (aligned.beads.len() - matched) " stand on one side alone. Hover a link for its score."
                    }
                    @for (number, bead) in (1..).zip(&aligned.beads) { (row(aligned, number, bead)) }
                }
            }
        }
    };
    page.into_string()
}

fn row(aligned: &Aligned, number: usize, bead: &Bead) -> Markup {
    let about = format!(
        "{}-{}, score {:.2}",
        bead.source.len(),
        bead.target.len(),
        bead.score
    );
    html! {
        section.bead.alone[!bead.is_matched()] id={ "b" (number) } title=(about) {
            (cell(aligned, 0, &bead.source))
            (links(bead, &about))
            (cell(aligned, 1, &bead.target))
        }
    }
}

fn cell(aligned: &Aligned, side: usize, units: &Range<usize>) -> Markup {
    html! {
        div.side lang=(aligned.tag(side)) {
            @for unit in units.clone() {
                p dir="auto" data-unit=(unit) { (legal(&aligned.units[side][unit])) }
            }
        }
    }
}

/// Lines from each source unit to each target unit; the units of a cell are of one height.
fn links(bead: &Bead, about: &str) -> Markup {
    // In thousandths of the row's height.
    let middle = |at: usize, of: usize| (2 * at + 1) * 500 / of;
    let (left, right) = (bead.source.len(), bead.target.len());
    let lines = (0..left).flat_map(|a| (0..right).map(move |b| (a, b)));
    html! {
        div.links {
            svg viewBox="0 0 100 1000" preserveAspectRatio="none" role="img" aria-label=(about) {
                title { (about) }
                @for (a, b) in lines {
                    line.doubtful[bead.score < DOUBTFUL] x1="0" y1=(middle(a, left)) x2="100" y2=(middle(b, right))
                        stroke-opacity=(format!("{:.2}", bead.score.clamp(0.15, 1.0))) {}
                }
            }
        }
    }
}
