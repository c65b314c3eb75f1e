//! What a project declares, as lints look at it: the program, and beside it the declarations with their places. Nothing is judged here.

use std::sync::Arc;

use engine::model::{Authority, BodyId, Measure, MissionId};
use engine::program::{Mission, Obligation, Program};
use indexmap::IndexMap;
use jiff::civil::Date;

use super::value::{number, text};
use crate::declare::{LintSettings, MissionDeclaration, NamedCadences, ObligationDeclaration, read_mission};
use crate::script::plugin::Value;
use crate::source::{SourceText, Sources};

/// A project on a day.
pub(super) struct Declared<'p> {
    pub(super) program: &'p Program,
    pub(super) sources: &'p Sources,
    pub(super) settings: &'p LintSettings,
    pub(super) missions: Vec<DeclaredMission<'p>>,
    pub(super) today: Date,
}

/// One mission that is in force, with what its file says.
pub(super) struct DeclaredMission<'p> {
    pub(super) source: &'p SourceText,
    /// The rules that it may name, by their ids.
    rules: &'p IndexMap<String, SourceText>,
    pub(super) declaration: MissionDeclaration,
    pub(super) mission: &'p Arc<Mission>,
}

impl<'p> Declared<'p> {
    pub(super) fn new(
        program: &'p Program,
        sources: &'p Sources,
        settings: &'p LintSettings,
        today: Date,
    ) -> Self {
        let cadences = NamedCadences::of(&sources.project);
        let read = |texts: &'p crate::source::MissionSources| {
            let source = &texts.declaration;
            let declaration = read_mission(source, &cadences).found;
            let id = MissionId::new(declaration.id.as_ref()?.get_ref().as_str());
            let mission = program.missions.get(&id)?;
            Some(DeclaredMission { source, rules: &texts.rules, declaration, mission })
        };
        let missions = sources.missions.values().filter_map(read).collect();
        Self { program, sources, settings, missions, today }
    }

    /// The name of a body as people know it.
    pub(super) fn body_name<'a>(&'a self, body: &'a BodyId) -> &'a str {
        self.program.catalogue.body_name(body)
    }

    /// Every measure of figures that is written down, without the values of breakdowns, each with its mission.
    pub(super) fn measures(&self) -> impl Iterator<Item = (&DeclaredMission<'p>, &'p Measure)> {
        let known = &self.program.catalogue.measures;
        self.missions.iter().flat_map(move |mission| {
            let written = mission.declaration.measures.iter().filter(|measure| !measure.is_value());
            let found = written.filter_map(|measure| known.get(measure.id.as_ref()?.get_ref().as_str()));
            found.filter(|measure| !measure.is_document()).map(move |measure| (mission, measure))
        })
    }

    /// Laws, promises and minutes, with how long ago somebody looked at them.
    pub(super) fn authority(&self, all: &[Authority]) -> Value {
        let one = |authority: &Authority| {
            let days = authority.checked.map(|day| days_between(day, self.today));
            Value::map([
                ("title", text(&authority.title)),
                ("link", text(authority.link.as_deref().unwrap_or_default())),
                ("is_checked", Value::Flag(authority.checked.is_some())),
                ("checked", text(&authority.checked.map(language::english::date).unwrap_or_default())),
                ("days", number(days.unwrap_or_default())),
            ])
        };
        Value::List(all.iter().map(one).collect())
    }
}

impl<'p> DeclaredMission<'p> {
    /// Every quoted word of a rule; a measure among them is one that it may read.
    pub(super) fn quoted_in(&self, rule: &str) -> impl Iterator<Item = &'p str> + use<'p> {
        let text = self.rules.get(rule).map_or("", |rule| &*rule.text);
        text.split('"').skip(1).step_by(2)
    }

    /// Each obligation that is written down, with those that its declaration stands for: none of a commitment that cannot be measured yet.
    pub(super) fn obligations(&self) -> impl Iterator<Item = (&ObligationDeclaration, &'p [Obligation])> {
        self.declaration.obligations.iter().filter_map(|written| {
            let id = written.id.as_ref()?.get_ref().as_str();
            let judged = self.mission.declared().find(|one| one[0].declared_id().as_str() == id);
            let is_promised = self.mission.commitments.iter().any(|one| one.id.as_str() == id);
            Some((written, judged.or_else(|| is_promised.then_some(&[][..]))?))
        })
    }
}

/// Whether all that a declaration stands for is over by a day; a commitment never is.
pub(super) fn has_ended(judged: &[Obligation], today: Date) -> bool {
    let is_over = |owed: &Obligation| owed.last_owed().is_some_and(|last| last.last_day() < today);
    !judged.is_empty() && judged.iter().all(is_over)
}

/// How many days it is from one day to another; below 0 where that is earlier.
pub(super) fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |span| i64::from(span.get_days()))
}
