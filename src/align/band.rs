//! Which cells of the grid are looked at: for each number of source units, a range of target units.

use std::ops::Range;

/// A band through the grid of (source units taken, target units taken), from (0, 0) to the far corner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Band {
    /// For each number of source units, the fewest and the most target units.
    rows: Vec<(usize, usize)>,
}

impl Band {
    /// The whole grid.
    pub(crate) fn full(sources: usize, targets: usize) -> Self {
        Self {
            rows: vec![(0, targets); sources + 1],
        }
    }

    /// A band around points (in order, both coordinates rising), each wide by its own radius (asked for by number), and
    /// between two points as wide as the smaller gap allows, up to `most`.
    pub(crate) fn around(
        points: &[(usize, usize)],
        radius: impl Fn(usize) -> usize,
        most: usize,
        sources: usize,
        targets: usize,
    ) -> Self {
        let mut rows = vec![(usize::MAX, 0); sources + 1];
        let mut from = (0, 0);
        let mut before = radius(0);
        for (at, &to) in points.iter().chain([&(sources, targets)]).enumerate() {
            let here = radius(at.min(points.len().saturating_sub(1)));
            cover_gap(&mut rows, from, to, before.max(here), most, targets);
            (from, before) = (to, here);
        }
        rows[0].0 = 0;
        rows[sources].1 = targets;
        Self { rows }.monotone()
    }

    /// Makes both edges rise, and leaves no row without a way on from the row before it.
    fn monotone(mut self) -> Self {
        for at in 1..self.rows.len() {
            self.rows[at].1 = self.rows[at].1.max(self.rows[at - 1].1);
        }
        for at in (0..self.rows.len() - 1).rev() {
            self.rows[at].0 = self.rows[at].0.min(self.rows[at + 1].0);
        }
        self
    }

    /// Target units taken when so many source units are.
    #[inline]
    pub(crate) fn row(&self, sources: usize) -> Range<usize> {
        let (from, to) = self.rows[sources];
        from..to + 1
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }
}

fn cover_gap(
    rows: &mut [(usize, usize)],
    from: (usize, usize),
    to: (usize, usize),
    radius: usize,
    most: usize,
    targets: usize,
) {
    let (height, width) = (to.0 - from.0, to.1 - from.1);
    let reach = radius + (height.max(width) / 2).min(most);
    // Where one side has far more units than the other, each row takes in its whole share.
    let share = width.checked_div(height).unwrap_or(width);
    for (down, slot) in rows[from.0..=to.0].iter_mut().enumerate() {
        let across = (down * width).checked_div(height).unwrap_or(width);
        let centre = from.1 + across;
        slot.0 = slot.0.min(centre.saturating_sub(reach + share));
        slot.1 = slot.1.max((centre + reach + share).min(targets));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_begins_and_ends_at_the_corners_and_never_turns_back() {
        let band = Band::around(&[(3, 10), (8, 12)], |_| 2, 5, 20, 30);
        assert_eq!(band.row(0).start, 0);
        assert_eq!(band.row(20).end, 31);
        assert!(
            (1..=20).all(|row| band.row(row).start >= band.row(row - 1).start
                && band.row(row).end >= band.row(row - 1).end)
        );
        assert!((1..=20).all(|row| band.row(row).start < band.row(row - 1).end));
    }

    #[test]
    fn one_unit_against_many_has_room_for_all_of_them() {
        let band = Band::around(&[], |_| 2, 5, 1, 1000);
        assert!(band.row(1).contains(&1000) && band.row(0).contains(&0));
        assert!(band.row(0).end > band.row(1).start);
    }

    #[test]
    fn nothing_is_one_cell() {
        assert_eq!(Band::around(&[], |_| 2, 5, 0, 0), Band::full(0, 0));
    }
}
