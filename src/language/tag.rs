//! Language tags.

use std::borrow::Cow;
use std::fmt;

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A language by its BCP 47 primary subtag: two or three lower-case letters, `es`, `vi`, `fil`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Language([u8; 3]);

impl Language {
    /// English.
    pub const EN: Self = Self(*b"en\0");
    /// Spanish.
    pub const ES: Self = Self(*b"es\0");
    /// Vietnamese.
    pub const VI: Self = Self(*b"vi\0");

    /// Reads a tag; regions and scripts are let go (`es-MX` is `es`). `None` where it has not the form of one.
    /// Whether anything is known of the language is [`crate::language::is_known`]'s to say.
    pub fn new(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        let fits =
            matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_alphabetic());
        let mut bytes = [0; 3];
        for (to, from) in bytes.iter_mut().zip(primary.bytes()) {
            *to = from.to_ascii_lowercase();
        }
        fits.then_some(Self(bytes))
    }

    /// A number of its own below [`Self::SHORT`] for a tag of two letters.
    fn short(self) -> Option<usize> {
        let [first, second, third] = self.0;
        let letter = |byte: u8| usize::from(byte - b'a');
        (third == 0).then(|| 26 * letter(first) + letter(second))
    }

    /// How many tags of two letters there can be.
    const SHORT: usize = 26 * 26;

    /// The tag.
    pub fn as_str(&self) -> &str {
        let len = if self.0[2] == 0 { 2 } else { 3 };
        std::str::from_utf8(&self.0[..len]).unwrap_or_default()
    }
}

/// Where languages stand in a list. Some lists are asked several times in every sentence.
#[derive(Debug)]
pub(crate) struct Places {
    /// Those with a tag of two letters.
    short: Vec<Option<usize>>,
    list: Vec<Language>,
}

impl Places {
    /// Those of a list.
    pub(crate) fn of(list: Vec<Language>) -> Self {
        let mut short = vec![None; Language::SHORT];
        for (at, language) in list.iter().enumerate() {
            if let Some(number) = language.short() {
                short[number] = Some(at);
            }
        }
        Self { short, list }
    }

    /// The place of a language.
    pub(crate) fn find(&self, language: Language) -> Option<usize> {
        match language.short() {
            Some(number) => self.short[number],
            None => self.list.iter().position(|&other| other == language),
        }
    }

    /// All of them, in order.
    pub(super) fn list(&self) -> &[Language] {
        &self.list
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for Language {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let tag = Cow::<str>::deserialize(deserializer)?;
        Self::new(&tag).ok_or_else(|| D::Error::custom(format!("`{tag}` is not a language tag")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_language_is_found_by_its_tag() {
        let list = ["de", "en", "fil", "zz"].map(|tag| Language::new(tag).unwrap());
        let places = Places::of(list.to_vec());
        assert!((0..4).all(|at| places.find(list[at]) == Some(at)));
        assert_eq!(places.find(Language::VI), None);
        assert_eq!(places.find(Language::new("haw").unwrap()), None);
    }

    #[test]
    fn a_region_does_not_make_another_language() {
        assert_eq!(Language::new("es-MX"), Some(Language::ES));
        assert_eq!(Language::new("EN"), Some(Language::EN));
        assert_eq!(Language::new("e"), None);
        assert_eq!(Language::new("12"), None);
    }
}
