//! The plugins there are, as plain slices. Whoever adds one adds a line here. Plugins written in Rhai are on no slice: they
//! stand in a project's folder.

use language::grammar::{ALERTMANAGER, MAIL, STDOUT, TEAMS, TableType, WEBHOOK};
use language::read::Table;

use crate::notifiers::alertmanager::AlertmanagerSettings;
use crate::notifiers::mail::MailSettings;
use crate::notifiers::script::ScriptNotifierSettings;
use crate::notifiers::stdout::StdoutSettings;
use crate::notifiers::teams::TeamsSettings;
use crate::notifiers::webhook::WebhookSettings;
use crate::readers::{Format, csv, ndjson, spreadsheet, xml};

#[derive(Debug)]
pub struct NotifierKind {
    /// Its name in `kind = "..."`.
    pub name: &'static str,
    pub(crate) grammar: &'static TableType,
    /// Reads what a project says of it, besides its kind. What it lacks has been reported.
    pub(crate) read: fn(&Table<'_>) -> Option<NotifierSettings>,
}

/// What a project says of one notifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotifierSettings {
    Stdout(StdoutSettings),
    Webhook(WebhookSettings),
    Mail(Box<MailSettings>),
    Alertmanager(AlertmanagerSettings),
    Teams(TeamsSettings),
    /// A plugin says what to send where.
    Script(ScriptNotifierSettings),
}

impl NotifierSettings {
    /// Its name in the project.
    pub fn id(&self) -> &str {
        match self {
            Self::Stdout(settings) => &settings.id,
            Self::Webhook(settings) => &settings.id,
            Self::Mail(settings) => &settings.id,
            Self::Alertmanager(settings) => &settings.id,
            Self::Teams(settings) => &settings.id,
            Self::Script(settings) => &settings.id,
        }
    }
}

/// Every format of files.
pub const FORMATS: &[Format] = &[csv::FORMAT, spreadsheet::FORMAT, ndjson::FORMAT, xml::ADX, xml::DHIS2];

pub const NOTIFIERS: &[NotifierKind] = &[
    NotifierKind {
        name: "stdout",
        grammar: &STDOUT,
        read: |table| StdoutSettings::read(table).map(NotifierSettings::Stdout),
    },
    NotifierKind {
        name: "webhook",
        grammar: &WEBHOOK,
        read: |table| WebhookSettings::read(table).map(NotifierSettings::Webhook),
    },
    NotifierKind {
        name: "mail",
        grammar: &MAIL,
        read: |table| MailSettings::read(table).map(Box::new).map(NotifierSettings::Mail),
    },
    NotifierKind {
        name: "alertmanager",
        grammar: &ALERTMANAGER,
        read: |table| AlertmanagerSettings::read(table).map(NotifierSettings::Alertmanager),
    },
    NotifierKind {
        name: "teams",
        grammar: &TEAMS,
        read: |table| TeamsSettings::read(table).map(NotifierSettings::Teams),
    },
];
