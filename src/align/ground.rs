//! Whether beads have anything in common but their place: what tells a wrong pairing from a translation.

use std::ops::Range;

use super::math::real;
use super::reading::names;
use super::units::{Sequence, Vocabulary};
use super::{Bitext, Reading};

/// How much of what matched segments name, they name on both sides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct CommonGround {
    /// Share of the poorer side's concepts that the other side has too, 0 to 1.
    pub share: f64,
    /// The same for segments that the alignment does not put together: what chance gives in these two texts.
    pub chance: f64,
    /// The spread of `chance` for so few concepts (one standard deviation).
    pub spread: f64,
}

impl CommonGround {
    /// Whether the beads have clearly more in common than chance gives.
    pub fn is_firm(self) -> bool {
        self.share >= 0.06
            && self.share >= 1.6 * self.chance
            && self.share - self.chance >= 2.5 * self.spread
    }

    /// Whether the beads have no more in common than chance gives. Short texts may be neither this nor firm: there it
    /// cannot be told.
    pub fn is_chance(self) -> bool {
        self.share < 1.3 * self.chance || self.share - self.chance < self.spread
    }

    /// [`Self::is_firm`] where no lexicon has one of the languages, so that only numbers and names spelled alike can be in
    /// common: few, and next to none by chance. `covered` is the share of the less covered text, 0 to 1.
    pub fn is_firm_without_lexicon(self, covered: f64) -> bool {
        let several = self.share >= 0.02 && self.share >= 3.0 * self.chance;
        let in_step = covered >= 0.9 && self.share >= 0.006 && self.share >= 2.0 * self.chance;
        several || in_step
    }
}

/// Beads to look at: a sample of a long text tells as much as all of it.
const SAMPLE: usize = 60;

/// Looks at matched beads of a bitext; `None` where they name too little to tell, as in languages without a lexicon.
pub fn common_ground(source: &Reading, target: &Reading, bitext: &Bitext) -> Option<CommonGround> {
    let beads = bitext.segments.iter();
    let beads = beads.map(|bead| (bead.source.clone(), bead.target.clone()));
    ground_of(
        (&source.words, &source.units),
        (&target.words, &target.units),
        beads,
    )
}

/// The same for beads of texts whose words have numbers.
pub(super) fn ground_of(
    source: (&Vocabulary, &Sequence),
    target: (&Vocabulary, &Sequence),
    beads: impl Iterator<Item = (Range<usize>, Range<usize>)>,
) -> Option<CommonGround> {
    let matched = beads.filter(|(source, target)| !source.is_empty() && !target.is_empty());
    let matched: Vec<_> = matched.collect();
    let step = matched.len().div_ceil(SAMPLE).max(1);
    let sampled = matched.into_iter().step_by(step);
    let named: Vec<[Vec<u64>; 2]> = sampled
        .map(|(sources, targets)| {
            [
                names(source.0, source.1, sources),
                names(target.0, target.1, targets),
            ]
        })
        .collect();
    measured(&named)
}

fn measured(beads: &[[Vec<u64>; 2]]) -> Option<CommonGround> {
    let (share, looked_at) = overlap(beads, 0);
    if looked_at < 12 {
        return None;
    }
    let turns: Vec<f64> = (1..beads.len().min(5))
        .map(|turn| overlap(beads, turn).0)
        .collect();
    let chance = if turns.is_empty() {
        0.1
    } else {
        turns.iter().sum::<f64>() / real(turns.len())
    };
    Some(CommonGround {
        share,
        chance,
        spread: (chance * (1.0 - chance) / real(looked_at)).sqrt(),
    })
}

/// Share of concepts in common where each bead's source is held against the target of the bead `turn` places on, and of
/// how many.
fn overlap(beads: &[[Vec<u64>; 2]], turn: usize) -> (f64, usize) {
    let (mut common, mut all) = (0, 0);
    for (at, [source, _]) in beads.iter().enumerate() {
        let target = &beads[(at + turn) % beads.len()][1];
        common += source
            .iter()
            .filter(|concept| target.binary_search(concept).is_ok())
            .count();
        all += source.len().min(target.len());
    }
    (
        if all == 0 {
            0.0
        } else {
            real(common) / real(all)
        },
        all,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::testing::{english, lines, spanish};
    use crate::align::{Options, align, align_many};
    use crate::document::from_text;
    use crate::language::Language;

    fn ground(english: &str, spanish: &str) -> CommonGround {
        let documents = [
            from_text("en", english, Some(Language::EN)),
            from_text("es", spanish, Some(Language::ES)),
        ];
        let bitext = align(&documents[0], &documents[1], &Options::SHIPPED);
        let readings = documents
            .each_ref()
            .map(|it| Reading::new(it, &Options::SHIPPED));
        common_ground(&readings[0], &readings[1], &bitext).unwrap()
    }

    const BRIDGE: &str = "The council approved the new bridge on Tuesday.\n\nThe mayor thanked the families of the district for their patience.\n\nWork begins in September and will cost three million euros.";

    #[test]
    fn a_translation_has_more_in_common_than_chance() {
        let ground = ground(
            BRIDGE,
            "El ayuntamiento aprobó el martes el nuevo puente.\n\nEl alcalde agradeció a las familias del distrito su paciencia.\n\nLas obras empiezan en septiembre y costarán tres millones de euros.",
        );
        assert!(ground.is_firm(), "{ground:?}");
    }

    #[test]
    fn a_recipe_has_not() {
        let ground = ground(
            BRIDGE,
            "Bata los huevos con el azúcar hasta que la mezcla quede blanca.\n\nIncorpore la harina poco a poco y después la ralladura de un limón.\n\nHornee durante media hora y deje enfriar antes de servir.",
        );
        assert!(!ground.is_firm(), "{ground:?}");
    }

    #[test]
    fn lines_tell_it_too() {
        let spanish = "El ayuntamiento aprobó el martes el nuevo puente.\nEl alcalde agradeció a las familias del distrito su paciencia.\nLas obras empiezan en septiembre y costarán tres millones de euros.";
        let recipe = "Bata los huevos con el azúcar hasta que la mezcla quede blanca.\nIncorpore la harina poco a poco y después la ralladura de un limón.\nHornee durante media hora y deje enfriar antes de servir.";
        let english = BRIDGE.replace("\n\n", "\n");
        let languages = (Some(Language::EN), Some(Language::ES));
        let ground = |target: &str| {
            let texts = [(english.as_str(), target)];
            align_many(&texts, languages, &Options::SHIPPED)[0].ground
        };
        assert!(ground(spanish).unwrap().is_firm());
        assert!(!ground(spanish).unwrap().is_chance());
        assert!(ground(recipe).is_none_or(|ground| !ground.is_firm()));
    }

    #[test]
    fn of_a_language_without_a_lexicon_nothing_is_told() {
        let languages = (Some(Language::EN), Language::new("ja"));
        let texts = [(BRIDGE, "橋が開通した。\n費用は1,560,000ユーロだった。")];
        assert_eq!(
            align_many(&texts, languages, &Options::SHIPPED)[0].ground,
            None
        );
    }

    #[test]
    fn a_book_beside_another_one_has_nothing_in_common_and_one_beside_its_version_has() {
        let (english, version) = (english().join("\n"), spanish().join("\n"));
        let other = lines(
            [
                "La harina",
                "El azúcar",
                "Un limón",
                "La leche",
                "El arroz",
                "Una manzana",
                "El pan",
                "La sal",
            ],
            [
                "hierve",
                "se enfría",
                "cuesta",
                "pesa",
                "huele",
                "cae",
                "crece",
                "brilla",
            ],
            [
                "despacio", "deprisa", "mucho", "poco", "siempre", "nunca", "hoy", "mañana",
            ],
        )
        .join("\n");
        let languages = (Some(Language::EN), Some(Language::ES));
        let lined_up = |target: &str| {
            let mut lined_up = align_many(&[(&english, target)], languages, &Options::SHIPPED);
            lined_up.remove(0)
        };
        assert!(lined_up(&version).ground.unwrap().is_firm());
        let wrong = lined_up(&other);
        assert!(wrong.ground.unwrap().is_chance(), "{:?}", wrong.ground);
        let lines: usize = wrong.beads.iter().map(|bead| bead.source.len()).sum();
        assert_eq!(lines, 512);
    }
}
