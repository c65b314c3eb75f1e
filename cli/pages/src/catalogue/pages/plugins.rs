//! The page that leads to the plugins: those of the project, and those that came with Remit.

use askama::Template;
use plugins::host::{Origin, Plugin};
use words::{declaration, english};

use super::frame::Frame;
use crate::catalogue::address::{self, Link};
use crate::catalogue::pieces::{Piece, pieces};
use crate::catalogue::uses;
use app::profile::{Profile, Wishes};
use app::project::Project;

#[derive(Template)]
#[template(path = "docs/plugins.html")]
struct PluginsPage<'a> {
    frame: &'a Frame,
    tables: Vec<PluginTable>,
    faulty: Vec<(&'a str, &'a str)>,
}

impl PluginsPage<'_> {
    fn pieces(text: &str) -> Vec<Piece> {
        pieces(text)
    }

    /// The section of the menu that it belongs to.
    const HERE: &'static str = "plugins.html";
}

struct PluginTable {
    id: &'static str,
    caption: &'static str,
    /// What is said where it has no rows.
    none: &'static str,
    rows: Vec<PluginRow>,
}

struct PluginRow {
    link: Link,
    title: String,
    kind: String,
    used: String,
    granted: String,
}

/// Every plugin that the project may use.
pub(in crate::catalogue) fn plugins(frame: &Frame, project: &Project) -> askama::Result<String> {
    let table = |id, caption, none, origin| {
        let meant = project.plugins.iter().filter(|plugin| plugin.origin == origin);
        PluginTable { id, caption, none, rows: meant.map(|plugin| row(project, plugin)).collect() }
    };
    let own = "The project has no plugins of its own.";
    let shipped = "The project’s own stand in the place of all that come with Remit.";
    let broken = |name| Some((name, project.plugins.find(name)?.err()?));
    let page = PluginsPage {
        frame,
        tables: vec![
            table("own", "Plugins of this project", own, Origin::Project),
            table("shipped", "Plugins that come with Remit", shipped, Origin::Shipped),
        ],
        faulty: project.plugins.names().filter_map(broken).collect(),
    };
    page.render()
}

fn row(project: &Project, plugin: &Plugin) -> PluginRow {
    let manifest = &plugin.manifest;
    let used = uses::places(project, plugin);
    PluginRow {
        link: Link::new(manifest.name(), address::plugin(manifest.name())),
        title: manifest.title().to_owned(),
        kind: english::capitalised(manifest.kind().as_str()),
        used: if used.is_empty() { "nothing in this project".to_owned() } else { used.join("; ") },
        granted: granted(project, plugin),
    }
}

/// What it is granted of what it asks for.
fn granted(project: &Project, plugin: &Plugin) -> String {
    let granted = uses::granted(project, plugin.manifest.name());
    let told = Profile::of(plugin).wishes.into_iter().map(|wish| match wish.of {
        Wishes::Hosts => declaration::granted_hosts(&granted.hosts),
        Wishes::Paths => declaration::granted_files(&granted.paths),
    });
    let told: Vec<String> = told.collect();
    if told.is_empty() { declaration::ASKS_FOR_NOTHING.to_owned() } else { told.join("; ") }
}
