//! From facts to English. Nothing else in Remit makes sentences for people of what the engine found.
//!
//! Modules stand in one order, each using only those before it:
//! `public_url`, `verdict`, `authority`, `declaration`, `question`, `lint`, `papers`, `finding`, `names`, `lead`, `receipt`, `progress`, `proof`, `agreement`, `notice`, `checkpoint`, `files`, `pulled`, `streams`, `upgrade`, `clock`, `judged_by`, `foreseen`, `replay`, `comparison`, `relation`, `commitment`, `class`, `exception`, `ladder`, `matrix`, `burden`, `response`, `text_change`, `examples`, `proposal`, `silence`, `alert`, `summary`, `board_state`, `board`,
//! `due`, `undertaking`, `figure`, `pace`, `unreconciled`, `contested`, `panel`, `questionable`, `unregistered`, `left_out`, `look`, `full_receipt`, `copy`, `returns`, `feeds`, `ledger_entry`, `since`, `standing`, `case`, `what_if`, `explanation`, `text_changes`, `rule_cost`, `elsewhere`, `routing`, `digest`, `template`.

pub mod agreement;
pub mod alert;
pub mod authority;
pub mod board;
pub mod board_state;
pub mod burden;
pub mod case;
pub mod checkpoint;
pub mod class;
pub mod clock;
pub mod commitment;
pub mod comparison;
pub mod contested;
pub mod copy;
pub mod declaration;
pub mod digest;
pub mod due;
pub mod elsewhere;
pub mod examples;
pub mod exception;
pub mod explanation;
pub mod feeds;
pub mod figure;
pub mod files;
pub mod finding;
pub mod foreseen;
pub mod full_receipt;
pub mod judged_by;
pub mod ladder;
pub mod lead;
pub mod ledger_entry;
pub mod left_out;
pub mod lint;
pub mod look;
pub mod matrix;
pub mod names;
pub mod notice;
pub mod pace;
pub mod panel;
pub mod papers;
pub mod progress;
pub mod proof;
pub mod proposal;
pub mod public_url;
pub mod pulled;
pub mod question;
pub mod questionable;
pub mod receipt;
pub mod relation;
pub mod replay;
pub mod response;
pub mod returns;
pub mod routing;
pub mod rule_cost;
pub mod silence;
pub mod since;
pub mod standing;
pub mod streams;
pub mod summary;
pub mod template;
pub mod text_change;
pub mod text_changes;
pub mod undertaking;
pub mod unreconciled;
pub mod unregistered;
pub mod upgrade;
pub mod verdict;
pub mod what_if;

pub use language::english;
