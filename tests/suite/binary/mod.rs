//! The real program, as people and machines use it: every command, every fault that a user can make, and the service through
//! changes, stops and crashes.

// Clippy allows `unwrap` in what says that it is for tests, its functions that are no tests included.
#![cfg(test)]

mod about;
mod approvals;
mod aside;
mod bad_data;
mod bad_ledger;
mod bad_project;
mod bad_rules;
mod browser;
mod built_in_rules;
mod commands;
mod council;
mod coverage;
mod cuts;
mod deadlines;
mod deliveries;
mod docs;
mod doubted;
mod due;
mod embargoes;
mod explain;
mod fed_files;
mod forecasts;
mod groups;
mod half_written;
mod handing_in;
mod health_mission;
mod joined_by_rule;
mod joined_up;
mod ledger;
mod lint;
mod looked;
mod lsp;
mod lsp_cases;
mod lsp_figures;
mod mail;
mod matrix;
mod named_rightly;
mod packs;
mod pages;
mod past_days;
mod plugins;
mod pulled;
mod readers;
mod receipts;
mod register;
mod releases;
mod reload;
mod repl;
mod replay;
mod responses;
mod restart;
mod rule_costs;
mod said_again;
mod serve;
mod situations;
mod sums;
mod tables;
mod testing;
mod what_if;
mod whole_files;
mod workbooks;
mod written;
