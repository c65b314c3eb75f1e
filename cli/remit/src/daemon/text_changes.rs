//! Changes of texts that people ask for over HTTP, and what is written once a second person has approved one.

use app::command::{Command as _, ProposeChange};
use app::examples::put_examples;
use app::recorder::{DecideError, Deciding, ProposeError, ProposedText};
use app::text_change::{ChangeFault, put_in};
use app::wire::WireProblem;
use ledger::asked::Asked;
use service::{Answered, Keyed, change_problem};

use super::Daemon;

impl Daemon {
    /// Records that somebody asks for a change.
    pub(super) fn propose_change(&mut self, asked: ProposedText) -> Answered {
        let ProposedText { account, key, content, .. } = asked.clone();
        let keyed = Keyed { account, key, content };
        if let Some(known) = self.known(&keyed) {
            return known;
        }
        let now = self.now();
        match ProposeChange::new(asked).carry_out(&mut self.recorder, now) {
            Ok(()) => self.written(&keyed),
            Err(ProposeError::Store(error)) => {
                self.note_unwritten(error);
                Answered::Unwritten
            }
            Err(error) => Answered::Refused(not_proposed(&error)),
        }
    }

    /// Writes the change into the text of its mission that is about to be approved, before that is recorded: a change that cannot be written is not
    /// approved. Whether anything was written.
    pub(super) fn write_change(&mut self, deciding: &Deciding) -> Result<Wrote, NotWritten> {
        let now = self.now();
        let asked = self.recorder.asked_to_write(now, deciding).map_err(NotWritten::Undecided)?;
        let (Some(asked), Some(in_force)) = (asked, self.recorder.in_force(now)) else {
            return Ok(Wrote::Nothing);
        };
        let (wrote, written) = match &asked {
            Asked::Response { .. } => return Ok(Wrote::Nothing),
            Asked::Change(change) => {
                let files = (&*self.dir, &self.texts as &dyn app::project::Files);
                (Wrote::Text, put_in(&mut self.cache, files, in_force, &self.plugins, change))
            }
            Asked::Examples(examples) => {
                let program = self.recorder.engine().program();
                let written = program.ok_or(ChangeFault::Unusable);
                let written = written
                    .and_then(|program| put_examples(&self.dir, (in_force.sources, program), examples));
                (Wrote::Nothing, written)
            }
        };
        let request = &deciding.proposal;
        match written {
            Ok(place) => {
                tracing::info!(request, path = %place.display(), "the text was changed");
                self.texts.forget(&place);
                Ok(wrote)
            }
            Err(fault) => {
                tracing::warn!(request, %fault, "the text was not changed");
                Err(NotWritten::Problem(change_problem(&fault)))
            }
        }
    }
}

/// What was written for a decision.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Wrote {
    /// It is about no text, or changes none.
    Nothing,
    Text,
}

/// Why nothing was written, so that nothing is decided.
pub(super) enum NotWritten {
    Undecided(DecideError),
    Problem(WireProblem),
}

fn not_proposed(error: &ProposeError) -> WireProblem {
    let (status, code, title, help) = match error {
        ProposeError::WaitsAlready { id } => {
            let help = format!("see `/approvals/{id}`; it is decided or taken back there first");
            (409, "waits-already", "A change of the same value waits already", help)
        }
        ProposeError::TooManyWait => {
            (503, "too-many-wait", "Too many requests wait", "try again once some are decided".to_owned())
        }
        _ => {
            let help = "ask the people who look after accounts".to_owned();
            (403, "other-mission", "The change is another board's to ask for", help)
        }
    };
    let detail = format!("{}.", words::english::capitalised(&error.to_string()));
    WireProblem { status, code, title, detail, help: Some(help) }
}
