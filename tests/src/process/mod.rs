//! The program from outside: as a process with folders, a ledger and a receiver of messages around it.
//!
//! Modules stand in one order, each using only those before it:
//! `patience`, `edit`, `folder`, `binary`, `stream`, `answer`, `person`, `certificate`, `connection`, `visitor`, `service`, `editor`, `neovim`, `browser`, `mail_server`, `outside`, `alertmanager`, `receiver`, `publisher`, `identity_provider`, `forwarder`, `database`, `small_disk`, `nats`, `record`.

mod alertmanager;
mod answer;
mod binary;
mod browser;
mod certificate;
mod connection;
mod database;
mod edit;
mod editor;
mod folder;
mod forwarder;
mod identity_provider;
mod mail_server;
mod nats;
mod neovim;
mod outside;
mod patience;
mod person;
mod publisher;
mod receiver;
mod record;
mod service;
mod small_disk;
mod stream;
mod visitor;

pub use alertmanager::AlertmanagerServer;
pub use answer::{Answer, as_nobody, remit, remit_typing, remit_with};
pub use browser::Browser;
pub use certificate::TestCertificate;
pub use database::{Cluster, Pooler};
pub use edit::edited;
pub use editor::Editor;
pub use folder::{Folder, PROJECT, health_mission, joined_up, warmth_report};
pub use forwarder::Forwarder;
pub use identity_provider::{IdentityServer, Lie};
pub use mail_server::MailServer;
pub use nats::NatsCluster;
pub use neovim::neovim;
pub use outside::read_by;
pub use patience::{DEADLINE, until};
pub use person::{Person, keygen};
pub use publisher::Publisher;
pub use receiver::{Manner, Receiver, Request, SECRET};
pub use record::{figures, messages, observations, queued, recorded, settled};
pub use service::Service;
pub use small_disk::SmallDisk;
pub use visitor::{Listener, Page, Visitor};
