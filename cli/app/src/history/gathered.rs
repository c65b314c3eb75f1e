//! All that can be looked back at, read once: what stands on a project's ledger, and what its feeds say beyond it.

use std::sync::Arc;

use engine::model::Catalogue;
use jiff::Timestamp;
use plugins::feeds::FeedError;
use plugins::stores::{LedgerPlace, StoreError};
use plugins::watch::Unclosed;

use super::past::{InForce, Past};
use super::reports::History;
use crate::connect;
use crate::progress::Progress;
use crate::project::Project;
use crate::reading::{Feeds, Readings, in_order, read_new};
use crate::receipts::Receipts;

/// All that can be looked back at, however many programs are walked through it.
pub struct Gathered {
    pub history: History,
    /// What became of the files of feeds.
    pub receipts: Receipts,
    /// Files and folders of feeds that could not be read.
    pub feed_faults: Vec<FeedError>,
    /// Every program that was ever in force, in order.
    pub in_force: Vec<InForce>,
}

impl Gathered {
    /// Reads a project's ledger, and those files of its feeds that may say more.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn of(project: &Project, now: Timestamp, progress: &dyn Progress) -> Result<Self, StoreError> {
        let past = Past::at(&project.ledger())?;
        Ok(Self::beside(past, project, &project.program.catalogue, now, progress))
    }

    /// Reads a ledger, and what a project's feeds say beyond it, by this register. A file that is not on the ledger yet counts as received when
    /// today began, so that who asks twice on one day asks the same.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn up_to_today(
        project: &Project,
        ledger: &LedgerPlace,
        catalogue: &Arc<Catalogue>,
        now: Timestamp,
        progress: &dyn Progress,
    ) -> Result<Self, StoreError> {
        let calendar = &project.program.calendar;
        let received = calendar.start_of_day(calendar.day(now));
        Ok(Self::beside(Past::at(ledger)?, project, catalogue, received, progress))
    }

    /// Reads what a project's feeds say beyond what stands on its ledger, by this register.
    pub fn beside(
        mut past: Past,
        project: &Project,
        catalogue: &Arc<Catalogue>,
        received: Timestamp,
        progress: &dyn Progress,
    ) -> Self {
        let feeds = connect::feeds(&project.settings);
        let known = &mut past.known_files;
        let to_read = Feeds { project: &project.dir, feeds: &feeds, catalogue, received };
        let readings = read_new(known, to_read, &Unclosed::default(), progress);
        let not_read = readings.not_read(&project.dir, &feeds, &past.waiting_files(), received);
        let Readings { files, unchanged, faults, under_embargo: _ } = readings;
        let in_force = std::mem::take(&mut past.in_force);
        let (history, mut receipts) = History::gather(catalogue, past, (files, received), not_read);
        receipts.extend(unchanged);
        in_order(&mut receipts, &feeds);
        Self { history, receipts: receipts.into(), feed_faults: faults, in_force }
    }
}
