//! What a rule says.

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// MQM severities. Only what changes the facts is major.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Noted, and nothing to mend: page furniture, a choice of style.
    Neutral,
    /// Noticeable, and the facts still stand.
    Minor,
    /// The facts differ.
    Major,
    /// Harm is likely. No rule gives it of itself; a configuration may.
    Critical,
}

/// Where the difference came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Only the translation has it.
    Introduced,
    /// Both have it.
    Inherited,
    /// Only the source has it.
    Source,
}

/// MQM category, as a path in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Category {
    /// `accuracy/omission`
    Omission,
    /// `accuracy/addition`
    Addition,
    /// `accuracy/untranslated`
    Untranslated,
    /// `accuracy/mistranslation`
    Mistranslation,
    /// `accuracy/mistranslation/number`
    Number,
    /// `accuracy/mistranslation/date-time`
    DateTime,
    /// `accuracy/mistranslation/unit-conversion`
    UnitConversion,
    /// `accuracy/mistranslation/entity`
    Entity,
    /// `accuracy/do-not-translate`
    DoNotTranslate,
    /// `terminology/inconsistent-use-of-terminology`
    InconsistentTerm,
    /// `terminology/wrong-term`
    WrongTerm,
    /// `linguistic-conventions/punctuation`
    Punctuation,
    /// `linguistic-conventions/duplication`
    Duplication,
    /// `locale-conventions/number-format`
    NumberFormat,
    /// `design-and-markup`
    Markup,
    /// `source-issue`: a text contradicts itself; outside MQM and outside its figure.
    SourceIssue,
}

impl Category {
    /// Every category.
    pub const ALL: [Self; 15] = [
        Self::Omission,
        Self::Addition,
        Self::Untranslated,
        Self::Mistranslation,
        Self::Number,
        Self::DateTime,
        Self::UnitConversion,
        Self::Entity,
        Self::DoNotTranslate,
        Self::InconsistentTerm,
        Self::Punctuation,
        Self::Duplication,
        Self::NumberFormat,
        Self::Markup,
        Self::SourceIssue,
    ];

    /// The path.
    pub fn path(self) -> &'static str {
        match self {
            Self::Omission => "accuracy/omission",
            Self::Addition => "accuracy/addition",
            Self::Untranslated => "accuracy/untranslated",
            Self::Mistranslation => "accuracy/mistranslation",
            Self::Number => "accuracy/mistranslation/number",
            Self::DateTime => "accuracy/mistranslation/date-time",
            Self::UnitConversion => "accuracy/mistranslation/unit-conversion",
            Self::Entity => "accuracy/mistranslation/entity",
            Self::DoNotTranslate => "accuracy/do-not-translate",
            Self::InconsistentTerm => "terminology/inconsistent-use-of-terminology",
            Self::WrongTerm => "terminology/wrong-term",
            Self::Punctuation => "linguistic-conventions/punctuation",
            Self::Duplication => "linguistic-conventions/duplication",
            Self::NumberFormat => "locale-conventions/number-format",
            Self::Markup => "design-and-markup",
            Self::SourceIssue => "source-issue",
        }
    }
}

/// Which text a location is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// The source of the pair.
    Source,
    /// Its other version.
    Target,
    /// A text read by itself.
    Text,
}

/// What a rule found, before the runner gives it its fingerprint and its place in the report.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// How grave.
    pub severity: Severity,
    /// How sure, 0 to 1.
    pub confidence: f64,
    /// One sentence a translator can act on: both values, no blame, no full stop needed inside quotes.
    pub message: String,
    /// Where: the places to mend first, in the order of reading. Never empty. Rules that read one text use [`Role::Text`].
    pub places: Vec<(Role, Span)>,
    /// Those of the places that only show something (where a passage would stand, what the text says elsewhere).
    /// They are printed like the others; an edit there does not make it another finding.
    pub beside: Vec<(Role, Span)>,
    /// Whether the source has it too, where the rule itself knows; else `None` and the runner decides.
    pub origin: Option<Origin>,
    /// What the source says and what the target says, in language-neutral form, empty where it says
    /// nothing. Two findings in one unit have two fingerprints by it, and a change that two versions
    /// share is seen to be one. Rules that read one text put there what tells their finding from another.
    pub values: Vec<String>,
}

impl Draft {
    /// A finding at one place.
    pub fn new(
        severity: Severity,
        confidence: f64,
        message: impl Into<String>,
        role: Role,
        span: Span,
    ) -> Self {
        Self {
            severity,
            confidence,
            message: message.into(),
            places: vec![(role, span)],
            beside: Vec::new(),
            origin: None,
            values: Vec::new(),
        }
    }

    /// Another place.
    #[must_use]
    pub fn and(mut self, role: Role, span: Span) -> Self {
        self.places.push((role, span));
        self
    }

    /// Another place that only shows something: see [`Draft::beside`].
    #[must_use]
    pub fn showing(mut self, role: Role, span: Span) -> Self {
        self.beside.push((role, span));
        self.and(role, span)
    }

    /// A value that differs.
    #[must_use]
    pub fn value(mut self, value: impl Into<String>) -> Self {
        self.values.push(value.into());
        self
    }

    /// Where the difference came in.
    #[must_use]
    pub fn origin(mut self, origin: Origin) -> Self {
        self.origin = Some(origin);
        self
    }
}
