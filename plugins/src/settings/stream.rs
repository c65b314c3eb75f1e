//! From `[feed.stream]` as it is written to what is told of a feed whose reports come as messages.

use language::diagnostic::Code;
use language::read::{Item, Table};
use rules::declare::HostPattern;

use crate::feeds::FeedSettings;
use crate::streams::{ServerFault, StreamSettings, checked_server};

/// Reads where the messages of a feed come from, noting every fault.
pub(super) fn read(table: &Table<'_>, feed: &FeedSettings, hosts: &[HostPattern]) -> Option<StreamSettings> {
    let servers = table.require("servers").and_then(|item| servers(&item, hosts));
    let (stream, consumer) = (name(table, "stream"), name(table, "consumer"));
    let file = |key: &str| table.get(key).and_then(|item| item.verbatim()).map(toml::Spanned::into_inner);
    let (credentials_file, authorities_file) = (file("credentials_file"), file("authorities_file"));
    Some(StreamSettings {
        feed: feed.id.clone(),
        servers: servers?,
        stream: stream?,
        consumer: consumer?,
        credentials_file,
        authorities_file,
    })
}

fn servers(item: &Item<'_>, hosts: &[HostPattern]) -> Option<Vec<String>> {
    let servers: Vec<Option<String>> = item
        .elements()?
        .iter()
        .map(|element| {
            let text = element.text()?;
            checked_server(text.get_ref(), hosts).map_or_else(
                |fault| {
                    let message = format!("this server cannot be asked: {fault}");
                    element.refuse_with_help(Code::Feed, message, ServerFault::help(&fault))
                },
                Some,
            )
        })
        .collect();
    servers.into_iter().collect()
}

/// A name as NATS takes one.
fn name(table: &Table<'_>, key: &str) -> Option<String> {
    let item = table.require(key)?;
    let text = item.text()?;
    let name = text.get_ref().trim();
    let is_plain =
        |letter: char| !letter.is_whitespace() && !letter.is_control() && !".*>/\\".contains(letter);
    if !name.is_empty() && name.chars().all(is_plain) {
        return Some(name.to_owned());
    }
    let message = format!("`{name}` is no name of a {key}");
    item.refuse_with_help(Code::InvalidValue, message, "write it without blanks and dots, like `REPORTS`")
}
