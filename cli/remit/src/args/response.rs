//! What `remit respond` may be told.

use std::path::PathBuf;

use clap::ValueEnum;
use engine::respond::{Enclosure, ForecastWords, GroupWords, PaperWords};
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::elsewhere::TokenArg;
use super::place::folder_and_rest;
use super::value::parse_day;

/// What an official says to an alert.
#[derive(clap::Args, Debug)]
pub struct ResponseArgs {
    /// The project's folder [default: the current one], or the address of a service, which begins with `http`; then the alert as `run` names it, such as
    /// homelessness/duty-to-refer.
    #[arg(value_name = "[DIR] ALERT", required = true, num_args = 1..=2)]
    words: Vec<String>,
    /// The kind of response.
    #[arg(value_enum, required = true)]
    pub kind: ResponseKind,
    /// The person who responds. A service takes the name of the account.
    #[arg(long, value_name = "NAME")]
    pub by: Option<String>,
    /// Why. `explain`, `dispute`, `extend` and `waive` need a reason.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,
    /// The contribution it is about; without it, all contributions.
    #[arg(long, value_name = "ID")]
    pub contribution: Option<String>,
    /// A period it is about, such as 2024-Q2; can be repeated. Without it, all periods of the alert.
    #[arg(long = "period", value_name = "PERIOD")]
    pub periods: Vec<String>,
    #[command(flatten)]
    pub token: TokenArg,
    /// The person who approved it, for `extend` and `waive`; must be somebody else. Before a service, that account approves it itself.
    #[arg(long, value_name = "NAME")]
    pub approver: Option<String>,
    /// The last day on which it applies, such as 2024-08-31; required for `extend` and `waive`, optional for `dispute`
    /// and `document`. The day by which a group is to reach what it is opened for, for `group`.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub until: Option<Date>,
    /// The title of the document, for `document`; without it, the title that the mission gives it.
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// The first day on which the document is in force, for `document`; without it, today.
    #[arg(long, value_name = "DATE", value_parser = parse_day)]
    pub from: Option<Date>,
    /// Where the document can be read, for `document`.
    #[arg(long, value_name = "ADDRESS")]
    pub link: Option<String>,
    /// A member of the group, for `group`: the id of a body, or the name of a person in a post; can be repeated.
    #[arg(long = "member", value_name = "MEMBER")]
    pub members: Vec<String>,
    /// What must hold for the group to close, for `group`: `met` for the alert's own obligation, such as `met:2` for two
    /// periods running; another obligation, such as homelessness/duty-to-refer; or a document, such as
    /// document:workforce-plan/dhsc.
    #[arg(long, value_name = "TEST")]
    pub exit_test: Option<String>,
    /// The figure that is expected, for `forecast`, in the unit of the measure, such as 0.95.
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    pub value: Option<Decimal>,
    /// The period of which it is expected, for `forecast`, such as 2026-Q1, or a day in it.
    #[arg(long = "for", value_name = "PERIOD")]
    pub of_period: Option<String>,
}

impl ResponseArgs {
    /// The project's folder, and the alert.
    pub fn matter(&self) -> (PathBuf, &str) {
        let (folder, rest) = folder_and_rest(&self.words, 1);
        (folder, rest.first().map_or("", |alert| alert))
    }

    /// What is handed in with it.
    pub fn enclosure(&self) -> Enclosure {
        if let (Some(value), Some(period)) = (self.value, self.of_period.clone()) {
            return Enclosure::Forecast(ForecastWords { value, period });
        }
        if !self.members.is_empty() || self.exit_test.is_some() {
            let exit_test = self.exit_test.clone().unwrap_or_default();
            return Enclosure::Group(GroupWords { members: self.members.clone(), exit_test });
        }
        if self.title.is_none() && self.from.is_none() && self.link.is_none() {
            return Enclosure::Nothing;
        }
        let title = self.title.clone().unwrap_or_default();
        Enclosure::Paper(PaperWords { title, link: self.link.clone(), from: self.from })
    }
}

/// What can be said to an alert.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum, Debug)]
pub enum ResponseKind {
    /// Acknowledge the breach. Deadlines still apply.
    Accept,
    /// Explain the breach. Deadlines still apply.
    Explain,
    /// Contest the breach. The alert stays open, and nothing more is held against anyone in the meantime.
    Dispute,
    /// Give more time. A report that arrives by then is on time.
    Extend,
    /// Excuse the breach until a day.
    Waive,
    /// Report a document that was owed. Only somebody in a post at the body that reports it can.
    Document,
    /// Open a group that is to bring something about by a day. Deadlines still apply.
    Group,
    /// Say which figure is expected of a period to come. Deadlines still apply.
    Forecast,
    /// Take back the same person's newest response.
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
            ResponseKind::Document => Self::Document,
            ResponseKind::Group => Self::Group,
            ResponseKind::Forecast => Self::Forecast,
            ResponseKind::Withdraw => Self::Withdraw,
        }
    }
}
