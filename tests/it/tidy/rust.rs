//! As much of Rust's syntax as the rules need: which paths a file names, and where.

/// A path that a file names, in full: `use crate::{a, b::c}` names `crate::a` and `crate::b::c`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) line: usize,
    pub(super) segments: Vec<String>,
    /// How many modules within the file stand around it (`mod tests { … }`).
    pub(super) depth: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(String),
    PathSeparator,
    Open,
    Close,
    Comma,
    Other,
}

/// The paths of two and more segments, and every word that stands alone (`async` is one).
pub(super) fn paths(source: &str) -> Vec<Named> {
    let tokens = tokens(&blank(source));
    let mut named = Vec::new();
    let mut at = 0;
    // For every open brace, whether it opened a module.
    let mut braces: Vec<bool> = Vec::new();
    while at < tokens.len() {
        let first_new = named.len();
        match &tokens[at] {
            (_, Token::Word(word))
                if word == "mod" && matches!(tokens.get(at + 2), Some((_, Token::Open))) =>
            {
                braces.push(true);
                at += 3;
            }
            (_, brace @ (Token::Open | Token::Close)) => {
                if *brace == Token::Open {
                    braces.push(false);
                } else {
                    braces.pop();
                }
                at += 1;
            }
            (_, Token::Word(word)) if word == "use" => {
                at += 1;
                tree(&tokens, &mut at, &[], &mut named);
            }
            (line, Token::Word(word)) => {
                let mut segments = vec![word.clone()];
                at += 1;
                while let (Some((_, Token::PathSeparator)), Some((_, Token::Word(next)))) =
                    (tokens.get(at), tokens.get(at + 1))
                {
                    segments.push(next.clone());
                    at += 2;
                }
                named.push(Named {
                    line: *line,
                    segments,
                    depth: 0,
                });
            }
            _ => at += 1,
        }
        let depth = braces.iter().filter(|is_module| **is_module).count();
        named[first_new..].iter_mut().for_each(|path| path.depth = depth);
    }
    named
}

/// One branch of a `use`: segments, then perhaps braces with more branches.
fn tree(tokens: &[(usize, Token)], at: &mut usize, prefix: &[String], named: &mut Vec<Named>) {
    let mut segments = prefix.to_vec();
    let mut line = tokens.get(*at).map_or(0, |(line, _)| *line);
    loop {
        match tokens.get(*at) {
            Some((here, Token::Word(word))) => {
                // `x as y` names x.
                if word == "as" {
                    *at += 1;
                } else {
                    line = *here;
                    segments.push(word.clone());
                }
            }
            Some((_, Token::PathSeparator)) => {}
            Some((_, Token::Open)) => {
                *at += 1;
                while !matches!(tokens.get(*at), None | Some((_, Token::Close))) {
                    tree(tokens, at, &segments, named);
                    if matches!(tokens.get(*at), Some((_, Token::Comma))) {
                        *at += 1;
                    }
                }
                *at += 1;
                return;
            }
            // `*` ends a path too, and so do `;` and `,`.
            Some((_, Token::Other)) => {
                *at += 1;
                break;
            }
            Some((_, Token::Close | Token::Comma)) | None => break,
        }
        *at += 1;
    }
    named.push(Named {
        line,
        segments,
        depth: 0,
    });
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = code;
    while let Some(first) = rest.chars().next() {
        let word = rest
            .find(|c: char| !c.is_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        let (token, length) = match first {
            _ if word > 0 => (Some(Token::Word(rest[..word].to_owned())), word),
            ':' if rest.starts_with("::") => (Some(Token::PathSeparator), 2),
            '{' => (Some(Token::Open), 1),
            '}' => (Some(Token::Close), 1),
            ',' => (Some(Token::Comma), 1),
            _ if first.is_whitespace() => (None, first.len_utf8()),
            _ => (Some(Token::Other), first.len_utf8()),
        };
        tokens.extend(token.map(|token| (line, token)));
        line += usize::from(first == '\n');
        rest = &rest[length..];
    }
    tokens
}

/// The code with comments and literals replaced by a space; line breaks stay where they are.
pub(super) fn blank(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let after_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let length = literal(rest, after_word).unwrap_or(0);
        if length == 0 {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        } else {
            code.push(' ');
            code.extend(rest[..length].chars().filter(|c| *c == '\n'));
            rest = &rest[length..];
        }
    }
    code
}

/// The length of the comment or literal that starts here, if one does.
fn literal(rest: &str, after_word: bool) -> Option<usize> {
    let to_end_of = |body: &str, end: &str| body.find(end).map(|at| at + end.len());
    if rest.starts_with("//") {
        return Some(rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return Some(to_end_of(rest, "*/").unwrap_or(rest.len()));
    }
    if !after_word {
        let raw = rest.strip_prefix("br").or_else(|| rest.strip_prefix('r'));
        if let Some(raw) = raw {
            let hashes = raw.len() - raw.trim_start_matches('#').len();
            if let Some(body) = raw[hashes..].strip_prefix('"') {
                let end = format!("\"{}", "#".repeat(hashes));
                let start = rest.len() - body.len();
                return Some(start + to_end_of(body, &end).unwrap_or(body.len()));
            }
        }
    }
    if rest.starts_with('"') {
        return Some(quoted(rest, '"'));
    }
    // A lifetime has no closing quote after one character.
    let mut chars = rest.strip_prefix('\'')?.chars();
    match (chars.next()?, chars.next()?) {
        ('\\', _) => Some(quoted(rest, '\'')),
        (c, '\'') => Some(2 + c.len_utf8()),
        _ => None,
    }
}

fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

#[test]
fn paths_are_found_in_full() {
    let found: Vec<String> = paths(
        r#"use crate::{store::{self, row::*}, law::Day as D};
// use crate::comment;
fn f<'a>(x: &'a str) -> a::B { let s = "crate::text"; g('"', r"crate::raw"); crate::web::go(x) }
use super::super::casework;
mod tests { use super::X; mod more { fn f() { super::g() } } }
use a::b;
"#,
    )
    .into_iter()
    .filter(|named| named.segments.len() > 1)
    .map(|named| format!("{} {} {}", named.line, named.depth, named.segments.join("::")))
    .collect();
    assert_eq!(
        found,
        [
            "1 0 crate::store::self",
            "1 0 crate::store::row",
            "1 0 crate::law::Day",
            "3 0 a::B",
            "3 0 crate::web::go",
            "4 0 super::super::casework",
            "5 1 super::X",
            "5 2 super::g",
            "6 0 a::b",
        ]
    );
}
