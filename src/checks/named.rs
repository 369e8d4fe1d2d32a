//! The words and the names of one side of a bead, and how one is looked for on the other side.

use std::borrow::Cow;
use std::cell::OnceCell;

use super::swapped::Shared;
use super::vocabulary::{is_common, is_compound, knows};
use super::{Text, prose};
use crate::facts::{Fact, Name, NameKind, Value};
use crate::language::vocabulary::may_be_name;
use crate::language::{Capitals, Language, Pack};
use crate::text::{Span, count_bytes, fold, is_whole};

/// A word with its folded form.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub(super) span: Span,
    pub(super) folded: Cow<'a, str>,
    /// The first byte of its folded form; 0 where it has none.
    first: u8,
    /// Whether it begins with a capital.
    pub(super) capital: bool,
}

/// Names that overlap: readings of one mention.
#[derive(Debug, Clone)]
pub(super) struct Mention<'a> {
    /// Where the widest stands.
    pub(super) span: Span,
    /// The readings, the widest first.
    pub(super) names: Vec<&'a Name>,
    /// Where those of them stand that packs know.
    known: Vec<Span>,
}

impl<'a> Mention<'a> {
    /// The widest reading.
    pub(super) fn name(&self) -> Option<&'a Name> {
        self.names.first().copied()
    }

    /// The ids under which packs know it or part of it.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.names.iter().filter_map(|name| name.known.as_deref())
    }

    /// Whether a word stands in a part of it that packs know.
    pub(super) fn is_known_at(&self, word: &Word<'_>) -> bool {
        self.known.iter().any(|span| span.contains(word.span))
    }

    /// Whether it is known as what a people or a language is called: `Scottish` is `de Escocia` as often as not.
    pub(super) fn is_adjective(&self) -> bool {
        self.names.iter().all(|name| {
            name.known
                .as_deref()
                .is_some_and(|id| id.starts_with("demonym:") || id.starts_with("language:"))
        })
    }

    pub(super) fn is_person(&self) -> bool {
        self.names.iter().any(|name| name.kind == NameKind::Person)
    }

    pub(super) fn is_organisation(&self) -> bool {
        self.name()
            .is_some_and(|name| name.kind == NameKind::Organisation)
    }

    /// Whether it has the form of a place's name or a body's: `Evelyn Street`.
    pub(super) fn is_place_or_body(&self) -> bool {
        let kinds = [NameKind::Organisation, NameKind::Place];
        self.names.iter().any(|name| kinds.contains(&name.kind))
    }

    pub(super) fn opens_sentence(&self) -> bool {
        self.names.iter().all(|name| name.opens_sentence)
    }
}

/// One side of a bead.
#[derive(Debug, Clone, Default)]
pub(super) struct Named<'a> {
    pub(super) language: Option<Language>,
    pub(super) words: Vec<Word<'a>>,
    pub(super) mentions: Vec<Mention<'a>>,
    /// Known acronyms and the names that they stand for.
    ids: Vec<&'a str>,
    /// The words with a space around each, once somebody asked.
    joined: OnceCell<String>,
}

impl<'a> Named<'a> {
    /// Reads the words and facts of a span.
    pub(super) fn read(text: Text<'a>, span: Span) -> Self {
        let mut named = Self {
            language: text.language(),
            words: Vec::with_capacity(span.len() / 5),
            ..Self::default()
        };
        if text.document.is_segment(span) {
            for word in text.document.wording().words(span) {
                let place = word.span();
                if word.is_whole() {
                    let capital = word.has_capital() && !is_tag(text, place);
                    named.push(place, capital, Cow::Borrowed(word.folded()));
                } else {
                    named.push_parts(place, text.str(place));
                }
            }
        } else {
            for (place, word) in prose::words(&text, span) {
                named.push_parts(place, word);
            }
        }
        for fact in text.facts.within(span) {
            named.take(text, fact);
        }
        named
    }

    fn push_parts(&mut self, place: Span, word: &str) {
        if is_whole(word) {
            self.push(place, starts_high(word), Cow::Owned(fold(word)));
            return;
        }
        for (from, part) in parts(word) {
            let start = place.start() + from;
            let span = Span::new(start, start + part.len());
            self.push(span, starts_high(part), Cow::Owned(fold(part)));
        }
    }

    #[inline]
    fn push(&mut self, span: Span, capital: bool, folded: Cow<'a, str>) {
        self.words.push(Word {
            span,
            first: first_byte(&folded),
            folded,
            capital,
        });
    }

    fn take(&mut self, text: Text<'a>, fact: &'a Fact) {
        match &fact.value {
            Value::Acronym(acronym) => {
                // `Aids` and `Nato` are spelled like names, and compared as acronyms.
                let within = |word: &&mut Word<'_>| fact.span.contains(word.span);
                self.words
                    .iter_mut()
                    .filter(within)
                    .for_each(|word| word.capital = false);
                let ids = [&acronym.known, &acronym.named].into_iter().flatten();
                self.ids.extend(ids.map(String::as_str));
            }
            Value::Name(name) => {
                self.ids.extend(
                    [&name.known, &name.acronym]
                        .into_iter()
                        .flatten()
                        .map(String::as_str),
                );
                if is_tag(text, fact.span) {
                    return;
                }
                match self
                    .mentions
                    .last_mut()
                    .filter(|last| last.span.overlaps(fact.span))
                {
                    Some(last) => {
                        last.names.push(name);
                        last.span = last.span.cover(fact.span);
                    }
                    None => self.mentions.push(Mention {
                        span: fact.span,
                        names: vec![name],
                        known: Vec::new(),
                    }),
                }
                if let (Some(_), Some(last)) = (&name.known, self.mentions.last_mut()) {
                    last.known.push(fact.span);
                }
            }
            _ => {}
        }
    }

    /// The words of a mention.
    pub(super) fn words_of(&self, mention: &Mention<'_>) -> impl Iterator<Item = &Word<'a>> {
        let span = mention.span;
        let from = self
            .words
            .partition_point(|word| word.span.start() < span.start());
        let words = self.words.get(from..).unwrap_or_default().iter();
        words.take_while(move |word| word.span.end() <= span.end())
    }

    /// The words with a space around each.
    fn joined(&self) -> &str {
        self.joined.get_or_init(|| {
            let mut joined = " ".to_owned();
            for word in &self.words {
                joined.push_str(&word.folded);
                joined.push(' ');
            }
            joined
        })
    }

    /// Whether a word stands here, perhaps with another ending or joined to others.
    pub(super) fn has(&self, word: &str) -> bool {
        let has_over = |letters: usize| word.chars().nth(letters).is_some();
        let first = first_byte(word);
        let alike = || self.words.iter().filter(move |other| other.first == first);
        let begins_alike = |other: &Word<'_>| {
            let capital = other.capital;
            let other = other.folded.as_ref();
            let (short, long) = if word.len() < other.len() {
                (word, other)
            } else {
                (other, word)
            };
            let Some(ending) = long.strip_prefix(short) else {
                return false;
            };
            // `Clintons`, and `Livi` for `Livingston`. Three letters are enough for a plural.
            ending.is_empty()
                || other.len() > 3 && (ending.len() <= 3 || capital) && has_over(3)
                || ending == "s" && has_over(2)
        };
        if alike().any(begins_alike) {
            return true;
        }
        let holds = |other: &Word<'_>| {
            let mut parts = other.folded.as_bytes().windows(word.len());
            parts.any(|part| part.first() == Some(&first) && part == word.as_bytes())
        };
        has_over(4) && (self.words.iter().any(holds) || alike().any(is_same_umlaut(word)))
            || alike().any(|other| other.capital && may_be_form(&other.folded, word))
                && self.is_unread()
    }

    /// Whether nothing is known of the words of this side's language, which inflects them as it does its own.
    pub(super) fn is_unread(&self) -> bool {
        !knows(self.language) && self.is_latin()
    }

    /// Whether a phrase stands here, whatever its capitals and accents.
    pub(super) fn has_phrase(&self, phrase: &str) -> bool {
        let mut wanted = " ".to_owned();
        for word in fold(phrase)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| !word.is_empty())
        {
            wanted.push_str(word);
            wanted.push(' ');
        }
        wanted.len() > 2 && self.joined().contains(&wanted)
    }

    /// Whether a known name stands here, by its id or by one of the forms that this side's language has for it.
    pub(super) fn has_id(&self, id: &str, pack: Option<&Pack>) -> bool {
        let own = id.split_once(':').map(|(_, code)| code);
        let same = |other: &&str| {
            let code = other.split_once(':').map(|(_, code)| code);
            let codes = own.zip(code);
            *other == id || codes.is_some_and(|(own, other)| is_same_code(own, other))
        };
        self.ids.iter().any(same)
            || pack.is_some_and(|pack| {
                // Such a language also joins words to one: `Nordmexiko`, `Mexikoreise`.
                let joins = pack.names.capitals == Capitals::Nouns;
                let within = |form: &str| {
                    let form = fold(form);
                    form.chars().count() > 5 && self.joined().contains(&form)
                };
                let unread = self.is_unread();
                let inflected = |form: &str| {
                    let form = fold(form);
                    let is = |word: &Word<'_>| word.capital && may_be_form(&word.folded, &form);
                    self.words.iter().any(is)
                };
                forms(pack, id)
                    .any(|form| self.has_phrase(form) || joins && within(form) || unread && inflected(form))
            })
            // Versions take the English form over as it is.
            || crate::language::pack(Language::EN)
                .is_some_and(|pack| forms(pack, id).any(|form| self.has_phrase(form)))
    }

    /// Whether a short word stands here without its capital only: the `un` of a language is no *Un*.
    pub(super) fn is_small(&self, word: &Word<'_>) -> bool {
        let mut same = self
            .words
            .iter()
            .filter(|other| other.folded == word.folded)
            .peekable();
        word.folded.chars().count() <= 3
            && same.peek().is_some()
            && same.all(|other| !other.capital)
    }

    /// Where the only mention of something known under an id stands.
    pub(super) fn only(&self, id: &str) -> Option<Span> {
        let mut same = self
            .mentions
            .iter()
            .filter(|mention| mention.ids().any(|other| other == id));
        let only = same.next().filter(|mention| !mention.is_adjective())?;
        same.next().is_none().then_some(only.span)
    }

    /// The words of a mention that stand once here and once, in one piece, on another side; and what they are.
    pub(super) fn same_words(
        &self,
        mention: &Mention<'_>,
        there: &Self,
    ) -> Option<(Shared, String)> {
        let once = |word: &&Word<'_>| {
            word.capital && self.count(&word.folded) == 1 && there.count(&word.folded) == 1
        };
        let own: Vec<&Word<'_>> = self.words_of(mention).filter(once).collect();
        let place = |word: &&Word<'_>| {
            let same = |other: &Word<'_>| other.capital && other.folded == word.folded;
            there.words.iter().position(same)
        };
        let places: Vec<usize> = own.iter().filter_map(place).collect();
        let (first, last) = (*places.first()?, *places.last()?);
        if last != first + places.len() - 1 {
            return None;
        }
        let shared = Shared {
            source: own.first()?.span.cover(own.last()?.span),
            target: there.words[first].span.cover(there.words[last].span),
        };
        let said: Vec<&str> = own.iter().map(|word| word.folded.as_ref()).collect();
        Some((shared, said.join(" ")))
    }

    /// How often a word stands here with a capital.
    pub(super) fn count(&self, folded: &str) -> usize {
        let first = first_byte(folded);
        let same = |word: &&Word<'_>| word.capital && word.first == first && word.folded == folded;
        self.words.iter().filter(same).count()
    }

    /// Whether its letters are mostly Latin.
    pub(super) fn is_latin(&self) -> bool {
        let words = || self.words.iter().map(|word| word.folded.as_ref());
        let latin = |word: &str| count_bytes(word.as_bytes(), |byte| byte.is_ascii_lowercase());
        // Folded, most have no other letters.
        if words().all(str::is_ascii) {
            return words().any(|word| latin(word) > 0);
        }
        let letters = |word: &str| word.chars().filter(|c| c.is_alphabetic()).count();
        2 * words().map(latin).sum::<usize>() > words().map(letters).sum()
    }

    /// Whether a word is one of this language's own, or an English one, as half of the world's names are made of.
    pub(super) fn is_common(&self, word: &str) -> bool {
        is_common(self.language, word) || is_common(Some(Language::EN), word)
    }

    /// Whether a word is made of words of this language.
    pub(super) fn is_compound(&self, word: &str) -> bool {
        is_compound(self.language, word)
    }

    /// Whether a word of this language, or an English one, is a frequent name too.
    pub(super) fn is_also_name(&self, word: &str) -> bool {
        may_be_name(self.language, word)
    }
}

/// Whether a word may be a form of a name in a language of which nothing is known: names are inflected in many, and lose an
/// ending before they get another (`Diegu`, `Tulsi`, `Marka` for `Marek`).
pub(super) fn may_be_form(word: &str, name: &str) -> bool {
    /// Letters that all forms of a name share.
    const STEM: usize = 3;
    /// Letters of the longest ending.
    const ENDING: usize = 5;
    let shared = { word.chars().zip(name.chars()) }
        .take_while(|(one, other)| one == other)
        .count();
    let rest = |of: &str| of.chars().count() - shared;
    let came = || word.chars().skip(shared);
    // Of the last two letters the vowel goes first.
    let lost_vowel = || came().count() > 1 && came().next() == name.chars().next_back();
    shared >= STEM && rest(word) <= ENDING && (rest(name) < 2 || rest(name) == 2 && lost_vowel())
}

/// Whether two codes are of one land, whose capitals tell its people from its language.
fn is_same_code(one: &str, other: &str) -> bool {
    one.eq_ignore_ascii_case(other) || !one.is_ascii() && one.to_lowercase() == other.to_lowercase()
}

/// Whether words stand behind the sign of a hashtag. Those are translated or kept as it pleases, and their capitals only part
/// words that are written together.
fn is_tag(text: Text<'_>, span: Span) -> bool {
    prose::has_sign(&text, span, b"#")
}

/// The first byte of a word; 0 where it has none.
fn first_byte(word: &str) -> u8 {
    word.bytes().next().unwrap_or_default()
}

fn starts_high(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
}

/// A folded word with the vowel alone for each `ae`, `oe` and `ue`; `None` where it has none of them.
fn without_digraphs(word: &str) -> Option<String> {
    let mut before = b' ';
    let has = word.bytes().any(|byte| {
        let ends = byte == b'e' && matches!(before, b'a' | b'o' | b'u');
        before = byte;
        ends
    });
    has.then(|| {
        let mut before = ' ';
        let mut plain = word.to_owned();
        plain.retain(|c| {
            let ends = c == 'e' && matches!(before, 'a' | 'o' | 'u');
            before = c;
            !ends
        });
        plain
    })
}

/// Whether another folded word is the same but for how its umlauts are spelled: `Wuerttemberg` is `Württemberg`.
fn is_same_umlaut(word: &str) -> impl Fn(&Word<'_>) -> bool {
    let own = without_digraphs(word);
    move |other| {
        let plain = own.as_deref().unwrap_or(word);
        own.is_some() && other.folded == plain
            || other.folded.len() > plain.len()
                && without_digraphs(&other.folded).is_some_and(|other| other == plain)
    }
}

/// `D'Angelo` and `Jean-Luc` in their parts, without a possessive; `Didn't` whole.
fn parts(word: &str) -> impl Iterator<Item = (usize, &str)> {
    let contracted = word
        .rsplit_once(['\'', '’'])
        .is_some_and(|(_, rest)| rest.len() < 3 && rest != "s");
    let mut from = 0;
    word.split(move |c: char| !c.is_alphanumeric() && !contracted)
        .filter_map(move |part| {
            let at = from;
            from += part.len();
            // The sign that parts them may have several bytes.
            from += word
                .get(from..)
                .and_then(|rest| rest.chars().next())
                .map_or(0, char::len_utf8);
            let possessive = at > 0 && part == "s";
            (!part.is_empty() && !possessive).then_some((at, part))
        })
}

/// What a language calls a name that packs know under an id.
pub(super) fn forms<'p>(pack: &'p Pack, id: &str) -> impl Iterator<Item = &'p str> {
    let (kind, code) = id.split_once(':').unwrap_or_default();
    let names = &pack.names;
    let tables = match kind {
        "territory" | "demonym" => [Some(&names.territories), Some(&names.demonyms)],
        "exonym" => [Some(&names.exonyms), None],
        "language" => [Some(&names.languages), None],
        _ => [None, None],
    };
    tables
        .into_iter()
        .flatten()
        .filter_map(move |table| table.get(code))
        .flatten()
        .map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_other_endings_in_languages_of_which_nothing_is_known() {
        let forms = [("diegu", "diego"), ("joea", "joe"), ("marka", "marek")];
        for (form, name) in forms {
            assert!(may_be_form(form, name), "{form}");
        }
        let others = [("okfaor", "okafor"), ("mark", "marek"), ("brook", "bram")];
        for (other, name) in others {
            assert!(!may_be_form(other, name), "{other}");
        }
    }
}
