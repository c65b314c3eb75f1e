//! What of a project's settings stands in its messages, read from the text that is on the ledger, whatever plugins the project has.

use language::grammar::REMIT_TOML;
use language::read::TomlText;
use rules::source::SourceText;

use super::server::public_url;

/// What of a project's settings stands in its messages.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct ToldBy {
    /// Where messages lead to, without a slash at its end.
    pub public_url: Option<String>,
    /// How many plugins messages go through.
    pub hooks: usize,
    /// How many notifiers there are.
    pub notifiers: usize,
}

impl ToldBy {
    /// As `remit.toml` says; of a text that is none, nothing.
    pub fn read(project: &SourceText) -> Self {
        let text = TomlText::parse(project);
        if !text.is_toml() {
            return Self::default();
        }
        let reading = text.read_further(&REMIT_TOML, |root| {
            let server = root.get("server").and_then(|item| item.table());
            Self {
                public_url: server
                    .and_then(|server| server.get("public_url").and_then(|item| public_url(&item))),
                hooks: root.tables("hook").len(),
                notifiers: root.tables("notifier").len(),
            }
        });
        reading.found
    }
}
