//! What changed since somebody last looked, and where the ledger ends, for `remit run`.

use std::path::Path;

use app::recorder::Recorder;
use app::since::{Mark, since};
use app::wire::WireSince;
use engine::Engine;
use jiff::Timestamp;
use plugins::stores::LedgerPlace;
use words::english;
use words::full_receipt::Length;
use words::names::Names;
use words::since::{Since, go_on};

use crate::args::SinceArg;
use crate::render::{self, Detail};

/// What changed, and since when in words.
pub(super) struct ChangedSince {
    what: String,
    since: Since,
}

/// Looks what the ledger says since then.
pub(super) fn changed_since(
    asked: SinceArg,
    ledger: &LedgerPlace,
    engine: &Engine,
) -> anyhow::Result<ChangedSince> {
    let (mark, what) = match asked {
        SinceArg::Position(position) => (Mark::Position(position), format!("position {position}")),
        SinceArg::Day(day) => {
            let calendar = engine.program().map(|program| &program.calendar);
            let begins = calendar.map_or(Timestamp::MIN, |calendar| calendar.start_of_day(day));
            (Mark::Moment(begins), english::date(day))
        }
    };
    Ok(ChangedSince { what, since: since(ledger, mark)? })
}

impl ChangedSince {
    pub(super) fn in_words(&self, detail: Detail, engine: &Engine) -> String {
        let Some(program) = engine.program() else { return String::new() };
        let length = if detail == Detail::Full { Length::Whole } else { Length::Brief };
        render::since(&self.since, &self.what, Names { program }, length)
    }

    pub(super) fn for_programs(&self, engine: &Engine) -> Option<WireSince> {
        engine.program().map(|program| WireSince::of(&self.since, &program.catalogue))
    }
}

/// Where the ledger ends, so that the next question can begin there.
pub(super) struct Onward {
    pub(super) position: u64,
    command: String,
}

impl Onward {
    pub(super) fn of(recorder: &Recorder, dir: &Path) -> Self {
        let position = recorder.position();
        Self { position, command: format!("remit run {} --since {position}", dir.display()) }
    }

    pub(super) fn in_words(&self) -> String {
        format!("\n{}\n", go_on(&self.command))
    }
}
