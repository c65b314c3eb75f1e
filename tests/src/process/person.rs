//! A person with an SSH key, as `ssh-keygen` makes it.

use std::fs;
use std::process::{Command, Stdio};

use super::answer::{Answer, remit};
use super::folder::Folder;

/// Someone who may be named as an approver.
pub struct Person {
    /// The name, which is that of the key's file beside the project as well.
    pub name: &'static str,
    /// The public key, as a declaration has it.
    pub key: String,
}

impl Person {
    /// Someone with a new key.
    ///
    /// # Panics
    /// `ssh-keygen` is not installed.
    #[track_caller]
    pub fn new(folder: &Folder, name: &'static str) -> Self {
        Self::with_passphrase(folder, name, "")
    }

    /// Someone with a new key that is encrypted.
    ///
    /// # Panics
    /// As [`Self::new`].
    #[track_caller]
    pub fn with_passphrase(folder: &Folder, name: &'static str, passphrase: &str) -> Self {
        keygen(folder, &["-q", "-t", "ed25519", "-N", passphrase, "-C", name, "-f", name], None);
        let public = fs::read_to_string(folder.root().join(format!("{name}.pub")));
        Self { name, key: public.expect("ssh-keygen wrote it").trim().to_owned() }
    }

    /// Signs the change of this revision.
    ///
    /// # Panics
    /// As [`remit`].
    #[track_caller]
    pub fn approves(&self, folder: &Folder, revision: &str) -> Answer {
        remit(folder, &format!("approve project {revision} --key {} --reason agreed --yes", self.name))
    }
}

/// Runs `ssh-keygen` beside the project, where `input` names a file there that it is fed with.
///
/// # Panics
/// It is not installed, or it fails.
#[track_caller]
pub fn keygen(folder: &Folder, arguments: &[&str], input: Option<&str>) {
    let file = input.map(|name| fs::File::open(folder.root().join(name)).expect("the file is there"));
    let input = file.map_or_else(Stdio::null, Stdio::from);
    let ran = Command::new("ssh-keygen").args(arguments).current_dir(folder.root()).stdin(input).output();
    let ran = ran.expect("ssh-keygen is installed, from the package openssh-client");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}
