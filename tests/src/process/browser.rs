//! Chromium before the pages of the service, driven by a script.

use std::env;
use std::io::{BufRead as _, BufReader, Read as _};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// A script that drives a browser, and what it says.
pub struct Browser {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Browser {
    /// Starts a script of `tests/browser` at an address; none where there is no browser, or nothing that drives it.
    ///
    /// # Panics
    /// There is none where there must be one: in continuous integration.
    pub fn start(script: &str, address: &str) -> Option<Self> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("browser");
        let is_there = folder.join("node_modules").is_dir() && Path::new("/usr/bin/chromium").exists();
        if !is_there {
            assert!(
                env::var_os("CI").is_none(),
                "Chromium and the packages of tests/browser are needed here"
            );
            return None;
        }
        let mut command = Command::new("node");
        command.arg(folder.join(script)).arg(address).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().expect("node starts");
        let said = BufReader::new(child.stdout.take().expect("it is piped"));
        Some(Self { child, said })
    }

    /// The next line that the script says.
    ///
    /// # Panics
    /// It ended before.
    #[track_caller]
    pub fn hear(&mut self) -> String {
        let mut line = String::new();
        let length = self.said.read_line(&mut line).expect("the script is heard");
        assert!(length > 0, "the script goes on");
        line.trim_end().to_owned()
    }

    /// Everything that it says until it ends.
    ///
    /// # Panics
    /// It failed.
    #[track_caller]
    pub fn hear_out(mut self) -> String {
        let said: Vec<String> = self.said.by_ref().lines().map_while(Result::ok).collect();
        let ended = self.child.wait().expect("the script ends");
        assert!(ended.success(), "the script failed after\n{}", said.join("\n"));
        said.join("\n")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
