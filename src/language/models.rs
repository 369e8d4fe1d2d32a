//! Lingua's models. They are read in place from the program, so a detector costs next to nothing to make;
//! it is made when it is first asked.
//!
//! Lingua is always asked in its high-accuracy mode; the other takes long English paragraphs for
//! Vietnamese with full confidence.

use std::sync::OnceLock;

use lingua::{LanguageDetector, LanguageDetectorBuilder};

use super::{Guess, Language, packs};

/// A detector and its languages.
pub(super) struct Models {
    detector: LanguageDetector,
    languages: Vec<(lingua::Language, Language)>,
}

impl Models {
    /// All languages that are built in.
    pub(super) fn of_documents() -> &'static Self {
        static ALL: OnceLock<Models> = OnceLock::new();
        ALL.get_or_init(|| Self::of(built_in()))
    }

    /// Asks about a passage among the languages that have a pack and the document's own: fewer languages,
    /// fewer mistakes.
    pub(super) fn ask_about_passage(text: &str, document: Option<Language>) -> Vec<Guess> {
        static PACKED: OnceLock<Option<Models>> = OnceLock::new();
        let packed = PACKED.get_or_init(|| Self::packed_and(None));
        match packed {
            Some(packed) if document.is_none_or(|language| packed.have(language)) => {
                packed.ask(text)
            }
            _ => match Self::packed_and(document) {
                Some(models) => models.ask(text),
                None => Self::of_documents().ask(text),
            },
        }
    }

    fn packed_and(extra: Option<Language>) -> Option<Self> {
        let mut languages = built_in();
        languages.retain(|&(_, tag)| Some(tag) == extra || packs().any(|known| known == tag));
        (languages.len() >= 2).then(|| Self::of(languages))
    }

    fn of(languages: Vec<(lingua::Language, Language)>) -> Self {
        let own: Vec<_> = languages.iter().map(|&(own, _)| own).collect();
        Self {
            detector: LanguageDetectorBuilder::from_languages(&own).build(),
            languages,
        }
    }

    /// Whether a language is among them.
    pub(super) fn have(&self, language: Language) -> bool {
        self.languages.iter().any(|&(_, known)| known == language)
    }

    /// What they say of a text, the likeliest first.
    pub(super) fn ask(&self, text: &str) -> Vec<Guess> {
        let values = self.detector.compute_language_confidence_values(text);
        let tag = |own| {
            let found = self.languages.iter().find(|&&(known, _)| known == own);
            found.map(|&(_, tag)| tag)
        };
        let mut guesses: Vec<_> = values
            .into_iter()
            .filter_map(|(own, confidence)| Some(Guess::new(tag(own)?, confidence)))
            .filter(|guess| guess.confidence > 0.0)
            .collect();
        guesses.sort_by(|a, b| {
            b.confidence
                .total_cmp(&a.confidence)
                .then(a.language.cmp(&b.language))
        });
        guesses
    }
}

/// The languages of lingua that were compiled in, in order of their tags.
fn built_in() -> Vec<(lingua::Language, Language)> {
    let tag = |language: lingua::Language| Language::new(&language.iso_code_639_1().to_string());
    let all = lingua::Language::all().into_iter();
    let mut languages: Vec<_> = all
        .filter_map(|language| Some((language, tag(language)?)))
        .collect();
    languages.sort_by_key(|&(_, tag)| tag);
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_models_that_were_built_in_can_be_read() {
        // Lingua swallows the error of a model that does not fit it, and is then wrong nearly always.
        let guesses = Models::of_documents()
            .ask("Las autoridades del distrito anunciaron ayer que los trabajos empezarán pronto.");
        assert_eq!(guesses[0].language, Language::ES);
        assert!(guesses[0].confidence > 0.8, "{guesses:?}");
    }
}
