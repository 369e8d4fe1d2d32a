//! `cotejo guide`: pages about using cotejo, carried by the program itself.

use std::io::{IsTerminal, Write};

use anyhow::bail;

use super::args::GuideArgs;
use super::{Outcome, Output, width};
use crate::text::closest;

mod page;

/// The pages: topic, what it is about, text.
const TOPICS: &[(&str, &str, &str)] = &[
    (
        "translators",
        "a QA pass over a translation, from the first command to the report",
        include_str!("translators.md"),
    ),
    (
        "ci",
        "a gate on GitHub, on GitLab, and before each commit",
        include_str!("ci.md"),
    ),
    (
        "batch",
        "many articles: folders, workbooks, Spark and SLURM",
        include_str!("batch.md"),
    ),
    (
        "config",
        "cotejo.toml, key by key",
        include_str!("config.md"),
    ),
    (
        "suppress",
        "findings that are none: comments, the configuration, a baseline",
        include_str!("suppress.md"),
    ),
];

pub(super) fn run(args: &GuideArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let Some(name) = &args.topic else {
        for (topic, about, _) in TOPICS {
            writeln!(out, "cotejo guide {topic:<12}  {about}")?;
        }
        writeln!(
            out,
            "cotejo explain RULE        what a rule does; `cotejo rules` lists them"
        )?;
        return Ok(Outcome::Clean);
    };
    let Some((_, _, text)) = TOPICS.iter().find(|(topic, ..)| topic == name) else {
        match closest(name, TOPICS.iter().map(|(topic, ..)| *topic)) {
            Some(meant) => bail!("no page `{name}` (did you mean `{meant}`?)"),
            None => bail!("no page `{name}`; `cotejo guide` lists them"),
        }
    };
    print(text, out)?;
    Ok(Outcome::Clean)
}

/// Markdown as it stands, or laid out where a person reads it on a terminal.
pub(super) fn print(markdown: &str, out: &mut Output) -> std::io::Result<()> {
    if std::io::stdout().is_terminal() {
        out.write_all(page::laid_out(markdown, width().min(100)).as_bytes())
    } else {
        writeln!(out, "{}", markdown.trim_end())
    }
}

/// The command lines of cotejo in a text, as the program gets them.
#[cfg(test)]
pub(super) fn examples_in(text: &str) -> Vec<Vec<String>> {
    tests::examples(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Lines that call cotejo, after a prompt, a pipe or the `run:` of a workflow; words as a shell splits them.
    pub(super) fn examples(text: &str) -> Vec<Vec<String>> {
        let mut found = Vec::new();
        for line in text.replace("\\\n", " ").lines() {
            let line = line
                .trim_start()
                .trim_start_matches("$ ")
                .trim_start_matches("- ");
            let line = line.trim_start_matches("run: ");
            for part in split(line) {
                if part.first().is_some_and(|word| word == "cotejo") {
                    found.push(part);
                }
            }
        }
        found
    }

    /// The commands of a line, without redirections and comments. Two spaces in a row begin what a line of help says.
    fn split(line: &str) -> Vec<Vec<String>> {
        let line = line.split("  ").next().unwrap_or_default();
        let mut parts = vec![Vec::new()];
        let mut word: Option<String> = None;
        let mut quote = None;
        for c in line.chars().chain([' ']) {
            match (quote, c) {
                (Some(open), c) if c == open => quote = None,
                (None, '\'' | '"') => {
                    quote = Some(c);
                    word.get_or_insert_default();
                }
                (None, ' ') => {
                    if let Some(word) = word.take() {
                        parts.last_mut().unwrap().push(word);
                    }
                }
                (None, '|' | ';' | '&') => parts.push(Vec::new()),
                (Some(_) | None, c) => word.get_or_insert_default().push(c),
            }
        }
        // What a shell would put in place of a variable is a number here.
        for word in parts
            .iter_mut()
            .flatten()
            .filter(|word| word.starts_with('$'))
        {
            "1".clone_into(word);
        }
        for part in &mut parts {
            if let Some(end) = part.iter().position(|word| {
                word.starts_with('#') || word.trim_start_matches('2').starts_with(['>', '<'])
            }) {
                part.truncate(end);
            }
        }
        parts
    }

    /// The blocks of a page that are fenced as something to type.
    fn blocks(page: &str) -> String {
        let parts = page.split("```");
        parts
            .skip(1)
            .step_by(2)
            .filter_map(|block| block.split_once('\n'))
            .filter(|(kind, _)| matches!(*kind, "console" | "sh" | "yaml"))
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn every_command_line_in_the_pages_can_be_typed() {
        for (topic, _, text) in TOPICS {
            let found = examples(&blocks(text));
            assert!(!found.is_empty(), "{topic} shows nothing to type");
            for example in &found {
                let parsed = super::super::help::command().try_get_matches_from(example);
                assert!(
                    parsed.is_ok(),
                    "{topic}: {example:?}: {}",
                    parsed.unwrap_err()
                );
            }
        }
    }

    #[test]
    fn command_lines_are_found_where_people_write_them() {
        let found = examples(
            "$ git diff --name-only | cotejo check --files-from - > a.txt\n  run: cotejo check 'a b.md' # now\ncotejo group x/   which\nnothing\n",
        );
        assert_eq!(
            found,
            [
                vec!["cotejo", "check", "--files-from", "-"],
                vec!["cotejo", "check", "a b.md"],
                vec!["cotejo", "group", "x/"]
            ]
        );
    }

    #[test]
    fn every_rule_and_page_that_a_page_names_exists() {
        for (topic, _, text) in TOPICS {
            for line in text.lines() {
                for rest in line.split("`cotejo explain ").skip(1) {
                    let rule = rest.split('`').next().unwrap();
                    assert!(
                        rule == "RULE" || crate::checks::check(rule).is_some(),
                        "{topic}: {rule}"
                    );
                }
            }
        }
    }
}
