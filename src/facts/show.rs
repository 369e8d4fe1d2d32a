//! Values in words: the kind's name, and one canonical spelling that is the same for equal values in any language.

use super::value::{Amount, Date, Name, Value};

impl Value {
    /// The kind's name in reports: `number`, `date`, `code` …
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Number(_) => "number",
            Self::Percentage(_) => "percentage",
            Self::Fraction { .. } => "fraction",
            Self::Ordinal(_) => "ordinal",
            Self::Range(..) => "range",
            Self::Date(_) => "date",
            Self::RelativeDate(_) => "relative-date",
            Self::Time(_) => "time",
            Self::Duration(..) => "duration",
            Self::Money(..) => "money",
            Self::Quantity(..) => "quantity",
            Self::Year(_) => "year",
            Self::Decade(_) => "decade",
            Self::Century(_) => "century",
            Self::Roman(_) => "roman-numeral",
            Self::Score(_) => "score",
            Self::Version(_) => "version",
            Self::Code(_) => "code",
            Self::Phone(_) => "phone",
            Self::Acronym(_) => "acronym",
            Self::Name(_) => "name",
            Self::Link(_) => "link",
            Self::Quotation(_) => "quotation",
            Self::Placeholder(_) => "placeholder",
            Self::Negation { .. } => "negation",
            Self::Stranded => "stranded",
            Self::Currency { .. } => "currency",
        }
    }

    /// Whether it is a claim by itself: a word that may name a currency (`pound`, `won`) only excuses one.
    pub fn is_sure(&self) -> bool {
        !matches!(self, Self::Currency { clear: false, .. })
    }

    /// One spelling for equal values, free of any language: `1524`, `85.71%`, `2022-10-11`, `5 kilometer`.
    /// An amount that can be read in two ways has both, parted by `|`.
    pub fn canonical(&self) -> String {
        match self {
            Self::Number(amount) => amount.canonical(),
            Self::Percentage(amount) => format!("{}%", amount.canonical()),
            Self::Fraction { part, whole } => format!("{}/{}", part.canonical(), whole.canonical()),
            Self::Ordinal(place) => format!("#{place}"),
            Self::Range(from, to) => format!("{}..{}", from.canonical(), to.canonical()),
            Self::Date(date) => date.canonical(),
            Self::RelativeDate(id) => id.clone(),
            Self::Time(time) => {
                let second = time
                    .second
                    .map_or_else(String::new, |second| format!(":{second:02}"));
                format!("{:02}:{:02}{second}", time.hour, time.minute)
            }
            Self::Duration(amount, unit) | Self::Quantity(amount, unit) => {
                format!("{} {}", amount.canonical(), unit.id())
            }
            Self::Money(amount, currency) => format!("{} {}", amount.canonical(), currency.code()),
            Self::Year(year) => year.to_string(),
            Self::Decade(year) => format!("{year}s"),
            Self::Century(number) => format!("century {number}"),
            Self::Roman(number) => number.to_string(),
            Self::Score(points) => points
                .iter()
                .map(u32::to_string)
                .collect::<Vec<_>>()
                .join("-"),
            Self::Version(text)
            | Self::Code(text)
            | Self::Phone(text)
            | Self::Link(text)
            | Self::Placeholder(text) => text.clone(),
            Self::Acronym(acronym) => acronym
                .known
                .clone()
                .unwrap_or_else(|| acronym.letters.clone()),
            Self::Name(name) => name.canonical(),
            Self::Quotation(quotation) => {
                if quotation.speech { "speech" } else { "term" }.to_owned()
            }
            Self::Negation { implicit } => if *implicit { "implicit" } else { "not" }.to_owned(),
            Self::Stranded => "needs not".to_owned(),
            Self::Currency { currency, .. } => currency.code().to_owned(),
        }
    }
}

impl Amount {
    fn canonical(&self) -> String {
        self.readings()
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join("|")
    }
}

impl Date {
    fn canonical(&self) -> String {
        const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let weekday = self
            .weekday
            .and_then(|day| WEEKDAYS.get(usize::from(day).wrapping_sub(1)));
        let part = |value: Option<i64>, width: usize| {
            value.map_or_else(|| "?".repeat(width), |value| format!("{value:0width$}"))
        };
        if self.year.is_none() && self.month.is_none() && self.day.is_none() {
            return weekday.map_or_else(String::new, |&day| day.to_owned());
        }
        let mut text = part(self.year.map(i64::from), 4);
        if self.month.is_some() || self.day.is_some() {
            text = format!("{text}-{}", part(self.month.map(i64::from), 2));
        }
        if let Some(day) = self.day {
            text = format!("{text}-{day:02}");
        }
        weekday.map_or(text.clone(), |day| format!("{day} {text}"))
    }
}

impl Name {
    fn canonical(&self) -> String {
        self.known.clone().unwrap_or_else(|| self.words.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_partial_date_shows_what_it_does_not_say() {
        let date = Date {
            month: Some(8),
            day: Some(3),
            ..Date::default()
        };
        assert_eq!(Value::Date(date).canonical(), "????-08-03");
        assert_eq!(
            Value::Date(Date {
                weekday: Some(1),
                ..Date::default()
            })
            .canonical(),
            "Mon"
        );
        assert_eq!(
            Value::Date(Date {
                year: Some(2022),
                month: Some(10),
                ..Date::default()
            })
            .canonical(),
            "2022-10"
        );
    }

    #[test]
    fn an_amount_with_two_readings_shows_both() {
        let amount = Amount::exactly(1250).or(rust_decimal::Decimal::new(1250, 3));
        assert_eq!(Value::Number(amount).canonical(), "1250|1.25");
    }
}
