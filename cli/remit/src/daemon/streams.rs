//! Streams of messages as feeds: each message is handed in as a report, in order, and acknowledged once it is on disk and taken in.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use app::intake::{HandIn, Intake, ReadReport, Sender, Sent, Speaker};
use jiff::Timestamp;
use plugins::files::{sync_names, write_new};
use plugins::stores::FeedLog;
use plugins::streams::{Inlet, StreamMessage, StreamSettings};
use service::{Answered, Keyed, ReportTask, Task, TaskQueue, UnusableFile, Waiting};

const UNWRITTEN: &str = "the ledger cannot be written";
const BUSY: &str = "too much waits already, or the service is about to stop";

/// The streams that are followed.
#[derive(Default)]
pub(super) struct Streams(pub(super) Vec<(StreamSettings, Inlet)>);

/// Where a message is on its way.
enum Way {
    /// It was handed in, and is answered once it is taken in.
    HandedIn(Waiting),
    /// It lies in the folder of its feed, which says what is wrong with it; or it came before.
    Laid,
}

/// Takes messages in, in order; how many, from the first on, and why not more.
pub(super) fn take_in(
    tasks: &TaskQueue,
    dir: &Path,
    settings: &StreamSettings,
    messages: Vec<StreamMessage>,
) -> (usize, Option<String>) {
    let Some(intake) = tasks.intake() else { return (0, Some("no program is in force yet".to_owned())) };
    let account = format!("nats/{}", settings.stream);
    let asked: Vec<Option<Waiting>> = messages.iter().map(|one| ask(tasks, &account, one)).collect();
    let (mut ways, mut why, mut keys) = (Vec::new(), None, HashSet::new());
    for (message, asked) in messages.into_iter().zip(asked) {
        // What may be the same as one before is looked at once that is known.
        if !keys.insert(message.key.clone()) {
            break;
        }
        let sequence = message.sequence;
        let way = match is_known(settings, sequence, asked) {
            Ok(true) => Ok(Way::Laid),
            Ok(false) => hand_in(tasks, &intake, dir, (settings, &account), message),
            Err(reason) => Err(reason),
        };
        match way {
            Ok(way) => ways.push((sequence, way)),
            Err(reason) => {
                why = Some(reason);
                break;
            }
        }
    }
    let mut taken = 0;
    for (sequence, way) in ways {
        if let Err(reason) = arrived(settings, sequence, way) {
            return (taken, Some(reason));
        }
        taken += 1;
    }
    (taken, why)
}

/// Asks whether a message was taken in before.
fn ask(tasks: &TaskQueue, account: &str, message: &StreamMessage) -> Option<Waiting> {
    let (account, key, content) = (account.to_owned(), message.key.clone(), message.content.clone());
    tasks.leave(Task::Known(Keyed { account, key, content }))
}

/// Whether a message was taken in before, or another one under its id.
fn is_known(settings: &StreamSettings, sequence: u64, asked: Option<Waiting>) -> Result<bool, String> {
    match asked.and_then(Waiting::wait) {
        Some(Answered::Unknown) => Ok(false),
        Some(Answered::Before { .. }) => Ok(true),
        Some(Answered::Refused(_)) => {
            tracing::warn!(
                feed = %settings.feed, sequence,
                "another message was taken in under the id of this one, which is left out"
            );
            Ok(true)
        }
        Some(Answered::Unwritten) => Err(UNWRITTEN.to_owned()),
        Some(_) | None => Err(BUSY.to_owned()),
    }
}

/// Keeps a message as a file of its feed, and hands it in.
fn hand_in(
    tasks: &TaskQueue,
    intake: &Arc<Intake>,
    dir: &Path,
    (settings, account): (&StreamSettings, &str),
    message: StreamMessage,
) -> Result<Way, String> {
    let StreamMessage { key, sequence, content_type, bytes, content } = message;
    let sent = Sent {
        feed: settings.feed.as_str(),
        name: None,
        place: Some(sequence),
        account,
        key: &key,
        content_type: content_type.as_deref(),
        bytes: &bytes,
        received: Timestamp::now(),
    };
    let path = intake.place(&sent).map_err(|fault| fault.to_string())?;
    let folder = path.parent().unwrap_or(dir);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut claimed = None;
    let task = match intake.read(&sent, &Speaker::Everybody) {
        Err(_) if tasks.kept.log() == FeedLog::None => return lay(&path, &bytes).map(|()| Way::Laid),
        Err(_) => {
            let named = intake.path_within(&path);
            Task::Unusable(Box::new(UnusableFile { place: path, path: named, bytes: bytes.into() }))
        }
        Ok(ReadReport { reading, path, bytes, program }) => {
            let file =
                tasks.kept.keep(&path, bytes).map_err(|error| format!("{}: {error}", path.display()))?;
            claimed = file.as_ref().map(|_| path.clone());
            let sender = Sender { name: account.to_owned(), bodies: [].into(), reference: String::new() };
            let (named, account) = (intake.path_within(&path), account.to_owned());
            let hand_in = HandIn { account, key, content, path: named, sender };
            let read = ReadReport { reading, path, bytes: Vec::new(), program };
            Task::Report(Box::new(ReportTask { read, file, hand_in }))
        }
    };
    let waiting = tasks.leave(task);
    if let (None, Some(path)) = (&waiting, claimed) {
        tasks.kept.settle(&path);
    }
    waiting.map(Way::HandedIn).ok_or_else(|| BUSY.to_owned())
}

/// Lays a message that cannot be used into the folder of its feed, where people are told of it as of any other file.
pub(super) fn lay(path: &Path, bytes: &[u8]) -> Result<(), String> {
    let laid = match write_new(path, bytes, |_| {}) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        written => written,
    };
    let laid = laid.and_then(|()| path.parent().map_or(Ok(()), sync_names));
    laid.map_err(|error| format!("{}: {error}", path.display()))
}

/// Waits until a message is taken in.
fn arrived(settings: &StreamSettings, sequence: u64, way: Way) -> Result<(), String> {
    let Way::HandedIn(waiting) = way else { return Ok(()) };
    match waiting.wait() {
        Some(Answered::Unwritten) => Err(UNWRITTEN.to_owned()),
        None => Err(BUSY.to_owned()),
        Some(Answered::Refused(problem)) => {
            tracing::warn!(feed = %settings.feed, sequence, "a message is not taken in: {}", problem.detail);
            Ok(())
        }
        Some(_) => Ok(()),
    }
}
