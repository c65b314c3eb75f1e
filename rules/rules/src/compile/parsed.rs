//! A mission as it was read, before anything that it names is looked up.

use std::sync::Arc;

use super::cache::CompilerCache;
use super::findings::{Findings, MissionIx};
use crate::declare::{MissionDeclaration, Reading};
use crate::source::{MissionSources, SourceText, Sources};

/// One mission's texts, with what they say.
pub(super) struct ParsedMission<'s> {
    pub(super) ix: MissionIx,
    pub(super) path: &'s Arc<str>,
    pub(super) sources: &'s MissionSources,
    reading: Arc<Reading<MissionDeclaration>>,
}

impl ParsedMission<'_> {
    /// The text of the declaration.
    pub(super) fn source(&self) -> &SourceText {
        &self.sources.declaration
    }

    /// What it says.
    pub(super) fn declaration(&self) -> &MissionDeclaration {
        &self.reading.found
    }

    /// Whether its text is TOML; otherwise it may declare more than is known of it.
    pub(super) fn is_toml(&self) -> bool {
        self.reading.is_toml
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
    let read = |(index, (path, sources)): (usize, (&'s Arc<str>, &'s MissionSources))| {
        let ix = MissionIx(index);
        let reading = cache.mission(&sources.declaration);
        findings.note(ix, reading.faults.clone());
        ParsedMission { ix, path, sources, reading }
    };
    missions.into_iter().enumerate().map(read).collect()
}
