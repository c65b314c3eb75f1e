//! A rule, or a library that rules share: what it says of itself, where it is used, and its source.

use std::collections::BTreeMap;

use askama::Template;
use engine::plain;
use engine::program::Program;
use rules::script::RuleDoc;
use rules::source::{SourceText, Sources};

use super::frame::Frame;
use crate::site::address::{self, Link};
use crate::site::owed::{Owed, measure_link, obligation_link, owed};
use crate::site::words;

/// A rule or a library.
pub(in crate::site) struct Script<'s> {
    pub(super) id: &'s str,
    /// That of a library.
    pub(super) version: Option<&'s str>,
    source: &'s SourceText,
    /// The scripts that import it or that it imports, whichever its kind has.
    others: Vec<Link>,
}

impl Script<'_> {
    /// The name of its page.
    pub(in crate::site) fn address(&self) -> String {
        if self.version.is_some() { address::library(self.id) } else { address::rule(self.id) }
    }
}

/// Every rule and then every library of a project, by name.
pub(in crate::site) fn scripts(sources: &Sources) -> Vec<Script<'_>> {
    let missions = || sources.missions.values();
    let rules: BTreeMap<&str, &SourceText> = missions()
        .flat_map(|mission| mission.rules.iter())
        .map(|(id, source)| (id.as_str(), source))
        .collect();
    let libraries: BTreeMap<&str, _> = missions()
        .flat_map(|mission| mission.libraries.iter())
        .map(|(id, library)| (id.as_str(), library))
        .collect();
    let imported = |source: &SourceText| -> Vec<Link> {
        let used = libraries.keys().filter(|library| imports(source, library));
        used.map(|library| Link::new(*library, address::library(library))).collect()
    };
    let importing = |library: &str| -> Vec<Link> {
        let using = rules.iter().filter(|(_, source)| imports(source, library));
        using.map(|(id, _)| Link::new(*id, address::rule(id))).collect()
    };
    let all_rules =
        rules.iter().map(|(id, source)| Script { id, version: None, source, others: imported(source) });
    let all_libraries = libraries.iter().map(|(id, library)| Script {
        id,
        version: Some(&library.version),
        source: &library.script,
        others: importing(id),
    });
    all_rules.chain(all_libraries).collect()
}

/// Whether a line of a script imports a library of this name.
fn imports(source: &SourceText, library: &str) -> bool {
    let is_named = |line: &str| {
        let named = line.trim_start().strip_prefix("import").map(str::trim_start);
        let after = named.and_then(|named| named.strip_prefix('"')?.strip_prefix(library));
        after.is_some_and(|after| after.starts_with(['"', '@']))
    };
    source.text.lines().any(is_named)
}

/// What a script says of itself.
pub(super) fn doc(script: &Script<'_>) -> RuleDoc {
    RuleDoc::of(script.source)
}

#[derive(Template)]
#[template(path = "docs/script.html")]
struct Page<'a> {
    frame: &'a Frame,
    script: &'a Script<'a>,
    path: &'a str,
    doc: RuleDoc,
    uses: Vec<Use>,
    lines: Vec<(usize, &'a str)>,
}

impl Page<'_> {
    fn pieces(text: &str) -> Vec<words::Piece> {
        words::pieces(text)
    }

    /// The section of the menu that it belongs to.
    const HERE: &'static str = "rules.html";
}

/// Where a rule judges with the same parameters.
struct Use {
    obligation: Link,
    measure: Link,
    params: String,
    bodies: Vec<String>,
}

impl Use {
    fn told(&self) -> String {
        plain::list(&self.bodies)
    }
}

pub(in crate::site) fn script(
    frame: &Frame,
    program: &Program,
    script: &Script<'_>,
) -> askama::Result<String> {
    let parts = owed(program);
    let judged = parts.iter().filter(|owed| owed.duty.rule.id().as_str() == script.id);
    let uses = if script.version.is_some() { Vec::new() } else { grouped(program, judged) };
    let lines = (1..).zip(script.source.text.lines()).collect();
    Page { frame, script, path: &script.source.path, doc: doc(script), uses, lines }.render()
}

fn grouped<'p>(program: &Program, judged: impl Iterator<Item = &'p Owed<'p>>) -> Vec<Use> {
    let mut uses: Vec<Use> = Vec::new();
    for owed in judged {
        let obligation = obligation_link(owed.mission, owed.obligation);
        let (measure, params) = (measure_link(program, &owed.duty.measure), words::params(&owed.duty.params));
        let body = program.catalogue.body_name(owed.by).to_owned();
        let alike = |found: &&mut Use| {
            found.obligation == obligation && found.measure == measure && found.params == params
        };
        match uses.iter_mut().find(alike) {
            Some(found) => found.bodies.push(body),
            None => uses.push(Use { obligation, measure, params, bodies: vec![body] }),
        }
    }
    uses
}
