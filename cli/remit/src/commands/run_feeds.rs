//! Taking in the files of feeds once, as `remit run` does it, and `run --dry` over a ledger that takes nothing in.

use std::path::Path;

use app::command::{Asker, Command as _, Observe};
use app::intake::{Expected, LoggedReports};
use app::reading::{self, Feeds, Readings, in_order, read_new};
use app::receipts::Receipts;
use app::recorder::Recorder;
use engine::model::Catalogue;
use jiff::Timestamp;
use plugins::feeds::{Feed, FeedError};
use plugins::stores::{LedgerPlace, StoreError};
use plugins::watch::Unclosed;

use crate::render::Bars;

/// What came of the files.
pub(super) struct TakenIn {
    pub(super) receipts: Receipts,
    /// Files and folders that could not be read.
    pub(super) faults: Vec<FeedError>,
}

/// Reads what is new, with the reports that were handed in at other machines, and says what became of all files.
pub(super) fn take_in(
    recorder: &mut Recorder,
    (dir, ledger): (&Path, &LedgerPlace),
    (feeds, catalogue): (&[Feed], &Catalogue),
    now: Timestamp,
) -> anyhow::Result<TakenIn> {
    let expected = Expected { contents: recorder.file_contents(), feeds };
    LoggedReports::of(dir, ledger).put_up_to(ledger, expected, recorder.position())?;
    let (mut receipts, readings) = observe_new(recorder, dir, (feeds, catalogue), now)?;
    receipts.files.extend(readings.unchanged);
    in_order(&mut receipts.files, feeds);
    receipts.gone = reading::gone(dir, feeds, recorder.file_contents(), recorder.engine().evidence());
    Ok(TakenIn { receipts, faults: readings.faults })
}

/// Reads what is new, and has it observed: what became of that, and what else was found.
pub(super) fn observe_new(
    recorder: &mut Recorder,
    dir: &Path,
    (feeds, catalogue): (&[Feed], &Catalogue),
    now: Timestamp,
) -> Result<(Receipts, Readings), StoreError> {
    let received = recorder.moment(now);
    let to_read = Feeds { project: dir, feeds, catalogue, received };
    let mut readings = read_new(recorder.known_files_mut(), to_read, &Unclosed::default(), &Bars::default());
    let known = recorder.engine().evidence().waiting_files();
    let refused = readings.not_read(dir, feeds, &known, received);
    let (new, handed_in, files) = (std::mem::take(&mut readings.files), Vec::new(), Vec::new());
    let observe = Observe { asked_by: Asker::Service, readings: new, refused, handed_in, files };
    Ok((observe.carry_out(recorder, now)?, readings))
}
