//! The evidence for an alert: every verdict under it, the rule and its line, and each figure with its file and row.

use engine::alert::AlertKind;
use engine::cells::Heard;
use engine::explain::{Exhibit, ExplainedFinding, Explanation, Figure};
use engine::model::{Catalogue, Cell, Report, Status, Unit, Vintage};
use engine::plain;
use engine::program::Program;
use rust_decimal::Decimal;

use super::Ink;
use super::page::Page;

/// The evidence in words.
pub fn evidence(explanation: &Explanation, program: &Program) -> String {
    let alert = &explanation.alert;
    let mut page = Page::default();
    page.put(0, &Ink::Title.paint(&alert.id));
    let since = plain::date(program.calendar.day(alert.since));
    page.put(0, &format!("{}, open since {since}", plain::capitalised(&alert.state.to_string())));
    page.put(0, &alert.message);
    if alert.id.kind == AlertKind::RuleFailed {
        page.put(0, "While a rule fails, the verdict before it stands: only evidence resolves.");
    }
    for finding in &explanation.findings {
        write_finding(&mut page, finding, program);
    }
    page.into_text()
}

fn write_finding(page: &mut Page, finding: &ExplainedFinding, program: &Program) {
    let catalogue = &program.catalogue;
    let contribution = finding.contribution.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    let period = plain::capitalised(&plain::period(finding.period));
    page.skip();
    page.put(
        0,
        &format!(
            "{}, {}{contribution}: {}",
            Ink::Title.paint(period),
            catalogue.body_name(&finding.body),
            finding.finding.verdict
        ),
    );
    if !finding.finding.reason.is_empty() {
        page.put(2, &format!("because {}", finding.finding.reason));
    }
    let line = finding.finding.line.map(|line| format!(":{line}")).unwrap_or_default();
    page.put(2, &format!("rule     rules/{}.rhai{line}", finding.rule));
    let due = program.calendar.day(finding.overdue_from);
    page.put(2, &format!("due by   {}", plain::date(due.yesterday().unwrap_or(due))));
    for exhibit in &finding.evidence {
        write_exhibit(page, exhibit, program);
    }
}

fn write_exhibit(page: &mut Page, exhibit: &Exhibit, program: &Program) {
    match exhibit {
        Exhibit::Figure(figure) => write_figure(page, 2, figure, program),
        Exhibit::Target { cell, value } => {
            let value = value
                .map_or_else(|| "none in force".to_owned(), |value| amount(cell, value, &program.catalogue));
            page.put(2, &format!("target   {}: {value}", describe(cell, &program.catalogue)));
        }
        Exhibit::Deadline(moment) => {
            page.put(2, &format!("deadline {}", plain::date(program.calendar.day(*moment))));
        }
    }
}

fn write_figure(page: &mut Page, indent: usize, figure: &Figure, program: &Program) {
    let value = match &figure.value {
        Ok(value) => amount(&figure.cell, *value, &program.catalogue),
        Err(why) => why.to_string(),
    };
    page.put(indent, &format!("read     {}: {value}", describe(&figure.cell, &program.catalogue)));
    for (place, heard) in figure.reports.iter().enumerate().rev() {
        let in_force = place + 1 == figure.reports.len();
        page.put(indent + 9, &Ink::Faint.paint(report(heard, in_force, &figure.cell, program)));
    }
    for input in &figure.inputs {
        write_figure(page, indent + 9, input, program);
    }
}

fn report(heard: &Heard, in_force: bool, cell: &Cell, program: &Program) -> String {
    let said = match heard.report {
        Report::Value(value) => amount(cell, value, &program.catalogue),
        Report::Absent(absence) => absence.to_string(),
    };
    let vintage = match heard.vintage {
        Vintage::Backfill => "loaded as history without a date, so counted as in time".to_owned(),
        Vintage::At(moment) => format!("known from {}", plain::date(program.calendar.day(moment))),
    };
    let status = match heard.status {
        Status::Provisional => "provisional",
        Status::Final => "final",
        Status::Revised => "revised",
    };
    let verb = if in_force { "reported" } else { "earlier" };
    let source = &heard.source;
    format!("{verb} as {said}, {status}, {vintage}: {}, line {}", source.file.path, source.line)
}

fn describe(cell: &Cell, catalogue: &Catalogue) -> String {
    let measure =
        catalogue.measures.get(&cell.measure).map_or(cell.measure.as_str(), |measure| &measure.title);
    format!("{measure}, {}, {}", catalogue.body_name(&cell.body), plain::period(cell.period))
}

/// A figure with its unit; a long fraction is cut to two places for reading.
fn amount(cell: &Cell, value: Decimal, catalogue: &Catalogue) -> String {
    let figure = plain::number(value.round_dp(2));
    match catalogue.measures.get(&cell.measure).map(|measure| &measure.unit) {
        Some(Unit::Percent) => format!("{figure}%"),
        Some(Unit::Pounds) => format!("£{figure}"),
        Some(Unit::Other(unit)) => format!("{figure} {unit}"),
        Some(Unit::Count) | None => figure,
    }
}
