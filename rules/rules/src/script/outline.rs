//! What can be told of a rule before it runs: which parameters it says that it takes, and which parameters and measures its syntax tree
//! shows that it reads.

use std::ops::Range;

use engine::model::Params;
use rhai::AST;

use super::read_measures::{OwnReads, ReadMeasure, asks_for_parts, own_reads, read_measures, reads_target};
use super::read_others::{self, ReadOthers};
use super::read_params::{ReadParams, read_params};
use super::rule_doc::RuleDoc;
use super::rule_param::{RuleParam, faults_of_lines};
use crate::diagnostic::{Code, Diagnostic};
use crate::source::SourceText;

/// A rule in outline.
#[derive(Clone, Debug)]
pub struct RuleOutline {
    /// What it says that it takes; empty where it says nothing of that.
    pub said: Vec<RuleParam>,
    pub read: ReadParams,
    /// The measures that it reads for the period that is judged.
    pub measures: Vec<ReadMeasure>,
    /// Where it reads what it judges, as figures or as a document.
    pub own: OwnReads,
    /// Whether it reads the target of what it judges.
    pub reads_target: bool,
    /// Where it asks for other obligations.
    pub others: Vec<ReadOthers>,
    /// Where it asks for all parts of the whole.
    pub parts: Option<Range<usize>>,
    pub source: SourceText,
}

impl RuleOutline {
    pub(super) fn of(ast: &AST, source: &SourceText) -> Self {
        let said = RuleDoc::of(source).params;
        let (read, measures) = (read_params(ast, source), read_measures(ast, source));
        let (own, reads_target) = (own_reads(ast, source), reads_target(ast));
        let (others, parts) = (read_others::places(ast, source), asks_for_parts(ast, source));
        Self { said, read, measures, own, reads_target, others, parts, source: source.clone() }
    }

    /// What it takes of this name, where it says so.
    pub fn said_of(&self, name: &str) -> Option<&RuleParam> {
        self.said.iter().find(|param| param.name == name)
    }

    /// Whether it has a use for a parameter. A rule that says what it takes takes nothing else.
    pub fn takes(&self, name: &str) -> bool {
        self.said_of(name).is_some()
            || self.said.is_empty() && (self.read.is_open || self.read.mentions(name))
    }

    /// Every name that it has a use for, as far as they are known.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        let said = self.said.iter().map(|param| param.name.as_str());
        said.chain(self.read.reads.keys().chain(&self.read.asked).map(String::as_str))
    }

    /// What it cannot do without and is not handed.
    pub fn missing(&self, handed: &Params) -> Vec<&str> {
        let said = self.said.iter().filter(|param| !param.is_optional).map(|param| param.name.as_str());
        let optional = |name: &str| self.said_of(name).is_some_and(|param| param.is_optional);
        let read = self.read.reads.keys().map(String::as_str);
        let read = read.filter(|name| !self.read.asked.contains(*name) && !optional(name));
        let mut missing: Vec<&str> = said.chain(read).filter(|name| !handed.contains_key(*name)).collect();
        missing.sort_unstable();
        missing.dedup();
        missing
    }

    /// What is wrong with what the rule says of itself.
    pub(super) fn faults(&self) -> Vec<Diagnostic> {
        let mut faults = faults_of_lines(&self.source);
        if self.said.is_empty() || !faults.is_empty() {
            return faults;
        }
        let untold = self.read.reads.iter().filter(|(name, _)| self.said_of(name).is_none());
        faults.extend(untold.map(|(name, place)| {
            let message = format!("the rule reads the parameter `{name}` and does not say so at its head");
            let fault = Diagnostic::error(Code::RuleShape, message, &self.source, place.clone());
            let fault =
                fault.with_help(format!("add a line such as `//! Param: {name}, number, what it is for`"));
            fault.with_nearest(name, self.said.iter().map(|param| param.name.as_str()))
        }));
        faults
    }
}
