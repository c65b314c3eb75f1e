//! What nobody is told of for a time.

use app::published::SilencePicture;
use app::wire::{WireSilence, WireSilenceEnd};

use super::row::row;

/// A heading, and a row for each silence.
pub fn silences_table(silences: &[SilencePicture]) -> String {
    let heading = ["reference", "state", "by", "at", "from", "until", "matchers", "reason", "alerts"];
    let ended = ["ended_by", "ended_at", "ended_reason"];
    let heading: Vec<String> = heading.into_iter().chain(ended).map(str::to_owned).collect();
    let mut table = row(&heading);
    for SilencePicture { wire, alerts, .. } in silences {
        let WireSilence { reference, at, by, matchers, from, until, reason, state, ended, .. } = wire;
        let alerts: Vec<String> = alerts.iter().map(ToString::to_string).collect();
        let ended = ended
            .as_ref()
            .map(|WireSilenceEnd { at, by, reason }| [by.clone(), at.to_string(), reason.clone()]);
        let asked = [reference.clone(), (*state).to_owned(), by.clone(), at.to_string()];
        let meant =
            [from.to_string(), until.to_string(), matchers.join(" "), reason.clone(), alerts.join(" ")];
        let cells = asked.into_iter().chain(meant).chain(ended.unwrap_or_default());
        table.push_str(&row(&cells.collect::<Vec<_>>()));
    }
    table
}
