//! What would have to be different, in sentences.

use crate::{english, papers};
use engine::counterfactual::{Counterfactual, Operand, Search, Stretch, Turn};
use engine::explain::{Exhibit, ExplainedFinding};
use engine::model::{Cell, MeasureId, Verdict};
use rust_decimal::Decimal;

use super::writer::ExplanationWriter;

/// How much is told of one part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum ToldValues {
    /// Each value that the rule read.
    Every,
    /// The first alone, which is that of its own figure.
    Own,
}

impl ExplanationWriter<'_> {
    /// What would have turned the verdict of one part: every value that would have, or that of its own figure alone.
    pub(super) fn counterfactuals_of(&self, part: &ExplainedFinding, told: ToldValues) -> Vec<String> {
        let who = self.party(part);
        if self.names.program.catalogue.is_document(&part.measure) {
            return vec![format!("{who}: {}", of_document(part))];
        }
        if part.counterfactuals.is_empty() {
            return vec![self.nothing_read(part)];
        }
        let missing = self.missing(part).map(|missing| (format!("{who}: {missing}"), part.finding.verdict));
        if let Some((missing, verdict)) = &missing
            && is_wanting(*verdict)
        {
            let own = part.counterfactuals.iter().find(|turning| turning.value.is_none());
            let own =
                own.filter(|own| !own.turns.is_empty()).map(|own| format!("; {}", self.turning(part, own)));
            return vec![format!("{missing}{}", own.unwrap_or_default())];
        }
        let (turning, still): (Vec<_>, Vec<_>) =
            part.counterfactuals.iter().partition(|counterfactual| !counterfactual.turns.is_empty());
        let most = if told == ToldValues::Every { usize::MAX } else { 1 };
        let told = own_first(part, &turning).take(most);
        let mut sentences: Vec<String> =
            told.map(|turning| format!("{who}: {}", self.turning(part, turning))).collect();
        if sentences.is_empty() {
            sentences.push(format!("{who}: {}", no_turn(part, &still)));
        }
        sentences.extend(missing.map(|(missing, _)| missing));
        sentences
    }

    /// What one value that the rule read would have to be.
    fn turning(&self, part: &ExplainedFinding, turning: &Counterfactual) -> String {
        let (Operand::Figure(cell) | Operand::Target(cell)) = &turning.of;
        let stands = turning.value.map(|value| self.as_it_stands(&cell.measure, value, &turning.turns));
        let is_own = *cell == part.own_cell();
        let told = |verb: &str, values: &str| match (&turning.of, &stands) {
            (Operand::Target(_), _) => format!("{verb} against a target of {values}"),
            (Operand::Figure(_), _) if is_own => format!("{verb} at {values}"),
            (Operand::Figure(cell), Some(_)) => {
                format!("{verb} had {} been {values}", self.other(part, cell))
            }
            (Operand::Figure(cell), None) => format!("{verb} were {} {values}", self.other(part, cell)),
        };
        let alike = turning.turns.chunk_by(|one, next| one.verdict == next.verdict);
        let clauses = alike.map(|alike| {
            let values =
                alike.iter().map(|Turn { stretch, .. }| self.stretch(&cell.measure, *stretch, turning.value));
            let verb = verb(part.finding.verdict, alike[0].verdict);
            told(verb, &values.collect::<Vec<_>>().join(", or at "))
        });
        let clauses = clauses.collect::<Vec<_>>().join(", and ");
        match (&turning.of, stands) {
            (_, None) => clauses,
            (Operand::Target(_), Some(stands)) => format!("{clauses}; the target is {stands}"),
            (Operand::Figure(cell), Some(stands)) if is_own => {
                format!("{clauses}; {} {stands}", self.source(part, cell))
            }
            (Operand::Figure(_), Some(stands)) => format!("{clauses}; it is {stands}"),
        }
    }

    /// A figure as it stands, which reads differently from the bounds beside it.
    fn as_it_stands(&self, measure: &MeasureId, value: Decimal, turns: &[Turn]) -> String {
        let bounds = turns.iter().flat_map(|turn| [turn.stretch.from, turn.stretch.to]).flatten();
        let nearest = bounds.min_by_key(|bound| (*bound - value).abs());
        self.names.amount_beside(measure, value, nearest.unwrap_or_default())
    }

    /// How a part's figure came to stand where it does. One that is about another body was not the party's to report.
    fn source(&self, part: &ExplainedFinding, cell: &Cell) -> String {
        let is_derived = part
            .figures()
            .find(|figure| figure.cell == *cell)
            .is_some_and(|figure| !figure.inputs.is_empty());
        if part.about != part.body {
            format!("the figure of {} is", self.names.body(&part.about))
        } else if is_derived {
            "it stands at".to_owned()
        } else {
            "it reported".to_owned()
        }
    }

    /// A figure other than the one by which a part is judged, named by what sets it apart.
    fn other(&self, part: &ExplainedFinding, cell: &Cell) -> String {
        if cell.measure == part.measure && cell.body == part.body {
            return format!("its figure for {}", english::period(cell.period));
        }
        self.names.cell(cell)
    }

    /// Which reports are wanting, where there are any.
    fn missing(&self, part: &ExplainedFinding) -> Option<String> {
        let wanting: Vec<&Cell> = part.figures().flat_map(engine::explain::Figure::missing).collect();
        let first = wanting.first()?;
        let is_wanting = is_wanting(part.finding.verdict);
        let verb = if is_wanting { "would be judged" } else { "could be judged anew" };
        let what = match wanting.len() {
            1 => self.names.cell(first),
            few @ 2..=4 => {
                let named: Vec<String> =
                    wanting.iter().map(|cell| format!("({})", self.names.cell(cell))).collect();
                format!("{} figures are in: {}", english::figure(few), english::list(&named))
            }
            many => {
                format!(
                    "{} figures are in, the first of them {}",
                    english::figure(many),
                    self.names.cell(first)
                )
            }
        };
        let is_in = if wanting.len() == 1 { ", is reported" } else { "" };
        Some(format!("{verb} as soon as {what}{is_in}"))
    }

    fn nothing_read(&self, part: &ExplainedFinding) -> String {
        let who = self.party(part);
        let deadline = part.evidence.iter().find_map(|exhibit| match exhibit {
            Exhibit::Deadline(moment) => Some(*moment),
            Exhibit::Figure(_) | Exhibit::Target { .. } | Exhibit::Other(_) | Exhibit::Listing { .. } => None,
        });
        let reads_others = part.reads_others();
        match deadline.filter(|_| !reads_others) {
            Some(moment) => format!(
                "{who}: the same at any figure, for the rule asks only whether the report came by {}",
                self.names.due_day(moment)
            ),
            None if reads_others => {
                format!("{who}: the same at any figure, for the rule reads the verdicts of other obligations")
            }
            None => format!("{who}: the same at any figure, for the rule reads none"),
        }
    }

    /// `168 households or more`, which reads differently from the figure as it stands.
    pub(super) fn stretch(&self, measure: &MeasureId, stretch: Stretch, stands: Option<Decimal>) -> String {
        let stands = stands.unwrap_or_default();
        let amount = |value: Decimal| self.names.amount_beside(measure, value, stands);
        match (stretch.from, stretch.to) {
            (Some(from), Some(to)) if from == to => format!("exactly {}", amount(from)),
            (Some(from), Some(to)) => format!("anything from {} to {}", amount(from), amount(to)),
            (Some(from), None) => format!("{} or more", amount(from)),
            (None, Some(to)) if self.names.counts(measure) => format!("{} or fewer", amount(to)),
            (None, Some(to)) => format!("{} or less", amount(to)),
            (None, None) => "any figure".to_owned(),
        }
    }
}

/// What would help where a document is owed.
fn of_document(part: &ExplainedFinding) -> String {
    let mut figures = part.figures().filter(|figure| figure.cell.measure == part.measure);
    match figures.next() {
        Some(figure) if part.finding.verdict.is_unmet() || is_wanting(part.finding.verdict) => {
            papers::would_help(figure.cell.period.first_day())
        }
        _ => papers::NO_FIGURE.to_owned(),
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

/// Whether a verdict may come of a figure that is missing.
fn is_wanting(verdict: Verdict) -> bool {
    matches!(
        verdict,
        Verdict::NoData | Verdict::HeldUp | Verdict::NotJudged | Verdict::Awaiting | Verdict::NotDue
    )
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

/// No single value would have turned the verdict.
fn no_turn(part: &ExplainedFinding, still: &[&Counterfactual]) -> String {
    if part.finding.verdict == Verdict::Waived {
        return "waived at any figure, for as long as the waiver stands".to_owned();
    }
    let cut = still.iter().any(|still| still.search == Search::CutShort);
    let so_far = if cut { ", as far as was looked" } else { "" };
    format!("no other value of a single figure that the rule read would have given another verdict{so_far}")
}
