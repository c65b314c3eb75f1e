//! What would have to be different, in sentences.

use engine::counterfactual::{Counterfactual, Operand, Search, Stretch, Turn};
use engine::explain::{Exhibit, ExplainedFinding};
use engine::model::{Cell, MeasureId, Verdict};
use engine::plain;
use rust_decimal::Decimal;

use super::teller::Teller;

/// How much is told of one part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Told {
    /// Each value that the rule read.
    EveryValue,
    /// The first alone, which is that of its own figure.
    OwnFigure,
}

impl Teller<'_> {
    /// What would have turned the verdict of one part: every value that would have, or that of its own figure alone.
    pub(super) fn different(self, part: &ExplainedFinding, told: Told) -> Vec<String> {
        let who = self.body(&part.body);
        if part.counterfactuals.is_empty() {
            return vec![self.nothing_read(part)];
        }
        if let Some(missing) = self.missing(part) {
            let own = part.counterfactuals.iter().find(|turning| turning.value.is_none());
            let would =
                own.filter(|own| !own.turns.is_empty()).map(|own| format!("; {}", self.turning(part, own)));
            return vec![format!("{who}: {missing}{}", would.unwrap_or_default())];
        }
        let mut sentences: Vec<String> = Vec::new();
        let (turning, still): (Vec<_>, Vec<_>) =
            part.counterfactuals.iter().partition(|counterfactual| !counterfactual.turns.is_empty());
        let most = if told == Told::EveryValue { usize::MAX } else { 1 };
        sentences.extend(
            own_first(part, &turning)
                .take(most)
                .map(|turning| format!("{who}: {}", self.turning(part, turning))),
        );
        if turning.is_empty() && sentences.is_empty() {
            let cut = still.iter().any(|still| still.search == Search::CutShort);
            let so_far = if cut { ", as far as was looked" } else { "" };
            sentences.push(format!(
                "{who}: no other value of a single figure that the rule read would have given another verdict{so_far}"
            ));
        }
        sentences
    }

    /// What one value that the rule read would have to be.
    fn turning(self, part: &ExplainedFinding, turning: &Counterfactual) -> String {
        let (Operand::Figure(cell) | Operand::Target(cell)) = &turning.of;
        let verb = turning
            .turns
            .first()
            .map_or("would stay as it is", |turn| verb(part.finding.verdict, turn.verdict));
        let stretches: Vec<String> =
            turning.turns.iter().map(|Turn { stretch, .. }| self.stretch(&cell.measure, *stretch)).collect();
        let values = either(&stretches);
        let stands = turning.value.map(|value| self.amount(&cell.measure, value));
        match (&turning.of, stands) {
            (Operand::Target(_), Some(stands)) => {
                format!("{verb} against a target of {values}; the target is {stands}")
            }
            (Operand::Target(_), None) => format!("{verb} against a target of {values}"),
            (Operand::Figure(cell), Some(stands)) if *cell == part.own_cell() => {
                format!("{verb} at {values}; {} {stands}", source(part, cell))
            }
            (Operand::Figure(cell), Some(stands)) => {
                format!("{verb} had {} been {values}; it is {stands}", self.other(part, cell))
            }
            (Operand::Figure(cell), None) if *cell == part.own_cell() => format!("{verb} at {values}"),
            (Operand::Figure(cell), None) => {
                format!("{verb} were {} {values}", self.other(part, cell))
            }
        }
    }

    /// A figure other than the one by which a part is judged, named by what sets it apart.
    fn other(self, part: &ExplainedFinding, cell: &Cell) -> String {
        if cell.measure == part.measure && cell.body == part.body {
            return format!("its figure for {}", plain::period(cell.period));
        }
        self.cell(cell)
    }

    /// Which reports are wanting, where there are any.
    fn missing(self, part: &ExplainedFinding) -> Option<String> {
        let wanting: Vec<&Cell> = part.figures().flat_map(engine::explain::Figure::missing).collect();
        let first = wanting.first()?;
        let verb =
            if part.finding.verdict == Verdict::Missed { "could be judged anew" } else { "would be judged" };
        let what = match wanting.len() {
            1 => self.cell(first),
            few @ 2..=4 => {
                let named: Vec<String> =
                    wanting.iter().map(|cell| format!("({})", self.cell(cell))).collect();
                format!("{} figures are in: {}", plain::figure(few), plain::list(&named))
            }
            many => format!("{} figures are in, the first of them {}", plain::figure(many), self.cell(first)),
        };
        let is_in = if wanting.len() == 1 { ", is reported" } else { "" };
        Some(format!("{verb} as soon as {what}{is_in}"))
    }

    fn nothing_read(self, part: &ExplainedFinding) -> String {
        let who = self.body(&part.body);
        let deadline = part.evidence.iter().find_map(|exhibit| match exhibit {
            Exhibit::Deadline(moment) => Some(*moment),
            Exhibit::Figure(_) | Exhibit::Target { .. } => None,
        });
        match deadline {
            Some(moment) => format!(
                "{who}: the same at any figure, for the rule asks only whether the report came by {}",
                self.due_day(moment)
            ),
            None => format!("{who}: the same at any figure, for the rule reads none"),
        }
    }

    /// `168 households or more`.
    pub(super) fn stretch(self, measure: &MeasureId, stretch: Stretch) -> String {
        let amount = |value: Decimal| self.amount(measure, value);
        match (stretch.from, stretch.to) {
            (Some(from), Some(to)) if from == to => format!("exactly {}", amount(from)),
            (Some(from), Some(to)) => format!("anything from {} to {}", amount(from), amount(to)),
            (Some(from), None) => format!("{} or more", amount(from)),
            (None, Some(to)) if self.counts(measure) => format!("{} or fewer", amount(to)),
            (None, Some(to)) => format!("{} or less", amount(to)),
            (None, None) => "any figure".to_owned(),
        }
    }
}

/// The figure by which a part is judged comes first.
fn own_first<'a>(
    part: &ExplainedFinding,
    turning: &[&'a Counterfactual],
) -> impl Iterator<Item = &'a Counterfactual> {
    let own = Operand::Figure(part.own_cell());
    let (first, rest): (Vec<_>, Vec<_>) = turning.iter().copied().partition(|turning| turning.of == own);
    first.into_iter().chain(rest)
}

fn verb(stands: Verdict, would_be: Verdict) -> &'static str {
    match (stands, would_be) {
        (Verdict::Missed, Verdict::AtRisk) => "would be at risk and not missed",
        (Verdict::Missed, _) => "would not be missed",
        (Verdict::Failed, _) => "the rule would not fail",
        (_, Verdict::Missed) => "would be missed",
        (_, Verdict::AtRisk) => "would be at risk",
        _ => "would be met",
    }
}

fn either(choices: &[String]) -> String {
    choices.join(", or at ")
}

/// How a part's figure came to stand where it does.
fn source(part: &ExplainedFinding, cell: &Cell) -> &'static str {
    let is_derived =
        part.figures().find(|figure| figure.cell == *cell).is_some_and(|figure| !figure.inputs.is_empty());
    if is_derived { "it stands at" } else { "it reported" }
}
