//! A question put to the workers: what one program tells of a history, or how two of them differ.

use std::collections::BTreeSet;
use std::sync::Arc;

use engine::components::Components;
use engine::model::MissionId;
use engine::program::Program;

use super::comparison::Comparison;
use super::outcome::ReplayOutcome;
use super::part::{Cluster, clusters, parts};
use super::range::Range;
use super::workers::{Job, Timeline, Workers};
use crate::history::{History, Moments, by_moment, unused_by_moment};

/// So many parts are made where there are that many to make and each is worth hearing everything for, so that one who is stopped loses little.
const PARTS: u64 = 8;

/// How two programs differ over a history, worked out on all cores.
pub fn compare(before: &Program, after: &Program, history: &History, range: &Range) -> Comparison {
    compare_with(&Workers::all_cores(), [before, after], history, range, None)
}

/// How two programs differ over a history, in one mission or in all. Obligations that are alike in both, with all that
/// they hang together with, are walked once.
pub fn compare_with(
    workers: &Workers<'_>,
    [before, after]: [&Program; 2],
    history: &History,
    range: &Range,
    mission: Option<&MissionId>,
) -> Comparison {
    let timelines = [timeline(before, history, range), timeline(after, history, range)];
    let [old_components, new_components] =
        [before, after].map(|program| Components::tied(Arc::new(program.clone()), &history.responses));
    let (old, new) = (asked_for(&old_components, range, mission), asked_for(&new_components, range, mission));
    let signatures =
        |clusters: &[Cluster]| clusters.iter().map(|cluster| *cluster.signature().as_bytes()).collect();
    let (known, wanted): (BTreeSet<[u8; 32]>, BTreeSet<[u8; 32]>) = (signatures(&old), signatures(&new));
    let most = most_parts(workers, old.iter().chain(&new), history);
    let (shared, only_old): (Vec<_>, Vec<_>) =
        old.into_iter().partition(|cluster| wanted.contains(cluster.signature().as_bytes()));
    let only_new: Vec<_> =
        new.into_iter().filter(|cluster| !known.contains(cluster.signature().as_bytes())).collect();
    let groups = [
        jobs(&old_components, shared, &timelines[0], range, most),
        jobs(&old_components, only_old, &timelines[0], range, most),
        jobs(&new_components, only_new, &timelines[1], range, most),
    ];
    let [shared, old, _] = groups.each_ref().map(Vec::len);
    let mut records = workers.walk_all(&groups.into_iter().flatten().collect::<Vec<_>>());
    let only_new = records.split_off(shared + old);
    let only_old = records.split_off(shared);
    let old = ReplayOutcome::joined(before, records.iter().cloned().chain(only_old)).about(mission);
    let new = ReplayOutcome::joined(after, records.into_iter().chain(only_new)).about(mission);
    Comparison::of(&old, &new, range, &before.calendar)
}

/// What a program tells of a history, in one mission or in all, on the days of the range.
pub fn replay_with(
    workers: &Workers<'_>,
    program: &Program,
    history: &History,
    range: &Range,
    mission: Option<&MissionId>,
) -> ReplayOutcome {
    let timeline = timeline(program, history, range);
    let components = Components::tied(Arc::new(program.clone()), &history.responses);
    let clusters = asked_for(&components, range, mission);
    let most = most_parts(workers, &clusters, history);
    let jobs = jobs(&components, clusters, &timeline, range, most);
    let mut record = ReplayOutcome::joined(program, workers.walk_all(&jobs)).about(mission);
    record.told.retain(|told| range.holds(told.at, &program.calendar));
    record.verdicts.retain(|standing| range.touches(standing.period));
    record
}

/// Each part hears the whole history: where that is long beside what there is to judge, fewer parts than could be made take less time.
fn most_parts<'c>(
    workers: &Workers<'_>,
    clusters: impl IntoIterator<Item = &'c Cluster>,
    history: &History,
) -> usize {
    let to_judge: u64 = clusters.into_iter().map(Cluster::weight).sum();
    let to_hear = (history.observations.len() as u64).max(1);
    let worth = (1 + to_judge / to_hear).min(PARTS);
    workers.jobs.get().max(usize::try_from(worth).expect("a small number"))
}

fn asked_for(components: &Components, range: &Range, mission: Option<&MissionId>) -> Vec<Cluster> {
    clusters(components, range.to, |candidate| mission.is_none_or(|mission| candidate.id == *mission))
}

/// The reports and responses that are known by the day that is asked about.
fn timeline<'h>(program: &Program, history: &'h History, range: &Range) -> Timeline<'h> {
    let known_by = range.known_by(&program.calendar);
    let mut reports = by_moment(&history.observations, Moments::new(program, &history.arrivals, known_by));
    reports.retain(|moment, _| *moment <= known_by);
    let responses = history.responses.iter().filter(|response| response.at <= known_by);
    let mut unused = unused_by_moment(&history.unused, &program.calendar);
    unused.retain(|(moment, _)| *moment <= known_by);
    Timeline { reports, responses: responses.cloned().collect(), unused }
}

fn jobs<'t, 'h>(
    components: &Components,
    clusters: Vec<Cluster>,
    timeline: &'t Timeline<'h>,
    range: &Range,
    most: usize,
) -> Vec<Job<'t, 'h>> {
    let until = range.end(&components.program().calendar);
    parts(components, clusters, most).into_iter().map(|part| Job { part, timeline, until }).collect()
}
