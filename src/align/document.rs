//! Two documents lined up: segments by the two passes of [`super::passes`], passages by what their
//! segments say. A paragraph break is evidence on the way, never a wall.

use std::ops::Range;

use super::units::RawUnit;
use super::{Bead, Bitext, Options, columns, line_up_one};
use crate::document::Document;
use crate::facts::Facts;

/// A link between passages counts where it holds at least this share of the lighter one's matched text. Below it, a
/// segment only reaches over the edge of its paragraph.
const LINKED: f64 = 0.34;

/// Lines up two versions of one text.
pub fn align(
    source: &Document,
    _: &Facts,
    target: &Document,
    _: &Facts,
    options: &Options,
) -> Bitext {
    let languages = (source.language().language, target.language().language);
    let sides = (columns(languages.0, options), columns(languages.1, options));
    let segments = line_up_one(
        units(source, &sides.0),
        units(target, &sides.1),
        (&sides.0, &sides.1),
    );
    let passages = passages(source, target, &segments);
    Bitext {
        passages,
        segments,
        moved: Vec::new(),
    }
}

/// Two texts that are one aligned unit: sentences inside it are matched, and no passage is looked for.
pub fn align_unit(
    source: &Document,
    facts: &Facts,
    target: &Document,
    of_target: &Facts,
    options: &Options,
) -> Bitext {
    let counts =
        [source, target].map(|document| (document.passage_count(), document.segments().len()));
    let whole = |at: fn(&(usize, usize)) -> usize| Bead {
        source: 0..at(&counts[0]),
        target: 0..at(&counts[1]),
        score: 1.0,
    };
    let few = counts.iter().any(|&(_, segments)| segments < 2)
        || counts.iter().any(|&(_, segments)| segments < 6);
    let segments = if few {
        vec![whole(|counts| counts.1)]
    } else {
        align(source, facts, target, of_target, options).segments
    };
    Bitext {
        passages: vec![whole(|counts| counts.0)],
        segments,
        moved: Vec::new(),
    }
}

/// The segments of a document as units.
pub(super) fn units(document: &Document, columns: &[&super::lexicon::Column]) -> Vec<RawUnit> {
    let mut before = None;
    let unit = |segment: &crate::document::Segment| {
        let opens = before != Some(segment.passage);
        before = Some(segment.passage);
        RawUnit::new(segment.span.of(document.text()), columns, opens)
    };
    document.segments().iter().map(unit).collect()
}

/// What links two passages: characters of both in matched beads, and the same weighed by the beads' scores.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    text: f64,
    scored: f64,
}

/// The beads of passages that follow from the beads of segments.
fn passages(source: &Document, target: &Document, segments: &[Bead]) -> Vec<Bead> {
    let links = links(source, target, segments);
    let mut total = [
        vec![0.0; source.passage_count()],
        vec![0.0; target.passage_count()],
    ];
    for &(one, other, weight) in &links {
        total[0][one] += weight.text;
        total[1][other] += weight.text;
    }
    let kept = links.iter().filter(|&&(one, other, weight)| {
        weight.text >= LINKED * total[0][one].min(total[1][other])
    });
    let mut beads: Vec<Bead> = Vec::new();
    for &(one, other, weight) in kept {
        let score = weight.scored / weight.text.max(1.0);
        match beads
            .last_mut()
            .filter(|bead| one < bead.source.end || other < bead.target.end)
        {
            Some(bead) => {
                bead.source = bead.source.start.min(one)..bead.source.end.max(one + 1);
                bead.target = bead.target.start.min(other)..bead.target.end.max(other + 1);
                bead.score = bead.score.min(score);
            }
            None => beads.push(Bead {
                source: one..one + 1,
                target: other..other + 1,
                score,
            }),
        }
    }
    with_gaps(beads, [source, target], segments)
}

/// The links between passages, in order of the source, then of the target.
fn links(source: &Document, target: &Document, segments: &[Bead]) -> Vec<(usize, usize, Weight)> {
    let mut links: Vec<(usize, usize, Weight)> = Vec::new();
    for bead in segments.iter().filter(|bead| bead.is_matched()) {
        for (one, left) in per_passage(source, &bead.source) {
            for (other, right) in per_passage(target, &bead.target) {
                let text = left.min(right);
                let at = links
                    .iter()
                    .rposition(|&(a, b, _)| (a, b) == (one, other))
                    .filter(|at| at + 4 > links.len());
                let weight = if let Some(at) = at {
                    &mut links[at].2
                } else {
                    links.push((one, other, Weight::default()));
                    &mut links.last_mut().expect("one was pushed").2
                };
                weight.text += text;
                weight.scored += text * bead.score;
            }
        }
    }
    links.sort_by_key(|&(one, other, _)| (one, other));
    links
}

/// The passages that some segments lie in, each with how many bytes of them.
fn per_passage(document: &Document, segments: &Range<usize>) -> Vec<(usize, f64)> {
    let mut out: Vec<(usize, f64)> = Vec::new();
    for segment in &document.segments()[segments.clone()] {
        let bytes = f64::from(u32::try_from(segment.span.len()).unwrap_or(u32::MAX));
        match out
            .last_mut()
            .filter(|(passage, _)| *passage == segment.passage)
        {
            Some((_, sum)) => *sum += bytes,
            None => out.push((segment.passage, bytes)),
        }
    }
    out
}

/// Adds a bead for each passage that nothing stands for.
fn with_gaps(matched: Vec<Bead>, documents: [&Document; 2], segments: &[Bead]) -> Vec<Bead> {
    let alone = |side: usize, passage: usize| {
        let of = &documents[side].passage(passage).segments;
        let beads = segments.iter().filter(|bead| {
            let range = if side == 0 {
                &bead.source
            } else {
                &bead.target
            };
            !bead.is_matched() && range.start < of.end && of.start < range.end
        });
        beads
            .map(|bead| bead.score)
            .fold(None, |least: Option<f64>, score| {
                Some(least.map_or(score, |least| least.min(score)))
            })
            .unwrap_or(0.5)
    };
    let mut out = Vec::new();
    let (mut source, mut target) = (0, 0);
    let ends = [documents[0].passage_count(), documents[1].passage_count()];
    let last = Bead {
        source: ends[0]..ends[0],
        target: ends[1]..ends[1],
        score: 1.0,
    };
    for bead in matched.into_iter().chain([last]) {
        out.extend((source..bead.source.start).map(|passage| Bead {
            source: passage..passage + 1,
            target: target..target,
            score: alone(0, passage),
        }));
        out.extend((target..bead.target.start).map(|passage| Bead {
            source: bead.source.start..bead.source.start,
            target: passage..passage + 1,
            score: alone(1, passage),
        }));
        (source, target) = (bead.source.end, bead.target.end);
        if !bead.source.is_empty() {
            out.push(bead);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;
    use crate::facts::extract;
    use crate::language::Language;

    fn lined_up(english: &str, spanish: &str) -> Bitext {
        let documents = [
            from_text("en", english, Some(Language::EN)),
            from_text("es", spanish, Some(Language::ES)),
        ];
        let facts = documents.each_ref().map(extract);
        align(
            &documents[0],
            &facts[0],
            &documents[1],
            &facts[1],
            &Options::default(),
        )
    }

    fn shape(beads: &[Bead]) -> Vec<(usize, usize)> {
        beads
            .iter()
            .map(|bead| (bead.source.len(), bead.target.len()))
            .collect()
    }

    #[test]
    fn every_passage_is_in_one_bead_and_a_lost_one_is_alone() {
        let english = "The council of Riverton approved the bridge in 2021.\n\nThe mayor, Laura Benton, thanked 240 families.\n\nWork begins in September with 35 workers.";
        let spanish = "El ayuntamiento de Riverton aprobó el puente en 2021.\n\nLas obras empiezan en septiembre con 35 trabajadores.";
        let bitext = lined_up(english, spanish);
        assert_eq!(shape(&bitext.passages), [(1, 1), (1, 0), (1, 1)]);
        assert_eq!(bitext.passages[1].source, 1..2);
    }

    #[test]
    fn an_empty_side_leaves_the_other_alone() {
        let bitext = lined_up("The council approved the bridge.\n\nWork begins.", "");
        assert_eq!(shape(&bitext.passages), [(1, 0), (1, 0)]);
    }
}
