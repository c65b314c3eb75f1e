//! The JSON Schemas of users' files: `keys` holds them to the readers, `texts` to what is written.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod keys;
mod texts;
