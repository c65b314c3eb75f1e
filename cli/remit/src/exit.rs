//! Exit codes, as they are documented in `--help`.

use std::process::ExitCode;

/// How a command ended.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Exit {
    /// 0: done, and nothing is firing.
    Quiet,
    /// 1: done, and something is firing.
    Firing,
    /// 1: tests were run and one failed, a ledger was checked and is not sound, or a lint found what was not to be found.
    Failed,
    /// 1, of `lsp`: the editor left without asking for a shutdown.
    Abandoned,
    /// 2: the project or a file of data could not be used; what could be used was evaluated. Or what was asked
    /// for was refused.
    Unusable,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Quiet => 0,
            Exit::Firing | Exit::Failed | Exit::Abandoned => 1,
            Exit::Unusable => 2,
        })
    }
}
