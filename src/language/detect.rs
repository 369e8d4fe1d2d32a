//! Which language a text is in: by script where that tells, else by lingua in two stages, first the
//! document from its longest passages, then each passage against it.
//!
//! Lingua is always asked in its high-accuracy mode; the other takes long English paragraphs for
//! Vietnamese with full confidence.

use std::sync::OnceLock;

use lingua::{LanguageDetector, LanguageDetectorBuilder};

use super::script::{Said, said};
use super::words::{self, Tally};
use super::{Language, packs};

/// What detection says of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The likeliest language.
    pub language: Language,
    /// From 0 to 1, rounded to three decimals (lingua's last digits differ between runs).
    pub confidence: f64,
}

/// Characters of a document that are looked at.
const DOCUMENT_SAMPLE: usize = 800;
/// Characters of a passage that are looked at.
const PASSAGE_SAMPLE: usize = 300;

/// The language of a document, from its longest passages. `None` where there are too few letters,
/// only names and codes, or a language that cotejo has no model of.
pub fn detect<'a>(passages: impl IntoIterator<Item = &'a str>) -> Option<Guess> {
    let mut longest: Vec<&str> = passages.into_iter().collect();
    longest.sort_by_key(|passage| std::cmp::Reverse(passage.len()));
    longest.truncate(8);
    let each = DOCUMENT_SAMPLE / longest.len().clamp(1, 4);
    let mut sample = Sample::default();
    for passage in longest {
        sample.add(
            passage,
            each.min(DOCUMENT_SAMPLE.saturating_sub(sample.chars)),
        );
    }
    if sample.letters < 2 || !sample.has_words {
        return None;
    }
    let guess = match by_script(&sample.text) {
        ByScript::Is(guess) => return Some(guess),
        ByScript::Unknown => return None,
        ByScript::AskLingua => *Models::of_documents().ask(&sample.text).first()?,
    };
    // A language without a model is taken for its neighbour; that it has none of its words gives it away.
    let tally = Tally::of(&sample.text);
    let foreign = words::are_listed(guess.language)
        && tally.words >= 40
        && tally.hits(guess.language) * 12 < tally.words;
    (!foreign).then_some(guess)
}

/// The language of a passage within a document whose language is known or not. A short passage keeps the
/// document's unless it is plainly in another. `None` where the letters do not tell: names and codes
/// alone never do.
pub fn detect_passage(text: &str, document: Option<Language>) -> Option<Guess> {
    let mut sample = Sample::default();
    sample.add(text, PASSAGE_SAMPLE);
    if sample.letters < 2 || !sample.has_words {
        return None;
    }
    match by_script(&sample.text) {
        ByScript::Is(guess) => return Some(guess),
        ByScript::Unknown => return None,
        ByScript::AskLingua => {}
    }
    let tally = Tally::of(&sample.text);
    if let Some(language) = document
        && (tally.is_plainly(language) || !Models::of_documents().have(language))
    {
        // Without a model of the document's language every passage would be taken for another one.
        return tally.plainly().map(|language| Guess {
            language,
            confidence: 1.0,
        });
    }
    let guesses = Models::of_passages(document, |models| models.ask(&sample.text));
    let best = *guesses.first()?;
    let rival = match document {
        Some(language) => guesses
            .iter()
            .find(|guess| guess.language == language)
            .copied(),
        None => guesses.get(1).copied(),
    };
    let Some(rival) = rival.filter(|rival| rival.language != best.language) else {
        return Some(best);
    };
    let needed = match sample.letters {
        ..25 => 0.60,
        25..60 => 0.35,
        60.. => 0.10,
    };
    if best.confidence - rival.confidence >= needed {
        Some(best)
    } else {
        document.map(|_| rival)
    }
}

/// The part of a text that is shown to a detector: without addresses and codes.
#[derive(Debug, Default)]
struct Sample {
    text: String,
    chars: usize,
    letters: usize,
    /// Whether a word stands there that is neither a name nor a code.
    has_words: bool,
}

impl Sample {
    fn add(&mut self, passage: &str, chars: usize) {
        let end = self.chars + chars;
        for token in passage
            .split_whitespace()
            .filter(|token| !is_address_or_code(token))
        {
            if self.chars >= end {
                return;
            }
            // A token may be a whole sentence, in scripts without spaces.
            let (mut first, mut letters) = (None, 0);
            for c in token.chars().take(end - self.chars) {
                self.text.push(c);
                self.chars += 1;
                if c.is_alphabetic() {
                    first = first.or(Some(c));
                    letters += 1;
                }
            }
            self.text.push(' ');
            self.chars += 1;
            self.letters += letters;
            self.has_words |= letters >= 2 && first.is_some_and(|c| !c.is_uppercase());
        }
    }
}

fn is_address_or_code(token: &str) -> bool {
    token.contains("://")
        || token.starts_with("www.")
        || (token.contains('@') && token.contains('.'))
        || token.contains(['_', '`', '\\', '{', '}', '<', '>', '='])
        || token.bytes().any(|b| b.is_ascii_digit())
        || (token.is_ascii() && token.contains('/') && token.contains('.'))
}

enum ByScript {
    Is(Guess),
    AskLingua,
    Unknown,
}

fn by_script(text: &str) -> ByScript {
    match said(text) {
        Said::Nothing => ByScript::Unknown,
        Said::Latin => ByScript::AskLingua,
        // With models of its script's languages, lingua knows better than a table of letters.
        Said::Language(language, _)
            if matches!(language.as_str(), "ru" | "uk" | "bg" | "ar" | "hi")
                && Models::of_documents().have(language) =>
        {
            ByScript::AskLingua
        }
        Said::Language(language, share) => ByScript::Is(Guess {
            language,
            confidence: rounded(share),
        }),
    }
}

/// A detector and its languages.
struct Models {
    detector: LanguageDetector,
    languages: Vec<(lingua::Language, Language)>,
}

impl Models {
    /// All languages that are built in.
    fn of_documents() -> &'static Self {
        static ALL: OnceLock<Models> = OnceLock::new();
        ALL.get_or_init(|| Self::of(built_in()))
    }

    /// The languages that have a pack, and the document's own: fewer languages, fewer mistakes.
    fn of_passages<T>(document: Option<Language>, ask: impl FnOnce(&Self) -> T) -> T {
        static PACKED: OnceLock<Option<Models>> = OnceLock::new();
        let with = |extra: Option<Language>| {
            let wanted =
                |&(_, tag): &(_, Language)| Some(tag) == extra || packs().any(|known| known == tag);
            let chosen: Vec<_> = built_in().into_iter().filter(wanted).collect();
            (chosen.len() >= 2).then(|| Self::of(chosen))
        };
        let packed = PACKED.get_or_init(|| with(None));
        match packed {
            Some(packed) if document.is_none_or(|language| packed.have(language)) => ask(packed),
            // Building one is cheap: the models themselves are shared and read in place.
            _ => match with(document) {
                Some(models) => ask(&models),
                None => ask(Self::of_documents()),
            },
        }
    }

    fn of(languages: Vec<(lingua::Language, Language)>) -> Self {
        let own: Vec<_> = languages.iter().map(|&(own, _)| own).collect();
        Self {
            detector: LanguageDetectorBuilder::from_languages(&own).build(),
            languages,
        }
    }

    fn have(&self, language: Language) -> bool {
        self.languages.iter().any(|&(_, known)| known == language)
    }

    /// The likeliest first.
    fn ask(&self, text: &str) -> Vec<Guess> {
        let values = self.detector.compute_language_confidence_values(text);
        let tag = |own| {
            self.languages
                .iter()
                .find(|&&(known, _)| known == own)
                .map(|&(_, tag)| tag)
        };
        let mut guesses: Vec<_> = values
            .into_iter()
            .filter_map(|(own, confidence)| {
                Some(Guess {
                    language: tag(own)?,
                    confidence: rounded(confidence),
                })
            })
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
    let mut languages: Vec<_> = lingua::Language::all()
        .into_iter()
        .filter_map(|language| Some((language, tag(language)?)))
        .collect();
    languages.sort_by_key(|&(_, tag)| tag);
    languages
}

/// Whether there is a model by which a language can be told.
pub(super) fn has_model(language: Language) -> bool {
    Models::of_documents().have(language)
}

fn rounded(confidence: f64) -> f64 {
    (confidence * 1000.0).round() / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(text: &str, document: &str) -> Option<String> {
        detect_passage(text, Language::new(document)).map(|guess| guess.language.to_string())
    }

    #[test]
    fn a_document_is_told_by_its_longest_passages() {
        let passages = [
            "Comment (0)",
            "Las autoridades del distrito anunciaron ayer que los trabajos empezarán en marzo.",
        ];
        assert_eq!(detect(passages).unwrap().language, Language::ES);
    }

    #[test]
    fn names_and_codes_have_no_language() {
        assert_eq!(detect(["Huynh Van Sau"]), None);
        assert_eq!(tag("Huỳnh Văn Sáu", "en"), None);
        assert_eq!(
            tag(
                "No. 12-HD/BTCTW https://nhandan.vn/nam-dinh-chu-trong.html",
                "en"
            ),
            None
        );
        assert_eq!(tag("", "en"), None);
    }

    #[test]
    fn a_passage_in_another_language_is_seen() {
        let text = "Cán bộ hỗ trợ, phụ trách vận động, kết nối các nguồn lực để đầu tư, phát triển kinh tế";
        assert_eq!(tag(text, "en").as_deref(), Some("vi"));
        assert_eq!(
            tag(
                "Los dirigentes de los barrios y aldeas se centran en construir cuadros",
                "en"
            )
            .as_deref(),
            Some("es")
        );
        assert_eq!(tag("今日は良い天気です", "en").as_deref(), Some("ja"));
    }

    #[test]
    fn a_short_passage_keeps_the_language_of_the_document() {
        assert_eq!(tag("No data", "en").as_deref(), Some("en"));
        assert_eq!(tag("Event calendar", "en").as_deref(), Some("en"));
    }

    #[test]
    fn a_document_in_a_language_without_a_model_is_not_taken_for_residue() {
        assert_eq!(
            tag("Hallitus päätti eilen, että uusi laki tulee voimaan", "fi"),
            None
        );
    }
}
