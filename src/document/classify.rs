//! What a block is, by its own words and its neighbours. Errs towards `Paragraph`: the kinds of passages
//! only matter among themselves.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::BlockKind;
use super::furniture;
use crate::language::{self, Language};
use crate::text::Span;

/// Classifies the blocks of a text. `from_format` says that headings are known already. Returns the
/// furniture with the language that its words give away.
pub(super) fn classify(
    text: &str,
    blocks: &mut [(BlockKind, Span)],
    language: Option<Language>,
    from_format: bool,
) -> Vec<(usize, Option<Language>)> {
    let words = Credits::get();
    for (kind, span) in blocks.iter_mut() {
        if *kind != BlockKind::Paragraph {
            continue;
        }
        let line = span.of(text);
        if is_shortcode(line) {
            *kind = BlockKind::Shortcode;
        } else if is_short(line) {
            *kind = words.kind(line).unwrap_or(BlockKind::Paragraph);
        } else if words.ends_in_photo_credit(line) {
            *kind = BlockKind::Caption;
        }
    }
    let marked = furniture::mark(text, blocks, language);
    if !from_format {
        mark_headings(text, blocks);
    }
    marked
}

/// Whether a line is too short for a paragraph of prose.
pub(super) fn is_short(line: &str) -> bool {
    line.len() < 600 && line.chars().count() <= 140
}

/// Whether a block is running text: long, and made of sentences.
pub(super) fn is_prose(block: &str) -> bool {
    // A hundred letters of an alphabet are about thirty ideographs.
    let weight: usize = block
        .chars()
        .take(120)
        .map(|c| if c >= '\u{3000}' { 3 } else { 1 })
        .sum();
    weight >= 80 && ends_sentence(block)
}

/// Whether a text ends with the end of a sentence, quotation marks and brackets aside.
pub(super) fn ends_sentence(text: &str) -> bool {
    let inner = text.trim_end_matches(|c: char| {
        matches!(
            c,
            '"' | '\'' | '”' | '’' | '»' | ')' | ']' | '」' | '』' | '*' | ' '
        )
    });
    inner.ends_with(['.', '!', '?', '…', '。', '！', '？', '।', '؟', '۔', '։'])
}

fn mark_headings(text: &str, blocks: &mut [(BlockKind, Span)]) {
    for at in 0..blocks.len() {
        let (kind, span) = blocks[at];
        if kind == BlockKind::Paragraph
            && looks_like_heading(span.of(text))
            && leads_to_prose(text, &blocks[at + 1..])
        {
            blocks[at].0 = BlockKind::Heading(0);
        }
    }
}

fn looks_like_heading(line: &str) -> bool {
    let final_mark = line.ends_with(['.', ',', ';', ':', '…', '。', '，', '；', '：', '।'])
        || line.ends_with("...");
    line.len() < 400
        && line.chars().count() <= 110
        && !final_mark
        && line.chars().any(char::is_alphabetic)
        && !line.contains("://")
}

/// Whether prose follows, with at most a few short blocks (dates, captions, another heading) before it.
fn leads_to_prose(text: &str, rest: &[(BlockKind, Span)]) -> bool {
    let passages = rest.iter().filter(|(kind, _)| kind.is_passage());
    passages.take(3).any(|(_, span)| is_prose(span.of(text)))
}

/// Whether a block is nothing but a tag of a publishing system or a template.
pub(super) fn is_shortcode(line: &str) -> bool {
    let within = |open: &str, close: &str| {
        line.len() >= open.len() + close.len() && line.starts_with(open) && line.ends_with(close)
    };
    if within("{{", "}}")
        || within("{%", "%}")
        || within("{*", "*}")
        || within("{/*", "*/}")
        || within("<!--", "-->")
    {
        return true;
    }
    if line.starts_with(":::") || line == "///" || line.starts_with("/// ") {
        return true;
    }
    is_bracket_tag(line) || is_lone_tag(line)
}

/// Tags that `WordPress` brings along; other names count where an underscore or an attribute shows that
/// they are no word.
const TAGS: [&str; 7] = [
    "caption",
    "gallery",
    "video",
    "audio",
    "embed",
    "playlist",
    "contact-form",
];

/// `[anuncio_2]`, `[gallery ids="1,2"]`, `[caption]…[/caption]`.
fn is_bracket_tag(line: &str) -> bool {
    let Some(inner) = line
        .strip_prefix('[')
        .and_then(|rest| rest.strip_suffix(']'))
    else {
        return false;
    };
    let (name, rest) = inner.split_once([' ', ']']).unwrap_or((inner, ""));
    let name = name.strip_prefix('/').unwrap_or(name);
    let named = !name.is_empty()
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'-'));
    let starts = name.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    named && starts && (TAGS.contains(&name) || name.contains('_') || rest.contains('='))
}

/// One HTML or JSX tag and nothing else.
fn is_lone_tag(line: &str) -> bool {
    let Some(inner) = line
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'))
    else {
        return false;
    };
    let name = inner.strip_prefix('/').unwrap_or(inner);
    name.bytes().next().is_some_and(|b| b.is_ascii_alphabetic())
        && !inner.contains(['<', '>'])
        && !inner.contains("://")
}

/// The words of all packs by which bylines, captions and datelines are known.
struct Credits {
    bylines: Vec<Vec<String>>,
    photo: Vec<Vec<String>>,
    /// Words of dates other than numbers: months, weekdays, what stands between them.
    dates: BTreeSet<String>,
    months: BTreeSet<String>,
    /// Small words inside names and between them.
    particles: BTreeSet<String>,
}

impl Credits {
    fn get() -> &'static Self {
        static CREDITS: OnceLock<Credits> = OnceLock::new();
        CREDITS.get_or_init(Self::read)
    }

    fn read() -> Self {
        let mut all = Self {
            bylines: Vec::new(),
            photo: Vec::new(),
            dates: BTreeSet::new(),
            months: BTreeSet::new(),
            particles: BTreeSet::new(),
        };
        for (_, pack) in language::surfaces() {
            all.bylines
                .extend(pack.furniture.byline.iter().map(|phrase| words(phrase)));
            all.photo.extend(
                pack.furniture
                    .photo_credit
                    .iter()
                    .map(|phrase| words(phrase)),
            );
            all.months.extend(
                pack.dates
                    .months
                    .iter()
                    .flatten()
                    .flat_map(|name| words(name)),
            );
            let of_dates = pack
                .dates
                .weekdays
                .iter()
                .flatten()
                .chain(&pack.dates.patterns)
                .chain(&pack.times.patterns)
                .chain(&pack.times.am)
                .chain(&pack.times.pm);
            all.dates.extend(
                of_dates
                    .filter(|phrase| phrase.len() < 40)
                    .flat_map(|phrase| literal_words(phrase)),
            );
            all.particles
                .extend(pack.names.particles.iter().flat_map(|name| words(name)));
            all.particles
                .extend(pack.numbers.joiners.iter().flat_map(|name| words(name)));
        }
        all.dates.extend(all.months.iter().cloned());
        for phrases in [&mut all.bylines, &mut all.photo] {
            phrases.retain(|phrase| !phrase.is_empty());
            phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        }
        all
    }

    fn kind(&self, line: &str) -> Option<BlockKind> {
        if self.is_dateline(line) {
            Some(BlockKind::Dateline)
        } else if self.is_byline(line) {
            Some(BlockKind::Byline)
        } else if self.ends_in_photo_credit(line) || is_picture_file(line) {
            Some(BlockKind::Caption)
        } else {
            None
        }
    }

    /// A date, and nothing with it but the name of the site, a time, words of dates.
    fn is_dateline(&self, line: &str) -> bool {
        let (mut dated, mut numbers, mut month, mut names) = (false, 0, false, 0);
        for run in line
            .split(|c: char| !(c.is_ascii_digit() || matches!(c, '/' | '.' | ':' | '-')))
            .filter(|run| !run.is_empty())
        {
            let run = run.trim_matches(|c: char| !c.is_ascii_digit());
            dated |= is_digit_date(run);
            numbers += usize::from(!run.is_empty());
        }
        for word in line
            .split(|c: char| !c.is_alphabetic())
            .filter(|word| !word.is_empty())
        {
            let lower = word.to_lowercase();
            month |= self.months.contains(&lower);
            if self.dates.contains(&lower) {
                continue;
            }
            names += 1;
            if word.chars().next().is_some_and(char::is_lowercase) {
                return false;
            }
        }
        (dated && names <= 8)
            || (month && (2..=5).contains(&numbers) && names <= 3 && !ends_sentence(line))
    }

    /// "Article and photos: Pham Tuyet", "By Jane Roe and John Doe".
    fn is_byline(&self, line: &str) -> bool {
        let tokens: Vec<&str> = line.split_whitespace().collect();
        let Some(credit) = self
            .bylines
            .iter()
            .find(|phrase| starts_with(&tokens, phrase))
        else {
            return false;
        };
        let (head, names) = tokens.split_at(credit.len().min(tokens.len()));
        let colon = head.last().is_some_and(|word| word.ends_with(':'))
            || names.first().is_some_and(|word| *word == ":");
        let capital = head
            .first()
            .and_then(|word| word.chars().next())
            .is_some_and(char::is_uppercase);
        capital
            && !names.is_empty()
            && names.len() <= 10
            && self.are_names(names)
            && (colon || names.len() >= 2)
            && !line.ends_with(['?', '!'])
    }

    fn ends_in_photo_credit(&self, line: &str) -> bool {
        let mut tokens: Vec<&str> = line
            .rsplit(char::is_whitespace)
            .filter(|token| !token.is_empty())
            .take(12)
            .collect();
        tokens.reverse();
        (0..tokens.len()).any(|at| {
            let rest = &tokens[at..];
            let Some(credit) = self.photo.iter().find(|phrase| starts_with(rest, phrase)) else {
                return false;
            };
            let (head, names) = rest.split_at(credit.len().min(rest.len()));
            let first = head
                .first()
                .and_then(|word| word.chars().find(|c| c.is_alphabetic()))
                .is_some_and(char::is_uppercase);
            let marked = head.last().is_some_and(|word| word.ends_with(':')) || credit.len() > 1;
            first && marked && (1..=6).contains(&names.len()) && self.are_names(names)
        })
    }

    fn are_names(&self, tokens: &[&str]) -> bool {
        tokens.iter().all(|token| {
            let first = token.chars().find(|c| c.is_alphanumeric());
            first.is_none_or(|c| !c.is_lowercase())
                || words(token)
                    .iter()
                    .all(|word| self.particles.contains(word) || self.dates.contains(word))
        })
    }
}

fn starts_with(tokens: &[&str], phrase: &[String]) -> bool {
    let mut said = tokens.iter().flat_map(|token| words(token));
    phrase.iter().all(|word| said.next().as_ref() == Some(word))
}

fn words(phrase: &str) -> Vec<String> {
    phrase
        .split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’'))
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect()
}

/// The words of a pattern without its placeholders.
fn literal_words(pattern: &str) -> Vec<String> {
    let mut inside = false;
    let literal: String = pattern
        .chars()
        .map(|c| {
            inside = (inside || c == '{') && c != '}';
            if inside || c == '}' { ' ' } else { c }
        })
        .collect();
    words(&literal)
}

/// `17/08/2023`, `2023-08-17`, `17.8.23`.
fn is_digit_date(run: &str) -> bool {
    let Some(separator) = run.chars().find(|c| matches!(c, '/' | '.' | '-')) else {
        return false;
    };
    let parts: Vec<&str> = run.split(separator).collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    parts
        .iter()
        .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
        && matches!(
            lengths.as_slice(),
            [1..=2, 1..=2, 2 | 4] | [4, 1..=2, 1..=2]
        )
}

fn is_picture_file(line: &str) -> bool {
    let ending = line.rsplit('.').next().unwrap_or_default();
    line.contains('.')
        && ["jpg", "jpeg", "png", "webp", "gif"]
            .iter()
            .any(|known| ending.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_name_and_a_date_are_a_dateline() {
        let credits = Credits::get();
        for line in [
            "Báo Bến TreBáo Bến Tre17/08/2023",
            "25/05/2022 - 05:27",
            "Việt NamViệt Nam29/08/2023",
        ] {
            assert!(credits.is_dateline(line), "{line}");
        }
        for line in [
            "On 17/08/2023 the district held a meeting",
            "6 KEY TASKS",
            "3/4 of all",
            "Version 1.2",
        ] {
            assert!(!credits.is_dateline(line), "{line}");
        }
    }

    #[test]
    fn tags_of_publishing_systems_are_shortcodes() {
        for line in [
            "[anuncio_2]",
            "{{< figure src=\"a.png\" >}}",
            "{% include x %}",
            "[gallery ids=\"1,2\"]",
            "<Capital name=\"a\" />",
            "</div>",
            ":::note",
        ] {
            assert!(is_shortcode(line), "{line}");
        }
        for line in [
            "[applause]",
            "[1]",
            "[a link](b)",
            "<3",
            "(see below)",
            "[Update]",
        ] {
            assert!(!is_shortcode(line), "{line}");
        }
    }

    #[test]
    fn short_lines_before_prose_are_headings() {
        let prose = "The committee met on Tuesday in the old town hall and heard the report of the working group.";
        let text = format!("Future solutions\n{prose}\nIt ends here.\nNot a heading at the end");
        let mut blocks: Vec<_> = text
            .split('\n')
            .scan(0, |at, line| {
                let start = *at;
                *at += line.len() + 1;
                Some((BlockKind::Paragraph, Span::new(start, start + line.len())))
            })
            .collect();
        classify(&text, &mut blocks, None, false);
        let kinds: Vec<_> = blocks.iter().map(|(kind, _)| *kind).collect();
        assert_eq!(
            kinds,
            [
                BlockKind::Heading(0),
                BlockKind::Paragraph,
                BlockKind::Paragraph,
                BlockKind::Paragraph
            ]
        );
    }
}
