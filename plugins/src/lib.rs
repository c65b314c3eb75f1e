//! Everything that touches the outside on the engine's behalf: feeds, notifiers, stores, the inbox, the file watcher and
//! the host of users' own plugins.
//!
//! Every plugin has one shape: a folder with its settings, the plugin itself and its tests, listed in a plain slice.
//!
//! Modules stand in one order, each using only those before it:
//! `files`, `loopback`, `stores`, `accounts`, `host`, `readers`, `feeds`, `notifiers`, `pull`, `streams`, `service_client`, `identity`, `hooks`, `routes`, `inbox`, `watch`, `registry`,
//! `settings`, `look`, `plugin_test`.

pub mod accounts;
pub mod feeds;
pub mod files;
pub mod hooks;
pub mod host;
pub mod identity;
pub mod inbox;
pub mod look;
pub mod loopback;
pub mod notifiers;
pub mod plugin_test;
pub mod pull;
pub mod readers;
pub mod registry;
pub mod routes;
pub mod service_client;
pub mod settings;
pub mod stores;
pub mod streams;
pub mod watch;
