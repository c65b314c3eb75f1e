//! Why nobody is known by what a provider says. No secret, code or token stands in any of it.

use thiserror::Error;

#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum IdentityFault {
    #[error("the identity provider cannot be reached: {0}")]
    Unreachable(String),
    #[error("the identity provider answers with status {0}")]
    Status(u16),
    #[error("what the identity provider says of itself cannot be used: {0}")]
    Description(String),
    #[error("the identity provider does not take the code of this attempt ({0})")]
    CodeRefused(String),
    #[error("the secret of the client cannot be had: {0}")]
    NoSecret(String),
    #[error("the identity provider sent no token that can be read: {0}")]
    Malformed(&'static str),
    #[error("the token is signed by `{0}`, which is not believed; RS256 and ES256 are")]
    Algorithm(String),
    #[error("the token is signed with a key that the identity provider does not name")]
    UnknownKey,
    #[error("the signature of the token is wrong")]
    BadSignature,
    #[error("the token was made by another provider")]
    WrongIssuer,
    #[error("the token was made for another service")]
    WrongAudience,
    #[error("the token is no longer valid")]
    Expired,
    #[error("the token is not valid yet; one of the two clocks is wrong")]
    NotYet,
    #[error("the token was made for another attempt to sign in")]
    WrongNonce,
    #[error("the token does not say `{0}`, by which people are known here")]
    NoClaim(String),
    #[error("the identity provider has not verified the address of this person")]
    UnverifiedAddress,
}

impl IdentityFault {
    /// Whether it is the provider, and not what somebody brings from it, that is at fault.
    pub fn is_of_provider(&self) -> bool {
        matches!(self, Self::Unreachable(_) | Self::Status(_) | Self::Description(_) | Self::NoSecret(_))
    }
}
