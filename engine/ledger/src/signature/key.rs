//! A person's secret key, which signs. It is read, used and forgotten; nothing of it is kept or shown.

use ssh_key::{HashAlg, LineEnding, PrivateKey, PublicKey};
use thiserror::Error;

use super::namespace::NAMESPACE;

/// A secret key that can be used.
pub struct SecretKey(PrivateKey);

/// Whether a secret key can be used as it is.
pub enum Lock {
    Open(SecretKey),
    /// It needs its passphrase.
    Locked(LockedKey),
}

/// A secret key that is encrypted.
pub struct LockedKey(PrivateKey);

/// Why a secret key is of no use.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeyError {
    /// It is the public half.
    #[error("this is the public key; the secret one is in the file beside it, without `.pub`")]
    Public,
    /// It is not a key of OpenSSH.
    #[error("this is not a secret key of OpenSSH; `ssh-keygen -t ed25519` makes one")]
    Malformed,
    /// The passphrase is another.
    #[error("the passphrase does not fit the key")]
    Passphrase,
    /// It cannot sign here: it lies on a security key, for instance.
    #[error(
        "a key of the kind `{0}` cannot sign here; write the statement out with `--statement FILE` and sign it with `ssh-keygen -Y sign`"
    )]
    Kind(String),
}

impl Lock {
    /// Reads a key as `ssh-keygen` writes it.
    ///
    /// # Errors
    /// It is something else.
    pub fn parse(text: &str) -> Result<Self, KeyError> {
        if PublicKey::from_openssh(text).is_ok() {
            return Err(KeyError::Public);
        }
        let key = PrivateKey::from_openssh(text).map_err(|_| KeyError::Malformed)?;
        Ok(if key.is_encrypted() { Self::Locked(LockedKey(key)) } else { Self::Open(SecretKey(key)) })
    }
}

impl Lock {
    /// The public key that belongs to it, as declarations spell it, without a comment.
    pub fn public(&self) -> String {
        match self {
            Self::Open(SecretKey(key)) | Self::Locked(LockedKey(key)) => public(key),
        }
    }
}

impl LockedKey {
    /// Opens it with its passphrase.
    ///
    /// # Errors
    /// The passphrase is another.
    pub fn open(&self, passphrase: &str) -> Result<SecretKey, KeyError> {
        self.0.decrypt(passphrase).map(SecretKey).map_err(|_| KeyError::Passphrase)
    }
}

impl SecretKey {
    /// The public key that belongs to it, as declarations spell it, without a comment.
    pub fn public(&self) -> String {
        public(&self.0)
    }

    /// Signs a text, as `ssh-keygen -Y sign` does.
    ///
    /// # Errors
    /// Keys of its kind cannot sign here.
    pub fn sign(&self, text: &str) -> Result<String, KeyError> {
        let unable = |_| KeyError::Kind(self.0.algorithm().to_string());
        let signature = self.0.sign(NAMESPACE, HashAlg::Sha512, text.as_bytes()).map_err(unable)?;
        signature.to_pem(LineEnding::LF).map_err(unable)
    }
}

fn public(key: &PrivateKey) -> String {
    let key = PublicKey::from(key.public_key().key_data().clone());
    key.to_openssh().map(|text| text.trim_end().to_owned()).unwrap_or_default()
}
