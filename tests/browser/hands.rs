//! What a person does to a window by keys alone, and what its browser is told to do without.

use fantoccini::{
    actions::{InputSource as _, KeyAction, KeyActions},
    key::Key,
};
use serde_json::{Value, json};

use super::page::Window;

/// How often somebody presses the tab key before they give up.
const TABS: usize = 80;

impl Window {
    pub(super) async fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.client
            .issue_cmd(Devtools {
                command: command.to_owned(),
                parameters,
            })
            .await
            .unwrap()
    }

    /// Gives the browser a device that makes passkeys and shows them, and whose owner puts a finger on it whenever it asks
    /// for one.
    pub(super) async fn authenticator(&self) -> Authenticator {
        let device = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        let command = WebAuthn {
            path: "authenticator".to_owned(),
            body: Some(device),
        };
        let id = self.client.issue_cmd(command).await.unwrap();
        Authenticator(id.as_str().unwrap().to_owned())
    }

    /// Takes the device away, with all that it has made.
    pub(super) async fn without(&self, device: Authenticator) {
        let command = WebAuthn {
            path: format!("authenticator/{}", device.0),
            body: None,
        };
        self.client.issue_cmd(command).await.unwrap();
    }

    /// With or without scripts of the pages; those of the driver run all the same.
    pub(super) async fn scripts(&self, run: bool) {
        let parameters = json!({ "value": !run });
        self.devtools("Emulation.setScriptExecutionDisabled", parameters)
            .await;
    }

    /// Presses a key, wherever the focus is.
    pub(super) async fn key(&self, key: &str) {
        let focus = self.client.active_element().await.unwrap();
        focus.send_keys(key).await.unwrap();
    }

    /// Presses a key and lets go of it, also where a file is chosen, which takes no keys that are sent to it.
    pub(super) async fn tap(&self, key: char) {
        let keys = KeyActions::new("keys".to_owned())
            .then(KeyAction::Down { value: key })
            .then(KeyAction::Up { value: key });
        self.client.perform_actions(keys).await.unwrap();
    }

    /// Presses the tab key until something has the focus.
    pub(super) async fn tab_to(&self, css: &str) {
        let is_there = format!("return document.activeElement.matches({})", json!(css));
        for _ in 0..TABS {
            self.tap(char::from(Key::Tab)).await;
            if self.client.execute(&is_there, Vec::new()).await.unwrap() == json!(true) {
                return;
            }
        }
        panic!("{css} on {} is out of reach of the tab key", self.path().await);
    }

    /// Presses the enter key, which leads to another page; that page is there afterwards.
    pub(super) async fn enter(&self) {
        let mark = "document.documentElement.dataset.left = ''";
        self.client.execute(mark, Vec::new()).await.unwrap();
        self.tap(char::from(Key::Enter)).await;
        self.find("html:not([data-left]) main").await;
    }

    pub(super) async fn space(&self) {
        self.tap(' ').await;
    }

    /// Types where the focus is.
    pub(super) async fn type_keys(&self, words: &str) {
        self.key(words).await;
    }
}

/// A command of the `DevTools` protocol, which the driver passes on.
#[derive(Debug)]
struct Devtools {
    command: String,
    parameters: Value,
}

impl fantoccini::wd::WebDriverCompatibleCommand for Devtools {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!(
            "session/{}/goog/cdp/execute",
            session.unwrap_or_default()
        ))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (
            http::Method::POST,
            Some(json!({ "cmd": self.command, "params": self.parameters }).to_string()),
        )
    }
}

/// A device of [`Window::authenticator`], as the driver calls it.
#[derive(Debug)]
pub(super) struct Authenticator(String);

/// A command of the extension of `WebDriver` for passkeys.
#[derive(Debug)]
struct WebAuthn {
    path: String,
    /// None where something is taken away.
    body: Option<Value>,
}

impl fantoccini::wd::WebDriverCompatibleCommand for WebAuthn {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        let session = session.unwrap_or_default();
        base.join(&format!("session/{session}/webauthn/{}", self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        match &self.body {
            Some(body) => (http::Method::POST, Some(body.to_string())),
            None => (http::Method::DELETE, None),
        }
    }
}
