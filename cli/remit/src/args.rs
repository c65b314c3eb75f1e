//! What may be written on the command line. The texts here are the program's manual.

mod plugin;
mod response;

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use jiff::civil::Date;
use regex_lite::Regex;

pub use plugin::{PluginCommand, PluginKindArg};
pub use response::{ResponseArgs, ResponseKind};

const AFTER_HELP: &str = "\
Exit codes:
  0  done, and no alert is firing
  1  done, and an alert is firing or a rule test failed
  2  the project or a data file could not be used; Remit evaluated what it could.
     For `respond`: the response was refused
  `lsp` exits with 0 after a shutdown request, and with 1 if the editor left without one

First steps:
  remit init my-mission             write a small working project
  remit check my-mission            compile it and list every fault
  remit test my-mission             play its rule tests
  remit run my-mission              read the feeds once and show how things stand
  remit explain my-mission ALERT    explain an alert and what would have prevented it
  remit respond my-mission ALERT accept --by NAME
                                    respond to the alert
  remit serve my-mission            keep running, watch the feeds and send alerts

Logs go to standard error. REMIT_LOG=debug shows more.";

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
    Init {
        /// The folder; it must be new or empty.
        dir: PathBuf,
    },
    /// Compile a project and list every fault. Reads no feeds and writes nothing.
    Check {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the faults.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Run the project's rule tests in `tests/*.toml` on all cores. Reads no feeds and no ledger.
    ///
    /// The exit code is 0 if all tests pass, 1 if one fails, and 2 if the project or a test file could not be used.
    Test(TestArgs),
    /// Read the feeds once, evaluate, and show how things stand.
    Run {
        /// The project's folder.
        dir: PathBuf,
        /// Answer for the end of another day, such as 2024-08-31, using what was known then. Writes nothing.
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        as_of: Option<Date>,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Keep running: watch feeds, missions and rules, evaluate what arrives, and send alerts.
    ///
    /// Stops cleanly on SIGTERM or Ctrl-C. After a crash it continues from the ledger.
    Serve {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Explain an alert, an obligation or a contribution. Writes nothing to the project.
    ///
    /// Shows what is wrong, why, what would have to be different, what has changed, the evidence, who is waiting for whom, and
    /// what to do next.
    Explain {
        /// The project's folder.
        dir: PathBuf,
        /// What is asked.
        #[command(flatten)]
        args: ExplainArgs,
    },
    /// Write the words of the rule language for editors, as `definitions/remit.d.rhai`.
    ///
    /// Editors that know Rhai use this file to complete and explain words. It is not a rule and has no effect.
    Definitions {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Respond to an alert: accept, explain or dispute it, or extend or waive the obligation.
    ///
    /// The response is recorded at once, by the service if it is running. `explain` shows the responses in effect.
    Respond {
        /// The project's folder.
        dir: PathBuf,
        /// What is said.
        #[command(flatten)]
        response: ResponseArgs,
    },
    /// Try out parts of rules on the current figures. Writes nothing to the ledger.
    ///
    /// `my` is one part of an obligation in one period. You can also pipe lines in.
    Repl {
        /// The project's folder.
        dir: PathBuf,
        /// Use the end of another day, such as 2024-08-31, with what was known then.
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        as_of: Option<Date>,
    },
    /// Write JSON Schemas of the project's TOML files for editors, into `schemas`.
    ///
    /// Editors complete and check files whose first line names a schema, such as `#:schema ./schemas/remit.json`.
    Schemas {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Judge the whole recorded history again under the current rules, or compare two versions of the rules.
    ///
    /// Writes only what it needs to continue after it was stopped. The exit code is 0 whatever it finds, and 2 if
    /// something could not be used.
    Replay(ReplayArgs),
    /// Run the language server for editors, over standard input and output: faults, completion and hover.
    ///
    /// The editor starts it. See docs/editors.md for how to set one up.
    Lsp,
    /// Sign a change that is waiting for approval. Two different approvers must sign, with their SSH keys.
    Approve(ApproveArgs),
    /// List the changes that are waiting for approval, and who has signed what. Writes nothing.
    Approvals {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or as one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write the catalogue: who owes what, measures, rules and verdicts, as pages that need no server.
    Docs {
        /// The project's folder.
        dir: PathBuf,
        /// The folder to write to; the default is `site` in the project. It must be new, empty, or an earlier catalogue.
        #[arg(long, value_name = "FOLDER")]
        out: Option<PathBuf>,
    },
    /// Make, check, test and describe plugins: readers, notifiers, hooks and libraries written in Rhai.
    Plugin {
        /// What to do.
        #[command(subcommand)]
        command: PluginCommand,
    },
    /// Print a completion script for your shell.
    ///
    /// For bash: `remit completions bash > ~/.local/share/bash-completion/completions/remit`.
    Completions {
        /// The shell.
        shell: Shell,
    },
}

/// What may be asked of `remit replay`.
#[derive(clap::Args, Debug)]
pub struct ReplayArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The first day to report on, such as 2023-04-01.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day to report on; without it, the day given with `--known-at`, or today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub to: Option<Date>,
    /// Ignore every report that became known after this day.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub known_at: Option<Date>,
    /// Ignore the ledger and use only the files of the feeds.
    #[arg(long)]
    pub files: bool,
    /// Compare with another version of the rules over the same history. A folder is a proposed change, and counts as the
    /// version after DIR. A revision of the project or of a mission is a past one, and counts as the version before DIR.
    #[arg(long, value_name = "REVISION|FOLDER")]
    pub against: Option<String>,
    /// Report on this mission only.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// How many cores to use; the default is all of them. The answer is the same.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Start again, even if an earlier replay stopped half-way.
    #[arg(long)]
    pub fresh: bool,
}

/// What `remit test` may be told.
#[derive(clap::Args, Debug)]
pub struct TestArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// Test files, such as tests/first.toml; the default is all files in the folder `tests`.
    pub files: Vec<PathBuf>,
    /// Play only tests whose name matches this regular expression.
    #[arg(long, value_name = "REGEX", value_parser = parse_regex)]
    pub run: Option<Regex>,
    /// Exit with 1 if no test was played.
    #[arg(long)]
    pub fail_on_empty: bool,
    /// Play them again whenever a text of the project changes, until Ctrl-C.
    #[arg(long)]
    pub watch: bool,
    /// Also list the tests that passed.
    #[arg(short, long)]
    pub verbose: bool,
    /// How many tests to play at once; the default is the number of cores.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Also write the results to a file as JUnit XML.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// What to tell of the lines and branches of rules that the tests reached.
    #[command(flatten)]
    pub coverage: CoverageArgs,
    /// How to write the results: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `explain` is asked.
#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// An alert as `run` names it, such as homelessness/duty-to-refer/mhclg, an obligation such as
    /// homelessness/duty-to-refer, or a contribution such as homelessness/duty-to-refer/probation.
    pub subject: String,
    /// The period, such as 2024-Q1 [default: the newest that is due].
    pub period: Option<String>,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show everything: every part and every earlier period in full.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, as one JSON document, or as a picture.
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub format: Picture,
    /// Write to a file instead of standard output.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// How to write an explanation.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Picture {
    /// For people.
    Text,
    /// For programs.
    Json,
    /// A picture of what depends on what.
    Svg,
}

/// What is signed, and how.
#[derive(clap::Args, Debug)]
pub struct ApproveArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The revision that is waiting, as `remit approvals` names it, or `removed` for a removal.
    pub revision: String,
    /// The mission, if several changes have this revision.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// Your secret key, as ssh-keygen writes it, such as `~/.ssh/id_ed25519`.
    #[arg(long, value_name = "FILE", required_unless_present = "statement", conflicts_with = "statement")]
    pub key: Option<PathBuf>,
    /// Why the change is right. The reason is part of the signed statement.
    #[arg(long, value_name = "TEXT", required_unless_present = "signature")]
    pub reason: Option<String>,
    /// The day at the start of which the change takes effect; without it, the day the first signer gave, or at once.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day on which your signature may be used; without it, 30 days from today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
    /// Write the statement to this file, to be signed elsewhere with `ssh-keygen -Y sign -n remit`.
    #[arg(long, value_name = "FILE")]
    pub statement: Option<PathBuf>,
    /// The person who will sign the statement.
    #[arg(long, value_name = "NAME", requires = "statement", required_unless_present_any = ["key", "signature"])]
    pub name: Option<String>,
    /// Submit this signature for the statement written earlier.
    #[arg(long, value_name = "FILE", requires = "statement")]
    pub signature: Option<PathBuf>,
    /// Sign without asking.
    #[arg(long)]
    pub yes: bool,
}

/// What to tell of the lines and branches of rules that tests reach.
#[derive(clap::Args, Debug)]
pub struct CoverageArgs {
    /// Show which lines and branches of the rules the tests reached, and which they did not.
    #[arg(long)]
    pub coverage: bool,
    /// Also write the coverage to a file, as a web page.
    #[arg(long, value_name = "FILE")]
    pub coverage_html: Option<PathBuf>,
    /// Exit with 1 if the tests reached less than this percentage of lines and branches.
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub coverage_min: Option<u8>,
}

impl CoverageArgs {
    /// Whether what tests reach is to be counted at all.
    pub fn is_wanted(&self) -> bool {
        self.coverage || self.coverage_html.is_some() || self.coverage_min.is_some()
    }
}

/// How to write an answer.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

fn parse_regex(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| format!("it is not a regular expression: {error}"))
}

fn parse_day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| "it is not a day; write it like 2024-08-31".to_owned())
}
