//! One series: a row for each report of each period.

use app::series::{Series, SeriesStep};
use engine::evidence::Heard;
use engine::model::{Report, Vintage};

use super::row::row;

const COLUMNS: [&str; 9] =
    ["measure", "body", "period", "figure", "target", "reported", "published", "file", "line"];

/// A heading, and a row for each report; for a figure that is worked out, one without a report.
pub fn series_table(series: &Series) -> String {
    let mut table = row(&COLUMNS.map(str::to_owned));
    for step in &series.steps {
        if step.reports.is_empty() {
            table.push_str(&row(&fields(series, step, None)));
        }
        for heard in &step.reports {
            table.push_str(&row(&fields(series, step, Some(heard))));
        }
    }
    table
}

fn fields(series: &Series, step: &SeriesStep, heard: Option<&Heard>) -> [String; 9] {
    let reported = heard.map(|heard| match heard.report {
        Report::Value(value) => value.to_string(),
        Report::Absent(absence) => absence.as_str().to_owned(),
    });
    let published = heard.and_then(|heard| match heard.vintage {
        Vintage::At(moment) => Some(moment.to_string()),
        Vintage::Backfill => None,
    });
    [
        series.measure.to_string(),
        series.body.to_string(),
        step.period.to_string(),
        step.figure.as_ref().map(ToString::to_string).unwrap_or_default(),
        step.target.map(|target| target.normalize().to_string()).unwrap_or_default(),
        reported.unwrap_or_default(),
        published.unwrap_or_default(),
        heard.map(|heard| heard.source.file.path.clone()).unwrap_or_default(),
        heard.map(|heard| heard.source.line.to_string()).unwrap_or_default(),
    ]
}
