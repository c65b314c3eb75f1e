//! A provider of identities elsewhere, which says who somebody is (`OpenID` Connect): where a browser is sent, and what is believed of what comes back. Who may do
//! what is not asked here.
//!
//! The signature and the claims are looked at here, with ring alone: the libraries that do so bring a second cryptography with them, and one of them an implementation of
//! RSA with a known leak.
//!
//! `fault` is why nobody is known by it, `settings` what a project says of the provider, `keys` its keys and what they have signed, `id_token` what it says of a person,
//! `description` what it says of itself, and `provider` asks it.

mod description;
mod fault;
mod id_token;
mod keys;
mod provider;
mod settings;

pub(crate) use description::may_be_asked;
pub use fault::IdentityFault;
pub use provider::{Identity, IdentityProvider, Request};
pub use settings::{ClientSecret, GroupRole, ProviderSettings};
