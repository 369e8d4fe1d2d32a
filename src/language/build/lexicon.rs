//! Lays the lexicon out as hash tables, a table for each language, in the form that `align/shipped.rs` reads.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::concept::{Concept, FROM_PACK, fnv, pack_concept};
use crate::pack::Pack;
use crate::pack_names::names_of;
use crate::phrase::phrase;
use crate::slot::{Slot, bit, place};
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
        "/// The column of each language, in order of the tag.\n#[allow(clippy::unreadable_literal, reason = \"nobody reads hashes\")]\npub(super) static COLUMNS: &[(&str, Column)] = &[\n{rows}];\n\n\
         /// What phrases stand for, list after list.\n#[allow(clippy::unreadable_literal, reason = \"nobody reads hashes\")]\nstatic LISTS: &[Concept] = &{:?};\n\n\
         /// Where each list begins, and where the last one ends.\n#[allow(clippy::unreadable_literal, reason = \"nobody reads these\")]\nstatic BEGINNINGS: &[u32] = &{:?};\n",
        lists.all,
        lists.beginnings()
    );
    write("lexicon.rs", text.as_bytes());
}

/// Lists of concepts one after the other, each kept once.
#[derive(Default)]
struct Lists {
    all: Vec<Concept>,
    begin: Vec<usize>,
    numbers: BTreeMap<Vec<Concept>, u16>,
}

impl Lists {
    /// The number of a list.
    fn place(&mut self, list: &[Concept]) -> u16 {
        if let Some(&known) = self.numbers.get(list) {
            return known;
        }
        let number =
            u16::try_from(self.begin.len()).expect("a slot holds the numbers of the lists");
        self.begin.push(self.all.len());
        self.all.extend(list);
        self.numbers.insert(list.to_vec(), number);
        number
    }

    fn beginnings(&self) -> Vec<usize> {
        let end = std::iter::once(self.all.len());
        self.begin.iter().copied().chain(end).collect()
    }
}

/// The words and phrases of a language: what each stands for, and the tokens of the longest phrase that begins with it.
#[derive(Default)]
struct Words {
    phrases: BTreeMap<String, (Vec<Concept>, usize)>,
    /// The first two tokens of those that have as many.
    openings: BTreeSet<String>,
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
        let mut tokens = phrase.split(' ');
        if let (Some(first), Some(second)) = (tokens.next(), tokens.next()) {
            self.openings.insert(format!("{first} {second}"));
        }
        let (concepts, _) = self.phrases.entry(phrase).or_insert((Vec::new(), 1));
        if !concepts.contains(&concept) {
            concepts.push(concept);
        }
    }

    /// Writes the table and tells the value that stands for it in the program.
    fn write(&self, tag: &str, lists: &mut Lists) -> String {
        let count = self.phrases.len().div_ceil(BUCKET);
        let mut buckets: Vec<BTreeMap<u32, Slot>> = vec![BTreeMap::new(); count];
        for (key, (concepts, longest)) in &self.phrases {
            let (at, print) = place(fnv(key.bytes()), count);
            let slot = slot(print, lists.place(concepts), *longest);
            let before = buckets[at].insert(print, slot);
            assert!(before.is_none(), "{key:?} cannot be told from another");
        }
        let mut begin = 0_u32;
        let mut starts = begin.to_le_bytes().to_vec();
        for bucket in &buckets {
            begin += u32::try_from(bucket.len()).expect("the phrases are few");
            starts.extend(begin.to_le_bytes());
        }
        let slots: Vec<Slot> = buckets.iter().flat_map(BTreeMap::values).copied().collect();
        let file = |part: &str| format!("lexicon.{tag}.{part}");
        write(&file("buckets"), &starts);
        write(&file("slots"), slots.as_flattened());
        write(&file("openings"), &self.opening_bits());
        let all = self.phrases.values().flat_map(|(concepts, _)| concepts);
        let known: BTreeSet<Concept> = all.copied().collect();
        let (names, rows): (Vec<Concept>, Vec<Concept>) = known
            .into_iter()
            .partition(|concept| concept & FROM_PACK != 0);
        // The table is included from beside the files.
        format!(
            "Shipped {{ buckets: include_bytes!({:?}).as_chunks().0, slots: include_bytes!({:?}).as_chunks().0, \
             openings: include_bytes!({:?}), rows: &{:?}, names: &{names:?} }}",
            file("buckets"),
            file("slots"),
            file("openings"),
            bits(&rows),
        )
    }
}

impl Words {
    /// A bit for each two tokens with which phrases begin, of eight times as many.
    fn opening_bits(&self) -> Vec<u8> {
        let mut bytes = vec![0_u8; self.openings.len()];
        for opening in &self.openings {
            let at = bit(fnv(opening.bytes()), 8 * bytes.len());
            bytes[at / 8] |= 1 << (at % 8);
        }
        bytes
    }
}

/// Phrases in a bucket, one with another: what a line of a processor's cache holds.
const BUCKET: usize = 8;

fn slot(print: u32, list: u16, longest: usize) -> Slot {
    let longest = u8::try_from(longest).expect("a phrase has few tokens");
    let ([a, b, c, d], [low, high]) = (print.to_le_bytes(), list.to_le_bytes());
    [a, b, c, d, low, high, longest]
}

/// A bit for each row of the lexicon.
fn bits(rows: &[Concept]) -> Vec<u8> {
    let mut bits = Vec::new();
    for &row in rows {
        let row = usize::try_from(row).expect("the lexicon has not so many rows");
        bits.resize(bits.len().max(row / 8 + 1), 0);
        bits[row / 8] |= 1 << (row % 8);
    }
    bits
}
