//! Obligations that rules name whose verdicts they read: each must exist, and must not be judged by verdicts itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::others::Among;
use engine::program::Obligation;
use indexmap::IndexMap;

use super::compiled_rules::CompiledRules;
use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::resolved::Resolved;
use crate::diagnostic::{Code, Diagnostic};
use crate::script::RuleOutline;

/// Everything that a rule may name, with whether it reads verdicts itself.
struct Names<'d> {
    missions: Vec<&'d str>,
    obligations: IndexMap<String, Reading>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reading {
    Figures,
    Verdicts,
}

/// Refuses each mission with a rule that names what it cannot read. Rules that were not read are passed over.
pub(super) fn check_others(
    drafts: &[ParsedMission<'_>],
    rules: &CompiledRules<'_>,
    all: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    let is_reader = |owed: &Obligation| owed.reads_verdicts();
    if !all.values().any(|resolved| resolved.obligations.iter().any(is_reader)) {
        return;
    }
    let names = gather(drafts, all);
    for (ix, resolved) in all {
        let used = resolved.obligations.iter().flat_map(Obligation::parts);
        let used: BTreeSet<&str> = used.map(|part| part.duty.rule.id().as_str()).collect();
        let outlines = used.into_iter().filter_map(|rule| rules.outline_of(drafts[ix.0].sources, rule));
        let faults: Vec<Diagnostic> = outlines.flat_map(|outline| faults(outline, &names)).collect();
        findings.note(*ix, faults);
    }
}

fn gather<'d>(drafts: &'d [ParsedMission<'_>], all: &IndexMap<MissionIx, Arc<Resolved>>) -> Names<'d> {
    let mut names = Names { missions: Vec::new(), obligations: IndexMap::new() };
    for draft in drafts {
        let Some(mission) = draft.declaration().id.as_ref().map(|id| id.get_ref().as_str()) else { continue };
        names.missions.push(mission);
        let owed = all.get(&draft.ix).into_iter().flat_map(|resolved| &resolved.obligations);
        let readers = owed.filter(|owed| owed.reads_verdicts()).map(|owed| owed.declared_id().as_str());
        let readers: BTreeSet<&str> = readers.collect();
        for id in draft.declaration().obligations.iter().filter_map(|owed| owed.id.as_ref()) {
            let reads = readers.contains(id.get_ref().as_str());
            let reading = if reads { Reading::Verdicts } else { Reading::Figures };
            names.obligations.insert(format!("{mission}/{id}"), reading);
        }
    }
    names
}

fn faults(outline: &RuleOutline, names: &Names<'_>) -> Vec<Diagnostic> {
    let fault = |code, message: String, place: &std::ops::Range<usize>| {
        Diagnostic::error(code, message, &outline.source, place.clone())
    };
    let found = outline.others.iter().filter_map(|read| {
        let Among::Named(name) = &read.among else { return None };
        // Of those about each of many, one is named with its body behind another slash.
        let declared = name.splitn(3, '/').take(2).collect::<Vec<_>>().join("/");
        match names.obligations.get(&declared) {
            Some(Reading::Figures) => None,
            Some(Reading::Verdicts) => {
                let message = format!(
                    "`{name}` is judged by the verdicts of other obligations, so no rule can read its own"
                );
                let help = "read the obligations that it reads, which are judged by figures";
                Some(fault(Code::UnknownObligation, message, &read.place).with_help(help))
            }
            None if names.missions.contains(&&**name) => None,
            None => {
                let message = format!("there is no mission and no obligation `{name}`");
                let known =
                    names.missions.iter().copied().chain(names.obligations.keys().map(String::as_str));
                Some(fault(Code::UnknownObligation, message, &read.place).with_nearest(name, known))
            }
        }
    });
    found.collect()
}
