//! Watches folders, and says at once when a file in one of them is whole, or gone.
//!
//! A file is whole when it is closed after writing, renamed into place, or linked into it; what is still being written is left alone, and is known for
//! whoever looks at all files at once.
//! Network drives send no such news: they have to be looked at by other means.
//!
//! `folders` are the watched ones, `change` is what an event comes to, `unclosed` are the files that are being written, `watcher` delivers what
//! happened, and `fault` says why a folder cannot be watched.

mod change;
mod fault;
mod folders;
#[cfg(test)]
mod tests;
mod unclosed;
mod watcher;

pub use change::FileChange;
pub use fault::WatchError;
pub use unclosed::Unclosed;
pub use watcher::Watcher;
