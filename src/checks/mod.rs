//! Floor 6: the rules. Each is one file that can be read alone; its head is its manual page.

mod apart;
mod aside;
mod beyond;
mod bilingual;
mod carried;
mod cited;
mod clause;
mod content;
mod coverage;
mod denials;
mod edges;
mod finding;
mod fingerprint;
mod folding;
mod gap;
mod glossary;
mod held;
mod join;
mod left_whole;
mod left_words;
mod loss;
mod lost_name;
mod marked;
mod matching;
mod merged;
mod misspelt;
mod named;
mod near;
mod open_name;
mod parts;
mod places;
mod prose;
mod replaced;
mod run;
mod side;
mod stem;
mod stretch;
mod swapped;
mod view;
mod vocabulary;

mod acronym_mismatch;
mod added_content;
mod added_passage;
mod antonym;
mod artifact;

mod code_block_mismatch;
mod code_mismatch;
mod date_format;
mod date_mismatch;
mod duplicate_passage;
mod foreign_text;
mod fraction_mismatch;
mod fraction_percentage;
mod heading_mismatch;
mod length_mismatch;
mod link_mismatch;
mod list_mismatch;
mod missing_content;
mod missing_passage;
mod missing_version;
mod money_mismatch;
mod moved_passage;
mod name_consistency;
mod name_mismatch;
mod negation_mismatch;
mod number_format;
mod number_mismatch;
mod partition_overlap;
mod partition_sum;
mod percentage_mismatch;
mod placeholder_mismatch;
mod population_drift;
mod punctuation;
mod quantity_mismatch;
mod quote_scope;
mod quoted_term;
mod range_order;
mod renamed;
mod repeated_word;
mod self_contradiction;
mod table_mismatch;
mod term_consistency;
mod term_mismatch;
mod time_mismatch;
mod transcription;
mod unbalanced_bracket;
mod unbalanced_quote;
mod unfinished;
mod unmatched_stretch;
mod untranslated;
mod weekday_date;
mod whitespace;
mod wrong_pair;

use std::fmt::Debug;

pub(crate) use apart::{part, parted};
pub use finding::{Category, Draft, Origin, Role, Severity};
pub use fingerprint::fingerprint;
pub use glossary::{Concept, Glossary};
pub use join::Found;
pub use missing_version::missing_version;
pub use run::{Lined, Selection, article, articles, document, related};
pub use view::{Pair, Text};

/// Every rule, by family in the order of the manual.
pub const CHECKS: &[&dyn Check] = &[
    // passages
    &missing_passage::MissingPassage,
    &added_passage::AddedPassage,
    &missing_content::MissingContent,
    &added_content::AddedContent,
    &moved_passage::MovedPassage,
    &duplicate_passage::DuplicatePassage,
    &length_mismatch::LengthMismatch,
    &unmatched_stretch::UnmatchedStretch,
    // structure
    &heading_mismatch::HeadingMismatch,
    &list_mismatch::ListMismatch,
    &table_mismatch::TableMismatch,
    &code_block_mismatch::CodeBlockMismatch,
    // documents
    &wrong_pair::WrongPair,
    &missing_version::MissingVersion,
    // residue
    &untranslated::Untranslated,
    &foreign_text::ForeignText,
    &artifact::Artifact,
    // values
    &number_mismatch::NumberMismatch,
    &percentage_mismatch::PercentageMismatch,
    &fraction_mismatch::FractionMismatch,
    &date_mismatch::DateMismatch,
    &time_mismatch::TimeMismatch,
    &money_mismatch::MoneyMismatch,
    &quantity_mismatch::QuantityMismatch,
    // references
    &name_mismatch::NameMismatch,
    &acronym_mismatch::AcronymMismatch,
    &code_mismatch::CodeMismatch,
    &link_mismatch::LinkMismatch,
    &placeholder_mismatch::PlaceholderMismatch,
    // meaning
    &negation_mismatch::NegationMismatch,
    &antonym::Antonym,
    &quote_scope::QuoteScope,
    &term_mismatch::TermMismatch,
    &term_consistency::TermConsistency,
    &quoted_term::QuotedTerm,
    &population_drift::PopulationDrift,
    &name_consistency::NameConsistency,
    // logic of one text
    &partition_overlap::PartitionOverlap,
    &partition_sum::PartitionSum,
    &fraction_percentage::FractionPercentage,
    &self_contradiction::SelfContradiction,
    &weekday_date::WeekdayDate,
    &range_order::RangeOrder,
    // conventions
    &number_format::NumberFormat,
    &date_format::DateFormat,
    &unbalanced_quote::UnbalancedQuote,
    &unbalanced_bracket::UnbalancedBracket,
    &punctuation::Punctuation,
    &repeated_word::RepeatedWord,
    &whitespace::Whitespace,
];

/// The rule of that name.
pub fn check(name: &str) -> Option<&'static dyn Check> {
    CHECKS
        .iter()
        .copied()
        .find(|check| check.meta().name == name)
}

include!(concat!(env!("OUT_DIR"), "/manuals.rs"));

/// What is fixed about a rule.
#[derive(Debug)]
pub struct Meta {
    /// Kebab-case name, the same in reports, in `fixtures/checks/<name>.md` and as `checks/<name_>.rs`.
    pub name: &'static str,
    /// MQM path.
    pub category: Category,
    /// The gravest severity the rule gives.
    pub severity: Severity,
}

impl Meta {
    /// The manual page: the `//!` lines at the head of the rule's file, as Markdown.
    pub fn manual(&self) -> &'static str {
        let place = MANUALS.binary_search_by_key(&self.name, |&(name, _)| name);
        place.map_or("", |place| MANUALS[place].1)
    }

    /// What the rule says in half a line: the first line of the manual page after its name.
    pub fn summary(&self) -> String {
        let manual = self.manual();
        let first = manual.lines().next().unwrap_or_default();
        first
            .split_once(": ")
            .map_or(first, |(_, rest)| rest)
            .to_owned()
    }
}

/// A rule: stateless, one value, shared by all threads.
pub trait Check: Debug + Sync {
    /// What is fixed about it.
    fn meta(&self) -> &'static Meta;

    /// Reads one text by itself. The runner joins what it says of a source with what it says of the
    /// aligned place in a version: that is one finding, inherited.
    fn text(&self, _text: &Text<'_>, _found: &mut Vec<Draft>) {}

    /// Reads one text that nothing is paired with, beside what [`Check::text`] says of it.
    fn alone(&self, _text: &Text<'_>, _found: &mut Vec<Draft>) {}

    /// Reads two versions lined up.
    fn pair(&self, _pair: &Pair<'_>, _found: &mut Vec<Draft>) {}
}
