//! From text to declarations: what each file says, place by place, before anything that it names is looked up.
//!
//! `mission`, `approver`, `authority`, `measure`, `breakdown`, `values`, `target`, `obligation`, `needs`, `exception`, `ladder`, `document`, `cadence` and `by` are the shapes of a mission's file, and `cadence` reads the periods that `remit.toml` names; `project`, `person` and `holidays`
//! read `remit.toml` and its calendar, `lint` what lints go by; `budget` is how much a mission may ask for; `relation` is how things hang together; `listed` reads people and relations that stand in tables of CSV; `register`, `kin` and `jurisdiction` read `bodies.csv`, and `lists` what others publish beside it; `manifest` reads a plugin's `plugin.toml`,
//! `case` rule tests. How a single value is read is `language::read`'s to say.

mod approver;
mod authority;
mod breakdown;
mod budget;
mod by;
mod cadence;
pub(crate) mod case;
mod circle;
mod document;
mod duty;
mod exception;
mod group;
mod holidays;
mod jurisdiction;
mod kin;
mod labels;
mod ladder;
mod lint;
mod listed;
mod lists;
mod manifest;
mod measure;
mod mission;
mod needs;
mod obligation;
mod params;
mod person;
mod project;
mod register;
mod relation;
mod target;
mod values;
mod wait;

pub(crate) use breakdown::BreakdownDeclaration;
pub(crate) use by::ByDeclaration;
pub(crate) use cadence::NamedCadences;
pub use cadence::named_cadences;
pub(crate) use circle::circles;
pub(crate) use duty::DutyDeclaration;
pub(crate) use exception::ExceptionDeclaration;
pub(crate) use group::Group;
pub(crate) use jurisdiction::{check_jurisdictions, jurisdictions};
pub(crate) use ladder::{LadderDeclaration, StepDeclaration};
pub(crate) use language::read::{Reading, YEARS};
pub use lint::{Allowance, LintSettings};
pub use listed::{PEOPLE_FILE, RELATIONS_FILE};
pub use lists::{ListFormat, ListTexts, RegisterList, join_lists, register_lists};
pub use manifest::{
    HostPattern, MANIFEST_FILE, Manifest, PLUGINS_FOLDER, PluginKind, SettingDeclaration, SettingKind,
    SettingValue, path_pattern, read_manifest,
};
pub(crate) use measure::{AddsUpDeclaration, MeasureDeclaration};
pub(crate) use mission::{MissionDeclaration, read_mission};
pub(crate) use obligation::{ContributionDeclaration, Contributors, ObligationDeclaration};
pub(crate) use person::PersonDeclaration;
pub(crate) use project::division_name;
pub use project::{BesideProject, Project, bank_holidays_path, read_project};
pub(crate) use register::{Register, read_register};
pub(crate) use relation::{ListedRelations, RelationDeclaration};
pub(crate) use target::TargetDeclaration;
