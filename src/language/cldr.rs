//! What CLDR says of every language it has: `packs/cldr.tsv`, for languages without a pack.

use std::sync::OnceLock;

use super::{Language, pack};

/// One language as CLDR has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cldr {
    /// BCP 47 primary subtag.
    pub tag: &'static str,
    /// English name.
    pub name: &'static str,
    /// Decimal separator.
    pub decimal: String,
    /// Grouping separator.
    pub group: String,
    /// The digit zero of the usual digits.
    pub zero: char,
    /// Percent sign.
    pub percent: String,
    /// Opening quotation mark.
    pub quote_open: String,
    /// Closing quotation mark.
    pub quote_close: String,
}

/// What CLDR says of a language, where it has it.
pub fn cldr(language: Language) -> Option<&'static Cldr> {
    let rows = rows();
    rows.binary_search_by(|row| row.tag.cmp(language.as_str()))
        .ok()
        .map(|at| &rows[at])
}

/// The English name of a language for messages; the tag where none is known.
pub fn name(language: Language) -> String {
    let of_pack = || pack(language).map(|pack| pack.name.clone());
    of_pack()
        .or_else(|| cldr(language).map(|row| row.name.to_owned()))
        .unwrap_or_else(|| language.to_string())
}

pub(super) fn rows() -> &'static [Cldr] {
    static ROWS: OnceLock<Vec<Cldr>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows: Vec<_> = include_str!("packs/cldr.tsv")
            .lines()
            .filter_map(row)
            .collect();
        rows.sort_by_key(|row| row.tag);
        rows
    })
}

fn row(line: &'static str) -> Option<Cldr> {
    let mut cells = line.split('\t');
    let tag = cells
        .next()
        .filter(|tag| !tag.starts_with('#') && !tag.is_empty())?;
    let name = cells.next()?;
    let mut cell = || cells.next().map(unescape);
    Some(Cldr {
        tag,
        name,
        decimal: cell()?,
        group: cell()?,
        zero: cell()?.chars().next()?,
        percent: cell()?,
        quote_open: cell()?,
        quote_close: cell()?,
    })
}

/// `\u00A0` for characters that do not show.
fn unescape(cell: &str) -> String {
    let mut parts = cell.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = part
            .get(..4)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
            .and_then(char::from_u32);
        out.extend(code);
        out.push_str(part.get(4..).unwrap_or_default());
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_of_the_file_is_read() {
        let lines = include_str!("packs/cldr.tsv")
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(rows().len(), lines.count());
        assert!(rows().is_sorted_by(|a, b| a.tag < b.tag));
    }

    #[test]
    fn separators_are_those_of_the_language() {
        let of = |tag| Language::new(tag).and_then(cldr).unwrap();
        assert_eq!(
            (of("de").decimal.as_str(), of("de").group.as_str()),
            (",", ".")
        );
        assert_eq!(of("ru").group, "\u{a0}");
        assert_eq!(of("en").name, "English");
    }

    #[test]
    fn a_language_without_a_name_is_called_by_its_tag() {
        assert_eq!(name(Language::new("qqq").unwrap()), "qqq");
        assert_eq!(name(Language::new("fi").unwrap()), "Finnish");
    }
}
