//! Acronyms: runs of capitals that stand for a longer name (`NDTQ`, `U.S.`, `NGOs`, `TP.HCM`).
//!
//! A word in capitals for stress, a heading in capitals, a Roman numeral and a unit beside its number
//! are none. What the text says an acronym stands for is [`expansion`](super::expansion)'s to find;
//! here it is carried on to later mentions.

use std::collections::{BTreeMap, BTreeSet};

use aho_corasick::AhoCorasick;
use unicode_normalization::char::decompose_canonical;

use super::capitals::Capitalisation;
use super::expansion::expansion;
use super::lexis::{Entry, Match, Sorts};
use super::tokens::{Case, Gap, Tokens};
use super::{Acronym, BlockText, Fact, Spelling, Value, roman};
use crate::document::Document;
use crate::text::fold;

/// The acronyms of a block.
pub(super) fn extract(block: &BlockText<'_>, found: &mut Vec<Fact>) {
    for &(from, to, capitalisation) in block.sentences() {
        if capitalisation == Capitalisation::Shouted {
            continue;
        }
        let tokens = &block.tokens;
        let mut past = from;
        for at in tokens.capitals(from, to) {
            if at >= past
                && let Some((end, acronym)) = acronym_at(block, at)
            {
                let expansion = expansion(block, at, end, &acronym);
                found.push(Fact {
                    span: tokens.span(at, end),
                    value: Value::Acronym(Acronym {
                        expansion,
                        ..acronym
                    }),
                    spelling: Spelling::Words,
                });
                past = end;
            }
        }
    }
}

/// The acronym that begins at a word with a capital, with the token after it.
fn acronym_at(block: &BlockText<'_>, at: usize) -> Option<(usize, Acronym)> {
    let tokens = &block.tokens;
    if tokens.is_claimed(at) {
        return None;
    }
    if let Some((end, known)) = known_at(block, at) {
        let letters = letters_of(block, at, end);
        return Some((
            end,
            Acronym {
                letters,
                known: Some(known.to_owned()),
                named: named_at(tokens, at, end - at),
                expansion: None,
            },
        ));
    }
    // Most are names, with one capital.
    if !block.is_capitals(at) {
        return None;
    }
    let end = dotted(block, at).or_else(|| joined(block, at))?;
    let letters = letters_of(block, at, end);
    let other = (end == at + 1 && is_roman(tokens, at))
        || is_other_word(tokens, at, end)
        || is_shouted(block, at, end)
        || is_time_zone(tokens, at);
    let acronym = Acronym {
        letters,
        known: None,
        named: None,
        expansion: None,
    };
    (!other).then_some((end, acronym))
}

/// The longest acronym of the pack at a token that is written in capitals.
fn known_at(block: &BlockText<'_>, at: usize) -> Option<(usize, &'static str)> {
    let tokens = &block.tokens;
    if !tokens.opens(at, Sorts::NAME) {
        return None;
    }
    tokens.matches(at).iter().find_map(|found| {
        let known = found.entries().iter().find_map(|&entry| {
            if let Entry::Acronym(known) = entry {
                Some(known)
            } else {
                None
            }
        })?;
        let name = found
            .entries()
            .iter()
            .any(|entry| matches!(entry, Entry::Territory(_) | Entry::Exonym(_)));
        let words = || (at..at + found.len()).filter(|&at| tokens.is_word(at));
        let capitals = words().all(|at| block.is_capitals(at));
        let digits = at
            .checked_sub(1)
            .is_some_and(|before| tokens.is_digits(before));
        let measures = digits
            && found.entries().iter().any(|entry| {
                matches!(
                    entry,
                    Entry::Unit(_) | Entry::Am | Entry::Pm | Entry::Currency(_)
                )
            });
        // `Unicef` and `Mercosur` have become words; a name with one capital is a name.
        let word = found.len() == 1
            && !name
            && tokens[at].case == Case::Title
            && tokens.lower(at).chars().count() > 3;
        ((capitals || word) && !measures).then_some((at + found.len(), known))
    })
}

/// The language-neutral id of the name that the same phrase is.
fn named_at(tokens: &Tokens, at: usize, len: usize) -> Option<String> {
    let entries = tokens
        .matches(at)
        .iter()
        .find(|found| found.len() == len)?
        .entries();
    entries.iter().find_map(|&entry| match entry {
        Entry::Territory(code) => Some(format!("territory:{code}")),
        Entry::Exonym(id) => Some(format!("exonym:{id}")),
        _ => None,
    })
}

/// `U.S.`, `J.F.K.`, `EE. UU.`: the end of letters that each have their point. Initials before a name are part of it.
fn dotted(block: &BlockText<'_>, at: usize) -> Option<usize> {
    let tokens = &block.tokens;
    let letter = |at: usize| {
        tokens.is_word(at)
            && tokens[at].case == Case::Title
            && tokens.lower(at).chars().nth(1).is_none()
    };
    let mut end = at;
    while letter(end)
        && tokens.is_sign(end + 1, '.')
        && tokens.glued(end + 1)
        && (end == at || tokens.glued(end))
    {
        end += 2;
    }
    let last = end > at && letter(end) && tokens.glued(end);
    let count = (end - at) / 2 + usize::from(last);
    let name_follows = || {
        !last && tokens.is_word(end) && tokens[end].case == Case::Title && !block.opens_segment(end)
    };
    (count > 1 && !name_follows()).then_some(end + usize::from(last))
}

/// `NDTQ`, `NGOs`, `AT&T`, `TP.HCM`: the end of capitals that are joined without a space.
fn joined(block: &BlockText<'_>, at: usize) -> Option<usize> {
    let tokens = &block.tokens;
    let mut end = at + 1;
    let mut letters = tokens.lower(at).chars().count();
    while tokens.glued(end)
        && tokens.glued(end + 1)
        && tokens.is_word(end + 1)
        && block.is_capitals(end + 1)
    {
        let more = tokens.lower(end + 1).chars().count();
        let joins =
            tokens.is_sign(end, '&') || (tokens.is_sign(end, '.') && (letters > 1 || more > 1));
        if !joins {
            break;
        }
        letters += more;
        end += 2;
    }
    (letters > 1).then_some(end)
}

/// The letters without points and spaces, and without the plural.
fn letters_of(block: &BlockText<'_>, at: usize, end: usize) -> String {
    let plural = block.is_plural(end - 1);
    let spelled = block.tokens.span(at, end).of(block.text);
    let spelled = if plural {
        spelled.strip_suffix('s').unwrap_or(spelled)
    } else {
        spelled
    };
    spelled
        .chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '&' | '-' | '/'))
        .collect()
}

/// Whether the letters are a Roman numeral as texts number things. Numbers above a hundred are so rare
/// that `CD`, `MD` and `CV` are acronyms.
fn is_roman(tokens: &Tokens, at: usize) -> bool {
    let letters = tokens.lower(at);
    let small = |value| value <= 100 && letters.contains(['i', 'v', 'x']);
    roman::value(tokens, at).is_some_and(|value| small(value) || letters.len() > 3)
}

/// Whether the pack knows the word as something else: a stressed word, a title, a unit beside its number.
fn is_other_word(tokens: &Tokens, at: usize, end: usize) -> bool {
    let number_beside = at
        .checked_sub(1)
        .is_some_and(|before| tokens.is_digits(before))
        || (tokens.is_digits(end) && tokens.glued(end));
    tokens
        .matches(at)
        .iter()
        .filter(|found| at + found.len() >= end)
        .flat_map(Match::entries)
        .any(|entry| {
            let measures = matches!(
                entry,
                Entry::Unit(_) | Entry::Am | Entry::Pm | Entry::OrdinalSuffix
            );
            let body = matches!(
                entry,
                Entry::Organisation | Entry::Acronym(_) | Entry::Uncapitalised
            );
            if measures { number_beside } else { !body }
        })
}

/// Whether the capitals only stress a word: tone marks (Vietnamese acronyms have none), or a third word in
/// capitals beside it.
fn is_shouted(block: &BlockText<'_>, at: usize, end: usize) -> bool {
    let tokens = &block.tokens;
    let word = tokens.span(at, end).of(block.text);
    let upper = |at: usize| tokens.is_word(at) && tokens[at].case == Case::Upper;
    let before = (0..at).rev().take(3).take_while(|&at| upper(at)).count();
    let after = (end..tokens.len())
        .take(3)
        .take_while(|&at| upper(at))
        .count();
    let around = tokens.span(at - before, end + after).of(block.text);
    if around.chars().any(has_tone) || is_pronounceable(word) {
        return true;
    }
    let longest = (at - before..end + after)
        .map(|at| tokens.lower(at).chars().count())
        .max();
    before + after >= 2 && longest > Some(3)
}

/// Whether letters are so many, and vowels and consonants so mixed, that they are a word.
fn is_pronounceable(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let vowels = fold(word)
        .chars()
        .filter(|c| matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y'))
        .count();
    letters > 6 && (letters..=2 * letters).contains(&(4 * vowels))
}

/// Whether it names the zone of the time right before it: `10:30 BST`, `5 p.m. ET`.
fn is_time_zone(tokens: &Tokens, at: usize) -> bool {
    let before = |by: usize| at.checked_sub(by).filter(|&at| tokens[at].gap != Gap::Line);
    let half = |by: usize| {
        let half = |entry| matches!(entry, Entry::Am | Entry::Pm).then_some(());
        before(by).is_some_and(|from| {
            tokens.matches(from).iter().any(|found| {
                found.len() == by && found.entries().iter().any(|&entry| half(entry).is_some())
            })
        })
    };
    let clock = before(3).is_some_and(|from| {
        tokens.is_digits(from)
            && tokens.is_digits(from + 2)
            && matches!(tokens.sign(from + 1), Some(':' | '.'))
    });
    clock || (1..=4).any(half)
}

/// Whether a letter carries a mark of tone or stress: grave, acute, tilde over a vowel, hook, dot below.
fn has_tone(c: char) -> bool {
    let mut tone = false;
    if !c.is_ascii() && !matches!(c, 'ñ' | 'Ñ') {
        decompose_canonical(c, |part| {
            tone |= matches!(
                part,
                '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}'
            );
        });
    }
    tone
}

/// What the whole document tells: an expansion holds for every later mention, and capitals that also
/// stand as a plain word elsewhere (`LONDON`, `London`) are no acronym.
pub(super) fn across(document: &Document, found: &mut Vec<Fact>) {
    let words = plain_words(document, found);
    found.retain(|fact| !matches!(&fact.value, Value::Acronym(acronym) if acronym.known.is_none() && words.contains(&acronym.letters)));
    let mut expansions: BTreeMap<String, String> = BTreeMap::new();
    for fact in found {
        let Value::Acronym(acronym) = &mut fact.value else {
            continue;
        };
        match &acronym.expansion {
            Some(expansion) => {
                expansions
                    .entry(acronym.letters.clone())
                    .or_insert_with(|| expansion.clone());
            }
            None => acronym.expansion = expansions.get(&acronym.letters).cloned(),
        }
    }
}

/// The letters of unknown acronyms that also stand with one capital only.
fn plain_words(document: &Document, found: &[Fact]) -> BTreeSet<String> {
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for fact in found {
        if let Value::Acronym(acronym) = &fact.value
            && acronym.known.is_none()
            && acronym.letters.chars().count() > 3
        {
            let mut chars = acronym.letters.chars();
            let title = chars
                .next()
                .into_iter()
                .chain(chars.flat_map(char::to_lowercase))
                .collect();
            forms.insert(title, acronym.letters.clone());
        }
    }
    if forms.is_empty() {
        return BTreeSet::new();
    }
    let text = document.text();
    let whole = |start: usize, end: usize| {
        let before = text
            .get(..start)
            .and_then(|before| before.chars().next_back());
        let after = text.get(end..).and_then(|after| after.chars().next());
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    };
    // A short text is read before an automaton is made.
    if text.len() < 1 << 12 {
        let stands = |form: &str| {
            let mut places = text.match_indices(form);
            places.any(|(at, _)| whole(at, at + form.len()))
        };
        forms.retain(|form, _| stands(form));
        return forms.into_values().collect();
    }
    let Ok(search) = AhoCorasick::new(forms.keys()) else {
        return BTreeSet::new();
    };
    let hits = search
        .find_overlapping_iter(text)
        .filter(|hit| whole(hit.start(), hit.end()));
    hits.filter_map(|hit| forms.get(text.get(hit.range())?).cloned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acronyms(language: &str, text: &str) -> Vec<String> {
        let mut found = Vec::new();
        extract(&BlockText::of(language, text), &mut found);
        let show = |fact: Fact| match fact.value {
            Value::Acronym(Acronym {
                letters,
                known: Some(known),
                ..
            }) => format!("{letters}={known}"),
            Value::Acronym(acronym) => acronym.letters,
            other => panic!("{other:?}"),
        };
        found.into_iter().map(show).collect()
    }

    #[test]
    fn capitals_with_points_plurals_and_joints_are_one_acronym() {
        assert_eq!(
            acronyms(
                "en",
                "The NDTQ and two NGOs met at AT&T in the U.S. on BCD day"
            ),
            ["NDTQ", "NGO=NGO", "AT&T", "US=US", "BCD"]
        );
        assert_eq!(
            acronyms("es", "la ONU, EE. UU., EE.UU. y la OTAN con el MRTA"),
            ["ONU=UN", "EEUU=US", "EEUU=US", "OTAN=NATO", "MRTA"]
        );
        assert_eq!(
            acronyms("vi", "tổ NDTQ, BTCTW và TP.HCM họp với LHQ"),
            ["NDTQ", "BTCTW", "TPHCM=HCMC", "LHQ=UN"]
        );
    }

    #[test]
    fn words_in_capitals_are_no_acronyms() {
        for (language, text) in [
            ("en", "STOP THE WAR NOW"),
            ("en", "This is NOT what we ASKED FOR TODAY, said Mr Smith"),
            ("es", "EL GOBIERNO ANUNCIA MEDIDAS"),
            ("vi", "Hội nghị ĐẢNG và NGƯỜI dân"),
            ("vi", "NGHỊ QUYẾT HỘI NGHỊ"),
        ] {
            assert_eq!(acronyms(language, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn numerals_units_initials_and_words_are_no_acronyms() {
        for (language, text) in [
            ("en", "Chapter XIII, Part IV and Elizabeth II"),
            (
                "en",
                "a 5 MW plant, 3 GB, at 5 PM by J.K. Rowling and George W. Bush, e.g. PhD, I, A",
            ),
            ("es", "el siglo XXI, el tomo VIII y 30 KM"),
            ("vi", "Đại hội XIII, khóa XV, 20 MW"),
        ] {
            assert_eq!(acronyms(language, text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn only_small_numerals_are_numerals() {
        assert_eq!(
            acronyms("xx", "a II, a IV, a XIX, a LI, a MCMXCIV"),
            Vec::<String>::new()
        );
        assert_eq!(
            acronyms("xx", "a CD, a MD, a CV, a DVD, a MIX"),
            ["CD", "MD", "CV", "DVD", "MIX"]
        );
    }
}
