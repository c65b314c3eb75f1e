//! What a project says of its provider.

use std::path::PathBuf;

use crate::accounts::Role;

/// A provider, and what is made of what it says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ProviderSettings {
    /// As people know it.
    pub name: String,
    /// Its address, exactly as its tokens say it.
    pub issuer: String,
    pub client_id: String,
    pub client_secret: ClientSecret,
    /// Where browsers come back to.
    pub return_to: String,
    /// The claim by which an account is found.
    pub claim: String,
    /// The claim that names the groups of a person.
    pub groups_claim: String,
    /// What members of groups are, the first that fits.
    pub groups: Vec<GroupRole>,
}

/// Where the secret of the client is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum ClientSecret {
    /// In the first line of a file.
    File(PathBuf),
    /// In a variable of the environment.
    Variable(String),
}

/// What the members of a group are.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GroupRole {
    pub group: String,
    pub role: Role,
    pub bodies: Vec<String>,
    pub missions: Vec<String>,
}

impl ProviderSettings {
    /// By which an account is known here that this provider knows so.
    pub fn identity(&self, value: &str) -> String {
        format!("{} {value}", self.issuer)
    }
}
