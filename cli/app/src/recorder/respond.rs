//! Recording what officials say to alerts.

use engine::model::{Response, ResponseId};
use engine::respond::{Refusal, Reply};
use engine::{Effects, Event};
use jiff::Timestamp;
use ledger::entry::Entry;
use ledger::request::Respond;
use plugins::stores::StoreError;
use thiserror::Error;

use super::record::Recorder;

/// A response that was recorded, and what follows from it.
pub struct Responded {
    pub response: Response,
    /// What followed at once.
    pub effects: Effects,
}

/// Why a response is not recorded.
#[derive(Debug, Error)]
pub enum RespondError {
    /// It is not proper, or answers nothing that is open.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed; the response is kept and written with the next success.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Recorder {
    /// Records what an official says, as things stand at `now`. None where it was recorded before.
    ///
    /// # Errors
    /// It is refused and nothing is recorded, or the store failed.
    pub(crate) fn respond(
        &mut self,
        now: Timestamp,
        asked: &Respond,
    ) -> Result<Option<Responded>, RespondError> {
        let id = ResponseId::new(asked.id.as_str());
        if self.engine.knows_response(&id) {
            self.flush()?;
            return Ok(None);
        }
        self.advance(now)?;
        let reply = Reply {
            id,
            alert: asked.alert.clone(),
            contribution: asked.contribution.clone(),
            periods: asked.periods.clone(),
            submission: asked.submission.clone(),
            enclosure: asked.enclosure.clone(),
        };
        let response = self.engine.admit(reply, self.moment(now))?;
        let (event, entry) = (Event::Responded(response.clone()), Entry::Responded(response.clone()));
        let (effects, written) = self.step_and_write(now, event, vec![entry]);
        written?;
        Ok(Some(Responded { response, effects }))
    }
}
