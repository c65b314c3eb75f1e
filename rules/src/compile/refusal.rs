//! Refuses missions that hold on to something of a mission that is refused: it would not be there.

use engine::model::RuleId;
use indexmap::IndexMap;

use super::draft::Draft;
use super::findings::{Findings, MissionIx};
use super::resolver::Gathered;
use super::scope::Scope;
use super::shelf::with_libraries;
use crate::diagnostic::Diagnostic;
use crate::script::{Counting, compile_rule};

/// Refuses until nothing that is left holds on to anything that is not.
pub(super) fn spread(
    drafts: &[Draft<'_>],
    scope: &Scope<'_>,
    gathered: &IndexMap<MissionIx, Gathered>,
    findings: &mut Findings,
) {
    loop {
        let mut fresh: Vec<(MissionIx, Vec<Diagnostic>)> = Vec::new();
        for draft in drafts.iter().filter(|draft| !findings.is_refused(draft.ix)) {
            let mut faults = broken_links(drafts, draft, &gathered[&draft.ix], findings);
            if faults.is_empty() {
                faults = broken_rules(draft, scope, &gathered[&draft.ix], findings);
            }
            if !faults.is_empty() {
                fresh.push((draft.ix, faults));
            }
        }
        if fresh.is_empty() {
            return;
        }
        for (mission, faults) in fresh {
            findings.note(mission, faults);
        }
    }
}

fn broken_links(
    drafts: &[Draft<'_>],
    draft: &Draft<'_>,
    gathered: &Gathered,
    findings: &Findings,
) -> Vec<Diagnostic> {
    let broken = gathered.links.iter().filter(|link| findings.is_refused(link.to));
    let fault = |link: &super::resolver::Link| {
        let path = drafts[link.to.0].path;
        let message = format!("{} is declared in `{path}`, which has errors", link.what);
        Diagnostic::error(link.code, message, draft.source(), link.range.clone())
            .with_help(format!("put `{path}` right first"))
    };
    broken.map(fault).collect()
}

/// A rule may name measures in its text, where no link shows it: without the refused ones it may not compile.
fn broken_rules(
    draft: &Draft<'_>,
    scope: &Scope<'_>,
    gathered: &Gathered,
    findings: &Findings,
) -> Vec<Diagnostic> {
    if findings.refused().next().is_none() {
        return Vec::new();
    }
    let vocabulary = scope.vocabulary(|mission| !findings.is_refused(mission));
    let vocabulary = with_libraries(&vocabulary, &draft.sources.libraries, Counting::Off);
    let used = gathered.rules.iter().filter_map(|name| draft.sources.rules.get_key_value(name));
    let compiled = used.map(|(name, source)| compile_rule(&RuleId::new(name.as_str()), source, &vocabulary));
    let faults = compiled.filter_map(Result::err).flatten();
    faults
        .map(|fault| fault.with_help("the mission that declares it has errors; put those right first"))
        .collect()
}
