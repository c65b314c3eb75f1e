//! The figures that are taken to come: every report that is still due, in time and as high as the newest figure before it. What is late
//! already stays missing, and documents stand for as long as they say.

use std::sync::Arc;

use engine::evidence::Evidence;
use engine::expected::{ExpectedReport, Extent, Hang, Records, Survey};
use engine::model::{
    Cell, Edition, FeedId, Load, Observation, Report, Sheets, Source, SourceFile, Status, Vintage,
};
use engine::program::Program;
use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::supposition::Supposed;

/// So many periods are looked back at for the newest figure.
const LOOKED_BACK: i32 = 60;

/// What is taken to come by the horizon.
pub(super) struct Ahead {
    pub(super) observations: Vec<Observation>,
    /// Of each report that is supposed not to come, whether there is such a one: in the order of what is supposed.
    pub(super) withheld: Vec<bool>,
}

/// The figures that are taken to come after a moment and by a day.
pub(super) fn ahead(
    program: &Program,
    records: &Records,
    (since, until): (Timestamp, Date),
    missed: &[&Supposed],
) -> Ahead {
    let survey = Survey::of_records(program, records, since);
    let today = survey.today();
    let mut ahead = Ahead { observations: Vec::new(), withheld: vec![false; missed.len()] };
    for report in survey.expected(Extent::Open, until) {
        let day = report.timing().due.max(report.cell.period.last_day());
        if day < today || day > until || program.catalogue.is_document(&report.cell.measure) {
            continue;
        }
        let meant = missed.iter().map(|one| is_missed(&report, one)).collect::<Vec<_>>();
        for (withheld, is_meant) in ahead.withheld.iter_mut().zip(&meant) {
            *withheld |= *is_meant;
        }
        let moment = program.calendar.start_of_day(day).max(since);
        if !meant.contains(&true) {
            ahead.observations.extend(carried(&report.cell, moment, records.evidence()));
        }
    }
    ahead
}

fn is_missed(report: &ExpectedReport, supposed: &Supposed) -> bool {
    let Supposed::Miss { obligation, whose, period } = supposed else { return false };
    let is_whose = |hang: &Hang| {
        whose.as_deref().is_none_or(|whose| {
            let part = hang.part.as_ref().and_then(|part| part.contribution());
            hang.by.as_str() == whose
                || report.teller.as_str() == whose
                || report.cell.body.as_str() == whose
                || part.is_some_and(|part| part.as_str() == whose)
        })
    };
    report.hangs.iter().any(|hang| hang.obligation == *obligation && hang.period == *period && is_whose(hang))
}

/// The newest figure before a cell, said of it; none where there was none.
fn carried(cell: &Cell, moment: Timestamp, evidence: &Evidence) -> Option<Observation> {
    let (before, value): (Cell, Decimal) = (1..=LOOKED_BACK).find_map(|back| {
        let before = Cell { period: cell.period.step(-back), ..cell.clone() };
        let value = evidence.value(&before).ok()?;
        Some((before, value))
    })?;
    let known = evidence.history(&before).map(|history| history.current().source.file);
    let file = SourceFile {
        feed: known.as_ref().map_or_else(|| FeedId::new("what-if"), |file| file.feed.clone()),
        path: "what-if".to_owned(),
        hash: String::new(),
        load: Load::Later,
        edition: Edition::default(),
        speaks_for: known.and_then(|file| file.speaks_for.clone()),
        sheets: Sheets::default(),
    };
    Some(Observation {
        cell: cell.clone(),
        report: Report::Value(value),
        status: Status::Final,
        vintage: Vintage::At(moment),
        source: Source { file: Arc::new(file), line: 1 },
        paper: None,
    })
}
