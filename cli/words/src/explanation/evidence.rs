//! On what evidence: a part, its rule, what the rule read, what that is derived from, and the reports in their files.

use crate::english::{self, absence, unused, why_absent};
use crate::papers;
use engine::evidence::{Heard, WhyAbsent};
use engine::explain::{Exhibit, ExplainedFinding, Figure};
use engine::model::{Load, MeasureId, Report, Status, Vintage};

use super::writer::ExplanationWriter;
use super::{Branch, Fullness, State};
use crate::names::Beside;

/// How many figures are told of those that one is derived from, where not everything is.
const MOST_INPUTS: usize = 12;

impl ExplanationWriter<'_> {
    /// A part with its evidence.
    pub(super) fn part(&self, part: &ExplainedFinding, fullness: Fullness) -> Branch {
        let line = part.finding.line().map(|line| format!(", line {line}")).unwrap_or_default();
        let rule = Branch::new(format!("rules/{}.rhai{line}", part.rule), State::Plain)
            .with_details([format!("due by {}", self.names.due_day(part.overdue_from))])
            .with_children(part.evidence.iter().map(|exhibit| self.exhibit(part, exhibit, fullness)));
        self.part_alone(part).with_children([rule])
    }

    /// A part without its evidence.
    pub(super) fn part_alone(&self, part: &ExplainedFinding) -> Branch {
        Branch::new(self.part_name(part), State::Verdict(part.finding.verdict))
    }

    /// Who owes a part, and which of several it is where a body owes several.
    pub(super) fn party(&self, part: &ExplainedFinding) -> String {
        let mut alike = self.explanation.parts.iter().filter(|other| other.body == part.body);
        let is_alone = alike.nth(1).is_none();
        if is_alone { self.names.body(&part.body).to_owned() } else { self.part_name(part) }
    }

    fn part_name(&self, part: &ExplainedFinding) -> String {
        let name = self.names.body(&part.body);
        match part.part.contribution() {
            Some(contribution) if contribution.as_str() != part.body.as_str() => {
                format!("{name} ({contribution})")
            }
            _ => name.to_owned(),
        }
    }

    fn exhibit(&self, part: &ExplainedFinding, exhibit: &Exhibit, fullness: Fullness) -> Branch {
        let beside = Beside { measure: None, body: Some(&part.body), period: None };
        match exhibit {
            Exhibit::Figure(figure) => self.figure(figure, beside, fullness),
            Exhibit::Target { cell, value } => {
                let value = value.map(|value| self.names.amount(&cell.measure, value));
                let amount = value.unwrap_or_else(|| "none in force".to_owned());
                let named = self.names.cell_beside(cell, beside);
                Branch::new(format!("Target for {named}"), State::Amount(amount))
            }
            Exhibit::Deadline(moment) => Branch::new(
                "Whether the report was overdue",
                State::Amount(format!("from {}", self.names.day(*moment))),
            ),
        }
    }

    /// A figure with its reports and what it is derived from, named by what sets it apart from what it hangs on.
    fn figure(&self, figure: &Figure, beside: Beside<'_>, fullness: Fullness) -> Branch {
        let cell = &figure.cell;
        let amount = match &figure.value {
            Ok(value) => self.names.amount(&cell.measure, *value),
            Err(WhyAbsent::NeverReported)
                if figure.unused.is_none() && self.names.program.catalogue.is_document(&cell.measure) =>
            {
                "none in force".to_owned()
            }
            Err(why) => figure.unused.as_deref().map_or_else(|| why_absent(*why), unused),
        };
        let branch = Branch::new(self.names.cell_beside(cell, beside), State::Amount(amount));
        if let ([report], []) = (figure.reports.as_slice(), figure.inputs.as_slice()) {
            let paper = report.paper.iter().flat_map(|paper| papers::paper(paper));
            return branch.with_details(paper.chain(self.provenance(report)));
        }
        let told = if fullness == Fullness::Whole { usize::MAX } else { MOST_INPUTS };
        let beside = Beside::of(cell);
        let inputs = figure.inputs.iter().take(told).map(|input| self.figure(input, beside, fullness));
        let untold = figure.inputs.len().saturating_sub(told);
        let rest =
            (untold > 0).then(|| Branch::new(format!("and {untold} more figures like these"), State::Plain));
        let newest_first = figure.reports.iter().rev().enumerate();
        let reports = newest_first.map(|(newer, heard)| {
            let becomes = match newer {
                newer if newer < figure.rivals => Some("unreconciled with another".to_owned()),
                0 => None,
                _ => Some("since replaced".to_owned()),
            };
            self.report(heard, &cell.measure).with_details(becomes)
        });
        branch.with_children(reports.chain(inputs).chain(rest))
    }

    fn report(&self, heard: &Heard, measure: &MeasureId) -> Branch {
        let said = match heard.report {
            Report::Value(value) => self.names.amount(measure, value),
            Report::Absent(stated) => absence(stated).to_owned(),
        };
        let [place, standing] = self.provenance(heard);
        let paper = heard.paper.iter().flat_map(|paper| papers::paper(paper));
        Branch::new(place, State::Amount(said)).with_details(paper.chain([standing]))
    }

    /// Where a report stands, how settled it is, and since when it is known.
    fn provenance(&self, heard: &Heard) -> [String; 2] {
        let vintage = match heard.vintage {
            Vintage::Backfill => "undated history, counted as in time".to_owned(),
            Vintage::At(moment) if heard.source.file.load == Load::First => {
                format!("known from {}, history with which its feed began", self.names.day(moment))
            }
            Vintage::At(moment) => format!("known from {}", self.names.day(moment)),
        };
        let place = format!("{}, {}", heard.source.file.path, english::place(&heard.source.place()));
        [place, format!("{}, {vintage}", status(heard.status))]
    }
}

/// How settled a report is, in a word.
pub(super) fn status(status: Status) -> &'static str {
    match status {
        Status::Provisional => "provisional",
        Status::Final => "final",
        Status::Revised => "revised",
    }
}
