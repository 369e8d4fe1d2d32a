//! Which language a text is in: by script where that tells, else by lingua in two stages, first the
//! document from its longest passages, then each passage against it.

use super::Language;
use super::models::Models;
use super::sample::Sample;
use super::script::{self, Said, may_be, said};
use super::words::Tally;
use super::{packs, vocabulary};
use crate::text::real;

/// What detection says of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Guess {
    /// The likeliest language.
    pub language: Language,
    /// From 0 to 1, rounded to three decimals (lingua's last digits differ between runs).
    pub confidence: f64,
}

impl Guess {
    pub(super) fn new(language: Language, confidence: f64) -> Self {
        Self {
            language,
            confidence: (confidence * 1000.0).round() / 1000.0,
        }
    }
}

/// Characters of a document that are looked at.
const DOCUMENT_SAMPLE: usize = 800;
/// Characters of a passage that are looked at.
const PASSAGE_SAMPLE: usize = 300;
/// The confidence of a model below which words are asked too.
const DOUBTFUL: f64 = 0.6;
/// Letters below which a passage has no language of its own.
const FEW_LETTERS: usize = 25;

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
    if sample.says_nothing() {
        return None;
    }
    match by_script(&sample) {
        ByScript::Is(guess) => return Some(guess),
        ByScript::Unknown => return None,
        ByScript::AskLingua => {}
    }
    let tally = &sample.tally;
    // The words of grammar of a long text leave no doubt, and are counted a hundred times faster.
    if let Some(language) = tally.surely() {
        return Some(Guess::new(language, 1.0));
    }
    let text = sample.text();
    let guesses = Models::of_documents().ask(&text);
    let mut guess = *guesses.first()?;
    // Foreign names mislead the letters; where they leave doubt, words that are plainly of one language decide.
    if guess.confidence < DOUBTFUL {
        let mut plain = guesses
            .iter()
            .filter(|guess| is_plainly(guess.language, tally, &text));
        if let (Some(&only), None) = (plain.next(), plain.next()) {
            guess = Guess::new(only.language, only.confidence.max(DOUBTFUL));
        }
    }
    // A language without a model is taken for its neighbour; that it has few of its words gives it away.
    may_be_in(guess.language, tally, &text).then_some(guess)
}

/// The language of a passage within a document whose language is known or not. `None` where the letters
/// do not tell: names and codes never do, and a few words keep the document's language.
pub fn detect_passage(text: &str, document: Option<Language>) -> Option<Guess> {
    let mut sample = Sample::default();
    sample.add(text, PASSAGE_SAMPLE);
    if sample.says_nothing() || (document.is_some() && sample.letters < FEW_LETTERS) {
        return None;
    }
    match by_script(&sample) {
        // Ideographs alone are Chinese and Japanese, a few Cyrillic letters anything: the document tells.
        ByScript::Is(guess) => {
            let own = document.filter(|&own| may_be(&sample.text(), own, guess.language));
            return Some(own.map_or(guess, |own| Guess::new(own, guess.confidence)));
        }
        ByScript::Unknown => return None,
        ByScript::AskLingua => {}
    }
    let tally = &sample.tally;
    let Some(own) = document else {
        return without_document(&sample);
    };
    // Without a model of the document's language every passage would be taken for another one.
    if tally.keeps(own) || tally.leaves_none_but(own) {
        return Some(Guess::new(own, 1.0));
    }
    if tally.prefers_none_to(own)
        && let Some(share) = share_of_words_of(own, &sample.text())
    {
        return Some(Guess::new(own, share));
    }
    if !Models::of_documents().have(own) {
        let text = sample.text();
        let found = packs()
            .filter(|&language| !script::is_close(own, language))
            .find(|&language| is_plainly(language, tally, &text));
        return found.map(|language| Guess::new(language, 1.0));
    }
    let guesses = Models::ask_about_passage(&sample.text(), document);
    let best = *guesses.first()?;
    let Some(rival) = guesses.iter().find(|guess| guess.language == own) else {
        return Some(best);
    };
    let sure = best.confidence - rival.confidence >= gap(sample.letters);
    Some(if sure && tally.allows(best.language, own) {
        best
    } else {
        *rival
    })
}

/// What share of the words of a passage, names aside, are ordinary words of a language, where most are: a headline may do
/// without words of grammar.
fn share_of_words_of(language: Language, text: &str) -> Option<f64> {
    let (own, all) = vocabulary::ordinary(language, small_words(text))?;
    (own >= 2 && own * 4 >= all * 3).then(|| real(own) / real(all))
}

/// The words of a text that are no names.
fn small_words(text: &str) -> impl Iterator<Item = &str> {
    let words = crate::text::words(text).map(|(_, word)| word);
    words.filter(|word| word.starts_with(char::is_lowercase))
}

/// Whether the words of a passage leave no doubt that it is in a language: hundreds have no model, and share the small words
/// of one that has (*a*, *se*, *o*, *na* are Czech and Portuguese). None of 7,776 sentences in Czech, Croatian and Icelandic
/// was taken for another language so, and of sentences in six languages that have lists of words at least 94 in 100 were in
/// their own.
fn is_plainly(language: Language, tally: &Tally, text: &str) -> bool {
    let grammar = tally.hits(language);
    // Without a list of words, those of grammar must say it all.
    let least = if vocabulary::is_listed(language) {
        (2, 20)
    } else {
        (5, 40)
    };
    grammar >= least.0
        && grammar * 100 >= tally.words * least.1
        && vocabulary::ordinary(language, small_words(text))
            .is_none_or(|(own, all)| all >= 2 && own * 5 >= all * 3)
        && !script::is_strange(text, language)
}

/// Whether nothing in the words of a text of some length speaks against a language.
fn may_be_in(language: Language, tally: &Tally, text: &str) -> bool {
    /// Words below which their lack says nothing.
    const ENOUGH: usize = 5;
    let lacks = match vocabulary::ordinary(language, small_words(text)) {
        Some((own, all)) => all >= ENOUGH && own * 2 < all,
        None => tally.words >= 2 * ENOUGH && tally.hits(language) * 5 < tally.words,
    };
    !lacks && !script::is_strange(text, language)
}

fn without_document(sample: &Sample<'_>) -> Option<Guess> {
    let guesses = Models::ask_about_passage(&sample.text(), None);
    let best = *guesses.first()?;
    let second = guesses.get(1).map_or(0.0, |guess| guess.confidence);
    (best.confidence - second >= gap(sample.letters)).then_some(best)
}

/// How much likelier than the document's language another one must be.
fn gap(letters: usize) -> f64 {
    match letters {
        ..25 => 0.60,
        25..60 => 0.35,
        60.. => 0.10,
    }
}

enum ByScript {
    Is(Guess),
    AskLingua,
    Unknown,
}

/// What the letters say of a sample that has some.
fn by_script(sample: &Sample<'_>) -> ByScript {
    if !sample.has_other_letters {
        return ByScript::AskLingua;
    }
    match said(&sample.text()) {
        Said::Nothing => ByScript::Unknown,
        Said::Latin => ByScript::AskLingua,
        // With models of its script's languages, lingua knows better than a table of letters.
        Said::Language(language, _)
            if matches!(language.as_str(), "ru" | "uk" | "bg" | "ar" | "hi")
                && has_model(language) =>
        {
            ByScript::AskLingua
        }
        Said::Language(language, share) => ByScript::Is(Guess::new(language, share)),
    }
}

/// Whether there is a model by which a language can be told.
pub(super) fn has_model(language: Language) -> bool {
    Models::of_documents().have(language)
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
    fn a_passage_in_a_neighbouring_language_is_seen() {
        assert_eq!(
            tag("El consell va aprovar ahir les obres del nou pont que ha de creuar el riu amb dos carrils", "es").as_deref(),
            Some("ca")
        );
        assert_eq!(
            tag("A câmara aprovou ontem as obras da nova ponte que vai atravessar o rio com duas faixas", "es").as_deref(),
            Some("pt")
        );
        assert_eq!(
            tag("El ayuntamiento aprobó ayer las obras del nuevo puente que cruzará el río con dos carriles", "ca").as_deref(),
            Some("es")
        );
    }

    #[test]
    fn a_short_passage_keeps_the_language_of_the_document() {
        assert_eq!(tag("No data", "en"), None);
        assert_eq!(tag("Event calendar of the month", "es"), None);
    }

    #[test]
    fn foreign_names_do_not_outweigh_the_words_around_them() {
        assert_eq!(
            tag("Sigue a Joffrey en Hugging Face y en Discord Server", "es").as_deref(),
            Some("es")
        );
        assert_eq!(
            tag("Lazy-loading components với Suspense", "vi").as_deref(),
            Some("vi")
        );
    }

    #[test]
    fn letters_of_a_shared_script_keep_the_language_of_the_document() {
        assert_eq!(tag("東京都議会議員選挙公報", "ja").as_deref(), Some("ja"));
        assert_eq!(
            tag("Китай объявил об увеличении числа граждан", "ru").as_deref(),
            Some("ru")
        );
    }

    #[test]
    fn a_document_in_a_language_without_a_model_is_not_taken_for_residue() {
        for (own, text) in UNKNOWN {
            assert_eq!(tag(text, own), None, "{text}");
            assert_eq!(detect([*text]), None, "{text}");
        }
    }

    #[test]
    fn foreign_names_do_not_decide_on_a_document() {
        let text = "Il presidente Milanović ha incontrato Plenković, Jandroković, Butković, Tomašević e Grlić Radman a Zagabria.";
        assert_eq!(
            detect([text]).map(|guess| guess.language),
            Language::new("it")
        );
    }

    #[test]
    fn residue_in_a_language_without_a_model_is_seen() {
        for own in ["cs", "is", "sw"] {
            assert_eq!(
                tag(
                    "The town council put the works off until the end of the month",
                    own
                )
                .as_deref(),
                Some("en"),
            );
            assert_eq!(
                tag(
                    "Hội đồng thị trấn đã hoãn các công trình cho đến cuối tháng này",
                    own
                )
                .as_deref(),
                Some("vi"),
            );
            assert_eq!(
                tag("De gemeenteraad heeft het werk aan de brug tot het einde van de maand uitgesteld", own).as_deref(),
                Some("nl"),
            );
        }
    }

    #[test]
    fn a_language_is_not_taken_for_a_close_one_that_has_a_model() {
        let galician =
            "A cámara aprobou onte as obras da nova ponte que vai cruzar o río con dous carrís";
        assert_eq!(tag(galician, "gl"), None);
    }

    /// Texts in languages without a model, which share small words with others that have one.
    const UNKNOWN: &[(&str, &str)] = &[
        (
            "fi",
            "Hallitus päätti eilen, että uusi laki tulee voimaan ensi vuoden alussa koko maassa",
        ),
        (
            "cs",
            "A já jsem mu řekl, že ta loď se na jaro vrátí do přístavu a že tu na ni někdo čeká",
        ),
        (
            "cs",
            "Starosta se o to na radu ptal a ona mu na to nic neřekla, protože o tom nevěděla",
        ),
        (
            "hr",
            "Da li će ne samo on nego i drugi doći do grada na kraju mjeseca, ne zna ni on sam",
        ),
        (
            "pl",
            "Na to i on się o nic nie pytał, a ona do tego na razie nie chciała wracać",
        ),
        (
            "is",
            "En þá sagði hann að veðrið væri of vont til að fara út á sjó um helgina",
        ),
        (
            "sv",
            "Kommunen har beslutat att de nya reglerna ska gälla från och med nästa år i hela staden",
        ),
        (
            "ro",
            "Primarul a spus că lucrările la pod vor începe în luna mai și că vor dura doi ani",
        ),
        (
            "tr",
            "Belediye başkanı köprünün onarımının gelecek ay başlayacağını ve iki yıl süreceğini söyledi",
        ),
        (
            "hu",
            "A polgármester azt mondta, hogy a híd felújítása a jövő hónapban kezdődik és két évig tart",
        ),
    ];
}
