//! A mission as it was read, before anything that it names is looked up.

use std::sync::Arc;

use super::cache::CompilerCache;
use super::findings::{Findings, MissionIx};
use super::mission_names::{MissionNames, ReadMission};
use crate::declare::MissionDeclaration;
use crate::source::{MissionSources, SourceText, Sources};

/// One mission's texts, with what they say.
pub(super) struct ParsedMission<'s> {
    pub(super) ix: MissionIx,
    pub(super) path: &'s Arc<str>,
    pub(super) sources: &'s MissionSources,
    read: Arc<ReadMission>,
}

impl<'s> ParsedMission<'s> {
    pub(super) fn source(&self) -> &'s SourceText {
        &self.sources.declaration
    }
    pub(super) fn declaration(&self) -> &MissionDeclaration {
        &self.read.reading.found
    }

    /// What other missions can see of it.
    pub(super) fn names(&self) -> &Arc<MissionNames> {
        &self.read.names
    }

    /// The rules that it names, each with its text where there is one.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&str, Option<&'s SourceText>)> {
        let texts = &self.sources.rules;
        self.read.rules.iter().map(|name| (name.as_str(), texts.get(name)))
    }

    /// Whether its text is TOML; otherwise it may declare more than is known of it.
    pub(super) fn is_toml(&self) -> bool {
        self.read.reading.is_toml
    }
}

/// Reads every mission, in the order of their paths.
pub(super) fn parse_all<'s>(
    cache: &mut CompilerCache<'_>,
    sources: &'s Sources,
    findings: &mut Findings,
) -> Vec<ParsedMission<'s>> {
    let mut missions: Vec<_> = sources.missions.iter().collect();
    missions.sort_by_key(|(path, _)| Arc::clone(path));
    let cadences = cache.cadences(sources);
    let read = |(index, (path, sources)): (usize, (&'s Arc<str>, &'s MissionSources))| {
        let ix = MissionIx(index);
        let read = cache.mission(&sources.declaration, &cadences);
        findings.note(ix, read.reading.faults.clone());
        ParsedMission { ix, path, sources, read }
    };
    missions.into_iter().enumerate().map(read).collect()
}
