//! A form as a page shows it, filled in and sent as a browser does it: what the page does not offer cannot be typed,
//! chosen or pressed. Who wants to cheat has to say so.

use gongkai::web::{form::encode, guard::CSRF};
use scraper::ElementRef;

use super::page::{all, words};

const UPLOAD: &str = "multipart/form-data";

/// A form, with what stands in it.
#[derive(Debug, Clone)]
pub(crate) struct Form {
    action: String,
    is_upload: bool,
    fields: Vec<Field>,
    buttons: Vec<Button>,
    /// The button that sends it: the first one, as the enter key has it, until another one is pressed.
    pressed: usize,
}

#[derive(Debug, Clone)]
struct Field {
    name: String,
    value: String,
    kind: Kind,
}

#[derive(Debug, Clone)]
enum Kind {
    Typed,
    Hidden,
    /// A radio button or a checkbox, and whether it is chosen.
    Choice(bool),
    /// A list, with all that there is to choose.
    List(Vec<String>),
    /// The files that were chosen, with their contents.
    Files(Vec<(String, Vec<u8>)>),
}

#[derive(Debug, Clone)]
struct Button {
    words: String,
    name: Option<String>,
    value: String,
    action: Option<String>,
    is_upload: bool,
}

impl Form {
    /// The form of a page at a path.
    pub(super) fn read(form: ElementRef<'_>, path: &str) -> Self {
        let fields = all(form, "input, textarea, select").into_iter().filter_map(field);
        Self {
            action: form.attr("action").unwrap_or(path).to_owned(),
            is_upload: form.attr("enctype") == Some(UPLOAD),
            fields: fields.collect(),
            buttons: all(form, "button").into_iter().map(button).collect(),
            pressed: 0,
        }
    }

    fn of_name(&self, name: &str) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(move |field| field.name == name)
    }

    /// What stands in a field, or is chosen of several; nothing where there is none.
    pub(crate) fn value(&self, name: &str) -> &str {
        let mut standing = self
            .of_name(name)
            .filter(|field| !matches!(field.kind, Kind::Choice(false)));
        standing.next().map_or("", |field| field.value.as_str())
    }

    /// The names of everything that can be filled in or chosen and begins so, each once.
    pub(crate) fn names(&self, prefix: &str) -> Vec<String> {
        let mut names: Vec<String> = self
            .fields
            .iter()
            .filter(|field| field.name.starts_with(prefix))
            .map(|field| field.name.clone())
            .collect();
        names.dedup();
        names
    }

    /// Types into a field, or chooses a value.
    #[track_caller]
    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        let mut is_done = false;
        for field in self.fields.iter_mut().filter(|field| field.name == name) {
            match &mut field.kind {
                Kind::Typed => value.clone_into(&mut field.value),
                Kind::Choice(chosen) => {
                    *chosen = field.value == value;
                    is_done |= *chosen;
                    continue;
                }
                Kind::List(offered) if offered.iter().any(|known| known == value) => {
                    value.clone_into(&mut field.value);
                }
                Kind::List(_) | Kind::Hidden | Kind::Files(_) => continue,
            }
            is_done = true;
        }
        assert!(is_done, "“{name}” cannot be “{value}” in {self:#?}");
        self
    }

    /// Ticks one of several boxes, and leaves the others as they are.
    #[track_caller]
    pub(crate) fn tick(mut self, name: &str, value: &str) -> Self {
        let mut boxes = self
            .fields
            .iter_mut()
            .filter(|field| field.name == name && field.value == value);
        match boxes.next().map(|field| &mut field.kind) {
            Some(Kind::Choice(chosen)) => *chosen = true,
            other => panic!("“{name}” has no box “{value}”: {other:?}"),
        }
        self
    }

    /// Chooses a file.
    #[track_caller]
    pub(crate) fn attach(mut self, name: &str, file: &str, bytes: &[u8]) -> Self {
        let mut fields = self.fields.iter_mut().filter(|field| field.name == name);
        match fields.next().map(|field| &mut field.kind) {
            Some(Kind::Files(chosen)) => chosen.push((file.to_owned(), bytes.to_vec())),
            other => panic!("“{name}” takes no file: {other:?}"),
        }
        self
    }

    /// Presses the button of a value, or the one that says so.
    #[track_caller]
    pub(crate) fn press(mut self, what: &str) -> Self {
        let is_it = |button: &Button| button.value == what || button.words == what;
        let found = self.buttons.iter().position(is_it);
        self.pressed = found.unwrap_or_else(|| panic!("no button “{what}”: {:?}", self.buttons));
        self
    }

    /// Presses a picture that is a button at a place, in pixels; it may stand outside the form.
    pub(crate) fn press_at(mut self, name: &str, x: u32, y: u32) -> Self {
        self.buttons.clear();
        for (axis, place) in [("x", x), ("y", y)] {
            self.fields.push(Field {
                name: format!("{name}.{axis}"),
                value: place.to_string(),
                kind: Kind::Hidden,
            });
        }
        self
    }

    /// Puts something else into a hidden field, as no browser does.
    #[track_caller]
    pub(crate) fn tamper(mut self, name: &str, value: &str) -> Self {
        let mut fields = self.fields.iter_mut().filter(|field| field.name == name);
        let field = fields.next().unwrap_or_else(|| panic!("no field “{name}”"));
        value.clone_into(&mut field.value);
        self
    }

    /// Sends the same fields elsewhere, as a script of the page does.
    pub(crate) fn to(mut self, action: &str) -> Self {
        action.clone_into(&mut self.action);
        self.buttons.clear();
        self
    }

    /// Keeps only the secret of the session, and sends it elsewhere, with fields and a file that no page has offered.
    pub(crate) fn forge(
        mut self,
        action: &str,
        fields: &[(String, String)],
        file: Option<(&str, &[u8])>,
    ) -> Self {
        action.clone_into(&mut self.action);
        self.is_upload = file.is_some();
        self.buttons.clear();
        self.fields.retain(|field| field.name == CSRF);
        let typed = fields
            .iter()
            .map(|(name, value)| (name.as_str(), value.clone(), Kind::Hidden));
        let chosen = file.map(|(name, bytes)| {
            let files = vec![("forged.pdf".to_owned(), bytes.to_vec())];
            (name, String::new(), Kind::Files(files))
        });
        self.fields
            .extend(typed.chain(chosen).map(|(name, value, kind)| Field {
                name: name.to_owned(),
                value,
                kind,
            }));
        self
    }

    fn button(&self) -> Option<&Button> {
        self.buttons.get(self.pressed)
    }

    /// Where it goes.
    pub(crate) fn target(&self) -> &str {
        let own = self.button().and_then(|button| button.action.as_deref());
        own.unwrap_or(&self.action)
    }

    /// Its content type and its bytes.
    pub(super) fn body(&self) -> (&'static str, Vec<u8>) {
        if self.is_upload || self.button().is_some_and(|button| button.is_upload) {
            ("multipart/form-data; boundary=BOUND", self.multipart())
        } else {
            ("application/x-www-form-urlencoded", self.urlencoded())
        }
    }

    /// What the pressed button adds.
    fn press_of_button(&self) -> Option<(&str, &str)> {
        let button = self.button()?;
        Some((button.name.as_deref()?, &button.value))
    }

    fn urlencoded(&self) -> Vec<u8> {
        let mut pairs: Vec<(&str, &str)> = Vec::new();
        for field in &self.fields {
            match &field.kind {
                Kind::Choice(false) => {}
                // Of files a form without their contents sends the names.
                Kind::Files(files) if files.is_empty() => pairs.push((&field.name, "")),
                Kind::Files(files) => {
                    pairs.extend(files.iter().map(|(file, _)| (field.name.as_str(), file.as_str())));
                }
                Kind::Typed | Kind::Hidden | Kind::Choice(true) | Kind::List(_) => {
                    pairs.push((&field.name, &field.value));
                }
            }
        }
        pairs.extend(self.press_of_button());
        let encoded: Vec<String> = pairs
            .into_iter()
            .map(|(name, value)| format!("{}={}", encode(name), encode(&with_crlf(value))))
            .collect();
        encoded.join("&").into_bytes()
    }

    fn multipart(&self) -> Vec<u8> {
        let mut body = Vec::new();
        for field in &self.fields {
            match &field.kind {
                Kind::Choice(false) => {}
                Kind::Files(files) if files.is_empty() => part(&mut body, &field.name, Some(""), b""),
                Kind::Files(files) => {
                    for (file, bytes) in files {
                        part(&mut body, &field.name, Some(file), bytes);
                    }
                }
                Kind::Typed | Kind::Hidden | Kind::Choice(true) | Kind::List(_) => {
                    part(&mut body, &field.name, None, with_crlf(&field.value).as_bytes());
                }
            }
        }
        if let Some((name, value)) = self.press_of_button() {
            part(&mut body, name, None, value.as_bytes());
        }
        body.extend(b"--BOUND--\r\n");
        body
    }
}

fn part(body: &mut Vec<u8>, name: &str, file: Option<&str>, bytes: &[u8]) {
    let file = file.map_or_else(String::new, |file| {
        format!("; filename=\"{file}\"\r\nContent-Type: application/octet-stream")
    });
    let head = format!("--BOUND\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
    body.extend(head.bytes());
    body.extend(bytes);
    body.extend(b"\r\n");
}

/// Lines end in a form as they do nowhere else.
fn with_crlf(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\n', "\r\n")
}

fn field(element: ElementRef<'_>) -> Option<Field> {
    let attr = |name: &str| element.attr(name).map(str::to_owned);
    let hidden = |kind| {
        if element.attr("hidden").is_some() {
            Kind::Hidden
        } else {
            kind
        }
    };
    let (value, kind) = match (element.value().name(), element.attr("type").unwrap_or("text")) {
        ("textarea", _) => (Some(element.text().collect()), hidden(Kind::Typed)),
        ("select", _) => {
            let value = |option: ElementRef<'_>| option.attr("value").unwrap_or_default().to_owned();
            let options: Vec<String> = all(element, "option").into_iter().map(value).collect();
            let chosen = all(element, "option[selected]").first().copied().map(value);
            (chosen.or_else(|| options.first().cloned()), Kind::List(options))
        }
        (_, "hidden") => (attr("value"), Kind::Hidden),
        (_, "radio" | "checkbox") => (attr("value"), Kind::Choice(element.attr("checked").is_some())),
        (_, "file") => (None, Kind::Files(Vec::new())),
        _ => (attr("value"), Kind::Typed),
    };
    Some(Field {
        name: attr("name")?,
        value: value.unwrap_or_default(),
        kind,
    })
}

fn button(element: ElementRef<'_>) -> Button {
    let attr = |name: &str| element.attr(name).map(str::to_owned);
    Button {
        words: words(element),
        name: attr("name"),
        value: attr("value").unwrap_or_default(),
        action: attr("formaction"),
        is_upload: element.attr("formenctype") == Some(UPLOAD),
    }
}
