//! A page as a person uses it: reads it, types into it, follows its links.

use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::driver::{Driver, Refused};
use crate::site::Site;

/// How long something that has to come is waited for. It comes within milliseconds; on a machine
/// that compiles at the same time it may take seconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// A key that writes no character, as `WebDriver` names it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Key {
    Tab,
    /// Shift and Tab: backwards.
    BackTab,
    Enter,
    Down,
    Escape,
}

/// The width and height of a screen in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Screen(pub(crate) u32, pub(crate) u32);

/// A desk.
pub(crate) const DESK: Screen = Screen(1280, 900);

/// A telephone.
pub(crate) const PHONE: Screen = Screen(390, 844);

/// The narrowest screen on which nothing may be cut off (WCAG 2.2, 1.4.10).
pub(crate) const NARROWEST: Screen = Screen(320, 640);

/// The colours that the system of the reader prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scheme {
    Light,
    Dark,
}

/// What the page is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Medium {
    Screen,
    Paper,
}

/// A browser with one page, over the server of the tests.
pub(crate) struct Page<'a> {
    driver: &'a Driver,
    pub(crate) site: &'a Site,
}

impl<'a> Page<'a> {
    /// Returns an empty page of a fresh browser: no cookies, nothing stored, Chinese,
    /// light, on a desk.
    pub(crate) fn new(driver: &'a Driver, site: &'a Site) -> Self {
        let page = Self { driver, site };
        page.go("about:blank");
        page.run_scripts(true);
        page.speak("zh-CN");
        page.look(Medium::Screen, Scheme::Light);
        page.sit_at(DESK);
        driver.devtools("Network.clearBrowserCookies", &json!({}));
        let origin = format!("http://{}", site.address());
        let stored = json!({ "origin": origin, "storageTypes": "all" });
        driver.devtools("Storage.clearDataForOrigin", &stored);
        page.troubles();
        page
    }

    // What the reader and their system are like.

    /// Sets the size of the screen; one that is narrow is that of a telephone.
    pub(crate) fn sit_at(&self, Screen(width, height): Screen) {
        let size = json!({
            "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500,
        });
        self.driver.devtools("Emulation.setDeviceMetricsOverride", &size);
    }

    pub(crate) fn look(&self, medium: Medium, scheme: Scheme) {
        let medium = if medium == Medium::Paper { "print" } else { "" };
        let scheme = if scheme == Scheme::Dark { "dark" } else { "light" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            // What is clicked on must not be on its way somewhere.
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]);
        let media = json!({ "media": medium, "features": features });
        self.driver.devtools("Emulation.setEmulatedMedia", &media);
    }

    /// Sets the languages of the browser, as `Accept-Language` has them.
    pub(crate) fn speak(&self, languages: &str) {
        let version = self.driver.devtools("Browser.getVersion", &json!({}));
        let agent = json!({ "userAgent": version["userAgent"], "acceptLanguage": languages });
        self.driver.devtools("Network.setUserAgentOverride", &agent);
    }

    /// Lets pages run scripts from the next one on, or not.
    pub(crate) fn run_scripts(&self, are_run: bool) {
        let value = json!({ "value": !are_run });
        self.driver.devtools("Emulation.setScriptExecutionDisabled", &value);
    }

    /// Loses the connection of the browser, or brings it back.
    pub(crate) fn connect(&self, is_connected: bool) {
        self.driver.devtools("Network.enable", &json!({}));
        let conditions = json!({
            "offline": !is_connected, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1,
        });
        self.driver.devtools("Network.emulateNetworkConditions", &conditions);
    }

    // Ways to a page.

    /// Opens a path of the server; it must load without errors.
    #[track_caller]
    pub(crate) fn open(&self, path: &str) {
        self.go(&format!("http://{}{path}", self.site.address()));
    }

    /// Opens a path that is answered with an error page.
    #[track_caller]
    pub(crate) fn open_refused(&self, path: &str) {
        self.open(path);
        assert_eq!(self.refusals(), 1, "{path} is refused");
    }

    /// Opens an address anywhere.
    #[track_caller]
    pub(crate) fn go(&self, address: &str) {
        self.tell("url", &json!({ "url": address }));
    }

    /// Returns path and query of the page, decoded.
    #[track_caller]
    pub(crate) fn path(&self) -> String {
        self.eval("decodeURIComponent((location.pathname + location.search).replaceAll('+', ' '))")
    }

    /// Writes what is seen on the screen to a file.
    pub(crate) fn picture(&self, file: &Path) {
        self.driver.picture(file);
    }

    /// Returns the page printed as a PDF.
    #[track_caller]
    pub(crate) fn print(&self) -> Vec<u8> {
        self.driver.print()
    }

    // What is done on it.

    /// Follows the link whose whole text this is.
    #[track_caller]
    pub(crate) fn follow(&self, text: &str) {
        self.click_on("link text", text);
    }

    /// Clicks on the first element that a selector of CSS finds.
    #[track_caller]
    pub(crate) fn click(&self, selector: &str) {
        self.click_on("css selector", selector);
    }

    /// Clears a field and types into it.
    #[track_caller]
    pub(crate) fn fill(&self, selector: &str, text: &str) {
        let field = self.find("css selector", selector);
        self.tell(&format!("element/{field}/clear"), &json!({}));
        self.tell(&format!("element/{field}/value"), &json!({ "text": text }));
    }

    /// Presses a key; the focus stays.
    #[track_caller]
    pub(crate) fn press(&self, key: Key) {
        let (down, up) = (|key: &str| press("keyDown", key), |key: &str| press("keyUp", key));
        let (shift, tab, enter) = ("\u{E008}", "\u{E004}", "\u{E007}");
        let (arrow, escape) = ("\u{E015}", "\u{E00C}");
        let presses = match key {
            Key::Tab => vec![down(tab), up(tab)],
            Key::BackTab => vec![down(shift), down(tab), up(tab), up(shift)],
            Key::Enter => vec![down(enter), up(enter)],
            Key::Down => vec![down(arrow), up(arrow)],
            Key::Escape => vec![down(escape), up(escape)],
        };
        self.act(&presses);
    }

    /// Types text into the focused element.
    #[track_caller]
    pub(crate) fn write(&self, text: &str) {
        let presses = text.chars().flat_map(|key| {
            let key = key.to_string();
            [press("keyDown", &key), press("keyUp", &key)]
        });
        self.act(&presses.collect::<Vec<_>>());
    }

    #[track_caller]
    fn act(&self, presses: &[Value]) {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": presses });
        self.tell("actions", &json!({ "actions": [keyboard] }));
    }

    // What is read on it.

    /// Returns the text of the first element, as it is shown; waits until there is one.
    #[track_caller]
    pub(crate) fn text(&self, selector: &str) -> String {
        self.find("css selector", selector);
        self.texts(selector).swap_remove(0)
    }

    /// Returns the text of each element that is there now.
    #[track_caller]
    pub(crate) fn texts(&self, selector: &str) -> Vec<String> {
        let script = "[...document.querySelectorAll(arguments[0])].map(it => it.innerText.trim())";
        self.ask(script, &[json!(selector)])
    }

    /// Returns how many elements are there now.
    #[track_caller]
    pub(crate) fn count(&self, selector: &str) -> usize {
        self.ask("document.querySelectorAll(arguments[0]).length", &[json!(selector)])
    }

    /// Waits until a condition in JavaScript is true.
    #[track_caller]
    pub(crate) fn wait_until(&self, condition: &str) {
        let begun = Instant::now();
        while !self.eval::<bool>(&format!("Boolean({condition})")) {
            let seconds = PATIENCE.as_secs();
            assert!(begun.elapsed() < PATIENCE, "not within {seconds} seconds: {condition}");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// Returns the value of an expression in JavaScript.
    #[track_caller]
    pub(crate) fn eval<T: DeserializeOwned>(&self, expression: &str) -> T {
        self.ask(expression, &[])
    }

    /// Returns the value of an expression in JavaScript in which `arguments` stand. A promise is
    /// waited for.
    #[track_caller]
    pub(crate) fn ask<T: DeserializeOwned>(&self, expression: &str, arguments: &[Value]) -> T {
        let script = json!({ "script": format!("return ({expression})"), "args": arguments });
        let value = self.tell("execute/sync", &script);
        let read = serde_json::from_value(value);
        read.unwrap_or_else(|error| panic!("{error}: the value of {expression}"))
    }

    /// Runs a script on the page that is no expression.
    #[track_caller]
    pub(crate) fn run(&self, script: &str) {
        self.tell("execute/sync", &json!({ "script": script, "args": [] }));
    }

    /// Returns what the browser complained about since it was last asked: errors of scripts, what
    /// the policy of the server forbade, what could not be loaded.
    #[track_caller]
    pub(crate) fn troubles(&self) -> Vec<String> {
        let lines = self.tell("se/log", &json!({ "type": "browser" }));
        let lines = lines.as_array().expect("a log is a list");
        let line = |line: &Value| format!("{}: {}", line["level"], line["message"]);
        lines.iter().map(line).collect()
    }

    /// Takes the lines away that the browser writes about pages that say what is wrong, and returns
    /// how many they were; there must be no others.
    #[track_caller]
    pub(crate) fn refusals(&self) -> usize {
        let told = self.troubles();
        let is_refusal = |line: &String| line.contains("the server responded with a status of 4");
        assert!(told.iter().all(is_refusal), "the browser complained: {told:#?}");
        told.len()
    }

    // How the driver is told.

    #[track_caller]
    fn click_on(&self, how: &str, what: &str) {
        let element = self.find(how, what);
        self.tell(&format!("element/{element}/click"), &json!({}));
    }

    /// Waits until an element is there and returns its name in the session.
    #[track_caller]
    fn find(&self, how: &str, what: &str) -> String {
        let begun = Instant::now();
        loop {
            match self.driver.tell("element", &json!({ "using": how, "value": what })) {
                Ok(element) => {
                    let name = element.as_object().and_then(|it| it.values().next());
                    return name.and_then(Value::as_str).expect("an element has a name").to_owned();
                }
                Err(Refused { error, .. })
                    if error == "no such element" && begun.elapsed() < PATIENCE =>
                {
                    thread::sleep(Duration::from_millis(20));
                }
                Err(refused) => panic!("{what}: {refused:?}"),
            }
        }
    }

    #[track_caller]
    fn tell(&self, command: &str, what: &Value) -> Value {
        let told = self.driver.tell(command, what);
        told.unwrap_or_else(|refused| panic!("{command} {what}: {refused:?}"))
    }
}

fn press(kind: &str, key: &str) -> Value {
    json!({ "type": kind, "value": key })
}
