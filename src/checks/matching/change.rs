//! One change of a value, and how it is told.

use crate::checks::prose::quote;
use crate::checks::{Draft, Pair, Role, Severity, Text};
use crate::facts::{Fact, Spelling, Value};
use crate::text::Span;

/// Which rule tells a change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Family {
    /// `number-mismatch`
    Number,
    /// `percentage-mismatch`
    Percentage,
    /// `fraction-mismatch`
    Fraction,
    /// `date-mismatch`
    Date,
    /// `time-mismatch`
    Time,
    /// `money-mismatch`
    Money,
    /// `quantity-mismatch`
    Quantity,
}

impl Family {
    fn of(value: &Value) -> Self {
        match value {
            Value::Percentage(_) => Self::Percentage,
            Value::Fraction { .. } => Self::Fraction,
            Value::Date(_)
            | Value::RelativeDate(_)
            | Value::Year(_)
            | Value::Decade(_)
            | Value::Century(_) => Self::Date,
            Value::Time(_) => Self::Time,
            Value::Money(..) => Self::Money,
            Value::Quantity(..) | Value::Duration(..) => Self::Quantity,
            // The unit stands with the second end: "from 3 to 5 km".
            Value::Range(_, to) => Self::of(to),
            Value::Number(_)
            | Value::Ordinal(_)
            | Value::Roman(_)
            | Value::Score(_)
            | Value::Version(_)
            | Value::Code(_)
            | Value::Phone(_)
            | Value::Acronym(_)
            | Value::Name(_)
            | Value::Link(_)
            | Value::Quotation(_)
            | Value::Placeholder(_)
            | Value::Negation { .. }
            | Value::Stranded
            | Value::Currency { .. } => Self::Number,
        }
    }
}

/// What happened to a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shift {
    /// It is another one.
    Value,
    /// The number is the same, its unit is another.
    Unit,
    /// The amount is the same, its currency is another.
    Currency,
    /// A percentage is a plain number now, or the other way round.
    Percent,
    /// It is another one, and both may come from one measure in customary units, each rounded in its own way.
    Rounded,
    /// Part of a date is said on one side only.
    Part,
    /// A calendar date is told from the day of writing now, or the other way round.
    Relative,
    /// Only the source has it.
    Missing,
    /// Only the target has it.
    Added,
}

/// A value that is not the same in both versions.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Change<'a> {
    /// What the source says, where it says anything.
    pub(crate) source: Option<&'a Fact>,
    /// What the target says, where it says anything.
    pub(crate) target: Option<&'a Fact>,
    /// The bead, by its position.
    pub(crate) bead: usize,
    /// What happened.
    pub(crate) shift: Shift,
    /// How sure, 0 to 1.
    pub(crate) confidence: f64,
}

impl<'a> Change<'a> {
    /// Whose rule tells it: the source's kind decides, for what the source says is what should stand.
    pub(crate) fn family(&self) -> Family {
        let of = |fact: Option<&Fact>| fact.map(|fact| Family::of(&fact.value));
        match self.shift {
            Shift::Percent => Family::Percentage,
            Shift::Unit => Family::Quantity,
            Shift::Currency => Family::Money,
            Shift::Value
            | Shift::Rounded
            | Shift::Part
            | Shift::Relative
            | Shift::Missing
            | Shift::Added => of(self.source)
                .or_else(|| of(self.target))
                .unwrap_or(Family::Number),
        }
    }

    /// The finding.
    pub(crate) fn draft(&self, pair: &Pair<'a>) -> Draft {
        let bead = &pair.beads()[self.bead];
        let place = |text: Text<'_>, fact: Option<&Fact>, segments: &std::ops::Range<usize>| {
            let whole = || text.span_of(segments.clone()).unwrap_or(Span::new(0, 0));
            fact.map_or_else(whole, |fact| fact.span)
        };
        let canonical =
            |fact: Option<&Fact>| fact.map_or_else(String::new, |fact| fact.value.canonical());
        let target = place(pair.target, self.target, &bead.target);
        Draft::new(
            self.severity(),
            self.confidence,
            self.message(pair),
            Role::Target,
            target,
        )
        .and(Role::Source, place(pair.source, self.source, &bead.source))
        .value(canonical(self.source))
        .value(canonical(self.target))
    }

    fn severity(&self) -> Severity {
        const LIKELY: f64 = 0.6;
        match self.shift {
            Shift::Part | Shift::Relative | Shift::Rounded => Severity::Minor,
            // A weekday or a month in words that only one side says is often the translator's help to the reader.
            Shift::Missing | Shift::Added if self.is_calendar_word() => Severity::Neutral,
            Shift::Value
            | Shift::Unit
            | Shift::Currency
            | Shift::Percent
            | Shift::Missing
            | Shift::Added => {
                if self.confidence < LIKELY {
                    Severity::Minor
                } else {
                    Severity::Major
                }
            }
        }
    }

    fn is_calendar_word(&self) -> bool {
        let one = self.source.or(self.target);
        one.is_some_and(|fact| {
            fact.spelling == Spelling::Words && Family::of(&fact.value) == Family::Date
        })
    }

    fn message(&self, pair: &Pair<'a>) -> String {
        let words = |text: Text<'a>, fact: Option<&Fact>| fact.map_or("", |it| text.str(it.span));
        let source = words(pair.source, self.source);
        let target = words(pair.target, self.target);
        let became = pair.became(source, target);
        match self.shift {
            Shift::Value => became,
            Shift::Unit => format!("{became}: the number stayed, the unit did not"),
            Shift::Currency => format!("{became}: the amount stayed, the currency did not"),
            Shift::Rounded => format!("{became}: both may be one measure, rounded in two ways"),
            Shift::Percent => format!("{became}: only one of them is a percentage"),
            Shift::Part => format!("{became}: one of them says less of the date"),
            Shift::Relative => {
                format!("{became}: only one of them stays true when it is read later")
            }
            Shift::Missing => format!("{} is missing in this version", quote(source)),
            Shift::Added => format!("{} stands here and not in the source", quote(target)),
        }
    }
}
