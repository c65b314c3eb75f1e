//! What waits for a second person, and what was decided lately.

use app::wire::WireProposal;
use ledger::proposals::Known;

use super::row::row;

/// A heading, and a row for each.
pub fn approvals_table(listed: &[&Known]) -> String {
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
        let changed = change.map(|change| {
            let [before, from] = [change.before, change.from].map(Option::unwrap_or_default);
            [change.mission, change.place, before, change.after, from]
        });
        let cells = asked.into_iter().chain(more).chain(changed.unwrap_or_default());
        table.push_str(&row(&cells.collect::<Vec<_>>()));
    }
    table
}
