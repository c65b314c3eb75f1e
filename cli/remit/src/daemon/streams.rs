//! Streams of messages as feeds: each message is handed in as a report, in order, and acknowledged once it is on disk and taken in.

use std::path::Path;
use std::sync::Arc;

use app::intake::{HandIn, Intake, KeepError, ReadReport, Sender, Sent, Speaker};
use jiff::Timestamp;
use plugins::files::{sync_names, write_new};
use plugins::streams::{Inlet, StreamMessage, StreamSettings};
use service::{Answered, Report, Task, TaskQueue, Waiting};

/// The streams that are followed.
#[derive(Default)]
pub(super) struct Streams(pub(super) Vec<(StreamSettings, Inlet)>);

/// Where a message is on its way.
enum Way {
    /// It was handed in, and is answered once it is taken in.
    HandedIn(Waiting),
    /// It lies in the folder of its feed, which says what is wrong with it.
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
    let (mut ways, mut why) = (Vec::new(), None);
    for message in messages {
        let sequence = message.sequence;
        match hand_in(tasks, &intake, dir, settings, message) {
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

/// Keeps a message as a file of its feed, and hands it in.
fn hand_in(
    tasks: &TaskQueue,
    intake: &Arc<Intake>,
    dir: &Path,
    settings: &StreamSettings,
    message: StreamMessage,
) -> Result<Way, String> {
    let StreamMessage { key, content_type, bytes, .. } = message;
    let account = format!("nats/{}", settings.stream);
    let sent = Sent {
        feed: settings.feed.as_str(),
        name: None,
        account: &account,
        key: &key,
        content_type: content_type.as_deref(),
        bytes: &bytes,
        received: Timestamp::now(),
    };
    let path = intake.place(&sent).map_err(|fault| fault.to_string())?;
    let folder = path.parent().unwrap_or(dir);
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let Ok(read) = intake.read(&sent, &Speaker::Everybody) else { return lay(&path, &bytes) };
    match tasks.kept.keep(&read.path, &read.bytes) {
        Ok(()) => {}
        Err(KeepError::NameTaken) => {
            tracing::warn!(feed = %settings.feed, key, "a message with other content came under this name before; it is left out");
            return Ok(Way::Laid);
        }
        Err(error) => return Err(format!("{}: {error}", path.display())),
    }
    let sender = Sender { name: account.clone(), bodies: [].into(), reference: String::new() };
    let named = intake.path_within(&read.path);
    let content = read.reading.file.hash.clone();
    let hand_in = HandIn { account, key, content, path: named, sender };
    let report = Report { read: ReadReport { bytes: Vec::new(), ..read }, hand_in };
    let waiting = tasks.leave(Task::Report(Box::new(report)));
    waiting
        .map(Way::HandedIn)
        .ok_or_else(|| "too much waits already, or the service is about to stop".to_owned())
}

/// Lays a message that cannot be used into the folder of its feed, where people are told of it as of any other file.
fn lay(path: &Path, bytes: &[u8]) -> Result<Way, String> {
    match write_new(path, bytes, |_| {}) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(format!("{}: {error}", path.display())),
    }
    path.parent().map_or(Ok(()), sync_names).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(Way::Laid)
}

/// Waits until a message is taken in.
fn arrived(settings: &StreamSettings, sequence: u64, way: Way) -> Result<(), String> {
    let Way::HandedIn(waiting) = way else { return Ok(()) };
    match waiting.wait() {
        Some(Answered::Unwritten) => Err("the ledger cannot be written".to_owned()),
        None => Err("the service is about to stop".to_owned()),
        Some(Answered::Refused(problem)) => {
            tracing::warn!(feed = %settings.feed, sequence, "a message is not taken in: {}", problem.detail);
            Ok(())
        }
        Some(_) => Ok(()),
    }
}
