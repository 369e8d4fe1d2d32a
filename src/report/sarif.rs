//! SARIF 2.1.0, as GitHub code scanning reads it: its required fields, all four ends of a region, the other places as
//! linked related locations, and no more results than it takes.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::root::is_absolute;
use super::row::origin_name;
use super::scope::{gravest_first, name};
use super::{DocumentId, Finding, HOME, Location, Notice, Report, Root, severity_name};
use crate::checks::{CHECKS, Meta, Severity};

/// Code scanning refuses a run with more results.
const MOST: usize = 25_000;

/// Formats whose byte offsets count in the file as it lies on the disk.
const UNPACKED: [&str; 2] = ["txt", "md"];

/// What stays as it is in a path of a URI. A colon does not: in a first folder it would look like a scheme.
const PATH: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'/')
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~');

/// Writes the report as one SARIF log; paths are told from `root`.
pub fn to_sarif(report: &Report, root: &Root, out: &mut dyn Write) -> io::Result<()> {
    let log = Log {
        schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [Run::new(report, root)],
    };
    serde_json::to_writer_pretty(&mut *out, &log)?;
    out.write_all(b"\n")
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool,
    invocations: [Invocation<'a>; 1],
    original_uri_base_ids: BTreeMap<&'static str, Base>,
    column_kind: &'static str,
    results: Vec<Outcome<'a>>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    version: &'static str,
    semantic_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    information_uri: Option<&'static str>,
    rules: Vec<Rule>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule {
    id: &'static str,
    name: &'static str,
    short_description: Message<'static>,
    full_description: Message<'static>,
    help: Help,
    default_configuration: Configuration,
    properties: RuleProperties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct RuleProperties {
    tags: [&'static str; 2],
    precision: &'static str,
    category: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation<'a> {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification<'a>>,
}

#[derive(Serialize)]
struct Notification<'a> {
    level: &'static str,
    message: Message<'a>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    locations: Vec<Spot<'a>>,
}

#[derive(Serialize)]
struct Base {
    description: Message<'static>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome<'a> {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message<'a>,
    locations: Vec<Spot<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Spot<'a>>,
    partial_fingerprints: Fingerprints<'a>,
    properties: OutcomeProperties<'a>,
}

#[derive(Serialize)]
struct Fingerprints<'a> {
    #[serde(rename = "cotejo/v1")]
    cotejo: &'a str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct OutcomeProperties<'a> {
    severity: &'static str,
    confidence: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    origin: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    odd_one_out: Option<&'a str>,
}

#[derive(Serialize)]
struct Message<'a> {
    text: Cow<'a, str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Spot<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_offset: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    byte_length: Option<usize>,
}

const SOURCE_ROOT: &str = "%SRCROOT%";

impl<'a> Run<'a> {
    fn new(report: &'a Report, root: &Root) -> Self {
        let metas: Vec<&'static Meta> = CHECKS
            .iter()
            .map(|check| check.meta())
            .filter(|meta| report.rules.contains(&meta.name))
            .collect();
        let place = Placing { report, root };
        let findings = gravest_first(report);
        let results = findings
            .iter()
            .take(MOST)
            .filter_map(|finding| {
                let rule = metas.iter().position(|meta| meta.name == finding.rule)?;
                Some(place.outcome(finding, rule))
            })
            .collect();
        let mut notifications: Vec<_> = report
            .notices
            .iter()
            .map(|notice| place.notification(notice))
            .collect();
        if findings.len() > MOST {
            notifications.push(Notification {
                level: "warning",
                message: said(format!(
                    "{} findings: only the gravest {MOST} are in this file, which is as many as code scanning takes; \
                     --format json has all of them",
                    findings.len()
                )),
                locations: Vec::new(),
            });
        }
        Self {
            tool: Tool {
                driver: Driver {
                    name: report.tool.name,
                    version: report.tool.version,
                    semantic_version: report.tool.version,
                    information_uri: HOME,
                    rules: metas.into_iter().map(Rule::new).collect(),
                },
            },
            invocations: [Invocation {
                execution_successful: !report.notices.iter().any(|notice| notice.trouble),
                tool_execution_notifications: notifications,
            }],
            original_uri_base_ids: BTreeMap::from([(
                SOURCE_ROOT,
                Base {
                    description: said("The root of the repository, or the folder of the run."),
                },
            )]),
            column_kind: "unicodeCodePoints",
            results,
        }
    }
}

impl Rule {
    fn new(meta: &'static Meta) -> Self {
        let manual = meta.manual();
        let summary = meta.summary();
        Self {
            id: meta.name,
            name: meta.name,
            full_description: said(what_it_does(manual).unwrap_or_else(|| summary.clone())),
            short_description: said(summary),
            help: Help {
                text: manual.to_owned(),
                markdown: manual.to_owned(),
            },
            default_configuration: Configuration {
                level: level(meta.severity),
            },
            properties: RuleProperties {
                tags: ["translation", family(meta.category.path())],
                precision: precision(meta.severity),
                category: meta.category.path(),
            },
        }
    }
}

/// The first paragraph of the manual page's section of that name, on one line.
fn what_it_does(manual: &str) -> Option<String> {
    let (_, rest) = manual.split_once("## What it does\n")?;
    let lines: Vec<_> = rest
        .lines()
        .take_while(|line| !line.is_empty())
        .map(str::trim)
        .collect();
    Some(lines.join(" ")).filter(|text| !text.is_empty())
}

fn family(category: &'static str) -> &'static str {
    category
        .split_once('/')
        .map_or(category, |(family, _)| family)
}

/// An estimate, by which code scanning orders alerts; how sure a single finding is stands with the finding.
fn precision(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "high",
        Severity::Minor | Severity::Neutral => "medium",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::Major => "error",
        Severity::Minor => "warning",
        Severity::Neutral => "note",
    }
}

/// What is needed to say where something stands.
struct Placing<'a, 'b> {
    report: &'a Report,
    root: &'b Root,
}

impl<'a> Placing<'a, '_> {
    fn outcome(&self, finding: &'a Finding, rule: usize) -> Outcome<'a> {
        let (first, others) = match finding.locations.split_first() {
            Some((first, others)) => (Some(first), others),
            None => (None, [].as_slice()),
        };
        let related = (1..).zip(others).map(|(id, location)| Spot {
            id: Some(id),
            physical_location: self.physical(location),
            message: Some(said(if location.text.is_empty() {
                severity_name(finding.severity).to_owned()
            } else {
                location.text.clone()
            })),
        });
        Outcome {
            rule_id: finding.rule,
            rule_index: rule,
            level: level(finding.severity),
            message: said(self.message(finding, others)),
            locations: first
                .map(|location| Spot {
                    id: None,
                    physical_location: self.physical(location),
                    message: None,
                })
                .into_iter()
                .collect(),
            related_locations: related.collect(),
            partial_fingerprints: Fingerprints {
                cotejo: &finding.fingerprint,
            },
            properties: OutcomeProperties {
                severity: severity_name(finding.severity),
                confidence: finding.confidence,
                origin: finding.origin.map(origin_name),
                odd_one_out: finding.odd_one_out.as_ref().and_then(name),
            },
        }
    }

    /// The sentence, and links to the other places: code scanning shows a related location only where the message names it.
    fn message(&self, finding: &Finding, others: &[Location]) -> String {
        // Text of an article must not make a link.
        let mut message = finding.message.replace("](", "] (");
        for (id, location) in (1..).zip(others) {
            let path = self.root.relative(path(&location.document)).into_owned();
            let path = path.replace(['[', ']', '\\'], "_");
            let before = if id == 1 { " (compare" } else { "," };
            let _ = write!(message, "{before} [{path}:{}]({id})", location.line);
        }
        if !others.is_empty() {
            message.push(')');
        }
        message
    }

    fn physical(&self, location: &Location) -> Physical {
        let document = path(&location.document);
        let unpacked = self
            .report
            .documents
            .iter()
            .any(|known| known.path == document && UNPACKED.contains(&known.format));
        Physical {
            artifact_location: self.artifact(document),
            region: Some(Region {
                start_line: location.line,
                start_column: location.column,
                end_line: location.end_line,
                end_column: location.end_column,
                byte_offset: unpacked.then_some(location.start),
                byte_length: unpacked.then(|| location.end.saturating_sub(location.start)),
            }),
        }
    }

    fn artifact(&self, path: &str) -> Artifact {
        let path = self.root.relative(path);
        let encoded = utf8_percent_encode(&path, PATH).to_string();
        if is_absolute(&path) {
            let slash = if path.starts_with('/') { "" } else { "/" };
            // The colon of a drive stays: `file:///C:/…`.
            return Artifact {
                uri: format!(
                    "file://{slash}{}",
                    encoded.replacen("%3A", ":", usize::from(!slash.is_empty()))
                ),
                uri_base_id: None,
            };
        }
        Artifact {
            uri: encoded,
            uri_base_id: Some(SOURCE_ROOT),
        }
    }

    fn notification(&self, notice: &'a Notice) -> Notification<'a> {
        let locations = notice
            .path
            .iter()
            .filter(|path| !path.is_empty())
            .map(|path| Spot {
                id: None,
                physical_location: Physical {
                    artifact_location: self.artifact(path),
                    region: None,
                },
                message: None,
            });
        let about = notice
            .path
            .as_ref()
            .map_or_else(String::new, |path| format!("{path}: "));
        Notification {
            level: if notice.trouble { "error" } else { "note" },
            message: said(format!("{about}{}", notice.message)),
            locations: locations.collect(),
        }
    }
}

fn path(document: &DocumentId) -> &str {
    name(document).unwrap_or_default()
}

fn said<'a>(text: impl Into<Cow<'a, str>>) -> Message<'a> {
    Message { text: text.into() }
}
