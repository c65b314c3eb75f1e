//! `remit account list`: who is known to the service.

use std::path::Path;

use plugins::accounts::Account;
use serde::Serialize;

use super::open::open;
use crate::args::Format;
use crate::commands::said;
use crate::exit::Exit;

/// An account, for programs.
#[derive(Serialize)]
struct WireAccount<'a> {
    id: &'a str,
    name: &'a str,
    role: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    bodies: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    missions: Vec<&'a str>,
    /// The provider of identities that knows the person, and as what.
    #[serde(skip_serializing_if = "Option::is_none")]
    identity: Option<&'a str>,
    created: String,
}

/// Lists the accounts.
pub(in crate::commands) fn list(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let Some(accounts) = open(dir)? else { return Ok(Exit::Unusable) };
    let all = accounts.all()?;
    match format {
        Format::Json => {
            let wire: Vec<_> = all.iter().map(WireAccount::of).collect();
            said::answer_json(&serde_json::to_string_pretty(&wire)?)?;
        }
        Format::Text if all.is_empty() => {
            said::answer("Nobody has an account; the service is only read, at this machine alone.\n")?;
        }
        Format::Text => {
            let lines: String = all.iter().map(line).collect();
            said::answer(&lines)?;
        }
    }
    Ok(Exit::Quiet)
}

fn line(account: &Account) -> String {
    let scope = [&*account.bodies, &*account.missions].concat();
    let of = if scope.is_empty() { String::new() } else { format!(" of {}", scope.join(", ")) };
    let known = account.identity.as_ref().and_then(|identity| identity.split_once(' '));
    let known = known.map(|(issuer, value)| format!(", known as {value} at {issuer}")).unwrap_or_default();
    format!("{}  {}: {}{of}{known}\n", account.id, account.name, account.role)
}

impl<'a> WireAccount<'a> {
    fn of(account: &'a Account) -> Self {
        Self {
            id: &account.id,
            name: &account.name,
            role: account.role.as_str(),
            bodies: account.bodies.iter().map(String::as_str).collect(),
            missions: account.missions.iter().map(String::as_str).collect(),
            identity: account.identity.as_deref(),
            created: account.created.to_string(),
        }
    }
}
