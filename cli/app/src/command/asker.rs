//! Who asks for a change.

use std::fmt;

/// Who asks for a change. A name is said, not proved: what needs proof is signed, or comes from an account.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asker {
    /// Nobody in particular: a file changed, and whoever holds the ledger noticed.
    Service,
    /// A person, by the name that they give.
    Person(String),
    /// An account of the service, by its id.
    Account(String),
}

impl fmt::Display for Asker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => out.write_str("service"),
            Self::Person(name) | Self::Account(name) => out.write_str(name),
        }
    }
}
