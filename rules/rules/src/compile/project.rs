//! A whole project, in the order of the work: read, look up, refuse, put together.

use std::sync::Arc;

use engine::program::Program;
use indexmap::IndexMap;

use super::assemble::{assemble, resolve_mission};
use super::cache::CompilerCache;
use super::compiled_rules::{CompiledRules, Soundness};
use super::findings::{Findings, MissionIx};
use super::grids::refuse_other_grids;
use super::parsed::{ParsedMission, parse_all};
use super::project_names::ProjectNames;
use super::read_others::check_others;
use super::resolved::{Resolved, ResolvedFrom};
use super::substitutes::warn_of_substitutes;
use super::target_gaps::warn_of_gaps;
use super::unheard_voices::warn_of_unheard;
use super::{dependency, ladders, refusal, relation_ends, relations, revision};
use crate::declare::{ListedRelations, Register, check_jurisdictions};
use crate::diagnostic::{Code, Diagnostic, sort};
use crate::script::Counting;
use crate::source::Sources;

/// What came of a project's texts.
pub struct Compiled {
    /// The missions that can be used; none where the project as a whole cannot.
    pub program: Option<Program>,
    /// Every fault that was found, in the order of files and places.
    pub diagnostics: Vec<Diagnostic>,
    /// The paths of the missions that are left out because of errors, in order.
    pub refused: Vec<Arc<str>>,
}

/// Compiles a project once. A mission with an error is left out, and so is whatever refers to it; the others go in.
pub fn compile(sources: &Sources) -> Compiled {
    CompilerCache::new().compile(sources)
}

/// The same, with rules that count what they reach where that is asked for.
pub fn compile_counting(sources: &Sources, counting: Counting<'_>) -> Compiled {
    CompilerCache::counting(counting).compile(sources)
}

impl CompilerCache<'_> {
    /// Compiles a project. A mission with an error is left out, and so is whatever refers to it; the others go in.
    pub fn compile(&mut self, sources: &Sources) -> Compiled {
        self.begin();
        compile_with(self, sources, Soundness::Unknown)
    }

    /// The same for texts that were compiled before and found sound: the rules in force are read once something happens to
    /// them. What has faults beside them is found all the same.
    pub fn compile_sound(&mut self, sources: &Sources) -> Compiled {
        self.begin();
        compile_with(self, sources, Soundness::FoundBefore)
    }
}

fn compile_with(cache: &mut CompilerCache<'_>, sources: &Sources, soundness: Soundness) -> Compiled {
    let mut findings = Findings::default();
    let project = cache.project(sources);
    let register = cache.register(&sources.bodies);
    let listed = cache.listed_relations(sources);
    let (project, project_faults) = &*project;
    let (register, register_faults) = &*register;
    findings.diagnostics.extend_from_slice(project_faults);
    findings.diagnostics.extend_from_slice(register_faults);
    let named = project
        .as_ref()
        .zip(register.as_ref())
        .map(|(project, register)| check_jurisdictions(&sources.bodies, register, &project.divisions));
    let unknown = named.unwrap_or_default();
    let is_sound = register_faults.iter().chain(&unknown).all(|fault| !fault.is_error());
    findings.diagnostics.extend(unknown);
    if sources.missions.is_empty() {
        let fault = Diagnostic::project_error(Code::EmptyProject, "the project has no missions");
        findings
            .diagnostics
            .push(fault.with_help("write the first one in a file such as `missions/first.toml`"));
    }
    let drafts = parse_all(cache, sources, &mut findings);
    if let Some(project) = project.as_ref().filter(|_| soundness == Soundness::Unknown) {
        warn_of_unheard(&drafts, project, &mut findings);
        if let Some(register) = register {
            ladders::check(&drafts, project, register, &mut findings);
        }
    }
    let program = register.as_ref().and_then(|register| {
        let wide = relations::widened(register, listed.as_deref(), &drafts);
        let register_with_relations = wide.as_ref().unwrap_or(register);
        let named = Named { register: register_with_relations, bodies: register, listed: listed.as_deref() };
        let mut resolved = resolve(cache, sources, soundness, &drafts, named, &mut findings);
        resolved.retain(|mission, _| !findings.is_refused(*mission));
        let is_sound = is_sound && !findings.is_project_refused() && !resolved.is_empty();
        let project = project.as_ref().filter(|_| is_sound)?;
        Some(assemble(cache, (sources, listed.as_deref()), project, register, &drafts, &resolved))
    });
    let refused = findings.refused().map(|mission| Arc::clone(drafts[mission.0].path)).collect();
    let mut diagnostics = findings.diagnostics;
    sort(&mut diagnostics);
    Compiled { program, diagnostics, refused }
}

/// The register as missions may name it, and as it stands in its own file.
#[derive(Clone, Copy)]
struct Named<'r> {
    register: &'r Register,
    bodies: &'r Register,
    listed: Option<&'r ListedRelations>,
}

/// Looks up every name in every mission, and settles which missions can go in.
fn resolve(
    cache: &mut CompilerCache<'_>,
    sources: &Sources,
    soundness: Soundness,
    drafts: &[ParsedMission<'_>],
    Named { register, bodies, listed }: Named<'_>,
    findings: &mut Findings,
) -> IndexMap<MissionIx, Arc<Resolved>> {
    let names = ProjectNames::gather((register, listed), drafts, findings);
    relations::check(drafts, bodies, &names, findings);
    let version = drafts.iter().map(|mission| Arc::clone(mission.names())).collect();
    let version = cache.version(sources, version);
    let vocabulary = cache.vocabulary(version, || names.vocabulary(|_| true));
    let rules = CompiledRules::fill(cache, drafts, &vocabulary, version, soundness);
    let cadences = cache.cadences(sources);
    let mut all = IndexMap::with_capacity(drafts.len());
    for mission in drafts {
        let from = ResolvedFrom {
            declaration: mission.source().clone(),
            cadences: Arc::clone(&cadences),
            rules: mission.rules().map(|(_, rule)| rule.cloned()).collect(),
            libraries: rules.libraries_of(mission.sources),
            names: version,
        };
        let known = cache.resolved(&from);
        let resolved = known.unwrap_or_else(|| {
            let seen = revision::seen(cache, mission, &names, &cadences);
            cache.keep_resolved(from, resolve_mission(mission, &names, &rules, seen))
        });
        // What is missed in a text that is not TOML may well be in it.
        if mission.is_toml() {
            findings.note(mission.ix, resolved.gathered.faults.clone());
        }
        all.insert(mission.ix, resolved);
    }
    dependency::refuse_circles(drafts, &names, findings);
    note_unused_rules(&rules, findings);
    if soundness == Soundness::Unknown {
        refuse_other_grids(drafts, &all, findings);
        warn_of_gaps(drafts, &rules, &all, findings);
        warn_of_substitutes(drafts, listed, &all, findings);
        check_others(drafts, &rules, &all, findings);
    }
    loop {
        refusal::spread(cache, drafts, &names, &all, findings);
        if !relation_ends::refuse_left_out(drafts, &names, findings) {
            break;
        }
    }
    all
}

/// A broken rule that no mission uses does no harm yet.
fn note_unused_rules(rules: &CompiledRules<'_>, findings: &mut Findings) {
    let unused = rules.faults().filter(|fault| !findings.diagnostics.contains(fault));
    let warnings: Vec<Diagnostic> = unused.map(|fault| fault.clone().into_warning()).collect();
    findings.diagnostics.extend(warnings);
}
