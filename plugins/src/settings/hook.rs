//! `[[hook]]`: the plugins that messages go through, in order.

use rules::declare::PluginKind;
use rules::diagnostic::Code;
use toml::de::{DeTable, DeValue};

use super::document::Document;
use super::host::{Host, Usage};
use crate::host::ConfiguredPlugin;

const NAME: &str = "[[hook]]";

pub(super) fn read(
    document: &mut Document<'_>,
    root: &DeTable<'_>,
    host: &Host<'_>,
) -> Vec<ConfiguredPlugin> {
    let mut hooks = Vec::new();
    for table in document.tables(root, "hook") {
        let header = table.span();
        let DeValue::Table(mut given) = table.into_inner() else { continue };
        let Some(plugin) = given.remove("plugin") else {
            let fault = document.at(Code::Toml, format!("{NAME} lacks `plugin`"), header);
            document.fault(fault.with_help("add a line such as `plugin = \"on-call\"`"));
            continue;
        };
        let place = plugin.span();
        let DeValue::String(name) = plugin.into_inner() else {
            document.error(Code::Toml, "`plugin` must be a text", place);
            continue;
        };
        let usage = Usage { table: NAME, name: &name, place, header, given };
        hooks.extend(host.engage(document, PluginKind::Hook, usage));
    }
    hooks
}
