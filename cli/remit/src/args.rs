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
  0  done, and nothing is firing
  1  done, and something is firing, or a rule test failed
  2  the project or a file of data could not be used; what could be used was evaluated.
     For `respond`: the response was refused
  lsp ends with 0 after a shutdown, and with 1 where the editor left without one

A first walk:
  remit init my-mission             write a small working project
  remit check my-mission            compile it and list every fault
  remit test my-mission             play its rule tests
  remit run my-mission              read the feeds once and say how things stand
  remit explain my-mission ALERT    say why an alert stands, and what would have ended it
  remit respond my-mission ALERT accept --by NAME
                                    say something to it
  remit serve my-mission            stay up, watch the feeds and tell people

Logs go to standard error; REMIT_LOG=debug shows more of them.";

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
    /// Compile a project and list every fault in it. Reads no feed and writes nothing.
    Check {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the faults.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Play the project's rule tests, `tests/*.toml`, on all cores. Reads no feed and no ledger.
    ///
    /// Exits with 0 when all pass, 1 when one fails, 2 when the project or a file of tests could not be used.
    Test(TestArgs),
    /// Read the feeds once, evaluate, and say how things stand.
    Run {
        /// The project's folder.
        dir: PathBuf,
        /// Ask about the end of another day, such as 2024-08-31, with what was known then. Writes nothing.
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        as_of: Option<Date>,
        /// How to write the answer: for people, or one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Stay up: watch feeds, missions and rules, evaluate what arrives, and tell people.
    ///
    /// Ends cleanly on SIGTERM or Ctrl-C. After a crash it goes on from the ledger.
    Serve {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Say why an alert, an obligation or a contribution stands as it does. Writes nothing to the project.
    ///
    /// It says what is wrong, why, what would have to be different, what changed, on what evidence, who waits for whom, and
    /// what next.
    Explain {
        /// The project's folder.
        dir: PathBuf,
        /// What is asked.
        #[command(flatten)]
        args: ExplainArgs,
    },
    /// Write the words of the rule language for editors, as `definitions/remit.d.rhai`.
    ///
    /// Editors that know Rhai complete and explain the words from this file. It is no rule, and changes nothing.
    Definitions {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Respond to an alert: accept, explain or dispute it, or have it extended or waived.
    ///
    /// It is recorded at once, by the service where one is up. `explain` shows what stands.
    Respond {
        /// The project's folder.
        dir: PathBuf,
        /// What is said.
        #[command(flatten)]
        response: ResponseArgs,
    },
    /// Try out pieces of rules on the figures as they are. Writes nothing to the ledger.
    ///
    /// `my` stands for a part of an obligation in one of its periods. Lines may be piped in as well.
    Repl {
        /// The project's folder.
        dir: PathBuf,
        /// Try them on the end of another day, such as 2024-08-31, with what was known then.
        #[arg(long, value_name = "DATE", value_parser = parse_day)]
        as_of: Option<Date>,
    },
    /// Write JSON Schemas of the project's TOML files for editors, into `schemas`.
    ///
    /// Editors complete and check a file whose first line is such as `#:schema ./schemas/remit.json`.
    Schemas {
        /// The project's folder.
        dir: PathBuf,
    },
    /// Judge the whole recorded history anew by the rules as they are written now, or compare two versions of the rules.
    ///
    /// Writes nothing but what it needs to go on after it was stopped. The exit code is 0 whatever it finds, and 2 where
    /// something could not be used.
    Replay(ReplayArgs),
    /// Serve an editor: faults as you type, completion, and what ids mean, over standard input and output.
    ///
    /// Editors start it themselves; docs/editors.md says how to set them up.
    Lsp,
    /// Sign a change that waits for approval. Two different approvers must, with their SSH keys.
    Approve(ApproveArgs),
    /// List the changes that wait for approval, and who signed what. Writes nothing.
    Approvals {
        /// The project's folder.
        dir: PathBuf,
        /// How to write the answer: for people, or one JSON document.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
    },
    /// Write the catalogue: who owes what, measures, rules and verdicts, as pages that need no server.
    Docs {
        /// The project's folder.
        dir: PathBuf,
        /// The folder to write; `site` within the project where none is named. It must be new, empty, or an earlier catalogue.
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
    /// The first day to tell of, such as 2023-04-01.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day to tell of; today where neither it nor `--known-at` is given.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub to: Option<Date>,
    /// Leave out every report that became known after this day.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub known_at: Option<Date>,
    /// Leave the ledger aside and take the files of the feeds alone.
    #[arg(long)]
    pub files: bool,
    /// Compare with another version of the rules over the same history. A folder is a change that is proposed, and is set
    /// after DIR; a revision is one that was in force, of the project or of a mission, and is set before DIR.
    #[arg(long, value_name = "REVISION|FOLDER")]
    pub against: Option<String>,
    /// Tell of one mission alone.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// How to write the answer: for people, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
    /// On how many cores to work; all of them where it is not said. The answer is the same.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Begin anew even where an earlier replay was stopped half-way.
    #[arg(long)]
    pub fresh: bool,
}

/// What `remit test` may be told.
#[derive(clap::Args, Debug)]
pub struct TestArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// Files of tests, such as tests/first.toml; all of the folder `tests` where none is named.
    pub files: Vec<PathBuf>,
    /// Play only tests in whose name this regular expression is found.
    #[arg(long, value_name = "REGEX", value_parser = parse_regex)]
    pub run: Option<Regex>,
    /// Exit with 1 when no test was played.
    #[arg(long)]
    pub fail_on_empty: bool,
    /// Play them again whenever a text of the project changes, until Ctrl-C.
    #[arg(long)]
    pub watch: bool,
    /// List the tests that passed, too.
    #[arg(short, long)]
    pub verbose: bool,
    /// How many tests to play at once; as many as there are cores where nothing is said.
    #[arg(long, value_name = "N")]
    pub jobs: Option<NonZeroUsize>,
    /// Write what came of them to a file as well, in the XML of JUnit.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
    /// What to tell of the lines and branches of rules that the tests reached.
    #[command(flatten)]
    pub coverage: CoverageArgs,
    /// How to write what came of them: for people, or one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// What `explain` is asked.
#[derive(clap::Args, Debug)]
pub struct ExplainArgs {
    /// An alert as `run` names it, such as homelessness/duty-to-refer/mhclg, or an obligation such as
    /// homelessness/duty-to-refer, or a contribution to it such as homelessness/duty-to-refer/probation.
    pub subject: String,
    /// The period, such as 2024-Q1 [default: the newest that is due].
    pub period: Option<String>,
    /// Ask about the end of another day, such as 2024-08-31, with what was known then.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Tell everything: every part and every earlier period in full.
    #[arg(long)]
    pub all: bool,
    /// How to write the answer: for people, as one JSON document, or as a picture.
    #[arg(long, value_enum, default_value_t = Picture::Text)]
    pub format: Picture,
    /// Write it to a file rather than to standard output.
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
    /// As a picture of who and what hangs on what.
    Svg,
}

/// What is signed, and how.
#[derive(clap::Args, Debug)]
pub struct ApproveArgs {
    /// The project's folder.
    pub dir: PathBuf,
    /// The revision that waits, as `remit approvals` names it, or `removed` for a removal.
    pub revision: String,
    /// The mission, where several changes have this revision.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// Your secret key, as ssh-keygen writes it, such as `~/.ssh/id_ed25519`.
    #[arg(long, value_name = "FILE", required_unless_present = "statement", conflicts_with = "statement")]
    pub key: Option<PathBuf>,
    /// Why the change is right. It is signed with the rest.
    #[arg(long, value_name = "TEXT", required_unless_present = "signature")]
    pub reason: Option<String>,
    /// The day at whose start the change takes effect; without it, as the first signer said, or at once.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// The last day on which your signature may be used; without it, 30 days from today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
    /// Write the statement to this file, to be signed elsewhere with `ssh-keygen -Y sign -n remit`.
    #[arg(long, value_name = "FILE")]
    pub statement: Option<PathBuf>,
    /// Who will sign the statement that is written.
    #[arg(long, value_name = "NAME", requires = "statement", required_unless_present_any = ["key", "signature"])]
    pub name: Option<String>,
    /// Hand in this signature under the statement that was written before.
    #[arg(long, value_name = "FILE", requires = "statement")]
    pub signature: Option<PathBuf>,
    /// Do not ask whether to sign.
    #[arg(long)]
    pub yes: bool,
}

/// What to tell of the lines and branches of rules that tests reach.
#[derive(clap::Args, Debug)]
pub struct CoverageArgs {
    /// Tell which lines and branches of the rules the tests reached, and which not.
    #[arg(long)]
    pub coverage: bool,
    /// Write that to a file as well, as a page for browsers.
    #[arg(long, value_name = "FILE")]
    pub coverage_html: Option<PathBuf>,
    /// Exit with 1 when fewer lines and branches than so many of a hundred were reached.
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
