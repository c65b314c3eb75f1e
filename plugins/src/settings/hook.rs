//! `[[hook]]`: the plugins that messages go through, in order.

use language::read::Table;
use rules::declare::PluginKind;

use super::host::{Host, Usage};
use crate::host::ConfiguredPlugin;

pub(super) fn read(root: &Table<'_>, host: &Host<'_>) -> Vec<ConfiguredPlugin> {
    let mut hooks = Vec::new();
    for table in root.tables("hook") {
        let Some(name) = table.require("plugin").and_then(|item| item.verbatim()) else { continue };
        let usage = Usage {
            table: "[[hook]]",
            name: name.get_ref(),
            place: name.span(),
            header: table.header(),
            given: table.others(),
        };
        hooks.extend(host.engage(root.document(), PluginKind::Hook, usage));
    }
    hooks
}
