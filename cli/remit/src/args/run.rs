//! What `remit run` may be asked.

use std::path::PathBuf;

use clap::ValueEnum;
use jiff::civil::Date;

use super::elsewhere::TokenArg;
use super::format::Format;
pub use super::value::SinceArg;
use super::value::{parse_day, parse_since};

/// What `remit run` may be asked.
#[derive(clap::Args, Debug)]
pub struct RunArgs {
    /// The project's folder, or the address of a service, which begins with `http`.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Answer for the end of another day, such as 2024-08-31, using what was known then. Writes nothing.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub as_of: Option<Date>,
    /// Show what the files of feeds would come to, receipt by receipt, and write nothing: no ledger, no message, no file.
    #[arg(long, conflicts_with_all = ["as_of", "since", "summary", "mission", "obligation", "body"])]
    pub dry: bool,
    /// After the run, show what changed since a place of the ledger, as an earlier run printed it, or from a day on: alerts, verdicts,
    /// figures, files and responses, the worst first.
    #[arg(long, value_name = "POSITION|DATE", value_parser = parse_since, conflicts_with_all = ["as_of", "summary", "mission", "obligation", "body"])]
    pub since: Option<SinceArg>,
    #[command(flatten)]
    pub length: LengthArgs,
    /// Fetch the files of pulled feeds first, where a release is due. Without this, nothing is asked of any server.
    #[arg(long, conflicts_with = "as_of")]
    pub pull: bool,
    #[command(flatten)]
    pub about: AboutArgs,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub accept: AcceptArg,
    #[command(flatten)]
    pub token: TokenArg,
    /// Which alerts exit with 1. An alert about a rule that failed counts as a breach.
    #[arg(long, value_enum, default_value_t = FailOn::Breach)]
    pub fail_on: FailOn,
    /// How to write the answer: for people, or as one JSON document.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    pub format: Format,
}

/// Where the ledger lies.
#[derive(clap::Args, Debug)]
pub struct StoreArg {
    /// Keep the ledger in this database (`postgres://...`) or file, in the place of what `[store]` in `remit.toml` says. Other commands know nothing of it.
    #[arg(long, value_name = "URL|FILE")]
    pub store: Option<String>,
}

/// Whether another version of Remit may have worked something out otherwise.
#[derive(clap::Args, Debug)]
pub struct AcceptArg {
    /// Go on with a ledger that another version of Remit wrote, although this one, VERSION, does not come to what stands on it. That is written down, and what
    /// people were told stays told.
    #[arg(long, value_name = "VERSION")]
    pub accept_difference: Option<String>,
}

/// How much of the answer is shown.
#[derive(clap::Args, Debug)]
pub struct LengthArgs {
    /// Show everything: every obligation, body and file.
    #[arg(long)]
    pub all: bool,
    /// Show only how many obligations stand in which way.
    #[arg(long, conflicts_with = "all")]
    pub summary: bool,
}

/// Which alerts make a run fail.
#[derive(ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum FailOn {
    /// Any that is firing.
    AtRisk,
    /// Those about something broken.
    Breach,
    /// None.
    Never,
}

/// What the answer is to be about, where not the whole project.
#[derive(clap::Args, Debug)]
#[group(multiple = false)]
pub struct AboutArgs {
    /// Answer for this mission only.
    #[arg(long, value_name = "ID")]
    pub mission: Option<String>,
    /// Answer for this obligation only, such as homelessness/duty-to-refer.
    #[arg(long, value_name = "MISSION/ID")]
    pub obligation: Option<String>,
    /// Answer only for the obligations that this body leads or contributes to.
    #[arg(long, value_name = "ID")]
    pub body: Option<String>,
}
