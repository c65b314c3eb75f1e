//! `remit token`: by what programs say for whom they ask.

use std::path::Path;

use jiff::Timestamp;
use plugins::accounts::Token;
use serde_json::json;

use super::account::{open, refuse};
use super::said;
use crate::args::Format;
use crate::exit::Exit;

/// Makes a token, and shows it this once.
pub(super) fn add(dir: &Path, account: &str, label: &str) -> anyhow::Result<Exit> {
    let Some(accounts) = open(dir)? else { return Ok(Exit::Unusable) };
    match accounts.issue(account, label, Timestamp::now()) {
        Ok(issued) => {
            said::answer(&format!("{}\n", issued.secret))?;
            said::remark(&format!(
                "This is shown once. `remit token revoke {} {}` takes it out of use.",
                dir.display(),
                issued.id
            ));
            Ok(Exit::Quiet)
        }
        Err(error) => Ok(refuse(&error)),
    }
}

/// Lists the tokens by their ids.
pub(super) fn list(dir: &Path, format: Format) -> anyhow::Result<Exit> {
    let Some(accounts) = open(dir)? else { return Ok(Exit::Unusable) };
    let all = accounts.tokens()?;
    match format {
        Format::Json => {
            let wire = |token: &Token| {
                let created = token.created.to_string();
                json!({ "id": token.id, "account": token.account, "label": token.label, "created": created })
            };
            let all: Vec<_> = all.iter().map(wire).collect();
            said::answer_json(&serde_json::to_string_pretty(&all)?)?;
        }
        Format::Text if all.is_empty() => said::answer("There are no tokens.\n")?,
        Format::Text => said::answer(&all.iter().map(line).collect::<String>())?,
    }
    Ok(Exit::Quiet)
}

fn line(token: &Token) -> String {
    let label = if token.label.is_empty() { String::new() } else { format!(" ({})", token.label) };
    format!(
        "{}  {}{label}, made at {}\n",
        token.id,
        token.account,
        token.created.strftime("%Y-%m-%d %H:%M UTC")
    )
}

/// Takes a token out of use.
pub(super) fn revoke(dir: &Path, token: &str) -> anyhow::Result<Exit> {
    let Some(accounts) = open(dir)? else { return Ok(Exit::Unusable) };
    match accounts.revoke(token) {
        Ok(()) => {
            said::answer(&format!("{token} is out of use.\n"))?;
            Ok(Exit::Quiet)
        }
        Err(error) => Ok(refuse(&error)),
    }
}
