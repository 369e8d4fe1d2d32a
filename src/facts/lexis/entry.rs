//! What the phrases of a pack are.

use crate::facts::value::{Currency, Unit};

/// What a phrase is, with what it means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::facts) enum Entry {
    /// Adds its value.
    Number(u64),
    /// Multiplies what stands before it.
    Scale(u64),
    /// A scale that is a number alone (`mil`).
    BareScale,
    /// A number of things (`dozen`).
    Collective(u64),
    /// Nothing within a spelled number (`and`).
    Joiner,
    /// A number word that claims nothing alone.
    Article,
    /// Half of the scale just said.
    AndAHalf,
    /// Holds a number word and is none.
    NotNumber,
    /// A fraction in words: part and whole.
    Fraction(u64, u64),
    /// Between the numbers of a share (`out of`).
    Share,
    /// A percentage sign or word.
    Percent,
    /// Makes the number after it a percentage.
    PercentBefore,
    /// Makes the number before it so many tenths (`割`).
    Tenths,
    /// Stands between the whole and the part of a fraction (`分の`).
    PartsOf,
    /// Between a number and its unit, says that it is more (`多`).
    AndMore,
    /// Puts the heat behind it below zero.
    Minus,
    /// Ends in such a word and does not (`au moins`).
    NotMinus,
    /// Puts the heat before it below zero.
    BelowZero,
    /// An ordinal word.
    Ordinal(u64),
    /// Makes the digits before it an ordinal.
    OrdinalSuffix,
    /// Makes the cardinal after it an ordinal.
    OrdinalPrefix,
    /// Joins the members of a list (`and`).
    Conjunction,
    /// Between the ends of a range.
    RangeWord,
    /// Opens the range frame of that number.
    RangeOpen(u8),
    /// Stands between the ends in that range frame.
    RangeMiddle(u8),
    /// A vague amount.
    Vague,
    /// A month, 1 to 12.
    Month(u8),
    /// A weekday, 1 (Monday) to 7.
    Weekday(u8),
    /// Stands before a weekday that could be an ordinal (*hôm* thứ ba).
    WeekdayCue,
    /// A reign by which years are counted, with the year before its first.
    Era(u16),
    /// Makes the number beside it a year.
    YearWord,
    /// A date said from the day of writing, by its neutral id.
    Relative(&'static str),
    /// First half of the day.
    Am,
    /// Second half of the day.
    Pm,
    /// Noon.
    Noon,
    /// Midnight.
    Midnight,
    /// A unit of measure or of time.
    Unit(Unit),
    /// Makes the distance after the number the way of an hour.
    PerHour,
    /// A currency.
    Currency(Currency),
    /// Denies wherever it stands.
    Negation,
    /// Denies by its meaning.
    NegationImplicit,
    /// Holds a cue of negation and denies nothing.
    NegationNeutral,
    /// Stands only with a denial, or where a text asks, supposes or compares.
    NegationNeeded,
    /// Holds such a word, and needs nothing.
    NegationFree,
    /// A verb of saying.
    Speech,
    /// Takes in the better results.
    Cumulative,
    /// Takes in the lower results.
    CumulativeDown,
    /// A grade of a result.
    Grade,
    /// A title of a person.
    Title,
    /// The first word of a person's full name.
    Surname,
    /// A head word of organisations.
    Organisation,
    /// A head word of places.
    Place,
    /// A small word inside a name.
    Particle,
    /// A word of grammar that joins words of one name.
    Joining,
    /// Capitalised, and no name.
    Common,
    /// A territory, by its ISO 3166 or UN M49 code.
    Territory(&'static str),
    /// A language, by its ISO 639 code.
    LanguageName(&'static str),
    /// An adjective or inhabitant of a territory, by its code.
    Demonym(&'static str),
    /// A name known in each language, by its English id.
    Exonym(&'static str),
    /// A known acronym, by the English one.
    Acronym(&'static str),
    /// A word that carries grammar.
    FunctionWord,
    /// The pack spells the name in lower case (`español`): it needs no capital to be one.
    Uncapitalised,
}

/// What the phrases that begin at a token can be, a bit for each sort that fact finders ask for: few tokens open anything, and
/// this tells so without a look at their phrases.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::facts) struct Sorts(u32);

impl Sorts {
    /// None.
    pub(in crate::facts) const NOTHING: Self = Self(0);
    /// A value in words may begin here.
    pub(in crate::facts) const VALUE: Self = Self(1);
    /// A number in words, or an ordinal.
    pub(in crate::facts) const NUMBER: Self = Self(1 << 1);
    /// What a number in words, or an ordinal, can begin with.
    pub(in crate::facts) const SPELLED: Self = Self(1 << 2);
    /// A phrase that makes number words in it none.
    pub(in crate::facts) const BARRIER: Self = Self(1 << 3);
    /// A name that packs know.
    pub(in crate::facts) const NAME: Self = Self(1 << 4);
    /// A cue of negation, or a phrase that holds one and denies nothing.
    pub(in crate::facts) const NEGATION: Self = Self(1 << 5);
    /// A word with which a pattern of a date or a time begins.
    pub(in crate::facts) const PATTERN: Self = Self(1 << 6);
    pub(in crate::facts) const MONTH: Self = Self(1 << 7);
    pub(in crate::facts) const WEEKDAY: Self = Self(1 << 8);
    /// A day named from the day of writing.
    pub(in crate::facts) const RELATIVE: Self = Self(1 << 9);
    /// Noon or midnight.
    pub(in crate::facts) const NOON: Self = Self(1 << 10);
    pub(in crate::facts) const HALF_DAY: Self = Self(1 << 11);
    pub(in crate::facts) const FRACTION: Self = Self(1 << 12);
    pub(in crate::facts) const CURRENCY: Self = Self(1 << 13);
    pub(in crate::facts) const TITLE: Self = Self(1 << 14);
    pub(in crate::facts) const ORGANISATION: Self = Self(1 << 15);
    pub(in crate::facts) const PLACE: Self = Self(1 << 16);
    pub(in crate::facts) const COMMON: Self = Self(1 << 17);
    pub(in crate::facts) const SURNAME: Self = Self(1 << 18);
    pub(in crate::facts) const PARTICLE: Self = Self(1 << 19);
    pub(in crate::facts) const JOINING: Self = Self(1 << 20);
    pub(in crate::facts) const JOINER: Self = Self(1 << 21);
    pub(in crate::facts) const FUNCTION_WORD: Self = Self(1 << 22);
    pub(in crate::facts) const CONJUNCTION: Self = Self(1 << 23);
    pub(in crate::facts) const SPEECH: Self = Self(1 << 24);

    /// A month or a weekday.
    pub(in crate::facts) const CALENDAR: Self = Self::MONTH.with(Self::WEEKDAY);
    /// What is no part of a name and may tell what follows: a title, the head of a place, a common word.
    pub(in crate::facts) const HEAD: Self = Self::CALENDAR
        .with(Self::TITLE)
        .with(Self::ORGANISATION)
        .with(Self::PLACE)
        .with(Self::COMMON);

    /// Whether the two have a sort in common.
    #[inline]
    pub(in crate::facts) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    #[inline]
    pub(in crate::facts) const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    pub(super) fn of(entry: Entry) -> Self {
        match entry {
            Entry::Number(_) | Entry::Ordinal(_) | Entry::OrdinalPrefix => {
                Self::VALUE.with(Self::NUMBER).with(Self::SPELLED)
            }
            Entry::Scale(_) | Entry::Collective(_) => Self::VALUE.with(Self::SPELLED),
            Entry::Month(_) => Self::VALUE.with(Self::MONTH),
            Entry::Weekday(_) => Self::VALUE.with(Self::WEEKDAY),
            Entry::Era(_) => Self::VALUE,
            Entry::Relative(_) => Self::VALUE.with(Self::RELATIVE),
            Entry::Noon | Entry::Midnight => Self::VALUE.with(Self::NOON),
            Entry::Fraction(..) => Self::VALUE.with(Self::FRACTION),
            Entry::Currency(_) => Self::VALUE.with(Self::CURRENCY),
            Entry::Am | Entry::Pm => Self::HALF_DAY,
            Entry::Vague | Entry::NotNumber => Self::BARRIER,
            Entry::Title => Self::BARRIER.with(Self::TITLE),
            Entry::Organisation => Self::BARRIER.with(Self::ORGANISATION),
            Entry::Place => Self::PLACE,
            Entry::Common => Self::COMMON,
            Entry::Surname => Self::SURNAME,
            Entry::Particle => Self::PARTICLE,
            Entry::Joining => Self::JOINING,
            Entry::Joiner => Self::JOINER,
            Entry::FunctionWord => Self::FUNCTION_WORD,
            Entry::Conjunction => Self::CONJUNCTION,
            Entry::Speech => Self::SPEECH,
            Entry::Territory(_) | Entry::LanguageName(_) | Entry::Demonym(_) | Entry::Exonym(_) => {
                Self::NAME.with(Self::BARRIER)
            }
            Entry::Acronym(_) => Self::NAME,
            Entry::NegationNeutral => Self::NEGATION.with(Self::BARRIER),
            Entry::Negation
            | Entry::NegationImplicit
            | Entry::NegationNeeded
            | Entry::NegationFree => Self::NEGATION,
            // What only goes on with a number or stands beside one.
            Entry::BareScale
            | Entry::Article
            | Entry::AndAHalf
            | Entry::Share
            | Entry::Percent
            | Entry::PercentBefore
            | Entry::Tenths
            | Entry::PartsOf
            | Entry::AndMore
            | Entry::Minus
            | Entry::NotMinus
            | Entry::BelowZero
            | Entry::OrdinalSuffix
            | Entry::WeekdayCue
            | Entry::YearWord
            | Entry::Unit(_)
            | Entry::PerHour
            | Entry::RangeWord
            | Entry::RangeOpen(_)
            | Entry::RangeMiddle(_)
            | Entry::Cumulative
            | Entry::CumulativeDown
            | Entry::Grade
            | Entry::Uncapitalised => Self::NOTHING,
        }
    }
}
