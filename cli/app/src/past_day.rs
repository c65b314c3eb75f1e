//! How a project stood at the end of a day that is over, as Remit told it then: its ledger lived through once more up to there. It takes nothing but what stood on the
//! ledger by then, so that whoever asks again is told the same.

use std::sync::Arc;

use engine::{Effects, Engine};
use jiff::civil::Date;
use language::read::TomlText;
use ledger::entry::{Entry, Position, Recorded};
use ledger::fold::Observer as _;
use plugins::host::Plugins;
use plugins::settings::read_settings;
use plugins::stores::{LedgerPlace, StoreError};
use rules::declare::{BesideProject, read_project};
use rules::source::Sources;
use thiserror::Error;
use words::explanation::FilesRead;

use crate::chasing::supply;
use crate::due::Supply;
use crate::history::{Witness, relive_before};
use crate::project::compiler;
use crate::published::{Gatherer, Moment, Picture, ShownBeside, SilenceGatherer, Silences};
use crate::recorder::{Touched, pass_time};
use crate::turned::{Turned, files_of};

/// How a project stood at the end of a day.
pub struct PastDay {
    pub engine: Engine,
    pub picture: Picture,
    /// Which verdicts turned last until then.
    pub turned: Turned,
}

/// Why it cannot be said how it stood.
#[derive(Debug, Error)]
pub enum PastDayError {
    #[error("the day is not over")]
    NotOver,
    #[error("no texts were in force by then")]
    TooEarly,
    #[error(transparent)]
    Ledger(#[from] StoreError),
}

impl PastDay {
    /// As a ledger tells it, whose newest picture is `newest`.
    ///
    /// # Errors
    /// The day is not over, the ledger begins later, or it cannot be read.
    pub fn of(
        ledger: &LedgerPlace,
        day: Date,
        (newest, calendar): (&Picture, &engine::model::Calendar),
    ) -> Result<Self, PastDayError> {
        if day >= newest.day {
            return Err(PastDayError::NotOver);
        }
        let until = calendar.last_moment(day);
        let Some(mut store) = ledger.open_read_only()? else {
            return Err(PastDayError::TooEarly);
        };
        let mut end = End::default();
        let mut engine = relive_before(&mut compiler(), &mut *store, until, &mut end)?;
        let Some(sources) = &end.sources else { return Err(PastDayError::TooEarly) };
        let none = FilesRead::default();
        pass_time(&mut engine, until, &mut |effects| end.turned.note(effects, &none));
        let Declared { title, supply } = declared(sources);
        let title = title.unwrap_or_else(|| newest.title.clone());
        let supply = supply.unwrap_or_else(|| Arc::clone(&newest.supply));
        // What waited then stood in no ledger.
        let beside = ShownBeside { title, supply, ..ShownBeside::default() };
        let silences = Silences(SilenceGatherer::gather_past(&engine, &end.silences, until));
        let moment = Moment { at: until, position: end.position, beside: &beside, silences: &silences };
        let picture = Gatherer::default().gather(&engine, &Touched::Everything, moment);
        let picture = picture.ok_or(PastDayError::TooEarly)?;
        Ok(Self { engine, picture: Picture { at_end_of: Some(day), ..picture }, turned: end.turned })
    }
}

/// Where the ledger ended, and what was in force.
#[derive(Default)]
struct End {
    position: Position,
    sources: Option<Arc<Sources>>,
    turned: Turned,
    /// What nobody was to be told of for a time.
    silences: ledger::silences::Silences,
    /// Those of the entry that comes next.
    files: FilesRead,
}

impl Witness for End {
    fn before(&mut self, _engine: &Engine, recorded: &Recorded) {
        self.position = recorded.position;
        self.files = files_of(&recorded.entry);
        self.silences.observe(recorded);
        if let Entry::Activated(sources) = &recorded.entry {
            self.sources = Some(Arc::clone(sources));
        }
    }

    fn after(&mut self, _engine: &Engine, effects: Effects) {
        self.turned.note(effects, &self.files);
    }
}

/// What the texts of a day say beside its program.
struct Declared {
    title: Option<String>,
    /// None where that hangs on plugins.
    supply: Option<Arc<Supply>>,
}

fn declared(sources: &Sources) -> Declared {
    let text = TomlText::parse(&sources.project);
    let (project, _) = read_project(&text, &BesideProject::of(sources));
    let (settings, _) = read_settings(&text, &Plugins::default());
    Declared {
        title: project.and_then(|project| project.title),
        supply: settings.map(|settings| Arc::new(supply(&settings))),
    }
}
