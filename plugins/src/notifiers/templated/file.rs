//! The file of a project in which a template stands.

use std::path::{Component, Path};

use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use thiserror::Error;
use toml::Spanned;

use super::template::Template;
use crate::files::{Links, ReadFileError, read_bounded};

/// The longest template, in bytes.
const LONGEST: u64 = 64 << 10;

/// The folder of a project in which templates stand.
pub const TEMPLATES_FOLDER: &str = "templates";

/// A template as a project names it: by a file of that folder.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateFile(Spanned<String>);

impl TemplateFile {
    pub(crate) fn new(name: Spanned<String>) -> Self {
        Self(name)
    }

    /// Reads it and tries it by examples. `source` is the text that names it.
    ///
    /// # Errors
    /// It cannot be read, or cannot be filled.
    pub fn open(&self, source: &SourceText, project: &Path) -> Result<Template, Box<Diagnostic>> {
        let (name, place) = (self.0.get_ref(), self.0.span());
        let text = read(name, project).map_err(|unread| {
            let fault = Diagnostic::error(Code::MissingFile, unread.to_string(), source, place);
            Box::new(fault.with_help(unread.help()))
        })?;
        let template = Template::new(text)?;
        template.check()?;
        Ok(template)
    }
}

/// Why the text of a template cannot be had.
#[derive(Debug, Error)]
pub enum UnreadTemplate {
    #[error("`{0}` does not name a file of the folder `{TEMPLATES_FOLDER}`")]
    Elsewhere(String),
    #[error("the template {TEMPLATES_FOLDER}/{name} cannot be read: {error}")]
    Unread { name: String, error: ReadFileError },
    #[error("the template {TEMPLATES_FOLDER}/{0} is no text in UTF-8")]
    NoText(String),
}

impl UnreadTemplate {
    /// What to do about it.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Elsewhere(_) => "write its name alone, such as `board.txt`",
            Self::Unread { .. } => "put it there, as a text of at most 64 KiB that is no link",
            Self::NoText(_) => "save it as UTF-8",
        }
    }
}

/// The text of a template of a project.
///
/// # Errors
/// It cannot be had.
pub fn read(name: &str, project: &Path) -> Result<SourceText, UnreadTemplate> {
    let mut parts = Path::new(name).components();
    if !matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None)) {
        return Err(UnreadTemplate::Elsewhere(name.to_owned()));
    }
    let bytes = read_bounded(&project.join(TEMPLATES_FOLDER).join(name), LONGEST, Links::Refused)
        .map_err(|error| UnreadTemplate::Unread { name: name.to_owned(), error })?;
    let text = String::from_utf8(bytes).map_err(|_| UnreadTemplate::NoText(name.to_owned()))?;
    Ok(SourceText::new(format!("{TEMPLATES_FOLDER}/{name}"), text))
}
