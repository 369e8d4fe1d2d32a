//! The language that a file declares for itself: in its name, in its folder, in its front matter.

use super::BlockKind;
use crate::language::{self, Language};
use crate::text::Span;

/// `name.es.md`, `name_es.txt`, `es/name.md`: the part must be a language with a pack or a model.
pub(super) fn by_path(path: &str) -> Option<Language> {
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
pub(super) fn by_front_matter(text: &str, blocks: &[(BlockKind, Span)]) -> Option<Language> {
    let (_, span) = blocks
        .iter()
        .find(|(kind, _)| *kind == BlockKind::FrontMatter)?;
    span.of(text).lines().find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        if !matches!(key.trim(), "lang" | "language" | "locale") {
            return None;
        }
        tag_of(value.trim().trim_matches(['"', '\'']))
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
    Language::new(primary).filter(|&language| formed && language::is_supported(language))
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
            "ES/readme.md",
            "-",
        ] {
            assert_eq!(tag(path), None, "{path}");
        }
    }
}
