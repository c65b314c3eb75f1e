//! The grammar: every key of every file that people write, with what it means and what may stand there. Readers, schemas,
//! editors and the reference all go by it. To add a key, add an entry here and the code that reads it.
//!
//! `table` is what a grammar is made of, `file` one kind of file, `files` all of them. Each other module is one table, or a
//! few that belong together.

mod arithmetic;
mod authority;
mod bodies;
mod change;
mod check;
mod checkpoints;
mod document;
mod exception;
mod feed;
mod feed_bodies;
mod feed_breakdown;
mod feed_columns;
mod feed_sheet;
mod feed_table;
mod file;
mod files;
mod joining;
mod labels;
mod ladder;
mod lint;
mod manifest;
mod measure;
mod mission;
mod notifier;
mod numerals;
mod obligation;
mod person;
mod plugin;
mod plugin_outcome;
mod plugin_test;
mod project;
mod pull;
mod register;
mod register_list;
mod relation;
mod route;
mod rule_test;
mod series;
mod server;
mod stream;
mod table;
mod target;
mod test_table;
mod test_target;
mod timing;

pub use file::FileGrammar;
pub use files::{FILES, MANIFESTS, MISSIONS, PLUGIN_TESTS, REMIT_TOML, RULE_TESTS};
pub use manifest::RESERVED_SETTINGS;
pub use notifier::{ALERTMANAGER, MAIL, PLUGIN_NOTIFIER, STDOUT, TEAMS, WEBHOOK};
pub use person::PEOPLE;
pub use pull::PULL;
pub use register::REGISTER;
pub use relation::RELATIONS;
pub use stream::STREAM;
pub use table::{
    Key, NAMES_PEOPLE, Named, OPTIONAL, Others, REACHES_PEOPLE, REQUIRED, Relation, TableType, ValueType,
};
