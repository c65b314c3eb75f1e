//! Refuses missions that hold on to something of a mission that is refused: it would not be there.

use std::sync::Arc;

use indexmap::IndexMap;

use super::cache::CompilerCache;
use super::findings::{Findings, MissionIx};
use super::parsed::ParsedMission;
use super::project_names::ProjectNames;
use super::resolved::{Gathered, MissionLink, Resolved};
use super::rule_vocabulary::RuleVocabulary;
use crate::diagnostic::Diagnostic;
use crate::script::Vocabulary;
use crate::source::LibrarySources;

/// Refuses until nothing that is left holds on to anything that is not.
pub(super) fn spread(
    cache: &mut CompilerCache<'_>,
    drafts: &[ParsedMission<'_>],
    scope: &ProjectNames<'_>,
    resolved: &IndexMap<MissionIx, Arc<Resolved>>,
    findings: &mut Findings,
) {
    while findings.refused().next().is_some() {
        let mut offers = Offers::new(scope.vocabulary(|mission| !findings.is_refused(mission)));
        let mut fresh: Vec<(MissionIx, Vec<Diagnostic>)> = Vec::new();
        for draft in drafts.iter().filter(|draft| !findings.is_refused(draft.ix)) {
            let mut faults = broken_links(drafts, draft, &resolved[&draft.ix].gathered, findings);
            if faults.is_empty() {
                faults = broken_rules(cache, draft, &mut offers);
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
    drafts: &[ParsedMission<'_>],
    draft: &ParsedMission<'_>,
    gathered: &Gathered,
    findings: &Findings,
) -> Vec<Diagnostic> {
    let broken = gathered.links.iter().filter(|link| findings.is_refused(link.to));
    let fault = |link: &MissionLink| {
        let path = drafts[link.to.0].path;
        let message = format!("{} is declared in `{path}`, which has errors", link.what);
        Diagnostic::error(link.code, message, draft.source(), link.range.clone())
            .with_help(format!("put `{path}` right first"))
    };
    broken.map(fault).collect()
}

/// A rule may name measures in its text, where no link shows it: without the refused ones it may not compile.
fn broken_rules<'s>(
    cache: &mut CompilerCache<'_>,
    draft: &ParsedMission<'s>,
    offers: &mut Offers<'s>,
) -> Vec<Diagnostic> {
    let offer = offers.of(cache, &draft.sources.libraries);
    let used = draft.rules().filter_map(|(name, source)| Some((name, source?)));
    let checked = used.map(|(name, source)| cache.rule(name, source, offer));
    let faults = checked.filter_map(Result::err).flatten();
    faults
        .map(|fault| fault.with_help("the mission that declares it has errors; put those right first"))
        .collect()
}

/// What rules may name while some missions are refused, by the libraries that they are offered.
struct Offers<'s> {
    vocabulary: Arc<Vocabulary>,
    made: Vec<(&'s Arc<IndexMap<String, LibrarySources>>, RuleVocabulary)>,
}

impl<'s> Offers<'s> {
    fn new(vocabulary: Vocabulary) -> Self {
        Self { vocabulary: Arc::new(vocabulary), made: Vec::new() }
    }

    fn of(
        &mut self,
        cache: &mut CompilerCache<'_>,
        libraries: &'s Arc<IndexMap<String, LibrarySources>>,
    ) -> &RuleVocabulary {
        let known = self.made.iter().position(|(made, _)| *made == libraries);
        let index = known.unwrap_or_else(|| {
            self.made.push((libraries, cache.offer(&self.vocabulary, libraries)));
            self.made.len() - 1
        });
        &self.made[index].1
    }
}
