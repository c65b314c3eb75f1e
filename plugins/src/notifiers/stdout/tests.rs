//! What reaches the sink, and what does not.

use std::io::{self, Write};
use std::sync::{Arc, Mutex};

use jiff::Timestamp;
use rules::source::SourceText;

use super::*;
use crate::notifiers::notifier::{Notifier as _, NotifyError};
use crate::settings::parse;
use ledger::entry::Message;

/// A sink that another part of the test can read.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Broken;

impl Write for Broken {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::Error::new(io::ErrorKind::BrokenPipe, "broken pipe"))
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn message(text: &str) -> Message {
    let [id, kind, subject, text, json] = ["m1", "alert.firing", "Missed", text, "{}"].map(str::to_owned);
    Message { id, at: Timestamp::UNIX_EPOCH, kind, subject, text, json }
}

fn notifier(sink: impl Write + Send + 'static) -> Stdout {
    Stdout::new(StdoutSettings { id: "screen".into() }, Box::new(sink))
}

#[track_caller]
fn check(texts: &[&str], expect: &str) {
    let sink = Shared::default();
    let notifier = notifier(sink.clone());
    for text in texts {
        notifier.send(&message(text)).unwrap();
    }
    assert_eq!(String::from_utf8(sink.0.lock().unwrap().clone()).unwrap(), expect);
}

#[test]
fn every_message_ends_its_line() {
    check(&["prisons missed Q1", "again\n"], "prisons missed Q1\nagain\n");
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    check(&["one\n\ttwo \u{1b}[2Jthree\u{202e}"], "one\n\ttwo U+001B[2JthreeU+202E\n");
}

#[test]
fn a_closed_pipe_is_worth_another_try() {
    let error = notifier(Broken).send(&message("lost?")).unwrap_err();
    assert!(matches!(error, NotifyError::Unavailable(_)));
    insta::assert_snapshot!(error, @"the message cannot be printed: broken pipe");
}

#[test]
fn settings_with_a_key_too_many_are_refused() {
    let settings = |table: &str| {
        let text = format!("[[notifier]]\nkind = 'stdout'\n{table}");
        parse(&SourceText::new("remit.toml", text)).0
    };
    assert_eq!(settings("id = 'screen'").unwrap().notifiers[0].settings.id(), "screen");
    assert!(settings("id = 'screen'\ncolour = 'red'").is_none());
}
