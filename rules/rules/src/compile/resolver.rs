//! Looks up the names in one mission. What does not exist is reported with the name that was probably meant.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use engine::model::{Body, BodyId, MeasureId};
use engine::program::Rule;
use indexmap::{IndexMap, IndexSet};
use rustc_hash::FxHashSet;
use toml::Spanned;

use super::compiled_rules::CompiledRules;
use super::findings::{MissionIx, Owner};
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use super::resolved::{Gathered, MissionLink};
use crate::declare::{Group, MeasureDeclaration};
use crate::diagnostic::{Code, Diagnostic};
use crate::packs::built_in_names;
use crate::script::RuleOutline;

/// Where a fault points first: a path, and a range in its text.
type FirstPlace = (Arc<str>, Range<usize>);

/// Looks up names for one mission.
pub(super) struct NameResolver<'a> {
    pub(super) draft: &'a ParsedMission<'a>,
    pub(super) scope: &'a ProjectNames<'a>,
    shelf: &'a CompiledRules<'a>,
    faults: RefCell<Vec<Diagnostic>>,
    /// Those that are to be reported once, by what they say and where: there may be ten thousand.
    reported_once: RefCell<FxHashSet<(Code, String, Option<FirstPlace>)>>,
    links: RefCell<Vec<MissionLink>>,
    /// The relations on which the mission's obligations rest.
    relations: RefCell<BTreeSet<BodyId>>,
}

impl<'a> NameResolver<'a> {
    pub(super) fn new(
        draft: &'a ParsedMission<'a>,
        scope: &'a ProjectNames<'a>,
        shelf: &'a CompiledRules<'a>,
    ) -> Self {
        let (faults, links) = (RefCell::default(), RefCell::default());
        let (reported_once, relations) = (RefCell::default(), RefCell::default());
        Self { draft, scope, shelf, faults, reported_once, links, relations }
    }

    pub(super) fn into_gathered(self) -> Gathered {
        Gathered {
            faults: self.faults.into_inner(),
            links: self.links.into_inner(),
            relations: self.relations.into_inner(),
        }
    }

    /// An error in the mission's declaration, not reported yet.
    pub(super) fn error(&self, code: Code, message: impl Into<String>, range: Range<usize>) -> Diagnostic {
        Diagnostic::error(code, message, self.draft.source(), range)
    }

    /// Reports a fault.
    pub(super) fn report(&self, fault: Diagnostic) {
        self.faults.borrow_mut().push(fault);
    }

    /// Reports a fault that may be found on several ways, once.
    pub(super) fn report_once(&self, fault: Diagnostic) {
        let place =
            fault.labels.first().map(|label| (label.span.source.path.clone(), label.span.range.clone()));
        if self.reported_once.borrow_mut().insert((fault.code, fault.message.clone(), place)) {
            self.report(fault);
        }
    }

    /// Looks names up that were looked up before in the same words. What was told of them is not told again.
    pub(super) fn like_one_before<T>(&self, look_up: impl FnOnce() -> Option<T>) -> Option<T> {
        let (told, links) = (self.faults.borrow().len(), self.links.borrow().len());
        let found = look_up();
        let mut faults = self.faults.borrow_mut();
        let new: Vec<Diagnostic> = faults.split_off(told);
        for fault in new {
            if !faults.contains(&fault) {
                faults.push(fault);
            }
        }
        self.links.borrow_mut().truncate(links);
        found
    }

    /// Notes that the mission holds on to something, which may be another mission's.
    pub(super) fn link(&self, to: MissionIx, code: Code, what: String, range: Range<usize>) {
        if to != self.draft.ix {
            self.links.borrow_mut().push(MissionLink { to, code, what, range });
        }
    }

    /// A body of the register.
    pub(super) fn body(&self, name: &Spanned<String>) -> Option<&'a Body> {
        let found = self.scope.register.get(name.get_ref().as_str());
        if found.is_none() {
            let fault = self.error(Code::UnknownBody, format!("there is no body `{name}`"), name.span());
            let near = self.scope.nearest(Code::UnknownBody, name.get_ref());
            self.report(
                fault
                    .with_help("add it to the register of bodies")
                    .with_near(name.get_ref(), near.as_deref()),
            );
        }
        self.rest_on(found?, name.span());
        found
    }

    /// Notes that the mission rests on a relation, where a body is one.
    fn rest_on(&self, body: &Body, range: Range<usize>) {
        let Some(owner) = self.scope.relations.get(body.id.as_str()) else { return };
        self.relations.borrow_mut().insert(body.id.clone());
        if let Owner::Mission(mission) = owner {
            self.link(*mission, Code::UnknownBody, format!("relation `{}`", body.id), range);
        }
    }

    /// The bodies of a group, at least one.
    pub(super) fn bodies(&self, group: &Group) -> Option<Vec<&'a Body>> {
        let kind = match group {
            Group::Listed(names) => {
                // Every name is looked up before any is missed, so that each unknown one is reported.
                let found: Vec<_> = names.iter().map(|name| self.body(name)).collect();
                return found.into_iter().collect();
            }
            Group::Relation(kind) => return self.relations(kind),
            Group::Kind(kind) => kind,
        };
        let is_relation = |body: &&Body| self.scope.relations.contains_key(body.id.as_str());
        let is_of_kind = |body: &&Body| body.kind == *kind.get_ref() && !is_relation(body);
        let found: Vec<&Body> = self.scope.register.values().filter(is_of_kind).collect();
        if found.is_empty() {
            let fault =
                self.error(Code::UnknownBody, format!("no body is of the kind `{kind}`"), kind.span());
            let bodies = self.scope.register.values().filter(|body| !is_relation(body));
            let kinds: IndexSet<&str> = bodies.map(|body| body.kind.as_str()).collect();
            let fault = fault.with_help("kinds are given in the register of bodies, in the column `kind`");
            self.report(fault.with_nearest(kind.get_ref(), kinds.into_iter()));
            return None;
        }
        Some(found)
    }

    /// Whoever is in a group that another mission may have declared: what is wrong with it is reported there.
    pub(super) fn members(&self, group: &Group) -> Vec<&'a Body> {
        let register = || self.scope.register.values();
        let is_relation = |body: &Body| self.scope.relations.contains_key(body.id.as_str());
        match group {
            Group::Listed(names) => {
                names.iter().filter_map(|name| self.scope.register.get(name.get_ref().as_str())).collect()
            }
            Group::Relation(kind) => {
                register().filter(|body| is_relation(body) && body.kind == *kind.get_ref()).collect()
            }
            Group::Kind(kind) => {
                register().filter(|body| !is_relation(body) && body.kind == *kind.get_ref()).collect()
            }
        }
    }

    /// The relations of a kind, at least one.
    fn relations(&self, kind: &Spanned<String>) -> Option<Vec<&'a Body>> {
        let relations = self.scope.relations.keys().filter_map(|id| self.scope.register.get(*id));
        let found: Vec<&Body> =
            relations.clone().filter(|relation| relation.kind == *kind.get_ref()).collect();
        for relation in &found {
            self.rest_on(relation, kind.span());
        }
        if found.is_empty() {
            let message = format!("no relation is of the kind `{kind}`");
            let fault = self.error(Code::Relation, message, kind.span());
            let kinds: IndexSet<&str> = relations.map(|relation| relation.kind.as_str()).collect();
            let fault = fault.with_help("relations are declared with [[relation]], or in relations.csv");
            self.report(fault.with_nearest(kind.get_ref(), kinds.into_iter()));
            return None;
        }
        Some(found)
    }

    /// A measure of this mission or another.
    pub(super) fn measure(&self, name: &Spanned<String>) -> Option<(MeasureId, &'a MeasureDeclaration)> {
        let is_it = |measure: &&MeasureDeclaration| {
            measure.id.as_ref().is_some_and(|id| id.get_ref() == name.get_ref())
        };
        // A document is declared by whoever names it, and stands behind the measures of the mission.
        let measures = self.draft.declaration().measures.iter().rev();
        if let Some(own) = measures.take_while(|measure| measure.is_document()).find(is_it) {
            return Some((MeasureId::new(name.get_ref().as_str()), own));
        }
        let Some((mission, measure)) = self.scope.measures.get(name.get_ref().as_str()) else {
            let fault =
                self.error(Code::UnknownMeasure, format!("there is no measure `{name}`"), name.span());
            let fault = fault.with_help(self.help_for_missing("add a [[measure]] with that id"));
            let near = self.scope.nearest(Code::UnknownMeasure, name.get_ref());
            self.report(fault.with_near(name.get_ref(), near.as_deref()));
            return None;
        };
        self.link(*mission, Code::UnknownMeasure, format!("measure `{name}`"), name.span());
        Some((MeasureId::new(name.get_ref().as_str()), measure))
    }

    /// A rule that the mission may name, compiled.
    pub(super) fn rule(&self, name: &Spanned<String>) -> Option<Arc<dyn Rule>> {
        match self.shelf.find(self.draft.sources, name.get_ref()) {
            Some(Ok(rule)) => Some(Arc::clone(rule)),
            Some(Err(faults)) => {
                self.faults.borrow_mut().extend_from_slice(faults);
                None
            }
            None => {
                let fault = self.error(Code::UnknownRule, format!("there is no rule `{name}`"), name.span());
                let rules: &IndexMap<_, _> = &self.draft.sources.rules;
                let built_in: Vec<&str> = built_in_names().filter(|known| known != name.get_ref()).collect();
                let known = rules.keys().map(String::as_str).chain(built_in);
                let fault = fault.with_help(format!("write it in a file `rules/{name}.rhai`"));
                self.report(fault.with_nearest(name.get_ref(), known));
                None
            }
        }
    }

    /// Whether a rule judges by verdicts of other obligations; nothing is reported of one that does not exist.
    pub(super) fn reads_verdicts(&self, name: &Spanned<String>) -> bool {
        let rule = self.shelf.find(self.draft.sources, name.get_ref()).and_then(|rule| rule.as_ref().ok());
        rule.is_some_and(|rule| !rule.reads_verdicts_of().is_empty())
    }

    /// What a rule takes, where it was read.
    pub(super) fn outline_of(&self, name: &Spanned<String>) -> Option<&'a RuleOutline> {
        self.shelf.outline_of(self.draft.sources, name.get_ref())
    }

    /// What to do about a missing name, where it may be in a file that could not be read.
    pub(super) fn help_for_missing(&self, otherwise: &str) -> String {
        match self.scope.unread {
            Some(path) => format!("it may stand in `{path}`, which is not understood yet"),
            None => otherwise.to_owned(),
        }
    }
}
