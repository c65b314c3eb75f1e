//! `remit ledger rewind`: takes back what was written after a moment.

use std::path::Path;

use app::ledger_care::{Undone, UndoneDecision, UndoneRequest, UndoneResponse, UndoneSilence, WireRewound};
use jiff::Timestamp;
use words::english;

use super::say;
use crate::args::Format;
use crate::exit::Exit;

/// Takes back what was written after `to`, and says what that was.
pub(in crate::commands) fn rewind(dir: &Path, to: Timestamp, format: Format) -> anyhow::Result<Exit> {
    let Some(path) = say::place(dir) else { return Ok(Exit::Unusable) };
    let rewound = app::ledger_care::rewind(&path, to)?;
    say::answer(format, &text(&rewound, to), &rewound)?;
    Ok(Exit::Quiet)
}

fn text(rewound: &WireRewound, to: Timestamp) -> String {
    let WireRewound { head, undone, copy } = rewound;
    let Some(copy) = copy else {
        return format!("Nothing was written after {to}; the ledger is as it was.\n");
    };
    format!(
        "{}The ledger ends at position {} now: {}.\nThe whole, as it was, is kept in {copy}\nReports are read from the feeds again by the next `remit run` or `remit serve`.\n",
        taken_back(undone),
        head.position,
        say::size(head)
    )
}

fn taken_back(undone: &Undone) -> String {
    let parts = [
        (undone.figures, "figure"),
        (undone.programs, "change of the rules"),
        (undone.messages, "message"),
        (undone.responses.len(), "response"),
        (undone.signatures.len(), "signature"),
        (undone.requests.len(), "request"),
        (undone.decisions.len(), "decision"),
        (undone.silences.len(), "silence"),
        (undone.silence_ends.len(), "end of a silence"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, noun)| match (*number, *noun) {
            (1, noun) => format!("one {noun}"),
            (number, "change of the rules") => format!("{} changes of the rules", english::figure(number)),
            (number, "end of a silence") => format!("{} ends of silences", english::figure(number)),
            (number, noun) => english::count(number, noun),
        })
        .collect();
    let holding = if parts.is_empty() { String::new() } else { format!(", with {}", english::list(&parts)) };
    let when = match (undone.from, undone.until) {
        (Some(from), Some(until)) => format!(" from {from} to {until}"),
        _ => String::new(),
    };
    let entries = if undone.entries == 1 {
        "one entry".to_owned()
    } else {
        format!("{} entries", english::figure(undone.entries))
    };
    let mut lines = vec![format!("Taken back: {entries}{when}{holding}.")];
    lines.extend(undone.responses.iter().map(|UndoneResponse { at, by, kind, obligation }| {
        format!("  {by}: {kind}, to {obligation}, at {at}; to be given again")
    }));
    lines
        .extend(undone.signatures.iter().map(|signer| format!("  {signer}: a signature; to be given again")));
    lines.extend(undone.requests.iter().map(|UndoneRequest { reference, by, kind, alert }| {
        format!("  {by}: request {reference} to {kind}, to {alert}; to be asked for again")
    }));
    lines.extend(undone.decisions.iter().map(|UndoneDecision { reference, by, decided }| {
        format!("  {by}: request {reference} was {decided}; to be decided again")
    }));
    lines.extend(undone.silences.iter().map(|UndoneSilence { reference, by, matchers }| {
        let about = english::list(matchers);
        format!("  {by}: silence {reference} over alerts with {about}; people are told of them again")
    }));
    lines.extend(undone.silence_ends.iter().map(|UndoneDecision { reference, by, .. }| {
        format!("  {by}: the end of silence {reference}; it is in force again until its own end")
    }));
    lines.join("\n") + "\n"
}
