//! Reports and replies that are handed in over HTTP, as programs and people do it, and as nobody should.

mod changed_together;
mod command_line;
mod crash;
mod described;
mod door;
mod embargo;
mod examples;
mod filed;
mod form;
mod front;
mod hostile;
pub(super) mod known;
mod looked;
pub(super) mod panels;
mod proposals;
mod reports;
mod responses;
mod returns;
mod silences;
mod text_changes;
mod unwritable;
mod uploads;
