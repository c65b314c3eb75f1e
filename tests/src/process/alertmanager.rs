//! A real Alertmanager, and which alerts it shows.

use std::env;
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

use super::patience::until;
use super::visitor::Visitor;

const PROGRAM: &str = "prometheus-alertmanager";
const CONFIGURATION: &str = "route:\n  receiver: nobody\nreceivers:\n  - name: nobody\n";

/// An Alertmanager that is up; a test that is over takes it down.
pub struct AlertmanagerServer {
    child: Child,
    visitor: Visitor,
    _folder: TempDir,
}

impl AlertmanagerServer {
    /// Starts it; none where there is none.
    ///
    /// # Panics
    /// There is none where there must be one: in continuous integration.
    pub fn start() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let configuration = folder.path().join("alertmanager.yml");
        std::fs::write(&configuration, CONFIGURATION).expect("a file can be written");
        let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
        let address = free.expect("a port is free").to_string();
        let started = Command::new(PROGRAM)
            .arg(format!("--config.file={}", configuration.display()))
            .arg(format!("--storage.path={}", folder.path().display()))
            .arg(format!("--web.listen-address={address}"))
            .arg("--cluster.listen-address=")
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let Ok(child) = started else {
            assert!(env::var_os("CI").is_none(), "{PROGRAM} is needed here: apt-get install {PROGRAM}");
            return None;
        };
        until("Alertmanager listens", || std::net::TcpStream::connect(&address).ok());
        Some(Self { child, visitor: Visitor::at(&address), _folder: folder })
    }

    /// Where it is, as a notifier names it.
    pub fn url(&self) -> String {
        self.visitor.front()
    }

    /// The alerts that it shows as open, each with its labels and annotations.
    pub fn open(&self) -> Vec<Value> {
        let all = self.visitor.json("/api/v2/alerts?active=true");
        all.as_array().cloned().unwrap_or_default()
    }
}

impl Drop for AlertmanagerServer {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
