//! The fixed names of a report, read back: those of this version of the program and no others.

use std::borrow::Cow;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use crate::checks::{self, Category};
use crate::document::Format;

/// A name that is part of the program. (An alias, for serde would borrow a plain `&'static str` from its input.)
pub type Name = &'static str;

fn known<'de, D: Deserializer<'de>>(
    deserializer: D,
    find: impl FnOnce(&str) -> Option<&'static str>,
) -> Result<&'static str, D::Error> {
    let name = Cow::<str>::deserialize(deserializer)?;
    find(&name).ok_or_else(|| D::Error::custom(format!("`{name}` is not known here")))
}

pub(super) fn rule<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(from, |name| Some(checks::check(name)?.meta().name))
}

pub(super) fn category<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(from, |name| {
        let mut paths = Category::ALL.iter().map(|category| category.path());
        paths.find(|path| *path == name)
    })
}

pub(super) fn level<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(from, |name| {
        ["passage", "segment"]
            .into_iter()
            .find(|level| *level == name)
    })
}

pub(super) fn format<'de, D: Deserializer<'de>>(from: D) -> Result<&'static str, D::Error> {
    known(from, |name| {
        let mut names = Format::ALL.iter().map(|format| format.name());
        names.find(|format| *format == name)
    })
}
