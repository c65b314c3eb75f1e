//! The purpose that every signature here states.

/// What signatures here are for, as `ssh-keygen -Y sign -n` is told; a signature made for anything else does not count.
pub const NAMESPACE: &str = "remit";
