//! Whose signature stands under a text.

use ssh_key::{PublicKey, SshSig};
use thiserror::Error;

use super::namespace::NAMESPACE;

/// Who signed, as far as the signature itself tells.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Signer {
    /// The public key as declarations spell it, without a comment.
    pub key: String,
    /// Its fingerprint, as `ssh-keygen -l` prints it.
    pub fingerprint: String,
}

/// Why a signature proves nothing.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SignatureError {
    /// It is not a signature of `ssh-keygen -Y sign`.
    #[error("this is not a signature of OpenSSH; `ssh-keygen -Y sign -n {NAMESPACE}` makes one")]
    Malformed,
    /// It was made for something else.
    #[error("the signature was made for `{0}`, not for `{NAMESPACE}`; sign again with `-n {NAMESPACE}`")]
    Namespace(String),
    /// Its key does not fit the text.
    #[error(
        "the signature does not stand under this statement: one of the two was changed, or belongs elsewhere"
    )]
    Wrong,
}

/// Whose signature, armoured as OpenSSH does it, stands under `text`.
///
/// # Errors
/// Nobody's.
pub fn signer(text: &str, signature: &str) -> Result<Signer, SignatureError> {
    let signature = SshSig::from_pem(signature.trim()).map_err(|_| SignatureError::Malformed)?;
    if signature.namespace() != NAMESPACE {
        return Err(SignatureError::Namespace(signature.namespace().to_owned()));
    }
    let key = PublicKey::from(signature.public_key().clone());
    key.verify(NAMESPACE, text.as_bytes(), &signature).map_err(|_| SignatureError::Wrong)?;
    let fingerprint = key.fingerprint(ssh_key::HashAlg::Sha256).to_string();
    let spelling = key.to_openssh().map_err(|_| SignatureError::Malformed)?;
    Ok(Signer { key: spelling.trim_end().to_owned(), fingerprint })
}
