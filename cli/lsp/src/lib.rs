//! The language server: what an editor is told of a project while it is being written. An editor is a client of the application:
//! nothing is compiled here.
//!
//! `frame` and `message` are how editors talk; `place` and `address` are how they name places and files. `document` is an open
//! text, `texts` those of one project with what lies on the disk, `fault` what is wrong with them. `analysis` says what a place
//! means, `declared` keeps what the texts declare, `figures` says what is known besides, and `cases` reads rule tests. `event` is
//! whatever the server may hear of, `folder` all of one project, and `request` answers questions about it. `server` is what is
//! open, `notices` what the editor tells of it, and `session` goes from the editor's first word to its last.
//!
//! Modules stand in one order, each using only those before it:
//! `address`, `place`, `frame`, `message`, `analysis`, `declared`, `texts`, `document`, `fault`, `figures`, `cases`, `event`,
//! `folder`, `request`, `server`, `notices`, `session`.

mod address;
mod analysis;
mod cases;
mod declared;
mod document;
mod event;
mod fault;
mod figures;
mod folder;
mod frame;
mod message;
mod notices;
mod place;
mod request;
mod server;
mod session;
mod texts;

pub use session::{Ending, serve};
