//! Whose parts would end a breach, in a sentence.

use crate::english;
use engine::counterfactual::{Choice, Remedy};
use engine::explain::Explanation;
use engine::model::ContributionId;

use super::writer::ExplanationWriter;

/// How many bodies are named in one sentence.
const MOST_NAMES: usize = 9;
/// How many choices are named in one sentence.
const MOST_CHOICES: usize = 3;

impl ExplanationWriter<'_> {
    /// What would end the breach of the explanation's period.
    pub(super) fn remedy(&self, explanation: &Explanation, remedy: &Remedy) -> String {
        let broken: Vec<String> = explanation
            .parts
            .iter()
            .filter(|part| part.finding.verdict.is_unmet())
            .map(|part| self.party(part))
            .collect();
        let parts = if remedy.fewest == 1 { "its part" } else { "their parts" };
        let many = english::figure(broken.len());
        let clause = match remedy.choice {
            _ if remedy.fewest == remedy.broken => all(&broken),
            Choice::Any if broken.len() <= MOST_NAMES => {
                format!(
                    "any {} of {} had met {parts}",
                    english::figure(remedy.fewest),
                    english::list(&broken)
                )
            }
            Choice::Any => {
                format!("any {} of the {many} broken parts had been met", english::figure(remedy.fewest))
            }
            Choice::Some => format!("{} had met {parts}", self.choices(explanation, &remedy.sets)),
        };
        format!("The obligation would not be broken {} if {clause}", english::within(explanation.period))
    }

    fn choices(&self, explanation: &Explanation, sets: &[Vec<ContributionId>]) -> String {
        let name = |id: &ContributionId| {
            let part = explanation.parts.iter().find(|part| part.part.contribution() == Some(id));
            part.map_or_else(|| id.to_string(), |part| self.party(part))
        };
        let told: Vec<String> = sets
            .iter()
            .take(MOST_CHOICES)
            .map(|set| english::some_of(&set.iter().map(name).collect::<Vec<_>>(), MOST_NAMES))
            .collect();
        let more = if sets.len() > MOST_CHOICES { " (or certain others)" } else { "" };
        format!("{}{more}", told.join(", or "))
    }
}

fn all(broken: &[String]) -> String {
    match broken {
        [only] => format!("{only} had met its part"),
        [one, other] => format!("both {one} and {other} had met their parts"),
        few if few.len() <= MOST_NAMES => format!("all of {} had met their parts", english::list(few)),
        many => format!("all {} broken parts had been met", english::figure(many.len())),
    }
}
