//! What `remit respond` may be told.

use clap::ValueEnum;
use jiff::civil::Date;

use super::parse_day;

/// What an official says to an alert.
#[derive(clap::Args, Debug)]
pub struct ResponseArgs {
    /// The alert as `run` names it, such as homelessness/duty-to-refer/mhclg.
    pub alert: String,
    /// What to say.
    #[arg(value_enum)]
    pub kind: ResponseKind,
    /// Who says it.
    #[arg(long, value_name = "NAME")]
    pub by: String,
    /// Why. Only `accept` and `withdraw` need none.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The contribution that it is about; without it, every one.
    #[arg(long, value_name = "ID")]
    pub contribution: Option<String>,
    /// A period that it is about, such as 2024-Q2; may be repeated. Without it, those of the alert.
    #[arg(long = "period", value_name = "PERIOD")]
    pub periods: Vec<String>,
    /// Who approved it: somebody else, for `extend` and `waive`.
    #[arg(long, value_name = "NAME")]
    pub approver: Option<String>,
    /// The last day on which it holds, such as 2024-08-31; for `extend` and `waive`, and at will for `dispute`.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
}

/// What can be said to an alert.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum ResponseKind {
    /// Acknowledge the breach. Stops no clock.
    Accept,
    /// Explain the breach. Stops no clock.
    Explain,
    /// Contest the breach: the alert stays open, and nothing more is held against anyone meanwhile.
    Dispute,
    /// Give more time: what comes until then is in time.
    Extend,
    /// Excuse the breach until a day.
    Waive,
    /// Take back the newest response of the same person.
    Withdraw,
}

impl From<ResponseKind> for engine::model::ResponseKind {
    fn from(kind: ResponseKind) -> Self {
        match kind {
            ResponseKind::Accept => Self::Accept,
            ResponseKind::Explain => Self::Explain,
            ResponseKind::Dispute => Self::Dispute,
            ResponseKind::Extend => Self::Extend,
            ResponseKind::Waive => Self::Waive,
            ResponseKind::Withdraw => Self::Withdraw,
        }
    }
}
