//! `remit silence`: that nobody is told of some alerts for a time, which of that is known, and that it ends.

use std::path::Path;

use app::project;
use app::recorder::Follower;
use app::wire::WireSilence;
use jiff::Timestamp;
use ledger::request::{EndSilence, Request, Silence, request_id};
use ledger::silences::{KnownSilence, Phase};
use words::silence as say;

use super::respond::hand_in;
use super::said;
use crate::args::{Format, SilenceArgs, SilenceEndArgs};
use crate::exit::Exit;

/// So many that are over are listed, the newest.
const MOST_OVER: usize = 10;

/// Asks for one.
pub(super) fn add(args: &SilenceArgs) -> anyhow::Result<Exit> {
    let (dir, matchers) = args.matter();
    let Some(by) = args.by.clone() else {
        said::complain(say::NAME_WANTED);
        return Ok(Exit::Unusable);
    };
    let at = Timestamp::now();
    let all = matchers.join(" ");
    let id = request_id(at, std::process::id(), &["silence", &all, &by, &args.reason]);
    let (matchers, from, until, reason) = (matchers.to_vec(), args.from, args.until, args.reason.clone());
    hand_in(dir, &Request::Silence(Silence { id, at, matchers, from, until, by, reason }))
}

/// Ends one.
pub(super) fn end(args: &SilenceEndArgs) -> anyhow::Result<Exit> {
    let (dir, silence) = args.matter();
    let Some(by) = args.by.clone() else {
        said::complain(say::NAME_WANTED);
        return Ok(Exit::Unusable);
    };
    let at = Timestamp::now();
    let id = request_id(at, std::process::id(), &["end silence", silence, &by]);
    let (silence, reason) = (silence.to_owned(), args.reason.clone().unwrap_or_default());
    hand_in(&dir, &Request::EndSilence(EndSilence { id, at, silence, by, reason }))
}

/// Lists those that are known. Writes nothing.
pub(super) fn list(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let ledger = match project::ledger_place(dir) {
        Ok(ledger) => ledger,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let follower = Follower::open(&ledger, project::compiler())?;
    let now = Timestamp::now();
    let known: Vec<&KnownSilence> = follower.iter().flat_map(|follower| listed(follower, now)).collect();
    if format == Format::Json {
        let silences: Vec<WireSilence> = known.iter().map(|known| WireSilence::of(known, now)).collect();
        said::answer_json(&serde_json::to_string_pretty(&serde_json::json!({ "silences": silences }))?)?;
        return Ok(Exit::Quiet);
    }
    let in_force = known.iter().filter(|known| known.phase(now) == Phase::InForce).count();
    let mut told = vec![say::heading(in_force)];
    if let Some(program) = follower.as_ref().and_then(|follower| follower.engine().program()) {
        told.extend(known.iter().map(|known| say::listed(known, now, &program.calendar)));
    }
    said::answer(&format!("{}\n", told.join("\n")))?;
    Ok(Exit::Quiet)
}

/// Those that are open, the one that ends first in front, and the newest of those that are over.
fn listed(follower: &Follower, now: Timestamp) -> Vec<&KnownSilence> {
    let mut open: Vec<&KnownSilence> = follower.silences().open(now).collect();
    open.sort_by_key(|known| known.silence.until);
    let over = follower.silences().all().rev().filter(|known| known.phase(now) == Phase::Over);
    open.into_iter().chain(over.take(MOST_OVER)).collect()
}
