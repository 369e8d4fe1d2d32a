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

/// Nats to a damped score.
const SCALE: f32 = DAMPING * 1024.0;

/// Two texts and the table by which they are compared.
#[derive(Debug)]
pub(crate) struct Cells<'a> {
    source: Side<'a>,
    target: Side<'a>,
    table: &'a Table,
    /// Where each target word stands: unit and place among the unit's words.
    places: Vec<(u32, u32)>,
    place_starts: Vec<u32>,
    ln: QuickLn,
}

#[derive(Debug)]
struct Side<'a> {
    sequence: &'a Sequence,
    /// By how much the likelihood of a word grows with the mass that reaches it, beside that of a word without a link.
    growth: Vec<f32>,
    /// For each unit, what it scores where none of its words has a link.
    base: Vec<Score>,
    /// For each unit, the share of each word of the last one, two, three … units up to it, and of chance beside them.
    shares: Vec<[f32; WIDEST]>,
}

/// A word of the row's unit linked to a word of the column's. The masses are multiplied by [`Side::growth`].
#[derive(Debug, Clone, Copy, Default)]
struct CellLink {
    column: u32,
    /// Places among the words of the two units.
    source: u32,
    target: u32,
    forward: f32,
    backward: f32,
}

/// The links of one source unit with a stretch of target units.
#[derive(Debug)]
pub(crate) struct RowLinks {
    columns: Range<usize>,
    starts: Vec<u32>,
    links: Vec<CellLink>,
}

impl RowLinks {
    /// Of a unit that is not there.
    pub(crate) const NONE: Self = Self {
        columns: 0..0,
        starts: Vec::new(),
        links: Vec::new(),
    };

    /// Puts links, in any order of their columns, into the order of the columns.
    fn new(columns: Range<usize>, found: &[CellLink]) -> Self {
        let mut starts = vec![0; columns.len() + 2];
        let slot = |link: &CellLink| wide(link.column) - columns.start;
        found.iter().for_each(|link| starts[slot(link) + 2] += 1);
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut links = vec![CellLink::default(); found.len()];
        for link in found {
            let next = &mut starts[slot(link) + 1];
            links[wide(*next)] = *link;
            *next += 1;
        }
        starts.pop();
        Self {
            columns,
            starts,
            links,
        }
    }

    #[inline]
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
    #[inline]
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
        // A word's likelihood ratio is 1 - trust + trust * (FLOOR + mass * surprise).
        let growth = counts
            .iter()
            .zip(trust)
            .map(|(&count, &trust)| {
                let surprise = half(all / (f64::from(count) + 0.5));
                trust * surprise / (1.0 - trust + trust * FLOOR)
            })
            .collect();
        let ln = QuickLn::new();
        let alone: Vec<Score> = trust
            .iter()
            .map(|&trust| damped(ln.of(1.0 - trust + trust * FLOOR)))
            .collect();
        let base = |unit: usize| {
            let words = sequence.words(unit).iter();
            words.map(|&word| alone[wide(word)]).sum()
        };
        Self {
            sequence,
            growth,
            base: (0..sequence.len()).map(base).collect(),
            shares: (0..sequence.len())
                .map(|unit| group_shares(sequence, unit))
                .collect(),
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "`as` saturates, and scores are far from the limits"
)]
#[inline]
fn damped(nats: f32) -> Score {
    (SCALE * nats) as Score
}

/// How far the places of each target word have been gone through, by rows whose stretches begin later and later.
struct Cursors(Vec<Cursor>);

/// The next place of a word, and the unit that it is in.
#[derive(Debug, Clone, Copy)]
struct Cursor {
    at: u32,
    unit: u32,
}

impl Cursor {
    const UNTOUCHED: Self = Self { at: 0, unit: 0 };
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
            ln: QuickLn::new(),
        }
    }

    /// The links of some source units with the target units that each is held against; those begin later and later.
    pub(crate) fn links(
        &self,
        rows: Range<usize>,
        columns: impl Fn(usize) -> Range<usize>,
    ) -> Vec<RowLinks> {
        let mut cursors = Cursors(vec![Cursor::UNTOUCHED; self.place_starts.len() - 1]);
        let mut found = Vec::new();
        rows.map(|row| {
            let columns = columns(row);
            let from = small(columns.start);
            let next = |word: u32| {
                let cursor = &mut cursors.0[wide(word)];
                if cursor.unit < from || cursor.at == 0 {
                    self.advance(cursor, word, from);
                }
                *cursor
            };
            self.find(row, &columns, next, &mut found);
            let links = RowLinks::new(columns, &found);
            found.clear();
            links
        })
        .collect()
    }

    /// The links of a few source units with the same few target units.
    pub(crate) fn links_between(
        &self,
        rows: &Range<usize>,
        columns: &Range<usize>,
    ) -> Vec<RowLinks> {
        let from = small(columns.start);
        let first = |word: u32| {
            let mut cursor = Cursor::UNTOUCHED;
            self.advance(&mut cursor, word, from);
            cursor
        };
        let mut found = Vec::new();
        rows.clone()
            .map(|row| {
                self.find(row, columns, first, &mut found);
                let links = RowLinks::new(columns.clone(), &found);
                found.clear();
                links
            })
            .collect()
    }

    /// Finds the links of a row; `first` is the first place of a word in the columns, or after them.
    fn find(
        &self,
        row: usize,
        columns: &Range<usize>,
        mut first: impl FnMut(u32) -> Cursor,
        found: &mut Vec<CellLink>,
    ) {
        let to = small(columns.end);
        for (source, &word) in (0_u32..).zip(self.source.sequence.words(row)) {
            let growth = self.source.growth[wide(word)];
            for link in self.table.links(word) {
                let cursor = first(link.target);
                if cursor.unit >= to {
                    continue;
                }
                let end = wide(self.place_starts[wide(link.target) + 1]);
                let here = &self.places[wide(cursor.at) - 1..end];
                let forward = link.forward * self.target.growth[wide(link.target)];
                let backward = link.backward * growth;
                for &(column, target) in here.iter().take_while(|&&(unit, _)| unit < to) {
                    found.push(CellLink {
                        column,
                        source,
                        target,
                        forward,
                        backward,
                    });
                }
            }
        }
    }

    /// Moves on to the first place of a word in a unit that is not before `from`. Numbers of places are counted from
    /// one, so that nought is where nothing was looked for yet.
    fn advance(&self, cursor: &mut Cursor, word: u32, from: u32) {
        let end = wide(self.place_starts[wide(word) + 1]);
        let mut at = if cursor.at == 0 {
            let start = wide(self.place_starts[wide(word)]);
            start + self.places[start..end].partition_point(|&(unit, _)| unit < from)
        } else {
            wide(cursor.at) - 1
        };
        while at < end && self.places[at].0 < from {
            at += 1;
        }
        *cursor = Cursor {
            at: small(at + 1),
            unit: self.places[..end].get(at).map_or(u32::MAX, |place| place.0),
        };
    }

    /// The cells of a row, from its links and those of the rows before it (the nearest first).
    pub(crate) fn row(&self, row: usize, links: [&RowLinks; WIDEST], masses: &mut Masses) -> Row {
        let columns = links[0].columns.clone();
        let cells = columns
            .clone()
            .map(|column| self.cell(row, column, links, masses))
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
        for (back, rows) in links.iter().enumerate() {
            for link in rows.cell(column) {
                masses.add(link.target, back, link.forward);
            }
        }
        let forward = masses.drain(self.ln, self.target.base[column], &self.source.shares[row]);
        for back in 0..WIDEST.min(column + 1) {
            for link in links[0].cell(column - back) {
                masses.add(link.source, back, link.backward);
            }
        }
        let backward = masses.drain(self.ln, self.source.base[row], &self.target.shares[column]);
        Cell { forward, backward }
    }
}

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
pub(crate) struct Masses {
    by_place: Vec<[f32; WIDEST]>,
    touched: Vec<u32>,
}

/// Words whose likelihood ratios are multiplied before a logarithm is taken: none is above 2^50, nor are so many above
/// what a number can hold.
const AT_ONCE: usize = 16;

impl Masses {
    #[inline]
    fn add(&mut self, place: u32, back: usize, mass: f32) {
        if self.by_place.len() <= wide(place) {
            self.by_place.resize(wide(place) + 1, [0.0; WIDEST]);
        }
        let slot = &mut self.by_place[wide(place)];
        // Masses are not negative, so none of them is left where their sum is nought.
        if slot[0] + slot[1] + slot[2] + slot[3] == 0.0 {
            self.touched.push(place);
        }
        slot[back] += mass;
    }

    /// The score of a unit for groups of one, two, three … units, and empties itself.
    fn drain(&mut self, ln: QuickLn, base: Score, shares: &[f32; WIDEST]) -> [Score; WIDEST] {
        let mut scores = [base; WIDEST];
        for places in self.touched.chunks(AT_ONCE) {
            let mut ratios = [1.0_f64; WIDEST];
            for &place in places {
                let slot = &mut self.by_place[wide(place)];
                let mut sums = *slot;
                for size in 1..WIDEST {
                    sums[size] += sums[size - 1];
                }
                for size in 0..WIDEST {
                    ratios[size] *= f64::from(1.0 + sums[size] * shares[size]);
                }
                *slot = [0.0; WIDEST];
            }
            for (score, ratio) in scores.iter_mut().zip(ratios) {
                *score += damped(ln.of_large(ratio));
            }
        }
        self.touched.clear();
        scores
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
