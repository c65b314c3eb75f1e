//! What a project says of an Alertmanager.

use language::read::Table;
use rules::diagnostic::{Code, Diagnostic};
use rules::source::SourceText;
use toml::Spanned;
use ureq::http::Uri;

use super::notifier::Alertmanager;
use super::posted::AlertPages;

/// What a project says of it, besides its kind.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AlertmanagerSettings {
    /// Its name in the project.
    pub id: String,
    /// Where it is, without the path of its interface.
    pub url: Spanned<String>,
}

impl AlertmanagerSettings {
    pub(crate) fn read(table: &Table<'_>) -> Option<Self> {
        let id = table.require("id").and_then(|item| item.verbatim());
        let url = table.require("url").and_then(|item| item.verbatim());
        Some(Self { id: id?.into_inner(), url: url? })
    }

    /// Makes the notifier. `source` says where the settings stand, and `pages` where people find alerts.
    ///
    /// # Errors
    /// The address is none.
    pub fn connect(
        self,
        source: &SourceText,
        pages: Option<Box<AlertPages>>,
    ) -> Result<Alertmanager, Vec<Diagnostic>> {
        let whole = format!("{}/api/v2/alerts", self.url.get_ref().trim_end_matches('/'));
        let address = whole.parse::<Uri>().ok().filter(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some()
                && uri.query().is_none()
        });
        let Some(address) = address else {
            let message = format!("the `url` of the notifier `{}` is no address", self.id);
            let fault = Diagnostic::error(Code::Notifier, message, source, self.url.span());
            return Err(vec![
                fault.with_help("write where Alertmanager is, such as `http://localhost:9093`"),
            ]);
        };
        Ok(Alertmanager::new(self.id, address, pages))
    }
}
