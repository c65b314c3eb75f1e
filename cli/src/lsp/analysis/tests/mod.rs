//! Places in texts, whole and half written.

mod cases;
mod completing;
mod meaning;
mod project;
mod subject;
