//! Who signs, and who is believed: an Ed25519 key under a name. Its identifier and its spelling are those of C2SP signed-note.

use std::fmt;
use std::str::FromStr;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{Signature, Signer as _, VerifyingKey};
use ssh_key::private::KeypairData;
use ssh_key::{LineEnding, PrivateKey};
use thiserror::Error;

use crate::tree::sha256;

/// What a key signs, which is part of its identifier.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Purpose {
    /// Checkpoints of its own ledger.
    Log,
    /// Checkpoints of others, each with the moment at which it was signed.
    Witness,
}

impl Purpose {
    const fn byte(self) -> u8 {
        match self {
            Self::Log => 0x01,
            Self::Witness => 0x04,
        }
    }

    fn of_byte(byte: u8) -> Option<Self> {
        [Self::Log, Self::Witness].into_iter().find(|purpose| purpose.byte() == byte)
    }
}

/// A public key under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NoteKey {
    name: String,
    purpose: Purpose,
    public: VerifyingKey,
}

/// A secret key under a name. Nothing of it is shown.
pub struct SigningKey {
    secret: ed25519_dalek::SigningKey,
    public: NoteKey,
}

/// Why a key is of no use.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum KeyFault {
    #[error("`{0}` is no name of a key: it has a blank or a plus sign in it, or nothing at all")]
    Name(String),
    #[error("this is not the public key of a checkpoint, which is written NAME+HASH+KEY")]
    Spelling,
    #[error("this is not a secret key of OpenSSH; `remit ledger key FILE` makes one")]
    Secret,
    #[error(
        "the secret key has a passphrase, and there is nobody to ask for it; use a key without one, which only its owner may read"
    )]
    Locked,
    #[error("a key of the kind `{0}` cannot sign checkpoints; they take ed25519")]
    Kind(String),
}

impl NoteKey {
    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// By which a signature says whose it is.
    pub fn id(&self) -> [u8; 4] {
        let Self { name, purpose, public } = self;
        let hashed = [name.as_bytes(), b"\n", &[purpose.byte()], public.as_bytes()].concat();
        let [one, two, three, four, ..] = *sha256(&hashed).bytes();
        [one, two, three, four]
    }

    /// Whether both are of one secret key, under whatever name and for whatever purpose.
    pub fn is_same_key(&self, other: &Self) -> bool {
        self.public == other.public
    }

    pub(super) fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let signature = Signature::from_slice(signature);
        signature.is_ok_and(|signature| self.public.verify_strict(message, &signature).is_ok())
    }
}

/// As people hand it on: the name, the identifier, and the kind with the key itself.
impl fmt::Display for NoteKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.purpose.byte()], self.public.as_bytes().as_slice()].concat();
        write!(out, "{}+{:08x}+{}", self.name, u32::from_be_bytes(self.id()), STANDARD.encode(key))
    }
}

impl FromStr for NoteKey {
    type Err = KeyFault;

    fn from_str(text: &str) -> Result<Self, KeyFault> {
        // What follows the second plus sign may have more of them.
        let mut parts = text.trim().splitn(3, '+');
        let (Some(name), Some(id), Some(key)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(KeyFault::Spelling);
        };
        let key = STANDARD.decode(key).map_err(|_| KeyFault::Spelling)?;
        let Some((purpose, public)) = key.split_first() else { return Err(KeyFault::Spelling) };
        let purpose = Purpose::of_byte(*purpose).ok_or(KeyFault::Spelling)?;
        let public = public.try_into().ok().and_then(|public| VerifyingKey::from_bytes(public).ok());
        let key = Self { name: checked_name(name)?, purpose, public: public.ok_or(KeyFault::Spelling)? };
        if format!("{:08x}", u32::from_be_bytes(key.id())) == id { Ok(key) } else { Err(KeyFault::Spelling) }
    }
}

impl SigningKey {
    /// Reads a key as `ssh-keygen` writes it.
    ///
    /// # Errors
    /// It cannot sign here, or the name is none.
    pub fn parse(name: &str, purpose: Purpose, text: &str) -> Result<Self, KeyFault> {
        let name = checked_name(name)?;
        let key = PrivateKey::from_openssh(text).map_err(|_| KeyFault::Secret)?;
        if key.is_encrypted() {
            return Err(KeyFault::Locked);
        }
        match key.key_data() {
            KeypairData::Ed25519(pair) => {
                let secret = ed25519_dalek::SigningKey::from_bytes(&pair.private.to_bytes());
                let public = NoteKey { name, purpose, public: secret.verifying_key() };
                Ok(Self { secret, public })
            }
            _ => Err(KeyFault::Kind(key.algorithm().to_string())),
        }
    }

    /// The text of a new secret key, as `ssh-keygen` would write it, from bytes that nobody else can know.
    ///
    /// # Panics
    /// Memory runs out.
    pub fn made_of(seed: &[u8; 32], comment: &str) -> String {
        let pair = ssh_key::private::Ed25519Keypair::from_seed(seed);
        let key = PrivateKey::new(pair.into(), comment).expect("an ed25519 key is a key");
        key.to_openssh(LineEnding::LF).expect("a key can be written").to_string()
    }

    /// What others believe it by.
    pub fn public(&self) -> &NoteKey {
        &self.public
    }

    pub(super) fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.secret.sign(message).to_bytes()
    }
}

fn checked_name(name: &str) -> Result<String, KeyFault> {
    let is_name = !name.is_empty()
        && !name.contains(|letter: char| letter.is_whitespace() || letter == '+' || letter.is_control());
    if is_name { Ok(name.to_owned()) } else { Err(KeyFault::Name(name.to_owned())) }
}
