//! Notes against published ones, and every flipped bit.

use super::*;

/// From the documentation of Go's `note` package.
const GO_KEY: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
const GO_NOTE: &str = "If you think cryptography is the answer to your problem,\n\
    then you don't know what your problem is.\n\n\
    \u{2014} PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

fn secret(name: &str, purpose: Purpose, seed: u8) -> SigningKey {
    SigningKey::parse(name, purpose, &SigningKey::made_of(&[seed; 32], "a test")).unwrap()
}

fn checkpoint() -> Checkpoint {
    Checkpoint { origin: "example.gov.uk/homes".into(), size: 12, root: crate::tree::sha256(b"a root") }
}

#[test]
fn a_note_of_another_implementation_is_believed() {
    let (key, note): (NoteKey, Note) = (GO_KEY.parse().unwrap(), Note::parse(GO_NOTE).unwrap());
    assert_eq!(key.to_string(), GO_KEY);
    assert_eq!(note.stands(&key), Stands::Signed(None));
    assert_eq!(note.to_string(), GO_NOTE);
    let changed = Note::parse(&GO_NOTE.replace("your problem is", "your problem was")).unwrap();
    assert_eq!(changed.stands(&key), Stands::Forged);
}

#[test]
fn a_checkpoint_is_three_lines_and_whoever_signed_it() {
    let (log, witness) =
        (secret("example.gov.uk/homes", Purpose::Log, 1), secret("auditor.example", Purpose::Witness, 2));
    let now = "2026-11-30T12:00:00Z".parse().unwrap();
    let mut note = Note::new(checkpoint().to_string());
    note.sign(&log, now);
    note.sign(&witness, now);
    note.sign(&witness, now);
    let note = Note::parse(&note.to_string()).unwrap();
    assert_eq!(note.text().parse(), Ok(checkpoint()));
    assert_eq!(note.stands(log.public()), Stands::Signed(None));
    assert_eq!(note.stands(witness.public()), Stands::Signed(Some(now)));
    assert_eq!(note.stands(secret("auditor.example", Purpose::Witness, 3).public()), Stands::Missing);
    assert_eq!(note.names().count(), 2);
    let spelt: NoteKey = witness.public().to_string().parse().unwrap();
    assert_eq!(spelt, *witness.public());
}

#[test]
fn every_flipped_bit_is_refused() {
    let key = secret("example.gov.uk/homes", Purpose::Log, 1);
    let mut note = Note::new(checkpoint().to_string());
    note.sign(&key, jiff::Timestamp::UNIX_EPOCH);
    let written = note.to_string().into_bytes();
    for bit in 0..8 * written.len() {
        let mut spoilt = written.clone();
        spoilt[bit / 8] ^= 1 << (bit % 8);
        let Ok(spoilt) = String::from_utf8(spoilt) else { continue };
        let stands = Note::parse(&spoilt).map(|note| note.stands(key.public()));
        assert!(!matches!(stands, Ok(Stands::Signed(_))), "bit {bit}: {spoilt}");
    }
}

#[test]
fn what_is_no_note_is_told_apart() {
    assert_eq!(Note::parse("a\n"), Err(NoteError::Unsigned));
    assert_eq!(Note::parse("a\n\nb\n"), Err(NoteError::Line("b".into())));
    assert_eq!(Note::parse("a\r\n\n\u{2014} b YWFhYWE=\n"), Err(NoteError::Letters));
    assert_eq!(Note::parse(&"a".repeat(2 << 20)), Err(NoteError::TooLong));
    for text in ["", "a\n1\n", "a\n01\nAAAA\n", "\n1\nAAAA\n"] {
        assert_eq!(text.parse::<Checkpoint>(), Err(CheckpointError), "{text}");
    }
    for text in ["", "a+b", "a b+00000000+AAAA", &GO_KEY.replace("c74f", "c74e")] {
        assert!(text.parse::<NoteKey>().is_err(), "{text}");
    }
    let parsed = |text: &str| SigningKey::parse("a", Purpose::Log, text).err();
    assert_eq!(parsed("nonsense"), Some(KeyFault::Secret));
    assert_eq!(SigningKey::parse("a b", Purpose::Log, "").err(), Some(KeyFault::Name("a b".into())));
}

fn signed(size: u64) -> (String, SigningKey) {
    let key = secret("example.gov.uk/homes", Purpose::Log, 1);
    let mut note = Note::new(Checkpoint { size, ..checkpoint() }.to_string());
    note.sign(&key, jiff::Timestamp::UNIX_EPOCH);
    (note.to_string(), key)
}

#[test]
fn a_checkpoint_is_found_in_a_mail_as_it_came() {
    let (note, key) = signed(12);
    let mail = format!("Subject: a checkpoint\n\nKeep this, please:\n\n{note}-- \nThe delivery unit\n");
    let encoded = mail.replace('=', "=3D").replace('\u{2014}', "=E2=80=94");
    // Mail breaks long lines with an equals sign.
    let (start, end) = encoded.split_at(encoded.rfind("=3D\n--").unwrap());
    let folded = format!("{start}=\r\n{end}");
    for text in [
        note.clone(),
        mail.clone(),
        mail.replace('\n', "\r\n"),
        encoded.clone(),
        format!("\u{feff}{note}"),
        note.trim_end().to_owned(),
    ] {
        let (found, parsed) = note_in(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        assert_eq!((found.stands(key.public()), parsed), (Stands::Signed(None), checkpoint()), "{text}");
    }
    assert_eq!(note_in(&folded).map(|(_, found)| found), Ok(checkpoint()), "{folded}");
    assert_eq!(
        note_in(&format!("{mail}\n{note}")).map(|(_, found)| found),
        Ok(checkpoint()),
        "twice the same"
    );
}

#[test]
fn of_two_checkpoints_in_one_text_none_is_chosen() {
    let ((one, _), (other, _)) = (signed(12), signed(13));
    assert_eq!(note_in(&format!("{one}\n{other}")), Err(NotFound::Several));
    assert_eq!(note_in("Keep this, please.\n\nThe delivery unit\n"), Err(NotFound::Nothing));
    assert_eq!(note_in(&"a\n\n".repeat(1 << 20)), Err(NotFound::Nothing));
}

#[test]
fn what_stands_around_a_checkpoint_makes_no_other_of_it() {
    let (note, key) = signed(12);
    for changed in [note.replacen("12", "13", 1), note.replacen("homes", "roads", 1)] {
        let (found, _) = note_in(&format!("Hello,\r\n\r\n{changed}\r\nBye\r\n")).unwrap();
        assert_ne!(found.stands(key.public()), Stands::Signed(None), "{changed}");
    }
}
