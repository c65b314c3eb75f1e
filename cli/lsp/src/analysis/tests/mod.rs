//! Places in texts, whole and half written.

mod cases;
mod completing;
mod libraries;
mod meaning;
mod one_entry;
mod project;
mod references;
mod subject;
