//! On what evidence: a part, its rule, what the rule read, what that is derived from, and the reports in their files.

use crate::english::{self, absence, unused, why_absent};
use crate::papers;
use engine::evidence::{Disagreement, Heard, WhyAbsent};
use engine::explain::{Entry, Exhibit, ExplainedFinding, Figure};
use engine::model::{Cell, Load, MeasureId, Report, Status, Vintage};

use super::writer::ExplanationWriter;
use super::{Branch, Fullness, State};
use crate::names::Beside;
use crate::questionable;

/// How many figures are told of those that one is derived from, where not everything is.
const MOST_INPUTS: usize = 12;

impl ExplanationWriter<'_> {
    /// A part with its evidence.
    pub(super) fn part(&self, part: &ExplainedFinding, fullness: Fullness) -> Branch {
        let line = part.finding.line().map(|line| format!(", line {line}")).unwrap_or_default();
        let rule = Branch::new(format!("{}{line}", part.rule_path), State::Plain)
            .with_details([format!("due by {}", self.names.due_day(part.overdue_from))])
            .with_children(part.evidence.iter().filter_map(|exhibit| self.exhibit(part, exhibit, fullness)))
            .with_children(self.others(part, fullness));
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

    /// Why there is no target.
    fn no_target(&self, cell: &Cell) -> String {
        let exception = self.names.program.catalogue.excepted_from_target(cell);
        let told = exception.map(|exception| format!("excepted: {}", exception.reason.trim_end_matches('.')));
        told.unwrap_or_else(|| "none in force".to_owned())
    }

    /// One thing that a rule asked for; what it asked of other obligations is told after all others.
    fn exhibit(&self, part: &ExplainedFinding, exhibit: &Exhibit, fullness: Fullness) -> Option<Branch> {
        let beside = Beside { measure: None, body: Some(&part.body), period: None };
        Some(match exhibit {
            Exhibit::Figure(figure) => self.figure(figure, beside, fullness),
            Exhibit::Target { cell, value } => {
                let value = value.map(|value| self.names.amount(&cell.measure, value));
                let amount = value.unwrap_or_else(|| self.no_target(cell));
                let named = self.names.cell_beside(cell, beside);
                Branch::new(format!("Target for {named}"), State::Amount(amount))
            }
            Exhibit::Deadline(moment) => {
                let is_own = *moment == part.overdue_from;
                let title =
                    if is_own { "Whether the report was overdue" } else { "Whether the day had come" };
                Branch::new(title, State::Amount(format!("from {}", self.names.day(*moment))))
            }
            Exhibit::Listing { listing, found } => {
                let told = if fullness == Fullness::Whole { usize::MAX } else { MOST_INPUTS };
                let entries = found.iter().take(told).map(|entry| self.entry(entry));
                let untold = found.len().saturating_sub(told);
                let rest = (untold > 0).then(|| Branch::new(format!("and {untold} more"), State::Plain));
                let title = english::capitalised(&english::listing(listing));
                Branch::new(title, State::Amount(english::number(found.len().into())))
                    .with_children(entries.chain(rest))
            }
            Exhibit::Other(_) => return None,
        })
    }

    fn entry(&self, entry: &Entry) -> Branch {
        match entry {
            Entry::Body(body) => Branch::new(self.names.body(body).to_owned(), State::Plain),
            Entry::Measure(measure) => Branch::new(self.names.measure(measure).to_owned(), State::Plain),
            Entry::Relation(relation) => {
                let ends = format!(
                    "from {} to {}",
                    self.names.party(&relation.from),
                    self.names.party(&relation.to)
                );
                Branch::new(relation.title.clone(), State::Plain).with_details([ends])
            }
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
        let doubt = figure.questionable.map(|questionable| {
            format!("questionable: {}", questionable::usual(&cell.measure, questionable, self.names))
        });
        let branch = Branch::new(self.names.cell_beside(cell, beside), State::Amount(amount))
            .with_details(doubt.into_iter().chain(self.partial(figure)));
        if let ([report], []) = (figure.reports.as_slice(), figure.inputs.as_slice()) {
            let paper = report.paper.iter().flat_map(|paper| papers::paper(paper));
            return branch.with_details(paper.chain(self.provenance(report))).within(&report.source.file);
        }
        let told = if fullness == Fullness::Whole { usize::MAX } else { MOST_INPUTS };
        let beside = Beside::of(cell);
        let inputs = figure.inputs.iter().take(told).map(|input| self.figure(input, beside, fullness));
        let untold = figure.inputs.len().saturating_sub(told);
        let rest =
            (untold > 0).then(|| Branch::new(format!("and {untold} more figures like these"), State::Plain));
        let newest_first = figure.reports.iter().rev().enumerate();
        let reports = newest_first.map(|(newer, heard)| {
            let becomes = match (newer < figure.rivals, figure.disagreement) {
                (true, Some(Disagreement::Contested)) => Some(self.contested(heard, &cell.measure, newer)),
                (true, _) => Some("unreconciled with another".to_owned()),
                (false, _) if newer == 0 => None,
                (false, _) => Some("since replaced".to_owned()),
            };
            self.report(heard, &cell.measure).with_details(becomes)
        });
        branch.with_children(reports.chain(inputs).chain(rest))
    }

    /// Of a sum that lacks some of its parts: of how many it is, and whose are missing.
    fn partial(&self, figure: &Figure) -> Option<String> {
        let missing = figure.lacks();
        if missing.is_empty() {
            return None;
        }
        let beside = Beside::of(&figure.cell);
        let there = english::figure(figure.inputs.len() - missing.len());
        let of = english::figure(figure.inputs.len());
        let named: Vec<String> =
            missing.iter().map(|lacking| self.names.cell_beside(&lacking.cell, beside)).collect();
        let verb = if named.len() == 1 { "is" } else { "are" };
        Some(format!(
            "a partial sum, of {there} of {of}: {} {verb} missing",
            english::some_of(&named, MOST_INPUTS)
        ))
    }

    /// What becomes of a report that others contest: the newest is the one that is judged by.
    fn contested(&self, heard: &Heard, measure: &MeasureId, newer: usize) -> String {
        let whose = if self.names.is_of_people(heard, measure) { "of people" } else { "official" };
        match newer {
            0 => format!("{whose}, contested, and judged by"),
            _ => format!("{whose}, contested"),
        }
    }

    fn report(&self, heard: &Heard, measure: &MeasureId) -> Branch {
        let said = match heard.report {
            Report::Value(value) => self.names.amount(measure, value),
            Report::Absent(stated) => absence(stated).to_owned(),
        };
        let [place, standing] = self.provenance(heard);
        let paper = heard.paper.iter().flat_map(|paper| papers::paper(paper));
        Branch::new(place, State::Amount(said))
            .with_details(paper.chain([standing]))
            .within(&heard.source.file)
    }

    /// Where a report stands, how settled it is, and since when it is known.
    fn provenance(&self, heard: &Heard) -> [String; 2] {
        let vintage = match heard.vintage {
            Vintage::Backfill => "undated history, counted as in time".to_owned(),
            Vintage::At(moment) if heard.source.file.load == Load::First => {
                format!("known from {}, history with which its feed began", self.names.day(moment))
            }
            Vintage::At(moment) => match heard.source.file.load {
                Load::Held { received } if received < moment => {
                    let (known, received) = (self.names.day(moment), self.names.day(received));
                    format!("known from {known}, received on {received}")
                }
                _ => format!("known from {}", self.names.day(moment)),
            },
        };
        let place = english::place_in(&heard.source.file.path, &heard.source.place());
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
