//! What is asked through the inbox while the service is up.

use app::recorder::Responded;
use app::requests::{LedTo, Pending, RequestOutcome, RequestsError, carry_out, pending};
use plugins::inbox::Taken;

use super::Daemon;

impl Daemon {
    /// Carries out what stands in the inbox. What cannot be carried out now is tried again when the store has recovered.
    pub(super) fn carry_out_requests(&mut self) {
        self.requests_wait = false;
        // A process that was frozen may have lost the ledger by now, and would refuse by what it knew then.
        if let Err(error) = self.recorder.check_store() {
            self.requests_wait = true;
            return self.note(Err(error));
        }
        match pending(&self.inbox) {
            Ok(Pending { signatures, rest }) => {
                if !signatures.is_empty() {
                    // They are about what is written by now, and the change goes in with the one that completes it.
                    self.reload();
                    self.carry_out(signatures);
                    self.reload();
                }
                self.carry_out(rest);
            }
            Err(error) => tracing::error!("{error}"),
        }
    }

    fn carry_out(&mut self, taken: Vec<Taken>) {
        let now = self.now();
        match carry_out(&mut self.recorder, &self.inbox, taken, now) {
            Ok(outcomes) => outcomes.iter().for_each(log_outcome),
            Err(RequestsError::Store(error)) => {
                self.requests_wait = true;
                self.note(Err(error));
            }
            Err(RequestsError::Inbox(error)) => tracing::error!("{error}"),
        }
    }
}

fn log_outcome(outcome: &RequestOutcome) {
    let request = outcome.ticket.name();
    match &outcome.led_to {
        Ok(LedTo::Responded(responded)) => {
            let Responded { response, .. } = &**responded;
            tracing::info!(
                request, obligation = %response.obligation, kind = %response.submission.kind,
                by = response.submission.by, "response recorded"
            );
        }
        // The recorder logs who signed what.
        Ok(LedTo::Approved(_) | LedTo::Silenced(_)) => {}
        Ok(LedTo::KnownBefore) => tracing::info!(request, "carried out before"),
        Err(reason) => tracing::warn!(request, "refused: {reason}"),
    }
}
