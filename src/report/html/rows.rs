//! From an alignment to the rows of a page: a bead a row, in the order of the source; what stands on one side only
//! alone on its side; what is not text of the article between them.

use std::collections::BTreeMap;

use crate::document::{BlockKind, Document};
use crate::report::AlignmentEntry;

/// A row of a page. Blocks are numbers of [`Document::blocks`].
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Row {
    /// Passages that stand for each other; or passages of one side that nothing stands for.
    Bead(Bead),
    /// Blocks that are not compared: code, page furniture, metadata.
    Aside { sides: [Vec<usize>; 2] },
}

/// Blocks that stand for each other.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Bead {
    /// Blocks of the source and of the target.
    pub(super) sides: [Vec<usize>; 2],
    /// Whether both sides have blocks: how surely they belong together, 0 to 1.
    pub(super) score: Option<f64>,
    /// Whether it stands elsewhere in the target than its neighbours.
    pub(super) moved: bool,
}

/// The rows of two documents lined up; where they were not, each passage stands alone.
pub(super) fn rows(
    source: &Document,
    target: &Document,
    passages: Option<&AlignmentEntry>,
) -> Vec<Row> {
    let units = [Units::new(source), Units::new(target)];
    let mut links: Vec<Link> = passages
        .iter()
        .flat_map(|entry| &entry.links)
        .map(|link| Link {
            sides: [units[0].blocks(&link.source), units[1].blocks(&link.target)],
            score: link.score,
            moved: false,
        })
        .filter(|link| link.sides.iter().all(|side| !side.is_empty()))
        .collect();
    mark_moved(&mut links);
    Weaver::new([source, target], links).weave()
}

/// The rows of one document alone: everything on the source's side.
pub(super) fn rows_alone(document: &Document) -> Vec<Row> {
    let mut rows = Vec::new();
    for (number, block) in document.blocks().iter().enumerate() {
        if block.kind.is_passage() {
            rows.push(Row::Bead(Bead {
                sides: [vec![number], Vec::new()],
                score: None,
                moved: false,
            }));
        } else if let Some(Row::Aside { sides }) = rows.last_mut() {
            sides[0].push(number);
        } else {
            rows.push(Row::Aside {
                sides: [vec![number], Vec::new()],
            });
        }
    }
    rows
}

/// Whether a block that is set aside is worth reading where it stands.
pub(super) fn is_shown(kind: BlockKind) -> bool {
    kind == BlockKind::Code
}

/// From the bytes of a report back to the blocks of a document.
struct Units(BTreeMap<(usize, usize), usize>);

impl Units {
    fn new(document: &Document) -> Self {
        let blocks = document.blocks().iter().enumerate();
        Self(
            blocks
                .filter(|(_, block)| block.kind.is_passage())
                .map(|(number, block)| {
                    let bytes = document.place(block.span).bytes;
                    ((bytes.start(), bytes.end()), number)
                })
                .collect(),
        )
    }

    fn blocks(&self, bytes: &[crate::report::Bytes]) -> Vec<usize> {
        let find = |bytes: &crate::report::Bytes| self.0.get(&(bytes.start, bytes.end)).copied();
        bytes.iter().filter_map(find).collect()
    }
}

struct Link {
    sides: [Vec<usize>; 2],
    score: f64,
    moved: bool,
}

impl Link {
    fn first(&self, side: usize) -> usize {
        self.sides[side].first().copied().unwrap_or_default()
    }

    fn last(&self, side: usize) -> usize {
        self.sides[side].last().copied().unwrap_or_default()
    }
}

/// Beads outside the longest chain that runs forward in both texts were moved.
fn mark_moved(links: &mut [Link]) {
    links.sort_by_key(|link| link.first(0));
    // tails[n]: the link at which a chain of n + 1 links ends soonest in the target.
    let mut tails: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = vec![None; links.len()];
    for (number, link) in links.iter().enumerate() {
        let at = tails.partition_point(|&tail| links[tail].last(1) < link.first(1));
        before[number] = at.checked_sub(1).map(|at| tails[at]);
        match tails.get_mut(at) {
            Some(tail) if links[*tail].last(1) <= link.last(1) => {}
            Some(tail) => *tail = number,
            None => tails.push(number),
        }
    }
    links.iter_mut().for_each(|link| link.moved = true);
    let mut next = tails.last().copied();
    while let Some(number) = next {
        links[number].moved = false;
        next = before[number];
    }
}

/// Writes the rows in order, from both documents at once.
struct Weaver<'a> {
    documents: [&'a Document; 2],
    links: Vec<Link>,
    /// The link that each block is in.
    link_of: [Vec<Option<usize>>; 2],
    /// The first block of each side that has not been passed.
    next: [usize; 2],
    rows: Vec<Row>,
}

impl<'a> Weaver<'a> {
    fn new(documents: [&'a Document; 2], links: Vec<Link>) -> Self {
        let mut link_of = documents.map(|document| vec![None; document.blocks().len()]);
        for (number, link) in links.iter().enumerate() {
            for (of, blocks) in link_of.iter_mut().zip(&link.sides) {
                blocks.iter().for_each(|&block| of[block] = Some(number));
            }
        }
        Self {
            documents,
            links,
            link_of,
            next: [0, 0],
            rows: Vec::new(),
        }
    }

    fn weave(mut self) -> Vec<Row> {
        for number in 0..self.links.len() {
            let first = self.links[number].first(0);
            self.pass(0, first);
            if !self.links[number].moved {
                let first = self.links[number].first(1);
                self.pass(1, first);
                self.next[1] = self.links[number].last(1) + 1;
            }
            self.next[0] = self.next[0].max(self.links[number].last(0) + 1);
            let link = &self.links[number];
            self.rows.push(Row::Bead(Bead {
                sides: link.sides.clone(),
                score: Some(link.score),
                moved: link.moved,
            }));
        }
        for side in [0, 1] {
            self.pass(side, self.documents[side].blocks().len());
        }
        self.rows
    }

    /// Writes the blocks of one side before block `until` that no row has yet.
    fn pass(&mut self, side: usize, until: usize) {
        for number in self.next[side]..until {
            if self.link_of[side][number].is_some() {
                continue;
            }
            let passage = self.documents[side].blocks()[number].kind.is_passage();
            match self.rows.last_mut() {
                // What stands alone in a row of passages is one gap.
                Some(Row::Bead(bead))
                    if passage && bead.score.is_none() && !bead.sides[side].is_empty() =>
                {
                    bead.sides[side].push(number);
                }
                Some(Row::Aside { sides }) if !passage => sides[side].push(number),
                Some(_) | None => {
                    let mut sides = [Vec::new(), Vec::new()];
                    sides[side].push(number);
                    self.rows.push(if passage {
                        Row::Bead(Bead {
                            sides,
                            score: None,
                            moved: false,
                        })
                    } else {
                        Row::Aside { sides }
                    });
                }
            }
        }
        self.next[side] = self.next[side].max(until);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(pairs: &[(usize, usize)]) -> Vec<Link> {
        pairs
            .iter()
            .map(|&(source, target)| Link {
                sides: [vec![source], vec![target]],
                score: 1.0,
                moved: false,
            })
            .collect()
    }

    fn moved(pairs: &[(usize, usize)]) -> Vec<usize> {
        let mut links = links(pairs);
        mark_moved(&mut links);
        links
            .iter()
            .filter(|link| link.moved)
            .map(|link| link.first(0))
            .collect()
    }

    #[test]
    fn one_passage_that_stands_elsewhere_is_moved_and_its_neighbours_are_not() {
        assert_eq!(moved(&[(0, 0), (1, 4), (2, 1), (3, 2), (4, 3)]), [1]);
        assert_eq!(moved(&[(0, 0), (1, 1), (2, 2)]), [0; 0]);
        assert_eq!(moved(&[]), [0; 0]);
    }

    #[test]
    fn every_block_of_both_documents_is_in_one_row() {
        let read = |text| crate::document::from_text("t", text, None);
        let source = read("One.\n\nTwo.\n\nThree.\n\nFour.");
        let target = read("Dos.\n\nUno.\n\nNuevo.\n\nCuatro.");
        let mut links = links(&[(0, 1), (1, 0), (3, 3)]);
        mark_moved(&mut links);
        let rows = Weaver::new([&source, &target], links).weave();
        for side in [0, 1] {
            let mut seen: Vec<usize> = rows
                .iter()
                .flat_map(|row| match row {
                    Row::Bead(Bead { sides, .. }) | Row::Aside { sides } => sides[side].clone(),
                })
                .collect();
            seen.sort_unstable();
            assert_eq!(seen, [0, 1, 2, 3], "side {side}");
        }
        let shape: Vec<_> = rows
            .iter()
            .map(|row| match row {
                Row::Bead(Bead { sides, moved, .. }) => (sides.clone(), *moved),
                Row::Aside { sides } => (sides.clone(), false),
            })
            .collect();
        assert_eq!(shape[2], ([vec![2], vec![]], false), "{shape:?}");
        assert_eq!(shape[3], ([vec![], vec![2]], false), "{shape:?}");
    }

    #[test]
    fn passages_in_a_row_that_nothing_stands_for_are_one_gap() {
        let read = |text| crate::document::from_text("t", text, None);
        let source = read("One.\n\nTwo.\n\nThree.\n\nFour.");
        let target = read("Uno.\n\nCuatro.");
        let rows = Weaver::new([&source, &target], links(&[(0, 0), (3, 1)])).weave();
        let Row::Bead(gap) = &rows[1] else {
            panic!("{rows:?}")
        };
        assert_eq!((rows.len(), &gap.sides[0]), (3, &vec![1, 2]));
    }
}
