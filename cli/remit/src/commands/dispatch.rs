//! From the command line to the command that it asks for.

use std::path::Path;
use std::process::ExitCode;

use app::project::keep_ledger_in;
use clap::Parser as _;
use plugins::service_client::ServiceClient;
use plugins::stores::AddressError;
use tracing_subscriber::EnvFilter;

use super::advice::advice;
use super::{
    account, approvals, approve, check, completions, definitions, docs, dry, due, elsewhere, explain, init,
    ledger, lint, look, matrix, notify, notify_preview, plugin, prove, receipt, register, repl, replay,
    respond, routes, run, said, schemas, serve, silence, test, token, verify, what_if,
};
use crate::args::{
    AccountCommand, Args, Command, LedgerCommand, NotifyCommand, PluginCommand, RoutesCommand,
    SilenceCommand, TestArgs, TokenCommand,
};
use crate::exit::Exit;

/// Runs the command that the command line asks for.
pub fn main() -> ExitCode {
    let args = Args::parse();
    start_log(&args.command);
    let kept = keep_store(&args.command).map_err(anyhow::Error::from);
    let exit = kept.and_then(|()| match args.command {
        Command::Init(args) => init::init(&args),
        Command::Check { dir, explain_cost: true, .. } => check::check_costs(&dir),
        Command::Check { dir, against, format, .. } => check::check(&dir, against.as_deref(), format),
        Command::Lint(args) => lint::lint(&args),
        Command::Run(args) => match (service(&args.dir), args.as_of) {
            (Some(service), _) => elsewhere::run(service, &args),
            (None, _) if args.dry => dry::dry(&args),
            (None, None) => run::run(&args),
            (None, Some(day)) => run::run_as_of(&args, day),
        },
        Command::Due(args) => match service(&args.dir) {
            Some(service) => elsewhere::due(service, &args),
            None => due::due(&args),
        },
        Command::Alerts(args) => elsewhere::alerts(&args),
        Command::Report(args) => elsewhere::report(&args),
        Command::Matrix(args) => matrix::matrix_of(&args),
        Command::Serve(args) => serve::serve(&args),
        Command::Definitions { dir } => definitions::definitions(&dir),
        Command::Look(args) => look::look(&args),
        Command::Register(args) => register::register(&args),
        Command::Repl { dir, as_of } => repl::repl(&dir, as_of),
        Command::Schemas { dir } => schemas::schemas(&dir),
        Command::Replay(args) => replay::replay(&args),
        Command::WhatIf(args) => what_if::what_if_of(&args),
        Command::Test(TestArgs { dir, from: Some(alert), .. }) => test::from(&dir, &alert),
        Command::Test(args) if args.watch => test::watch(&args),
        Command::Test(args) => test::round(&args),
        Command::Explain(args) => match service(&args.question().0) {
            Some(service) => elsewhere::explain(service, &args),
            None => explain::explain(&args),
        },
        Command::Receipt(args) => receipt::receipt(&args),
        Command::Lsp => serve_editor(),
        Command::Approve(args) => match service(&args.dir) {
            Some(service) => elsewhere::decide(service, &args),
            None => approve::approve(&args),
        },
        Command::Approvals { dir, format } => approvals::approvals(&dir, format),
        Command::Respond(args) => match service(&args.matter().0) {
            Some(service) => elsewhere::respond(service, &args),
            None => respond::respond(args),
        },
        Command::Notify { command: NotifyCommand::Test(args) } => notify::test(&args),
        Command::Notify { command: NotifyCommand::Preview(args) } => notify_preview::preview(&args),
        Command::Routes { command: RoutesCommand::Test(args) } => routes::test(&args),
        Command::Silence { command } => see_to_silence(&command),
        Command::Docs(args) => docs::docs(&args),
        Command::Plugin { command } => run_plugin(&command),
        Command::Account { command } => see_to_account(&command),
        Command::Token { command } => see_to_token(&command),
        Command::Verify(args) => verify::verify(&args),
        Command::Prove(args) => prove::prove(&args),
        Command::Ledger { command } => see_to_ledger(&command),
        Command::AlertNames { dir, of } => completions::alert_names(&dir, of),
        Command::Completions { shell } => completions::completions(shell),
    });
    exit.unwrap_or_else(|error| {
        said::complain(&format!("{error:#}"));
        if let Some(advice) = advice(&error) {
            said::remark(&format!("  help: {advice}"));
        }
        Exit::Unusable
    })
    .into()
}

/// The service that is meant where the name of a folder could stand.
fn service(dir: &Path) -> Option<&str> {
    dir.to_str().filter(|dir| ServiceClient::is_address(dir))
}

fn serve_editor() -> anyhow::Result<Exit> {
    Ok(match lsp::serve()? {
        lsp::Ending::Shutdown => Exit::Quiet,
        lsp::Ending::Abandoned => Exit::Abandoned,
    })
}

fn run_plugin(command: &PluginCommand) -> anyhow::Result<Exit> {
    match command {
        PluginCommand::New { kind, folder } => plugin::new(*kind, folder),
        PluginCommand::Check { dir, name } => plugin::check(dir, name.as_deref()),
        PluginCommand::Test { dir, name } => plugin::test(dir, name.as_deref()),
        PluginCommand::Docs { dir, name } => plugin::docs(dir, name.as_deref()),
    }
}

fn see_to_account(command: &AccountCommand) -> anyhow::Result<Exit> {
    match command {
        AccountCommand::Add(args) => account::add(args),
        AccountCommand::List { dir, format } => account::list(dir, *format),
        AccountCommand::Remove { dir, name } => account::remove(dir, name),
    }
}

fn see_to_silence(command: &SilenceCommand) -> anyhow::Result<Exit> {
    match command {
        SilenceCommand::Add(args) => match service(args.matter().0) {
            Some(service) => elsewhere::silence(service, args),
            None => silence::add(args),
        },
        SilenceCommand::List { dir, token, format } => match service(dir) {
            Some(service) => elsewhere::silences(service, token, *format),
            None => silence::list(dir, *format),
        },
        SilenceCommand::End(args) => match service(&args.matter().0) {
            Some(service) => elsewhere::end_silence(service, args),
            None => silence::end(args),
        },
    }
}

fn see_to_token(command: &TokenCommand) -> anyhow::Result<Exit> {
    match command {
        TokenCommand::Add { dir, account, label } => token::add(dir, account, label),
        TokenCommand::List { dir, format } => token::list(dir, *format),
        TokenCommand::Revoke { dir, token } => token::revoke(dir, token),
    }
}

fn see_to_ledger(command: &LedgerCommand) -> anyhow::Result<Exit> {
    match command {
        LedgerCommand::Head { dir, format } => ledger::head(dir, *format),
        LedgerCommand::Verify { dir, format } => ledger::verify(dir, *format),
        LedgerCommand::Checkpoint { dir, format } => ledger::checkpoint(dir, *format),
        LedgerCommand::Key { file, name } => ledger::key(file, name),
        LedgerCommand::Copy { from, to, format } => ledger::copy(from, to, *format),
        LedgerCommand::Erase(args) => ledger::erase(args),
        LedgerCommand::Repair { dir, format } => ledger::repair(dir, *format),
        LedgerCommand::Rewind { dir, to, format } => ledger::rewind(dir, *to, *format),
    }
}

/// Keeps the ledger where the command line says.
fn keep_store(command: &Command) -> Result<(), AddressError> {
    let said = match command {
        Command::Run(args) => &args.store.store,
        Command::Serve(args) => &args.store.store,
        _ => &None,
    };
    said.as_deref().map_or(Ok(()), keep_ledger_in)
}

/// Logs go to standard error: what `serve` does is worth telling, of the other commands only what went wrong.
fn start_log(command: &Command) {
    let level = if matches!(command, Command::Serve(_)) { "info" } else { "warn" };
    let filter = EnvFilter::try_from_env("REMIT_LOG").unwrap_or_else(|_| EnvFilter::new(level));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_target(false)
        .with_writer(|| said::LogLines)
        .init();
}
