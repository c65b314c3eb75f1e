//! `[server]`: who reaches the service, and how.

use std::net::IpAddr;
use std::path::PathBuf;

use engine::model::{BodyId, MissionId};
use language::diagnostic::Code;
use language::read::{Item, Table};
use toml::Spanned;

use super::mention::{Mention, Named};
use crate::accounts::Role;
use crate::identity::{ClientSecret, GroupRole, ProviderSettings, may_be_asked};

/// Where browsers come back to from a provider of identities.
const RETURN_PATH: &str = "/sign-in/back";
const MOST_PER_ADDRESS: usize = 300;

/// What a project says of its service.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ServerSettings {
    /// Without a slash at its end.
    pub public_url: Option<String>,
    /// The files of the certificate and of its key.
    pub certificate: Option<(PathBuf, PathBuf)>,
    pub trusted_proxies: Vec<IpAddr>,
    pub connections_per_address: usize,
    pub identity: Option<ProviderSettings>,
}

impl Default for ServerSettings {
    fn default() -> Self {
        Self {
            public_url: None,
            certificate: None,
            trusted_proxies: Vec::new(),
            connections_per_address: MOST_PER_ADDRESS,
            identity: None,
        }
    }
}

impl ServerSettings {
    /// The files that it names.
    pub fn files_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        let certificate = self.certificate.as_mut().map(|(chain, key)| [chain, key]);
        let secret = self.identity.as_mut().and_then(|identity| match &mut identity.client_secret {
            ClientSecret::File(file) => Some(file),
            ClientSecret::Variable(_) => None,
        });
        certificate.into_iter().flatten().chain(secret)
    }

    /// The host of the public address, as browsers name it.
    pub fn public_host(&self) -> Option<&str> {
        self.public_url.as_deref()?.split("://").nth(1)
    }
}

pub(super) fn read(root: &Table<'_>, mentions: &mut Vec<Mention>) -> ServerSettings {
    let Some(server) = root.get("server").and_then(|item| item.table()) else {
        return ServerSettings::default();
    };
    let public_url = server.get("public_url").and_then(|item| public_url(&item));
    let proxies = server.get("trusted_proxies").and_then(|item| item.elements()).unwrap_or_default();
    let most = server.get("connections_per_address").and_then(|item| item.whole());
    ServerSettings {
        certificate: certificate(&server),
        trusted_proxies: proxies.iter().filter_map(address).collect(),
        connections_per_address: most.map_or(MOST_PER_ADDRESS, |most| most.into_inner() as usize),
        identity: server.get("identity").and_then(|item| identity(&item, public_url.as_deref(), mentions)),
        public_url,
    }
}

pub(super) fn public_url(item: &Item<'_>) -> Option<String> {
    let written = item.text()?.into_inner();
    let url = written.trim().trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let is_host = host.is_some_and(|host| {
        let is_letter = |one: char| one.is_ascii_alphanumeric() || "-.:[]".contains(one);
        !host.is_empty() && host.chars().all(is_letter)
    });
    if is_host {
        return Some(url.to_owned());
    }
    let help = "write its beginning and its host alone, such as `https://remit.example.gov.uk`";
    item.refuse_with_help(Code::InvalidValue, "`public_url` is no address of a service", help)
}

fn certificate(server: &Table<'_>) -> Option<(PathBuf, PathBuf)> {
    let path = |item: Item<'_>| item.text().map(|path| PathBuf::from(path.into_inner()));
    match (server.get("tls_cert"), server.get("tls_key")) {
        (Some(chain), Some(key)) => Some((path(chain)?, path(key)?)),
        (None, None) => None,
        (Some(alone), None) | (None, Some(alone)) => {
            let message = format!("`{}` stands alone", alone.key);
            alone.refuse_with_help(Code::InvalidValue, message, "name both `tls_cert` and `tls_key`")
        }
    }
}

fn address(item: &Item<'_>) -> Option<IpAddr> {
    let written = item.text()?;
    let parsed = written.get_ref().trim().parse().ok();
    parsed.or_else(|| {
        let message = format!("`{}` is no address of a proxy", written.get_ref());
        item.refuse_with_help(
            Code::InvalidValue,
            message,
            "write an address such as `127.0.0.1`, and no name",
        )
    })
}

fn identity(
    item: &Item<'_>,
    public_url: Option<&str>,
    mentions: &mut Vec<Mention>,
) -> Option<ProviderSettings> {
    let table = item.table()?;
    let text = |key: &str| table.get(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let required = |key: &str| table.require(key).and_then(|item| item.text()).map(Spanned::into_inner);
    let (name, issuer) = (required("name"), table.require("issuer").and_then(|item| issuer(&item)));
    let (client_id, client_secret) = (required("client_id"), client_secret(&table));
    let groups = table.tables("group").iter().filter_map(|group| read_group(group, mentions)).collect();
    let Some(public_url) = public_url else {
        let help = "add `public_url = \"https://…\"` to [server]: browsers come back to it";
        return item.refuse_with_help(
            Code::InvalidValue,
            "nobody can come back from a provider of identities without `public_url`",
            help,
        );
    };
    Some(ProviderSettings {
        name: name?,
        issuer: issuer?,
        client_id: client_id?,
        client_secret: client_secret?,
        return_to: format!("{public_url}{RETURN_PATH}"),
        claim: text("claim").unwrap_or_else(|| "sub".to_owned()),
        groups_claim: text("groups_claim").unwrap_or_else(|| "groups".to_owned()),
        groups,
    })
}

fn issuer(item: &Item<'_>) -> Option<String> {
    let written = item.verbatim()?.into_inner();
    if may_be_asked(&written) && !written.contains(['?', '#']) {
        return Some(written);
    }
    let help = "write it as the provider does, such as `https://login.example.gov.uk`";
    item.refuse_with_help(Code::InvalidValue, "`issuer` is no address that begins with https://", help)
}

fn client_secret(table: &Table<'_>) -> Option<ClientSecret> {
    let Some(written) = table.either("client_secret_file", "client_secret_env") else {
        let message = "[server.identity] does not say where the secret of the client is";
        let fault = table.document().at(Code::InvalidValue, message, table.header());
        table.document().fault(fault.with_help("add `client_secret_file` or `client_secret_env`"));
        return None;
    };
    let value = written.text()?.into_inner();
    Some(match written.key {
        "client_secret_env" => ClientSecret::Variable(value),
        _ => ClientSecret::File(PathBuf::from(value)),
    })
}

fn read_group(table: &Table<'_>, mentions: &mut Vec<Mention>) -> Option<GroupRole> {
    let group = table.require("group").and_then(|item| item.text());
    let words: Vec<(&str, Role)> = Role::ALL.iter().map(|role| (role.as_str(), *role)).collect();
    let role = table.require("role").and_then(|item| item.word(&words)).map(Spanned::into_inner);
    let list = |key: &str| table.get(key).and_then(|item| item.texts()).unwrap_or_default();
    let (bodies, missions) = (list("bodies"), list("missions"));
    for body in &bodies {
        mentions
            .push(Mention { named: Named::Body(BodyId::new(body.get_ref().as_str())), range: body.span() });
    }
    for mission in &missions {
        let named = Named::Mission(MissionId::new(mission.get_ref().as_str()));
        mentions.push(Mention { named, range: mission.span() });
    }
    let role = role?;
    if role.is_of_bodies() == bodies.is_empty() || role.is_of_missions() == missions.is_empty() {
        let needed = match (role.is_of_bodies(), role.is_of_missions()) {
            (true, _) => "`bodies` and no `missions`",
            (_, true) => "`missions` and no `bodies`",
            _ => "neither `bodies` nor `missions`",
        };
        let message = format!("the role `{role}` goes with {needed}");
        table.document().error(Code::InvalidValue, message, table.header());
        return None;
    }
    let texts = |list: Vec<Spanned<String>>| list.into_iter().map(Spanned::into_inner).collect();
    Some(GroupRole { group: group?.into_inner(), role, bodies: texts(bodies), missions: texts(missions) })
}
