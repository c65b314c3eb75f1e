//! The plugins there are, as plain slices. Whoever adds one adds a line here. Plugins written in Rhai are on no slice: they
//! stand in a project's folder.

use serde::Deserialize;
use toml::de::{Error, ValueDeserializer};

pub use crate::feeds::FORMATS;
use crate::notifiers::{script, stdout, webhook};

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
    Stdout(stdout::Settings),
    /// It posts.
    Webhook(webhook::Settings),
    /// A plugin says what to send where.
    Script(script::Settings),
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

/// Every kind of notifier.
pub const NOTIFIERS: &[NotifierKind] = &[
    NotifierKind {
        name: "stdout",
        read: |table| stdout::Settings::deserialize(table).map(NotifierSettings::Stdout),
    },
    NotifierKind {
        name: "webhook",
        read: |table| webhook::Settings::deserialize(table).map(NotifierSettings::Webhook),
    },
];
