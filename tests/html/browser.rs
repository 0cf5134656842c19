//! Headless Chromium, spoken to in the Chrome `DevTools` Protocol over its pipe: the browser reads commands from file
//! descriptor 3 and writes answers to 4, each ended by a zero byte. The shell puts them there, so that neither a
//! port nor a library for sockets is needed.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use base64::Engine as _;
use serde_json::{Value, json};
use tempfile::TempDir;

/// By which names it is installed.
const NAMES: [&str; 4] = ["chromium", "chromium-browser", "google-chrome", "chrome"];

/// A browser that hangs must not hang the tests.
const PATIENCE: Duration = Duration::from_mins(2);

/// The browser of this machine. Where there is none that is said, and with `CI=true` it is a failure.
pub fn installed() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .flat_map(|folder| NAMES.map(|name| folder.join(name)))
        .find(|file| file.is_file());
    if found.is_none() {
        let help = "no Chromium: the HTML report was not tried in a browser. Debian and Ubuntu: \
            `apt-get install --no-install-recommends chromium`";
        assert!(std::env::var_os("CI").is_none_or(|ci| ci != "true"), "{help}");
        eprintln!("{help}");
    }
    found
}

/// A browser with one tab.
pub struct Browser {
    process: Child,
    give: ChildStdin,
    take: Receiver<Value>,
    session: Option<String>,
    number: u64,
    events: VecDeque<Value>,
    _profile: TempDir,
}

impl Browser {
    /// Starts it.
    pub fn start(program: &Path) -> Self {
        let profile = tempfile::tempdir().unwrap();
        let mut command = Command::new("sh");
        command.args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 </dev/null >/dev/null"]);
        command.arg(program).args([
            "--headless",
            "--remote-debugging-pipe",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--no-first-run",
            // Within a container it runs as root, which its sandbox refuses.
            "--no-sandbox",
        ]);
        command.arg(format!("--user-data-dir={}", profile.path().display()));
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let give = process.stdin.take().unwrap();
        let mut answers = BufReader::new(process.stdout.take().unwrap());
        let (sender, take) = channel();
        std::thread::spawn(move || {
            let mut bytes = Vec::new();
            while answers.read_until(0, &mut bytes).is_ok_and(|read| read > 0) {
                bytes.pop();
                let Ok(message) = serde_json::from_slice(&bytes) else { return };
                if sender.send(message).is_err() {
                    return;
                }
                bytes.clear();
            }
        });
        let (session, events) = (None, VecDeque::new());
        let mut browser =
            Self { process, give, take, session, number: 0, events, _profile: profile };
        let target = browser.call("Target.createTarget", json!({"url": "about:blank"}));
        let attach = json!({"targetId": target["targetId"], "flatten": true});
        let attached = browser.call("Target.attachToTarget", attach);
        browser.session = attached["sessionId"].as_str().map(str::to_owned);
        for domain in ["Page", "Runtime", "Log", "Network", "Accessibility"] {
            browser.call(&format!("{domain}.enable"), json!({}));
        }
        browser
    }

    /// Sends a command and waits for its answer.
    #[allow(clippy::needless_pass_by_value)] // made for the call
    pub fn call(&mut self, method: &str, params: Value) -> Value {
        self.number += 1;
        let mut message = json!({"id": self.number, "method": method, "params": params});
        if let Some(session) = &self.session {
            message["sessionId"] = json!(session);
        }
        self.give.write_all(format!("{message}\0").as_bytes()).unwrap();
        loop {
            let mut answer = self.message();
            if answer["id"] == self.number {
                assert!(answer.get("error").is_none(), "{method}: {answer}");
                return answer["result"].take();
            }
            self.events.push_back(answer);
        }
    }

    fn message(&mut self) -> Value {
        self.take.recv_timeout(PATIENCE).expect("the browser does not answer")
    }

    /// Waits for an event; those before it are kept.
    pub fn wait(&mut self, method: &str) {
        if let Some(at) = self.events.iter().position(|event| event["method"] == method) {
            self.events.remove(at);
            return;
        }
        loop {
            let event = self.message();
            if event["method"] == method {
                return;
            }
            self.events.push_back(event);
        }
    }

    /// Opens an address and waits until it is loaded.
    pub fn open(&mut self, address: &str) {
        // A change of the fragment alone would load nothing.
        self.call("Page.navigate", json!({"url": "about:blank"}));
        self.wait("Page.loadEventFired");
        self.events.clear();
        self.call("Page.navigate", json!({"url": address}));
        self.wait("Page.loadEventFired");
    }

    /// What an expression comes to in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let params = json!({"expression": expression, "returnByValue": true, "awaitPromise": true});
        let mut result = self.call("Runtime.evaluate", params);
        assert!(result.get("exceptionDetails").is_none(), "{expression}: {result}");
        result["result"]["value"].take()
    }

    /// The same, as text.
    pub fn text(&mut self, expression: &str) -> String {
        match self.value(expression) {
            Value::String(text) => text,
            other => other.to_string(),
        }
    }

    /// Whether an expression becomes true, some frames later.
    pub fn becomes(&mut self, expression: &str) {
        let wait = format!(
            "new Promise((done) => {{ let left = 600; const look = () => {{ if ({expression}) done(true); \
             else if (left-- > 0) setTimeout(look, 20); else done(false); }}; look(); }})"
        );
        assert_eq!(self.value(&wait), true, "never became true: {expression}");
    }

    /// A key, pressed and let go.
    pub fn key(&mut self, key: &str) {
        let text = if key == "Enter" { "\r" } else { "" };
        for kind in ["keyDown", "keyUp"] {
            let code = match key {
                "Enter" => 13,
                "Escape" => 27,
                "End" => 35,
                "ArrowDown" => 40,
                _ => 0,
            };
            self.call(
                "Input.dispatchKeyEvent",
                json!({"type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": if kind == "keyDown" { text } else { "" }}),
            );
        }
    }

    /// The page on paper.
    pub fn pdf(&mut self) -> Vec<u8> {
        let printed = self.call("Page.printToPDF", json!({"printBackground": true}));
        let data = printed["data"].as_str().unwrap_or_default();
        base64::engine::general_purpose::STANDARD.decode(data).unwrap()
    }

    /// What went wrong since the page was opened: errors and warnings of the console, exceptions, dialogs, and
    /// anything asked of the network.
    pub fn faults(&mut self) -> Vec<String> {
        // An answer to this comes after all events before it.
        self.call("Runtime.evaluate", json!({"expression": "0"}));
        let bad = |event: &Value| {
            let params = &event["params"];
            match event["method"].as_str().unwrap_or_default() {
                "Runtime.exceptionThrown"
                | "Runtime.consoleAPICalled"
                | "Page.javascriptDialogOpening" => true,
                "Log.entryAdded" => params["entry"]["level"] != "verbose",
                "Network.requestWillBeSent" => {
                    !params["request"]["url"].as_str().unwrap_or_default().starts_with("file:")
                        || params["type"] != "Document"
                }
                _ => false,
            }
        };
        self.events.drain(..).filter(bad).map(|event| event.to_string()).collect()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}
