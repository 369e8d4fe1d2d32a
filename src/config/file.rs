//! The configuration as its file has it: every key with what it means. The JSON Schema and the check of a file's keys
//! and types are made from these structs, so a key stands here and nowhere else.

use std::collections::BTreeMap;
use std::path::PathBuf;

use clap::ValueEnum;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

use super::Root;
use crate::checks::{CHECKS, Severity};

/// The name of a baseline where the configuration says none.
const BASELINE: &str = "cotejo-baseline.json";

/// Settings of cotejo for a folder and all below it. Paths and patterns are relative to the folder of this file and use `/`. What is typed on the command line beats what stands here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(title = "cotejo.toml")]
pub struct Config {
    /// The language that the others are translated from, as a tag such as `en`. The version in it is the source of its article.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-cotejo" = "language"))]
    pub source: Option<String>,
    /// The languages that `{lang}` stands for, the source among them, as they are written in paths: `["en", "es", "pt-BR"]`. Without this, every language tag that cotejo knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "path_languages")]
    pub languages: Vec<String>,
    /// Files and folders that are read besides, and whose versions are found by their contents: `["articles"]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub paths: Vec<String>,
    /// Files that are passed over, one pattern each, written as in `.gitignore`: `["drafts/", "*.generated.md"]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "globs")]
    pub ignore: Vec<String>,
    /// Whether a source without a version, or a version without a source, is a finding (`missing-version`) and not only a notice.
    pub require_complete: bool,
    /// Exit with 1 where a finding has this severity or a graver one; `never` to only look. The default is `major`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fail_on: Option<FailOn>,
    /// Findings of a lower severity are left out. The default is `neutral`: none is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_severity: Option<SeverityName>,
    /// Findings of a lower confidence, 0 to 1, are left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub min_confidence: Option<f64>,
    /// Whether findings that the source has too are left out.
    pub ignore_inherited: bool,
    /// The file of known and dismissed findings. The default is `cotejo-baseline.json` beside this file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub baseline: Option<String>,
    /// How many findings of a severity may be there before the run exits with 1. A severity that is named here is counted instead of being compared with `fail-on`.
    #[serde(skip_serializing_if = "Limits::is_empty")]
    pub max_findings: Limits,
    /// Names of folders or parts of file names that stand for a language without being its tag: `{ english = "en", cn = "zh" }`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(schema_with = "language_names")]
    pub language_names: BTreeMap<String, String>,
    /// Rules that are off, or whose findings have another severity: `{ number-format = "off", link-mismatch = "major" }`. Neutral findings, which are about the page around the text, stay neutral.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[schemars(schema_with = "rule_levels")]
    pub rules: BTreeMap<String, Level>,
    /// Names on which the rules about names stay silent.
    #[serde(skip_serializing_if = "Names::is_empty")]
    pub names: Names,
    /// Terms and how they are to be translated.
    #[serde(skip_serializing_if = "Glossaries::is_empty")]
    pub glossary: Glossaries,
    /// Where the texts are and how their versions are named. A file belongs to the first entry that fits it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentFiles>,
    /// Articles whose files have no pattern in common. They beat the patterns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<ArticleFiles>,
    /// Rule levels for some paths or languages. Where several fit, the last one counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overrides: Vec<Override>,
    /// Findings that are left out and only counted, each entry with its reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignore_findings: Vec<IgnoredFinding>,
    /// Reports that are written on every run, beside what is printed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub outputs: Vec<Output>,
}

/// Files that are versions of one another by their names. Either `pattern`, or `source` and `translation`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
#[schemars(extend("x-cotejo" = "documents"))]
pub struct DocumentFiles {
    /// All versions, `{lang}` for the language: `content/{lang}/**/*.md`, `**/*.{lang}.md`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-cotejo" = "pattern"))]
    pub pattern: Option<String>,
    /// The sources, without a language in their paths: `docs/**/*.md`. Needs `translation`, with the same wildcards in the same order.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-cotejo" = "pattern"))]
    pub source: Option<String>,
    /// The other versions, `{lang}` for the language: `i18n/{lang}/docs/**/*.md`. Needs `source`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(extend("x-cotejo" = "pattern"))]
    pub translation: Option<String>,
    /// The languages that are expected here, where they are not those of the whole project.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "path_languages")]
    pub languages: Vec<String>,
}

/// The versions of one article, by name.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-cotejo" = "article"))]
pub struct ArticleFiles {
    /// The files, the source first.
    pub versions: Vec<String>,
    /// Their languages in the same order, where the names of the files do not tell them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "languages")]
    pub languages: Vec<String>,
}

/// Rule levels for some paths or languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-cotejo" = "override"))]
pub struct Override {
    /// Files, written as in `.gitignore`; all where none is named. A finding is meant if it has a place in one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "globs")]
    pub paths: Vec<String>,
    /// Languages of the version that the finding is about; all where none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "languages")]
    pub languages: Vec<String>,
    /// The levels.
    #[schemars(schema_with = "rule_levels")]
    pub rules: BTreeMap<String, Level>,
}

/// Findings that are left out. Everything that is named must fit; at least one of `rule`, `paths`, `text` and `fingerprint` is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
#[schemars(extend("x-cotejo" = "ignored"))]
pub struct IgnoredFinding {
    /// The rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(schema_with = "rule_name")]
    pub rule: Option<String>,
    /// Files, written as in `.gitignore`. A finding is meant if it has a place in one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schemars(schema_with = "globs")]
    pub paths: Vec<String>,
    /// Words that stand in the message or at one of the finding's places, whatever their case and spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The finding's fingerprint, as the JSON report has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fingerprint: Option<String>,
    /// Why this is no problem, for those who read it later.
    pub reason: String,
}

/// Names on which the rules about names stay silent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Names {
    /// Spellings that are right wherever they stand: `["Huynh Van Sau"]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<String>,
    /// Spellings that stand for one another: `[["Beijing", "Pekín"]]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<[String; 2]>,
}

impl Names {
    fn is_empty(&self) -> bool {
        self.accept.is_empty() && self.same.is_empty()
    }
}

/// Terms and how they are to be translated.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Glossaries {
    /// Glossary files: TBX (`.tbx`, `.xml`), CSV or TSV with a column for each language.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
    /// Words that stand in every language as they are: `["GitHub", "cotejo"]`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub do_not_translate: Vec<String>,
}

impl Glossaries {
    fn is_empty(&self) -> bool {
        self.files.is_empty() && self.do_not_translate.is_empty()
    }
}

/// How many findings of a severity may be there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
pub struct Limits {
    /// Critical ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub critical: Option<usize>,
    /// Major ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub major: Option<usize>,
    /// Minor ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minor: Option<usize>,
    /// Neutral ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub neutral: Option<usize>,
}

impl Limits {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The limit of a severity.
    pub fn of(&self, severity: Severity) -> Option<usize> {
        match severity {
            Severity::Critical => self.critical,
            Severity::Major => self.major,
            Severity::Minor => self.minor,
            Severity::Neutral => self.neutral,
        }
    }

    /// Where the limit of a severity stands.
    pub fn of_mut(&mut self, severity: Severity) -> &mut Option<usize> {
        match severity {
            Severity::Critical => &mut self.critical,
            Severity::Major => &mut self.major,
            Severity::Minor => &mut self.minor,
            Severity::Neutral => &mut self.neutral,
        }
    }
}

/// A report that is written on every run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub struct Output {
    /// The format, as `--output` takes it.
    pub format: String,
    /// The file or folder to write.
    pub path: String,
}

/// The level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The rule does not run.
    Off,
    /// The severities that the rule itself gives; takes back what stands further up.
    Default,
    /// All its findings are neutral.
    Neutral,
    /// All its findings are minor.
    Minor,
    /// All its findings are major.
    Major,
    /// All its findings are critical.
    Critical,
}

/// A severity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum SeverityName {
    /// Noted, and nothing to mend.
    Neutral,
    /// Noticeable, and the facts still stand.
    Minor,
    /// The facts differ.
    Major,
    /// Harm is likely.
    Critical,
}

/// The gate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum FailOn {
    /// Any finding fails the run.
    Neutral,
    /// Minor ones and graver.
    Minor,
    /// Major ones and graver.
    Major,
    /// Critical ones.
    Critical,
    /// None does: only look.
    Never,
}

impl From<SeverityName> for Severity {
    fn from(name: SeverityName) -> Self {
        match name {
            SeverityName::Neutral => Self::Neutral,
            SeverityName::Minor => Self::Minor,
            SeverityName::Major => Self::Major,
            SeverityName::Critical => Self::Critical,
        }
    }
}

impl Config {
    /// Whether it says which files are texts to compare.
    pub fn names_documents(&self) -> bool {
        !self.documents.is_empty() || !self.articles.is_empty() || !self.paths.is_empty()
    }

    /// The reports to write on every run: format and path (relative to the configuration's folder), as `--output FORMAT=PATH` takes them.
    pub fn report_outputs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.outputs
            .iter()
            .map(|output| (output.format.as_str(), output.path.as_str()))
    }

    /// The file of known and dismissed findings, as it is reached from where the program runs.
    pub fn baseline_file(&self, root: &Root) -> PathBuf {
        root.path(self.baseline.as_deref().unwrap_or(BASELINE))
    }

    /// The settings as a file that loads again.
    pub fn to_toml(&self) -> Result<String, toml::ser::Error> {
        toml::to_string(self)
    }
}

fn rule_levels(generator: &mut SchemaGenerator) -> Schema {
    let level = generator.subschema_for::<Level>();
    let of = |check: &&'static dyn crate::checks::Check| {
        let meta = check.meta();
        let mut level = level.clone();
        level.insert("description".to_owned(), meta.summary().into());
        (meta.name.to_owned(), serde_json::Value::from(level))
    };
    let properties: serde_json::Map<_, _> = CHECKS.iter().map(of).collect();
    json_schema!({"type": "object", "properties": properties, "additionalProperties": false, "x-cotejo": "rules"})
}

fn rule_name(_: &mut SchemaGenerator) -> Schema {
    let names: Vec<_> = CHECKS.iter().map(|check| check.meta().name).collect();
    json_schema!({"type": "string", "enum": names, "x-cotejo": "rule"})
}

fn listed(kind: &str) -> Schema {
    json_schema!({"type": "array", "items": {"type": "string", "x-cotejo": kind}})
}

fn path_languages(_: &mut SchemaGenerator) -> Schema {
    listed("path-language")
}

fn languages(_: &mut SchemaGenerator) -> Schema {
    listed("language")
}

fn globs(_: &mut SchemaGenerator) -> Schema {
    listed("glob")
}

fn language_names(_: &mut SchemaGenerator) -> Schema {
    json_schema!({"type": "object", "additionalProperties": {"type": "string", "x-cotejo": "language"}})
}
