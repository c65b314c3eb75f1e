//! With whose name and password a mail server is asked.

use std::ops::Range;
use std::path::Path;

use language::read::Table;
use lettre::transport::smtp::authentication::Credentials;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::Spanned;

use crate::files::read_secret;

/// What a project says of it; nothing where the server asks for none.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct SignIn {
    user: Option<Spanned<String>>,
    pub(crate) password: Option<Spanned<String>>,
    /// A file that holds it, relative to the project.
    password_file: Option<Spanned<String>>,
}

impl SignIn {
    pub(super) fn read(table: &Table<'_>) -> Self {
        let text = |key: &str| table.get(key).and_then(|item| item.verbatim());
        Self { user: text("user"), password: text("password"), password_file: text("password_file") }
    }

    /// None where nobody signs in.
    pub(super) fn credentials(
        &self,
        source: &SourceText,
        table: Range<usize>,
        project: &Path,
    ) -> Result<Option<Credentials>, Diagnostic> {
        let invalid = |message: String, range| Diagnostic::error(Code::Notifier, message, source, range);
        let password = match (&self.password, &self.password_file) {
            (Some(password), _) => Some(password.get_ref().clone()),
            (None, Some(file)) => {
                let text = read_secret(&project.join(file.get_ref())).map_err(|error| {
                    let message = format!("the password file `{}` cannot be used: {error}", file.get_ref());
                    invalid(message, file.span())
                        .with_help("put the file there, relative to the project, and allow Remit to read it")
                })?;
                Some(text.trim_end_matches(['\r', '\n']).to_owned())
            }
            (None, None) => None,
        };
        match (&self.user, password) {
            (Some(user), Some(password)) => Ok(Some(Credentials::new(user.get_ref().clone(), password))),
            (None, None) => Ok(None),
            (Some(user), None) => Err(invalid("there is no password for `user`".to_owned(), user.span())
                .with_help("add `password_file` with the path of a file that holds it, or `password`")),
            (None, Some(_)) => Err(invalid("there is a password and no `user`".to_owned(), table)
                .with_help("add `user` with the name that the server knows")),
        }
    }
}
