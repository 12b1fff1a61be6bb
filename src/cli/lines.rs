//! JSON Lines in, one answer a line out: in the order read, in constant memory.

use serde::{Serialize, Serializer};
use serde_json::{error::Category, value::RawValue};
use std::borrow::Cow;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::process::ExitCode;
use time::{Date, Month};

/// The longest line that is taken; a longer one is an error and is passed over without being kept.
const LONGEST: usize = 1 << 20;

/// How much is read and written at once.
const CHUNK: usize = 1 << 16;

/// A line as it was read, or why it cannot be.
pub(super) type Line<'a> = Result<&'a str, &'static str>;

/// Answers every line; the last word of `answer` is whether it could. Answers wait for company, but not while more
/// input has to be waited for.
pub(super) fn stream(
    input: impl Read,
    output: impl Write,
    mut answer: impl FnMut(u64, Line<'_>, &mut Vec<u8>) -> bool,
) -> io::Result<bool> {
    let mut input = BufReader::with_capacity(CHUNK, input);
    let mut output = output;
    let (mut line, mut out) = (Vec::new(), Vec::new());
    let mut good = true;
    for number in 1.. {
        if input.buffer().is_empty() || out.len() >= CHUNK {
            output.write_all(&out)?;
            output.flush()?;
            out.clear();
        }
        line.clear();
        let is_whole = match next(&mut input, &mut line)? {
            Next::End => break,
            Next::Whole => true,
            Next::TooLong => false,
        };
        // What editors put in front of a file, and behind its lines.
        let bytes = line.strip_prefix(b"\xef\xbb\xbf").filter(|_| number == 1);
        let read = match str::from_utf8(bytes.unwrap_or(&line)) {
            _ if !is_whole => Err("一行最多1 MiB"),
            Err(_) => Err("不是UTF-8编码"),
            Ok(text) if text.trim().is_empty() => Err("空行"),
            Ok(text) => Ok(text.trim()),
        };
        good &= answer(number, read, &mut out);
    }
    output.write_all(&out)?;
    output.flush()?;
    Ok(good)
}

enum Next {
    End,
    Whole,
    TooLong,
}

fn next(input: &mut impl BufRead, line: &mut Vec<u8>) -> io::Result<Next> {
    let most = u64::try_from(LONGEST + 1).unwrap_or(u64::MAX);
    if input.take(most).read_until(b'\n', line)? == 0 {
        return Ok(Next::End);
    }
    if line.len() <= LONGEST || line.ends_with(b"\n") {
        return Ok(Next::Whole);
    }
    line.clear();
    input.skip_until(b'\n')?;
    Ok(Next::TooLong)
}

/// Streams standard input to standard output. Whoever stops reading ends the run without a word.
pub(super) fn run(answer: impl FnMut(u64, Line<'_>, &mut Vec<u8>) -> bool) -> io::Result<ExitCode> {
    match stream(io::stdin().lock(), io::stdout().lock(), answer) {
        Ok(true) => Ok(ExitCode::SUCCESS),
        Ok(false) => Ok(ExitCode::FAILURE),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(ExitCode::FAILURE),
        Err(error) => Err(error),
    }
}

/// Writes one object and ends the line.
pub(super) fn write(out: &mut Vec<u8>, object: &impl Serialize) {
    serde_json::to_writer(&mut *out, object).expect("our own objects have text for keys");
    out.push(b'\n');
}

/// A line that cannot be used, and why.
#[derive(Debug)]
pub(super) struct Wrong<'a> {
    pub(super) id: Option<&'a RawValue>,
    pub(super) why: String,
}

/// What stands in the place of an answer to such a line.
#[derive(Debug, Serialize)]
struct Failed<'a> {
    id: Option<&'a RawValue>,
    line: u64,
    error: &'a str,
}

/// Writes what stands in the place of an answer.
pub(super) fn fail(out: &mut Vec<u8>, id: Option<&RawValue>, line: u64, error: &str) {
    write(out, &Failed { id, line, error });
}

/// The `id` of a line: text or a number, kept as it was written. None is as good as none at all.
pub(super) fn id(raw: Option<&RawValue>) -> Result<Option<&RawValue>, Wrong<'_>> {
    match raw.map(|raw| raw.get().as_bytes().first()) {
        None => Ok(None),
        Some(Some(b'"' | b'-' | b'0'..=b'9')) => Ok(raw),
        Some(_) => Err(Wrong {
            id: None,
            why: "成员“id”应当是文字或者数字".to_owned(),
        }),
    }
}

/// The `id` of a line that does not read, where at least that can be found.
pub(super) fn id_of(line: &str) -> Option<Box<RawValue>> {
    #[derive(serde::Deserialize)]
    struct Only {
        id: Option<Box<RawValue>>,
    }
    object(line).ok()?;
    let only: Only = serde_json::from_str(line).ok()?;
    only.id.filter(|raw| id(Some(raw)).is_ok())
}

/// The text of a member, if it is one.
pub(super) fn text(raw: &RawValue) -> Option<Cow<'_, str>> {
    let quoted = raw.get().strip_prefix('"')?.strip_suffix('"')?;
    if quoted.contains('\\') {
        return serde_json::from_str(raw.get()).ok().map(Cow::Owned);
    }
    Some(Cow::Borrowed(quoted))
}

/// Whether a value that reads is an object: a list would do as well for the reader of a structure.
pub(super) fn object(json: &str) -> Result<(), String> {
    if json.starts_with('{') {
        Ok(())
    } else {
        Err("应当是一个对象".to_owned())
    }
}

/// A date of the one form `2026-01-31`.
pub(super) fn date(text: &str) -> Option<Date> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = *text.as_bytes() else {
        return None;
    };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| byte - b'0');
    let year = [y1, y2, y3, y4]
        .into_iter()
        .try_fold(0, |year, byte| Some(year * 10 + i32::from(digit(byte)?)))?;
    let month = Month::try_from(digit(m1)? * 10 + digit(m2)?).ok()?;
    Date::from_calendar_date(year, month, digit(d1)? * 10 + digit(d2)?).ok()
}

/// A date, written in that form.
#[derive(Debug, Clone, Copy)]
pub(super) struct Iso(pub(super) Date);

impl Serialize for Iso {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What a parser says, in the language of whoever wrote the line.
pub(super) fn in_chinese(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let quoted = said.split('`').nth(1).unwrap_or_default();
    match error.classify() {
        Category::Io | Category::Syntax | Category::Eof => {
            format!("不是JSON：第{}列", error.column())
        }
        Category::Data if said.starts_with("unknown field") => format!("不认识的成员“{quoted}”"),
        Category::Data if said.starts_with("missing field") => format!("缺少成员“{quoted}”"),
        Category::Data if said.starts_with("duplicate field") => format!("成员“{quoted}”重复"),
        Category::Data => format!("第{}列的值类型不对", error.column()),
    }
}
