//! The words of a pack that sentence splitting asks for, in the form in which it asks.

use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::token::is_initial;

use crate::language::{self, Language, Pack};

/// What follows from an abbreviation before a possible boundary.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Never ends a sentence.
    GoesOn,
    /// Goes on before a number or a code.
    BeforeNumber,
    /// May end a sentence.
    MayEnd,
    /// A time of day ("p.m."), which ends a sentence before any capital.
    HalfDay,
}

/// The splitting words of one language.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Abbreviation, as written up to its last point, to its role.
    roles: FxHashMap<String, Role>,
    /// First parts of abbreviations of several words (`EE.` of `EE. UU.`), with what must follow.
    parts: FxHashMap<String, Vec<String>>,
    /// Words with which sentences begin, in lower case.
    starters: FxHashSet<String>,
    /// Names of months and weekdays, in lower case.
    dates: FxHashSet<String>,
}

impl Words {
    /// Those of a language; none without a pack.
    pub(super) fn of(language: Option<Language>) -> &'static Self {
        static ALL: OnceLock<Vec<(Language, OnceLock<Words>)>> = OnceLock::new();
        static NONE: OnceLock<Words> = OnceLock::new();
        let all = ALL.get_or_init(|| {
            language::packs()
                .map(|language| (language, OnceLock::new()))
                .collect()
        });
        let found = all.iter().find(|(known, _)| Some(*known) == language);
        match found.and_then(|(language, cell)| Some((cell, language::pack(*language)?))) {
            Some((cell, pack)) => cell.get_or_init(|| Self::read(pack)),
            None => NONE.get_or_init(Self::default),
        }
    }

    fn read(pack: &Pack) -> Self {
        let mut words = Self::default();
        let lists = [
            (Role::MayEnd, &pack.sentences.may_end),
            (Role::HalfDay, &pack.times.am),
            (Role::HalfDay, &pack.times.pm),
            (Role::BeforeNumber, &pack.sentences.before_number),
            (Role::GoesOn, &pack.sentences.abbreviations),
        ];
        for (role, list) in lists {
            for abbreviation in list
                .iter()
                .filter(|word| word.ends_with('.') && !is_initial(word))
            {
                words.add(abbreviation, role);
            }
        }
        words.starters = pack
            .sentences
            .starters
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        let dates = pack
            .dates
            .months
            .iter()
            .chain(&pack.dates.weekdays)
            .flatten();
        words.dates = dates.map(|name| name.to_lowercase()).collect();
        words
    }

    fn add(&mut self, abbreviation: &str, role: Role) {
        self.roles.insert(abbreviation.to_owned(), role);
        if let Some((first, rest)) = abbreviation.split_once(' ') {
            self.parts
                .entry(first.to_owned())
                .or_default()
                .push(rest.to_owned());
        }
    }

    /// The role of an abbreviation; at the start of a sentence it may have a capital.
    pub(super) fn role(&self, token: &str) -> Option<Role> {
        if let Some(role) = self.roles.get(token) {
            return Some(*role);
        }
        let mut chars = token.chars();
        let first = chars.next().filter(|c| c.is_uppercase())?;
        let lower: String = first.to_lowercase().chain(chars).collect();
        self.roles
            .get(&lower)
            .or_else(|| self.roles.get(&token.to_lowercase()))
            .copied()
    }

    /// Whether `token` and what follows it are one abbreviation.
    pub(super) fn is_part(&self, token: &str, rest: &str) -> bool {
        self.parts
            .get(token)
            .is_some_and(|ends| ends.iter().any(|end| rest.starts_with(end.as_str())))
    }

    /// Whether a new sentence often begins with a word.
    pub(super) fn is_starter(&self, word: &str) -> bool {
        self.starters.contains(&word.to_lowercase())
    }

    /// Whether a word names a month or a day of the week.
    pub(super) fn is_date_word(&self, word: &str) -> bool {
        self.dates.contains(&word.to_lowercase())
    }

    /// Whether nothing is known of the language.
    pub(super) fn is_empty(&self) -> bool {
        self.roles.is_empty()
    }
}
