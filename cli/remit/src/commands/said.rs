//! Saying things on standard output and standard error; colours are taken off where there is no terminal, and no letter of
//! anybody's is obeyed.

use std::io::{self, Write};
use std::path::Path;

use anyhow::Context as _;
use app::approvals::Examined;
use jiff::civil::Date;
use language::visible::{visible_json, visible_painted};
use rules::compile::Waiting;
use rules::diagnostic::{Colour, Diagnostic, render};

use app::wire::WireWaiting;

/// Prints an answer. A reader that went away, such as `head`, is no fault.
pub(super) fn answer(text: &str) -> anyhow::Result<()> {
    answer_as_it_is(&visible_painted(text))
}

/// Prints an answer in a format that has line ends of its own, and in which no letter of anybody's is left to be obeyed.
pub(super) fn answer_as_it_is(text: &str) -> anyhow::Result<()> {
    let mut out = anstream::stdout().lock();
    match out.write_all(text.as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(error).context("the answer cannot be written")
        }
        _ => Ok(()),
    }
}

/// Where the log goes: to standard error, line by line as it is written.
pub(super) struct LogLines;

impl Write for LogLines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let line = String::from_utf8_lossy(bytes);
        anstream::stderr().lock().write_all(visible_painted(&line).as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        anstream::stderr().lock().flush()
    }
}

/// Prints a JSON document, in which JSON's own escapes show what is not seen.
pub(super) fn answer_json(document: &str) -> anyhow::Result<()> {
    answer(&format!("{}\n", visible_json(document)))
}

/// Says on standard error what went wrong.
pub(super) fn complain(text: &str) {
    remark(&format!("remit: {text}"));
}

/// Says something on standard error. Nothing can be done where even that fails.
pub(super) fn remark(text: &str) {
    drop(writeln!(anstream::stderr().lock(), "{}", visible_painted(text.trim_end())));
}

/// Prints diagnostics on standard error.
pub(super) fn diagnose(faults: &[Diagnostic]) {
    if !faults.is_empty() {
        remark(&render(faults, Colour::Ansi));
    }
}

/// Who has signed what, as a sentence.
pub(super) fn signed(examined: &Examined) -> String {
    words::agreement::signed(&examined.name, &examined.statement)
}

/// Says on standard error which changes wait for signatures, or for their day.
pub(super) fn tell_waiting(waiting: &[Waiting], dir: &Path, today: Date) {
    for waiting in waiting {
        remark(&WireWaiting::new(waiting, today).facts().in_words(&dir.display().to_string()));
    }
}
