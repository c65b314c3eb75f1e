//! The steps from a change that waits to a signature on the ledger.

use anyhow::{anyhow, bail};
use app::approvals::ApprovalError;
use jiff::Timestamp;
use jiff::civil::Date;
use ledger::entry::Signed;
use plugins::stores::LedgerPlace;
use rules::compile::Waiting;
use words::english;

use super::super::said;
use super::choose::choose;
use super::draft::draft;
use super::effect::effect;
use super::hand_in::hand_in;
use super::sign::{KeyFile, confirm, read_in, write_out};
use crate::args::ApproveArgs;
use crate::exit::Exit;
use crate::render::{Ink, changes};
use app::agreed::Agreed;
use app::project::{self, Project};
use app::wire::WireWaiting;

/// Shows a change, has it signed, and hands the signature in.
pub(in crate::commands) fn approve(args: &ApproveArgs) -> anyhow::Result<Exit> {
    check_args(args)?;
    let ledger = match project::ledger_place(&args.dir) {
        Ok(ledger) => ledger,
        Err(faults) => {
            said::diagnose(&faults);
            return Ok(Exit::Unusable);
        }
    };
    let (agreed, now) = (Agreed::at(&ledger)?, Timestamp::now());
    let Some(in_force) = agreed.in_force(now) else {
        bail!(
            "nothing is in force yet, so nothing waits; `remit run {}` puts what is written in force",
            args.dir.display()
        );
    };
    let (project, faults) = project::load(&args.dir, Some(in_force));
    said::diagnose(&faults);
    let Some(project) = project else { return Ok(Exit::Unusable) };
    let waiting = choose(&project.waiting, &args.revision, args.mission.as_deref())?;
    let signed = match (&args.statement, &args.signature) {
        (Some(statement), Some(signature)) => Some(read_in(statement, signature)?),
        _ => sign(args, &project, &ledger, waiting, now)?,
    };
    signed.map_or(Ok(Exit::Quiet), |signed| hand_in(&args.dir, &ledger, signed))
}

/// What is asked of a service needs less.
fn check_args(args: &ApproveArgs) -> anyhow::Result<()> {
    if args.refuse {
        bail!("a change of the texts is refused by changing them back; `--refuse` takes a service");
    }
    if args.key.is_none() && args.statement.is_none() {
        bail!(
            "a change is signed with a key: say which with `--key FILE`, or write the statement out with `--statement FILE`"
        );
    }
    if args.key.is_none() && args.signature.is_none() && args.name.is_none() {
        bail!("say with `--name` who will sign the statement");
    }
    if args.reason.is_none() && args.signature.is_none() {
        bail!("say with `--reason` why the change is right");
    }
    Ok(())
}

/// Shows a change and has it signed; none where it is to be signed elsewhere, or not at all.
fn sign(
    args: &ApproveArgs,
    project: &Project,
    ledger: &LedgerPlace,
    waiting: &Waiting,
    now: Timestamp,
) -> anyhow::Result<Option<Signed>> {
    let today = project.program.calendar.day(now);
    let key = args.key.as_deref().map(KeyFile::read).transpose()?;
    let name = match &key {
        Some(key) => name_of(&key.public(), waiting, today)?,
        None => known(args.name.as_deref().unwrap_or_default(), waiting)?,
    };
    let effect = effect(project, ledger, waiting, now)?;
    let statement = draft(args, waiting, effect.summary.clone(), &name, now, today)?;
    if let Some(key) = &key {
        check_first(&key.public(), &name, waiting, statement.starts)?;
    }
    let statement = statement.text();
    show(waiting, &effect.account, today)?;
    said::answer(&format!("{}\n{statement}\n", Ink::Title.paint("The statement")))?;
    let Some(key) = key else {
        let command = format!("remit approve {} {}", args.dir.display(), args.revision);
        let file = args.statement.as_deref().expect("without a key there is a file to write");
        write_out(&statement, file, &command)?;
        return Ok(None);
    };
    if !args.yes && !confirm()? {
        said::answer("Nothing is signed.\n")?;
        return Ok(None);
    }
    let signature = key.open()?.sign(&statement)?;
    Ok(Some(Signed { statement, signature }))
}

/// The person whose key this is.
fn name_of(key: &str, waiting: &Waiting, today: Date) -> anyhow::Result<String> {
    let Some(approver) = waiting.approver(key) else {
        bail!("this is not the key of an approver in force of `{}`; {}", waiting.mission, approvers(waiting));
    };
    if !approver.may_sign_on(today) {
        bail!("{} may not sign on {}, says the revision in force", approver.name, english::date(today));
    }
    Ok(approver.name.to_string())
}

/// Nobody is asked to sign what cannot count.
fn check_first(key: &str, name: &str, waiting: &Waiting, starts: Option<Date>) -> anyhow::Result<()> {
    if waiting.signed.iter().any(|approval| approval.key == key && approval.starts == starts) {
        bail!("{}", ApprovalError::SignedAlready { name: name.to_owned() });
    }
    Ok(())
}

/// The person with this name.
fn known(name: &str, waiting: &Waiting) -> anyhow::Result<String> {
    let found = waiting.approvers.iter().find(|approver| &*approver.name == name);
    let found = found.map(|approver| approver.name.to_string());
    found.ok_or_else(|| {
        anyhow!("`{name}` is not an approver in force of `{}`; {}", waiting.mission, approvers(waiting))
    })
}

fn approvers(waiting: &Waiting) -> String {
    let names: Vec<&str> = waiting.approvers.iter().map(|approver| &*approver.name).collect();
    format!("these may sign: {}", english::list(&names))
}

fn show(waiting: &Waiting, account: &str, today: Date) -> anyhow::Result<()> {
    let wire = WireWaiting::new(waiting, today);
    let title = Ink::Title.paint(format!("{}: {}", wire.title, wire.facts().headline()));
    said::answer(&format!("{title}\n{}\n\n{}\n{account}\n", wire.facts().standing(), changes(waiting).text))
}
