//! Open alerts.

use app::published::OpenAlert;

use super::row::row;

/// A heading, and a row for each alert.
pub fn alerts_table(alerts: &[&OpenAlert]) -> String {
    let mut table = row(&["alert", "state", "since", "label", "sentence"].map(str::to_owned));
    for alert in alerts {
        table.push_str(&row(&[
            alert.id.to_string(),
            alert.state.code().to_owned(),
            alert.since.to_string(),
            alert.label.to_owned(),
            alert.sentence().to_owned(),
        ]));
    }
    table
}
