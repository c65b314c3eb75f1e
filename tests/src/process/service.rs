//! `remit serve`, or another command that takes its time, up until it is told to stop or killed.

use std::fs;
use std::process::{Child, Command, Stdio};

use super::answer::Answer;
use super::binary;
use super::certificate::TestCertificate;
use super::folder::{Folder, PROJECT};
use super::stream::Stream;
use super::visitor::Visitor;

/// A service that is up; a test that is over takes it down.
pub struct Service {
    child: Child,
    out: Stream,
    err: Stream,
    /// How much of its log has been waited for.
    heard: usize,
}

impl Service {
    /// Starts to serve the project, named by a path relative to where it runs, and waits until it does.
    ///
    /// # Panics
    /// It does not before the deadline.
    #[track_caller]
    pub fn start(folder: &Folder) -> Self {
        let mut command = binary::remit();
        command.args(["serve", PROJECT, "--listen", "127.0.0.1:0"]);
        let mut service = Self::launch(folder, command);
        service.wait_for("serving; stop with SIGTERM");
        service
    }

    /// The same where one folder of the project lies on a disk that takes nothing, as a mount of its own. None where this machine lets nobody make one.
    ///
    /// # Panics
    /// It is not up before the deadline.
    #[track_caller]
    pub fn start_with_read_only(folder: &Folder, part: &str) -> Option<Self> {
        let mounted = format!("mount --bind '{part}' '{part}' && mount -o remount,bind,ro '{part}'");
        let in_mounts_of_its_own = |line: &str| {
            let mut command = Command::new("unshare");
            command.args(["--user", "--map-root-user", "--mount", "sh", "-c", line]);
            command.current_dir(folder.root());
            command
        };
        let tried = in_mounts_of_its_own(&mounted).stderr(Stdio::null()).status();
        if !tried.is_ok_and(|tried| tried.success()) {
            return None;
        }
        let program = binary::path().display();
        let line = format!("{mounted} && exec '{program}' serve {PROJECT} --listen 127.0.0.1:0");
        let mut service = Self::launch(folder, in_mounts_of_its_own(&line));
        service.wait_for("serving; stop with SIGTERM");
        Some(service)
    }

    /// Starts a command that takes its time, with its log on; the words of the command line stand apart by blanks.
    ///
    /// # Panics
    /// It does not start.
    pub fn begin(folder: &Folder, line: &str) -> Self {
        let mut command = binary::remit();
        command.args(line.split(' ')).env("REMIT_LOG", "info");
        Self::launch(folder, command)
    }

    fn launch(folder: &Folder, mut command: Command) -> Self {
        command.current_dir(folder.root());
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("the service starts");
        let out = Stream::of(child.stdout.take().expect("it is piped"));
        let err = Stream::of(child.stderr.take().expect("it is piped"));
        Self { child, out, err, heard: 0 }
    }

    /// Whoever asks it for pages.
    ///
    /// # Panics
    /// It does not say where they are before the deadline.
    #[track_caller]
    pub fn visitor(&self) -> Visitor {
        Visitor::at(&self.said_address("pages are at http://"))
    }

    /// Whoever asks it by encryption, and trusts this certificate alone.
    ///
    /// # Panics
    /// It does not say where its pages are before the deadline.
    #[track_caller]
    pub fn encrypted_visitor(&self, certificate: &TestCertificate) -> Visitor {
        Visitor::trusting(&self.said_address("pages are at https://"), certificate.trusted())
    }

    #[track_caller]
    fn said_address(&self, said: &str) -> String {
        let behind = self.err.wait_for(said, 0);
        self.err.wait_for("/\n", behind);
        let log = self.err.so_far();
        log.split_at(behind).1.split('/').next().unwrap_or_default().to_owned()
    }

    /// Waits until its log says `wanted`, after what was waited for before.
    ///
    /// # Panics
    /// It does not before the deadline.
    #[track_caller]
    pub fn wait_for(&mut self, wanted: &str) {
        self.heard = self.err.wait_for(wanted, self.heard);
    }

    /// Waits until it prints `wanted` on standard output.
    ///
    /// # Panics
    /// It does not before the deadline.
    #[track_caller]
    pub fn wait_for_output(&self, wanted: &str) {
        self.out.wait_for(wanted, 0);
    }

    /// How many times its log said this so far.
    pub fn times_said(&self, wanted: &str) -> usize {
        self.err.so_far().matches(wanted).count()
    }

    /// Sends its process a signal by its name, such as `STOP`.
    ///
    /// # Panics
    /// It is not there.
    #[track_caller]
    pub fn signal(&self, signal: &str) {
        let sent = Command::new("kill").args([&format!("-{signal}"), &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the service is there");
    }

    /// The number of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How much memory it holds now; nothing where the system does not say.
    pub fn resident_bytes(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let kilobytes = line.and_then(|line| line.trim().trim_end_matches("kB").trim().parse::<u64>().ok());
        kilobytes.unwrap_or_default() * 1024
    }

    /// Sends SIGTERM and waits until it has stopped.
    ///
    /// # Panics
    /// It does not before the deadline, or it panicked.
    #[track_caller]
    pub fn stop(mut self) -> Answer {
        let sent = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the service is there to be stopped");
        self.end()
    }

    /// Kills it in the middle of whatever it does, as `kill -9` does.
    ///
    /// # Panics
    /// It is not there to be killed.
    #[track_caller]
    pub fn kill(mut self) -> Answer {
        self.child.kill().expect("the service is there to be killed");
        self.end()
    }

    /// Waits until it has ended by itself.
    ///
    /// # Panics
    /// It panicked.
    #[track_caller]
    pub fn ended(mut self) -> Answer {
        self.end()
    }

    #[track_caller]
    fn end(&mut self) -> Answer {
        let (out, err) = (self.out.wait_for_end(), self.err.wait_for_end());
        let status = self.child.wait().expect("the service ends");
        assert!(!err.contains("panicked"), "the service panicked\n{err}");
        Answer { code: status.code(), out, err }
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
