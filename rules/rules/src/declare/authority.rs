//! `authority`: which law, promise or minute says that something is owed. Whether it says so is for people to read.

use engine::model::Authority;
use language::read::{Item, Table};
use toml::Spanned;

use crate::diagnostic::Code;

/// What says that what stands in a table is owed; nothing where nothing is said of it.
pub(super) fn read_authority(table: &Table<'_>) -> Vec<Authority> {
    let Some(item) = table.get("authority") else { return Vec::new() };
    match item.elements() {
        Some(elements) => elements.iter().filter_map(read_one).collect(),
        None => read_one(&item).into_iter().collect(),
    }
}

fn read_one(item: &Item<'_>) -> Option<Authority> {
    if !item.is_table() {
        let title = item.text()?.into_inner();
        return Some(Authority { title, link: None, paragraph: None, checked: None });
    }
    let table = item.table()?;
    let text = |key| table.get(key).and_then(|item| item.text()).map(Spanned::into_inner);
    Some(Authority {
        title: table.require("title").and_then(|item| item.text())?.into_inner(),
        link: table.get("link").and_then(|item| read_link(&item)),
        paragraph: text("paragraph"),
        checked: table.get("checked").and_then(|item| item.date()).map(Spanned::into_inner),
    })
}

/// An address that nobody can follow is shown all the same, since people may know what it means.
fn read_link(item: &Item<'_>) -> Option<String> {
    let link = item.text()?;
    if !is_address(link.get_ref()) {
        let message = format!("`{link}` is no address that can be followed");
        let fault = item.document.at(Code::InvalidValue, message, link.span()).into_warning();
        let help = "write the whole address, such as `https://www.legislation.gov.uk/ukpga/2017/13`, or put what it says into `paragraph`";
        item.document.fault(fault.with_help(help));
    }
    Some(link.into_inner())
}

/// Whether a text is an address on the web, with a host and without blanks.
fn is_address(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    let is_host = |host: &str| !host.is_empty() && !host.starts_with('.') && !host.ends_with('.');
    host.is_some_and(is_host) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: bool) {
        assert_eq!(is_address(text), expected, "{text}");
    }

    #[test]
    fn an_address_has_a_scheme_and_a_host() {
        check("https://www.legislation.gov.uk/ukpga/2017/13", true);
        check("http://board.example", true);
        check("www.legislation.gov.uk", false);
        check("https://", false);
        check("https:///ukpga", false);
        check("https://board.example/minutes of May", false);
        check("the minutes", false);
    }
}
