//! The commands. The texts here are the program's manual.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;

use super::account::{AccountCommand, TokenCommand};
use super::approve::ApproveArgs;
use super::docs::DocsArgs;
use super::due::DueArgs;
use super::elsewhere::{AlertsArgs, ReportArgs};
use super::explain::ExplainArgs;
use super::format::Format;
use super::init::InitArgs;
use super::ledger::LedgerCommand;
use super::lint::LintArgs;
use super::look::LookArgs;
use super::matrix::MatrixArgs;
use super::notify::NotifyCommand;
use super::plugin::PluginCommand;
use super::receipt::ReceiptArgs;
use super::register::RegisterArgs;
use super::replay::ReplayArgs;
use super::response::ResponseArgs;
use super::routes::RoutesCommand;
use super::run::RunArgs;
use super::serve::ServeArgs;
use super::silence::SilenceCommand;
use super::test::TestArgs;
use super::value::parse_day;
use super::verify::{ProveArgs, VerifyArgs};
use super::what_if::WhatIfArgs;

const AFTER_HELP: &str = "\
Exit codes:
  0  done, and no alert is firing
  1  done, and an alert about a breach is firing (see `run --fail-on`) or a rule test failed
     For `ledger verify`: the ledger is not sound
     For `verify`: something does not follow, or is not what was signed
  2  the project or a data file could not be used; Remit evaluated what it could.
     For `respond`: the response was refused
  `lsp` exits with 0 after a shutdown request, and with 1 if the editor left without one

First steps:
  remit init my-mission             write a small working project
  remit init --packs                list the packs that a project can start from
  remit check my-mission            compile it and list every fault
  remit test my-mission             play its rule tests
  remit run my-mission              read the feeds once and show how things stand
  remit due my-mission              say who owes which report, by when, and whom to ring first
  remit explain my-mission ALERT    explain an alert and what would have prevented it
  remit respond my-mission ALERT accept --by NAME
                                    respond to the alert
  remit serve my-mission            keep running, watch the feeds and send alerts

Without a folder, a command uses the current one.

Logs go to standard error. REMIT_LOG=debug shows more.";

/// Of what names are asked for, where words are completed.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum NamesOf {
    Alerts,
    Missions,
    Bodies,
}

/// Holds government missions to account: says which joined-up obligation is missed, by whom, since when and on what evidence.
#[derive(Parser, Debug)]
#[command(name = "remit", version, after_help = AFTER_HELP, max_term_width = 100)]
pub struct Args {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Write a small working project into a new folder.
    ///
    /// With `--pack` it is a mission on published figures, with its register, feeds, rules and tests.
    #[command(override_usage = "remit init [--pack <PACK>] <DIR>\n       remit init --packs")]
    Init(InitArgs),
    /// Compile a project and list every fault. Writes nothing, and reads no feeds without `--against`.
    Check {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Say as well which verdicts of ended periods these texts would change, over what is in force by a ledger or in another
        /// folder. The project's own folder means what is in force by its ledger.
        #[arg(long, value_name = "LEDGER|FOLDER")]
        against: Option<PathBuf>,
        /// Say as well what each rule costs: of how many steps it is made, or why it takes the interpreter, which is several times as slow.
        #[arg(long, conflicts_with_all = ["against", "format"])]
        explain_cost: bool,
        /// How to write the faults.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Say what is weak about what is declared: warm words, outcomes that nobody owes, duties that one carries alone. Writes nothing.
    ///
    /// Looks at texts and not at figures. The project's own lints lie in `lints/*.rhai`. The exit code is 1 where a lint finds something that `--fail-on` names.
    Lint(LintArgs),
    /// Run the project's rule tests in `tests/*.toml` on all cores. Reads no feeds and no ledger.
    ///
    /// The exit code is 0 if all tests pass, 1 if one fails, and 2 if the project or a test file could not be used.
    Test(TestArgs),
    /// Read the feeds once, evaluate, and show how things stand.
    ///
    /// The answer fits on a screen: the worst is named and the rest counted. `--all` shows everything.
    Run(RunArgs),
    /// Say which reports are due, from whom, what is late, whom that holds up, and whom to ring first. Writes nothing.
    ///
    /// Worst first: what is late and holds others up, then what is late, then what is due soonest. Nobody is asked for what was not
    /// theirs, is waived or waits for others.
    Due(DueArgs),
    /// List the alerts that are open at a service, the gravest first. Writes nothing.
    Alerts(AlertsArgs),
    /// Hand a report in at a service, and say what became of each row.
    ///
    /// The same file handed in again counts once.
    Report(ReportArgs),
    /// Show what each body owes for each outcome, how that stands, and where a body that a mission names owes nothing. Writes nothing.
    ///
    /// With `--body`, what one body owes, is owed, is waited on for and is asked for more than once.
    Matrix(MatrixArgs),
    /// Keep running: watch feeds, missions and rules, evaluate what arrives, send alerts, and show how things stand on pages.
    ///
    /// Stops cleanly on SIGTERM or Ctrl-C. After a crash it continues from the ledger.
    Serve(ServeArgs),
    /// Explain an alert, an obligation or a contribution. Writes nothing to the project.
    ///
    /// Shows what is wrong, why, what would have to be different, what has changed, the evidence, who is waiting for whom, and
    /// what to do next.
    #[command(override_usage = "remit explain [OPTIONS] [DIR] ALERT [PERIOD]")]
    Explain(ExplainArgs),
    /// Show the newest receipt of a file once more: what was taken, revised and set aside, and which verdicts that turned. Writes nothing.
    #[command(override_usage = "remit receipt [OPTIONS] [DIR] FILE")]
    Receipt(ReceiptArgs),
    /// Write the words of the rule language for editors, as `definitions/remit.d.rhai`.
    ///
    /// Editors that know Rhai use this file to complete and explain words. It is not a rule and has no effect.
    Definitions {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Respond to an alert: accept, explain or dispute it, or extend or waive the obligation.
    ///
    /// The response is recorded at once, by the service if it is running. `explain` shows the responses in effect.
    #[command(override_usage = "remit respond [OPTIONS] --by <NAME> [DIR] ALERT KIND")]
    Respond(ResponseArgs),
    /// Try out parts of rules on the current figures. Writes nothing to the ledger.
    ///
    /// `my` is one part of an obligation in one period. You can also pipe lines in.
    Repl {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// Use the end of another day, such as 2024-08-31, with what was known then.
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        as_of: Option<Date>,
    },
    /// Look at files that no feed reads yet, and propose a feed for each. Writes nothing.
    ///
    /// Says where the table is, what its columns may be, which bodies it names and what it does not say; then reads the file with the very feed that it proposes.
    Look(LookArgs),
    /// Print rows for bodies.csv: the organisations that the files of a feed name and the register lacks.
    ///
    /// What is known of each is said on standard error: its name, the periods of its rows, and whom of the register it may be.
    /// Nothing is matched.
    Register(RegisterArgs),
    /// Write JSON Schemas of the project's TOML files for editors, into `schemas`.
    ///
    /// Editors complete and check files whose first line names a schema, such as `#:schema ./schemas/remit.json`.
    Schemas {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Judge the whole recorded history again under the current rules, or compare two versions of the rules.
    ///
    /// Writes only what it needs to continue after it was stopped. The exit code is 0 whatever it finds, and 2 if
    /// something could not be used.
    Replay(ReplayArgs),
    /// Say what would become of verdicts and alerts if a pot of money ended, a body closed, a report were missed or a target moved.
    /// Writes nothing.
    ///
    /// Several can be supposed at once. The exit code is 0 whatever it finds, and 2 if something could not be used.
    #[command(name = "what-if", override_usage = "remit what-if [OPTIONS] [DIR] --end RELATION --on DATE ..")]
    WhatIf(WhatIfArgs),
    /// Run the language server for editors, over standard input and output: faults, completion and hover.
    ///
    /// The editor starts it. See docs/editors.md for how to set one up.
    Lsp,
    /// Try out notifiers.
    Notify {
        /// What to do.
        #[command(subcommand)]
        command: NotifyCommand,
    },
    /// Try out which messages go through which notifiers.
    Routes {
        /// What to do.
        #[command(subcommand)]
        command: RoutesCommand,
    },
    /// Tell nobody of some alerts for a time, list such silences, and end one.
    Silence {
        /// What to do.
        #[command(subcommand)]
        command: SilenceCommand,
    },
    /// Sign a change that is waiting for approval. Two different approvers must sign, with their SSH keys.
    Approve(ApproveArgs),
    /// List the changes that are waiting for approval, and who has signed what. Writes nothing.
    Approvals {
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write the catalogue: who owes what, measures, rules and verdicts, as pages that need no server.
    ///
    /// With `--pack`, one printable page for a board: what is wrong in a mission, with figures, replies and what is due next.
    Docs(DocsArgs),
    /// Make, check, test and describe plugins: readers, notifiers, hooks and libraries written in Rhai.
    Plugin {
        /// What to do.
        #[command(subcommand)]
        command: PluginCommand,
    },
    /// Say who is known to the service: make, list and erase accounts.
    Account {
        /// What to do.
        #[command(subcommand)]
        command: AccountCommand,
    },
    /// Make, list and revoke tokens, by which programs say for whom they ask.
    Token {
        /// What to do.
        #[command(subcommand)]
        command: TokenCommand,
    },
    /// Work a ledger out again, and name the first entry that does not follow from those before it. Writes nothing without `--cosign`.
    ///
    /// Alerts and verdicts on record must follow from what was known, signatures must be of whom they are said to be, and the ledger must be what was signed in its checkpoints.
    /// Of a file that `remit prove` wrote, the same without anything else, and then the explanation. The exit code is 0 if all of it follows, and 1 if not.
    #[command(override_usage = "remit verify [OPTIONS] [DIR|FILE]")]
    Verify(VerifyArgs),
    /// Write one file that holds what an accusation rests on, for somebody who trusts nobody here. Writes nothing else.
    ///
    /// It holds the complete log up to a checkpoint with its texts, and `remit verify FILE` works all of it out again. What has no bearing on any judgement, such as messages about
    /// other matters, is withheld and leaves its hash.
    #[command(override_usage = "remit prove [OPTIONS] --out <FILE> [DIR] ALERT")]
    Prove(ProveArgs),
    /// Look after the ledger: sign what it came to, show its head, check it, cut it back or take back what a wrong clock wrote.
    Ledger {
        /// What to do.
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Print the names of the alerts that are open, or of missions or bodies, for completion.
    #[command(hide = true)]
    AlertNames {
        /// Of what.
        #[arg(long, value_enum, default_value_t = NamesOf::Alerts)]
        of: NamesOf,
        /// The project's folder.
        #[arg(default_value = ".")]
        dir: PathBuf,
    },
    /// Print a completion script for your shell.
    ///
    /// For bash: `remit completions bash > ~/.local/share/bash-completion/completions/remit`; for zsh: `remit completions zsh > _remit`, in a folder of
    /// `$fpath`; for fish: `remit completions fish > ~/.config/fish/completions/remit.fish`. The alerts, missions and bodies of a project are completed too
    /// where one is asked for.
    Completions {
        /// The shell.
        shell: Shell,
    },
}
