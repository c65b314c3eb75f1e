//! Reads what stands on the ledger and in the feeds, and works out how things stand by the program as it lies on the disk.

use std::collections::{BTreeMap, BTreeSet};

use engine::Engine;
use engine::model::{BodyId, MeasureId, ObligationRef, Period};
use engine::program::Program;
use jiff::Timestamp;
use plugins::stores::StoreError;
use thiserror::Error;

use super::rules::{RuleCounts, count_by_rule};
use app::as_of::look_back_in;
use app::progress::Unseen;
use app::project::Project;
use app::standing::{ObligationStanding, ProjectStanding, Scope};

/// What is known of the figures of a project.
#[derive(Default)]
pub(crate) enum FiguresState {
    /// They are being read for the first time.
    #[default]
    Awaited,
    /// There are none.
    Unavailable(FiguresError),
    /// They are known.
    Known(Box<Figures>),
}

/// Why there are no figures.
#[derive(Debug, Error)]
pub(crate) enum FiguresError {
    #[error("{}", words::figure::UNUSABLE_PROJECT)]
    Project,
    #[error(transparent)]
    Ledger(#[from] StoreError),
}

/// Which bodies reported a measure for which period.
pub(super) type Reported = BTreeMap<Period, BTreeSet<BodyId>>;

/// The figures of a project and how things stand, at one moment.
pub(crate) struct Figures {
    pub(super) engine: Engine,
    /// When the files were read.
    pub(super) read_at: Timestamp,
    /// Whether there are feeds to read.
    pub(super) has_feeds: bool,
    /// How many files of feeds could not be read.
    pub(super) unread: usize,
    pub(super) reported: BTreeMap<MeasureId, Reported>,
    pub(super) obligations: BTreeMap<ObligationRef, ObligationStanding>,
    /// What each rule says now, by its id.
    pub(super) rules: BTreeMap<String, RuleCounts>,
}

impl Figures {
    /// The program by which things are judged.
    pub(super) fn program(&self) -> &Program {
        self.engine.program().expect("it walked through history with its program")
    }
}

/// Reads the figures of a project.
pub(super) fn gather(project: &Project) -> FiguresState {
    let has_feeds = !project.settings.feeds.is_empty();
    let read_at = Timestamp::now();
    let (past_state, gathered) = match look_back_in(project, None, &Unseen) {
        Ok(found) => found,
        Err(error) => return FiguresState::Unavailable(error.into()),
    };
    let engine = past_state.engine;
    let mut reported: BTreeMap<MeasureId, Reported> = BTreeMap::new();
    for cell in engine.evidence().reported() {
        let periods = reported.entry(cell.measure.clone()).or_default();
        periods.entry(cell.period).or_default().insert(cell.body.clone());
    }
    let obligations = ProjectStanding::of(&engine, &Scope::Project).into_obligations();
    let rules = engine.program().map(|program| count_by_rule(program, &obligations)).unwrap_or_default();
    let unread = gathered.feed_faults.len();
    FiguresState::Known(Box::new(Figures {
        engine,
        read_at,
        has_feeds,
        unread,
        reported,
        obligations,
        rules,
    }))
}
