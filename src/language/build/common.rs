//! The common words of each language that has a complete pack: those of the lexicon, and what the pack lists that may have
//! a capital and is no name by itself.

use std::collections::{BTreeMap, BTreeSet};

use crate::fold::fold;
use crate::lexicon::Columns;
use crate::pack::Pack;

/// A list for each language of which enough is known, under the name by which a run asks for it.
pub(crate) fn lists(
    columns: &Columns<'_>,
    packs: &BTreeMap<String, Pack>,
) -> Vec<(String, BTreeSet<String>)> {
    let complete = packs.iter().filter(|(_, pack)| pack.complete);
    // A few words of grammar alone would make every other word a name.
    let known = complete.filter_map(|(tag, pack)| {
        let forms = columns.get(tag.as_str())?.iter().flatten().copied();
        let mut words = BTreeSet::new();
        forms.for_each(|form| take(form, &mut words));
        if words.is_empty() {
            return None;
        }
        let lists = of_pack(pack).flatten();
        lists.for_each(|phrase| take(phrase, &mut words));
        Some((format!("{tag}.common"), words))
    });
    known.collect()
}

fn take(phrase: &str, words: &mut BTreeSet<String>) {
    let folded = fold(phrase);
    let parts = folded.split(|c: char| !c.is_alphanumeric());
    words.extend(parts.filter(|word| !word.is_empty()).map(str::to_owned));
}

fn of_pack(pack: &Pack) -> impl Iterator<Item = &Vec<String>> {
    let names = &pack.names;
    let words = [
        &names.titles,
        &names.organisations,
        &names.places,
        &names.particles,
        &names.common,
        &pack.function_words,
        &pack.vocabulary,
        &pack.quotes.speech,
    ];
    words
        .into_iter()
        .chain(&pack.dates.months)
        .chain(&pack.dates.weekdays)
}
