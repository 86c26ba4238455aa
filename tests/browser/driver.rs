//! A Chromium of its own, which chromedriver drives over `WebDriver` (a recommendation of the W3C).
//!
//! A test needs a dozen commands, each a request with a JSON object. The client crates for that
//! bring some fifty others, two minutes of compiling; this file brings none.

use std::io::{BufRead, BufReader, Read};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::{env, fs, thread};

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::served::Connection;

/// What Chromium is started with: no window, no sandbox where it runs as root (`Driver::start`),
/// nothing that speaks to anybody but the page.
const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--hide-scrollbars",
    // Chromium ends when this pipe closes, even if the driver could not end it.
    "--remote-debugging-pipe",
];

/// The names that Chromium goes by on different systems.
const BROWSERS: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser with its driver; both end with the value.
pub(crate) struct Driver {
    child: Child,
    /// The address the driver listens on.
    address: String,
    session: String,
    /// Home and profile of the browser. It goes when both have ended.
    home: TempDir,
}

/// What the driver says went wrong: a name such as `no such element`, and a sentence.
#[derive(Debug)]
pub(crate) struct Refused {
    pub(crate) error: String,
    pub(crate) message: String,
}

impl Driver {
    /// Starts a browser.
    ///
    /// # Errors
    ///
    /// Says in a few words why there is none.
    pub(crate) fn start() -> Result<Self, String> {
        let driver = program("chromedriver").ok_or("no chromedriver")?;
        let browser = BROWSERS.iter().find_map(|name| program(name)).ok_or("no Chromium")?;
        let home = TempDir::new().unwrap();
        let mut command = Command::new(driver);
        // What is written stays in one folder, which goes away.
        command.arg("--port=0").env("HOME", home.path()).env("TMPDIR", home.path());
        command.env_remove("XDG_CONFIG_HOME").env_remove("XDG_CACHE_HOME");
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().map_err(|error| format!("no chromedriver: {error}"))?;
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let port = port(&mut said);
        // Nobody reads what else it says, and it must not wait for someone who does.
        thread::spawn(move || said.read_to_end(&mut Vec::new()));
        let address = format!("127.0.0.1:{}", port.as_deref().unwrap_or("0"));
        let mut driver = Self { child, address, session: String::new(), home };
        if port.is_none() {
            return Err("chromedriver does not start".to_owned());
        }
        let wanted = driver.wanted(&browser);
        let begun = driver.post("/session", &wanted);
        let begun = begun.map_err(|refused| format!("no Chromium starts: {}", refused.message))?;
        begun["sessionId"].as_str().expect("a session has an id").clone_into(&mut driver.session);
        Ok(driver)
    }

    /// Returns the browser that is asked for.
    fn wanted(&self, browser: &Path) -> Value {
        let mut arguments = ARGUMENTS.map(str::to_owned).to_vec();
        let profile = self.home.path().join("profile");
        arguments.push(format!("--user-data-dir={}", profile.display()));
        if is_root() {
            arguments.push("--no-sandbox".to_owned());
        }
        let options = json!({ "binary": browser, "args": arguments });
        json!({ "capabilities": { "alwaysMatch": {
            "goog:chromeOptions": options,
            // Without what Chromium advises authors of pages to do.
            "goog:loggingPrefs": { "browser": "INFO" },
            // In milliseconds: below what a connection waits for an answer.
            "timeouts": { "pageLoad": 30_000, "script": 50_000 },
        }}})
    }

    /// Tells the browser to do something: `command` is the address below that of the session.
    pub(crate) fn tell(&self, command: &str, what: &Value) -> Result<Value, Refused> {
        self.post(&format!("/session/{}/{command}", self.session), what)
    }

    /// Tells the browser something that only Chromium knows (the DevTools protocol).
    #[track_caller]
    pub(crate) fn devtools(&self, command: &str, parameters: &Value) -> Value {
        let what = json!({ "cmd": command, "params": parameters });
        let told = self.tell("goog/cdp/execute", &what);
        told.unwrap_or_else(|refused| panic!("{command}: {refused:?}"))
    }

    /// Writes a screenshot.
    pub(crate) fn picture(&self, path: &Path) {
        let picture = self.devtools("Page.captureScreenshot", &json!({ "format": "png" }));
        let coded = picture["data"].as_str().expect("a picture has data");
        fs::write(path, from_base64(coded)).unwrap();
    }

    /// Returns the page printed as a PDF, on the paper that it asks for.
    #[track_caller]
    pub(crate) fn print(&self) -> Vec<u8> {
        let printed = self.devtools("Page.printToPDF", &json!({ "preferCSSPageSize": true }));
        from_base64(printed["data"].as_str().expect("a PDF has data"))
    }

    fn post(&self, path: &str, what: &Value) -> Result<Value, Refused> {
        let body = what.to_string();
        self.ask(&format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        ))
    }

    fn ask(&self, request: &str) -> Result<Value, Refused> {
        let answer = Connection::to(&self.address).ask(request);
        let mut told: Value = serde_json::from_str(&answer.body).expect("the driver speaks JSON");
        let value = told["value"].take();
        if answer.status == 200 {
            return Ok(value);
        }
        let said = |name: &str| {
            let text = value[name].as_str().unwrap_or_default();
            text.lines().next().unwrap_or_default().to_owned()
        };
        Err(Refused { error: said("error"), message: said("message") })
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let is_there = TcpStream::connect(&self.address).is_ok();
        if is_there && !self.session.is_empty() {
            // The browser ends with its session; if that fails, with the driver.
            let path = format!("/session/{}", self.session);
            drop(self.ask(&format!("DELETE {path} HTTP/1.1\r\nHost: {}\r\n\r\n", self.address)));
        }
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Returns the path of a program.
fn program(name: &str) -> Option<PathBuf> {
    let folders = env::var_os("PATH")?;
    env::split_paths(&folders).map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Returns the port that the driver says it listens on.
fn port(said: &mut impl BufRead) -> Option<String> {
    let lines = said.lines().map_while(Result::ok);
    let mut begun = lines.filter(|line| line.contains("successfully on port "));
    let line = begun.next()?;
    Some(line.rsplit(' ').next()?.trim_end_matches('.').to_owned())
}

/// Returns whether the tests run as root, for whom Chromium has no sandbox.
fn is_root() -> bool {
    let told = Command::new("id").arg("-u").output();
    told.is_ok_and(|told| told.stdout.trim_ascii() == b"0")
}

/// Decodes base64 (RFC 4648).
fn from_base64(coded: &str) -> Vec<u8> {
    let digit = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = coded.trim_end_matches('=').bytes().map(digit).collect();
    let four = |four: &[u8]| {
        let bits = (0..4).fold(0, |bits, at| bits << 6 | u32::from(*four.get(at).unwrap_or(&0)));
        bits.to_be_bytes()[1..four.len()].to_vec()
    };
    digits.chunks(4).flat_map(four).collect()
}
