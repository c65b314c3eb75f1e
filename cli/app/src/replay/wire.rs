//! The answers of `remit replay --format json`, for programs. Every list is whole.

use std::collections::BTreeMap;

use engine::model::{Period, Verdict};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use words::replay::ToldCounts;

use super::comparison::{Comparison, MovedEpisode, VerdictShift};
use super::episode::Episode;
use super::outcome::{AlertNews, BrokenPart, ReplayOutcome};
use super::range::Range;

/// What one program tells of a history.
#[derive(Serialize, Debug)]
pub struct ReplayReport {
    /// The revision of the program that judged it.
    pub revision: String,
    range: WireRange,
    told: Vec<WireNews>,
    counts: WireCounts,
}

/// What a change of the rules would do.
#[derive(Serialize, Debug)]
pub struct ComparisonReport {
    /// The program before the change.
    pub before: ComparedSide,
    /// The program after it.
    pub after: ComparedSide,
    range: WireRange,
    summary: String,
    appear: Vec<WireEpisode>,
    vanish: Vec<WireEpisode>,
    moved: Vec<WireMoved>,
    stay: usize,
    verdicts: Vec<WireShift>,
    verdicts_stay: usize,
}

/// One side of a comparison.
#[derive(Serialize, Clone, Debug)]
pub struct ComparedSide {
    /// What it is, such as `project as written now` or `in force since 3 May 2024`.
    pub name: String,
    pub revision: String,
}

#[derive(Serialize, Debug)]
struct WireRange {
    from: Option<Date>,
    to: Date,
    known_at: Option<Date>,
}

#[derive(Serialize, Debug)]
struct WireNews {
    at: Timestamp,
    change: &'static str,
    id: String,
    mission: String,
    periods: Vec<String>,
    broken_by: Vec<String>,
    message: String,
}

#[derive(Serialize, Debug)]
struct WireCounts {
    firing: usize,
    updated: usize,
    resolved: usize,
    corrected: usize,
    restated: usize,
    withdrawn: usize,
    /// Left out, as reminders are, where there are no ladders.
    #[serde(skip_serializing_if = "is_none")]
    escalated: usize,
    #[serde(skip_serializing_if = "is_none")]
    reminders: usize,
    verdicts: BTreeMap<&'static str, usize>,
    rules_run: usize,
}

#[derive(Serialize, Debug)]
struct WireEpisode {
    id: String,
    mission: String,
    periods: Vec<String>,
    fired: Timestamp,
    ended: Option<Timestamp>,
    broken_by: Vec<String>,
}

#[derive(Serialize, Debug)]
struct WireMoved {
    before: WireEpisode,
    after: WireEpisode,
}

#[derive(Serialize, Debug)]
struct WireShift {
    before: Option<&'static str>,
    after: Option<&'static str>,
    count: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

impl ReplayReport {
    /// The answer for programs.
    pub fn new(revision: String, range: &Range, record: &ReplayOutcome) -> Self {
        let ToldCounts { fired, updated, resolved, corrected, restated, withdrawn, escalated, reminded } =
            record.told_counts();
        let counts = WireCounts {
            firing: fired,
            updated,
            resolved,
            corrected,
            restated,
            withdrawn,
            escalated,
            reminders: reminded,
            verdicts: record.tally().into_iter().map(|(verdict, count)| (verdict.as_str(), count)).collect(),
            rules_run: record.rules_run,
        };
        Self { revision, range: range.into(), told: record.told.iter().map(WireNews::from).collect(), counts }
    }
}

impl ComparisonReport {
    /// The answer for programs.
    pub fn new([before, after]: [ComparedSide; 2], range: &Range, comparison: &Comparison) -> Self {
        let episodes = |episodes: &[Episode]| episodes.iter().map(WireEpisode::from).collect();
        let moved = |MovedEpisode { before, after }: &MovedEpisode| WireMoved {
            before: before.into(),
            after: after.into(),
        };
        Self {
            before,
            after,
            range: range.into(),
            summary: comparison.summary(),
            appear: episodes(&comparison.appear),
            vanish: episodes(&comparison.vanish),
            moved: comparison.moved.iter().map(moved).collect(),
            stay: comparison.stay,
            verdicts: comparison.verdicts.iter().map(WireShift::from).collect(),
            verdicts_stay: comparison.verdicts_stay,
        }
    }
}

impl From<&Range> for WireRange {
    fn from(range: &Range) -> Self {
        let Range { from, to, known_at } = *range;
        Self { from, to, known_at }
    }
}

impl From<&AlertNews> for WireNews {
    fn from(told: &AlertNews) -> Self {
        Self {
            at: told.at,
            change: told.change.as_str(),
            id: told.id.to_string(),
            mission: told.id.mission.to_string(),
            periods: told.periods.iter().map(Period::to_string).collect(),
            broken_by: told.broken_by.iter().map(BrokenPart::to_string).collect(),
            message: told.message.clone(),
        }
    }
}

impl From<&Episode> for WireEpisode {
    fn from(episode: &Episode) -> Self {
        Self {
            id: episode.id.to_string(),
            mission: episode.id.mission.to_string(),
            periods: episode.periods.iter().map(Period::to_string).collect(),
            fired: episode.fired,
            ended: episode.ended,
            broken_by: episode.broken_by.iter().map(BrokenPart::to_string).collect(),
        }
    }
}

impl From<(&VerdictShift, &usize)> for WireShift {
    fn from((shift, count): (&VerdictShift, &usize)) -> Self {
        let word = |verdict: Option<Verdict>| verdict.map(Verdict::as_str);
        Self { before: word(shift.before), after: word(shift.after), count: *count }
    }
}
