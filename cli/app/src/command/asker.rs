//! Who asks for a change.

use std::fmt;

/// Who asks for a change. It is said, not proved: what needs proof is signed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Asker {
    /// Nobody in particular: a file changed, and whoever holds the ledger noticed.
    Service,
    /// A person, by the name that they give.
    Person(String),
}

impl fmt::Display for Asker {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => out.write_str("service"),
            Self::Person(name) => out.write_str(name),
        }
    }
}
