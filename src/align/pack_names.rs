//! What packs add to the shipped lexicon: months, weekdays, countries, small numbers and other things with a fixed name.
//!
//! Part of the build, which makes the lexicon's tables; a run looks into those.

use crate::language::Pack;

/// Everything in a pack that has a name in each language, as (kind, id, form).
pub(crate) fn names_of(pack: &Pack, mut take: impl FnMut(&str, &str, &str)) {
    for (kind, lists) in [
        ("month", &pack.dates.months),
        ("weekday", &pack.dates.weekdays),
    ] {
        for (number, forms) in lists.iter().enumerate() {
            forms
                .iter()
                .for_each(|form| take(kind, &number.to_string(), form));
        }
    }
    let names = &pack.names;
    // A demonym counts as its country: "Spanish" stands for "de España" as often as for "español".
    let tables = [
        ("territory", &names.territories),
        ("territory", &names.demonyms),
        ("language", &names.languages),
        ("exonym", &names.exonyms),
        ("acronym", &pack.acronyms),
        ("unit", &pack.units),
        ("currency", &pack.currencies),
    ];
    for (kind, table) in tables {
        for (id, forms) in table {
            forms.iter().for_each(|form| take(kind, id, form));
        }
    }
    let acronym_ids = pack.acronyms.keys();
    acronym_ids.for_each(|id| take("acronym", id, id));
    let words = pack
        .numbers
        .words
        .iter()
        .chain(&pack.numbers.scales)
        .chain(&pack.numbers.ordinals);
    for (word, value) in words.filter(|(word, _)| !pack.numbers.articles.contains(word)) {
        take("number", &value.to_string(), word);
    }
    for (phrase, id) in &pack.dates.relative {
        take("relative", id, phrase);
    }
}
