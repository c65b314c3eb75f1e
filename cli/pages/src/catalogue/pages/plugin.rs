//! A plugin: what it does, where it is used, what it may reach, what it can be told, and its source.

use askama::Template;
use plugins::host::{Origin, Plugin, Plugins};
use rules::declare::PluginKind;
use rules::script::RuleDoc;
use words::declaration;

use super::frame::Frame;
use crate::catalogue::address::Link;
use crate::catalogue::pieces::{Piece, pieces};
use crate::catalogue::uses;
use app::profile::{Given, Language, Profile, TestFile, Wishes, told_tests};
use app::project::{Files, Project};

#[derive(Template)]
#[template(path = "docs/plugin.html")]
struct PluginPage<'a> {
    frame: &'a Frame,
    profile: &'a Profile<'a>,
    kind: &'static str,
    origin: &'static str,
    used: Vec<String>,
    /// Rules that import it, where it is a library.
    rules: Vec<Link>,
    doc: RuleDoc,
    reach: Vec<Reach>,
    tests: Vec<TestFile>,
    path: &'a str,
    lines: Vec<(usize, &'a str)>,
}

impl PluginPage<'_> {
    fn pieces(text: &str) -> Vec<Piece> {
        pieces(text)
    }

    fn is_library(&self) -> bool {
        self.profile.plugin.manifest.kind() == PluginKind::Library
    }

    /// Where the lines go that put it to use.
    fn goes_into(&self) -> &'static str {
        match self.profile.snippet.language {
            Language::Toml => "In `remit.toml`:",
            Language::Rhai => "At the head of a rule:",
        }
    }

    /// The section of the menu that it belongs to.
    const HERE: &'static str = "plugins.html";
}

/// What it asks for, beside what the project grants.
struct Reach {
    what: &'static str,
    asked: Vec<String>,
    granted: Vec<String>,
}

pub(in crate::catalogue) fn plugin(
    frame: &Frame,
    project: &Project,
    files: &dyn Files,
    plugin: &Plugin,
) -> askama::Result<String> {
    let (profile, name) = (Profile::of(plugin), plugin.manifest.name());
    let is_library = plugin.manifest.kind() == PluginKind::Library;
    let page = PluginPage {
        frame,
        profile: &profile,
        kind: declaration::plugin_kind(plugin.manifest.kind()),
        origin: origin(plugin),
        used: if is_library { Vec::new() } else { uses::places(project, plugin) },
        rules: if is_library { uses::rules_with(project, name) } else { Vec::new() },
        doc: RuleDoc::of(&plugin.source),
        reach: reach(project, &profile),
        tests: told_tests(files, plugin),
        path: &plugin.source.path,
        lines: (1..).zip(plugin.source.text.lines()).collect(),
    };
    page.render()
}

fn origin(plugin: &Plugin) -> &'static str {
    match plugin.origin {
        Origin::Shipped => "It comes with Remit",
        Origin::Project if Plugins::shipped().find(plugin.manifest.name()).is_some() => {
            "This project’s own folder, in the place of the one that comes with Remit"
        }
        Origin::Project => "This project’s own folder",
    }
}

fn reach(project: &Project, profile: &Profile<'_>) -> Vec<Reach> {
    let granted = uses::granted(project, profile.plugin.manifest.name());
    let reach = profile.wishes.iter().map(|wish| {
        let (what, granted) = match wish.of {
            Wishes::Hosts => ("Send to these hosts", &granted.hosts),
            Wishes::Paths => ("Be handed these files of the project", &granted.paths),
        };
        Reach { what, asked: wish.asked.clone(), granted: granted.clone() }
    });
    reach.collect()
}
