//! What waits for a second person, and what was decided lately.

use app::wire::{WireExamples, WireProposal, WireTextChange, WireValueChange};
use ledger::proposals::KnownProposal;

use super::row::row;

/// A heading, and a row for each; of a change of several values one for each of them.
pub fn approvals_table(listed: &[&KnownProposal]) -> String {
    let heading = ["id", "state", "kind", "alert", "contribution", "periods", "until", "by", "at", "reason"];
    let decided =
        ["decided_by", "decided_at", "decided_reason", "mission", "place", "before", "after", "from"];
    let heading: Vec<String> = heading.into_iter().chain(decided).map(str::to_owned).collect();
    let mut table = row(&heading);
    for known in listed {
        let WireProposal {
            id,
            state,
            kind,
            alert,
            contribution,
            periods,
            until,
            by,
            at,
            reason,
            decided,
            change,
            examples,
            ..
        } = WireProposal::from(*known);
        let until = until.map(|day| day.to_string()).unwrap_or_default();
        let (decided_by, decided_at, why) =
            decided.map(|decided| (decided.by, decided.at.to_string(), decided.reason)).unwrap_or_default();
        let asked = [
            id,
            state.to_owned(),
            kind.to_owned(),
            alert.unwrap_or_default(),
            contribution.unwrap_or_default(),
        ];
        let more = [periods.join(" "), until, by, at.to_string(), reason, decided_by, decided_at, why];
        let cells: Vec<String> = asked.into_iter().chain(more).collect();
        for changed in changed(change.as_ref(), examples) {
            table.push_str(&row(&[&cells[..], &changed].concat()));
        }
    }
    table
}

/// What is asked for of texts, value by value; empty where it is about an alert.
fn changed(change: Option<&WireTextChange>, examples: Option<WireExamples>) -> Vec<[String; 5]> {
    let Some(change) = change else {
        let [mission, subject] =
            examples.map(|examples| [examples.mission, examples.subject]).unwrap_or_default();
        return vec![[mission, subject, String::new(), String::new(), String::new()]];
    };
    let of_value = |value: &WireValueChange| {
        let WireValueChange { place, before, after, from } = value.clone();
        [change.mission.clone(), place, before.unwrap_or_default(), after, from.unwrap_or_default()]
    };
    change.values.iter().map(of_value).collect()
}
