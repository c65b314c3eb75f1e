//! What a project says of a webhook, and what can be wrong with it. Nothing is sent here.

use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;

use crate::files::{ReadFileError, read_secret};
use language::read::Table;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::Spanned;
use ureq::http::Uri;

use super::notifier::Webhook;
use super::signature::{Secret, SecretError};

const SECRET_HELP: &str =
    "write `secret = \"whsec_...\"` with the text that the receiver shows, which ends in base64";
const FILE_HELP: &str = "put the text that the receiver shows into the file: `whsec_` and then base64";

/// What a project says of it, besides its kind. One of `secret` and `secret_file` is needed.
#[derive(Clone, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Its name in the project.
    pub id: String,
    /// Where to post.
    pub url: Spanned<String>,
    /// The secret itself.
    pub secret: Option<Spanned<String>>,
    /// A file that holds the secret, relative to the project.
    pub secret_file: Option<Spanned<String>>,
}

impl WebhookSettings {
    pub(crate) fn read(table: &Table<'_>) -> Option<Self> {
        let text = |key: &str| table.get(key).and_then(|item| item.verbatim());
        let (secret, secret_file) = (text("secret"), text("secret_file"));
        let id = table.require("id").and_then(|item| item.verbatim());
        let url = table.require("url").and_then(|item| item.verbatim());
        Some(Self { id: id?.into_inner(), url: url?, secret, secret_file })
    }

    /// Makes the notifier. `source` and `table` say where the settings stand; `project` is the project's folder.
    ///
    /// # Errors
    /// Everything that is wrong with the settings, not the first fault only.
    pub fn connect(
        self,
        source: &SourceText,
        table: Range<usize>,
        project: &Path,
    ) -> Result<Webhook, Vec<Diagnostic>> {
        let url = check_url(&self.id, &self.url, source);
        let secret = self.find_secret(source, table, project);
        match (url, secret) {
            (Ok(url), Ok(secret)) => Ok(Webhook::new(self.id, url, secret)),
            (url, secret) => Err(url.err().into_iter().chain(secret.err()).collect()),
        }
    }

    fn find_secret(
        &self,
        source: &SourceText,
        table: Range<usize>,
        project: &Path,
    ) -> Result<Secret, Diagnostic> {
        let invalid = |message: String, range| Diagnostic::error(Code::Notifier, message, source, range);
        let wrong = |error: SecretError, range, help| invalid(error.to_string(), range).with_help(help);
        match (&self.secret, &self.secret_file) {
            (Some(secret), None) => {
                Secret::parse(secret.get_ref()).map_err(|error| wrong(error, secret.span(), SECRET_HELP))
            }
            (None, Some(file)) => {
                let text = read_secret(&project.join(file.get_ref())).map_err(|error| {
                    invalid(unreadable(file.get_ref(), &error), file.span())
                        .with_help("put the file there, relative to the project, and allow Remit to read it")
                })?;
                Secret::parse(&text).map_err(|error| wrong(error, file.span(), FILE_HELP))
            }
            (None, None) => Err(invalid(
                format!("the webhook `{}` has no secret to sign with", self.id),
                table,
            )
            .with_help(
                "add `secret = \"whsec_...\"`, or `secret_file` with the path of a file that holds it",
            )),
            (Some(_), Some(file)) => Err(invalid(
                format!("the webhook `{}` has both a secret and a secret file", self.id),
                file.span(),
            )
            .with_help("keep one of them")),
        }
    }
}

fn unreadable(file: &str, error: &ReadFileError) -> String {
    match error {
        ReadFileError::Failed(error) => match error.kind() {
            io::ErrorKind::NotFound => format!("there is no secret file `{file}`"),
            kind => format!("the secret file `{file}` cannot be read ({kind})"),
        },
        ReadFileError::NotAFile | ReadFileError::TooLarge { .. } => {
            format!("the secret file `{file}` cannot be used: {error}")
        }
    }
}

fn check_url(id: &str, url: &Spanned<String>, source: &SourceText) -> Result<Uri, Diagnostic> {
    let parsed = url.get_ref().parse::<Uri>().ok();
    let is_web = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
    if let Some(address) = parsed.filter(is_web) {
        return Ok(address);
    }
    // The address may hold a token, and the message may go into a log.
    let message = format!("the `url` of the webhook `{id}` is not the address of a webhook");
    Err(Diagnostic::error(Code::Notifier, message, source, url.span())
        .with_help("write the whole address, such as `https://example.org/hooks/remit`"))
}

impl fmt::Debug for WebhookSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("WebhookSettings").field("id", &self.id).finish_non_exhaustive()
    }
}
