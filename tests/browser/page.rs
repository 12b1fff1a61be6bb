//! A window with a person before it: finds things as people do, and looks at every page it comes to.

use std::{path::PathBuf, time::Duration};

use fantoccini::{
    Client, Locator,
    actions::{InputSource as _, MOUSE_BUTTON_LEFT, MouseActions, PointerAction},
    elements::Element,
    error::CmdError,
};
use serde::Deserialize;
use serde_json::{Value, json};

/// The rules that every page has to keep. `best-practice` is not WCAG, but each of its rules helps somebody.
const RULES: [&str; 7] = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22a",
    "wcag22aa",
    "best-practice",
];

/// The database whose pages are judged by them: those of the other are the same.
const JUDGED: &str = "sqlite";

/// How long somebody waits for a page.
const PATIENCE: Duration = Duration::from_secs(20);

/// How often something is looked up again because the page it was on made way for the next one.
const PAGES_THAT_MAKE_WAY: usize = 10;

/// A phone, and a screen on a desk. In pixels.
#[derive(Debug, Clone, Copy)]
pub(super) enum Screen {
    /// What is left of a desk where everything is shown four times as large (WCAG 1.4.10).
    Narrow,
    Phone,
    Desk,
}

impl Screen {
    fn size(self) -> (u32, u32) {
        match self {
            Self::Narrow => (320, 640),
            Self::Phone => (360, 780),
            Self::Desk => (1280, 900),
        }
    }
}

/// A browser window.
#[derive(Debug)]
pub(super) struct Window {
    pub(super) client: Client,
    home: String,
    /// Screenshots of a run are named after it.
    run: String,
    taken: u32,
    /// What was wrong with the pages so far.
    broken: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<Node>,
}

#[derive(Debug, Deserialize)]
struct Node {
    html: String,
    #[serde(rename = "failureSummary")]
    summary: Option<String>,
}

impl Window {
    pub(super) fn new(client: Client, home: String, run: &str) -> Self {
        Self {
            client,
            home,
            run: run.to_owned(),
            taken: 0,
            broken: Vec::new(),
        }
    }

    /// Another person sits down: no cookie is left, and the screen is theirs.
    pub(super) async fn person(&mut self, screen: Screen) {
        self.client.delete_all_cookies().await.unwrap();
        self.on(screen).await;
    }

    /// The page that is open, on a screen of another size.
    pub(super) async fn on(&self, screen: Screen) {
        let (width, height) = screen.size();
        // A headless window is all page, without a frame; the driver's way to size it adds one.
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    pub(super) async fn go(&self, path: &str) {
        self.client.goto(&format!("{}{path}", self.home)).await.unwrap();
    }

    /// Looks at the page, whether no rule of accessibility is broken and nothing sticks out sideways, and keeps a
    /// picture of it. What is found is told at the end, all at once.
    pub(super) async fn look(&mut self, name: &str) {
        let wide = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        let over = self.client.execute(wide, Vec::new()).await.unwrap();
        if over != json!(0) {
            self.broken
                .push(format!("{name}: the page is wider than the screen"));
        }
        self.picture(name).await;
        if self.run.starts_with(JUDGED) {
            for violation in self.violations().await {
                self.broken.push(format!("{name}: {violation}"));
            }
        }
    }

    /// The same on a desk and then on a phone, on which a table must be read, too.
    pub(super) async fn look_on_both(&mut self, name: &str) {
        self.look(name).await;
        self.on(Screen::Phone).await;
        self.look(&format!("{name}-phone")).await;
        self.on(Screen::Desk).await;
    }

    /// The page on paper, as the browser prints it; kept beside the pictures.
    pub(super) async fn print(&mut self, name: &str) -> Vec<u8> {
        let paper = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "preferCSSPageSize": true });
        let printed = self.devtools("Page.printToPDF", paper).await;
        let pdf = decode(&printed["data"]);
        self.keep(name, "pdf", &pdf);
        pdf
    }

    async fn violations(&self) -> Vec<String> {
        self.client.execute(&axe(), Vec::new()).await.unwrap();
        let run = "const done = arguments[arguments.length - 1]; \
                   axe.run(document, { runOnly: { type: 'tag', values: arguments[0] }, resultTypes: ['violations'] }) \
                   .then(found => done(found.violations), error => done([{ id: 'axe', help: String(error), nodes: [] }]))";
        let found = self.client.execute_async(run, vec![json!(RULES)]).await.unwrap();
        let violations: Vec<Violation> = serde_json::from_value(found).unwrap();
        violations
            .iter()
            .map(|violation| {
                let nodes = violation.nodes.iter().map(|node| {
                    format!(
                        "    {}\n      {}",
                        node.html,
                        node.summary.as_deref().unwrap_or_default()
                    )
                });
                format!(
                    "  {}: {}\n{}",
                    violation.id,
                    violation.help,
                    nodes.collect::<Vec<_>>().join("\n")
                )
            })
            .collect()
    }

    /// A picture of the whole page, from top to bottom.
    async fn picture(&mut self, name: &str) {
        let height = "return Math.min(document.documentElement.scrollHeight, 6000)";
        let height = self.client.execute(height, Vec::new()).await.unwrap();
        let width = self
            .client
            .execute("return innerWidth", Vec::new())
            .await
            .unwrap();
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        let shot =
            json!({ "format": "png", "captureBeyondViewport": true, "clip": clip, "optimizeForSpeed": true });
        let shot = self.devtools("Page.captureScreenshot", shot).await;
        self.keep(name, "png", &decode(&shot["data"]));
    }

    /// Keeps what was seen, in the order in which it was.
    pub(super) fn keep(&mut self, name: &str, ending: &str, bytes: &[u8]) {
        self.taken += 1;
        let folder = pictures().join(&self.run);
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join(format!("{:02}-{name}.{ending}", self.taken)), bytes).unwrap();
    }

    /// The element, as soon as it is there: people wait for a page, too.
    pub(super) async fn find(&self, css: &str) -> Element {
        self.found(Locator::Css(css)).await
    }

    async fn found(&self, locator: Locator<'_>) -> Element {
        let waited = self.client.wait().at_most(PATIENCE);
        match waited.for_element(locator).await {
            Ok(element) => element,
            Err(error) => panic!(
                "no {locator:?} on {}: {error}\n{}",
                self.path().await,
                self.text("body").await
            ),
        }
    }

    /// Waits until people can read some words on the page: they come while somebody types.
    pub(super) async fn appears(&self, words: &str) {
        let holds = format!("//*[self::p or self::li][contains(., \"{words}\")]");
        let waited = self.client.wait().at_most(PATIENCE);
        let came = waited.for_element(Locator::XPath(&holds)).await.is_ok();
        let text = if came {
            String::new()
        } else {
            self.text("body").await
        };
        assert!(came, "“{words}” does not come:\n{text}");
    }

    /// What stands in an element, as people see it.
    pub(super) async fn text(&self, css: &str) -> String {
        for _ in 0..PAGES_THAT_MAKE_WAY {
            let told = match self.client.find(Locator::Css(css)).await {
                Ok(element) => element.text().await,
                Err(error) => panic!("no {css} on {}: {error}", self.path().await),
            };
            match told {
                Err(error) if error.is_stale_element_reference() => {}
                text => return text.unwrap(),
            }
        }
        panic!("{css} never stays on {}", self.path().await);
    }

    /// What stands in each of several elements.
    pub(super) async fn texts(&self, css: &str) -> Vec<String> {
        let mut texts = Vec::new();
        for element in self.find_all(css).await {
            texts.push(element.text().await.unwrap());
        }
        texts
    }

    pub(super) async fn find_all(&self, css: &str) -> Vec<Element> {
        self.client.find_all(Locator::Css(css)).await.unwrap()
    }

    /// What stands in the field of a name.
    pub(super) async fn value(&self, field: &str) -> String {
        self.find(&format!("[name='{field}']"))
            .await
            .prop("value")
            .await
            .unwrap()
            .unwrap_or_default()
    }

    /// Asserts that people can read some words on the page.
    pub(super) async fn reads(&self, words: &str) {
        let text = self.text("body").await;
        assert!(
            text.contains(words),
            "“{words}” is not on {}:\n{text}",
            self.path().await
        );
    }

    pub(super) async fn path(&self) -> String {
        self.client.current_url().await.unwrap().path().to_owned()
    }

    /// Writes into the field of a name.
    pub(super) async fn write(&self, field: &str, words: &str) {
        let element = self.find(&format!("[name='{field}']:not([type=hidden])")).await;
        element.clear().await.unwrap();
        element.send_keys(words).await.unwrap();
    }

    /// Puts a value into a field at once: a day, of which the keys differ by machine, or a long text.
    pub(super) async fn put(&self, field: &str, value: &str) {
        let element = self.find(&format!("[name='{field}']")).await;
        let arguments = vec![serde_json::to_value(&element).unwrap(), json!(value)];
        let put = "arguments[0].value = arguments[1]";
        self.client.execute(put, arguments).await.unwrap();
    }

    /// Chooses a file.
    pub(super) async fn attach(&self, field: &str, file: &std::path::Path) {
        let element = self.find(&format!("[name='{field}']")).await;
        element.send_keys(&file.to_string_lossy()).await.unwrap();
    }

    /// Sets a radio button or a checkbox.
    pub(super) async fn choose(&self, field: &str, value: &str) {
        self.click(&format!("input[name='{field}'][value='{value}']"))
            .await;
    }

    /// Fills in a form that lies in a fold: opens it, sets what stands under each name, and presses its button.
    pub(super) async fn fill(&self, form: &str, fields: &[(&str, &str)]) {
        let element = self.find(form).await;
        let set = "const [form, fields] = arguments; \
                   for (let fold = form.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true; \
                   form.scrollIntoView({ block: 'center' }); \
                   return fields.filter(([name, value]) => { \
                       const found = [...form.elements].filter(field => field.name === name); \
                       const box = found.find(field => ['radio', 'checkbox'].includes(field.type) && field.value === value); \
                       if (box) { if (!box.checked) box.click(); return false; } \
                       const [field] = found; \
                       if (!field || ['radio', 'checkbox', 'hidden'].includes(field.type)) return true; \
                       field.value = value; \
                       return field.value !== value; \
                   }).map(([name]) => name)";
        let arguments = vec![serde_json::to_value(&element).unwrap(), json!(fields)];
        let unset = self.client.execute(set, arguments).await.unwrap();
        assert_eq!(
            unset,
            json!([]),
            "{form} on {} does not take these",
            self.path().await
        );
    }

    /// Fills in a form and sends it; the page that this leads to is there afterwards.
    pub(super) async fn send(&self, form: &str, fields: &[(&str, &str)]) {
        self.fill(form, fields).await;
        self.turn(&format!("{form} button[type='submit']")).await;
    }

    /// Clicks what leads to another page; that page is there afterwards.
    pub(super) async fn turn(&self, css: &str) {
        // The page that is there now looks much like the one that comes: it is marked, to be told from it.
        let mark = "document.documentElement.dataset.left = ''";
        self.client.execute(mark, Vec::new()).await.unwrap();
        self.click(css).await;
        self.find("html:not([data-left]) body").await;
    }

    /// Selects an entry of a list by its value.
    pub(super) async fn select(&self, field: &str, value: &str) {
        self.find(&format!("select[name='{field}']"))
            .await
            .select_by_value(value)
            .await
            .unwrap();
    }

    /// Selects an entry of a list by its words.
    pub(super) async fn select_label(&self, field: &str, label: &str) {
        self.find(&format!("select[name='{field}']"))
            .await
            .select_by_label(label)
            .await
            .unwrap();
    }

    /// Clicks, and waits until the page that this may lead to is there.
    pub(super) async fn click(&self, css: &str) {
        self.click_on(Locator::Css(css)).await;
    }

    /// Clicks what a locator finds.
    ///
    /// A page that makes way for the next one takes its elements along: then they are found on the one that came.
    async fn click_on(&self, locator: Locator<'_>) {
        for _ in 0..PAGES_THAT_MAKE_WAY {
            let element = self.found(locator).await;
            match self.clicked(&element).await {
                Err(error) if error.is_stale_element_reference() => {}
                told => return told.unwrap(),
            }
        }
        panic!("{locator:?} never stays on {}", self.path().await);
    }

    async fn clicked(&self, element: &Element) -> Result<(), CmdError> {
        let into_view = "arguments[0].scrollIntoView({ block: 'center' })";
        let arguments = vec![serde_json::to_value(element).unwrap()];
        self.client.execute(into_view, arguments).await?;
        element.click().await
    }

    /// Presses the mouse at one place of an element, draws it to another, and lets go; in pixels from its corner.
    pub(super) async fn drag(&self, css: &str, from: (f64, f64), to: (f64, f64)) {
        let element = self.find(css).await;
        let into_view = "arguments[0].scrollIntoView({ block: 'start' })";
        self.client
            .execute(into_view, vec![serde_json::to_value(&element).unwrap()])
            .await
            .unwrap();
        let (x, y, ..) = element.rectangle().await.unwrap();
        let scrolled = self
            .client
            .execute("return [scrollX, scrollY]", Vec::new())
            .await
            .unwrap();
        let [left, top]: [f64; 2] = serde_json::from_value(scrolled).unwrap();
        let at = |(across, down): (f64, f64)| PointerAction::MoveTo {
            duration: Some(Duration::from_millis(100)),
            x: across + x - left,
            y: down + y - top,
        };
        let press = PointerAction::Down {
            button: MOUSE_BUTTON_LEFT,
        };
        let mouse = MouseActions::new("mouse".to_owned())
            .then(at(from))
            .then(press)
            .then(at(to))
            .then(PointerAction::Up {
                button: MOUSE_BUTTON_LEFT,
            });
        self.client.perform_actions(mouse).await.unwrap();
    }

    /// Clicks the link or the button of some words.
    pub(super) async fn press(&self, words: &str) {
        let xpath = format!(
            "//main//*[self::a or self::button][normalize-space()='{words}'] | \
             //*[self::a or self::button][normalize-space()='{words}']"
        );
        self.click_on(Locator::XPath(&xpath)).await;
    }

    /// Ends the journey: every page on the way was sound.
    pub(super) async fn close(self) {
        self.client.close().await.unwrap();
        assert!(self.broken.is_empty(), "{}", self.broken.join("\n"));
    }
}

/// The bytes that the protocol gives as text.
pub(super) fn decode(data: &Value) -> Vec<u8> {
    data_encoding::BASE64
        .decode(data.as_str().unwrap().as_bytes())
        .unwrap()
}

/// The accessibility checker, as scripts/setup fetched it.
fn axe() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/node_modules/axe-core/axe.min.js");
    std::fs::read_to_string(path)
        .unwrap_or_else(|error| panic!("{path}: {error}. Run scripts/test, which fetches it"))
}

/// Where screenshots go: `GONGKAI_SCREENSHOTS`, or the build's own folder.
fn pictures() -> PathBuf {
    std::env::var_os("GONGKAI_SCREENSHOTS").map_or_else(
        || PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screenshots"),
        PathBuf::from,
    )
}
