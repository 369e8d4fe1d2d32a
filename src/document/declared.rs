//! The language of a document: what the person says, what the file declares for itself (in its name, in
//! its folder, in its front matter), and only then what the words look like.

use super::{BlockKind, Document, DocumentLanguage};
use crate::language::{self, Language};
use crate::text::Span;

/// Letters that a text must have, and the confidence, for detection to speak up against a declared language.
const ENOUGH_LETTERS: usize = 200;
const SURE: f64 = 0.9;

/// The person's word, then the file name's, then the front matter's, then detection.
pub(super) fn tell(
    document: &Document,
    blocks: &[(BlockKind, Span)],
    given: Option<Language>,
) -> DocumentLanguage {
    let text = &document.text;
    let by_front_matter = || by_front_matter(text, blocks);
    if let Some(language) = given
        .or_else(|| by_path(&document.path))
        .or_else(by_front_matter)
    {
        return DocumentLanguage {
            language: Some(language),
            confidence: 1.0,
            declared: true,
        };
    }
    let passages = blocks.iter().filter(|(kind, _)| kind.is_passage());
    let guess = language::detect(passages.map(|(_, span)| span.of(text)));
    // The tag of a language that cannot be told by its words may be a word (`how.to.md`): it counts where nothing else tells.
    let named = by_path_of(&document.path, language::is_known).filter(|_| guess.is_none());
    DocumentLanguage {
        language: guess.map(|guess| guess.language).or(named),
        confidence: guess.map_or(0.0, |guess| guess.confidence),
        declared: named.is_some(),
    }
}

/// What to tell the person where a declared language is not what the text looks like.
pub(super) fn disagreement(document: &Document) -> Option<String> {
    let said = document.language.language?;
    if !document.language.declared || !language::can_be_told(said) {
        return None;
    }
    let letters = document
        .passages()
        .flat_map(|block| block.span.of(&document.text).chars())
        .filter(|c| c.is_alphabetic());
    if letters.take(ENOUGH_LETTERS).count() < ENOUGH_LETTERS {
        return None;
    }
    let guess = language::detect(
        document
            .passages()
            .map(|block| block.span.of(&document.text)),
    )?;
    (guess.confidence >= SURE && guess.language != said).then(|| {
        format!(
            "declared {said}, but the text looks like {}",
            guess.language
        )
    })
}

/// `name.es.md`, `name_es.txt`, `es/name.md`: the part must be a language with a pack or a model, or one of [`WRITTEN`].
fn by_path(path: &str) -> Option<Language> {
    by_path_of(path, |language| {
        language::is_supported(language) || WRITTEN.contains(&language.as_str())
    })
}

/// Languages that cotejo cannot tell, and whose tags stand in names of files for nothing else: *is*, *no* and *to* are words.
const WRITTEN: [&str; 38] = [
    "az", "bg", "bn", "bs", "cs", "da", "el", "et", "eu", "fa", "fi", "gl", "he", "hr", "hu", "hy",
    "ka", "kk", "lt", "lv", "mk", "nb", "nn", "pl", "ro", "sk", "sl", "sq", "sr", "sv", "sw", "ta",
    "te", "th", "tr", "uk", "ur", "uz",
];

fn by_path_of(path: &str, counts: fn(Language) -> bool) -> Option<Language> {
    let tag_of = |part: &str| tag_of(part).filter(|&language| counts(language));
    let mut folders = path.rsplit(['/', '\\']);
    let name = folders.next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let ending = |separator| {
        stem.rsplit_once(separator)
            .filter(|(before, _)| !before.is_empty())
            .and_then(|(_, tag)| tag_of(tag))
    };
    ending('.')
        .or_else(|| ending('_'))
        .or_else(|| folders.find_map(tag_of))
}

/// `lang: es`, `language = "es"`, `locale: es-MX` in the front matter.
fn by_front_matter(text: &str, blocks: &[(BlockKind, Span)]) -> Option<Language> {
    let (_, span) = blocks
        .iter()
        .find(|(kind, _)| *kind == BlockKind::FrontMatter)?;
    span.of(text).lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        if !matches!(key.trim(), "lang" | "language" | "locale") {
            return None;
        }
        tag_of(value.trim().trim_matches(['"', '\''])).filter(|&tag| language::is_known(tag))
    })
}

/// A tag in the form that file names use: `es`, `es-MX`, `pt_BR`, `zh-Hans`.
fn tag_of(part: &str) -> Option<Language> {
    let (primary, region) = part.split_once(['-', '_']).unwrap_or((part, ""));
    let lower = primary.bytes().all(|b| b.is_ascii_lowercase());
    let formed = lower
        && region.len() <= 8
        && region.bytes().all(|b| b.is_ascii_alphanumeric())
        && (region.is_empty() || region.len() >= 2);
    Language::new(primary).filter(|_| formed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tag(path: &str) -> Option<String> {
        by_path(path).map(|language| language.to_string())
    }

    #[test]
    fn names_and_folders_declare_a_language() {
        assert_eq!(tag("a/article.es.md").as_deref(), Some("es"));
        assert_eq!(tag("article_vi.txt").as_deref(), Some("vi"));
        assert_eq!(tag("docs/es/docs/index.md").as_deref(), Some("es"));
        assert_eq!(tag("docs/es/index.en.md").as_deref(), Some("en"));
        assert_eq!(tag("content/pt-BR/index.md").as_deref(), Some("pt"));
        // A language that cotejo cannot tell by itself.
        assert_eq!(tag("a/article.cs.md").as_deref(), Some("cs"));
    }

    #[test]
    fn other_endings_declare_nothing() {
        for path in [
            "article.txt",
            "seeds/001_d4b1c50f562edea8.txt",
            "v1.2.md",
            "es.md",
            "_es.md",
            "setup.in.md",
            "how.to.md",
            "release.no.md",
            "ES/readme.md",
            "-",
        ] {
            assert_eq!(tag(path), None, "{path}");
        }
    }
}
