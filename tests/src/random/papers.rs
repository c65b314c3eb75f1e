//! Papers of a document that are reported, and taken back.

use std::sync::Arc;

use engine::model::{Absence, Observation, Paper, Report, Source, SourceFile, Status, Vintage};
use jiff::{SignedDuration, Span, Timestamp};
use proptest::prelude::*;

use super::plan::{BODIES, BodyNo, paper_cell};

/// A report of a paper.
#[derive(Clone, Debug)]
pub struct PaperPlan {
    pub body: BodyNo,
    /// The first day on which it is in force, counted from the first of January 2020.
    pub day: i32,
    /// For how many days it is; nothing where it is taken back.
    pub days: Option<i64>,
    /// How many days before its arrival it was published; unknown where it is history without a date.
    pub published_ago: Option<i64>,
}

pub(super) fn a_paper() -> Arc<Paper> {
    Arc::new(Paper { title: "Charter".into(), link: None })
}

/// A report of a paper. No reply comes at the moment at which one was published, so that no order of arrival decides between them.
pub(super) fn paper(plan: &PaperPlan, file: Arc<SourceFile>, line: u32, now: Timestamp) -> Observation {
    let published = |days: i64| {
        let ago = SignedDuration::from_hours(24 * days) + SignedDuration::from_mins(30);
        Vintage::At(now.saturating_sub(ago).expect("a near moment"))
    };
    let cell = paper_cell(plan.body, plan.day);
    let last = |days: i64| cell.period.first_day().saturating_add(Span::new().days(days));
    Observation {
        report: plan
            .days
            .map_or(Report::Absent(Absence::Withdrawn), |days| Report::Value(Paper::value_until(last(days)))),
        cell,
        status: Status::Final,
        vintage: plan.published_ago.map_or(Vintage::Backfill, published),
        source: Source { file, line },
        paper: Some(a_paper()),
    }
}

pub(super) fn paper_plan() -> impl Strategy<Value = PaperPlan> {
    let days = prop_oneof![1 => Just(None), 5 => (0..90_i64).prop_map(Some)];
    let published = prop_oneof![1 => Just(None), 3 => (0..40_i64).prop_map(Some)];
    // A few days alone, so that papers are reported anew and taken back.
    (0..BODIES.len(), 0..12_i32, days, published).prop_map(|(body, tenth, days, published_ago)| PaperPlan {
        body,
        day: 10 * tenth,
        days,
        published_ago,
    })
}
