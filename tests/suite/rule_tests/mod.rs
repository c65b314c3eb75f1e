//! Rule tests as texts, and in words what came of them.

mod expecting;
mod faults;
mod narrowing;
mod project;
mod reloading;
mod responding;
mod tables;
mod targets;
mod time;
