//! What a project tells a plugin, with its secrets fetched at the last moment and shown to nobody.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::ops::Range;
use std::path::Path;

use crate::files::{ReadFileError, read_secret};
use indexmap::IndexMap;
use rules::declare::SettingValue;
use rules::script::plugin::Value;
use thiserror::Error;
use toml::Spanned;

/// What a project tells a plugin.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct PluginSettings {
    /// Values by name, defaults among them.
    pub values: IndexMap<String, SettingValue>,
    /// Secret texts that stand in files of their own, by the name of the setting.
    pub secret_files: IndexMap<String, Spanned<String>>,
    /// The names of the secrets among the values.
    pub secrets: Vec<String>,
    /// Where `remit.toml` writes a secret out, with the name of the setting.
    pub secret_places: Vec<Spanned<String>>,
}

/// What a plugin is told, with every secret at hand.
#[derive(Clone, PartialEq, Eq, Default)]
pub(super) struct ResolvedSettings {
    pub(super) settings: BTreeMap<String, Value>,
    pub(super) secrets: Vec<String>,
}

/// Why a secret cannot be had, and where `remit.toml` names its file.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{reason}")]
pub struct SecretFault {
    pub reason: SecretFaultReason,
    pub range: Range<usize>,
}

/// Why a file does not give a secret.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SecretFaultReason {
    #[error("there is no secret file `{0}`")]
    Missing(String),
    #[error("the secret file `{file}` cannot be read ({kind})")]
    Unreadable { file: String, kind: io::ErrorKind },
    #[error("the secret file `{0}` is empty")]
    Empty(String),
    #[error("the secret file `{0}` cannot be used: it is not a regular file")]
    NotAFile(String),
    #[error("the secret file `{0}` cannot be used: it is larger than any secret")]
    TooLarge(String),
}

impl PluginSettings {
    /// Fetches the secrets.
    ///
    /// # Errors
    /// A file with a secret cannot be read, or is empty.
    pub(super) fn resolve(&self, project: &Path) -> Result<ResolvedSettings, SecretFault> {
        let mut known = ResolvedSettings::default();
        for (name, value) in &self.values {
            if let (SettingValue::Text(text), true) = (value, self.secrets.contains(name)) {
                known.secrets.extend(Some(text.clone()).filter(|text| !text.is_empty()));
            }
            known.settings.insert(name.clone(), to_value(value));
        }
        for (name, file) in &self.secret_files {
            let fault = |reason| SecretFault { reason, range: file.span() };
            let text = read_secret(&project.join(file.get_ref()))
                .map_err(|error| fault(unreadable(file.get_ref(), &error)))?;
            let text = text.trim().to_owned();
            if text.is_empty() {
                return Err(fault(SecretFaultReason::Empty(file.get_ref().clone())));
            }
            known.secrets.push(text.clone());
            known.settings.insert(name.clone(), Value::Text(text));
        }
        Ok(known)
    }
}

/// A setting as scripts see it.
pub(crate) fn to_value(value: &SettingValue) -> Value {
    match value {
        SettingValue::Text(text) => Value::text(text),
        SettingValue::Number(number) => Value::Number(*number),
        SettingValue::Flag(flag) => Value::Flag(*flag),
        SettingValue::List(list) => Value::List(list.iter().map(to_value).collect()),
        SettingValue::Table(table) => {
            Value::map(table.iter().map(|(key, value)| (key.as_str(), to_value(value))))
        }
    }
}

fn unreadable(file: &str, error: &ReadFileError) -> SecretFaultReason {
    let file = file.to_owned();
    match error {
        ReadFileError::Failed(error) => match error.kind() {
            io::ErrorKind::NotFound => SecretFaultReason::Missing(file),
            kind => SecretFaultReason::Unreadable { file, kind },
        },
        ReadFileError::NotAFile => SecretFaultReason::NotAFile(file),
        ReadFileError::TooLarge { .. } => SecretFaultReason::TooLarge(file),
    }
}

impl fmt::Debug for PluginSettings {
    /// Names alone: any value may be a secret.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_set().entries(self.values.keys().chain(self.secret_files.keys())).finish()
    }
}
