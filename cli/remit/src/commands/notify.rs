//! `remit notify test`: one marked trial message through one notifier.

use app::connect::{self, Print};
use app::project::{self, Project};
use jiff::Timestamp;
use ledger::entry::Message;
use ledger::request::request_id;
use words::notice::{self, Notice};
use words::question;

use super::said;
use crate::args::NotifyTestArgs;
use crate::exit::Exit;

/// The kind of a message that is sent to see whether it arrives.
const TRIAL: &str = "notifier.test";

/// Sends one message and says what came back. Nothing is written down.
pub(super) fn test(args: &NotifyTestArgs) -> anyhow::Result<Exit> {
    let (dir, name) = args.question();
    let now = Timestamp::now();
    let (project, faults) = project::load_agreed(&mut project::compiler(), &dir, now)?;
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let notifiers = notifiers(&project);
    said::diagnose(&notifiers.faults);
    let names = notifiers.names();
    let Some(notifier) = notifiers.all.iter().find(|notifier| notifier.id() == name) else {
        said::complain(&question::no_notifier(name, &names));
        return Ok(Exit::Unusable);
    };
    match notifier.send(&trial(&project, name, now)) {
        Ok(()) => {
            said::answer(&format!("The notifier `{name}` took the trial message.\n"))?;
            Ok(Exit::Quiet)
        }
        Err(error) => {
            said::complain(&format!("the notifier `{name}` did not take the trial message: {error}"));
            Ok(Exit::Unusable)
        }
    }
}

fn notifiers(project: &Project) -> connect::Notifiers {
    connect::notifiers(&project.settings, &project.sources.project, &project.dir, Print::ToOutput)
}

fn trial(project: &Project, name: &str, at: Timestamp) -> Message {
    let Notice { subject, text } = notice::trial(&project.title, name);
    let id = request_id(at, std::process::id(), &[name]);
    let json = serde_json::json!({ "notifier": name, "test": true }).to_string();
    Message { id, at, kind: TRIAL.to_owned(), subject, text, json }
}
