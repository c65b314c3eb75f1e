//! A report that came whole, however it came: it is read by its feed, kept, and handed over to whoever holds the engine; or it is only asked what it would come to.

use std::sync::Arc;

use app::intake::{HandIn, Intake, IntakeFault, KeepError, ReadReport, Sender, Sent, Speaker};
use app::wire::WireProblem;
use engine::model::BodyId;
use jiff::Timestamp;
use plugins::accounts::Account;
use tokio::sync::oneshot;

use super::preconditions;
use super::refusal::Refusal;
use super::submissions::Submissions;
use crate::task_queue::{Answered, Keyed, Place, ReportTask, Task, TaskQueue};

/// A report that came whole.
pub(super) struct Coming {
    pub(super) feed: String,
    /// What its file is to be called.
    pub(super) name: Option<String>,
    pub(super) content_type: Option<String>,
    pub(super) bytes: Vec<u8>,
    pub(super) received: Timestamp,
    pub(super) keyed: Keyed,
    pub(super) account: Account,
    /// By which whoever sends it can speak of it.
    pub(super) reference: String,
}

/// What is wanted of a report.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    TakeIn,
    /// To be told what it would come to.
    Foresee,
}

/// When something is received: never before the moment of what is shown.
pub(super) fn received(submissions: &Submissions) -> Timestamp {
    let shown = submissions.publication.picture().map(|picture| picture.as_at);
    shown.map_or_else(Timestamp::now, |shown| shown.max(Timestamp::now()))
}

impl Coming {
    /// Reads it, keeps it and hands it in, or asks what it would come to.
    pub(super) async fn hand_in(
        self,
        tasks: &TaskQueue,
        intake: Arc<Intake>,
        purpose: Purpose,
    ) -> Result<Option<Answered>, WireProblem> {
        let place = preconditions::place(tasks).map_err(Refusal::problem)?;
        let tasks = tasks.clone();
        // It is carried through, also where whoever sends it goes away meanwhile.
        let handed_in = tokio::task::spawn_blocking(move || self.hand_over(&tasks, &intake, place, purpose));
        let waiting = handed_in.await.map_err(|_| Refusal::Broken.problem())??;
        Ok(match waiting {
            Some(waiting) => waiting.await.ok(),
            None => None,
        })
    }

    fn hand_over(
        self,
        tasks: &TaskQueue,
        intake: &Arc<Intake>,
        place: Place,
        purpose: Purpose,
    ) -> Result<Option<oneshot::Receiver<Answered>>, WireProblem> {
        let sent = Sent {
            feed: &self.feed,
            name: self.name.as_deref(),
            place: None,
            account: &self.account.id,
            key: &self.keyed.key,
            content_type: self.content_type.as_deref(),
            bytes: &self.bytes,
            received: self.received,
        };
        let read = intake.read(&sent, &speaker(&self.account)).map_err(|fault| fault.problem())?;
        if purpose == Purpose::Foresee {
            return Ok(tasks.hand_in(Task::Foresee(Box::new(read.reading)), place));
        }
        let path = intake.path_within(&read.path);
        let ReadReport { reading, path: place_of_file, bytes, program } = read;
        let file = tasks.kept.keep(&place_of_file, bytes).map_err(|error| not_kept(&error, path.clone()))?;
        let Keyed { account, key, content } = self.keyed;
        let sender = sender(&self.account, self.reference);
        let hand_in = HandIn { account, key, content, path, sender };
        let read = ReadReport { reading, path: place_of_file.clone(), bytes: Vec::new(), program };
        let waiting = tasks.hand_in(Task::Report(Box::new(ReportTask { read, file, hand_in })), place);
        if waiting.is_none() {
            tasks.kept.settle(&place_of_file);
        }
        Ok(waiting)
    }
}

/// By which something that an account hands in can be spoken of.
pub(super) fn reference(account: &str, key: &str) -> String {
    words::proposal::reference(&preconditions::content(&[account.as_bytes(), key.as_bytes()]))
}

/// Who an account is, for a copy of what it hands in.
fn sender(account: &Account, reference: String) -> Sender {
    let bodies = account.bodies.iter().map(|body| BodyId::new(body.as_str())).collect();
    Sender { name: account.name.clone(), bodies, reference }
}

/// For whom an account may report.
pub(super) fn speaker(account: &Account) -> Speaker {
    if account.role.is_of_bodies() {
        Speaker::Bodies(account.bodies.iter().map(|body| BodyId::new(body.as_str())).collect())
    } else {
        Speaker::Everybody
    }
}

fn not_kept(error: &KeepError, path: String) -> WireProblem {
    match error {
        KeepError::NameTaken => IntakeFault::NameTaken { path }.problem(),
        KeepError::Unavailable(error) if error.kind() == std::io::ErrorKind::NotFound => WireProblem {
            status: 409,
            code: "no-folder",
            title: "The feed has no folder",
            detail: format!("{path} cannot be written, since its folder is not there."),
            help: Some(
                "ask the people who look after the project to make the folder that the feed names".to_owned(),
            ),
        },
        KeepError::Unavailable(error) => {
            tracing::error!(%error, path, "a report cannot be kept");
            WireProblem {
                status: 503,
                code: "not-kept",
                title: "The report cannot be kept",
                detail: format!("{path} cannot be written."),
                help: Some("try again later; the log of the service says more".to_owned()),
            }
        }
    }
}
