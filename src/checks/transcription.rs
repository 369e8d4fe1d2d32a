//! Names from languages of other scripts, as two languages write them: `Tokayev` is `Tokajew` in German, `Tokaïev` in French.
//!
//! A pack says how its language writes the sounds that English transcriptions write in their way. Two words are one name if
//! they differ by nothing but that.

use smallvec::{SmallVec, smallvec};

use super::Text;

/// How English transcriptions, which every language takes over as well, differ among themselves: at the end of a name.
const LOOSE: [[&str; 2]; 4] = [["ii", "iy"], ["iy", "y"], ["yy", "y"], ["ii", "i"]];

/// Letters of the shortest name that is known under its other spelling.
const SHORTEST: usize = 4;

/// What letters of the source's language are which of the target's.
#[derive(Debug, Default)]
pub(super) struct Transcription {
    ways: Vec<[&'static str; 2]>,
}

impl Transcription {
    pub(super) fn between(source: &Text<'_>, target: &Text<'_>) -> Self {
        let own = |text: &Text<'_>| -> &'static [[String; 2]] {
            text.pack().map_or(&[], |pack| &pack.names.transcription)
        };
        let (theirs, ours) = (own(source), own(target));
        let mut ways: Vec<[&str; 2]> =
            Vec::with_capacity(LOOSE.len() * 2 + ours.len() + theirs.len());
        ways.extend(
            LOOSE
                .iter()
                .flat_map(|&[one, other]| [[one, other], [other, one]]),
        );
        ways.extend(ours.iter().map(|[english, own]| [&**english, &**own]));
        ways.extend(theirs.iter().map(|[english, own]| [&**own, &**english]));
        for [english, here] in theirs {
            let same = ours.iter().filter(|[other, _]| other == english);
            ways.extend(same.map(|[_, there]| [&**here, &**there]));
        }
        Self { ways }
    }

    /// Whether a folded word of the target is what its language makes of one of the source.
    pub(super) fn writes(&self, source: &str, target: &str) -> bool {
        if source == target || source.len() < SHORTEST || !source.is_ascii() || !target.is_ascii() {
            return false;
        }
        let (source, target) = (source.as_bytes(), target.as_bytes());
        if !self.steps(source, target).any(|_| true) {
            return false;
        }
        // Which pairs of places are reached from the beginnings, row after row.
        let width = target.len() + 1;
        let mut met: SmallVec<[bool; 256]> = smallvec![false; (source.len() + 1) * width];
        met[0] = true;
        let mut furthest = 0;
        for here in 0..source.len() {
            // Most words part after a letter or two.
            if here > furthest {
                return false;
            }
            for there in 0..target.len() {
                if met[here * width + there] {
                    for [one, other] in self.steps(&source[here..], &target[there..]) {
                        met[(here + one) * width + there + other] = true;
                        furthest = furthest.max(here + one);
                    }
                }
            }
        }
        met[source.len() * width + target.len()]
    }

    /// How many letters of each word may be the same at its beginning.
    fn steps<'w>(&'w self, from: &'w [u8], to: &'w [u8]) -> impl Iterator<Item = [usize; 2]> + 'w {
        let same = from.first().is_some_and(|byte| to.first() == Some(byte));
        let ways = self.ways.iter().filter(|[one, other]| {
            from.starts_with(one.as_bytes()) && to.starts_with(other.as_bytes())
        });
        let ways = ways.map(|[one, other]| [one.len(), other.len()]);
        same.then_some([1, 1]).into_iter().chain(ways)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_the_letters_that_a_language_has_for_it() {
        let ways = Transcription {
            ways: vec![["v", "w"], ["zh", "sch"], ["z", "s"], ["iy", "ij"]],
        };
        assert!(ways.writes("zhernakov", "schernakow") && ways.writes("zareka", "sareka"));
        assert!(ways.writes("vasiliy", "wasilij"));
        // Only in that direction, and nothing but that.
        assert!(!ways.writes("sareka", "zareka") && !ways.writes("zareka", "sarika"));
        assert!(!ways.writes("zareka", "zareka") && !ways.writes("zo", "so"));
    }
}
