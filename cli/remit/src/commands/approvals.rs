//! `remit approvals`: what waits for signatures, and who signed what.

use std::fmt::Write as _;
use std::path::Path;

use app::approvals::Past;
use jiff::Timestamp;
use words::agreement::change_of;
use words::english;

use super::said;
use crate::args::Format;
use crate::exit::Exit;
use crate::render::{DiffSize, Ink, changes};
use app::agreed::Agreed;
use app::project::{self, Project};
use app::wire::{ApprovalsReport, WireWaiting};

pub(super) fn approvals(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let ledger = match project::ledger_place(dir) {
        Ok(ledger) => ledger,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let agreed = Agreed::at(&ledger)?;
    let now = Timestamp::now();
    let (project, faults) = project::load(dir, agreed.in_force(now));
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let exit =
        if faults.iter().any(rules::diagnostic::Diagnostic::is_error) { Exit::Unusable } else { Exit::Quiet };
    let past = agreed.approvals.record();
    match format {
        Format::Json => {
            let today = project.program.calendar.day(now);
            let waiting = project.waiting.iter().map(|waiting| WireWaiting::new(waiting, today)).collect();
            let report = ApprovalsReport { waiting, signatures: past.iter().map(Into::into).collect() };
            said::answer_json(&serde_json::to_string_pretty(&report)?)?;
        }
        Format::Text => {
            said::answer(&format!("{}{}", in_words(&project, now), past_in_words(&project, past)))?;
        }
    }
    Ok(exit)
}

fn in_words(project: &Project, now: Timestamp) -> String {
    let mut text = format!("{}\n", Ink::Title.paint("Waiting for approval"));
    if project.waiting.is_empty() {
        text.push_str("  Nothing.\n");
    }
    let today = project.program.calendar.day(now);
    for waiting in &project.waiting {
        let DiffSize { added, removed } = changes(waiting).size;
        let wire = WireWaiting::new(waiting, today);
        let said = wire.facts().in_words(&project.dir.display().to_string());
        let lines = format!("{} added, {} removed", english::count(added, "line"), english::figure(removed));
        write!(text, "  {}: {lines}.\n  {}\n", wire.title, said.trim_end().replace('\n', "\n  "))
            .expect("a string takes any text");
    }
    text
}

fn past_in_words(project: &Project, past: &[Past]) -> String {
    let mut text = format!("{}\n", Ink::Title.paint("Signatures"));
    if past.is_empty() {
        text.push_str("  None.\n");
    }
    let day = |moment: Timestamp| english::date(project.program.calendar.day(moment));
    for Past { at, statement, in_force_at } in past {
        let what = change_of(statement);
        let since = in_force_at.map_or_else(
            || "not in force through it".to_owned(),
            |moment| format!("in force since {}", day(moment)),
        );
        writeln!(
            text,
            "  {}: {} signed {what}, in the place of {}; {since}.\n    Reason: {}\n    Effect over history: {}",
            day(*at),
            statement.signer,
            statement.replaces.short(),
            statement.reason,
            statement.effect
        )
        .expect("a string takes any text");
    }
    text
}
