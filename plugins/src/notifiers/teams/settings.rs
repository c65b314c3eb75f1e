//! What a project says of a channel. The address is the secret: whoever knows it may post.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use language::read::Table;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::Spanned;
use ureq::http::Uri;

use super::notifier::Teams;
use crate::files::read_secret;

/// What a project says of it, besides its kind. One of `url` and `url_file` is needed.
#[derive(Clone, PartialEq, Eq)]
pub struct TeamsSettings {
    /// Its name in the project.
    pub id: String,
    /// The address that the workflow shows.
    pub url: Option<Spanned<String>>,
    /// A file that holds it, relative to the project.
    pub url_file: Option<Spanned<String>>,
}

impl TeamsSettings {
    pub(crate) fn read(table: &Table<'_>) -> Option<Self> {
        let text = |key: &str| table.get(key).and_then(|item| item.verbatim());
        let (url, url_file) = (text("url"), text("url_file"));
        let id = table.require("id").and_then(|item| item.verbatim());
        Some(Self { id: id?.into_inner(), url, url_file })
    }

    /// Makes the notifier. `source` and `table` say where the settings stand; `project` is the project's folder.
    ///
    /// # Errors
    /// There is no address, or what is there is none.
    pub fn connect(
        self,
        source: &SourceText,
        table: Range<usize>,
        project: &Path,
    ) -> Result<Teams, Vec<Diagnostic>> {
        let fault = |message: String, range: Range<usize>| {
            vec![Diagnostic::error(Code::Notifier, message, source, range)]
        };
        let (text, range) = match (&self.url, &self.url_file) {
            (Some(url), None) => (url.get_ref().clone(), url.span()),
            (None, Some(file)) => {
                let text = read_secret(&project.join(file.get_ref())).map_err(|error| {
                    fault(format!("the file `{}` cannot be used: {error}", file.get_ref()), file.span())
                })?;
                (text.trim().to_owned(), file.span())
            }
            (Some(_), Some(file)) => {
                return Err(fault(
                    format!("the notifier `{}` has both an address and a file", self.id),
                    file.span(),
                ));
            }
            (None, None) => return Err(fault(format!("the notifier `{}` has no address", self.id), table)),
        };
        let address = text.parse::<Uri>().ok();
        let is_web = |uri: &Uri| matches!(uri.scheme_str(), Some("http" | "https")) && uri.host().is_some();
        // The address is a secret, and the message may go into a log.
        let address = address.filter(is_web).ok_or_else(|| {
            fault(format!("what the notifier `{}` has as its address is none", self.id), range)
        })?;
        Ok(Teams::new(self.id, address))
    }
}

impl fmt::Debug for TeamsSettings {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("TeamsSettings").field("id", &self.id).finish_non_exhaustive()
    }
}
