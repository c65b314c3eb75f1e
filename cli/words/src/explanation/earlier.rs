//! How the parts in question stood in earlier periods.

use engine::counterfactual::Operand;
use engine::explain::ExplainedFinding;

use crate::names::heading;
use crate::verdict;

use super::writer::ExplanationWriter;

/// How many earlier verdicts are told, where not everything is.
const MOST_EARLIER: usize = 12;

impl ExplanationWriter<'_> {
    pub(super) fn earlier(&self) -> Vec<String> {
        let mut lines = self.explanation.earlier.iter().map(|part| self.earlier_line(part)).collect();
        self.cut(&mut lines, MOST_EARLIER, "earlier verdict");
        lines
    }

    fn earlier_line(&self, part: &ExplainedFinding) -> String {
        let (period, who) = (heading(part.period), self.party(part));
        let own = part
            .counterfactuals
            .iter()
            .find(|counterfactual| counterfactual.of == Operand::Figure(part.own_cell()));
        let bound = own.and_then(|own| {
            let turn = own.turns.first()?;
            let measure = &part.measure;
            Some(format!("; it would have taken {}", self.stretch(measure, turn.stretch, own.value)))
        });
        let reason = because(&self.names.reason(&part.finding));
        format!(
            "{period}, {who}: {}{reason}{}.",
            verdict::word(part.finding.verdict),
            bound.unwrap_or_default()
        )
    }
}

fn because(reason: &str) -> String {
    if reason.is_empty() { String::new() } else { format!(", {reason}") }
}
