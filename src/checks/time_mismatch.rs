//! time-mismatch: a time of day is another
//!
//! ## What it does
//! Compares times of day: `7:30 p.m.`, `19.30`, `las siete y media de la tarde`, `7 giờ 30 tối`.
//!
//! ## Why it matters
//! Opening hours, departures and appointments: whoever reads the translation is late, or stands before
//! a closed door.
//!
//! ## Example
//! ```text
//! en: Gates open at 7:30 p.m.
//! es: Las puertas abren a las 19:00.
//!
//! en: The ferry leaves at 6:15 a.m.
//! vi: Phà rời bến lúc 6 giờ 45 sáng.
//! ```
//!
//! ## Not reported
//! - Twelve and twenty-four hours: `7:30 p.m.` and `19:30`.
//! - A half of the day that one side leaves to the reader: `5:30` and `17:30`.
//! - Signs and words between hour and minute: `4.40`, `4:40`, `4h40`, `4 giờ 40`.
//! - Full hours as a bare number: `at 7`, `a las 7:00`; and digits in a row: `0500`.
//! - A result with a colon: `16:32`, `16-32`.

use super::matching::Family;
use super::{Category, Check, Draft, Meta, Pair, Severity};

#[derive(Debug)]
pub(super) struct TimeMismatch;

static META: Meta = Meta {
    name: "time-mismatch",
    category: Category::DateTime,
    severity: Severity::Major,
};

impl Check for TimeMismatch {
    fn meta(&self) -> &'static Meta {
        &META
    }

    fn pair(&self, pair: &Pair<'_>, found: &mut Vec<Draft>) {
        pair.values().tell(Family::Time, pair, found);
    }
}
