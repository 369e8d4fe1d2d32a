//! What the command line says of rules and findings, over the configuration.

use super::args::{FailArgs, Input, Judging};
use super::explain;
use super::settings::limit;
use crate::checks::{CHECKS, Selection, Severity};
use crate::config::{Config, Level, Rulings};
use crate::pipeline::{Options, Progress};

impl Judging {
    /// An unknown rule is an error.
    pub(super) fn check_names(&self) -> anyhow::Result<()> {
        let mut named = self.only.iter().chain(&self.skip);
        named.try_for_each(|name| explain::known(name))
    }

    /// What was typed beats what the configuration says.
    pub(super) fn take_over(&self, config: &mut Config) {
        config.min_severity = self.min_severity.or(config.min_severity);
        config.min_confidence = self.min_confidence.or(config.min_confidence);
        config.ignore_inherited |= self.ignore_inherited;
        if !self.only.is_empty() {
            for check in CHECKS {
                let name = check.meta().name;
                if !self.only.iter().any(|only| only == name) {
                    config.rules.insert(name.to_owned(), Level::Off);
                } else if config.rules.get(name) == Some(&Level::Off) {
                    config.rules.remove(name);
                }
            }
        }
        let skipped = self.skip.iter().map(|name| (name.clone(), Level::Off));
        config.rules.extend(skipped);
    }

    /// Which rules run.
    pub(super) fn selection(&self, config: &Config) -> Selection {
        let mut skip = self.skip.clone();
        skip.extend(Rulings::switched_off(config));
        Selection {
            only: self.only.clone(),
            skip,
        }
    }

    /// What is asked of the run; its glossary and policies are still to be named.
    pub(super) fn options<'a>(&self, config: &Config, progress: &'a dyn Progress) -> Options<'a> {
        Options {
            selection: self.selection(config),
            min_severity: config
                .min_severity
                .map_or(Severity::Neutral, Severity::from),
            min_confidence: config.min_confidence.unwrap_or(0.0),
            ignore_inherited: config.ignore_inherited,
            require_complete: config.require_complete,
            progress,
            ..Options::default()
        }
    }

    /// Whether all that the configuration names is checked by all rules, so that what left nothing out is left over.
    pub(super) fn is_whole(&self, input: &Input) -> bool {
        let named = !input.paths.is_empty() || input.from.files_from.is_some();
        !named && self.only.is_empty() && self.skip.is_empty()
    }
}

impl FailArgs {
    /// What was typed beats what the configuration says.
    pub(super) fn take_over(&self, config: &mut Config) -> anyhow::Result<()> {
        config.fail_on = self.fail_on.or(config.fail_on);
        for text in &self.max_findings {
            let (severity, count) = limit(text)?;
            *config.max_findings.of_mut(severity) = Some(count);
        }
        Ok(())
    }
}
