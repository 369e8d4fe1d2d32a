//! `cotejo man`: the manual pages of the program and of its commands, in roff.

use std::io::{self, Write};

use anyhow::bail;
use clap::Command;
use clap_mangen::Man;
use clap_mangen::roff::{Roff, roman};

use super::args::ManArgs;
use super::write::atomically;
use super::{Outcome, Output, help};
use crate::text::closest;

pub(super) fn run(args: &ManArgs, out: &mut Output) -> anyhow::Result<Outcome> {
    let mut command = help::command();
    command.build();
    if let Some(folder) = &args.out_dir {
        for (name, page) in pages(&command) {
            let path = folder.join(format!("{name}.1"));
            atomically(&path, |file| file.write_all(&page))?;
        }
        return Ok(Outcome::Clean);
    }
    let Some(name) = &args.command else {
        out.write_all(&page(&command, "cotejo", "cotejo")?)?;
        return Ok(Outcome::Clean);
    };
    let Some(sub) = command.find_subcommand(name) else {
        let names = command.get_subcommands().map(Command::get_name);
        match closest(name, names) {
            Some(meant) => bail!("no command `{name}` (did you mean `{meant}`?)"),
            None => bail!("no command `{name}`; `cotejo --help` lists them"),
        }
    };
    out.write_all(&page(sub, &format!("cotejo-{name}"), name)?)?;
    Ok(Outcome::Clean)
}

/// Every page by its name.
fn pages(command: &Command) -> Vec<(String, Vec<u8>)> {
    let of = |command: &Command, title: String, name: &str| {
        let page = page(command, &title, name).unwrap_or_default();
        (title, page)
    };
    let subs = command
        .get_subcommands()
        .filter(|sub| sub.get_name() != "help")
        .map(|sub| of(sub, format!("cotejo-{}", sub.get_name()), sub.get_name()));
    std::iter::once(of(command, "cotejo".to_owned(), "cotejo"))
        .chain(subs)
        .collect()
}

/// One page: name, synopsis, description, examples, options, commands.
fn page(command: &Command, title: &str, name: &str) -> io::Result<Vec<u8>> {
    let man = Man::new(command.clone()).title(title);
    let mut out = Vec::new();
    man.render_title(&mut out)?;
    man.render_name_section(&mut out)?;
    man.render_synopsis_section(&mut out)?;
    man.render_description_section(&mut out)?;
    if let Some(examples) = help::examples(name) {
        let mut roff = Roff::new();
        roff.control("SH", ["EXAMPLES"]).control("nf", []);
        for line in examples.lines() {
            roff.text([roman(line)]);
        }
        roff.control("fi", []);
        roff.to_writer(&mut out)?;
    }
    if command.get_arguments().next().is_some() {
        man.render_options_section(&mut out)?;
    }
    if command.has_subcommands() {
        man.render_subcommands_section(&mut out)?;
    }
    if command.get_after_help().is_some() {
        man.render_extra_section(&mut out)?;
    }
    Ok(out)
}
