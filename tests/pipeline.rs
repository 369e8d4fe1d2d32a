//! The library's pipeline: declared articles and policies.
#![allow(clippy::unwrap_used, reason = "a test may stop where it stands")]

use cotejo::checks::Severity;
use cotejo::document::Document;
use cotejo::document::read::from_text;
use cotejo::language::Language;
use cotejo::report::{Finding, Policy, Suppressed, Verdict};
use cotejo::{Corpus, Options, check};

fn texts() -> Vec<Document> {
    let text = |name: &str, text: &str, tag: &str| from_text(name, text, Language::new(tag));
    vec![
        text("a.en", "The bridge cost 1.5 million euros.", "en"),
        text("b.en", "The tunnel has 12 lifts and 40 lamps.", "en"),
        text("a.es", "El puente costó 15 millones de euros.", "es"),
        text("b.es", "El túnel tiene 12 ascensores y 41 lámparas.", "es"),
    ]
}

#[test]
fn declared_articles_are_checked_whatever_their_length_and_order() {
    let corpus = Corpus::new(texts()).declaring([vec![1, 3], vec![0, 2], vec![0, 9], vec![7]]);
    let report = check(&corpus, &Options::default());
    let articles: Vec<_> = report
        .articles
        .iter()
        .map(|article| article.versions.clone())
        .collect();
    assert_eq!(articles, [["a.en", "a.es"], ["b.en", "b.es"]]);
    let rules: Vec<_> = report
        .findings
        .unwrap()
        .iter()
        .map(|finding| finding.rule)
        .collect();
    assert_eq!(rules, ["money-mismatch", "number-mismatch"]);
}

/// Thinks nothing of money, and little of numbers.
#[derive(Debug)]
struct Lenient;

impl Policy for Lenient {
    fn judge(&self, finding: &mut Finding, documents: &[Document]) -> Verdict {
        let place = &finding.locations[0];
        let document = documents[place.at.0].path();
        assert!(["a.es", "b.es"].contains(&document));
        if finding.rule == "money-mismatch" {
            return Verdict::Suppress(Suppressed::Configuration);
        }
        finding.severity = Severity::Neutral;
        Verdict::Keep
    }
}

#[test]
fn a_policy_changes_severities_and_what_it_suppresses_is_counted() {
    let corpus = Corpus::new(texts()).declaring([vec![0, 2], vec![1, 3]]);
    let policies: [&dyn Policy; 1] = [&Lenient];
    let mut options = Options::default();
    options.policies = &policies;
    let report = check(&corpus, &options);
    assert_eq!(report.summary.suppressed[&Suppressed::Configuration], 1);
    let left = report.findings.unwrap();
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].severity, Severity::Neutral);
}
