//! The cross-package suite, in one binary.

mod binary;
mod costs;
mod editing;
mod fairness;
mod folded;
mod fuzz;
mod in_database;
mod kept_since;
mod pace;
mod past_texts;
mod project_costs;
mod properties;
mod reference;
mod replay;
mod rule_tests;
mod scenarios;
mod schemas;
mod simulation;
mod standing;
mod streamed;
mod taking_over;
mod tidy;
mod told_again;
mod waived;
mod watching;
mod wild;
