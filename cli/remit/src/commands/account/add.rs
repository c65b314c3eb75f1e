//! `remit account add`: somebody is to be known to the service.

use std::path::Path;

use anyhow::Context as _;
use app::project;
use engine::model::{BodyId, MissionId};
use jiff::Timestamp;
use plugins::accounts::NewAccount;
use plugins::files::read_secret;
use rules::diagnostic::nearest;

use super::open::{open, refuse};
use crate::args::NewAccountArgs;
use crate::commands::said;
use crate::exit::Exit;

/// Makes an account.
pub(in crate::commands) fn add(args: &NewAccountArgs) -> anyhow::Result<Exit> {
    let Some(accounts) = open(&args.dir)? else { return Ok(Exit::Unusable) };
    if !are_known(args) {
        return Ok(Exit::Unusable);
    }
    let Ok(password) = password(args)? else { return Ok(Exit::Unusable) };
    let Ok(identity) = identity(args) else { return Ok(Exit::Unusable) };
    let new = NewAccount {
        name: args.name.clone(),
        role: args.role.into(),
        bodies: args.bodies.clone(),
        missions: args.missions.clone(),
        password,
        identity,
    };
    let account = match accounts.add(&new, Timestamp::now()) {
        Ok(account) => account,
        Err(error) => return Ok(refuse(&error)),
    };
    said::answer(&format!("{} is known as {}, {}.\n", account.name, account.role, account.id))?;
    if new.password.is_none() && new.identity.is_none() {
        said::remark(&format!(
            "It has no password: `remit token add {} '{}'` makes a token, by which programs sign in.",
            args.dir.display(),
            account.name
        ));
    }
    Ok(Exit::Quiet)
}

/// Whether the bodies and missions that are named are there; what is not has been said.
fn are_known(args: &NewAccountArgs) -> bool {
    if args.bodies.is_empty() && args.missions.is_empty() {
        return true;
    }
    let (project, faults) = project::load(&args.dir, None);
    let Some(project) = project else {
        said::diagnose(&faults);
        return false;
    };
    let bodies: Vec<&str> = project.program.catalogue.bodies.keys().map(BodyId::as_str).collect();
    let missions: Vec<&str> = project.program.missions.keys().map(MissionId::as_str).collect();
    let is_known = |what: &str, id: &String, known: &[&str]| {
        let is_known = known.contains(&id.as_str());
        if !is_known {
            said::complain(&format!("there is no {what} `{id}`"));
            if let Some(near) = nearest(id, known.iter().copied()) {
                said::remark(&format!("  help: did you mean `{near}`?"));
            }
        }
        is_known
    };
    let bodies_are = args.bodies.iter().all(|id| is_known("body", id, &bodies));
    bodies_are && args.missions.iter().all(|id| is_known("mission", id, &missions))
}

/// No provider of identities is declared, which has been said.
struct NoProvider;

/// By what the person is known at the provider of identities, where that is said.
fn identity(args: &NewAccountArgs) -> Result<Option<String>, NoProvider> {
    let Some(identity) = args.identity.as_deref().map(str::trim) else { return Ok(None) };
    let provider = project::server_settings(&args.dir).ok().and_then(|(_, server)| server.identity);
    match provider {
        Some(provider) if !identity.is_empty() => Ok(Some(provider.identity(identity))),
        _ => {
            said::complain("this project has no provider of identities, or --identity is empty");
            said::remark("  help: declare the provider in remit.toml, as `[server.identity]`");
            Err(NoProvider)
        }
    }
}

/// Whoever was asked for a password twice gave two, which has been said.
struct NotTheSame;

/// The password, where there is to be one.
fn password(args: &NewAccountArgs) -> anyhow::Result<Result<Option<String>, NotTheSame>> {
    if let Some(file) = &args.password_file {
        return of_file(file).map(|password| Ok(Some(password)));
    }
    if !args.password {
        return Ok(Ok(None));
    }
    let ask = |what: &str| rpassword::prompt_password(what).context("no password can be asked for here");
    let password = ask(&format!("Password of {}: ", args.name))?;
    if ask("The same again: ")? != password {
        said::complain("the two are not the same");
        return Ok(Err(NotTheSame));
    }
    Ok(Ok(Some(password)))
}

fn of_file(file: &Path) -> anyhow::Result<String> {
    let text = read_secret(file).with_context(|| format!("{} cannot be read", file.display()))?;
    Ok(text.lines().next().unwrap_or_default().to_owned())
}
