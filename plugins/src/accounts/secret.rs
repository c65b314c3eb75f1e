//! Passwords and tokens. A password is stored by Argon2id, since people choose it; a token is random and long, so that its hash alone tells it.

use argon2::Argon2;
use base64::Engine as _;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use thiserror::Error;

/// What every token begins with, so that whoever finds one knows what it is.
const TOKEN_MARK: &str = "remit_";
const TOKEN_BYTES: usize = 32;
const SALT_BYTES: usize = 16;
const HASH_BYTES: usize = 32;

/// Why a secret cannot be made.
#[derive(Debug, Error)]
pub enum SecretError {
    #[error("the system gives no random bytes: {0}")]
    NoRandom(String),
    #[error("the password cannot be hashed: {0}")]
    NoHash(String),
}

/// A password as it is stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct StoredPassword {
    pub(super) salt: Vec<u8>,
    pub(super) hash: Vec<u8>,
}

impl StoredPassword {
    pub(super) fn of(password: &str) -> Result<Self, SecretError> {
        let salt = random::<SALT_BYTES>()?.to_vec();
        let hash = hashed(password, &salt)?;
        Ok(Self { salt, hash })
    }

    /// Whether this is the password, found in the same time whatever it is.
    pub(super) fn is(&self, password: &str) -> Result<bool, SecretError> {
        // The hashes of hashes are compared in constant time.
        Ok(blake3::hash(&hashed(password, &self.salt)?) == blake3::hash(&self.hash))
    }

    /// One that no password is: whoever names an account that is not there waits as long.
    pub(super) fn nobodys() -> Self {
        Self { salt: vec![0; SALT_BYTES], hash: Vec::new() }
    }
}

fn hashed(password: &str, salt: &[u8]) -> Result<Vec<u8>, SecretError> {
    let mut hash = vec![0; HASH_BYTES];
    let hashed = Argon2::default().hash_password_into(password.as_bytes(), salt, &mut hash);
    hashed.map_err(|error| SecretError::NoHash(error.to_string()))?;
    Ok(hash)
}

/// A token that nobody has.
pub(super) fn new_token() -> Result<String, SecretError> {
    Ok(format!("{TOKEN_MARK}{}", BASE64_URL_SAFE_NO_PAD.encode(random::<TOKEN_BYTES>()?)))
}

/// The form in which a token is stored.
pub(super) fn token_hash(token: &str) -> Vec<u8> {
    Sha256::digest(token.as_bytes()).to_vec()
}

/// A word that nobody can guess: for sessions, and for ids.
///
/// # Errors
/// The system gives no random bytes.
pub fn random_word<const BYTES: usize>() -> Result<String, SecretError> {
    Ok(BASE64_URL_SAFE_NO_PAD.encode(random::<BYTES>()?))
}

fn random<const BYTES: usize>() -> Result<[u8; BYTES], SecretError> {
    let mut bytes = [0; BYTES];
    getrandom::fill(&mut bytes).map_err(|error| SecretError::NoRandom(error.to_string()))?;
    Ok(bytes)
}
