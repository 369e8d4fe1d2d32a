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

/// By how many letters one spelling may be longer: `Khrushchev`, `Chruschtschow`.
const LONGER: usize = 6;

/// Ways of writing that are slips in any other name: *Scholz* is not *Schols*, and *Jackson* not *Jacksson*.
const LIKE_SLIPS: [[&str; 2]; 6] = [
    ["s", "ss"],
    ["z", "s"],
    ["sh", "ch"],
    ["ss", "s"],
    ["s", "z"],
    ["ch", "sh"],
];

/// How names from Slavic languages and those beside them end, as several languages write them, and letters that only
/// transcriptions have.
const ENDINGS: [&str; 38] = [
    "ov", "ova", "ev", "eva", "ow", "owa", "ew", "ewa", "yov", "jow", "iev", "ieva", "off", "sky",
    "skyy", "skyj", "skiy", "skij", "skii", "ski", "mir", "slav", "slaw", "ska", "skaya", "skaja",
    "skaia", "enko", "vich", "witsch", "vitch", "chuk", "tschuk", "tchouk", "iy", "ij", "shvili",
    "schwili",
];
const WITHIN: [&str; 4] = ["zh", "kh", "shch", "schtsch"];

/// Whether a folded name may have been written in another script.
fn may_be_transcribed(name: &str) -> bool {
    ENDINGS.iter().any(|ending| name.ends_with(ending))
        || WITHIN.iter().any(|letters| name.contains(letters))
}

/// What letters of the source's language are which of the target's.
#[derive(Debug, Default)]
pub(super) struct Transcription {
    ways: Vec<[&'static str; 2]>,
}

/// The letters of [`LOOSE`], either way.
fn loose() -> impl Iterator<Item = [&'static str; 2]> {
    LOOSE
        .iter()
        .flat_map(|&[one, other]| [[one, other], [other, one]])
}

impl Transcription {
    pub(super) fn between(source: &Text<'_>, target: &Text<'_>) -> Self {
        let own = |text: &Text<'_>| -> &'static [[String; 2]] {
            text.pack().map_or(&[], |pack| &pack.names.transcription)
        };
        let (theirs, ours) = (own(source), own(target));
        let mut ways: Vec<[&str; 2]> = Vec::with_capacity(ours.len() + theirs.len());
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
        let lengths = source.len().abs_diff(target.len());
        if source.len() < SHORTEST || lengths > LONGER || source == target {
            return false;
        }
        if !source.is_ascii() || !target.is_ascii() {
            return false;
        }
        let (from, to) = (source.as_bytes(), target.as_bytes());
        self.may_part(from, to)
            && self.leads(from, to, true)
            && (may_be_transcribed(source)
                || may_be_transcribed(target)
                || self.leads(from, to, false))
    }

    /// Whether something is written in another way where two words part, or a letter or two before: most words part for good.
    fn may_part(&self, source: &[u8], target: &[u8]) -> bool {
        const BEFORE: usize = 2;
        let same = source
            .iter()
            .zip(target)
            .take_while(|(one, other)| one == other);
        let parts = same.count();
        let mut places = parts.saturating_sub(BEFORE)..=parts;
        places.any(|at| {
            let (from, to) = (&source[at..], &target[at..]);
            let mut ways = self.ways.iter().copied().chain(loose());
            ways.any(|[one, other]| {
                from.starts_with(one.as_bytes()) && to.starts_with(other.as_bytes())
            })
        })
    }

    /// Whether steps lead from the beginnings of both words to their ends.
    fn leads(&self, source: &[u8], target: &[u8], sure: bool) -> bool {
        // Which pairs of places are reached from the beginnings, row after row.
        let width = target.len() + 1;
        let mut met: SmallVec<[bool; 256]> = smallvec![false; (source.len() + 1) * width];
        met[0] = true;
        let mut furthest = 0;
        for here in 0..source.len() {
            if here > furthest {
                return false;
            }
            for there in 0..target.len() {
                if met[here * width + there] {
                    for [one, other] in self.steps(&source[here..], &target[there..], sure) {
                        met[(here + one) * width + there + other] = true;
                        furthest = furthest.max(here + one);
                    }
                }
            }
        }
        met[source.len() * width + target.len()]
    }

    /// How many letters of each word may be the same at its beginning; `sure` says that the name is from another script.
    fn steps<'w>(
        &'w self,
        from: &'w [u8],
        to: &'w [u8],
        sure: bool,
    ) -> impl Iterator<Item = [usize; 2]> + 'w {
        let same = from.first().is_some_and(|byte| to.first() == Some(byte));
        let ways = self.ways.iter().filter(move |way| {
            let [one, other] = way;
            from.starts_with(one.as_bytes())
                && to.starts_with(other.as_bytes())
                && (sure || !LIKE_SLIPS.iter().any(|slip| slip == *way))
        });
        let ends =
            loose().filter(move |[one, other]| from == one.as_bytes() && to == other.as_bytes());
        let ways = ways
            .copied()
            .chain(ends)
            .map(|[one, other]| [one.len(), other.len()]);
        same.then_some([1, 1]).into_iter().chain(ways)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_the_letters_that_a_language_has_for_it() {
        let ways = Transcription {
            ways: vec![
                ["v", "w"],
                ["zh", "sch"],
                ["z", "s"],
                ["iy", "ij"],
                ["s", "ss"],
            ],
        };
        assert!(ways.writes("zhernakov", "schernakow") && ways.writes("zarekov", "sarekow"));
        assert!(ways.writes("vasiliy", "wasilij") && ways.writes("belskii", "belski"));
        // Only in that direction, and nothing but that.
        assert!(!ways.writes("sarekov", "zarekow") && !ways.writes("zarekov", "sarikow"));
        assert!(!ways.writes("zarekov", "zarekov") && !ways.writes("zo", "so"));
        // Names that no other script was between.
        assert!(!ways.writes("zidane", "sidane") && !ways.writes("jackson", "jacksson"));
        assert!(!ways.writes("viiktorov", "viktorow"));
    }
}
