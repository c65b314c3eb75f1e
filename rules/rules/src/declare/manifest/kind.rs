//! The kinds of plugins: what each is for, and what its manifest may say.

use std::fmt;

/// What a plugin does.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum PluginKind {
    /// It turns files into observations.
    Reader,
    /// It turns messages into requests.
    Notifier,
    /// It lends functions to rules.
    Library,
    /// It adds to messages about alerts, and says where they go.
    Hook,
}

impl PluginKind {
    pub const ALL: &[Self] = &[Self::Reader, Self::Notifier, Self::Library, Self::Hook];

    /// Its name in a manifest.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Notifier => "notifier",
            Self::Library => "library",
            Self::Hook => "hook",
        }
    }

    /// The function that the host calls, where it calls one.
    pub fn entry(self) -> Option<&'static str> {
        match self {
            Self::Reader => Some("read"),
            Self::Notifier => Some("request"),
            Self::Library => None,
            Self::Hook => Some("alert"),
        }
    }
}

impl fmt::Display for PluginKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.pad(self.as_str())
    }
}
