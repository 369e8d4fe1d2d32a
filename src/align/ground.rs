//! Whether beads have anything in common but their place: what tells a wrong pairing from a translation.

use super::math::real;
use super::units::RawUnit;
use super::{Bead, Bitext, Options, Reading, columns};
use crate::language::Language;

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
    let names = |bead: &Bead| {
        [
            source.names(bead.source.clone()),
            target.names(bead.target.clone()),
        ]
    };
    let beads: Vec<[Vec<u64>; 2]> = sampled(&bitext.segments).map(names).collect();
    measured(&beads)
}

/// The same for the lines of two texts that [`super::align_lines`] lined up (those that are not blank).
pub fn common_ground_of_lines(
    lines: (&[&str], &[&str]),
    beads: &[Bead],
    languages: (Option<Language>, Option<Language>),
    options: &Options,
) -> Option<CommonGround> {
    let sides = [columns(languages.0, options), columns(languages.1, options)];
    let unit = |side: usize, lines: &[&str]| RawUnit::new(&lines.join("\n"), &sides[side], false);
    let (sources, targets): (Vec<RawUnit>, Vec<RawUnit>) = sampled(beads)
        .filter_map(|bead| {
            let source = lines.0.get(bead.source.clone())?;
            let target = lines.1.get(bead.target.clone())?;
            Some((unit(0, source), unit(1, target)))
        })
        .unzip();
    let readings = [
        Reading::of(&sources, &sides[0]),
        Reading::of(&targets, &sides[1]),
    ];
    let beads: Vec<[Vec<u64>; 2]> = (0..sources.len())
        .map(|bead| {
            readings
                .each_ref()
                .map(|reading| reading.names(bead..bead + 1))
        })
        .collect();
    measured(&beads)
}

/// Some of the matched beads, from all of the text.
fn sampled(beads: &[Bead]) -> impl Iterator<Item = &Bead> {
    let matched: Vec<&Bead> = beads.iter().filter(|bead| bead.is_matched()).collect();
    let step = matched.len().div_ceil(SAMPLE).max(1);
    matched.into_iter().step_by(step)
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
    use crate::align::{align, align_lines};
    use crate::document::from_text;

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
        let english: Vec<&str> = BRIDGE.lines().filter(|line| !line.is_empty()).collect();
        let languages = (Some(Language::EN), Some(Language::ES));
        let ground = |target: &str| {
            let beads = align_lines(&english.join("\n"), target, languages, &Options::SHIPPED);
            let target: Vec<&str> = target.lines().collect();
            common_ground_of_lines((&english, &target), &beads, languages, &Options::SHIPPED)
        };
        assert!(ground(spanish).unwrap().is_firm());
        assert!(!ground(spanish).unwrap().is_chance());
        assert!(ground(recipe).is_none_or(|ground| !ground.is_firm()));
    }
}
