//! What texts teach, as a table that a person can read and mend, and that [`Lexicon::parse`] reads again.

use std::collections::BTreeMap;

use super::document::units;
use super::passes::{number, study};
use super::table::Link;
use super::tokens::Shape;
use super::units::{Entry, RawUnit};
use super::{Lexicon, Options, columns};
use crate::document::Document;
use crate::language::Language;

/// Two words are written where the product of both probabilities, that the one gives the other, reaches this.
const SURE: f32 = 0.08;

/// Words that stand together in fewer beads than this may have met by chance.
const TOGETHER: u32 = 3;

/// What is to be learned from.
#[derive(Debug)]
pub enum Material<'a> {
    /// Two texts, one the version of the other; they are lined up first.
    Documents(&'a Document, &'a Document),
    /// Pairs of segments that stand for each other.
    Bitext(&'a [(String, String)]),
}

/// Units of two languages: texts to line up, and what stands for each other already.
#[derive(Debug, Default)]
struct Shelf {
    texts: Vec<(Vec<RawUnit>, Vec<RawUnit>)>,
    aligned: (Vec<RawUnit>, Vec<RawUnit>),
}

/// Gathers texts of several languages, and writes down which words stand for which.
#[derive(Debug)]
pub struct Teacher<'a> {
    options: &'a Options,
    /// In order of their first text: the columns of the table.
    languages: Vec<Language>,
    shelves: BTreeMap<(usize, usize), Shelf>,
}

impl<'a> Teacher<'a> {
    /// With nothing to teach yet.
    pub fn new(options: &'a Options) -> Self {
        Self {
            options,
            languages: Vec::new(),
            shelves: BTreeMap::new(),
        }
    }

    /// Takes texts in these two languages. Of one language alone nothing can be learned: those are passed over.
    pub fn take(&mut self, languages: (Language, Language), material: &Material<'_>) {
        let (a, b) = (self.place(languages.0), self.place(languages.1));
        if a == b {
            return;
        }
        let known = [languages.0, languages.1].map(|one| columns(Some(one), self.options));
        let shelf = self.shelves.entry((a.min(b), a.max(b))).or_default();
        let turned = a > b;
        match material {
            Material::Documents(source, target) => {
                let sides = (units(source, &known[0]), units(target, &known[1]));
                shelf
                    .texts
                    .push(if turned { (sides.1, sides.0) } else { sides });
            }
            Material::Bitext(rows) => {
                let (one, other) = if turned {
                    (&mut shelf.aligned.1, &mut shelf.aligned.0)
                } else {
                    (&mut shelf.aligned.0, &mut shelf.aligned.1)
                };
                for (source, target) in *rows {
                    one.push(RawUnit::new(source, &known[0], false));
                    other.push(RawUnit::new(target, &known[1], false));
                }
            }
        }
    }

    fn place(&mut self, language: Language) -> usize {
        let known = self.languages.iter().position(|known| *known == language);
        known.unwrap_or_else(|| {
            self.languages.push(language);
            self.languages.len() - 1
        })
    }

    /// The table: a line of language tags, then a row for each word of the one language with the words of the other
    /// that it was found to stand for. What the lexicons at hand know already is left out, and so is what is spelled alike.
    pub fn table(&self) -> String {
        let tags: Vec<&str> = self.languages.iter().map(Language::as_str).collect();
        let mut out = tags.join("\t") + "\n";
        for (&(a, b), shelf) in &self.shelves {
            let sides = [a, b].map(|at| columns(Some(self.languages[at]), self.options));
            let study = study(number(&shelf.texts, &shelf.aligned, (&sides[0], &sides[1])));
            let targets = &study.target_words.entries;
            let together = study.together();
            for (word, entry) in (0_u32..).zip(&study.source_words.entries) {
                let mut links: Vec<&Link> = study
                    .table
                    .links(word)
                    .iter()
                    .zip(&together[word as usize])
                    .filter(|(_, together)| **together >= TOGETHER)
                    .map(|(link, _)| link)
                    .filter(|link| is_lesson(entry, &targets[link.target as usize], link))
                    .collect();
                links.sort_by(|x, y| {
                    let sure = |link: &Link| link.forward * link.backward;
                    sure(y).total_cmp(&sure(x)).then(x.target.cmp(&y.target))
                });
                if links.is_empty() {
                    continue;
                }
                let forms: Vec<&str> = links
                    .iter()
                    .map(|link| targets[link.target as usize].text.as_str())
                    .collect();
                let forms = forms.join("|");
                let cells: Vec<&str> = (0..self.languages.len())
                    .map(|at| match at {
                        at if at == a => entry.text.as_str(),
                        at if at == b => forms.as_str(),
                        _ => "",
                    })
                    .collect();
                out += &cells.join("\t");
                out.push('\n');
            }
        }
        debug_assert!(Lexicon::parse(&out).is_ok(), "a table can be read");
        out
    }
}

/// Whether a link is sure enough to be written, and new.
fn is_lesson(source: &Entry, target: &Entry, link: &Link) -> bool {
    let word = |entry: &Entry| matches!(entry.shape, Shape::Word | Shape::Name);
    word(source)
        && word(target)
        && link.forward * link.backward >= SURE
        && source.folded != target.folded
        && !source
            .concepts
            .iter()
            .any(|concept| target.concepts.contains(concept))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::from_text;

    /// Made-up words, so that no lexicon knows them.
    fn rows() -> Vec<(String, String)> {
        let words = [
            ("blorp", "zanuti"),
            ("frindle", "mokasi"),
            ("quaggle", "hetuno"),
            ("snurf", "lipado"),
            ("trelm", "vosake"),
        ];
        let mut rows = Vec::new();
        for (a, one) in words.iter().enumerate() {
            for other in &words[a + 1..] {
                rows.push((
                    format!("{} {}", one.0, other.0),
                    format!("{} {}", other.1, one.1),
                ));
            }
        }
        rows
    }

    #[test]
    fn what_a_bitext_teaches_is_read_as_a_lexicon() {
        let options = Options::default();
        let mut teacher = Teacher::new(&options);
        teacher.take((Language::EN, Language::ES), &Material::Bitext(&rows()));
        let table = teacher.table();
        assert!(table.starts_with("en\tes\n"), "{table}");
        assert!(table.contains("\nblorp\tzanuti\n"), "{table}");
        assert_eq!(Lexicon::parse(&table).unwrap().rows(), 5);
    }

    #[test]
    fn a_bitext_the_other_way_round_goes_into_the_same_columns() {
        let options = Options::default();
        let rows = rows();
        let turned: Vec<_> = rows.iter().map(|(a, b)| (b.clone(), a.clone())).collect();
        let mut one = Teacher::new(&options);
        one.take((Language::EN, Language::ES), &Material::Bitext(&rows));
        one.take((Language::EN, Language::ES), &Material::Bitext(&rows));
        let mut other = Teacher::new(&options);
        other.take((Language::EN, Language::ES), &Material::Bitext(&rows));
        other.take((Language::ES, Language::EN), &Material::Bitext(&turned));
        assert_eq!(one.table(), other.table());
    }

    #[test]
    fn documents_are_lined_up_before_they_teach() {
        let text = |side: fn(&(String, String)) -> &String| {
            let lines: Vec<String> = rows()
                .iter()
                .zip(10..)
                .map(|(row, n)| format!("{} {}.", side(row), n * 7919))
                .collect();
            lines.join("\n\n")
        };
        let documents = [
            from_text("a", &text(|row| &row.0), Some(Language::EN)),
            from_text("b", &text(|row| &row.1), Some(Language::ES)),
        ];
        let options = Options::default();
        let mut teacher = Teacher::new(&options);
        let material = Material::Documents(&documents[0], &documents[1]);
        teacher.take((Language::EN, Language::ES), &material);
        let table = teacher.table();
        assert!(table.contains("\nfrindle\tmokasi\n"), "{table}");
    }
}
