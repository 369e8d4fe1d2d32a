//! A thin client for `chromedriver`: the protocol is JSON over HTTP on this machine.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;

/// A window of a fresh browser. It closes with the value.
pub(crate) struct Browser {
    driver: Child,
    agent: ureq::Agent,
    session: String,
    /// What the browser keeps, and where downloads go.
    home: TempDir,
}

const DRIVERS: [&str; 1] = ["chromedriver"];
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// Whether a missing browser is a failure.
pub(crate) fn required() -> bool {
    std::env::var_os("COTEJO_BROWSER").is_some_and(|value| value == "required")
}

/// Says, past the test runner's capture, that a test did not run; fails where it had to.
pub(crate) fn skip(why: &str) {
    assert!(!required(), "{why}, and COTEJO_BROWSER=required");
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}

fn find(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut candidates = names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)));
    candidates.find(|candidate| candidate.is_file())
}

impl Browser {
    /// A browser, or `None` with a word about it where there is none.
    pub(crate) fn open() -> Option<Self> {
        let (Some(driver), Some(browser)) = (find(&DRIVERS), find(&BROWSERS)) else {
            skip("no chromium and chromedriver on this machine");
            return None;
        };
        match Self::start(&driver, &browser) {
            Ok(browser) => Some(browser),
            Err(why) => {
                skip(&format!("the browser did not start: {why}"));
                None
            }
        }
    }

    fn start(driver: &Path, browser: &Path) -> Result<Self, String> {
        let home = TempDir::new().map_err(|error| error.to_string())?;
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| error.to_string())?;
        let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
        let port = lines.find_map(|line| {
            let line = line.ok()?;
            let (_, port) = line.split_once("successfully on port ")?;
            port.trim_end_matches('.').parse::<u16>().ok()
        });
        let agent: ureq::Agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_mins(4)))
            .build()
            .into();
        let mut out = Self {
            driver,
            agent,
            session: String::new(),
            home,
        };
        let port = port.ok_or("chromedriver named no port")?;
        // Drained, so that chromedriver never waits for somebody to read.
        std::thread::spawn(move || lines.for_each(drop));
        out.session = format!("http://127.0.0.1:{port}/session");
        let profile = out.home.path().join("profile");
        let capabilities = json!({"capabilities": {"alwaysMatch": {
            "goog:chromeOptions": {
                "binary": browser,
                "args": [
                    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--disable-dev-shm-usage", "--force-prefers-reduced-motion", "--hide-scrollbars", "--window-size=1400,1000",
                    format!("--user-data-dir={}", profile.display()),
                ],
            },
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
            "unhandledPromptBehavior": "ignore",
            // A machine that builds something else meanwhile is slow, and nothing is wrong.
            "timeouts": {"script": 180_000, "pageLoad": 180_000},
        }}});
        let session = out.agent.post(&out.session).send_json(&capabilities);
        let mut session = session.map_err(|error| error.to_string())?;
        let session: Value = session
            .body_mut()
            .read_json()
            .map_err(|error| error.to_string())?;
        let id = session["value"]["sessionId"]
            .as_str()
            .ok_or_else(|| session["value"]["message"].to_string())?;
        out.session = format!("{}/{id}", out.session);
        // Away from the browser's own first page, which loads this and that.
        out.ask("url", &json!({"url": "about:blank"}));
        out.wait_for("about:blank");
        Ok(out)
    }

    fn ask(&self, path: &str, body: &Value) -> Value {
        self.try_ask(path, body)
            .unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn try_ask(&self, path: &str, body: &Value) -> Result<Value, Value> {
        let url = format!("{}/{path}", self.session);
        let mut answer = self.agent.post(&url).send_json(body).unwrap();
        let answer: Value = answer.body_mut().read_json().unwrap();
        let value = answer["value"].clone();
        match value.get("error") {
            Some(_) => Err(value),
            None => Ok(value),
        }
    }

    /// Opens a page from disk and waits until it stands.
    pub(crate) fn go(&self, page: &Path) {
        let url = format!("file://{}", escaped(page));
        self.ask("url", &json!({"url": url}));
        self.wait_for(&url);
    }

    /// Loads the page anew.
    pub(crate) fn reload(&self) {
        let url = self.run("document.documentElement.dataset.old = ''; return location.href");
        self.ask("refresh", &json!({}));
        self.wait_for(url.as_str().unwrap());
    }

    /// The browser answers a little early at times, while the page before is still the one that is asked.
    fn wait_for(&self, url: &str) {
        let here = json!({"expression": "!('old' in document.documentElement.dataset) && document.readyState + ' ' + location.href"});
        let end = Instant::now() + Duration::from_mins(1);
        loop {
            let body = json!({"cmd": "Runtime.evaluate", "params": here});
            let answer = self.try_ask("goog/cdp/execute", &body);
            let stands = answer.as_ref().map(|answer| &answer["result"]["value"]);
            if stands == Ok(&json!(format!("complete {url}"))) {
                return;
            }
            assert!(Instant::now() < end, "{url}: {answer:?}");
            std::thread::sleep(Duration::from_millis(30));
        }
    }

    /// Runs the body of a function in the page, beside its content security policy.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask("execute/sync", &json!({"script": script, "args": []}))
    }

    /// The same for a script that calls its last argument when it is done.
    pub(crate) fn run_async(&self, script: &str) -> Value {
        self.ask("execute/async", &json!({"script": script, "args": []}))
    }

    /// Waits until an expression is true.
    pub(crate) fn until(&self, expression: &str) {
        let end = Instant::now() + Duration::from_mins(1);
        let body = json!({"script": format!("return Boolean({expression})"), "args": []});
        while self.try_ask("execute/sync", &body) != Ok(json!(true)) {
            assert!(Instant::now() < end, "never true: {expression}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    /// A command of the browser's own protocol for tools.
    pub(crate) fn tell(&self, command: &str, parameters: &Value) -> Value {
        self.ask(
            "goog/cdp/execute",
            &json!({"cmd": command, "params": parameters}),
        )
    }

    /// Presses keys, as a person does, where the focus is.
    pub(crate) fn press(&self, keys: &str) {
        let actions: Vec<Value> = keys
            .chars()
            .flat_map(|key| {
                [
                    json!({"type": "keyDown", "value": key}),
                    json!({"type": "keyUp", "value": key}),
                ]
            })
            .collect();
        self.ask(
            "actions",
            &json!({"actions": [{"type": "key", "id": "keys", "actions": actions}]}),
        );
    }

    /// Clicks on the first element of a selector with the mouse.
    pub(crate) fn click(&self, selector: &str) {
        let element = self.ask(
            "element",
            &json!({"using": "css selector", "value": selector}),
        );
        let id = element.as_object().unwrap().values().next().unwrap();
        let id = id.as_str().unwrap();
        self.ask(&format!("element/{id}/click"), &json!({}));
    }

    /// The width and height of the window, in CSS pixels.
    pub(crate) fn size(&self, width: u32, height: u32) {
        self.tell(
            "Emulation.setDeviceMetricsOverride",
            &json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 600}),
        );
    }

    /// What the system prefers.
    pub(crate) fn prefer_dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!([{"name": "prefers-color-scheme", "value": value}]);
        self.tell(
            "Emulation.setEmulatedMedia",
            &json!({"media": "", "features": features}),
        );
    }

    /// Where files are saved to.
    pub(crate) fn downloads(&self) -> PathBuf {
        let folder = self.home.path().join("downloads");
        std::fs::create_dir_all(&folder).unwrap();
        self.tell(
            "Browser.setDownloadBehavior",
            &json!({"behavior": "allow", "downloadPath": folder}),
        );
        folder
    }

    /// Lines of one of the browser's logs since it was last asked.
    pub(crate) fn log(&self, kind: &str) -> Vec<Value> {
        let log = self.ask("se/log", &json!({"type": kind}));
        log.as_array().cloned().unwrap_or_default()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// A path as it stands in an address.
fn escaped(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut out = String::new();
    for byte in path.to_string_lossy().bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}
