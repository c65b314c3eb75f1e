//! Entries of the ledger, each in a sentence, for whoever looks after what was written down.

use engine::model::{Observation, Unused};
use language::visible::visible;
use ledger::entry::{AcceptedDifference, Entry, HandedIn, Setback, Signed};
use ledger::signature::Statement;

use crate::names::Names;
use crate::{agreement, english, proposal, receipt, response, silence};

/// So many files are named in one sentence.
const MOST_NAMED: usize = 3;

/// Over the entries.
pub fn heading(entries: u64) -> String {
    let entries = usize::try_from(entries).unwrap_or(usize::MAX);
    format!("The ledger holds {}.", english::count(entries, "entry"))
}

/// An entry in a sentence.
pub fn told(entry: &Entry, names: Names<'_>) -> String {
    let told = match entry {
        Entry::Observed(figures) => observed(figures),
        Entry::Received(received) => format!("Received {}.", receipt::file(received)),
        Entry::SetAside(unused) => set_aside(unused),
        Entry::Activated(sources) => {
            format!("Texts of {} came into force.", english::count(sources.missions.len(), "mission"))
        }
        Entry::ClockAdvanced => "A moment passed at which something was due.".to_owned(),
        Entry::Resumed => "The service came up.".to_owned(),
        Entry::Queued { notifier, message, .. } => format!("Queued for {notifier}: {}.", message.subject),
        Entry::Attempted { notifier, message_id, error, setback } => {
            format!("{notifier} did not take message {message_id}{}: {error}.", then(*setback, names))
        }
        Entry::Settled { notifier, message_id } => format!("{notifier} took message {message_id}."),
        Entry::Superseded { notifier, message_id, by } => {
            format!("Message {message_id} for {notifier} gave way to the newer {by}.")
        }
        Entry::Responded(response) => response::recorded(response),
        Entry::Approved { signed, signer } => approved(signed, signer),
        Entry::HandedIn(handed_in) => handed_in_by(handed_in),
        Entry::Proposed(made) => proposal::asked(made),
        Entry::Decided(decision) => proposal::decided(decision),
        Entry::Silenced(asked) => silence::asked(asked, &names.program.calendar),
        Entry::SilenceEnded(end) => silence::ended(end),
        Entry::DifferenceAccepted(accepted) => difference(accepted),
    };
    visible(&told).into_owned()
}

fn observed(figures: &[Observation]) -> String {
    let mut paths: Vec<String> = Vec::new();
    for figure in figures {
        let path = &figure.source.file.path;
        if paths.last() != Some(path) && !paths.contains(path) {
            paths.push(path.clone());
        }
    }
    let figures = english::capitalised(&english::count(figures.len(), "figure"));
    format!("{figures} came in from {}.", english::some_of(&paths, MOST_NAMED))
}

/// What may be in files that wait is nobody's business yet, so that they are not named.
fn set_aside(unused: &[Unused]) -> String {
    let waiting = unused.iter().filter(|unused| unused.under_embargo.is_some()).count();
    let noted = unused.iter().filter(|unused| unused.under_embargo.is_none());
    let paths: Vec<String> = noted.map(|unused| unused.path.to_string()).collect();
    let waits = match waiting {
        0 => String::new(),
        1 => "Noted that a file waits for the end of an embargo.".to_owned(),
        more => format!("Noted that {} wait for the end of an embargo.", english::count(more, "file")),
    };
    if paths.is_empty() {
        return waits;
    }
    let is_put_right = unused.iter().all(Unused::is_nothing);
    let what = if is_put_right { "All can be used now of" } else { "Noted what could not be used of" };
    let waits = if waits.is_empty() { waits } else { format!(" {waits}") };
    format!("{what} {}.{waits}", english::some_of(&paths, MOST_NAMED))
}

fn then(setback: Setback, names: Names<'_>) -> String {
    match setback {
        Setback::Passing => " and is asked again".to_owned(),
        Setback::Busy { until } => format!(" and asked to be left alone until {}", names.day(until)),
        Setback::Refused => ", which somebody has to put right".to_owned(),
    }
}

fn approved(signed: &Signed, name: &str) -> String {
    match Statement::parse(&signed.statement) {
        Ok(statement) => agreement::signed(name, &statement),
        Err(_) => format!("{name} signed a change."),
    }
}

fn difference(AcceptedDifference { version, before, first }: &AcceptedDifference) -> String {
    let before =
        before.as_ref().map_or_else(|| "an earlier version".to_owned(), |before| format!("version {before}"));
    format!(
        "Version {version} of Remit went on after {before}, although it does not come to the same from position {first} on; whoever runs it accepted that."
    )
}

fn handed_in_by(HandedIn { account, status, .. }: &HandedIn) -> String {
    format!("{account} handed something in over the service, and was answered {status}.")
}
