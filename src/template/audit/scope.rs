//! Where a path leads: the stack of contexts that the renderer keeps, over JSON.

use serde_json::{Map, Value};

/// A path that leads nowhere.
pub(super) struct Missing(pub(super) String);

/// The stack of contexts. The bottom is the root.
pub(super) struct Scope {
    frames: Vec<Frame>,
}

struct Frame {
    value: Value,
    params: Map<String, Value>,
    in_each: bool,
}

impl Scope {
    pub(super) fn new(root: Value) -> Self {
        Self {
            frames: vec![Frame {
                value: root,
                params: Map::new(),
                in_each: false,
            }],
        }
    }

    /// Enters a block; `params` are its names for the value (`as |item|`), or a partial's arguments.
    pub(super) fn push(&mut self, value: Value, params: Map<String, Value>, each: bool) {
        let in_each = each || self.frames.last().is_some_and(|frame| frame.in_each);
        self.frames.push(Frame {
            value,
            params,
            in_each,
        });
    }

    pub(super) fn pop(&mut self) {
        self.frames.pop();
    }

    /// The current context.
    pub(super) fn here(&self) -> &Value {
        self.frames.last().map_or(&Value::Null, |frame| &frame.value)
    }

    /// The value at a path as it is written in a template: `case.number`, `../title`, `@root.page.lang`, `this`.
    pub(super) fn resolve(&self, raw: &str) -> Result<Value, Missing> {
        let missing = || Missing(raw.to_owned());
        if let Some(local) = raw.strip_prefix('@')
            && !local.starts_with("root")
        {
            let known = matches!(local, "index" | "first" | "last" | "key");
            let in_each = self.frames.last().is_some_and(|frame| frame.in_each);
            return if known && in_each {
                Ok(Value::from(0))
            } else {
                Err(missing())
            };
        }
        let (start, rest) = self.start(raw).ok_or_else(missing)?;
        let mut value = start;
        for segment in rest
            .split(['.', '/'])
            .filter(|segment| !segment.is_empty() && *segment != "this")
        {
            value = match value {
                Value::Object(map) => map.get(segment),
                Value::Array(list) => segment.parse().ok().and_then(|index: usize| list.get(index)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
            }
            .ok_or_else(missing)?;
        }
        Ok(value.clone())
    }

    /// The value from which a path sets out, and what is left of the path.
    fn start<'a>(&'a self, raw: &'a str) -> Option<(&'a Value, &'a str)> {
        if let Some(rest) = raw.strip_prefix("@root") {
            return Some((&self.frames.first()?.value, rest));
        }
        let mut depth = 0;
        let mut rest = raw;
        while let Some(shorter) = rest.strip_prefix("../") {
            depth += 1;
            rest = shorter;
        }
        if depth == 0 {
            let (name, after) = rest.split_once(['.', '/']).unwrap_or((rest, ""));
            if let Some(value) = self.frames.iter().rev().find_map(|frame| frame.params.get(name)) {
                return Some((value, after));
            }
        }
        let at = self.frames.len().checked_sub(depth + 1)?;
        Some((&self.frames.get(at)?.value, rest))
    }
}

/// Whether `#if` takes the value for yes.
pub(super) fn truthy(value: &Value) -> bool {
    match value {
        Value::Null => false,
        Value::Bool(yes) => *yes,
        Value::Number(number) => number.as_f64().is_some_and(|number| number != 0.0),
        Value::String(text) => !text.is_empty(),
        Value::Array(list) => !list.is_empty(),
        Value::Object(map) => !map.is_empty(),
    }
}
