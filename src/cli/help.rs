//! Help with examples first: what to type, before what can be typed.

use clap::{Command, CommandFactory};

use super::args::Args;

/// About, examples, usage, and then everything else.
const TEMPLATE: &str = "\
{about-with-newline}
{before-help}{usage-heading} {usage}

{all-args}{after-help}";

/// The examples of each command; of the program itself under its own name.
pub(super) const EXAMPLES: &[(&str, &str)] = &[
    (
        "cotejo",
        "
  cotejo check article.en.md article.es.md      this one against that one; the first is the source
  cotejo check articles/                        versions found, lined up and compared
  cotejo check articles/ --output xlsx=qa.xlsx  the same, and a workbook with one row a finding
  cotejo report articles/ --out report/         whole folders: pages, tables and JSON in a folder
  cotejo init                                   write a cotejo.toml for this folder; then `cotejo check` alone
  cotejo explain partition-overlap              what a rule does, and when it stays silent
  cotejo guide translators                      a QA pass from beginning to end",
    ),
    (
        "check",
        "
  cotejo check article.en.md article.es.md      the first is the source
  cotejo check articles/ --fail-on never        only look: exit code 0 whatever is found
  cotejo check docs/ --format github --output sarif=cotejo.sarif
                                                annotations, and a file for code scanning, in one run
  cotejo check a.txt b.txt --language b.txt=es  say which language a file is in
  cotejo check docs/ --changed-since origin/main
                                                only what this branch touched
  git diff --name-only | cotejo check --files-from -",
    ),
    (
        "report",
        "
  cotejo report articles/ --out report/         read report/index.html when it is done
  cotejo report articles/ --out report/ --cache ~/.cache/cotejo
                                                keep what was found elsewhere; the next run does what changed",
    ),
    (
        "review",
        "
  cotejo review docs/                           one finding after another: accept, dismiss, open in the editor
  cotejo review docs/ --min-severity major      only the grave ones",
    ),
    (
        "init",
        "
  cotejo init                                   look at this folder and write a cotejo.toml that fits it
  cotejo init --dry-run                         only print it",
    ),
    (
        "schema",
        "
  cotejo schema > cotejo.schema.json            for editors that complete and check cotejo.toml",
    ),
    (
        "group",
        "
  cotejo group articles/                        which files are versions of one text, and why
  cotejo group articles/ --format json          the same for programs",
    ),
    (
        "align",
        "
  cotejo align article.en.md article.es.md      the sentences side by side
  cotejo align --units lines --format tsv a.en a.es
                                                a pair of line numbers for each match
  cotejo align a.en.md a.es.md --format html > a.html
                                                a page for a browser; tmx and xliff are for CAT tools",
    ),
    (
        "learn",
        "
  cotejo learn memory.tsv -o lexicon.tsv        a line a pair, under a line of language tags
  cotejo learn a.en.md a.es.md b.en.md b.es.md -o lexicon.tsv
                                                pairs of documents, lined up first
  cotejo check articles/ --lexicon lexicon.tsv  and then use it",
    ),
    (
        "segments",
        "
  cotejo segments article.es.md                 its sentences, one a line
  cotejo segments --language vi -               those of standard input",
    ),
    (
        "facts",
        "
  cotejo facts article.es.md                    the numbers, dates and names that cotejo reads in it
  cotejo facts --format json article.es.md      the same for programs",
    ),
    (
        "pipe",
        "
  cotejo pipe < pairs.jsonl > findings.jsonl    a JSON record a line, in the same order",
    ),
    (
        "explain",
        "
  cotejo explain number-mismatch                what the rule does, with examples",
    ),
    (
        "rules",
        "
  cotejo rules                                  every rule in half a line
  cotejo rules --format json                    with their manual pages, for programs",
    ),
    (
        "completions",
        "
  cotejo completions bash > ~/.local/share/bash-completion/completions/cotejo",
    ),
    (
        "guide",
        "
  cotejo guide                                  the list of pages
  cotejo guide ci                               GitHub, GitLab, pre-commit",
    ),
    (
        "man",
        "
  cotejo man check > cotejo-check.1             the page of one command
  cotejo man --out-dir man/                     all of them",
    ),
];

const EXIT_CODES: &str = "\
Exit codes: 0 clean or below --fail-on, 1 findings reached it, 2 something could not be read or written.
cotejo needs no network: nothing leaves the machine.";

/// The command line, with its examples.
pub(super) fn command() -> Command {
    let mut command = with_examples(Args::command(), "cotejo").after_help(EXIT_CODES);
    let names: Vec<String> = command
        .get_subcommands()
        .map(|command| command.get_name().to_owned())
        .collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| with_examples(sub, &name));
    }
    command
}

fn with_examples(command: Command, name: &str) -> Command {
    match examples(name) {
        Some(examples) => command
            .help_template(TEMPLATE)
            .before_help(format!("Examples:\n{examples}")),
        None => command,
    }
}

/// The examples of a command.
pub(super) fn examples(name: &str) -> Option<&'static str> {
    EXAMPLES
        .iter()
        .find(|(known, _)| *known == name)
        .map(|&(_, examples)| examples.trim_start_matches('\n'))
}

#[cfg(test)]
mod tests {
    use super::super::guide::examples_in;
    use super::*;

    #[test]
    fn every_command_has_examples_and_they_can_be_typed() {
        command().debug_assert();
        for sub in command().get_subcommands() {
            let name = sub.get_name();
            let text = examples(name).unwrap_or_else(|| panic!("no examples for {name}"));
            let examples = examples_in(text);
            assert!(!examples.is_empty(), "{name}");
            assert!(text.lines().all(|line| line.starts_with("  ")), "{text}");
            for example in examples {
                let parsed = command().try_get_matches_from(&example);
                assert!(parsed.is_ok(), "{example:?}: {}", parsed.unwrap_err());
            }
        }
    }

    #[test]
    fn examples_come_before_the_options() {
        let mut command = command();
        let help = command
            .find_subcommand_mut("check")
            .unwrap()
            .render_help()
            .to_string();
        let at = |text: &str| help.find(text).unwrap_or_else(|| panic!("{text}: {help}"));
        assert!(at("Examples:") < at("Usage:") && at("Usage:") < at("Options:"));
    }
}
