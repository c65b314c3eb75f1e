//! A real mail server, aiosmtpd, and what it takes.

use std::env;
use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

use serde_json::Value;

/// A mail server that is up; a test that is over takes it down.
pub struct MailServer {
    child: Child,
    said: BufReader<ChildStdout>,
    port: u16,
}

impl MailServer {
    /// Starts it; none where there is no aiosmtpd.
    ///
    /// # Panics
    /// There is none where there must be one: in continuous integration.
    pub fn start() -> Option<Self> {
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("mail/server.py");
        let mut command = Command::new("python3");
        command.arg(script).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().ok()?;
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut line = String::new();
        said.read_line(&mut line).expect("the mail server is heard");
        let Ok(port) = line.trim().parse() else {
            drop(child.wait());
            assert!(env::var_os("CI").is_none(), "aiosmtpd is needed here: python3 -m pip install aiosmtpd");
            return None;
        };
        Some(Self { child, said, port })
    }

    pub fn port(&self) -> u16 {
        self.port
    }

    /// The next mail that it takes.
    ///
    /// # Panics
    /// It ended before.
    #[track_caller]
    pub fn next_mail(&mut self) -> Value {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("the mail server is heard");
        serde_json::from_str(&line).expect("a mail is a line of JSON")
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
