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
    fn judge(&self, finding: &mut Finding, documents: &[&Document]) -> Verdict {
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

const BRIDGE: &str = "Laura Benton opens the Riverton bridge\n\nLaura Benton, the mayor of Riverton, opened the new bridge over the Almar on 4 May 2021.\n\nIt cost 1,560,000 euros and is 342 metres long, said the engineer Tomás Rivas.\n\nLorries may cross it only at night, so that children can walk to the Serrano school in peace.\n\nThe old ferry will become a floating café. Its last captain, Peter Holm, has retired.\n\nIn 1987 the ferry of Riverton carried 12,400 people and 310 bicycles across the Almar.\n\nA choir sang under the trees, and the baker gave away bread.\n";
const MUSEUM: &str = "El museo del transbordador de Riverton abre sus puertas\n\nEn 1987 el transbordador de Riverton llevó a 12.900 personas y 310 bicicletas de una orilla a otra del Almar.\n\nEl museo, que dirige Ana Prat, guarda el timón, las campanas y los cuadernos de Peter Holm, su último capitán.\n\nLa entrada es gratuita los domingos y hay visitas guiadas para colegios y grupos de jubilados.\n\nUn taller de carpintería enseña a reparar botes con herramientas de la época.\n\nDesde la terraza se ve el puente nuevo, que mide 342 metros, obra del ingeniero Tomás Rivas.\n\nLaura Benton, alcaldesa de Riverton, prometió además un jardín con manzanos junto al embarcadero.\n";

#[test]
fn of_two_articles_on_one_subject_only_what_both_tell_differently_is_said() {
    let documents = || {
        vec![
            from_text("bridge.en", BRIDGE, Some(Language::EN)),
            from_text("museum.es", MUSEUM, Some(Language::ES)),
            from_text("nothing.en", "A choir sang.", Some(Language::EN)),
        ]
    };
    let said = |corpus: Corpus| {
        let report = check(&corpus, &Options::default());
        let findings = report.findings.unwrap();
        let say = |finding: &Finding| (finding.rule, finding.severity, finding.message.clone());
        findings.iter().map(say).collect::<Vec<_>>()
    };
    let differ = "the two articles differ: “12,400” in the one, “12.900” in the other";
    let expected = [("number-mismatch", Severity::Minor, differ.to_owned())];
    assert_eq!(said(Corpus::new(documents())), expected);
    assert_eq!(
        said(Corpus::new(documents()).declaring([vec![0, 1]])),
        expected
    );
}

#[test]
fn half_a_translation_that_was_declared_lacks_its_other_half() {
    let start: String = BRIDGE.split_inclusive("\n\n").take(3).collect();
    let translated = "Laura Benton inaugura el puente de Riverton\n\nLaura Benton, alcaldesa de Riverton, inauguró el nuevo puente sobre el Almar el 4 de mayo de 2021.\n\nCostó 1.560.000 euros y mide 342 metros, dijo el ingeniero Tomás Rivas.\n";
    assert!(BRIDGE.len() > 3 * start.len() / 2);
    let documents = vec![
        from_text("bridge.en", BRIDGE, Some(Language::EN)),
        from_text("bridge.es", translated, Some(Language::ES)),
    ];
    let report = check(&Corpus::new(documents), &Options::default());
    let rules: Vec<_> = report.findings.unwrap().iter().map(|it| it.rule).collect();
    assert_eq!(rules, ["missing-passage"]);
}
