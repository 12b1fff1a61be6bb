//! Files that a window is handed.

use serde_json::{Value, json};

use super::page::{Window, decode};

impl Window {
    /// Presses a button that hands over a file: its content type and its bytes.
    pub(super) async fn download(&self, button: &str) -> (String, Vec<u8>) {
        let element = self.find(button).await;
        let request = "const button = arguments[0]; \
                       const body = new URLSearchParams(new FormData(button.form, button)); \
                       const asked = fetch(button.getAttribute('formaction') ?? button.form.action, { method: 'POST', body });";
        self.fetched(request, serde_json::to_value(&element).unwrap())
            .await
    }

    /// What lies behind a link.
    pub(super) async fn fetch(&self, path: &str) -> Vec<u8> {
        let (_, bytes) = self
            .fetched("const asked = fetch(arguments[0]);", json!(path))
            .await;
        bytes
    }

    /// Opens every file, and every page on which something is blacked out, that whoever approves has to have opened.
    pub(super) async fn open_parts(&self) {
        let unseen = ".desk-parts a:has(+ .govuk-tag--yellow), .desk-leaves .is-unseen a";
        for part in self.find_all(unseen).await {
            let path = part.attr("href").await.unwrap().unwrap();
            assert!(!self.fetch(&path).await.is_empty());
        }
    }

    async fn fetched(&self, request: &str, argument: Value) -> (String, Vec<u8>) {
        let script = format!(
            "{request} const done = arguments[1]; \
             asked.then(async answer => {{ \
                 const bytes = new Uint8Array(await answer.arrayBuffer()); \
                 const characters = Array.from(bytes, byte => String.fromCharCode(byte)).join(''); \
                 done([answer.headers.get('content-type'), btoa(characters)]); \
             }}, error => done([String(error), '']));"
        );
        let fetched = self.client.execute_async(&script, vec![argument]).await.unwrap();
        (fetched[0].as_str().unwrap().to_owned(), decode(&fetched[1]))
    }
}
