//! The values that facts can have.

use rust_decimal::Decimal;
use smallvec::{SmallVec, smallvec};

/// What a fact says, freed of spelling.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// A number that counts or measures: `1,524`, `veintitrés`, `2 million`.
    Number(Amount),
    /// A share of a hundred: `85.71%`, `94 por ciento`.
    Percentage(Amount),
    /// So many of so many: `7/117`, `9 of 39`, `half`.
    Fraction {
        /// How many.
        part: Amount,
        /// Of how many.
        whole: Amount,
    },
    /// A place in a row: `9th`, `tercero`, `thứ hai` where it is no weekday.
    Ordinal(u64),
    /// From one value to another: `5-12`, `2021 - 2030`, `between 3 and 5 km`.
    Range(Box<Value>, Box<Value>),
    /// A day, a month, or part of one.
    Date(Date),
    /// A day or a span named from the day of writing: `yesterday`, `last year` (the pack's neutral id).
    RelativeDate(String),
    /// A time of day.
    Time(Time),
    /// A stretch of time: `three weeks`.
    Duration(Amount, Unit),
    /// An amount of money.
    Money(Amount, Currency),
    /// A currency that is named without an amount: `the dollar fell`.
    Currency {
        /// Which.
        currency: Currency,
        /// Whether the words mean nothing else, as `dollar`; `pound` and `bảng` do.
        clear: bool,
    },
    /// An amount with a unit of measure.
    Quantity(Amount, Unit),
    /// A year standing for itself.
    Year(i32),
    /// Ten years, by the first of them: 1980.
    Decade(i32),
    /// A hundred years, by their ordinal: 19.
    Century(i32),
    /// A Roman numeral that numbers something (`Resolution IV`), by its value.
    Roman(u32),
    /// A result: `2-1`, `6-4, 7-5`.
    Score(Vec<u32>),
    /// A version of a program: `18.2.0`, `v3.11`.
    Version(String),
    /// A document code or another identifier with letters and digits, folded: `1524-qd/hu`.
    Code(String),
    /// A telephone number, digits only.
    Phone(String),
    /// Letters that stand for a longer name.
    Acronym(Acronym),
    /// A person, a place, a body, a product.
    Name(Name),
    /// A URL or an e-mail address, in the form in which they are compared.
    Link(String),
    /// What somebody says or a word set apart by quotation marks. The span holds the marks.
    Quotation(Quotation),
    /// A placeholder, a tag or inline code, as it stands.
    Placeholder(String),
    /// A denial; `true` where it lies in the meaning of a word (`fail`, `sin`, `thiếu`).
    Negation {
        /// Whether the word denies by its meaning.
        implicit: bool,
    },
    /// A word that stands only with a denial (`at all`, `siquiera`, `hề`) and has none: the denial was lost before it.
    Stranded,
}

/// An exact amount, with every reading that its spelling allows (`1.250` may be 1250 or 1.25).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The likeliest reading in the text's own language first; all without trailing zeros.
    readings: SmallVec<[Decimal; 2]>,
}

impl Amount {
    /// The one reading of an unambiguous spelling.
    pub fn exactly(value: impl Into<Decimal>) -> Self {
        Self {
            readings: smallvec![value.into().normalize()],
        }
    }

    /// Adds a reading that is less likely than those before it.
    #[must_use]
    pub fn or(mut self, value: impl Into<Decimal>) -> Self {
        let value = value.into().normalize();
        if !self.readings.contains(&value) {
            self.readings.push(value);
        }
        self
    }

    /// The likeliest reading.
    pub fn value(&self) -> Decimal {
        self.readings[0]
    }

    /// All readings, the likeliest first.
    pub fn readings(&self) -> &[Decimal] {
        &self.readings
    }

    /// Whether the spelling allows only one.
    pub fn is_certain(&self) -> bool {
        self.readings.len() == 1
    }

    /// Whether both can mean the same amount.
    pub fn agrees(&self, other: &Self) -> bool {
        self.readings
            .iter()
            .any(|reading| other.readings.contains(reading))
    }

    /// Each reading changed in the same way; `None` where one overflows (28 digits).
    pub fn map(&self, change: impl Fn(Decimal) -> Option<Decimal>) -> Option<Self> {
        let readings: Option<SmallVec<_>> = self
            .readings
            .iter()
            .map(|&reading| change(reading).map(|value| value.normalize()))
            .collect();
        Some(Self {
            readings: readings?,
        })
    }
}

/// A calendar date or what is said of one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default)]
pub struct Date {
    /// Year of the common era; before it, 0 and negative as astronomers count.
    pub year: Option<i32>,
    /// 1 to 12.
    pub month: Option<u8>,
    /// 1 to 31.
    pub day: Option<u8>,
    /// 1 (Monday) to 7.
    pub weekday: Option<u8>,
    /// Day and month may be the other way round (`03/04/2022`).
    pub day_month_unsure: bool,
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Time {
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where said.
    pub second: Option<u8>,
    /// The hour may be of either half of the day (`5:30` without more).
    pub half_unsure: bool,
}

/// A unit of measure or of time, by its id in `facts/units.rs` (CLDR's, without category: `kilometer`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Unit(pub(crate) &'static str);

impl Unit {
    /// The id.
    pub fn id(self) -> &'static str {
        self.0
    }
}

/// A currency, by its ISO 4217 code; `$` alone has the code `$`, which agrees with every dollar and peso.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(pub(crate) [u8; 3]);

impl Currency {
    /// The code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0)
            .unwrap_or_default()
            .trim_end_matches('\0')
    }
}

/// An acronym.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acronym {
    /// Its letters without points, as they stand: `NDTQ`, `EEUU`.
    pub letters: String,
    /// The pack's id of it (the English acronym), where it is a known one: `UN` for `ONU`.
    pub known: Option<String>,
    /// The language-neutral id of the name that it stands for, where the pack has it under both: `territory:US`.
    pub named: Option<String>,
    /// What the text itself says it stands for, where it does ("People's Self-Management Group (NDTQ)").
    pub expansion: Option<String>,
}

/// A name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// Its words, folded, without titles.
    pub words: Vec<String>,
    /// What it names, as far as the words around it tell.
    pub kind: NameKind,
    /// The language-neutral id, where it is known (territory, language, demonym, exonym): `territory:DE`.
    pub known: Option<String>,
    /// The English acronym of it, where the pack has it under both: `WHO` for `Organización Mundial de la Salud`.
    pub acronym: Option<String>,
    /// Whether every word of it also opens the sentence, so that it may be no name at all.
    pub opens_sentence: bool,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum NameKind {
    /// A person: a title stands before it, or it has the form of a full name.
    Person,
    /// A place.
    Place,
    /// A body: an organisation's head word is in it. Its name is translated more often than not.
    Organisation,
    /// Words that grammar joins, as in the names of works, offices and events. Translated as a rule.
    Phrase,
    /// Not told.
    Other,
}

/// What stands between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation {
    /// The words inside, without the marks.
    pub inner: crate::text::Span,
    /// Who says it, where a verb of saying and a name stand beside it.
    pub speaker: Option<String>,
    /// Whether it is speech or a whole sentence; otherwise a term or a title set apart.
    pub speech: bool,
    /// Whether a closing mark was found. One that stays open ends with its block.
    pub closed: bool,
    /// Whether an opening mark was found.
    pub opened: bool,
}
