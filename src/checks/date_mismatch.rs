//! date-mismatch: a day, month, year or weekday is another
//!
//! ## What it does
//! Compares days, months, years, weekdays, decades and centuries by what they mean: `October 11, 2022`,
//! `11 de octubre de 2022`, `ngày 11 tháng 10 năm 2022` and `11/10/2022` are one date. A part that
//! changed is reported with both dates in full. A date that one side tells from the day of writing
//! (`2016` that became `last year`) is reported as minor, for it was true only when it was written.
//!
//! ## Why it matters
//! People come on the wrong day. And a wrong month in words is the change that tools comparing digits
//! never see.
//!
//! ## Example
//! ```text
//! en: The exhibition opens on Tuesday, 4 March.
//! es: La exposición abre el martes 4 de mayo.
//!
//! en: The law has been in force since August 2019.
//! vi: Luật có hiệu lực từ tháng 9 năm 2019.
//! ```
//!
//! ## Not reported
//! - Any order and spelling of the same date: `tháng 8`, `August`, `agosto`, `08`.
//! - A year or a weekday that only one side adds to the same day: `30 September`, `30 de septiembre de 2018`.
//! - A month that a version adds to a bare day: `10日`, `December 10`.
//! - A year in two digits or counted from a reign: `22年`, `2022`; `令和3年`, `2021`. A day and its month in digits: `8/26`, `18.12`.
//! - Several days of one month: `the 9th and 15th`, `los días 9 y 15`, `ngày 9 và 15`.
//! - Decades and centuries in their forms: `1980s`, `años 80`, `thập niên 1980`; `19th`, `siglo XIX`.
//! - A date in digits that can be read day first or month first, where one of them fits.
//! - A weekday or a month in words that only one side says is neutral: often it is the translator's help.
//! - A year that only the version says. One that it leaves out of a date is minor.
//! - A weekday that is part of a name: `Saturday Night Live`.
//! - Two dates told from the day of writing (`yesterday`, `last week`), which are not compared.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct DateMismatch;

static META: Meta = Meta {
    name: "date-mismatch",
    category: Category::DateTime,
    severity: Severity::Major,
};

impl Check for DateMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Date, pair, found);
    }
}
