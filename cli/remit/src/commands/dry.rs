//! `remit run --dry`: what the files of feeds would come to, before anything is written. It goes the way of `run`, over a ledger that
//! takes nothing in and with nobody to tell.

use app::command::{Activate, Asker, Command as _};
use app::connect;
use app::project::{self, Disk, Project};
use app::reading;
use app::recorder::{Accounting, Recorder};
use app::wire::{ReceiptsReport, WireFullReceipt, WireRefused};
use jiff::Timestamp;
use plugins::stores::{DryStore, Store};
use rules::diagnostic::Diagnostic;
use words::full_receipt::{Drawn, FullReceipt, Length};
use words::names::Names;
use words::receipt;

use super::advice::check_clock;
use super::run_feeds::observe_new;
use super::said;
use crate::args::{Format, RunArgs};
use crate::exit::Exit;
use crate::render::full_receipt;

/// Shows the receipt of every file that says something new, and writes nothing.
pub(super) fn dry(args: &RunArgs) -> anyhow::Result<Exit> {
    let dir = &*args.dir;
    let now = Timestamp::now();
    let Some(place) = project::ledger_place(dir).map_err(|faults| said::diagnose(&faults)).ok() else {
        return Ok(Exit::Unusable);
    };
    let mut cache = project::compiler();
    let ledger = place.open_read_only()?.map(|store| store as Box<dyn Store>);
    let mut recorder = Recorder::open_with(&mut cache, Box::new(DryStore::over(ledger)))?;
    check_clock(&recorder, now)?;
    let in_force = recorder.in_force(recorder.moment(now));
    let (project, faults) = project::load_again(&mut cache, dir, &Disk(dir), in_force);
    said::diagnose(&faults);
    let Some(Project { settings, program, sources, .. }) = project else { return Ok(Exit::Unusable) };
    recorder.set_accounting(Accounting::Every);
    let feeds = connect::feeds(&settings);
    recorder.known_files_mut().forget_remarkable();
    let (_, readings) = observe_new(&mut recorder, dir, (&feeds, &program.catalogue), now)?;
    Activate { asked_by: Asker::Service, program, sources }.carry_out(&mut recorder, now)?;
    let receipts = recorder.take_drawn_up();
    let read = receipts.iter().filter_map(|drawn| match drawn {
        Drawn::Read(full) => Some(&**full),
        Drawn::Refused(_) | Drawn::Waiting(_) => None,
    });
    let receipts: Vec<&FullReceipt> = read.collect();
    for fault in &readings.faults {
        said::complain(&reading::describe(fault));
    }
    let Some(program) = recorder.engine().program() else { return Ok(Exit::Unusable) };
    match args.format {
        Format::Text => {
            let length = if args.length.all { Length::Whole } else { Length::Brief };
            let names = Names { program };
            said::answer(&in_words(&receipts, names, length))?;
        }
        Format::Json => {
            let report = ReceiptsReport {
                receipts: receipts.iter().map(|full| WireFullReceipt::of(full, &program.catalogue)).collect(),
                refused: readings.faults.iter().filter_map(WireRefused::of).collect(),
                waiting: Vec::new(),
            };
            said::answer_json(&serde_json::to_string_pretty(&report)?)?;
        }
    }
    let is_whole = readings.faults.is_empty() && !faults.iter().any(Diagnostic::is_error);
    Ok(if is_whole { Exit::Quiet } else { Exit::Unusable })
}

/// Files that say something. The others are as they were when they were last read.
fn in_words(receipts: &[&FullReceipt], names: Names<'_>, length: Length) -> String {
    let telling = receipts.iter().filter(|full| full.says_something());
    let mut told: Vec<String> = telling.map(|full| full_receipt(full, names, length)).collect();
    if told.is_empty() {
        told.push(format!("{}\n", receipt::NOTHING_NEW));
    }
    format!("{}\n{}\n", told.join("\n"), receipt::DRY)
}
