//! The plugins there are, as plain slices. Whoever adds one adds a line here. Plugins written in Rhai are on no slice: they
//! stand in a project's folder.

use serde::Deserialize;
use toml::de::{Error, ValueDeserializer};

use crate::notifiers::script::ScriptNotifierSettings;
use crate::notifiers::stdout::StdoutSettings;
use crate::notifiers::webhook::WebhookSettings;
use crate::readers::{Format, csv, ndjson};

/// A kind of notifier.
#[derive(Debug)]
pub struct NotifierKind {
    /// Its name in `kind = "..."`.
    pub name: &'static str,
    /// Reads what a project says of it, besides its kind.
    pub(crate) read: fn(ValueDeserializer<'_>) -> Result<NotifierSettings, Error>,
}

/// What a project says of one notifier.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotifierSettings {
    /// It prints.
    Stdout(StdoutSettings),
    /// It posts.
    Webhook(WebhookSettings),
    /// A plugin says what to send where.
    Script(ScriptNotifierSettings),
}

impl NotifierSettings {
    /// Its name in the project.
    pub fn id(&self) -> &str {
        match self {
            Self::Stdout(settings) => &settings.id,
            Self::Webhook(settings) => &settings.id,
            Self::Script(settings) => &settings.id,
        }
    }
}

/// Every format of files.
pub const FORMATS: &[Format] = &[csv::FORMAT, ndjson::FORMAT];

/// Every kind of notifier.
pub const NOTIFIERS: &[NotifierKind] = &[
    NotifierKind {
        name: "stdout",
        read: |table| StdoutSettings::deserialize(table).map(NotifierSettings::Stdout),
    },
    NotifierKind {
        name: "webhook",
        read: |table| WebhookSettings::deserialize(table).map(NotifierSettings::Webhook),
    },
];
