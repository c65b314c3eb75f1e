//! One run of the program, from its start to its end.

use std::fmt;
use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Stdio};

use super::binary;
use super::folder::Folder;
use super::stream::Stream;

/// What the program said, and how it ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Answer {
    /// Its exit code; none where it was killed.
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl fmt::Display for Answer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.code.map_or_else(|| "none".to_owned(), |code| code.to_string());
        write!(out, "{}{}exit code {code}", self.out, self.err)
    }
}

/// Runs `remit` beside the project; the words of the command line stand apart by blanks.
///
/// # Panics
/// It does not end before the deadline, or it panics.
#[track_caller]
pub fn remit(folder: &Folder, line: &str) -> Answer {
    run(binary::remit(), folder, line)
}

/// Runs `remit` as above, with something more in its environment.
///
/// # Panics
/// As [`remit`].
#[track_caller]
pub fn remit_with(folder: &Folder, line: &str, environment: &[(&str, &str)]) -> Answer {
    let mut command = binary::remit();
    command.envs(environment.iter().copied());
    run(command, folder, line)
}

/// Runs `remit` with this typed into it.
///
/// # Panics
/// As [`remit`].
#[track_caller]
pub fn remit_typing(folder: &Folder, line: &str, typed: &str) -> Answer {
    let path = folder.root().join("typed");
    fs::write(&path, typed).expect("the folder belongs to the test");
    let mut command = binary::remit();
    command.stdin(fs::File::open(path).expect("it has just been written"));
    run(command, folder, line)
}

/// Runs `remit` as a user who may do nothing, or says that this cannot be done here.
///
/// # Panics
/// As [`remit`].
#[track_caller]
pub fn as_nobody(folder: &Folder, line: &str) -> Option<Answer> {
    const NOBODY: &str = "65534";
    if !is_root() {
        return Some(remit(folder, line));
    }
    let open = fs::Permissions::from_mode(0o755);
    fs::set_permissions(folder.root(), open).expect("the folder belongs to the test");
    let demoted = || {
        let mut command = Command::new("setpriv");
        command.args(["--reuid", NOBODY, "--regid", NOBODY, "--clear-groups"]).stdin(Stdio::null());
        command.arg(binary::path());
        command
    };
    let may_run = demoted().arg("--version").output().is_ok_and(|tried| tried.status.success());
    may_run.then(|| run(demoted(), folder, line))
}

fn is_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|said| said.stdout.trim_ascii() == b"0")
}

#[track_caller]
fn run(mut command: Command, folder: &Folder, line: &str) -> Answer {
    command.args(line.split(' ')).current_dir(folder.root());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    let out = Stream::of(child.stdout.take().expect("it is piped"));
    let err = Stream::of(child.stderr.take().expect("it is piped"));
    let (out, err) = (out.wait_for_end(), err.wait_for_end());
    let status = child.wait().expect("the program ends");
    assert!(!err.contains("panicked"), "the program panicked\n{err}");
    Answer { code: status.code(), out, err }
}
