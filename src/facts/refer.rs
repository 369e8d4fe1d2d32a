//! Whether two references in two languages can mean the same.

use super::value::{Acronym, Name, NameKind, Value};
use crate::text::fold;

/// Words of a name shorter than this are particles as a rule, and tell nothing.
const TELLING: usize = 3;

impl Value {
    /// Whether two names or acronyms, of whatever languages, agree: by an id that the packs know, by their
    /// letters, or because the words of one are words of the other. `None` where either is something else.
    /// No agreement does not mean a difference: the names of bodies are translated.
    pub fn same_reference(&self, other: &Self) -> Option<bool> {
        Some(match (self, other) {
            (Self::Name(a), Self::Name(b)) => names(a, b),
            (Self::Acronym(a), Self::Acronym(b)) => acronyms(a, b),
            (Self::Name(name), Self::Acronym(acronym))
            | (Self::Acronym(acronym), Self::Name(name)) => named(acronym, name),
            _ => return None,
        })
    }
}

fn names(a: &Name, b: &Name) -> bool {
    let known = matches!((&a.known, &b.known), (Some(a), Some(b)) if same_id(a, b));
    let acronym = a.acronym.is_some() && a.acronym == b.acronym;
    let translated = |name: &Name| {
        matches!(
            name.kind,
            NameKind::Organisation | NameKind::Phrase | NameKind::Place
        )
    };
    let body = translated(a) || translated(b);
    let words = words_agree(&a.words, &b.words) || (body && share_word(&a.words, &b.words));
    known || acronym || words
}

fn acronyms(a: &Acronym, b: &Acronym) -> bool {
    let known = a.known.is_some() && a.known == b.known;
    let named = matches!((&a.named, &b.named), (Some(a), Some(b)) if same_id(a, b));
    known || named || fold(&a.letters) == fold(&b.letters)
}

fn named(acronym: &Acronym, name: &Name) -> bool {
    let known = acronym.known.is_some() && acronym.known == name.acronym;
    let same = matches!((&acronym.named, &name.known), (Some(a), Some(b)) if same_id(a, b));
    let expands = acronym.expansion.as_deref().is_some_and(|long| {
        fold(long)
            .split(|c: char| !c.is_alphanumeric())
            .eq(name.words.iter())
    });
    known || same || expands || name.words.concat() == fold(&acronym.letters)
}

/// Whether two ids are the same, or of a land and its people.
fn same_id(a: &str, b: &str) -> bool {
    let land = |id: &str| {
        id.strip_prefix("territory:")
            .or_else(|| id.strip_prefix("demonym:"))
            .map(str::to_owned)
    };
    a == b || matches!((land(a), land(b)), (Some(a), Some(b)) if a == b)
}

/// Whether the words of one name are all words of the other (*Trump*, *Donald Trump*).
fn words_agree(a: &[String], b: &[String]) -> bool {
    let within = |few: &[String], many: &[String]| {
        few.iter().any(|word| is_telling(word)) && few.iter().all(|word| has_word(many, word))
    };
    a == b || within(a, b) || within(b, a)
}

/// Whether two names share a word although a head word was translated (*University of Essex*).
fn share_word(a: &[String], b: &[String]) -> bool {
    a.iter().any(|word| is_telling(word) && has_word(b, word))
}

/// Whether a word is there, in the singular or the plural that most languages here make with `s`.
fn has_word(words: &[String], word: &str) -> bool {
    let stem = |word: &str| {
        word.strip_suffix('s')
            .filter(|stem| stem.len() >= TELLING)
            .unwrap_or(word)
            .len()
    };
    words.iter().any(|other| {
        other == word
            || (other.get(..stem(other)) == word.get(..stem(word)) && stem(word) >= TELLING)
    })
}

fn is_telling(word: &str) -> bool {
    word.chars().count() >= TELLING
}

#[cfg(test)]
mod tests {
    use crate::facts::{BlockText, Fact, Value, references};

    fn first(language: &str, text: &str) -> Value {
        let mut found = Vec::new();
        references::extract(&BlockText::of(language, text), &mut found);
        let fact: Option<Fact> = found.into_iter().next();
        fact.unwrap_or_else(|| panic!("a reference in {text}"))
            .value
    }

    fn agree(a: (&str, &str), b: (&str, &str)) -> bool {
        first(a.0, a.1).same_reference(&first(b.0, b.1)).unwrap()
    }

    #[test]
    fn known_names_agree_across_languages() {
        assert!(agree(("en", "in Germany"), ("es", "en Alemania")));
        assert!(agree(("en", "in Germany"), ("vi", "ở Đức")));
        assert!(agree(
            ("en", "the Spanish team"),
            ("es", "el equipo español")
        ));
        assert!(agree(("en", "the Spanish team"), ("vi", "đội Tây Ban Nha")));
        assert!(agree(
            ("en", "the WHO"),
            ("es", "la Organización Mundial de la Salud")
        ));
        assert!(agree(("en", "in the U.S."), ("vi", "tại Hoa Kỳ")));
    }

    #[test]
    fn names_agree_by_their_words_without_diacritics() {
        assert!(agree(
            ("en", "with Huynh Van Sau"),
            ("vi", "với Huỳnh Văn Sáu")
        ));
        assert!(agree(("en", "with Donald Trump"), ("es", "con Trump")));
        assert!(!agree(
            ("en", "with Huynh Van Sau"),
            ("vi", "với Huỳnh Văn Mười")
        ));
        assert!(!agree(("en", "in Germany"), ("es", "en Francia")));
        assert!(!agree(("en", "the NDTQ"), ("vi", "tổ NTTQ")));
    }
}
