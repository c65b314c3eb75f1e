//! What a provider says of itself (`OpenID` Connect Discovery): where its parts are.

use serde::Deserialize;
use ureq::http::Uri;

use super::fault::IdentityFault;
use crate::notifiers::http::is_loopback;

#[derive(Deserialize, Debug)]
pub(super) struct Description {
    issuer: String,
    pub(super) authorization_endpoint: String,
    pub(super) token_endpoint: String,
    pub(super) jwks_uri: String,
    /// Where people sign out; none where they cannot do so from here.
    pub(super) end_session_endpoint: Option<String>,
    #[serde(default)]
    token_endpoint_auth_methods_supported: Vec<String>,
}

/// How the client proves to be itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Proof {
    InHead,
    InBody,
}

impl Description {
    /// What a provider says of itself, where it can be believed.
    pub(super) fn read(text: &str, issuer: &str) -> Result<Self, IdentityFault> {
        let fault = |reason: &str| IdentityFault::Description(reason.to_owned());
        let said: Self =
            serde_json::from_str(text).map_err(|_| fault("it is no description of a provider"))?;
        if said.issuer != issuer {
            return Err(fault("it is the description of another provider"));
        }
        let asked = [&said.authorization_endpoint, &said.token_endpoint, &said.jwks_uri];
        for address in asked.into_iter().chain(&said.end_session_endpoint) {
            if !may_be_asked(address) {
                return Err(fault("one of its addresses does not begin with https://"));
            }
        }
        Ok(said)
    }

    pub(super) fn proof(&self) -> Proof {
        let methods = &self.token_endpoint_auth_methods_supported;
        let has = |name: &str| methods.iter().any(|method| method == name);
        if has("client_secret_post") && !has("client_secret_basic") { Proof::InBody } else { Proof::InHead }
    }
}

/// Whether an address is asked by encryption, or is one of this machine.
pub(crate) fn may_be_asked(address: &str) -> bool {
    let Ok(uri) = address.parse::<Uri>() else { return false };
    let Some(host) = uri.host() else { return false };
    let has_password = uri.authority().is_some_and(|authority| authority.as_str().contains('@'));
    !has_password
        && (uri.scheme_str() == Some("https") || uri.scheme_str() == Some("http") && is_loopback(host))
}
