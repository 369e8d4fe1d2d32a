//! Page furniture: text of the page around an article, known by the words of all packs, since a page
//! comes through translation with buttons in any language.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::BlockKind;
use super::classify::{is_prose, is_short};
use crate::language::{self, Language};
use crate::text::{Span, count_bytes};

/// What a line of furniture is for, as far as its place matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    /// Furniture wherever it stands: buttons, counters, empty widgets.
    Anywhere,
    /// An article may have such a heading; furniture only where no prose follows.
    AtTheEnd,
    /// A link to the source, with the address or at the end.
    Source,
}

#[derive(Debug)]
struct Entry {
    what: Use,
    languages: Vec<Language>,
}

/// Marks the furniture among `blocks`. `languages` gets what its words say of each such block.
pub(super) fn mark(
    text: &str,
    blocks: &mut [(BlockKind, Span)],
    document: Option<Language>,
) -> Vec<(usize, Option<Language>)> {
    let mut marked = Vec::new();
    let prose = |(kind, span): &(BlockKind, Span)| kind.is_passage() && is_prose(span.of(text));
    // A text without prose is a list of labels, and these are what it is about.
    let Some(first_prose) = blocks.iter().position(prose) else {
        return marked;
    };
    let behind = blocks[first_prose + 1..].iter().rposition(prose);
    let last_prose = behind.map_or(first_prose, |at| first_prose + 1 + at);
    let mut in_tail = false;
    for at in 0..blocks.len() {
        let (kind, span) = blocks[at];
        let line = span.of(text);
        if !may_be_furniture(kind) || !is_short(line) {
            continue;
        }
        let words = if is_beyond(line, table().longest) {
            String::new()
        } else {
            key(line, table().longest)
        };
        let entry = table().entries.get(&words);
        let tail = at > last_prose;
        let is_furniture = match entry.map(|entry| entry.what) {
            Some(_) if line.ends_with('.') => false,
            Some(Use::Anywhere) => {
                tail || matches!(kind, BlockKind::Paragraph | BlockKind::Caption)
            }
            Some(Use::Source) => tail || line.contains("://"),
            Some(Use::AtTheEnd) => {
                tail || (at + 1 < first_prose
                    && leads_to_a_title(text, &blocks[at + 1..first_prose]))
            }
            None => in_tail && tail && !is_byline(kind) && !line.ends_with('.'),
        };
        if is_furniture {
            in_tail |= tail;
            blocks[at].0 = BlockKind::Furniture;
            marked.push((at, entry.and_then(|entry| told(entry, &words, document))));
        }
    }
    marked
}

fn may_be_furniture(kind: BlockKind) -> bool {
    kind.is_passage() && kind != BlockKind::TableRow
}

fn is_byline(kind: BlockKind) -> bool {
    matches!(kind, BlockKind::Byline | BlockKind::Dateline)
}

/// Navigation stands above the title, never between the title and the text.
fn leads_to_a_title(text: &str, between: &[(BlockKind, Span)]) -> bool {
    between
        .iter()
        .any(|(kind, span)| kind.is_passage() && !is_byline(*kind) && !table().holds(span.of(text)))
}

/// The language that a furniture word gives away: the document's where it is one of its words. A single word of a menu
/// ("Product") may be a word of any language, whatever pack lists it.
fn told(entry: &Entry, words: &str, document: Option<Language>) -> Option<Language> {
    if entry.what == Use::AtTheEnd && !words.contains(' ') {
        return None;
    }
    match entry.languages.as_slice() {
        languages if document.is_some_and(|own| languages.contains(&own)) => document,
        [only] => Some(*only),
        _ => None,
    }
}

/// Whether the letters of a line are so many that its key is longer than any.
fn is_beyond(line: &str, longest: usize) -> bool {
    let letters = count_bytes(line.as_bytes(), |byte| byte.is_ascii_alphabetic());
    letters > longest && !line.contains("://")
}

/// A line as it is looked up: its words in lower case, without digits, signs and addresses. What goes on beyond `longest`
/// bytes is left out.
fn key(line: &str, longest: usize) -> String {
    let mut key = String::with_capacity(line.len().min(longest.saturating_add(32)));
    for token in line
        .split_whitespace()
        .filter(|token| !token.contains("://"))
    {
        for word in token
            .split(|c: char| !(c.is_alphabetic() || c == '\'' || c == '’'))
            .filter(|word| !word.is_empty())
        {
            if key.len() > longest {
                return key;
            }
            if !key.is_empty() {
                key.push(' ');
            }
            key.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    key
}

/// The lines of furniture of all packs.
#[derive(Debug, Default)]
struct Table {
    entries: FxHashMap<String, Entry>,
    /// Bytes of the longest.
    longest: usize,
}

impl Table {
    fn holds(&self, line: &str) -> bool {
        self.entries.contains_key(&key(line, self.longest))
    }

    fn add(&mut self, line: &str, what: Use, language: Language) {
        let words = key(line, usize::MAX);
        if words.is_empty() {
            return;
        }
        self.longest = self.longest.max(words.len());
        let entry = self.entries.entry(words).or_insert(Entry {
            what,
            languages: Vec::new(),
        });
        if !entry.languages.contains(&language) {
            entry.languages.push(language);
        }
    }
}

fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table::default();
        for &(language, ref pack) in language::surfaces() {
            let of = &pack.furniture;
            let anywhere = [&of.share, &of.comments, &of.empty].map(|words| (Use::Anywhere, words));
            let at_the_end = [&of.related, &of.navigation].map(|words| (Use::AtTheEnd, words));
            let lists = anywhere
                .into_iter()
                .chain([(Use::Source, &of.source_link)])
                .chain(at_the_end);
            for (what, lines) in lists {
                lines
                    .iter()
                    .for_each(|line| table.add(line, what, language));
            }
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key_of(line: &str) -> String {
        key(line, usize::MAX)
    }

    #[test]
    fn counters_and_brackets_do_not_make_another_word() {
        assert_eq!(key_of("Kommentar (0)"), "kommentar");
        assert_eq!(key_of("Source: https://nhandan.vn/nam-dinh.html"), "source");
        assert_eq!(key_of("Ministry - Branch"), "ministry branch");
        assert_eq!(key_of("BÌNH LUẬN"), "bình luận");
    }
}
