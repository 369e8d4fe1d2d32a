//! The pages in a real browser. Without chromium and chromedriver these tests say so and pass; with
//! `COTEJO_BROWSER=required` they must run.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::string_slice,
    reason = "a test that cannot go on fails"
)]

mod webdriver;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value, json};
use tempfile::TempDir;

use webdriver::{Browser, skip};

/// Pages of a report, made by the program itself.
struct Site {
    folder: TempDir,
}

impl Site {
    /// The pages over some files, given from the root of the repository.
    fn of(paths: &[&str]) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        Self::from(root, paths)
    }

    fn from(root: &Path, paths: &[&str]) -> Self {
        let folder = TempDir::new().unwrap();
        let output = Command::new(env!("CARGO_BIN_EXE_cotejo"))
            .current_dir(root)
            .arg("check")
            .args(paths)
            .args(["--fail-on", "never", "--html"])
            .arg(folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        Self { folder }
    }

    fn index(&self) -> PathBuf {
        self.folder.path().join("index.html")
    }

    fn pages(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.folder.path().join("pages")).unwrap();
        let mut pages: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        pages.sort();
        pages
    }

    /// The page whose name begins so.
    fn page(&self, name: &str) -> PathBuf {
        let pages = self.pages();
        let page = pages.iter().find(|page| {
            page.file_name()
                .unwrap()
                .to_string_lossy()
                .starts_with(name)
        });
        page.unwrap_or_else(|| panic!("no page {name} in {pages:?}"))
            .clone()
    }
}

const BRIDGE: [&str; 3] = [
    "fixtures/html/bridge.en.md",
    "fixtures/html/bridge.es.md",
    "fixtures/html/bridge.vi.md",
];

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or_else(|| panic!("{value}"))
}

/// The names of the findings that are shown in the panel.
fn shown(browser: &Browser) -> Vec<String> {
    let rules = browser.run("return [...document.querySelectorAll('.finding:not([hidden]) .rule')].map(e => e.textContent)");
    serde_json::from_value(rules).unwrap()
}

fn choose(browser: &Browser, field: &str, value: &str) {
    browser.run(&format!(
        "const field = document.querySelector('{field}'); field.value = '{value}'; \
         field.dispatchEvent(new Event('input', {{bubbles: true}}))"
    ));
}

#[test]
fn axe_finds_nothing_on_any_kind_of_page_in_light_and_dark() {
    let file =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("target/axe/node_modules/axe-core/axe.min.js");
    let Ok(axe) = fs::read_to_string(&file) else {
        skip("no axe-core; npm install --prefix target/axe axe-core brings it");
        return;
    };
    let Some(browser) = Browser::open() else {
        return;
    };
    let (seeds, small) = (Site::of(&["seeds"]), Site::of(&["fixtures/html"]));
    let related = |page: &PathBuf| fs::read_to_string(page).unwrap().contains("Related texts");
    let pages = [
        seeds.index(),
        small.index(),
        seeds.pages().into_iter().find(related).unwrap(),
        seeds.page("003"),
        small.page("bridge"),
        small.page("hostile"),
        small.page("market"),
    ];
    let violations = |rules: &str| {
        browser.run(&format!("{axe}; window.axe = axe;"));
        browser.run_async(&format!(
            "const done = arguments[arguments.length - 1]; axe.run(document, {{preload: false, resultTypes: ['violations'] {rules}}}).then(\
             result => done(result.violations.map(v => [v.id, v.help, v.nodes.slice(0, 3).map(n => n.html.slice(0, 300) + ' ' + n.failureSummary)])), error => done([String(error)]))",
        ))
    };
    // Only colours differ in the dark.
    let colours = ", runOnly: ['color-contrast']";
    for (width, height) in [(1400, 1000), (390, 844)] {
        browser.size(width, height);
        for (dark, rules) in [(false, ""), (true, colours)] {
            browser.prefer_dark(dark);
            let inspect = |about: &str| {
                let about = format!("{about} at {width}, dark: {dark}");
                assert_eq!(violations(rules), json!([]), "{about}");
            };
            for page in &pages {
                // Every kind of page is a phone's, too; one of each is enough there.
                let kind = page.to_string_lossy();
                if width == 1400 || kind.contains("bridge") || kind.ends_with("index.html") {
                    browser.go(page);
                    inspect(&kind);
                }
            }
            browser.go(&small.page("bridge"));
            browser.press("jjc?");
            browser.until("document.querySelector('#help').open");
            inspect("the help");
            browser.click("#help-close");
            browser.run("document.querySelector('.finding.current [data-do=explain]').click()");
            browser.press("d");
            browser.until("document.querySelector('.reason input')");
            inspect("a reason is asked, a rule explained");
        }
    }
    browser.run("document.querySelector('.message').style.color = '#555'; document.querySelector('main').append(document.createElement('img'))");
    let planted = violations("").to_string();
    assert!(
        planted.contains("image-alt") && planted.contains("color-contrast"),
        "what is planted is found: {planted}"
    );
}

#[test]
fn whatever_a_text_holds_nothing_runs_and_no_markup_of_it_reaches_the_page() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/html");
    // As Markdown, where it was read as markup, and as text, where every character stands; under names that would do
    // the same.
    let name = "\"><img src=x onerror=window.ran=20> ' & <script>window.ran=21<";
    let mut names = Vec::new();
    for language in ["en", "es"] {
        let text = fs::read_to_string(root.join(format!("hostile.{language}.md"))).unwrap();
        for (stem, ending) in [("hostile", "md"), (name, "txt")] {
            let file = format!("{stem}.{language}.{ending}");
            fs::write(folder.path().join(&file), &text).unwrap();
            names.push(file);
        }
    }
    for (ending, least) in [("md", 4), ("txt", 4)] {
        let files: Vec<&str> = names
            .iter()
            .filter(|name| name.ends_with(ending))
            .map(String::as_str)
            .collect();
        let site = Site::from(folder.path(), &files);
        for page in site.pages().into_iter().chain([site.index()]) {
            browser.log("browser");
            browser.go(&page);
            browser.run("document.querySelectorAll('mark, .ref, [data-do=copy], [data-do=explain]').forEach(e => e.click())");
            browser.run("document.querySelectorAll('*').forEach(e => e.dispatchEvent(new Event('mouseover', {bubbles: true})))");
            let seen = browser.run(
                "return {ran: window.ran ?? null, scripts: document.scripts.length, \
                 styles: document.querySelectorAll('style').length, \
                 tags: [...new Set([...document.querySelectorAll('*')].map(e => e.localName))].sort(), \
                 handlers: [...document.querySelectorAll('*')].flatMap(e => e.getAttributeNames().filter(n => n.startsWith('on') || n === 'style')), \
                 links: [...document.querySelectorAll('[href], [src]')].map(e => e.getAttribute('href') ?? e.getAttribute('src')).filter(a => !/^(#|\\.\\.\\/index\\.html$|pages\\/[a-z0-9-]+\\.html$)/.test(a))}",
            );
            assert_eq!(seen["ran"], Value::Null, "{seen}");
            assert_eq!(
                (&seen["scripts"], &seen["styles"]),
                (&json!(3), &json!(1)),
                "{seen}"
            );
            assert_eq!(
                (&seen["handlers"], &seen["links"]),
                (&json!([]), &json!([])),
                "{seen}"
            );
            let ours = [
                "a",
                "abbr",
                "aside",
                "b",
                "bdi",
                "blockquote",
                "body",
                "button",
                "caption",
                "circle",
                "code",
                "dd",
                "defs",
                "details",
                "dialog",
                "div",
                "dl",
                "dt",
                "em",
                "figcaption",
                "figure",
                "footer",
                "g",
                "h1",
                "h2",
                "h3",
                "h4",
                "head",
                "header",
                "html",
                "input",
                "kbd",
                "label",
                "li",
                "main",
                "mark",
                "meta",
                "nav",
                "ol",
                "option",
                "p",
                "path",
                "pattern",
                "pre",
                "rect",
                "script",
                "section",
                "select",
                "span",
                "strong",
                "style",
                "summary",
                "svg",
                "table",
                "tbody",
                "td",
                "th",
                "thead",
                "title",
                "tr",
                "ul",
            ];
            for tag in seen["tags"].as_array().unwrap() {
                assert!(ours.contains(&tag.as_str().unwrap()), "<{tag}>");
            }
            assert_eq!(browser.log("browser"), Vec::<Value>::new());
        }
        browser.go(&site.pages()[0]);
        let text = browser.run("return document.querySelector('.rows').innerText");
        assert!(
            text.as_str().unwrap().contains("window.ran=6"),
            "the text itself is shown: {text}"
        );
        let found = number(&browser.run("return document.querySelectorAll('.finding').length"));
        assert!(found >= f64::from(least), "{found} findings in {files:?}");
        // Were an element to slip through, the policy would still keep it from running.
        browser.run("document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.ran=30\"><a href=\"javascript:window.ran=31\" id=\"slip\">x</a>'); \
                     const s = document.createElement('script'); s.textContent = 'window.ran=32'; document.body.append(s); document.querySelector('#slip').click()");
        std::thread::sleep(std::time::Duration::from_millis(300));
        assert_eq!(browser.run("return window.ran ?? null"), Value::Null);
    }
}

#[test]
fn nothing_is_asked_of_the_network() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&["fixtures/html"]);
    browser.log("performance");
    browser.go(&site.index());
    browser.go(&site.page("bridge"));
    browser.press("jjjkc");
    let log = browser.log("performance");
    let mut asked = Vec::new();
    for line in &log {
        let message: Value = serde_json::from_str(line["message"].as_str().unwrap()).unwrap();
        if message["message"]["method"] == "Network.requestWillBeSent" {
            let url = message["message"]["params"]["request"]["url"].as_str();
            asked.push(url.unwrap().to_owned());
        }
    }
    // What the browser's own first page asked for may still stand in the log.
    let own = |url: &str| {
        ["chrome:", "chrome-untrusted:", "data:"]
            .iter()
            .any(|own| url.starts_with(own))
    };
    asked.retain(|url| !own(url));
    assert!(asked.len() >= 2, "{asked:?}");
    assert!(
        asked.iter().all(|url| url.starts_with("file:")),
        "{asked:?}"
    );
}

#[test]
fn no_page_is_wider_than_a_phone() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let (seeds, small) = (Site::of(&["seeds"]), Site::of(&["fixtures/html"]));
    browser.size(390, 844);
    let mut pages = vec![seeds.index(), small.index()];
    pages.extend(seeds.pages());
    pages.extend(small.pages());
    for page in pages {
        browser.go(&page);
        let width = number(&browser.run("return document.documentElement.scrollWidth"));
        assert!(width <= 390.0, "{}: {width}", page.display());
    }
    // Versions stand one above the other.
    browser.go(&small.page("bridge"));
    let stacked = browser.run(
        "const [a, b] = document.querySelectorAll('.row:not(.heads) > .cell'); \
         return b.getBoundingClientRect().top >= a.getBoundingClientRect().bottom",
    );
    assert_eq!(stacked, json!(true));
}

#[test]
fn findings_are_walked_by_keys_and_narrowed_by_severity_and_rule() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&[
        "seeds/000_26422a223667992f.txt",
        "seeds/001_d4b1c50f562edea8.txt",
    ]);
    browser.go(&site.pages()[0]);
    let all = shown(&browser);
    assert!(all.len() > 10, "{all:?}");
    let current = || browser.run("return document.activeElement.id");
    browser.press("j");
    assert_eq!(current(), json!("f1"));
    browser.press("n");
    assert_eq!(current(), json!("f2"));
    browser.press("p");
    browser.press("k");
    assert_eq!(current(), json!(format!("f{}", all.len())));
    let both = browser.run(
        "const n = document.activeElement.id.slice(1); \
         return [...document.querySelectorAll('mark.current')].every(m => m.dataset.f.split(' ').includes(n))",
    );
    assert_eq!(both, json!(true));

    choose(&browser, "#by-severity", "major");
    let major = shown(&browser);
    assert!(!major.is_empty() && major.len() < all.len(), "{major:?}");
    choose(&browser, "#by-severity", "");
    choose(&browser, "#by-rule", "punctuation");
    let punctuation = shown(&browser);
    assert!(
        punctuation.len() > 1 && punctuation.iter().all(|rule| rule == "punctuation"),
        "{punctuation:?}"
    );
    assert_eq!(
        browser.run("return document.querySelector('#position').textContent"),
        json!(format!("{} shown", punctuation.len()))
    );

    // Letters typed into a field are letters, and the keys can be switched off.
    browser.run("document.querySelector('#by-rule').focus()");
    let before = browser.run("return document.querySelector('.finding.current').id");
    browser.press("j");
    assert_eq!(
        browser.run("return document.querySelector('.finding.current').id"),
        before
    );
    browser.run("document.activeElement.blur()");
    browser.press("?");
    browser.click("#keys");
    browser.click("#help-close");
    browser.run("document.activeElement.blur()");
    browser.press("j");
    assert_eq!(
        browser.run("return document.querySelector('.finding.current').id"),
        before
    );
    browser.click("#next");
    assert_ne!(
        browser.run("return document.querySelector('.finding.current').id"),
        before
    );
}

#[test]
fn a_highlight_and_its_finding_lead_to_each_other() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    browser.go(&site.page("bridge"));
    browser.click(".pair:not([hidden]) mark.major");
    let finding = browser.run("return document.querySelector('.finding.current').id");
    let mark = browser.run(
        "return document.querySelector('.pair:not([hidden]) mark.major').dataset.f.split(' ')[0]",
    );
    assert_eq!(finding, json!(format!("f{}", mark.as_str().unwrap())));
    browser.click(".finding.current [data-go]");
    let there = browser.run("return document.activeElement.classList.contains('ref')");
    assert_eq!(there, json!(true));
    // A number in the text is a link that the keyboard reaches, too.
    browser.press("\u{e007}");
    assert_eq!(browser.run("return document.activeElement.id"), finding);
    // A sentence shows the one that it was compared with.
    // In one breath: the mouse itself may come to lie over another sentence.
    let twins = browser.run(
        "document.querySelector('.pair:not([hidden]) .cell[lang=en] [data-s]').dispatchEvent(new PointerEvent('pointerover', {bubbles: true})); \
         return [...document.querySelectorAll('.twin')].map(e => e.closest('[lang]').lang)",
    );
    assert_eq!(twins, json!(["en", "es"]));
    // The picture leads to the passage.
    let rows = browser.run(
        "const bar = document.querySelector('.pair:not([hidden]) .map [data-row]:last-of-type'); \
         bar.dispatchEvent(new MouseEvent('click', {bubbles: true})); \
         const row = document.querySelector('.row.flash'); const box = row.getBoundingClientRect(); \
         return [bar.dataset.row, row.id, box.bottom > 0 && box.top < innerHeight]",
    );
    assert_eq!((&rows[0], &rows[2]), (&rows[1], &json!(true)), "{rows}");
    // The rule explains itself beside the finding.
    browser.run("document.querySelector('.finding.current [data-do=explain]').click()");
    let manual =
        browser.run("return document.querySelector('.finding.current .manual h4').textContent");
    assert_eq!(manual, json!("What it does"));
}

#[test]
fn with_three_versions_one_stands_beside_the_source_and_its_findings_with_it() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    browser.go(&site.page("bridge"));
    let pairs = || {
        browser.run("return [...document.querySelectorAll('.pair:not([hidden])')].map(e => e.id)")
    };
    assert_eq!(pairs(), json!(["v1"]));
    let spanish = shown(&browser);
    assert!(
        spanish.contains(&"money-mismatch".to_owned()),
        "{spanish:?}"
    );
    assert!(
        !spanish.contains(&"date-mismatch".to_owned()),
        "{spanish:?}"
    );
    browser.click(".tabs [data-tab='2']");
    assert_eq!(pairs(), json!(["v2"]));
    assert!(shown(&browser).contains(&"date-mismatch".to_owned()));
    let moved = browser
        .run("return document.querySelectorAll('.pair:not([hidden]) .cell[lang=vi]').length > 5");
    assert_eq!(moved, json!(true));
}

#[test]
fn a_finding_is_copied_as_a_comment_with_both_quotes_and_their_places() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    browser.go(&site.page("bridge"));
    browser.run("window.copied = null; navigator.clipboard.writeText = text => { window.copied = text; return Promise.resolve(); }");
    choose(&browser, "#by-rule", "money-mismatch");
    browser.click("#next");
    browser.click(".finding.current [data-do='copy']");
    browser.until("window.copied");
    let comment = browser.run("return window.copied");
    let comment = comment.as_str().unwrap();
    for part in [
        "**money-mismatch** (major",
        "`fixtures/html/bridge.es.md:8:",
        "`: “15 millones de euros”",
        "`fixtures/html/bridge.en.md:8:",
        "`: “1.5 million euros”",
    ] {
        assert!(comment.contains(part), "{part} in {comment}");
    }
    // Where the page is kept from the clipboard, the old way is taken.
    browser.run("navigator.clipboard.writeText = () => Promise.reject(); document.execCommand = () => { window.old = document.activeElement.value; return true; }");
    browser.press("c");
    browser.until("window.old");
    assert_eq!(browser.run("return window.old"), json!(comment));
}

#[test]
fn dismissals_need_a_reason_are_kept_and_leave_as_a_baseline_file() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    let page = site.page("bridge");
    let downloads = browser.downloads();
    browser.go(&page);
    let before = shown(&browser).len();
    choose(&browser, "#by-rule", "money-mismatch");
    browser.press("j");
    browser.press("d");
    browser.press("\u{e007}");
    assert_eq!(
        browser.run("return document.querySelector('#said').textContent"),
        json!("Write a reason: it goes into the baseline file.")
    );
    browser.press("Both sums are right: <b>\"see\" the note\n");
    browser.until("!document.querySelector('.reason')");
    choose(&browser, "#by-rule", "");
    assert_eq!(shown(&browser).len(), before - 1);

    browser.reload();
    assert_eq!(shown(&browser).len(), before - 1);
    browser.run("document.querySelector('#dismissed-too').click()");
    assert_eq!(shown(&browser).len(), before);
    let kept = browser.run("return document.querySelector('.reason-kept').textContent");
    assert_eq!(
        kept,
        json!("Dismissed: Both sums are right: <b>\"see\" the note")
    );

    browser.click("#export");
    let file = saved(&downloads);
    let text = fs::read_to_string(&file).unwrap();
    let baseline: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(baseline["schema"], json!("cotejo.baseline/1"));
    let entries = baseline["findings"].as_array().unwrap();
    assert_eq!(entries.len(), 1, "{text}");
    assert_eq!(text.lines().count(), 3, "an entry a line: {text}");
    let report = report(&BRIDGE);
    let finding = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .find(|finding| finding["rule"] == "money-mismatch")
        .unwrap();
    assert_eq!(
        entries[0],
        json!({"fingerprint": finding["fingerprint"], "rule": "money-mismatch",
               "documents": ["fixtures/html/bridge.en.md", "fixtures/html/bridge.es.md"],
               "message": finding["message"], "status": "dismissed",
               "reason": "Both sums are right: <b>\"see\" the note"})
    );

    // The index gathers the dismissals of all pages.
    fs::remove_file(file).unwrap();
    browser.go(&site.index());
    browser.click("#export-all");
    assert_eq!(fs::read_to_string(saved(&downloads)).unwrap(), text);

    browser.go(&page);
    browser.run("document.querySelector('#dismissed-too').click()");
    browser.until("document.querySelector('.finding.dismissed [data-do=dismiss]')");
    browser.run("document.querySelector('.finding.dismissed [data-do=dismiss]').click()");
    browser.reload();
    assert_eq!(shown(&browser).len(), before);
}

/// The file that was saved.
fn saved(folder: &Path) -> PathBuf {
    let end = std::time::Instant::now() + std::time::Duration::from_mins(1);
    let file = folder.join("cotejo-baseline.json");
    while !file.exists() {
        assert!(std::time::Instant::now() < end, "nothing was saved");
        std::thread::sleep(std::time::Duration::from_millis(50));
    }
    file
}

fn report(paths: &[&str]) -> Value {
    let output = Command::new(env!("CARGO_BIN_EXE_cotejo"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .arg("check")
        .args(paths)
        .args(["--format", "json"])
        .output()
        .unwrap();
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn the_theme_follows_the_system_until_a_person_chooses() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    browser.go(&site.page("bridge"));
    let paper = || browser.run("return getComputedStyle(document.body).backgroundColor");
    browser.prefer_dark(false);
    let light = paper();
    browser.prefer_dark(true);
    let dark = paper();
    assert_ne!(light, dark);
    browser.click("#theme");
    assert_eq!(paper(), light);
    browser.go(&site.index());
    assert_eq!(paper(), light, "the choice is kept for the other pages");
    assert_eq!(
        browser.run("return document.querySelector('#theme').textContent"),
        json!("Dark theme")
    );
}

#[test]
fn the_index_is_searched_narrowed_and_sorted() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&["fixtures/html"]);
    browser.go(&site.index());
    let titles = || -> Vec<String> {
        let titles = browser.run("return [...document.querySelectorAll('.pages tbody tr:not([hidden]) .title')].map(e => e.dataset.value)");
        serde_json::from_value(titles).unwrap()
    };
    let all = titles();
    assert_eq!(all.len(), 3, "{all:?}");
    choose(&browser, "#find", "RIVERTON");
    assert_eq!(titles(), ["A bridge for Riverton"]);
    choose(&browser, "#find", "");
    choose(&browser, "#by-language", "ar");
    assert_eq!(titles().len(), 1);
    assert_eq!(
        browser.run("return document.querySelector('#shown').textContent"),
        json!("1 of 3 pages")
    );
    choose(&browser, "#by-language", "");
    choose(&browser, "#by-severity", "critical");
    assert_eq!(titles(), Vec::<String>::new());
    choose(&browser, "#by-severity", "minor");
    assert_eq!(titles().len(), 3);

    let words = || -> Vec<f64> {
        let words = browser.run("return [...document.querySelectorAll('.pages tbody td[data-label=Words]')].map(e => Number(e.dataset.value))");
        serde_json::from_value(words).unwrap()
    };
    browser.run("document.querySelectorAll('.pages thead button')[2].focus()");
    browser.press("\u{e007}");
    assert!(words().is_sorted_by(|a, b| a >= b), "{:?}", words());
    let heading = || {
        browser
            .run("return document.querySelectorAll('.pages thead th')[2].getAttribute('aria-sort')")
    };
    assert_eq!(heading(), json!("descending"));
    browser.press("\u{e007}");
    assert!(words().is_sorted(), "{:?}", words());
    assert_eq!(heading(), json!("ascending"));
    browser.click(".pages tbody a");
    browser.until("document.querySelector('main.article')");
    browser.click(".crumb a");
    browser.until("document.querySelector('main.index')");
}

#[test]
fn a_page_reads_without_its_scripts_and_on_paper() {
    let Some(browser) = Browser::open() else {
        return;
    };
    let site = Site::of(&BRIDGE);
    browser.tell(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": true}),
    );
    browser.go(&site.page("bridge"));
    let visible = |selector: &str| -> u64 {
        let script = format!(
            "[...document.querySelectorAll('{selector}')].filter(e => e.checkVisibility()).length"
        );
        let answer = browser.tell("Runtime.evaluate", &json!({"expression": script}));
        answer["result"]["value"].as_u64().unwrap()
    };
    assert!(visible(".pair") > 1, "both versions stand below each other");
    assert!(visible(".finding") > 5 && visible("blockquote") > 5);
    assert_eq!(visible("button") + visible("select"), 0);
    browser.tell(
        "Emulation.setScriptExecutionDisabled",
        &json!({"value": false}),
    );
    browser.go(&site.page("bridge"));
    browser.tell("Emulation.setEmulatedMedia", &json!({"media": "print"}));
    assert!(visible(".pair") > 1, "paper has no tabs");
    assert_eq!(visible("button") + visible(".map"), 0);
    assert!(visible(".finding") > 5);
}
