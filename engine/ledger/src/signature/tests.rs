//! Ours against the real `ssh-keygen`, both ways, and what is no statement and no signature.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::*;

fn statement() -> Statement {
    Statement {
        mission: engine::model::MissionId::new("homes"),
        revision: engine::model::Revision::new("4f0c"),
        replaces: engine::model::Revision::new("91ab"),
        starts: None,
        reason: "The floor follows\nthe review".to_owned(),
        effect: "no alert would have been other than it was".to_owned(),
        signer: "Jane Doe".to_owned(),
        signed_at: "2026-11-23T20:15:00Z".parse().unwrap(),
        expires: "2026-12-23".parse().unwrap(),
    }
}

/// A folder with a new key of this kind in the file `key`.
fn with_key(kind: &str, passphrase: &str) -> TempDir {
    let folder = TempDir::new().unwrap();
    keygen(folder.path(), &["-q", "-t", kind, "-N", passphrase, "-C", "jane@example", "-f", "key"]);
    folder
}

/// Runs `ssh-keygen` in a folder, fed with the file `statement` where there is one.
#[track_caller]
fn keygen(folder: &Path, arguments: &[&str]) {
    let statement = fs::File::open(folder.join("statement"));
    let input = statement.map_or_else(|_| Stdio::null(), Stdio::from);
    let ran = Command::new("ssh-keygen").args(arguments).current_dir(folder).stdin(input).output();
    let ran = ran.expect("ssh-keygen is installed, from the package openssh-client");
    assert!(ran.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ran.stderr));
}

fn secret(folder: &Path, passphrase: &str) -> SecretKey {
    match Lock::parse(&fs::read_to_string(folder.join("key")).unwrap()).unwrap() {
        Lock::Open(key) => key,
        Lock::Locked(key) => {
            assert_eq!(key.open("wrong").err(), Some(KeyError::Passphrase));
            key.open(passphrase).unwrap()
        }
    }
}

#[track_caller]
fn check_both_ways(kind: &str, passphrase: &str) {
    // The library reads no ECDSA key whose number begins with a zero, which one in 256 does.
    let is_read =
        |folder: &TempDir| Lock::parse(&fs::read_to_string(folder.path().join("key")).unwrap()).is_ok();
    let folder =
        (0..8).map(|_| with_key(kind, passphrase)).find(is_read).expect("hardly any key is not read");
    let (folder, text) = (folder.path(), statement().text());
    fs::write(folder.join("statement"), &text).unwrap();
    let public = fs::read_to_string(folder.join("key.pub")).unwrap();
    let key = secret(folder, passphrase);
    assert!(public.starts_with(&key.public()));

    // Ours, looked at by theirs.
    fs::write(folder.join("statement.sig"), key.sign(&text).unwrap()).unwrap();
    fs::write(folder.join("allowed"), format!("jane {public}")).unwrap();
    let verify = ["-Y", "verify", "-f", "allowed", "-I", "jane", "-n", "remit", "-s", "statement.sig"];
    keygen(folder, &verify);

    // Theirs, looked at by ours.
    if passphrase.is_empty() {
        fs::remove_file(folder.join("statement.sig")).unwrap();
        keygen(folder, &["-Y", "sign", "-f", "key", "-n", "remit", "statement"]);
        let signature = fs::read_to_string(folder.join("statement.sig")).unwrap();
        assert_eq!(signer(&text, &signature).unwrap().key, key.public());
    }
}

#[test]
fn signatures_are_those_of_ssh_keygen() {
    check_both_ways("ed25519", "");
    check_both_ways("ecdsa", "");
}

#[test]
fn an_encrypted_key_opens_with_its_passphrase() {
    check_both_ways("ed25519", "open sesame");
}

#[test]
fn a_signature_for_something_else_does_not_count() {
    let folder = with_key("ed25519", "");
    let (folder, text) = (folder.path(), statement().text());
    fs::write(folder.join("statement"), &text).unwrap();
    keygen(folder, &["-Y", "sign", "-f", "key", "-n", "file", "statement"]);
    let signature = fs::read_to_string(folder.join("statement.sig")).unwrap();
    assert_eq!(signer(&text, &signature), Err(SignatureError::Namespace("file".to_owned())));
}

#[test]
fn a_changed_statement_or_signature_does_not_count() {
    let folder = with_key("ed25519", "");
    let (key, text) = (secret(folder.path(), ""), statement().text());
    let signature = key.sign(&text).unwrap();
    assert!(signer(&text, &signature).is_ok());
    assert_eq!(signer(&text.replace("91ab", "91ac"), &signature), Err(SignatureError::Wrong));
    for garbage in ["", "nonsense", "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"] {
        assert_eq!(signer(&text, garbage), Err(SignatureError::Malformed));
    }
    let cut: String = signature.chars().take(120).collect();
    assert_eq!(signer(&text, &cut), Err(SignatureError::Malformed));
}

#[test]
fn what_is_no_secret_key_is_told_apart() {
    let folder = with_key("ed25519", "");
    let public = fs::read_to_string(folder.path().join("key.pub")).unwrap();
    assert!(matches!(Lock::parse(&public), Err(KeyError::Public)));
    assert!(matches!(Lock::parse("nonsense"), Err(KeyError::Malformed)));
}

#[test]
fn a_statement_is_a_short_text() {
    insta::assert_snapshot!(statement().text(), @r"
    Remit: I approve this change of a mission (version 1).

    Mission: homes
    Revision: 4f0c
    Replaces: 91ab
    Takes effect: at once
    Reason: The floor follows the review
    Effect over history: no alert would have been other than it was
    Signed by: Jane Doe
    Signed at: 2026-11-23T20:15:00Z
    May be used until: 2026-12-23
    ");
}

#[test]
fn a_statement_has_one_spelling() {
    let statement = Statement { starts: Some("2026-12-01".parse().unwrap()), ..statement() };
    let text = statement.text();
    let read = Statement::parse(&text).unwrap();
    assert_eq!(read.text(), text);
    assert_eq!(read.starts, statement.starts);
    check_refused("", &StatementError::Purpose);
    check_refused(&text.replace("Revision: ", "Version: "), &StatementError::Line("Revision"));
    check_refused(&text.replace("2026-12-01", "soon"), &StatementError::Value("Takes effect"));
    check_refused(&text.replace("Jane Doe", "Jane  Doe"), &StatementError::Otherwise);
    check_refused(&text.replace('\n', "\r\n"), &StatementError::Purpose);
    check_refused(&format!("{text}\n"), &StatementError::Otherwise);
}

#[track_caller]
fn check_refused(text: &str, expected: &StatementError) {
    assert_eq!(Statement::parse(text).as_ref(), Err(expected));
}
