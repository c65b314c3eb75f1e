//! What went wrong with a plugin, in words that name it. Secrets are taken out of them.

use rules::script::plugin::{Refusal, ScriptError};
use thiserror::Error;

use super::granted_files::GrantedFileError;
use super::plugin_settings::SecretFaultReason;

/// Why a plugin gave nothing that can be used.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PluginError {
    /// Its manifest or its script has faults.
    #[error("the plugin `{name}` cannot be used: {reason}")]
    Broken {
        name: String,
        /// The first of its faults.
        reason: String,
    },
    /// It says itself that it cannot use what it was given.
    #[error("{}", .refusal.reason)]
    Refused { refusal: Refusal },
    #[error("the plugin `{name}` failed{}: {message}", at(.script, *.line))]
    Failed {
        name: String,
        /// The path of its script.
        script: String,
        line: Option<u32>,
        message: String,
    },
    /// What it gave is not what was asked for.
    #[error("the plugin `{name}` gave {given}")]
    Unusable {
        name: String,
        /// What it gave, and what it should have given.
        given: String,
    },
    /// What it needs cannot be had.
    #[error("the plugin `{name}` cannot be run: {lack}")]
    Unready { name: String, lack: PluginLack },
}

/// What a plugin needs and cannot have.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum PluginLack {
    #[error(transparent)]
    Secret(#[from] SecretFaultReason),
    #[error(transparent)]
    File(#[from] GrantedFileError),
    /// A library has no script that could be run.
    #[error("it is a library")]
    Script,
}

fn at(script: &str, line: Option<u32>) -> String {
    line.map_or_else(String::new, |line| format!(" at line {line} of {script}"))
}

/// The most letters that are kept of what a plugin says.
const LONGEST_WORDS: usize = 1_000;

/// What a plugin says, cut short where it is longer than anybody would read, with how much was left out.
pub(crate) fn bounded(words: String) -> String {
    let Some((end, _)) = words.char_indices().nth(LONGEST_WORDS) else { return words };
    let (kept, rest) = words.split_at(end);
    let more = rest.chars().count();
    format!("{}… ({more} letters left out)", kept.trim_end())
}

impl PluginError {
    /// An error of a script.
    pub(super) fn of_script(
        name: &str,
        script: &str,
        error: ScriptError,
        hide: impl Fn(&str) -> String,
    ) -> Self {
        match error {
            ScriptError::Refused(Refusal { reason, line }) => {
                Self::Refused { refusal: Refusal { reason: bounded(hide(&reason)), line } }
            }
            ScriptError::Failed { message, line } => Self::Failed {
                name: name.to_owned(),
                script: script.to_owned(),
                line,
                message: bounded(hide(&message)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_plugin_says_is_cut_short() {
        assert_eq!(bounded("no such body".to_owned()), "no such body");
        let long = bounded("é".repeat(2_000_000));
        assert_eq!(long, format!("{}… (1999000 letters left out)", "é".repeat(LONGEST_WORDS)));
    }
}
