//! Libraries of others, by which what Remit sends is read: scripts of Python in `outside/`.

use std::env;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The exit code of a script that has no library to read with.
const NO_LIBRARY: i32 = 3;

/// What a script says to an input; none where there is no such library, which continuous integration must have.
///
/// # Panics
/// The script fails, or there is no library where there must be one.
#[track_caller]
pub fn read_by(script: &str, library: &str, input: &str) -> Option<String> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("outside").join(script);
    let mut command = Command::new("python3");
    command.arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().ok()?;
    let mut asked = child.stdin.take().expect("it is piped");
    // A script without its library reads nothing.
    drop(asked.write_all(input.as_bytes()));
    drop(asked);
    let done = child.wait_with_output().expect("a script ends");
    if done.status.code() == Some(NO_LIBRARY) {
        assert!(env::var_os("CI").is_none(), "`{library}` is needed here: python3 -m pip install {library}");
        return None;
    }
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    Some(String::from_utf8(done.stdout).expect("a script answers with text"))
}
