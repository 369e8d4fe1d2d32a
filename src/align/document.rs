//! Two documents lined up: segments by the two passes of [`super::passes`], passages by what their
//! segments say. A paragraph break is evidence on the way, never a wall.

use std::collections::BTreeSet;
use std::ops::Range;

use super::math::real;
use super::moved::out_of_order;
use super::passes::line_up_moving;
use super::units::RawUnit;
use super::{Bead, Bitext, Options, Reading};
use crate::document::Document;

/// A link between passages counts where it holds at least this share of the lighter one's matched text. Below it, a
/// segment only reaches over the edge of its paragraph.
const LINKED: f64 = 0.34;

/// A passage of whose text this share moved has moved itself.
const WHOLE: f64 = 0.5;

/// Lines up two versions of one text.
pub fn align(source: &Document, target: &Document, options: &Options) -> Bitext {
    align_read(
        (source, &Reading::new(source, options)),
        (target, &Reading::new(target, options)),
    )
}

/// [`align`] for documents that are read already.
pub fn align_read(
    (source, of_source): (&Document, &Reading),
    (target, of_target): (&Document, &Reading),
) -> Bitext {
    of_segments([source, target], line_up_moving(of_source, of_target))
}

/// What follows from how the segments are lined up.
fn of_segments([source, target]: [&Document; 2], segments: Vec<Bead>) -> Bitext {
    let moved_segments = out_of_order(&segments, |bead| {
        let (one, other) = (bytes(source, &bead.source), bytes(target, &bead.target));
        one.min(other)
    });
    let (passages, moved) = passages([source, target], &segments, &moved_segments);
    Bitext {
        passages,
        segments,
        moved,
        moved_segments,
    }
}

/// The same with the two sides of some beads of segments (their positions, in order) as beads of their own, for which
/// nothing stands.
pub(crate) fn without(documents: [&Document; 2], bitext: &Bitext, apart: &[usize]) -> Bitext {
    /// How surely nothing does.
    const SURE: f64 = 0.9;
    let beads = bitext.segments.iter().enumerate();
    let segments = beads.flat_map(|(at, bead)| {
        if apart.binary_search(&at).is_err() {
            return [Some(bead.clone()), None];
        }
        let (from, past) = (bead.target.start, bead.source.end);
        let lone = |source: Range<usize>, target: Range<usize>| Bead {
            source,
            target,
            score: SURE,
        };
        [
            Some(lone(bead.source.clone(), from..from)),
            Some(lone(past..past, bead.target.clone())),
        ]
    });
    of_segments(documents, segments.flatten().collect())
}

fn bytes(document: &Document, segments: &Range<usize>) -> u64 {
    let length = |segment: &crate::document::Segment| segment.span.len() as u64;
    document.segments()[segments.clone()]
        .iter()
        .map(length)
        .sum()
}

/// Two texts that are one aligned unit: sentences inside it are matched, and no passage is looked for.
pub fn align_unit(source: &Document, target: &Document, options: &Options) -> Bitext {
    let counts =
        [source, target].map(|document| (document.passage_count(), document.segments().len()));
    let whole = |at: fn(&(usize, usize)) -> usize| Bead {
        source: 0..at(&counts[0]),
        target: 0..at(&counts[1]),
        score: 1.0,
    };
    let few = counts.iter().any(|&(_, segments)| segments < 2)
        || counts.iter().any(|&(_, segments)| segments < 6);
    let inside = if few {
        Bitext {
            segments: vec![whole(|counts| counts.1)],
            ..Bitext::default()
        }
    } else {
        align(source, target, options)
    };
    Bitext {
        passages: vec![whole(|counts| counts.0)],
        moved: Vec::new(),
        ..inside
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

/// The beads of passages that follow from the beads of segments, and which of them moved.
fn passages(
    documents: [&Document; 2],
    segments: &[Bead],
    moved_segments: &[usize],
) -> (Vec<Bead>, Vec<usize>) {
    let (mut moved, mut still): (Vec<Bead>, Vec<Bead>) = (Vec::new(), Vec::new());
    for (at, bead) in segments.iter().enumerate() {
        if moved_segments.binary_search(&at).is_ok() {
            moved.push(bead.clone());
        } else {
            still.push(bead.clone());
        }
    }
    let still = linked(documents, &links(documents, &still));
    let moved = whole_moves(documents, linked_apart(&links(documents, &moved)), &still);
    let beads = with_gaps(still, &moved, documents, segments);
    let starts: BTreeSet<usize> = moved.iter().map(|bead| bead.source.start).collect();
    let is_moved =
        |at: &usize| beads[*at].is_matched() && starts.contains(&beads[*at].source.start);
    let moved = (0..beads.len()).filter(is_moved).collect();
    (beads, moved)
}

/// The beads of links that keep their order.
fn linked(documents: [&Document; 2], links: &[(usize, usize, Weight)]) -> Vec<Bead> {
    let mut total = [
        vec![0.0; documents[0].passage_count()],
        vec![0.0; documents[1].passage_count()],
    ];
    for &(one, other, weight) in links {
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
    beads
}

/// The beads of links in any order, one for each.
fn linked_apart(links: &[(usize, usize, Weight)]) -> Vec<(Bead, f64)> {
    let bead = |&(one, other, weight): &(usize, usize, Weight)| {
        let bead = Bead {
            source: one..one + 1,
            target: other..other + 1,
            score: weight.scored / weight.text.max(1.0),
        };
        (bead, weight.text)
    };
    links.iter().map(bead).collect()
}

/// The passages that moved as a whole, or nearly; where only a sentence of them did, they stay.
fn whole_moves(documents: [&Document; 2], links: Vec<(Bead, f64)>, still: &[Bead]) -> Vec<Bead> {
    let whole = |side: usize, passage: usize, text: f64| {
        let all = bytes(documents[side], &documents[side].passage(passage).segments);
        text >= WHOLE * f64::from(u32::try_from(all).unwrap_or(u32::MAX))
    };
    let mut taken = taken(documents, still);
    let mut moved: Vec<Bead> = Vec::new();
    for (bead, text) in links {
        let (one, other) = (bead.source.start, bead.target.start);
        let free = !taken[0][one] && !taken[1][other];
        if free && (whole(0, one, text) || whole(1, other, text)) {
            (taken[0][one], taken[1][other]) = (true, true);
            moved.push(bead);
        }
    }
    moved
}

/// Which passages of either side are in a bead.
fn taken(documents: [&Document; 2], beads: &[Bead]) -> [Vec<bool>; 2] {
    [0, 1].map(|side| {
        let mut taken = vec![false; documents[side].passage_count()];
        beads
            .iter()
            .for_each(|bead| taken[of(side, bead).clone()].fill(true));
        taken
    })
}

/// The links between passages, in order of the source, then of the target.
fn links([source, target]: [&Document; 2], segments: &[Bead]) -> Vec<(usize, usize, Weight)> {
    let mut links: Vec<(usize, usize, Weight)> = Vec::new();
    for bead in segments.iter().filter(|bead| bead.is_matched()) {
        for (one, left) in per_passage(source, &bead.source) {
            for (other, right) in per_passage(target, &bead.target) {
                let text = left.min(right);
                let scored = text * bead.score;
                links.push((one, other, Weight { text, scored }));
            }
        }
    }
    links.sort_by_key(|&(one, other, _)| (one, other));
    links.dedup_by(|next, link| {
        let same = (next.0, next.1) == (link.0, link.1);
        if same {
            link.2.text += next.2.text;
            link.2.scored += next.2.scored;
        }
        same
    });
    links
}

/// The passages that some segments lie in, each with how many bytes of them.
fn per_passage(document: &Document, segments: &Range<usize>) -> Vec<(usize, f64)> {
    let mut out: Vec<(usize, f64)> = Vec::new();
    for segment in &document.segments()[segments.clone()] {
        let bytes = real(segment.span.len());
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

/// Adds what moved, and a bead for each passage that nothing stands for.
fn with_gaps(
    still: Vec<Bead>,
    moved: &[Bead],
    documents: [&Document; 2],
    segments: &[Bead],
) -> Vec<Bead> {
    let alone = [0, 1].map(|side| lone_scores(side, documents[side], segments));
    let taken = taken(documents, moved);
    let mut out = Vec::new();
    let (mut source, mut target) = (0, 0);
    let ends = [documents[0].passage_count(), documents[1].passage_count()];
    let last = Bead {
        source: ends[0]..ends[0],
        target: ends[1]..ends[1],
        score: 1.0,
    };
    for bead in still.into_iter().chain([last]) {
        let here = (source..bead.source.start).filter(|&passage| !taken[0][passage]);
        out.extend(here.map(|passage| Bead {
            source: passage..passage + 1,
            target: target..target,
            score: alone[0][passage],
        }));
        let there = (target..bead.target.start).filter(|&passage| !taken[1][passage]);
        out.extend(there.map(|passage| Bead {
            source: bead.source.start..bead.source.start,
            target: passage..passage + 1,
            score: alone[1][passage],
        }));
        (source, target) = (bead.source.end, bead.target.end);
        if !bead.source.is_empty() {
            out.push(bead);
        }
    }
    out.extend_from_slice(moved);
    out.sort_by_key(|bead| (bead.source.start, !bead.source.is_empty()));
    out
}

fn of(side: usize, bead: &Bead) -> &Range<usize> {
    if side == 0 {
        &bead.source
    } else {
        &bead.target
    }
}

/// For each passage, how sure the least sure of its segments is that nothing stands for it; one half where none says so.
fn lone_scores(side: usize, document: &Document, segments: &[Bead]) -> Vec<f64> {
    let mut scores = vec![None; document.passage_count()];
    for bead in segments.iter().filter(|bead| !bead.is_matched()) {
        for segment in &document.segments()[of(side, bead).clone()] {
            let score = scores[segment.passage].get_or_insert(bead.score);
            *score = bead.score.min(*score);
        }
    }
    scores
        .into_iter()
        .map(|score| score.unwrap_or(0.5))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;
    use crate::language::Language;

    fn lined_up(english: &str, spanish: &str) -> Bitext {
        let documents = [
            from_text("en", english, Some(Language::EN)),
            from_text("es", spanish, Some(Language::ES)),
        ];
        align(&documents[0], &documents[1], &Options::default())
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

    const ENGLISH: &str = "The council of Riverton approved the bridge in 2021.\n\nThe mayor, Laura Benton, thanked 240 families for their patience.\n\nWork begins in September with 35 workers from the region.";

    #[test]
    fn a_passage_that_stands_elsewhere_is_matched_and_moved() {
        let spanish = "El ayuntamiento de Riverton aprobó el puente en 2021.\n\nLas obras empiezan en septiembre con 35 trabajadores de la región.\n\nLa alcaldesa, Laura Benton, agradeció a 240 familias su paciencia.";
        let bitext = lined_up(ENGLISH, spanish);
        assert_eq!(shape(&bitext.passages), [(1, 1), (1, 1), (1, 1)]);
        assert_eq!((bitext.moved.len(), bitext.moved_segments.len()), (1, 1));
        let targets: Vec<_> = bitext
            .passages
            .iter()
            .map(|bead| bead.target.start)
            .collect();
        assert_eq!(targets, [0, 2, 1]);
    }

    #[test]
    fn a_sentence_may_move_inside_its_passage() {
        let english = ENGLISH.replace("\n\n", " ");
        let spanish = "El ayuntamiento de Riverton aprobó el puente en 2021. Las obras empiezan en septiembre con 35 trabajadores de la región. La alcaldesa, Laura Benton, agradeció a 240 familias su paciencia.";
        let bitext = lined_up(&english, spanish);
        assert_eq!(shape(&bitext.passages), [(1, 1)]);
        assert_eq!(shape(&bitext.segments), [(1, 1), (1, 1), (1, 1)]);
        assert_eq!((bitext.moved.len(), bitext.moved_segments.len()), (0, 1));
    }

    #[test]
    fn a_sentence_that_moved_may_be_two_in_the_other_language() {
        let english = "The council of Riverton approved the bridge in 2021. The mayor, Laura Benton, thanked 240 families for their patience. Work begins on the river in September, and 35 workers from the region will build it with two cranes. A choir of eleven children sang under the trees before the ribbon was cut.";
        let spanish = "El ayuntamiento de Riverton aprobó el puente en 2021. Las obras en el río empiezan en septiembre. Lo construirán 35 trabajadores de la región con dos grúas. La alcaldesa, Laura Benton, agradeció a 240 familias su paciencia. Un coro de once niños cantó bajo los árboles antes de que se cortara la cinta.";
        let bitext = lined_up(english, spanish);
        assert_eq!(
            shape(&bitext.segments),
            [(1, 1), (1, 1), (1, 2), (1, 1)],
            "{:?}",
            bitext.segments
        );
        assert_eq!(bitext.segments[2].target, 1..3);
        assert_eq!(bitext.moved_segments.len(), 1);
    }

    #[test]
    fn texts_in_step_have_nothing_moved() {
        let spanish = "El ayuntamiento de Riverton aprobó el puente en 2021.\n\nLa alcaldesa, Laura Benton, agradeció a 240 familias su paciencia.\n\nLas obras empiezan en septiembre con 35 trabajadores de la región.";
        let bitext = lined_up(ENGLISH, spanish);
        assert!(bitext.moved.is_empty() && bitext.moved_segments.is_empty());
    }

    #[test]
    fn an_empty_side_leaves_the_other_alone() {
        let bitext = lined_up("The council approved the bridge.\n\nWork begins.", "");
        assert_eq!(shape(&bitext.passages), [(1, 0), (1, 0)]);
    }
}
