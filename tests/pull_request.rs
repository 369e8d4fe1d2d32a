//! The gate as a repository has it: the example site under git, with changes as pull requests bring them.

#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// A copy of the example site in a repository of its own.
struct Site {
    folder: TempDir,
}

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/example")
}

fn copy(from: &Path, to: &Path, pages: &[&str]) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let file = entry.unwrap().path();
        if pages.iter().any(|&page| file.file_stem().unwrap() == page) {
            // A checkout on Windows may have other line ends; the tests mean these.
            let text = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
            fs::write(to.join(file.file_name().unwrap()), text).unwrap();
        }
    }
}

fn command(program: &str, folder: &Path, args: &[&str]) -> Output {
    let mut command = Command::new(program);
    command.current_dir(folder).args(args);
    for role in ["AUTHOR", "COMMITTER"] {
        command
            .env(format!("GIT_{role}_NAME"), "A Translator")
            .env(format!("GIT_{role}_EMAIL"), "translator@example.org");
    }
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX"] {
        command.env_remove(name);
    }
    command
        .env(
            "GIT_CONFIG_GLOBAL",
            if cfg!(windows) { "NUL" } else { "/dev/null" },
        )
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .unwrap()
}

fn git(folder: &Path, args: &[&str]) -> String {
    let output = command("git", folder, args);
    assert!(
        output.status.success(),
        "git {args:?}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

/// What a run said.
struct Said {
    code: i32,
    out: String,
    err: String,
}

fn cotejo(folder: &Path, args: &[&str]) -> Said {
    let output = command(env!("CARGO_BIN_EXE_cotejo"), folder, args);
    Said {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Site {
    /// The whole site.
    fn whole() -> Self {
        Self::new(&[
            "install",
            "quickstart",
            "schedule",
            "restore",
            "limits",
            "news-3.2",
        ])
    }

    /// The pages that a test is about: fewer are read faster.
    fn new(pages: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        for tag in ["en", "es", "vi"] {
            copy(
                &example().join("docs").join(tag),
                &folder.path().join("docs").join(tag),
                pages,
            );
        }
        let site = Self { folder };
        site.git(&["init", "--quiet", "--initial-branch=main"]);
        site.commit("The site");
        site
    }

    /// With what is there taken as known, and a branch for the changes.
    fn with_baseline(pages: &[&str]) -> Self {
        let site = Self::new(pages);
        let said = site.cotejo(&["check", "docs", "--write-baseline"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        site.commit("What is known");
        site.git(&["switch", "--quiet", "--create", "change"]);
        site
    }

    /// Without a baseline, on a branch for the changes.
    fn on_a_branch(pages: &[&str]) -> Self {
        let site = Self::new(pages);
        site.git(&["switch", "--quiet", "--create", "change"]);
        site
    }

    fn path(&self) -> &Path {
        self.folder.path()
    }

    fn git(&self, args: &[&str]) -> String {
        git(self.path(), args)
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    fn cotejo(&self, args: &[&str]) -> Said {
        cotejo(self.path(), args)
    }

    fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path().join(file)).unwrap()
    }

    fn write(&self, file: &str, text: &str) {
        fs::write(self.path().join(file), text).unwrap();
    }

    #[track_caller]
    fn edit(&self, file: &str, from: &str, to: &str) {
        let text = self.read(file);
        assert!(text.contains(from), "{file} has no “{from}”");
        self.write(file, &text.replacen(from, to, 1));
    }

    fn since_main(&self) -> Said {
        self.cotejo(&["check", "docs", "--changed-since", "main"])
    }

    /// Exit code, rules with the file of their first place, and the counts of what was left out.
    fn json(&self, args: &[&str]) -> (i32, Vec<(String, String)>, Value) {
        let mut all = vec!["check", "docs", "--format", "json"];
        all.extend(args);
        let said = self.cotejo(&all);
        let report: Value = serde_json::from_str(&said.out)
            .unwrap_or_else(|error| panic!("{error}: {}{}", said.out, said.err));
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        let findings = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| {
                (
                    text(&finding["rule"]),
                    text(&finding["locations"][0]["document"]),
                )
            })
            .collect();
        (said.code, findings, report["summary"]["suppressed"].clone())
    }

    #[track_caller]
    fn is_silent(&self) {
        let said = self.cotejo(&["check", "docs"]);
        assert_eq!(said.code, 0, "{}{}", said.out, said.err);
        assert!(said.out.contains("no findings"), "{}", said.out);
        assert!(!said.out.contains("note:"), "{}", said.out);
    }
}

fn found(rule: &str, file: &str) -> (String, String) {
    (rule.to_owned(), file.to_owned())
}

/// A paragraph of the Spanish quickstart on lines of other lengths.
const WRAPPED: &str = "rápido. Las copias siguientes solo incluyen lo que ha cambiado, que suele ser menos del 2 % de los datos.";

#[test]
fn the_site_has_two_old_findings_and_the_gate_is_silent_once_they_are_known() {
    let site = Site::whole();
    let (code, findings, _) = site.json(&[]);
    assert_eq!(code, 1);
    assert_eq!(
        findings,
        [
            found("added-passage", "docs/es/quickstart.md"),
            found("number-mismatch", "docs/es/restore.md"),
        ]
    );
    let said = site.cotejo(&["check", "docs", "--write-baseline"]);
    assert_eq!(said.code, 0);
    assert_eq!(
        said.out,
        "cotejo-baseline.json: 2 findings written: 2 known, 0 dismissed\n"
    );
    site.is_silent();
    let (code, findings, left_out) = site.json(&[]);
    assert_eq!((code, findings.len()), (0, 0));
    assert_eq!(left_out["baseline"], 2);
    let written = site.read("cotejo-baseline.json");
    assert_eq!(written.lines().count(), 4, "{written}");
    assert_eq!(site.cotejo(&["check", "docs", "--write-baseline"]).code, 0);
    assert_eq!(site.read("cotejo-baseline.json"), written);
    assert_eq!(site.cotejo(&["check", "docs", "--no-baseline"]).code, 1);
}

#[test]
fn a_wrong_number_in_a_changed_file_fails() {
    let site = Site::with_baseline(&["limits", "restore"]);
    site.edit("docs/es/limits.md", "250 millones", "25 millones");
    let said = site.cotejo(&["check", "docs"]);
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("250 million"), "{}", said.out);
    let said = site.since_main();
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("250 million"), "{}", said.out);
    site.commit("A wrong number");
    assert_eq!(site.since_main().code, 1);
}

#[test]
fn a_paragraph_that_is_wrapped_anew_is_silent() {
    let site = Site::with_baseline(&["quickstart", "restore"]);
    site.edit(
        "docs/es/quickstart.md",
        WRAPPED,
        &WRAPPED.replace(' ', "\n"),
    );
    site.edit(
        "docs/es/quickstart.md",
        "la copia se detiene si se cierra la tapa; consulte el manual del\nfabricante",
        "la copia se\ndetiene si se cierra la tapa; consulte el manual del fabricante",
    );
    site.edit(
        "docs/es/restore.md",
        "con 12 modelos de portátiles. En dos",
        "con 12\nmodelos de portátiles.\nEn dos",
    );
    site.is_silent();
    assert_eq!(site.since_main().code, 0);
}

/// The sections of a page, from heading to heading.
fn sections(text: &str) -> Vec<String> {
    let mut sections = vec![String::new()];
    for line in text.lines() {
        if line.starts_with("## ") {
            sections.push(String::new());
        }
        let section = sections.last_mut().unwrap();
        section.push_str(line);
        section.push('\n');
    }
    sections
}

/// Puts the section with some words last.
fn move_to_the_end(site: &Site, file: &str, words: &str) {
    let mut sections = sections(&site.read(file));
    let at = sections
        .iter()
        .position(|section| section.contains(words))
        .unwrap();
    assert!(at + 1 < sections.len());
    let section = sections.remove(at);
    let last = sections.last_mut().unwrap();
    last.push('\n');
    sections.push(section.trim_end().to_owned() + "\n");
    site.write(file, &sections.concat());
}

#[test]
fn a_passage_that_moves_within_its_file_is_silent() {
    let site = Site::with_baseline(&["restore"]);
    // With the old finding in it, in both versions.
    move_to_the_end(&site, "docs/en/restore.md", "rescue disk was tested");
    move_to_the_end(
        &site,
        "docs/es/restore.md",
        "disco de rescate se ha probado",
    );
    site.is_silent();
    assert_eq!(site.since_main().code, 0);
    // Without a baseline too: what only moved was not touched.
    let said = site.cotejo(&["check", "docs", "--changed-since", "main", "--no-baseline"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn edits_elsewhere_and_other_line_ends_do_not_wake_what_is_known() {
    let site = Site::with_baseline(&["quickstart", "restore"]);
    site.edit(
        "docs/en/restore.md",
        "# Restore files\n",
        "# Restore files\n\n<!-- owner: Hana -->\n",
    );
    site.edit(
        "docs/en/restore.md",
        "Nothing is overwritten unless you say so.",
        "Nothing is overwritten unless you ask for it.",
    );
    // The sentence after which the translator's note would stand, and the one before the note itself.
    site.edit(
        "docs/en/quickstart.md",
        "You can go on working: it uses",
        "You may go on working, since it uses",
    );
    site.edit(
        "docs/es/quickstart.md",
        "Puede seguir trabajando:",
        "Siga trabajando sin miedo:",
    );
    site.is_silent();
    for file in [
        "docs/en/restore.md",
        "docs/es/restore.md",
        "docs/es/quickstart.md",
    ] {
        let text = site.read(file).replace('\n', "\r\n");
        site.write(file, &text);
    }
    site.is_silent();
}

#[test]
fn an_old_finding_in_a_file_of_another_name_is_still_known() {
    let site = Site::with_baseline(&["restore"]);
    for tag in ["en", "es"] {
        let file = |name: &str| format!("docs/{tag}/{name}.md");
        site.git(&["mv", &file("restore"), &file("bring-back")]);
    }
    site.is_silent();
    let said = site.cotejo(&["check", "docs", "--changed-since", "main", "--no-baseline"]);
    assert_eq!(said.code, 0, "{}", said.out);
}

#[test]
fn what_was_mended_is_named_and_pruned() {
    let site = Site::with_baseline(&["quickstart", "restore", "limits"]);
    site.edit("docs/es/restore.md", "con 12 modelos", "con 14 modelos");
    let said = site.cotejo(&["check", "docs"]);
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("note: cotejo-baseline.json: 1 entry stands for nothing any more, such as number-mismatch in docs/en/restore.md and docs/es/restore.md; --prune drops it"),
        "{}",
        said.out
    );
    // Of files that were not read this time nothing is said, and nothing is dropped.
    let others = ["check", "docs/en/limits.md", "docs/es/limits.md", "--prune"];
    assert!(site.cotejo(&others).out.contains("0 entries dropped"));
    assert!(!site.cotejo(&others[..3]).out.contains("note:"));
    let said = site.cotejo(&["check", "docs", "--skip", "number-mismatch"]);
    assert!(!said.out.contains("note:"), "{}", said.out);
    let said = site.cotejo(&["check", "docs", "--prune"]);
    assert!(
        said.out
            .contains("1 entry dropped that stood for nothing any more, 1 left"),
        "{}",
        said.out
    );
    assert!(!site.read("cotejo-baseline.json").contains("restore.md"));
    site.is_silent();
}

#[test]
fn a_second_lost_passage_beside_a_known_one_is_news() {
    let site = Site::with_baseline(&["quickstart"]);
    site.edit(
        "docs/es/quickstart.md",
        "## Probarla\n",
        "En los equipos de sobremesa conviene además desactivar la suspensión automática durante la primera copia.\n\n## Probarla\n",
    );
    assert_eq!(site.cotejo(&["check", "docs"]).code, 1);
    assert_eq!(site.since_main().code, 1);
}

#[test]
fn only_the_english_changed() {
    let site = Site::on_a_branch(&["limits", "restore"]);
    site.edit(
        "docs/en/limits.md",
        "250 million files",
        "300 million files",
    );
    let (code, findings, left_out) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("number-mismatch", "docs/en/limits.md")]);
    // The other articles were not even compared, so nothing of them is left out.
    assert_eq!(left_out, serde_json::json!({}));
}

#[test]
fn only_the_spanish_changed() {
    let site = Site::on_a_branch(&["restore", "quickstart"]);
    site.edit("docs/es/restore.md", "durante 180 días", "durante 18 días");
    let (code, findings, left_out) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("quantity-mismatch", "docs/es/restore.md")]);
    assert_eq!(left_out["unchanged"], 1, "the old number of laptops");
    site.edit("docs/es/restore.md", "durante 18 días", "durante 180 días");
    let said = site.since_main();
    assert_eq!(said.code, 0);
    assert!(
        said.out.contains("none of these files changed since main"),
        "{}",
        said.out
    );
}

#[test]
fn both_changed_and_agree() {
    let site = Site::on_a_branch(&["limits"]);
    site.edit(
        "docs/en/limits.md",
        "250 million files",
        "300 million files",
    );
    site.edit("docs/es/limits.md", "250 millones", "300 millones");
    site.commit("More files");
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    // The Vietnamese was left behind: the pull request changed the English.
    assert_eq!(code, 1);
    assert_eq!(findings, [found("number-mismatch", "docs/en/limits.md")]);
    site.edit("docs/vi/limits.md", "250 triệu", "300 triệu");
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    assert_eq!((code, findings.len()), (0, 0));
}

const ADDED: &str = "Every backup is checked once a month against its checksums, and 3 copies of the list are kept.";

#[test]
fn a_paragraph_added_to_the_english_alone_fails_there() {
    let site = Site::on_a_branch(&["restore"]);
    site.edit(
        "docs/en/restore.md",
        "## Bring it back\n",
        &format!("{ADDED}\n\n## Bring it back\n"),
    );
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("missing-passage", "docs/en/restore.md")]);
}

#[test]
fn a_paragraph_deleted_from_the_spanish_alone_fails_there() {
    for (paragraph, after) in [
        (
            "Si ninguna copia ha terminado bien en 14 días, Faro muestra una advertencia en el escritorio. La advertencia no se puede\ndesactivar; desaparece con la siguiente copia.\n\n",
            "## Ponerlas",
        ),
        (
            "\nEjecute `faro pause 48h` antes de un viaje largo o de una presentación. Pasado ese tiempo, el programa de copias continúa por\nsí solo.\n",
            "",
        ),
        (
            "Una copia que depende de su memoria faltará el día en que la necesite. Faro puede ejecutarse a horas fijas.\n\n",
            "## Elegir",
        ),
    ] {
        let site = Site::on_a_branch(&["schedule"]);
        site.edit("docs/es/schedule.md", &format!("{paragraph}{after}"), after);
        let (code, findings, _) = site.json(&["--changed-since", "main"]);
        assert_eq!(code, 1, "{paragraph}");
        assert_eq!(
            findings,
            [found("missing-passage", "docs/es/schedule.md")],
            "{paragraph}"
        );
    }
}

#[test]
fn a_paragraph_replaced_by_another_in_the_spanish_fails() {
    let site = Site::on_a_branch(&["schedule"]);
    site.edit(
        "docs/es/schedule.md",
        "Si ninguna copia ha terminado bien en 14 días, Faro muestra una advertencia en el escritorio. La advertencia no se puede\ndesactivar; desaparece con la siguiente copia.",
        "El correo lleva siempre el nombre del equipo, para que quien administra muchos sepa a cuál se refiere cada mensaje.",
    );
    let said = site.since_main();
    assert_eq!(said.code, 1, "{}", said.out);
    assert!(said.out.contains("docs/en/schedule.md:32"), "{}", said.out);
}

#[test]
fn a_paragraph_deleted_from_the_english_alone_fails() {
    let site = Site::on_a_branch(&["schedule"]);
    site.edit(
        "docs/en/schedule.md",
        "If no backup has succeeded for 14 days, Faro shows a warning on the desktop. The warning cannot be switched off; it goes away\nwith the next backup.\n\n",
        "",
    );
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("added-passage", "docs/en/schedule.md")]);
}

#[test]
fn files_that_git_does_not_know_count_as_changed() {
    let site = Site::on_a_branch(&["install"]);
    let text = site
        .read("docs/es/install.md")
        .replace("90 días", "30 días");
    fs::remove_file(site.path().join("docs/es/install.md")).unwrap();
    site.commit("No Spanish page");
    site.git(&["switch", "--quiet", "--create", "anew"]);
    site.write("docs/es/install.md", &text);
    let (code, findings, _) = site.json(&["--changed-since", "change"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("quantity-mismatch", "docs/es/install.md")]);
}

#[test]
fn what_was_done_on_main_meanwhile_is_not_this_branch() {
    let site = Site::on_a_branch(&["quickstart", "limits"]);
    site.edit(
        "docs/en/quickstart.md",
        "about 20 minutes",
        "about 25 minutes",
    );
    site.edit(
        "docs/es/quickstart.md",
        "unos 20 minutos",
        "unos 25 minutos",
    );
    site.commit("Slower");
    site.git(&["switch", "--quiet", "main"]);
    site.edit("docs/es/limits.md", "250 millones", "25 millones");
    site.commit("A slip on main");
    site.git(&["switch", "--quiet", "change"]);
    let (code, findings, left_out) = site.json(&["--changed-since", "main"]);
    assert_eq!((code, findings.len()), (0, 0));
    assert_eq!(left_out["unchanged"], 1);
}

#[test]
fn settings_of_git_and_odd_names_do_not_matter() {
    let site = Site::new(&["limits"]);
    for (key, value) in [
        ("core.quotePath", "true"),
        ("color.ui", "always"),
        ("core.pager", "false"),
        ("diff.external", "false"),
        ("diff.noprefix", "true"),
        ("diff.renames", "false"),
        ("diff.relative", "true"),
        ("core.autocrlf", "input"),
    ] {
        site.git(&["config", key, value]);
    }
    for tag in ["en", "es"] {
        let file = |name: &str| format!("docs/{tag}/{name}.md");
        site.git(&["mv", &file("limits"), &file("límites y “más”")]);
    }
    site.commit("Odd names");
    site.git(&["switch", "--quiet", "--create", "change"]);
    site.edit("docs/es/límites y “más”.md", "250 millones", "25 millones");
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(
        findings,
        [found("number-mismatch", "docs/es/límites y “más”.md")]
    );
    // From within a folder, and by other paths.
    let said = cotejo(
        &site.path().join("docs/es"),
        &["check", "../en", "../es", "--changed-since", "main"],
    );
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("250 million"), "{}", said.out);
}

#[test]
fn a_checkout_with_other_line_ends_gives_the_same_findings() {
    let site = Site::with_baseline(&["limits", "restore"]);
    site.edit("docs/es/limits.md", "250 millones", "25 millones");
    let rules = |site: &Site| {
        let report: Value =
            serde_json::from_str(&site.cotejo(&["check", "docs", "--format", "json"]).out).unwrap();
        let findings = report["findings"].as_array().unwrap();
        let told: Vec<_> = findings
            .iter()
            .map(|finding| {
                let place = &finding["locations"][0];
                (
                    finding["fingerprint"].clone(),
                    place["line"].clone(),
                    place["column"].clone(),
                )
            })
            .collect();
        (told, report["summary"]["suppressed"].clone())
    };
    let before = rules(&site);
    for tag in ["en", "es", "vi"] {
        for entry in fs::read_dir(site.path().join("docs").join(tag)).unwrap() {
            let file = entry.unwrap().path();
            let text = fs::read_to_string(&file).unwrap();
            fs::write(&file, text.replace('\n', "\r\n")).unwrap();
        }
    }
    assert_eq!(rules(&site), before);
    let (code, findings, _) = site.json(&["--changed-since", "main"]);
    assert_eq!(code, 1);
    assert_eq!(findings, [found("number-mismatch", "docs/es/limits.md")]);
}

#[test]
fn a_shallow_clone_is_told_what_to_fetch_and_that_is_enough() {
    let site = Site::on_a_branch(&["limits"]);
    site.edit("docs/es/limits.md", "250 millones", "25 millones");
    site.commit("A wrong number");
    let clones = TempDir::new().unwrap();
    let url = format!("file://{}", site.path().display());
    git(
        clones.path(),
        &[
            "clone",
            "--quiet",
            "--depth=1",
            "--branch=change",
            "--single-branch",
            &url,
            "clone",
        ],
    );
    let clone = clones.path().join("clone");
    let check = ["check", "docs", "--changed-since", "origin/main"];
    let said = cotejo(&clone, &check);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--changed-since origin/main: no commit, branch or tag has that name here, and this clone is shallow"), "{}", said.err);
    assert!(said.err.contains("`fetch-depth: 0`"), "{}", said.err);
    // With the branch alone, as `git fetch --depth=1` brings it, there is no commit in common yet.
    git(
        &clone,
        &[
            "fetch",
            "--quiet",
            "--depth=1",
            "origin",
            "main:refs/remotes/origin/main",
        ],
    );
    let said = cotejo(&clone, &check);
    assert_eq!(said.code, 2);
    assert!(
        said.err
            .contains("no commit in common with the current one as far as this shallow clone goes"),
        "{}",
        said.err
    );
    // What the message says is done as it stands there.
    let told = said
        .err
        .split("git fetch ")
        .nth(1)
        .unwrap()
        .split(" (in")
        .next()
        .unwrap();
    let mut fetch = vec!["fetch"];
    fetch.extend(told.split_whitespace());
    git(&clone, &fetch);
    let said = cotejo(&clone, &check);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("250 million"), "{}", said.out);
}

#[test]
fn what_cannot_be_compared_is_said() {
    let site = Site::on_a_branch(&["install"]);
    let said = site.cotejo(&["check", "docs", "--changed-since", "mian"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("--changed-since mian: no commit, branch or tag has that name here (did you mean `main`?)"), "{}", said.err);
    for odd in ["--help", "", "main..change", ":/x"] {
        let odd = format!("--changed-since={odd}");
        let said = site.cotejo(&["check", "docs", &odd]);
        assert_eq!(said.code, 2, "{odd}: {}{}", said.out, said.err);
    }
    let said = site.cotejo(&["check", "-", "docs", "--changed-since", "main"]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("standard input"), "{}", said.err);
    let outside = TempDir::new().unwrap();
    fs::write(outside.path().join("a.en.md"), "# A\n").unwrap();
    let said = cotejo(outside.path(), &["check", ".", "--changed-since", "main"]);
    assert_eq!(said.code, 2);
    assert!(
        said.err.contains("a.en.md is not in a git repository"),
        "{}",
        said.err
    );
    let both = outside.path().join("a.en.md");
    let said = site.cotejo(&[
        "check",
        "docs",
        both.to_str().unwrap(),
        "--changed-since",
        "main",
    ]);
    assert_eq!(said.code, 2, "{}{}", said.out, said.err);
}

#[test]
fn init_writes_a_configuration_with_which_check_alone_is_the_gate() {
    let site = Site::new(&["restore", "install"]);
    let said = site.cotejo(&["init"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    let said = site.cotejo(&["check"]);
    assert_eq!(said.code, 1, "{}{}", said.out, said.err);
    assert!(said.out.contains("“14” became “12”"), "{}", said.out);
    assert_eq!(site.cotejo(&["check", "--write-baseline"]).code, 0);
    let said = site.cotejo(&["check"]);
    assert_eq!(said.code, 0, "{}{}", said.out, said.err);
    site.edit("docs/en/install.md", "64 MB", "97 MB");
    assert_eq!(site.cotejo(&["check"]).code, 1);
}
