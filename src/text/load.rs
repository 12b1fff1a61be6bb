//! Reading `templates/text/<language>/*.ftl`.

use super::{Lang, Language};
use crate::template::files;
use fluent_templates::FluentBundle;
use fluent_templates::fluent_bundle::FluentResource;
use std::collections::{BTreeMap, BTreeSet};

/// A text file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The file is not Fluent.
    #[error("{file}: {problem}")]
    Syntax {
        /// The file under `templates/`.
        file: String,
        /// What the parser says.
        problem: String,
    },
    /// Two texts have the same key.
    #[error("{file}: the key `{key}` stands twice")]
    Twice {
        /// The file under `templates/`.
        file: String,
        /// The key.
        key: String,
    },
}

/// The files that the program carries for a language: name and contents.
pub(super) fn carried(lang: Lang) -> Vec<(String, String)> {
    let folder = format!("text/{}/", lang.tag());
    files::with_extension("ftl")
        .into_iter()
        .filter(|file| file.starts_with(&folder))
        .filter_map(|file| files::text(&file).map(|source| (file, source)))
        .collect()
}

pub(super) fn language(lang: Lang, sources: Vec<(String, String)>) -> Result<Language, LoadError> {
    // The bundle's locale chooses plural rules and number forms.
    let locale = lang.tag().parse().map_err(|error| LoadError::Syntax {
        file: lang.tag().to_owned(),
        problem: format!("{error}"),
    })?;
    let mut bundle: FluentBundle<FluentResource> = FluentBundle::new_concurrent(vec![locale]);
    // Otherwise every argument comes wrapped in U+2068 and U+2069, which search and copying stumble over.
    bundle.set_use_isolating(false);
    let mut arguments = BTreeMap::new();
    for (file, source) in sources {
        for (key, used) in keys(&source) {
            if arguments.insert(key.clone(), used).is_some() {
                return Err(LoadError::Twice { file, key });
            }
        }
        let resource = FluentResource::try_new(source).map_err(|(_, errors)| LoadError::Syntax {
            file: file.clone(),
            problem: format!("{errors:?}"),
        })?;
        bundle
            .add_resource(resource)
            .map_err(|errors| LoadError::Syntax {
                file: file.clone(),
                problem: format!("{errors:?}"),
            })?;
    }
    Ok(Language { bundle, arguments })
}

/// Each key with the names of the `{ $arguments }` that its text uses. A key stands at the start of a line; what
/// follows indented belongs to it.
fn keys(source: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut found: Vec<(String, BTreeSet<String>)> = Vec::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_alphabetic())
            && let Some((key, _)) = line.split_once('=')
        {
            found.push((key.trim().to_owned(), BTreeSet::new()));
        }
        if let Some((_, used)) = found.last_mut() {
            used.extend(line.split('$').skip(1).map(|rest| {
                rest.chars()
                    .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
                    .collect()
            }));
        }
    }
    found
}
