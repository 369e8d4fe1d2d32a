//! How well the words of units go together: what the table says of each cell of the grid.
//!
//! A bead of *a* source units and *b* target units is scored as the mean of two likelihood ratios,
//! target given source and source given target (IBM model 1, Brown et al. 1993). Each is a sum over
//! the units of the one side given *all* units of the other, so a cell needs one number for each size
//! of the other side's group, and every bead is a sum of a few of them. Links are found from the
//! words' places in the target, so that a cell costs what it holds and not the product of its words.

use std::ops::Range;

use super::length::WIDEST;
use super::math::{QuickLn, Score, half, real, small, wide};
use super::table::Table;
use super::units::Sequence;

/// Words are not independent; a likelihood ratio that takes them so is too sure by about this factor.
const DAMPING: f32 = 0.6;

/// What a word without any link counts for, as a share of what chance would give.
const FLOOR: f32 = 0.15;

/// Two texts and the table by which they are compared.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    source: Side<'a>,
    target: Side<'a>,
    table: &'a Table,
    /// Where each target word stands: unit and place among the unit's words.
    places: Vec<(u32, u32)>,
    place_starts: Vec<u32>,
}

#[derive(Debug)]
struct Side<'a> {
    sequence: &'a Sequence,
    trust: &'a [f32],
    /// One over the probability of each word in this text.
    surprise: Vec<f32>,
    /// What each word scores where it has no link.
    alone: Vec<Score>,
    ln: QuickLn,
    /// For each unit, what it scores where none of its words has a link.
    base: Vec<Score>,
}

/// A word of the row's unit linked to a word of the column's.
#[derive(Debug, Clone, Copy)]
struct CellLink {
    column: u32,
    /// Places among the words of the two units.
    source: u32,
    target: u32,
    forward: f32,
    backward: f32,
}

/// The links of one source unit with a stretch of target units.
#[derive(Debug, Default)]
pub(crate) struct RowLinks {
    columns: Range<usize>,
    starts: Vec<u32>,
    links: Vec<CellLink>,
}

impl RowLinks {
    fn cell(&self, column: usize) -> &[CellLink] {
        if !self.columns.contains(&column) {
            return &[];
        }
        let at = column - self.columns.start;
        &self.links[wide(self.starts[at])..wide(self.starts[at + 1])]
    }
}

/// One cell's scores: `forward[a - 1]` is the target unit given the *a* source units that end with the
/// row, `backward[b - 1]` the source unit given the *b* target units that end with the column.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Cell {
    pub forward: [Score; WIDEST],
    pub backward: [Score; WIDEST],
}

/// The cells of one row.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    /// Target units.
    pub columns: Range<usize>,
    /// A cell for each of them.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a target unit that the row reaches.
    pub(crate) fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column.checked_sub(self.columns.start)?)
    }
}

impl<'a> Side<'a> {
    fn new(sequence: &'a Sequence, trust: &'a [f32]) -> Self {
        let mut counts = vec![0_u32; trust.len()];
        sequence
            .all_words()
            .iter()
            .for_each(|&word| counts[wide(word)] += 1);
        let all = real(sequence.all_words().len()) + 20.0;
        let surprise = counts
            .iter()
            .map(|&count| half(all / (f64::from(count) + 0.5)))
            .collect();
        let ln = QuickLn::new();
        let alone: Vec<Score> = trust
            .iter()
            .map(|&trust| evidence(ln, trust, 0.0))
            .collect();
        let base = |unit: usize| {
            sequence
                .words(unit)
                .iter()
                .map(|&word| alone[wide(word)])
                .sum()
        };
        let base = (0..sequence.len()).map(base).collect();
        Self {
            sequence,
            trust,
            surprise,
            alone,
            ln,
            base,
        }
    }

    /// What a word adds to [`Side::base`] for the mass that its links have, shared among so many words.
    fn gain(&self, word: u32, mass: f32, share: f32) -> Score {
        evidence(
            self.ln,
            self.trust[wide(word)],
            mass * self.surprise[wide(word)] * share,
        ) - self.alone[wide(word)]
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and scores are far from the limits"
)]
fn evidence(ln: QuickLn, trust: f32, ratio: f32) -> Score {
    const SCALE: f32 = DAMPING * 1024.0;
    (SCALE * ln.of(1.0 - trust + trust * (FLOOR + ratio))) as Score
}

impl<'a> Cells<'a> {
    /// Prepares two texts.
    pub(crate) fn new(source: &'a Sequence, target: &'a Sequence, table: &'a Table) -> Self {
        let (place_starts, places) = places(target, table.target_trust.len());
        Self {
            source: Side::new(source, &table.source_trust),
            target: Side::new(target, &table.target_trust),
            table,
            places,
            place_starts,
        }
    }

    /// The links of a source unit with target units.
    pub(crate) fn links(&self, row: usize, columns: Range<usize>) -> RowLinks {
        let mut links = Vec::new();
        for (place, &word) in (0_u32..).zip(self.source.sequence.words(row)) {
            for link in self.table.links(word) {
                let places = &self.places[wide(self.place_starts[wide(link.target)])
                    ..wide(self.place_starts[wide(link.target) + 1])];
                let from = places.partition_point(|&(unit, _)| wide(unit) < columns.start);
                for &(unit, target) in places[from..]
                    .iter()
                    .take_while(|&&(unit, _)| wide(unit) < columns.end)
                {
                    links.push(CellLink {
                        column: unit,
                        source: place,
                        target,
                        forward: link.forward,
                        backward: link.backward,
                    });
                }
            }
        }
        links.sort_by_key(|link| link.column);
        let mut starts = vec![0; columns.len() + 1];
        links
            .iter()
            .for_each(|link| starts[wide(link.column) - columns.start + 1] += 1);
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        RowLinks {
            columns,
            starts,
            links,
        }
    }

    /// The cells of a row, from its links and those of the rows before it (the nearest first).
    pub(crate) fn row(&self, row: usize, links: [&RowLinks; WIDEST]) -> Row {
        let columns = links[0].columns.clone();
        let mut masses = Masses::default();
        let cells = columns
            .clone()
            .map(|column| self.cell(row, column, links, &mut masses))
            .collect();
        Row { columns, cells }
    }

    fn cell(
        &self,
        row: usize,
        column: usize,
        links: [&RowLinks; WIDEST],
        masses: &mut Masses,
    ) -> Cell {
        let mut cell = Cell {
            forward: [self.target.base[column]; WIDEST],
            backward: [self.source.base[row]; WIDEST],
        };
        for (back, rows) in links.iter().enumerate() {
            rows.cell(column)
                .iter()
                .for_each(|link| masses.add(link.target, back, link.forward));
        }
        let shares = group_shares(self.source.sequence, row);
        let words = self.target.sequence.words(column);
        masses.drain(|place, sums| {
            for (size, &mass) in sums.iter().enumerate() {
                cell.forward[size] += self.target.gain(words[place], mass, shares[size]);
            }
        });
        for back in 0..WIDEST.min(column + 1) {
            links[0]
                .cell(column - back)
                .iter()
                .for_each(|link| masses.add(link.source, back, link.backward));
        }
        let shares = group_shares(self.target.sequence, column);
        let words = self.source.sequence.words(row);
        masses.drain(|place, sums| {
            for (size, &mass) in sums.iter().enumerate() {
                cell.backward[size] += self.source.gain(words[place], mass, shares[size]);
            }
        });
        cell
    }
}

/// The share of each word of the last one, two, three … units up to `last`, and of chance beside them.
fn group_shares(sequence: &Sequence, last: usize) -> [f32; WIDEST] {
    let mut total = 0;
    std::array::from_fn(|back| {
        total += last
            .checked_sub(back)
            .map_or(0, |unit| sequence.words(unit).len());
        half(1.0 / real(total + 1))
    })
}

/// Probability mass that reaches each word of a unit, by how far back it comes from.
#[derive(Debug, Default)]
struct Masses {
    by_place: Vec<[f32; WIDEST]>,
    touched: Vec<u32>,
}

impl Masses {
    fn add(&mut self, place: u32, back: usize, mass: f32) {
        if self.by_place.len() <= wide(place) {
            self.by_place.resize(wide(place) + 1, [0.0; WIDEST]);
        }
        let slot = &mut self.by_place[wide(place)];
        if slot.iter().all(|&mass| mass == 0.0) {
            self.touched.push(place);
        }
        slot[back] += mass;
    }

    /// Hands out the sums over groups of one, two, three … and empties itself.
    fn drain(&mut self, mut take: impl FnMut(usize, [f32; WIDEST])) {
        for place in self.touched.drain(..) {
            let slot = &mut self.by_place[wide(place)];
            let mut total = 0.0;
            take(
                wide(place),
                slot.map(|mass| {
                    total += mass;
                    total
                }),
            );
            *slot = [0.0; WIDEST];
        }
    }
}

fn places(sequence: &Sequence, words: usize) -> (Vec<u32>, Vec<(u32, u32)>) {
    let mut starts = vec![0_u32; words + 2];
    sequence
        .all_words()
        .iter()
        .for_each(|&word| starts[wide(word) + 2] += 1);
    for at in 2..starts.len() {
        starts[at] += starts[at - 1];
    }
    let mut places = vec![(0, 0); sequence.all_words().len()];
    for unit in 0..sequence.len() {
        for (place, &word) in (0_u32..).zip(sequence.words(unit)) {
            let slot = &mut starts[wide(word) + 1];
            places[wide(*slot)] = (small(unit), place);
            *slot += 1;
        }
    }
    starts.pop();
    (starts, places)
}
