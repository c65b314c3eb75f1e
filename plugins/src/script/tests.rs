//! Plugins in, words out.
