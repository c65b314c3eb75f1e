//! What officials say over HTTP, what they ask for, and what a second person decides about that; and signatures under changes of texts.

use app::approvals::ApprovalError;
use app::command::{Approve, ApproveError, Command as _, Decide, EndSilence, Propose, Respond, Silence};
use app::recorder::{DecideError, Deciding, Proved, RespondError, SilenceError, Silencer};
use app::wire::WireProblem;
use engine::respond::Refusal;
use ledger::entry::Signed;
use service::{Answered, AskedSilence, Keyed, ResponseTask, Silencing};

use super::Daemon;
use super::text_changes::{NotWritten, Wrote};

impl Daemon {
    /// Records what an official says, or asks for.
    pub(super) fn respond(&mut self, response: ResponseTask) -> Answered {
        let ResponseTask { proved, request } = response;
        let Proved { account, key, content, .. } = proved.clone();
        let keyed = Keyed { account, key, content };
        if let Some(known) = self.known(&keyed) {
            return known;
        }
        let now = self.now();
        let recorded = if request.submission.kind.needs_approval() {
            Propose::new(&request, proved).carry_out(&mut self.recorder, now)
        } else {
            Respond::proved(&request, proved).carry_out(&mut self.recorder, now).map(drop)
        };
        match recorded {
            Ok(()) => self.written(&keyed),
            Err(RespondError::Refused(refusal)) => Answered::Refused(self.refused(&refusal)),
            Err(RespondError::Store(error)) => {
                self.note_unwritten(error);
                Answered::Unwritten
            }
            Err(error) => Answered::Refused(not_taken(&error)),
        }
    }

    /// Records what somebody decides about what another asked for.
    pub(super) fn decide(&mut self, deciding: Deciding) -> Answered {
        let Deciding { account, key, content, .. } = deciding.clone();
        let keyed = Keyed { account, key, content };
        if let Some(known) = self.known(&keyed) {
            return known;
        }
        let wrote = match self.write_change(&deciding) {
            Ok(wrote) => wrote,
            Err(NotWritten::Problem(problem)) => return Answered::Refused(problem),
            Err(NotWritten::Undecided(DecideError::Refused(refusal))) => {
                return Answered::Refused(self.refused(&refusal));
            }
            Err(NotWritten::Undecided(error)) => return Answered::Refused(undecided(&error)),
        };
        let now = self.now();
        match Decide::new(deciding).carry_out(&mut self.recorder, now) {
            Ok(()) => {
                let answered = self.written(&keyed);
                if wrote == Wrote::Text {
                    self.reload();
                }
                answered
            }
            Err(DecideError::Refused(refusal)) => Answered::Refused(self.refused(&refusal)),
            Err(DecideError::Store(error)) => {
                self.note_unwritten(error);
                Answered::Unwritten
            }
            Err(error) => Answered::Refused(undecided(&error)),
        }
    }

    /// Records that nobody is to be told of some alerts for a time, or that this ends.
    pub(super) fn silence(&mut self, Silencing { silencer, asked }: Silencing) -> Answered {
        let Silencer { account, key, content, .. } = silencer.clone();
        let keyed = Keyed { account, key, content };
        if let Some(known) = self.known(&keyed) {
            return known;
        }
        let (now, silencer) = (self.now(), Some(silencer));
        let recorded = match &asked {
            AskedSilence::Begin(asked) => {
                Silence::new(asked, silencer).carry_out(&mut self.recorder, now).map(drop)
            }
            AskedSilence::End(asked) => {
                EndSilence::new(asked, silencer).carry_out(&mut self.recorder, now).map(drop)
            }
        };
        match recorded {
            Ok(()) => self.written(&keyed),
            Err(SilenceError::Store(error)) => {
                self.note_unwritten(error);
                Answered::Unwritten
            }
            Err(error) => Answered::Refused(not_silenced(&error)),
        }
    }

    /// Takes a signature under a change of texts in. The change goes in with the one that completes it.
    pub(super) fn take_signature(&mut self, signed: &Signed) -> Answered {
        // It is about what is written by now.
        self.reload();
        let now = self.now();
        let signed = Approve::new(signed).carry_out(&mut self.recorder, now);
        let told = match signed {
            Ok(Some(examined)) => words::agreement::signed(&examined.name, &examined.statement),
            Ok(None) => words::agreement::SIGNED_BEFORE.to_owned(),
            Err(ApproveError::Refused(refusal)) => return Answered::Refused(not_counted(&refusal)),
            Err(ApproveError::Store(error)) => {
                self.note_unwritten(error);
                return Answered::Unwritten;
            }
        };
        self.reload();
        let json = serde_json::json!({ "sentences": [told] }).to_string();
        Answered::Written { status: 200, json }
    }

    /// The answer that was written down with what was asked.
    pub(super) fn written(&mut self, keyed: &Keyed) -> Answered {
        match self.known(keyed) {
            Some(Answered::Before { status, json }) => Answered::Written { status, json },
            other => other.unwrap_or(Answered::Unknown),
        }
    }

    fn refused(&self, refusal: &Refusal) -> WireProblem {
        let help = words::response::help(refusal, self.recorder.engine());
        let (status, code, title) = match refusal {
            Refusal::NotOpen { .. } => (404, "alert-not-open", "No such alert is open"),
            _ => (422, "refused-response", "The response is refused"),
        };
        WireProblem { status, code, title, detail: sentence(refusal), help }
    }
}

fn not_counted(refusal: &ApprovalError) -> WireProblem {
    let (status, code) = match refusal {
        ApprovalError::NothingWaits { .. } => (404, "nothing-waits"),
        _ => (422, "refused-signature"),
    };
    let help = "`remit approve` shows what waits, and signs it".to_owned();
    let title = "The signature does not count";
    WireProblem { status, code, title, detail: sentence(refusal), help: Some(help) }
}

/// Why a reply is not taken that could be in order.
fn not_taken(error: &RespondError) -> WireProblem {
    let (status, code, title, help) = match error {
        RespondError::WaitsAlready { id } => {
            let help = format!("see `/approvals/{id}`; take it back there to ask for something else");
            (409, "waits-already", "The same waits already", help)
        }
        RespondError::TooManyWait => {
            (503, "too-many-wait", "Too many requests wait", "try again once some are decided".to_owned())
        }
        _ => {
            let help = "name your own part with `contribution`, or ask the people who look after accounts";
            (403, "other-body", "The response is another body's to give", help.to_owned())
        }
    };
    WireProblem { status, code, title, detail: sentence(error), help: Some(help) }
}

fn not_silenced(error: &SilenceError) -> WireProblem {
    let (status, code, title) = match error {
        SilenceError::Unknown(_) => (404, "not-found", "There is no such silence"),
        SilenceError::Over => (409, "silence-over", "The silence is over"),
        SilenceError::NotOwn { .. } => (403, "other-mission", "The silence is another board's to ask for"),
        SilenceError::TooMany => (503, "too-many-silences", "Too many silences are open"),
        _ => (422, "refused-silence", "The silence is refused"),
    };
    WireProblem { status, code, title, detail: sentence(error), help: error.help() }
}

fn undecided(error: &DecideError) -> WireProblem {
    let (status, code, title, help) = match error {
        DecideError::Unknown(_) => (404, "not-found", "Nothing waits by this name", "see `/approvals`"),
        DecideError::Decided { .. } => {
            (409, "decided-already", "It was decided already", "see its page under `/approvals`")
        }
        DecideError::NotOwn(_) => {
            (403, "not-own", "It is not this account's to take back", "ask the person who asked for it")
        }
        _ => (403, "own-request", "A second person decides about it", "ask another approver"),
    };
    WireProblem { status, code, title, detail: sentence(error), help: Some(help.to_owned()) }
}

fn sentence(said: &impl ToString) -> String {
    format!("{}.", words::english::capitalised(said.to_string().trim_end_matches('.')))
}
