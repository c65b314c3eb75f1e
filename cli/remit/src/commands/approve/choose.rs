//! Which of the changes that wait is meant.

use anyhow::bail;
use rules::compile::Waiting;

/// The one change whose revision begins with what was typed.
pub(super) fn choose<'w>(
    waiting: &'w [Waiting],
    revision: &str,
    mission: Option<&str>,
) -> anyhow::Result<&'w Waiting> {
    if waiting.is_empty() {
        bail!("no change waits for approval");
    }
    let is_meant = |waiting: &&Waiting| {
        waiting.revision.as_str().starts_with(revision)
            && mission.is_none_or(|mission| waiting.mission.as_str() == mission)
    };
    let found: Vec<&Waiting> = waiting.iter().filter(is_meant).collect();
    match found.as_slice() {
        [one] => Ok(one),
        [] => bail!(
            "no change that waits has a revision that begins with `{revision}`\n  help: {}",
            listed(waiting)
        ),
        _ => bail!(
            "several changes that wait have a revision that begins with `{revision}`\n  help: write more of it, or say \
             which with `--mission ID`; {}",
            listed(waiting)
        ),
    }
}

fn listed(waiting: &[Waiting]) -> String {
    let named: Vec<String> =
        waiting.iter().map(|waiting| format!("{} ({})", waiting.revision.short(), waiting.mission)).collect();
    match named.len() {
        1 => format!("this one waits: {}", named.concat()),
        _ => format!("these wait: {}", named.join(", ")),
    }
}
