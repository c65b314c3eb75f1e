//! An account, and what its role lets it do.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;

/// Somebody who is known to the service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Account {
    /// By which the ledger knows it.
    pub id: String,
    /// As people are named in messages and on the ledger.
    pub name: String,
    pub role: Role,
    /// The bodies for which it speaks, where its role is about bodies.
    pub bodies: Vec<String>,
    /// The missions for which it speaks, where its role is about missions.
    pub missions: Vec<String>,
    /// By which a provider of identities knows the person.
    pub identity: Option<String>,
    pub created: Timestamp,
}

/// An account that is to be made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAccount {
    pub name: String,
    pub role: Role,
    pub bodies: Vec<String>,
    pub missions: Vec<String>,
    /// None where it does not sign in with a password.
    pub password: Option<String>,
    /// By which a provider of identities knows the person.
    pub identity: Option<String>,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)*) => {
        /// What an account is for.
        #[derive(Clone, Copy, PartialEq, Eq, Debug)]
        pub enum Role { $($(#[$doc])* $name,)* }

        impl Role {
            pub const ALL: &[Self] = &[$(Self::$name),*];

            /// As people write it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word),* }
            }
        }
    };
}

roles! {
    /// Reads.
    Viewer = "viewer",
    /// Hands in reports of its own bodies.
    Reporter = "reporter",
    /// Replies to alerts that concern its own bodies.
    Official = "official",
    /// Replies to alerts of its own missions.
    Board = "board",
    /// Agrees to what others ask for.
    Approver = "approver",
    /// Hands in reports of every body, and looks after the service.
    Administrator = "administrator",
    /// Reads everything, and changes nothing.
    Auditor = "auditor",
}

/// What an account may ask for. Whether it may do so of a body or a mission is for whoever knows what is asked.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Permission {
    Read,
    Report,
    Respond,
    /// To decide about what somebody else asks for.
    Decide,
    /// To ask for another value in the texts of its own missions.
    Propose,
    /// To ask that nobody is told of some alerts for a time.
    Silence,
    /// To see how the service itself fares.
    Watch,
    /// To see the ledger entry by entry, and files word for word.
    Audit,
}

impl Role {
    pub fn may(self, permission: Permission) -> bool {
        match permission {
            Permission::Read => true,
            Permission::Report => matches!(self, Self::Reporter | Self::Administrator),
            Permission::Respond => matches!(self, Self::Official | Self::Board),
            Permission::Decide => self == Self::Approver,
            Permission::Propose => self == Self::Board,
            Permission::Silence => matches!(self, Self::Board | Self::Administrator),
            Permission::Audit => matches!(self, Self::Administrator | Self::Auditor | Self::Board),
            Permission::Watch => matches!(self, Self::Administrator | Self::Auditor),
        }
    }

    /// Whether such an account speaks for bodies that must be named.
    pub fn is_of_bodies(self) -> bool {
        matches!(self, Self::Reporter | Self::Official)
    }

    /// Whether such an account speaks for missions that must be named.
    pub fn is_of_missions(self) -> bool {
        self == Self::Board
    }
}

impl fmt::Display for Role {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

/// A word that names no role.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
#[error("there is no role `{0}`")]
pub struct NoRole(String);

impl FromStr for Role {
    type Err = NoRole;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|role| role.as_str() == word).ok_or_else(|| NoRole(word.to_owned()))
    }
}
