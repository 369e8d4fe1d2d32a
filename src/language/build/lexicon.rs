//! Lays the lexicon out as hash tables, a table for each language, in the form that `align/shipped.rs` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::concept::{Concept, FROM_PACK, fnv, pack_concept};
use crate::pack::Pack;
use crate::pack_names::names_of;
use crate::phrase::phrase;
use crate::write;

/// The table by its columns: of each language, the forms of each concept.
pub(crate) type Columns<'a> = BTreeMap<&'a str, Vec<Vec<&'a str>>>;

/// Cuts the table into columns.
pub(crate) fn columns(text: &str) -> Columns<'_> {
    let mut lines = text.lines();
    let tags: Vec<&str> = lines.next().unwrap_or_default().split('\t').collect();
    let mut columns: Columns<'_> = tags.iter().map(|&tag| (tag, Vec::new())).collect();
    for (number, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split('\t').collect();
        assert_eq!(cells.len(), tags.len(), "lexicon.tsv, line {}", number + 2);
        for (tag, cell) in tags.iter().zip(cells) {
            let forms = cell.split('|').map(str::trim);
            let forms = forms.filter(|form| !form.is_empty()).collect();
            columns.entry(tag).or_default().push(forms);
        }
    }
    columns
}

/// Writes the tables of every language that the lexicon or a pack has.
pub(crate) fn write_tables(columns: &Columns<'_>, packs: &BTreeMap<String, Pack>) {
    let tags: BTreeSet<&str> = columns
        .keys()
        .copied()
        .chain(packs.keys().map(String::as_str))
        .collect();
    let mut lists = Lists::default();
    let mut rows = String::new();
    for tag in tags {
        let mut words = Words::default();
        for (row, forms) in (1..).zip(columns.get(tag).into_iter().flatten()) {
            forms.iter().for_each(|form| words.add(form, row));
        }
        if let Some(pack) = packs.get(tag) {
            names_of(pack, |kind, id, form| {
                words.add(form, pack_concept(kind, id));
            });
        }
        let table = words.write(tag, &mut lists);
        let _ = writeln!(rows, "    ({tag:?}, Column::Shipped({table})),");
    }
    let text = format!(
        "/// The column of each language, in order of the tag.\npub(super) static COLUMNS: &[(&str, Column)] = &[\n{rows}];\n\n\
         /// What phrases stand for, list after list.\nstatic LISTS: &[Concept] = &{:?};\n",
        lists.all
    );
    write("lexicon.rs", text.as_bytes());
}

/// Lists of concepts one after the other, each kept once.
#[derive(Default)]
struct Lists {
    all: Vec<Concept>,
    places: BTreeMap<Vec<Concept>, usize>,
}

impl Lists {
    fn place(&mut self, list: &[Concept]) -> usize {
        if let Some(&known) = self.places.get(list) {
            return known;
        }
        let place = self.all.len();
        self.all.extend(list);
        self.places.insert(list.to_vec(), place);
        place
    }
}

/// The words and phrases of a language: what each stands for, and the tokens of the longest phrase that begins with it.
#[derive(Default)]
struct Words {
    phrases: BTreeMap<String, (Vec<Concept>, usize)>,
}

impl Words {
    fn add(&mut self, form: &str, concept: Concept) {
        let phrase = phrase(form);
        let Some(first) = phrase.split(' ').next().filter(|first| !first.is_empty()) else {
            return;
        };
        let (_, longest) = self
            .phrases
            .entry(first.to_owned())
            .or_insert((Vec::new(), 1));
        *longest = phrase.split(' ').count().max(*longest);
        let (concepts, _) = self.phrases.entry(phrase).or_insert((Vec::new(), 1));
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }

    /// Writes the table and tells the value that stands for it in the program.
    fn write(&self, tag: &str, lists: &mut Lists) -> String {
        let free = [u8::MAX; 2];
        let mut slots = vec![free; (self.phrases.len() * 2).next_power_of_two()];
        let (mut rows, mut keys) = (Vec::new(), String::new());
        for (number, (key, (concepts, longest))) in self.phrases.iter().enumerate() {
            let mut at = usize::try_from(fnv(key.bytes()) & (slots.len() as u64 - 1))
                .expect("it is less than their number");
            while slots[at] != free {
                at = (at + 1) % slots.len();
            }
            let number = u16::try_from(number).ok().filter(|&it| it < u16::MAX);
            slots[at] = number.expect("a slot holds their numbers").to_le_bytes();
            let numbers = [
                u32::try_from(keys.len()).expect("the phrases are few"),
                packed(key.len(), *longest),
                packed(lists.place(concepts), concepts.len()),
            ];
            rows.extend(numbers.into_iter().flat_map(u32::to_le_bytes));
            keys += key;
        }
        let file = |part: &str| format!("lexicon.{tag}.{part}");
        write(&file("slots"), slots.as_flattened());
        write(&file("rows"), &rows);
        write(&file("keys"), keys.as_bytes());
        let all = self.phrases.values().flat_map(|(concepts, _)| concepts);
        let known: BTreeSet<Concept> = all.copied().collect();
        let has_words = known.iter().any(|concept| concept & FROM_PACK == 0);
        // The table is included from beside the files.
        format!(
            "Shipped {{ slots: include_bytes!({:?}).as_chunks().0, rows: include_bytes!({:?}).as_chunks().0, \
             keys: include_bytes!({:?}), known: &{:?}, has_words: {has_words} }}",
            file("slots"),
            file("rows"),
            file("keys"),
            Vec::from_iter(known),
        )
    }
}

/// A number, and a small one in its lowest byte.
fn packed(number: usize, small: usize) -> u32 {
    assert!(small < 256, "{small} does not fit into a byte");
    let number = number.checked_mul(256).map(|number| number + small);
    let number = number.and_then(|number| u32::try_from(number).ok());
    number.expect("the tables are small")
}
