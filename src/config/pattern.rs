//! Path patterns with `{lang}`: whether a path fits, which language stands in it, and what its wildcards stand for,
//! which is what the versions of one article have in common.

use regex::Regex;

/// A pattern of paths.
#[derive(Debug, Clone)]
pub(super) struct Pattern {
    regex: Regex,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Literal(String),
    /// A wildcard as it is written.
    Wild(String),
    Language,
}

/// A path that fits a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fit {
    /// What the wildcards stand for, in order: the same for all versions of one article.
    pub(super) key: Vec<String>,
    /// What stands for the language, as it is spelled.
    pub(super) language: Option<String>,
}

impl Pattern {
    /// Reads a pattern; `languages` are the spellings that `{lang}` stands for, or none for anything that has the
    /// form of a tag.
    pub(super) fn new(pattern: &str, languages: &[String]) -> Result<Self, String> {
        let parts = parts(pattern)?;
        let mut regex = String::from("^");
        let tag = tag_regex(languages);
        for (at, part) in parts.iter().enumerate() {
            // A star before the language takes as little as it can: `post-pt-BR` is `post` in `pt-BR`.
            let lazy = parts[at..].contains(&Part::Language);
            match part {
                Part::Literal(text) => regex.push_str(&regex::escape(text)),
                Part::Language => regex.extend(["(", &tag, ")"]),
                Part::Wild(wild) => regex.push_str(&wild_regex(wild, lazy)),
            }
        }
        regex.push('$');
        let regex = Regex::new(&regex).map_err(|_| format!("`{pattern}` is no pattern"))?;
        Ok(Self { regex, parts })
    }

    /// What a path has at the places of the wildcards and of the language; `None` where it does not fit.
    pub(super) fn fit(&self, path: &str) -> Option<Fit> {
        let groups = self.regex.captures(path)?;
        let mut fit = Fit {
            key: Vec::new(),
            language: None,
        };
        let open = self
            .parts
            .iter()
            .filter(|part| !matches!(part, Part::Literal(_)));
        for (number, part) in open.enumerate() {
            let text = groups.get(number + 1).map_or("", |group| group.as_str());
            match part {
                Part::Wild(_) => fit.key.push(text.to_owned()),
                // A path may name its language twice, and then names one.
                Part::Language if fit.language.as_deref().is_some_and(|other| other != text) => {
                    return None;
                }
                Part::Language => fit.language = Some(text.to_owned()),
                Part::Literal(_) => {}
            }
        }
        Some(fit)
    }

    /// The path with these words for its wildcards and the language.
    pub(super) fn path(&self, key: &[String], language: &str) -> String {
        let mut key = key.iter();
        let words = self.parts.iter().map(|part| match part {
            Part::Literal(text) => text.as_str(),
            Part::Wild(_) => key.next().map_or("", String::as_str),
            Part::Language => language,
        });
        words.collect()
    }

    /// Whether `{lang}` stands in it.
    pub(super) fn has_language(&self) -> bool {
        self.parts.contains(&Part::Language)
    }

    /// Its wildcards as they are written.
    pub(super) fn wildcards(&self) -> Vec<&str> {
        let wild = self.parts.iter().filter_map(|part| match part {
            Part::Wild(wild) => Some(wild.as_str()),
            Part::Literal(_) | Part::Language => None,
        });
        wild.collect()
    }

    /// Whether it says how the names of its files end.
    pub(super) fn names_an_ending(&self) -> bool {
        match self.parts.last() {
            Some(Part::Literal(text)) => text.contains('.'),
            Some(Part::Wild(wild)) => wild.starts_with('{'),
            Some(Part::Language) | None => false,
        }
    }

    /// Whether it names something hidden: a file or folder whose name begins with a dot.
    pub(super) fn names_hidden(&self) -> bool {
        self.parts.iter().enumerate().any(|(at, part)| match part {
            Part::Literal(text) => text.contains("/.") || (at == 0 && text.starts_with('.')),
            Part::Wild(_) | Part::Language => false,
        })
    }
}

fn parts(pattern: &str) -> Result<Vec<Part>, String> {
    let wrong = |why: &str| Err(format!("`{pattern}` is no pattern: {why}"));
    let pattern_text = pattern.strip_prefix("./").unwrap_or(pattern);
    if pattern_text.is_empty() {
        return wrong("it is empty");
    }
    if pattern_text.starts_with('/') || pattern_text.split('/').any(|part| part == "..") {
        return wrong("paths are relative to the folder of the configuration, and do not leave it");
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut literal = String::new();
    let mut rest = pattern_text;
    while let Some(c) = rest.chars().next() {
        let (part, len) = if rest.starts_with("{lang}") {
            (Part::Language, "{lang}".len())
        } else if rest.starts_with("**") {
            let opens = literal.ends_with('/') || (literal.is_empty() && parts.is_empty());
            let wild = if rest.starts_with("**/") { "**/" } else { "**" };
            if !opens || rest.starts_with("***") || (wild == "**" && rest.len() > 2) {
                return wrong("`**` stands for folders and takes the place of one: `a/**/b.md`");
            }
            (Part::Wild(wild.to_owned()), wild.len())
        } else if c == '*' || c == '?' {
            (Part::Wild(c.to_string()), 1)
        } else if c == '[' || c == '{' {
            let close = if c == '[' { ']' } else { '}' };
            let Some(end) = rest.find(close) else {
                return wrong(&format!("`{c}` is not closed"));
            };
            let Some(group) = rest.get(..=end) else {
                return wrong("it cannot be read");
            };
            if group.len() < 3
                || group
                    .get(1..end)
                    .is_some_and(|inside| inside.contains(['{', '[', '/', '*', '\\']))
            {
                return wrong(&format!(
                    "`{group}` is not understood; `{{lang}}`, `{{a,b}}` and `[a-z]` are"
                ));
            }
            if c == '{' && !group.contains(',') {
                return wrong(&format!(
                    "`{group}` is not understood; the language is `{{lang}}`"
                ));
            }
            (Part::Wild(group.to_owned()), group.len())
        } else if c == '\\' {
            let Some(escaped) = rest.chars().nth(1) else {
                return wrong("it ends in `\\`; folders are parted by `/`");
            };
            if escaped.is_alphanumeric() {
                return wrong("folders are parted by `/`, not by `\\`");
            }
            literal.push(escaped);
            rest = rest.get(1 + escaped.len_utf8()..).unwrap_or_default();
            continue;
        } else {
            literal.push(c);
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            continue;
        };
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(part);
        rest = rest.get(len..).unwrap_or_default();
    }
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

fn tag_regex(languages: &[String]) -> String {
    if languages.is_empty() {
        return "[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,2}".to_owned();
    }
    let mut words: Vec<_> = languages.iter().map(|word| regex::escape(word)).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

fn wild_regex(wild: &str, lazy: bool) -> String {
    let lazy = if lazy { "?" } else { "" };
    match wild {
        "**/" => format!("((?:[^/]+/)*{lazy})"),
        "**" => "(.*)".to_owned(),
        "*" => format!("([^/]*{lazy})"),
        "?" => "([^/])".to_owned(),
        group if group.starts_with('{') => {
            let inside = group.trim_matches(['{', '}']);
            let words: Vec<_> = inside.split(',').map(regex::escape).collect();
            format!("({})", words.join("|"))
        }
        class => {
            let inside = class.trim_start_matches('[').trim_end_matches(']');
            let (not, inside) = match inside.strip_prefix(['!', '^']) {
                Some(inside) => ("^/", inside),
                None => ("", inside),
            };
            format!(
                "([{not}{}])",
                inside.replace('&', r"\&").replace('~', r"\~")
            )
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fit(pattern: &str, path: &str) -> Option<(Vec<String>, Option<String>)> {
        let languages: Vec<String> = ["en", "es", "pt-BR"].map(str::to_owned).to_vec();
        let fit = Pattern::new(pattern, &languages).unwrap().fit(path)?;
        Some((fit.key, fit.language))
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with an option")]
    fn key(words: &[&str], language: &str) -> Option<(Vec<String>, Option<String>)> {
        Some((
            words.iter().map(|word| (*word).to_owned()).collect(),
            (!language.is_empty()).then(|| language.to_owned()),
        ))
    }

    #[test]
    fn what_wildcards_stand_for_is_the_key_of_an_article() {
        let folders = "content/{lang}/**/*.md";
        assert_eq!(
            fit(folders, "content/es/a/b/c.md"),
            key(&["a/b/", "c"], "es")
        );
        assert_eq!(fit(folders, "content/es/c.md"), key(&["", "c"], "es"));
        assert_eq!(fit(folders, "content/de/c.md"), None);
        assert_eq!(
            fit("**/*.{lang}.md", "a/b.x.es.md"),
            key(&["a/", "b.x"], "es")
        );
        assert_eq!(
            fit("*-{lang}.md", "how-to-pt-BR.md"),
            key(&["how-to"], "pt-BR")
        );
        assert_eq!(
            fit("docs/**/*.{md,mdx}", "docs/a.mdx"),
            key(&["", "a", "mdx"], "")
        );
        assert_eq!(fit("docs/**", "docs/a/b.md"), key(&["a/b.md"], ""));
        assert_eq!(fit("[!a]?.{lang}.txt", "bc.en.txt"), key(&["b", "c"], "en"));
        assert_eq!(fit("[!a]?.{lang}.txt", "ac.en.txt"), None);
    }

    #[test]
    fn a_path_that_names_two_languages_fits_none() {
        let twice = "{lang}/**/*.{lang}.md";
        assert_eq!(fit(twice, "es/a/b.es.md"), key(&["a/", "b"], "es"));
        assert_eq!(fit(twice, "es/a/b.en.md"), None);
    }

    #[test]
    fn a_key_and_a_language_make_the_path_again() {
        let pattern = Pattern::new("i18n/{lang}/docs/**/*.md", &[]).unwrap();
        let fit = pattern.fit("i18n/es/docs/a/b.md").unwrap();
        assert_eq!(pattern.path(&fit.key, "vi"), "i18n/vi/docs/a/b.md");
    }

    #[test]
    fn what_cannot_be_meant_is_said() {
        for (pattern, word) in [
            ("", "empty"),
            ("/a/{lang}.md", "relative"),
            ("../{lang}.md", "relative"),
            ("a**/{lang}.md", "folders"),
            ("a/{lang/b.md", "closed"),
            ("a/{language}/b.md", "{lang}"),
            (r"a\{lang}\b.md", "parted"),
            ("a/[b.md", "closed"),
        ] {
            let error = Pattern::new(pattern, &[]).unwrap_err();
            assert!(error.contains(word), "{error}");
        }
    }
}
