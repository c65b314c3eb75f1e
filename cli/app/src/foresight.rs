//! What an edit would do once it is in force, before it is made: the texts as they are written are put in force over what is in force
//! now. It writes nothing and sends nothing.

use std::path::Path;
use std::sync::Arc;

use engine::alert::AlertChange;
use engine::program::Program;
use engine::{Engine, Event};
use jiff::Timestamp;
use plugins::stores::{LedgerPlace, StoreError};
use rules::diagnostic::Diagnostic;
use serde::Serialize;
use words::alert::{EditedTexts, message_of_change};

use crate::as_of::look_back_at;
use crate::folded::Folded;
use crate::history::{Gathered, InForce, Past, relive};
use crate::progress::Progress;
use crate::project::{self, Project, compiler};
use crate::wire::WireAlert;

/// What people would be told, were the texts as they are written in force now.
pub struct Foreseen {
    /// The program that is in force before.
    pub before: Arc<Program>,
    pub now: Arc<Program>,
    /// Since when the former is in force; none where it is only written as well.
    pub since: Option<Timestamp>,
    /// Every alert that would end by the edit, and every verdict of an ended period that would turn.
    pub told: Vec<AlertChange>,
}

/// Puts a project's texts over what is in force by a ledger, or in a folder: by its ledger, or by its texts where it has none.
/// None where nothing is in force there.
///
/// # Errors
/// The ledger cannot be read.
pub fn foresee(
    project: Project,
    against: &Path,
    progress: &dyn Progress,
) -> Result<Option<Foreseen>, StoreError> {
    let ledger =
        if against.is_dir() { project::ledger_place(against).ok() } else { Some(LedgerPlace::file(against)) };
    let Some(ledger) = ledger else { return Ok(None) };
    let now = Timestamp::now();
    let past = Past::at(&ledger)?;
    let mut gathered = Gathered::beside(past, &project, &project.program.catalogue, now, progress);
    let since = gathered.in_force.last().map(|InForce { since, .. }| *since);
    let history = std::mem::take(&mut gathered.history);
    let found = match since {
        Some(_) => relived(&ledger, history.observations.get(history.recorded..).unwrap_or_default(), now)?,
        None if against.is_dir() => {
            let (other, _) = project::load(against, None);
            other.map(|other| look_back_at(other.program, history, now).engine)
        }
        None => None,
    };
    let Some(mut engine) = found else { return Ok(None) };
    let Some(before) = engine.program().cloned() else { return Ok(None) };
    let written = Arc::new(project.program);
    // What falls due by now is told by the old program, and is no effect of the edit.
    engine.step(now, Event::ClockAdvanced);
    let mut told = engine.step(now, Event::Activated(Arc::clone(&written))).alerts;
    told.retain(|change| change.restatement.is_some() || change.ended.is_some());
    Ok(Some(Foreseen { before, now: written, since, told }))
}

/// A ledger lived through up to now, with what is in the files of feeds.
fn relived(
    ledger: &LedgerPlace,
    news: &[engine::model::Observation],
    now: Timestamp,
) -> Result<Option<Engine>, StoreError> {
    let Some(mut store) = ledger.open_read_only()? else { return Ok(None) };
    let Folded { mut engine, .. } = relive(&mut compiler(), &mut *store, now)?;
    engine.step(now, Event::Observed(news.to_vec()));
    Ok(Some(engine))
}

/// The answer of `remit check --against --format json`.
#[derive(Serialize, Debug)]
pub struct ForeseenReport {
    /// The faults of the texts, as without `--against`.
    diagnostics: serde_json::Value,
    in_force_since: Option<Timestamp>,
    /// None where nothing could be held against them.
    restated: Option<Vec<WireForeseen>>,
}

/// An alert that would end, or of which ended periods would be restated.
#[derive(Serialize, Debug)]
struct WireForeseen {
    change: &'static str,
    message: String,
    #[serde(flatten)]
    alert: WireAlert,
}

impl ForeseenReport {
    /// # Errors
    /// The faults are no JSON.
    pub fn new(faults: &[Diagnostic], foreseen: Option<&Foreseen>) -> Result<Self, serde_json::Error> {
        let restated = foreseen.map(|Foreseen { before, now, told, .. }| {
            let wire = |change: &AlertChange| WireForeseen {
                change: change.change.as_str(),
                message: message_of_change(change, before, now),
                alert: WireAlert::of_change(change, EditedTexts::default(), now),
            };
            told.iter().map(wire).collect()
        });
        let diagnostics = serde_json::from_str(&rules::diagnostic::json(faults))?;
        Ok(Self { diagnostics, in_force_since: foreseen.and_then(|foreseen| foreseen.since), restated })
    }
}
