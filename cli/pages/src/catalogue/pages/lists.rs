//! The pages that lead to others: missions, bodies, measures, rules; and the glossary of verdicts.

use std::collections::BTreeSet;

use askama::Template;
use engine::model::{BodyId, Verdict};
use engine::program::Program;
use rules::declare::PluginKind;
use rules::script::RuleDoc;
use rules::source::SourceText;
use words::{declaration, english, verdict};

use super::frame::Frame;
use crate::catalogue::address::{self, Link};
use crate::catalogue::owed::{body_link, measure_link, mission_link, obligations, owed, owing};
use crate::catalogue::pieces::{Piece, pieces};
use crate::catalogue::uses;
use app::project::Project;

#[derive(Template)]
#[template(path = "docs/home.html")]
struct Home<'a> {
    frame: &'a Frame,
    missions: Vec<MissionRow>,
    holds: String,
}

impl Home<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "index.html";
}

struct MissionRow {
    link: Link,
    board: String,
    obligations: usize,
    bodies: usize,
}

/// The first page: the missions.
pub(in crate::catalogue) fn home(frame: &Frame, program: &Program) -> askama::Result<String> {
    let parts = owed(program);
    let row = |mission: &std::sync::Arc<engine::program::Mission>| {
        let leads = mission.obligations.iter().map(|obligation| &obligation.lead);
        let others = parts.iter().filter(|owed| owed.mission.id == mission.id).map(|owed| &owed.part.by);
        MissionRow {
            link: mission_link(mission),
            board: mission.board.clone().unwrap_or_default(),
            obligations: mission.declared().count(),
            bodies: leads.chain(others).collect::<BTreeSet<&BodyId>>().len(),
        }
    };
    let holds = english::list(&[
        english::count(program.missions.len(), "mission"),
        english::count(obligations(program).count(), "obligation"),
        english::count(owing(program).len(), "body") + " that owe something",
    ]);
    Home { frame, missions: program.missions.values().map(row).collect(), holds }.render()
}

#[derive(Template)]
#[template(path = "docs/bodies.html")]
struct Bodies<'a> {
    frame: &'a Frame,
    rows: Vec<BodyRow>,
}

impl Bodies<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "bodies.html";
}

struct BodyRow {
    link: Link,
    kind: String,
    leads: usize,
    contributes: usize,
}

/// Every body that owes something, in order of name.
pub(in crate::catalogue) fn bodies(frame: &Frame, program: &Program) -> askama::Result<String> {
    let parts = owed(program);
    let row = |body: &BodyId| BodyRow {
        link: body_link(program, body),
        kind: program.catalogue.bodies.get(body).map(|body| body.kind.clone()).unwrap_or_default(),
        leads: obligations(program).filter(|(_, obligation)| obligation.lead == *body).count(),
        contributes: parts.iter().filter(|owed| owed.is_contribution() && owed.part.by == *body).count(),
    };
    let mut rows: Vec<BodyRow> = owing(program).into_iter().map(row).collect();
    rows.sort_by_cached_key(|row| (row.link.text.to_lowercase(), row.link.href.clone()));
    Bodies { frame, rows }.render()
}

#[derive(Template)]
#[template(path = "docs/measures.html")]
struct Measures<'a> {
    frame: &'a Frame,
    rows: Vec<MeasureRow>,
}

impl Measures<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "measures.html";
}

struct MeasureRow {
    link: Link,
    unit: String,
    every: &'static str,
    obligations: usize,
    has_target: bool,
}

pub(in crate::catalogue) fn measures(frame: &Frame, program: &Program) -> askama::Result<String> {
    let parts = owed(program);
    let rows = program.catalogue.measures.values().map(|measure| MeasureRow {
        link: measure_link(program, &measure.id),
        unit: declaration::unit(&measure.unit),
        every: english::cadence(measure.every),
        obligations: {
            let judged = parts.iter().filter(|owed| owed.part.duty.measure == measure.id);
            judged.map(|owed| (&owed.mission.id, &owed.obligation.id)).collect::<BTreeSet<_>>().len()
        },
        has_target: program.catalogue.targets.iter().any(|target| target.measure == measure.id),
    });
    Measures { frame, rows: rows.collect() }.render()
}

#[derive(Template)]
#[template(path = "docs/rules.html")]
struct Scripts<'a> {
    frame: &'a Frame,
    rules: Vec<RuleRow>,
    libraries: Vec<RuleRow>,
}

impl Scripts<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "rules.html";
}

struct RuleRow {
    link: Link,
    what: String,
    /// How many parts of obligations a rule judges; for a library, its version.
    used: String,
}

impl RuleRow {
    fn pieces(&self) -> Vec<Piece> {
        pieces(&self.what)
    }
}

/// Every rule, and every library that rules share.
pub(in crate::catalogue) fn rules(frame: &Frame, project: &Project) -> askama::Result<String> {
    let parts = owed(&project.program);
    let what = |source: &SourceText| RuleDoc::of(source).what.unwrap_or_default();
    let rule = |rule: &uses::Rule<'_>| RuleRow {
        link: Link::new(rule.id, address::rule(rule.id)),
        what: what(rule.source),
        used: parts.iter().filter(|owed| owed.part.duty.rule.id().as_str() == rule.id).count().to_string(),
    };
    let library = |plugin: &std::sync::Arc<plugins::host::Plugin>| RuleRow {
        link: Link::new(plugin.manifest.name(), address::plugin(plugin.manifest.name())),
        what: what(&plugin.source),
        used: plugin.manifest.version().to_string(),
    };
    let libraries = project.plugins.iter().filter(|plugin| plugin.manifest.kind() == PluginKind::Library);
    Scripts {
        frame,
        rules: uses::rules(&project.sources).iter().map(rule).collect(),
        libraries: libraries.map(library).collect(),
    }
    .render()
}

#[derive(Template)]
#[template(path = "docs/verdicts.html")]
struct Verdicts<'a> {
    frame: &'a Frame,
    words: Vec<ListedWord>,
}

impl Verdicts<'_> {
    /// The section of the menu that it belongs to.
    const HERE: &'static str = "verdicts.html";
}

struct ListedWord {
    name: String,
    code: &'static str,
    meaning: &'static str,
}

/// What each verdict means.
pub(in crate::catalogue) fn verdicts(frame: &Frame) -> askama::Result<String> {
    let word = |verdict: Verdict| {
        let name = english::capitalised(verdict::word(verdict));
        ListedWord { name, code: verdict.as_str(), meaning: verdict::meaning(verdict) }
    };
    Verdicts { frame, words: Verdict::ALL.into_iter().map(word).collect() }.render()
}
