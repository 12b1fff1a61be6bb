//! A real browser: chromedriver as a child process on a port of its own, and one headless Chromium behind it.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Stdio},
};

use fantoccini::{Client, ClientBuilder, wd::Capabilities};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;

/// The driver process; ends with it.
#[derive(Debug)]
pub(super) struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts chromedriver, which looks for a free port itself and tells it. It wants the same port for both kinds of
    /// addresses and ends where somebody else has taken one of the two: a port cannot be reserved, only tried.
    pub(super) fn start() -> Self {
        let mut said = Vec::new();
        for _ in 0..10 {
            match Self::try_start() {
                Ok(driver) => return driver,
                Err(output) => said = output,
            }
        }
        panic!("chromedriver ends without telling its port: {}", said.join("\n"));
    }

    /// A driver that has told its port, or what it said before it ended.
    fn try_start() -> Result<Self, Vec<String>> {
        let program = std::env::var("GONGKAI_CHROMEDRIVER").unwrap_or_else(|_| "chromedriver".to_owned());
        let mut child = Command::new(&program)
            .arg("--port=0")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap_or_else(|error| panic!("{program}: {error}. Run scripts/test, which installs it"));
        let output = BufReader::new(child.stdout.take().expect("its output is piped"));
        let mut lines = output.lines().map_while(Result::ok);
        let mut said = Vec::new();
        for line in lines.by_ref() {
            if let Some(port) = port_in(&line) {
                // It goes on talking: somebody has to listen, or it will wait for a reader one day.
                std::thread::spawn(move || lines.for_each(drop));
                return Ok(Self { child, port });
            }
            said.push(line);
        }
        drop(child.wait());
        Err(said)
    }

    /// Opens a browser window. Close it with [`Client::close`], also when a test fails: it is a process of its own.
    pub(super) async fn open(&self) -> Client {
        let arguments = [
            "--headless=new",
            "--no-sandbox",
            "--disable-dev-shm-usage",
            "--disable-gpu",
            "--disable-background-networking",
            "--hide-scrollbars",
            "--force-device-scale-factor=1",
            "--lang=zh-CN",
        ];
        let mut capabilities = Capabilities::new();
        capabilities.insert("browserName".to_owned(), json!("chrome"));
        capabilities.insert("goog:chromeOptions".to_owned(), json!({ "args": arguments }));
        ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities)
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .unwrap_or_else(|error| panic!("no browser: {error}. Run scripts/test, which installs Chromium"))
    }
}

/// `ChromeDriver was started successfully on port 40123.`
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ")?;
    after.trim_end_matches('.').parse().ok()
}

impl Drop for Driver {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
