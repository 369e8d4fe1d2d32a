//! `cotejo review`: the findings one by one, and for each a decision. What is decided stands in the baseline at once.
//!
//! At a terminal a key is a decision; elsewhere a line is one, so that a script (or a test) can answer as well.

use std::io::{self, BufRead, IsTerminal, Write};
use std::path::PathBuf;
use std::process::Command;

use anyhow::bail;
use clap::Args as ClapArgs;
use console::{Key, Term};

use super::args::{Input, Judging};
use super::check::{Asked, in_pool, look};
use super::gate::{BaselineArgs, Ledger, SinceArgs};
use super::lexicons::LexiconArgs;
use super::output::links;
use super::settings::SettingsArgs;
use super::{Outcome, Output, width};
use crate::baseline::{Entry, Status, Use};
use crate::document::Document;
use crate::report::{Finding, Report, Terminal};

/// `cotejo review`
#[derive(Debug, ClapArgs)]
pub(super) struct ReviewArgs {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    settings: SettingsArgs,
    #[command(flatten)]
    judging: Judging,
    #[command(flatten)]
    lexicons: LexiconArgs,
    /// Walk also through what the baseline takes for known
    #[arg(long)]
    known: bool,
    #[command(flatten)]
    baseline: BaselineArgs,
    #[command(flatten)]
    since: SinceArgs,
}

const HELP: &str = "  a  accept: it is right, and stays a finding until the text is mended
  d  dismiss: it is none; a reason is asked for and kept in the baseline
  k  known: it may stay as it is for now, and is left out from now on
  o  open the first place in the editor of $VISUAL or $EDITOR; 1 to 9 open that place
  s  skip: decide another time
  b  back to the one before
  q  quit: what was decided is written already
  ?  this list";

pub(super) fn run(args: &ReviewArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    args.judging.check_names()?;
    if args.input.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("review asks for decisions on standard input; name the documents as files");
    }
    let mut settings = args.settings.load()?;
    args.judging.take_over(&mut settings.config);
    if args.settings.dump_config {
        out.write_all(settings.dump()?.as_bytes())?;
        return Ok(Outcome::Clean);
    }
    let usual = settings.config.baseline_file(&settings.root);
    let Some(file) = args.baseline.file_to_write(&usual) else {
        bail!("review writes a baseline; leave out --no-baseline");
    };
    let how = if args.known {
        Use::ShowKnown
    } else {
        Use::Suppress
    };
    let mut ledger = Ledger::begun(file, how)?;
    let (corpus, report) = in_pool(args.input.jobs, || {
        look(&Asked {
            input: &args.input,
            settings: &settings,
            judging: &args.judging,
            lexicons: &args.lexicons,
            since: &args.since,
            ledger: Some(&ledger),
            plan: None,
        })
    })??;
    super::tell(&report.notices);
    let walk = Walk {
        report: &report,
        documents: corpus.documents(),
        findings: report.findings.iter().flatten().collect(),
    };
    walk.go(&mut ledger, &mut Answers::new(), out)?;
    Ok(Outcome::trouble_if(
        report.notices.iter().any(|notice| notice.trouble),
    ))
}

/// Where decisions come from.
enum Answers {
    Terminal(Term),
    Lines(io::Lines<io::StdinLock<'static>>),
}

/// A decision as it was typed: its key, and what stands after it.
struct Answer {
    key: char,
    rest: String,
}

impl Answers {
    fn new() -> Self {
        if io::stdin().is_terminal() && io::stdout().is_terminal() {
            Self::Terminal(Term::stdout())
        } else {
            Self::Lines(io::stdin().lock().lines())
        }
    }

    /// The next decision; `None` where nobody answers any more.
    fn next(&mut self) -> io::Result<Option<Answer>> {
        let key = |key| {
            Some(Answer {
                key,
                rest: String::new(),
            })
        };
        match self {
            Self::Terminal(terminal) => Ok(match terminal.read_key()? {
                Key::Char(c) => key(c.to_ascii_lowercase()),
                Key::ArrowLeft | Key::Backspace => key('b'),
                Key::ArrowRight | Key::Enter => key('s'),
                Key::Escape => key('q'),
                Key::CtrlC => None,
                _ => key('?'),
            }),
            Self::Lines(lines) => {
                let Some(line) = lines.next().transpose()? else {
                    return Ok(None);
                };
                let line = line.trim();
                let (word, rest) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
                Ok(Some(Answer {
                    key: word
                        .chars()
                        .next()
                        .map_or('s', |first| first.to_ascii_lowercase()),
                    rest: rest.trim().to_owned(),
                }))
            }
        }
    }

    /// A line of words.
    fn words(&mut self) -> io::Result<Option<String>> {
        match self {
            Self::Terminal(terminal) => terminal.read_line().map(Some),
            Self::Lines(lines) => lines.next().transpose(),
        }
    }
}

struct Walk<'a> {
    report: &'a Report,
    documents: &'a [Document],
    findings: Vec<&'a Finding>,
}

#[derive(Default)]
struct Tally {
    accepted: usize,
    dismissed: usize,
    known: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Decided {
    Accepted,
    Dismissed,
    Known,
}

impl Walk<'_> {
    fn go(
        &self,
        ledger: &mut Ledger,
        answers: &mut Answers,
        out: &mut Output,
    ) -> anyhow::Result<()> {
        if self.findings.is_empty() {
            writeln!(
                out,
                "nothing to review: no findings that the baseline does not know"
            )?;
            return Ok(());
        }
        let mut decided: Vec<Option<Decided>> = vec![None; self.findings.len()];
        let mut at = 0;
        while let Some(&finding) = self.findings.get(at) {
            self.show(at, ledger.get(finding), out)?;
            let Some(made) = self.ask(at, ledger, answers, out)? else {
                break;
            };
            match made {
                Made::Decision(decision) => {
                    decided[at] = Some(decision);
                    at += 1;
                }
                Made::Skipped => at += 1,
                Made::Back => at = at.saturating_sub(1),
            }
        }
        sum_up(&decided, ledger, out)
    }

    fn show(&self, at: usize, entry: Option<&Entry>, out: &mut Output) -> anyhow::Result<()> {
        let terminal = Terminal {
            width: width(),
            links: links(),
        };
        let shown = terminal.one(self.report, self.documents, self.findings[at]);
        writeln!(out, "\n[{}/{}] {shown}", at + 1, self.findings.len())?;
        if let Some(entry) = entry {
            let what = match entry.status {
                Status::Known => "known",
                Status::Dismissed => "dismissed",
            };
            let why = entry
                .reason
                .as_ref()
                .map_or_else(String::new, |reason| format!(": {reason}"));
            writeln!(out, "in the baseline as {what}{why}")?;
        }
        Ok(())
    }

    /// Asks until something is decided; `None` is the end.
    fn ask(
        &self,
        at: usize,
        ledger: &mut Ledger,
        answers: &mut Answers,
        out: &mut Output,
    ) -> anyhow::Result<Option<Made>> {
        let finding = self.findings[at];
        loop {
            write!(out, "accept, dismiss, known, open, skip, back, quit, ? › ")?;
            out.flush()?;
            let Some(answer) = answers.next()? else {
                writeln!(out)?;
                return Ok(None);
            };
            writeln!(out, "{}", answer.key)?;
            match answer.key {
                'a' => {
                    if ledger.get(finding).is_some() {
                        ledger.decide(finding, None)?;
                    }
                    return Ok(Some(Made::Decision(Decided::Accepted)));
                }
                'd' => {
                    let Some(reason) = reason(answer, answers, out)? else {
                        writeln!(out, "not dismissed: that needs a reason")?;
                        continue;
                    };
                    ledger.decide(finding, Some((Status::Dismissed, Some(reason))))?;
                    return Ok(Some(Made::Decision(Decided::Dismissed)));
                }
                'k' => {
                    let reason = (!answer.rest.is_empty()).then_some(answer.rest);
                    ledger.decide(finding, Some((Status::Known, reason)))?;
                    return Ok(Some(Made::Decision(Decided::Known)));
                }
                'o' => self.open(finding, answer.rest.parse().unwrap_or(1), out)?,
                digit @ '1'..='9' => {
                    let number = digit.to_digit(10).unwrap_or(1);
                    self.open(finding, usize::try_from(number)?, out)?;
                }
                's' => return Ok(Some(Made::Skipped)),
                'b' => return Ok(Some(Made::Back)),
                'q' => return Ok(None),
                _ => writeln!(out, "{HELP}")?,
            }
        }
    }

    /// Opens a place of a finding, counted from 1. An editor that does not start is no reason to stop.
    fn open(&self, finding: &Finding, number: usize, out: &mut Output) -> anyhow::Result<()> {
        let Some(location) = number
            .checked_sub(1)
            .and_then(|at| finding.locations.get(at))
        else {
            writeln!(out, "it has {} places", finding.locations.len())?;
            return Ok(());
        };
        let Some(editor) = editor() else {
            writeln!(
                out,
                "no editor is named; set VISUAL or EDITOR, for example EDITOR=nano"
            )?;
            return Ok(());
        };
        let path = PathBuf::from(self.documents[location.at.0].path());
        let mut words = words_of(&editor).into_iter();
        let program = words.next().unwrap_or_default();
        let mut command = Command::new(&program);
        command.args(words).args(place_arguments(
            &program,
            &path.to_string_lossy(),
            location.line,
            location.column,
        ));
        out.flush()?;
        match command.status() {
            Ok(status) if status.success() => {
                writeln!(out, "changed texts are read again by the next run")?;
            }
            Ok(status) => writeln!(out, "{program}: {status}")?,
            Err(error) => writeln!(
                out,
                "{program}: {error}; set VISUAL or EDITOR to another editor"
            )?,
        }
        Ok(())
    }
}

fn sum_up(decided: &[Option<Decided>], ledger: &Ledger, out: &mut Output) -> anyhow::Result<()> {
    let mut tally = Tally::default();
    for decision in decided.iter().flatten() {
        match decision {
            Decided::Accepted => tally.accepted += 1,
            Decided::Dismissed => tally.dismissed += 1,
            Decided::Known => tally.known += 1,
        }
    }
    let left = decided.len() - decided.iter().flatten().count();
    let written = if tally.dismissed + tally.known > 0 {
        format!("; written to {}", ledger.name())
    } else {
        String::new()
    };
    writeln!(
        out,
        "\n{} accepted, {} dismissed, {} known, {left} not decided{written}",
        tally.accepted, tally.dismissed, tally.known
    )?;
    Ok(())
}

/// What came of asking.
enum Made {
    Decision(Decided),
    Skipped,
    Back,
}

/// Why a finding is dismissed: said with the decision, or asked for.
fn reason(
    answer: Answer,
    answers: &mut Answers,
    out: &mut Output,
) -> anyhow::Result<Option<String>> {
    if !answer.rest.is_empty() {
        return Ok(Some(answer.rest));
    }
    write!(out, "why is it none? ")?;
    out.flush()?;
    let words = answers.words()?.unwrap_or_default();
    let words = words.trim();
    Ok((!words.is_empty()).then(|| words.to_owned()))
}

fn editor() -> Option<String> {
    ["VISUAL", "EDITOR"]
        .iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|editor| !editor.trim().is_empty())
}

/// The words of an editor's command, those in quotation marks whole.
fn words_of(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote, mut any) = (String::new(), None, false);
    for c in command.chars() {
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(c);
                any = true;
            }
            (None, c) if c.is_whitespace() => {
                if any || !word.is_empty() {
                    words.push(std::mem::take(&mut word));
                }
                any = false;
            }
            (Some(_) | None, c) => word.push(c),
        }
    }
    if any || !word.is_empty() {
        words.push(word);
    }
    words
}

/// How an editor is told the place to open; one that is not known is told the file.
fn place_arguments(program: &str, path: &str, line: usize, column: usize) -> Vec<String> {
    let name = program.rsplit(['/', '\\']).next().unwrap_or(program);
    let name = name.strip_suffix(".exe").unwrap_or(name);
    let name = name.strip_suffix(".cmd").unwrap_or(name);
    match name {
        "code" | "code-insiders" | "codium" | "vscodium" | "cursor" | "windsurf" => {
            vec!["--goto".to_owned(), format!("{path}:{line}:{column}")]
        }
        "subl" | "zed" | "hx" | "helix" => vec![format!("{path}:{line}:{column}")],
        "vi" | "vim" | "nvim" | "gvim" | "view" | "nano" | "pico" | "emacs" | "emacsclient"
        | "micro" | "kak" | "ne" | "joe" | "jed" | "mg" | "gedit" | "less" => {
            vec![format!("+{line}"), path.to_owned()]
        }
        _ => vec![path.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_editor_is_told_the_line_as_it_wants_to_hear_it() {
        let told = |program: &str| place_arguments(program, "a b.md", 7, 3).join(" ");
        assert_eq!(told("/usr/bin/vim"), "+7 a b.md");
        assert_eq!(told("code.cmd"), "--goto a b.md:7:3");
        assert_eq!(told("hx"), "a b.md:7:3");
        assert_eq!(told("notepad.exe"), "a b.md");
    }

    #[test]
    fn an_editor_may_be_a_command_with_arguments() {
        assert_eq!(
            words_of("'C:\\Program Files\\e.exe' -w  --x=\"a b\""),
            ["C:\\Program Files\\e.exe", "-w", "--x=a b"]
        );
    }
}
