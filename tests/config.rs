//! The configuration as a person meets it: found, read, refused with places, and what follows from it.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::fs;
use std::path::Path;

use serde_json::Value;
use tempfile::TempDir;

use common::{cotejo, err, out};

const ENGLISH: &str = "The council of Riverton approved the new bridge on 4 May 2021. It will cost 1.5 million euros and open in 2024.\n\nThe mayor, Laura Benton, said that 240 families will be closer to the school. Work begins in September.\n";
const SPANISH: &str = "El ayuntamiento de Riverton aprobó el nuevo puente el 4 de mayo de 2021. Costará 1,5 millones de euros y se abrirá en 2024.\n\nLa alcaldesa, Laura Benton, dijo que 240 familias estarán más cerca de la escuela. Las obras empiezan en septiembre.\n";
const VIETNAMESE: &str = "Hội đồng Riverton đã phê duyệt cây cầu mới vào ngày 4 tháng 5 năm 2021. Cây cầu sẽ tốn 1,5 triệu euro và mở cửa vào năm 2024.\n\nThị trưởng Laura Benton nói rằng 240 gia đình sẽ ở gần trường học hơn. Công trình bắt đầu vào tháng 9.\n";
const POOL_EN: &str = "The swimming pool in Harlow closes for repairs on 3 June 2022.\n\nThe tiles are from 1974 and will be replaced, said Peter Wicks, who runs the pool.\n\nSchools will use the pool in Epworth until 12 August 2022, and buses take 85 pupils there each day.\n\nThe repairs cost 310,000 euros.\n";
const POOL_ES: &str = "La piscina de Harlow cierra por obras el 3 de junio de 2022.\n\nLos azulejos son de 1974 y serán reemplazados, dijo Peter Wicks, que dirige la piscina.\n\nLas escuelas usarán la piscina de Epworth hasta el 12 de agosto de 2022, y los autobuses llevan allí a 85 alumnos cada día.\n\nLas obras cuestan 310.000 euros.\n";
const MUSEUM_EN: &str = "The museum of glass in Tarnby opens a new wing on 9 October 2023.\n\nIt shows 640 bottles from the collection of Ingrid Solberg, who died in 2019.\n\nTickets cost 14 euros, and children under 12 pay nothing.\n\nThe architect Henrik Dahl drew the wing in 2020.\n";
const MUSEUM_ES: &str = "El museo del vidrio de Tarnby abre una nueva ala el 9 de octubre de 2023.\n\nMuestra 640 botellas de la colección de Ingrid Solberg, que murió en 2019.\n\nLas entradas cuestan 14 euros, y los niños menores de 12 no pagan nada.\n\nEl arquitecto Henrik Dahl dibujó el ala en 2020.\n";

fn tree(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn code(folder: &Path, args: &[&str]) -> Option<i32> {
    cotejo(folder, args).status.code()
}

/// The JSON report of `check` with these arguments.
fn report(folder: &Path, args: &[&str]) -> Value {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let output = cotejo(folder, &all);
    serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", err(&output)))
}

/// The versions of each article.
fn articles(report: &Value) -> Vec<Vec<String>> {
    let list = |value: &Value| {
        let texts = value.as_array().unwrap().iter();
        texts
            .map(|text| text.as_str().unwrap().to_owned())
            .collect()
    };
    report["articles"]
        .as_array()
        .unwrap()
        .iter()
        .map(|article| list(&article["versions"]))
        .collect()
}

/// Rule and message of each finding.
fn findings(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let all = report["findings"].as_array().unwrap().iter();
    all.map(|finding| (text(&finding["rule"]), text(&finding["message"])))
        .collect()
}

fn rules(report: &Value) -> Vec<String> {
    findings(report).into_iter().map(|(rule, _)| rule).collect()
}

fn wrong(text: &str) -> String {
    text.replace("1,5 millones", "15 millones")
}

const FOLDERS: &str = "source = \"en\"\nlanguages = [\"en\", \"es\"]\n[[documents]]\npattern = \"content/{lang}/**/*.md\"\n";

/// English and Spanish in folders, with a wrong amount.
fn folders(config: &str) -> TempDir {
    tree(&[
        ("cotejo.toml", config),
        ("content/en/a/bridge.md", ENGLISH),
        ("content/es/a/bridge.md", &wrong(SPANISH)),
    ])
}

// Finding and reading.

#[test]
fn a_configuration_is_found_upward_and_names_what_to_check() {
    let folder = folders(FOLDERS);
    let below = folder.path().join("content/es");
    for (place, paths) in [
        (
            folder.path(),
            ["content/en/a/bridge.md", "content/es/a/bridge.md"],
        ),
        (
            below.as_path(),
            ["../../content/en/a/bridge.md", "a/bridge.md"],
        ),
    ] {
        let report = report(place, &[]);
        assert_eq!(articles(&report), [paths.map(str::to_owned).to_vec()]);
        assert_eq!(rules(&report), ["money-mismatch"]);
        assert_eq!(report["documents"][0]["declared"], true);
        assert_eq!(code(place, &["check"]), Some(1));
    }
    fs::rename(
        folder.path().join("cotejo.toml"),
        folder.path().join(".cotejo.toml"),
    )
    .unwrap();
    assert_eq!(code(folder.path(), &["check"]), Some(1));
    assert_eq!(code(folder.path(), &["check", "--isolated"]), Some(2));
}

#[test]
fn a_configuration_may_be_named_and_a_run_without_any_says_what_to_do() {
    let folder = folders(FOLDERS);
    fs::create_dir(folder.path().join("ci")).unwrap();
    fs::rename(
        folder.path().join("cotejo.toml"),
        folder.path().join("strict.toml"),
    )
    .unwrap();
    let bare = cotejo(folder.path(), &["check"]);
    assert_eq!(bare.status.code(), Some(2));
    assert!(
        err(&bare).contains("cotejo check .") && err(&bare).contains("cotejo init"),
        "{}",
        err(&bare)
    );
    assert_eq!(
        code(folder.path(), &["check", "--config", "strict.toml"]),
        Some(1)
    );
    assert_eq!(
        code(
            &folder.path().join("ci"),
            &["check", "--config", "../strict.toml"]
        ),
        Some(1)
    );
    let none = cotejo(folder.path(), &["check", "--config", "none.toml"]);
    assert_eq!(none.status.code(), Some(2));
    assert!(
        err(&none).contains("none.toml: not found"),
        "{}",
        err(&none)
    );
    fs::write(folder.path().join("cotejo.toml"), "fail-on = \"minor\"\n").unwrap();
    let empty = cotejo(folder.path(), &["check"]);
    assert!(
        err(&empty).contains("cotejo.toml names no documents"),
        "{}",
        err(&empty)
    );
}

#[test]
fn everything_that_is_wrong_is_told_at_once_with_its_place() {
    let cases = [
        ("sorce = \"en\"\n", "1:1", "did you mean `source`"),
        ("\nfail-on = \"majr\"\n", "2:11", "did you mean `major`"),
        ("min-confidence = 1.5\n", "1:18", "between 0 and 1"),
        (
            "min-confidence = \"high\"\n",
            "1:18",
            "`min-confidence` is to be a number, not text",
        ),
        ("require-complete = \"yes\"\n", "1:20", "true or false"),
        (
            "languages = [\"en\", \"xx\"]\n",
            "1:20",
            "unknown language `xx`",
        ),
        (
            "languages = [\"en\", 3]\n",
            "1:20",
            "an entry of `languages` is to be text",
        ),
        ("source = \"englsh\"\n", "1:10", "unknown language"),
        ("ignore = [\"a{b\"]\n", "1:11", "is no pattern"),
        (
            "[rules]\nnumber-mismach = \"off\"\n",
            "2:1",
            "did you mean `number-mismatch`",
        ),
        (
            "[rules]\ndate-mismatch = \"of\"\n",
            "2:17",
            "did you mean `off`",
        ),
        ("[max-findings]\nminor = -1\n", "2:9", "0 or more"),
        ("[[documents]]\npattern = \"a/**/*.md\"\n", "1:1", "{lang}"),
        (
            "[[documents]]\npattern = \"a/{language}/*.md\"\n",
            "2:11",
            "`{lang}`",
        ),
        (
            "[[documents]]\nsource = \"a/*.md\"\n",
            "1:1",
            "either `pattern`, or",
        ),
        (
            "[[documents]]\nsource = \"a/*.md\"\ntranslation = \"{lang}/**/*.md\"\n",
            "1:1",
            "same wildcards",
        ),
        (
            "[[articles]]\nversions = [\"a.md\"]\n",
            "1:1",
            "two `versions`",
        ),
        (
            "[[overrides]]\nrules = {}\n",
            "1:1",
            "needs `paths` or `languages`",
        ),
        ("[[overrides]]\npaths = [\"a\"]\n", "1:1", "needs `rules`"),
        (
            "[[ignore-findings]]\nrule = \"punctuation\"\n",
            "1:1",
            "needs `reason`",
        ),
        (
            "[[ignore-findings]]\nreason = \"x\"\n",
            "1:1",
            "would leave out everything",
        ),
        (
            "[[ignore-findings]]\nrule = \"nope\"\nreason = \" \"\n",
            "2:8",
            "unknown rule `nope`",
        ),
        ("[names]\nsame = [[\"a\"]]\n", "2:9", "has 2 values"),
        (
            "[language-names]\nenglish = \"xx\"\n",
            "2:11",
            "unknown language",
        ),
        ("a = [1\n", "1:7", "unclosed array"),
        ("# é\né = 1\n", "2:1", ""),
    ];
    for (text, place, message) in cases {
        let folder = tree(&[("cotejo.toml", text)]);
        let output = cotejo(folder.path(), &["check", "."]);
        assert_eq!(output.status.code(), Some(2), "{text}");
        let told = err(&output);
        assert!(
            told.contains(&format!("cotejo.toml:{place}: ")),
            "{text}: {told}"
        );
        assert!(told.contains(message), "{text}: {told}");
    }
    let folder = tree(&[(
        "cotejo.toml",
        "sorce = 1\nfail-on = 2\n[rules]\nnope = \"off\"\n",
    )]);
    assert_eq!(err(&cotejo(folder.path(), &["check"])).lines().count(), 3);
}

/// Every key, each with a value that is not the default.
const EVERYTHING: &str = r#"
source = "en"
languages = ["english", "es", "pt-BR"]
paths = ["more"]
ignore = ["drafts/"]
require-complete = true
fail-on = "minor"
min-severity = "minor"
min-confidence = 0.25
ignore-inherited = true
baseline = "known.json"
[max-findings]
critical = 0
major = 1
minor = 2
neutral = 3
[language-names]
english = "en"
[rules]
number-format = "off"
[names]
accept = ["Sau"]
same = [["Beijing", "Pekín"]]
[glossary]
files = ["terms.csv"]
do-not-translate = ["GitHub"]
[[documents]]
pattern = "{lang}/**/*.md"
languages = ["english", "es"]
[[documents]]
source = "docs/*.md"
translation = "i18n/{lang}/*.md"
[[articles]]
versions = ["a.txt", "b.txt"]
languages = ["en", "es"]
[[overrides]]
paths = ["blog/"]
languages = ["es"]
rules = { punctuation = "critical", number-format = "default" }
[[ignore-findings]]
rule = "punctuation"
paths = ["a.txt"]
text = "x"
fingerprint = "f"
reason = "so"
[[outputs]]
format = "json"
path = "out.json"
"#;

#[test]
fn the_settings_in_force_are_printed_as_a_file_that_loads_again() {
    let folder = tree(&[("cotejo.toml", EVERYTHING)]);
    let first = out(&cotejo(folder.path(), &["check", "--dump-config"]));
    fs::write(folder.path().join("dumped.toml"), &first).unwrap();
    let second = out(&cotejo(
        folder.path(),
        &["check", "--dump-config", "--config", "dumped.toml"],
    ));
    assert_eq!(first.replace("cotejo.toml", "dumped.toml"), second);
    let [first, given]: [toml::Table; 2] = [first.parse().unwrap(), EVERYTHING.parse().unwrap()];
    assert_eq!(first, given);
}

#[test]
fn the_command_line_beats_the_file() {
    let folder = tree(&[("cotejo.toml", EVERYTHING)]);
    let args = [
        "check",
        "--dump-config",
        "--fail-on",
        "never",
        "--min-severity",
        "major",
        "--min-confidence",
        "0.75",
        "--max-findings",
        "minor=7",
        "--skip",
        "punctuation",
        "--glossary",
        "mine.tsv",
    ];
    let dumped: toml::Table = out(&cotejo(folder.path(), &args)).parse().unwrap();
    assert_eq!(dumped["fail-on"].as_str(), Some("never"));
    assert_eq!(dumped["min-severity"].as_str(), Some("major"));
    assert_eq!(dumped["min-confidence"].as_float(), Some(0.75));
    assert_eq!(dumped["max-findings"]["minor"].as_integer(), Some(7));
    assert_eq!(dumped["max-findings"]["major"].as_integer(), Some(1));
    assert_eq!(dumped["rules"]["punctuation"].as_str(), Some("off"));
    assert_eq!(dumped["glossary"]["files"].as_array().unwrap().len(), 2);
    let only: toml::Table = out(&cotejo(
        folder.path(),
        &["check", "--dump-config", "--only", "number-format"],
    ))
    .parse()
    .unwrap();
    assert!(only["rules"].get("number-format").is_none());
    assert_eq!(only["rules"]["date-mismatch"].as_str(), Some("off"));
    let bad = cotejo(folder.path(), &["check", "--max-findings", "minr=7"]);
    assert!(err(&bad).contains("SEVERITY=COUNT"), "{}", err(&bad));
}

/// The keys of a schema, those of its tables after a dot.
fn schema_keys() -> Vec<String> {
    let schema = cotejo::config::schema();
    let mut keys = Vec::new();
    let mut tables = vec![(String::new(), schema)];
    while let Some((before, mut table)) = tables.pop() {
        for pointer in ["/allOf/0", "/items"] {
            table = table.pointer(pointer).unwrap_or(table);
        }
        if let Some(name) = table["$ref"].as_str() {
            table = schema.pointer(name.trim_start_matches('#')).unwrap();
        }
        if table["x-cotejo"] == "rules" {
            continue;
        }
        for (key, inner) in table["properties"].as_object().into_iter().flatten() {
            keys.push(format!("{before}{key}"));
            tables.push((format!("{before}{key}."), inner));
        }
    }
    keys.sort();
    keys
}

#[test]
fn the_schema_has_the_keys_of_the_configuration_and_describes_each() {
    fn keys(value: &toml::Value, before: &str, out: &mut Vec<String>) {
        let inner: Vec<&toml::Table> = match value {
            toml::Value::Table(table) => vec![table],
            toml::Value::Array(items) => items.iter().filter_map(toml::Value::as_table).collect(),
            _ => Vec::new(),
        };
        for (key, value) in inner.into_iter().flatten() {
            let name = format!("{before}{key}");
            if !before.ends_with("rules.") && !before.starts_with("language-names.") {
                keys(value, &format!("{name}."), out);
                out.push(name);
            }
        }
    }
    let config: toml::Value = EVERYTHING.parse::<toml::Table>().unwrap().into();
    let mut of_struct = Vec::new();
    keys(&config, "", &mut of_struct);
    of_struct.sort();
    of_struct.dedup();
    assert_eq!(schema_keys(), of_struct);
    let schema = cotejo::config::schema();
    for (key, value) in schema["properties"].as_object().unwrap() {
        assert!(
            value["description"]
                .as_str()
                .is_some_and(|text| text.len() > 10),
            "{key}"
        );
    }
}

#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/cotejo.schema.json");
    let printed = out(&cotejo(Path::new("."), &["schema"]));
    if std::env::var_os("COTEJO_BLESS").is_some() {
        fs::write(&file, &printed).unwrap();
    }
    assert_eq!(
        fs::read_to_string(file).unwrap().replace("\r\n", "\n"),
        printed
    );
}

#[test]
fn the_guide_names_every_key_and_its_examples_load() {
    let guide =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/cli/guide/config.md"))
            .unwrap();
    for key in schema_keys() {
        let last = key.rsplit('.').next().unwrap();
        assert!(
            guide.contains(&format!("`{last}`")) || guide.contains(&format!("[{last}]")),
            "the guide does not name {key}"
        );
    }
    for level in [
        "off", "default", "neutral", "minor", "major", "critical", "never",
    ] {
        assert!(guide.contains(&format!("`{level}`")), "{level}");
    }
    let blocks: Vec<_> = guide
        .split("```toml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
        .collect();
    assert!(blocks.len() > 5);
    for block in blocks {
        let folder = tree(&[("cotejo.toml", block)]);
        let output = cotejo(folder.path(), &["check", "--dump-config"]);
        assert_eq!(output.status.code(), Some(0), "{block}{}", err(&output));
    }
}

// Pairing by path.

#[test]
fn patterns_of_every_kind_pair_files_with_the_source_first() {
    let folder = tree(&[
        (
            "cotejo.toml",
            "source = \"en\"\nlanguages = [\"english\", \"es\", \"pt-BR\"]\nlanguage-names = { english = \"en\" }\nignore = [\"drafts/\"]\n\
             [[documents]]\npattern = \"site/{lang}/**/*.md\"\n\
             [[documents]]\nsource = \"docs/**/*.md\"\ntranslation = \"i18n/{lang}/docs/**/*.md\"\n\
             [[documents]]\nsource = \"*.md\"\ntranslation = \"*_{lang}.md\"\n\
             [[articles]]\nversions = [\"x/two.txt\", \"x/one.txt\"]\nlanguages = [\"es\", \"en\"]\n",
        ),
        ("site/english/bridge.md", ENGLISH),
        ("site/es/bridge.md", SPANISH),
        ("site/es/drafts/bridge.md", SPANISH),
        ("site/english/drafts/bridge.md", ENGLISH),
        ("docs/deep/er/pool.md", POOL_EN),
        ("i18n/es/docs/deep/er/pool.md", POOL_ES),
        ("README.md", MUSEUM_EN),
        ("README_es.md", MUSEUM_ES),
        ("README_pt_br.md", MUSEUM_ES),
        ("x/one.txt", ENGLISH),
        ("x/two.txt", SPANISH),
        ("notes/other.md", ENGLISH),
    ]);
    let report = report(folder.path(), &[]);
    let mut articles = articles(&report);
    articles.sort();
    assert_eq!(
        articles,
        [
            vec!["README.md", "README_es.md", "README_pt_br.md"],
            vec!["docs/deep/er/pool.md", "i18n/es/docs/deep/er/pool.md"],
            vec!["site/english/bridge.md", "site/es/bridge.md"],
            vec!["x/two.txt", "x/one.txt"],
        ]
    );
    assert_eq!(report["documents"].as_array().unwrap().len(), 9);
}

#[test]
fn a_path_limits_the_run_to_articles_that_have_a_version_there() {
    let folder = folders(FOLDERS);
    for (name, text) in [("en/pool.md", POOL_EN), ("es/pool.md", POOL_ES)] {
        fs::write(folder.path().join("content").join(name), text).unwrap();
    }
    fs::create_dir(folder.path().join("mail")).unwrap();
    fs::write(folder.path().join("mail/museum.en.txt"), MUSEUM_EN).unwrap();
    fs::write(folder.path().join("mail/museum.es.txt"), MUSEUM_ES).unwrap();
    let paths = |args: &[&str]| {
        let report = report(folder.path(), args);
        articles(&report).concat()
    };
    assert_eq!(
        paths(&["content/es/pool.md"]),
        ["content/en/pool.md", "content/es/pool.md"]
    );
    assert_eq!(
        paths(&["./content/es/a/"]),
        ["content/en/a/bridge.md", "content/es/a/bridge.md"]
    );
    assert_eq!(paths(&["."]).len(), 4);
    assert_eq!(
        paths(&["mail"]),
        ["mail/museum.en.txt", "mail/museum.es.txt"]
    );
    assert_eq!(
        paths(&["content/en/pool.md", "content/es/a/bridge.md"]),
        ["content/en/pool.md", "content/es/a/bridge.md"],
        "two files are what the person wants to compare"
    );
}

#[test]
fn folders_without_a_pattern_are_compared_by_their_contents() {
    let folder = tree(&[
        (
            "cotejo.toml",
            "paths = [\"texts\"]\nignore = [\"*.draft.txt\"]\n",
        ),
        ("texts/1.txt", ENGLISH),
        ("texts/2.txt", SPANISH),
        ("texts/3.draft.txt", VIETNAMESE),
    ]);
    let report = report(folder.path(), &[]);
    assert_eq!(articles(&report), [["texts/1.txt", "texts/2.txt"]]);
}

#[test]
fn a_pair_that_is_none_names_the_best_match() {
    let folder = tree(&[
        ("cotejo.toml", FOLDERS),
        ("content/en/pool.md", POOL_EN),
        ("content/es/pool.md", MUSEUM_ES),
        ("content/en/museum.md", MUSEUM_EN),
        ("content/es/museum.md", POOL_ES),
    ]);
    let report = report(folder.path(), &[]);
    let findings = findings(&report);
    assert_eq!(findings.len(), 2, "{findings:?}");
    assert!(
        findings.iter().all(|(rule, _)| rule == "wrong-pair"),
        "{findings:?}"
    );
    let message = &findings
        .iter()
        .find(|(_, message)| message.contains("of content/es/pool.md"))
        .unwrap()
        .1;
    assert!(
        message.ends_with("the best match of content/es/pool.md is content/en/museum.md, and the best match of content/en/pool.md is content/es/museum.md"),
        "{message}"
    );
}

#[test]
fn what_is_missing_is_listed_and_a_finding_where_that_is_asked_for() {
    let config = FOLDERS.replace("\"es\"]", "\"es\", \"vi\"]");
    let folder = tree(&[
        ("cotejo.toml", &config),
        ("content/en/bridge.md", ENGLISH),
        ("content/es/bridge.md", SPANISH),
        ("content/en/pool.md", POOL_EN),
        ("content/es/museum.md", MUSEUM_ES),
    ]);
    let report_without = report(folder.path(), &[]);
    assert_eq!(
        report_without["missing"],
        serde_json::json!([
            {"document": "content/en/bridge.md", "language": "vi", "expected": "content/vi/bridge.md", "is_source": false},
            {"document": "content/en/pool.md", "language": "es", "expected": "content/es/pool.md", "is_source": false},
            {"document": "content/en/pool.md", "language": "vi", "expected": "content/vi/pool.md", "is_source": false},
            {"document": "content/es/museum.md", "language": "en", "expected": "content/en/museum.md", "is_source": true},
        ])
    );
    assert!(findings(&report_without).is_empty());
    let notices: Vec<_> = report_without["notices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notice| notice["message"].as_str().unwrap())
        .collect();
    assert_eq!(notices.len(), 3, "{notices:?}");
    assert!(
        notices[2].contains("no vi version: content/en/bridge.md, content/en/pool.md"),
        "{notices:?}"
    );
    assert_eq!(code(folder.path(), &["check"]), Some(0));

    let report_with = report(folder.path(), &["--require-complete"]);
    assert_eq!(rules(&report_with), ["missing-version"; 4]);
    let messages: Vec<String> = findings(&report_with)
        .into_iter()
        .map(|(_, message)| message)
        .collect();
    assert_eq!(
        messages[0],
        "there is no vi version of this text: content/vi/bridge.md was expected"
    );
    assert_eq!(
        messages[3],
        "the source of this text (en) is not there: content/en/museum.md was expected"
    );
    let place = &report_with["findings"][0]["locations"][0];
    assert_eq!(
        (
            place["document"].as_str(),
            place["start"].as_u64(),
            place["line"].as_u64()
        ),
        (Some("content/en/bridge.md"), Some(0), Some(1))
    );
    assert_eq!(
        code(folder.path(), &["check", "--require-complete"]),
        Some(1)
    );
    assert!(
        out(&cotejo(folder.path(), &["check", "--require-complete"])).contains("4 major findings")
    );
    assert_eq!(
        code(
            folder.path(),
            &["check", "--require-complete", "--skip", "missing-version"]
        ),
        Some(0)
    );
    fs::write(
        folder.path().join("cotejo.toml"),
        format!("require-complete = true\n{config}\n[rules]\nmissing-version = \"minor\"\n"),
    )
    .unwrap();
    assert_eq!(code(folder.path(), &["check"]), Some(0));
    assert!(out(&cotejo(folder.path(), &["check"])).contains("4 minor findings"));

    let reported = cotejo(folder.path(), &["report", "--out", "out"]);
    assert_eq!(reported.status.code(), Some(0), "{}", err(&reported));
    let json = fs::read_to_string(folder.path().join("out/report.json")).unwrap();
    let checked = cotejo(folder.path(), &["check", "--format", "json"]);
    assert_eq!(json, out(&checked));
}

#[test]
fn a_renamed_source_is_found_by_its_contents_and_named() {
    let folder = tree(&[
        ("cotejo.toml", FOLDERS),
        ("content/en/museum-of-glass.md", MUSEUM_EN),
        ("content/es/museum.md", MUSEUM_ES),
    ]);
    let report = report(folder.path(), &["--require-complete"]);
    let messages: Vec<String> = findings(&report)
        .into_iter()
        .map(|(_, message)| message)
        .collect();
    assert!(
        messages[0].ends_with("; by its contents content/es/museum.md is one"),
        "{messages:?}"
    );
}

#[test]
fn a_version_that_was_copied_and_not_translated_is_one_finding() {
    let long = format!(
        "{POOL_EN}\n{MUSEUM_EN}\n{ENGLISH}\nIn 2022 it was 1,250 visitors, and 85.71% of them came by bus.\n"
    );
    let folder = tree(&[
        (
            "cotejo.toml",
            &FOLDERS.replace("\"es\"]", "\"es\", \"vi\", \"fi\"]"),
        ),
        ("content/en/long.md", &long),
        ("content/es/long.md", &long),
        ("content/vi/long.md", &long),
        ("content/fi/long.md", &long),
    ]);
    let report = report(folder.path(), &[]);
    let findings = findings(&report);
    assert_eq!(findings.len(), 3, "{findings:#?}");
    assert!(
        findings.iter().all(|(rule, message)| rule == "untranslated"
            && message.starts_with("this whole text was left in English")),
        "{findings:#?}"
    );
}

#[test]
fn files_that_the_configuration_names_and_are_not_there_are_told() {
    let folder = tree(&[
        (
            "cotejo.toml",
            "[[articles]]\nversions = [\"a.en.txt\", \"a.es.txt\"]\n[[documents]]\npattern = \"no/{lang}/*.md\"\n",
        ),
        ("a.en.txt", ENGLISH),
    ]);
    let output = cotejo(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        out(&output).contains("a.es.txt: not found"),
        "{}",
        out(&output)
    );
    assert!(
        out(&output).contains("no file fits the pattern `no/{lang}/*.md`"),
        "{}",
        out(&output)
    );
}

// Levels, thresholds, names, ignored findings.

#[test]
fn rule_levels_hold_globally_by_path_and_by_language() {
    let with = |more: &str| {
        let folder = folders(&format!("{FOLDERS}{more}"));
        let report = report(folder.path(), &[]);
        let severity = report["findings"]
            .get(0)
            .map(|finding| finding["severity"].as_str().unwrap().to_owned());
        severity.unwrap_or_else(|| "none".to_owned())
    };
    assert_eq!(with(""), "major");
    assert_eq!(with("[rules]\nmoney-mismatch = \"minor\"\n"), "minor");
    assert_eq!(with("[rules]\nmoney-mismatch = \"off\"\n"), "none");
    assert_eq!(
        with(
            "[[overrides]]\npaths = [\"content/*/a/\"]\nrules = { money-mismatch = \"critical\" }\n"
        ),
        "critical"
    );
    assert_eq!(
        with(
            "[[overrides]]\npaths = [\"content/*/b/\"]\nrules = { money-mismatch = \"critical\" }\n"
        ),
        "major"
    );
    assert_eq!(
        with("[[overrides]]\nlanguages = [\"es\"]\nrules = { money-mismatch = \"off\" }\n"),
        "none"
    );
    assert_eq!(
        with("[[overrides]]\nlanguages = [\"en\"]\nrules = { money-mismatch = \"off\" }\n"),
        "major"
    );
    assert_eq!(
        with(
            "[rules]\nmoney-mismatch = \"off\"\n[[overrides]]\npaths = [\"content/es/a/bridge.md\"]\nrules = { money-mismatch = \"default\" }\n"
        ),
        "major"
    );
    let folder = folders(&format!("{FOLDERS}[rules]\nmoney-mismatch = \"off\"\n"));
    assert_eq!(code(folder.path(), &["check"]), Some(0));
    assert_eq!(
        code(folder.path(), &["check", "--only", "money-mismatch"]),
        Some(1),
        "what is typed beats the file"
    );
}

#[test]
fn thresholds_decide_the_exit_code() {
    let with = |more: &str| code(folders(&format!("{more}{FOLDERS}")).path(), &["check"]);
    assert_eq!(with("fail-on = \"critical\"\n"), Some(0));
    assert_eq!(with("fail-on = \"never\"\n"), Some(0));
    assert_eq!(with("max-findings = { major = 1 }\n"), Some(0));
    assert_eq!(with("max-findings = { major = 0 }\n"), Some(1));
    assert_eq!(
        with("max-findings = { minor = 0 }\nfail-on = \"critical\"\n"),
        Some(0)
    );
    assert_eq!(
        with("max-findings = { major = 0 }\nfail-on = \"critical\"\n"),
        Some(1)
    );
    assert_eq!(with("min-confidence = 1.0\n"), Some(0));
    assert_eq!(with("min-severity = \"critical\"\n"), Some(0));
}

#[test]
fn ignored_findings_are_counted_and_entries_without_a_finding_are_told() {
    let entry = |key: &str| {
        format!("[[ignore-findings]]\n{key}\nreason = \"agreed with the press office\"\n")
    };
    let left = |key: &str| {
        let folder = folders(&format!("{FOLDERS}{}", entry(key)));
        let report = report(folder.path(), &[]);
        (
            report["findings"].as_array().unwrap().len(),
            report["summary"]["suppressed"]["configuration"].as_u64(),
        )
    };
    let folder = folders(FOLDERS);
    let fingerprint = report(folder.path(), &[])["findings"][0]["fingerprint"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(left("rule = \"money-mismatch\""), (0, Some(1)));
    assert_eq!(left("text = \"15 MILLONES\""), (0, Some(1)));
    assert_eq!(left("paths = [\"content/en/\"]"), (0, Some(1)));
    assert_eq!(
        left(&format!("fingerprint = \"{fingerprint}\"")),
        (0, Some(1))
    );
    assert_eq!(left("rule = \"date-mismatch\""), (1, None));
    assert_eq!(
        left("rule = \"money-mismatch\"\npaths = [\"blog/\"]"),
        (1, None)
    );
    let folder = folders(&format!("{FOLDERS}{}", entry("rule = \"date-mismatch\"")));
    let told = out(&cotejo(folder.path(), &["check"]));
    assert!(
        told.contains("entry 1 of ignore-findings (date-mismatch) fits no finding"),
        "{told}"
    );
    let told = out(&cotejo(folder.path(), &["check", "content/es"]));
    assert!(
        !told.contains("ignore-findings"),
        "a part of the tree says nothing of the rest: {told}"
    );
}

#[test]
fn accepted_names_keep_the_rules_about_names_silent() {
    let left = |more: &str| {
        let folder = tree(&[
            ("cotejo.toml", &format!("{FOLDERS}{more}")),
            ("content/en/pool.md", POOL_EN),
            (
                "content/es/pool.md",
                &POOL_ES.replace("Peter Wicks", "Peter Wicke"),
            ),
        ]);
        let report = report(folder.path(), &[]);
        (
            rules(&report),
            report["summary"]["suppressed"]["configuration"].as_u64(),
        )
    };
    assert_eq!(left(""), (vec!["name-mismatch".to_owned()], None));
    assert_eq!(
        left("[names]\naccept = [\"Peter Wicke\"]\n"),
        (vec![], Some(1))
    );
    assert_eq!(
        left("[names]\nsame = [[\"Wicks\", \"Wicke\"]]\n"),
        (vec![], Some(1))
    );
    assert_eq!(
        left("[names]\nsame = [[\"Wicks\", \"Weeks\"]]\n").0,
        ["name-mismatch"]
    );
    assert_eq!(
        left("[names]\naccept = [\"Paul Wicke\"]\n").0,
        ["name-mismatch"]
    );
}

// Glossaries.

#[test]
fn glossaries_of_the_configuration_and_of_the_command_line_are_used() {
    let tbx = "<tbx><text><body><conceptEntry id=\"1\"><langSec xml:lang=\"en\"><termSec><term>council</term></termSec></langSec><langSec xml:lang=\"es\"><termSec><term>consejo</term></termSec></langSec></conceptEntry></body></text></tbx>";
    let folder = tree(&[
        (
            "cotejo.toml",
            &format!(
                "{FOLDERS}[glossary]\nfiles = [\"terms/a.tbx\"]\ndo-not-translate = [\"Riverton\"]\n"
            ),
        ),
        ("terms/a.tbx", tbx),
        ("more.csv", "en,es,colour\nbridge,viaducto,red\n"),
        ("content/en/bridge.md", ENGLISH),
        (
            "content/es/bridge.md",
            &SPANISH.replace("Riverton", "Villarrío"),
        ),
    ]);
    let messages = |args: &[&str]| {
        let mut all = vec!["--only", "term-mismatch"];
        all.extend(args);
        let report = report(folder.path(), &all);
        let mut messages: Vec<_> = findings(&report)
            .into_iter()
            .map(|(_, message)| message)
            .collect();
        messages.sort();
        messages
    };
    assert_eq!(
        messages(&[]),
        [
            "the glossary has “consejo” for “council”, and this version does not say it here",
            "“Riverton” is to stay as it is, and this version does not have it here",
        ]
    );
    assert_eq!(messages(&["--glossary", "more.csv"]).len(), 3);
    let told = out(&cotejo(folder.path(), &["check", "--glossary", "more.csv"]));
    assert!(
        told.contains("more.csv: the column `colour` is passed over"),
        "{told}"
    );
    let missing = cotejo(folder.path(), &["check", "--glossary", "none.csv"]);
    assert_eq!(missing.status.code(), Some(2));
    assert!(
        out(&missing).contains("none.csv: not found") && out(&missing).contains("term-mismatch"),
        "{}",
        out(&missing)
    );
}

// Init.

/// What `cotejo init` writes, and that `cotejo check` then compares these articles.
fn initialised(files: &[(&str, &str)]) -> (String, Vec<Vec<String>>) {
    let folder = tree(files);
    let output = cotejo(folder.path(), &["init"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    let written = fs::read_to_string(folder.path().join("cotejo.toml")).unwrap();
    let report = report(folder.path(), &[]);
    (written, articles(&report))
}

#[test]
fn init_finds_language_folders() {
    let (written, articles) = initialised(&[
        ("content/en/bridge.md", ENGLISH),
        ("content/es/bridge.md", SPANISH),
        ("content/vi/bridge.md", VIETNAMESE),
        ("content/en/news/pool.md", POOL_EN),
        ("content/es/news/pool.md", POOL_ES),
        ("README.md", MUSEUM_EN),
    ]);
    assert!(
        written.contains("pattern = \"content/{lang}/**/*.md\""),
        "{written}"
    );
    assert!(
        written.contains("source = \"en\"")
            && written.contains("languages = [\"en\", \"es\", \"vi\"]"),
        "{written}"
    );
    assert_eq!(articles.len(), 2);
}

#[test]
fn init_finds_file_names_that_end_in_a_language() {
    let (written, articles) = initialised(&[
        ("a/bridge.en.txt", ENGLISH),
        ("a/bridge.es.txt", SPANISH),
        ("pool.en.txt", POOL_EN),
        ("pool.es.txt", POOL_ES),
    ]);
    assert!(
        written.contains("pattern = \"**/*.{lang}.txt\""),
        "{written}"
    );
    assert_eq!(articles.len(), 2);
    let (written, articles) = initialised(&[
        ("README.md", MUSEUM_EN),
        ("README-es.md", MUSEUM_ES),
        ("CONTRIBUTING.md", POOL_EN),
        ("how-to.md", ENGLISH),
    ]);
    assert!(
        written.contains("source = \"README.md\"\ntranslation = \"README-{lang}.md\""),
        "{written}"
    );
    assert_eq!(articles, [["README.md", "README-es.md"]]);
}

#[test]
fn init_finds_sources_beside_a_folder_of_translations() {
    let (written, articles) = initialised(&[
        ("docs/intro/bridge.md", ENGLISH),
        ("docs/pool.md", POOL_EN),
        (
            "i18n/es/docusaurus-plugin-content-docs/current/intro/bridge.md",
            SPANISH,
        ),
        (
            "i18n/es/docusaurus-plugin-content-docs/current/pool.md",
            POOL_ES,
        ),
        ("src/notes.md", MUSEUM_EN),
    ]);
    assert!(
        written.contains("source = \"docs/**/*.md\"\ntranslation = \"i18n/{lang}/docusaurus-plugin-content-docs/current/**/*.md\""),
        "{written}"
    );
    assert_eq!(articles.len(), 2);
    let (written, articles) = initialised(&[
        ("_posts/2021-05-04-bridge.md", SPANISH),
        ("en/_posts/2021-05-04-bridge.md", ENGLISH),
        ("index.md", MUSEUM_ES),
        ("en/index.md", MUSEUM_EN),
    ]);
    assert!(written.contains("source = \"es\""), "{written}");
    assert_eq!(articles.len(), 2, "{written}");
}

#[test]
fn init_reads_names_of_languages_and_folders_with_brackets() {
    let (written, articles) = initialised(&[
        ("content/english/[a]/bridge.md", ENGLISH),
        ("content/spanish/[a]/bridge.md", SPANISH),
    ]);
    assert!(
        written.contains("languages = [\"english\", \"spanish\"]"),
        "{written}"
    );
    assert_eq!(
        articles,
        [[
            "content/english/[a]/bridge.md",
            "content/spanish/[a]/bridge.md"
        ]]
    );
}

#[test]
fn init_of_an_unsorted_folder_leaves_the_pairing_to_the_contents() {
    let (written, articles) =
        initialised(&[("1.txt", ENGLISH), ("2.txt", SPANISH), ("3.txt", POOL_EN)]);
    assert!(
        written.contains("paths = [\".\"]") && !written.contains("[[documents]]\n"),
        "{written}"
    );
    assert_eq!(articles.len(), 1);
}

#[test]
fn init_never_overwrites_and_can_only_look() {
    let folder = tree(&[("en/a.md", ENGLISH), ("es/a.md", SPANISH)]);
    let looked = cotejo(folder.path(), &["init", "--dry-run"]);
    assert!(
        out(&looked).contains("pattern = \"{lang}/**/*.md\""),
        "{}",
        out(&looked)
    );
    assert!(!folder.path().join("cotejo.toml").exists());
    fs::write(folder.path().join("cotejo.toml"), "source = \"es\"\n").unwrap();
    let refused = cotejo(folder.path(), &["init"]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(err(&refused).contains("--force"), "{}", err(&refused));
    assert_eq!(
        fs::read_to_string(folder.path().join("cotejo.toml")).unwrap(),
        "source = \"es\"\n"
    );
    assert_eq!(code(folder.path(), &["init", "--force"]), Some(0));
    assert_eq!(code(folder.path(), &["check"]), Some(0));
    let empty = tree(&[("a.rs", "")]);
    let nothing = cotejo(empty.path(), &["init"]);
    assert_eq!(nothing.status.code(), Some(2));
    assert!(err(&nothing).contains("no texts"), "{}", err(&nothing));
}
