//! From text to declarations: what each file says, place by place, before anything that it names is looked up.
//!
//! `document`, `table` and `item` read TOML so that one fault hides no other and every number stays exact; `mission`,
//! `approver`, `measure`, `target` and `obligation` are the shapes of a mission's file; `project` and `holidays` read
//! `remit.toml` and its calendar; `register`, `sheet` and `kin` read `bodies.csv`; `manifest` reads a plugin's `plugin.toml`,
//! `case` rule tests.

mod approver;
pub(crate) mod case;
mod circle;
mod document;
mod group;
mod holidays;
mod item;
mod kin;
mod manifest;
mod measure;
mod mission;
mod number;
mod obligation;
mod params;
mod project;
mod register;
mod sheet;
mod table;
mod target;
mod wait;

pub(crate) use circle::circles;
pub(crate) use document::Reading;
pub(crate) use group::Group;
pub(crate) use item::YEARS;
pub use manifest::{
    HostPattern, MANIFEST_FILE, Manifest, PLUGINS_FOLDER, PluginKind, SettingDeclaration, SettingKind,
    SettingValue, path_pattern, read_manifest,
};
pub(crate) use measure::{AddsUpDeclaration, MeasureDeclaration};
pub(crate) use mission::{MissionDeclaration, read_mission};
pub(crate) use obligation::{ContributionDeclaration, Contributors, DutyDeclaration, ObligationDeclaration};
pub use project::{Project, bank_holidays_path, read_project};
pub(crate) use register::{Register, read_register};
pub(crate) use target::TargetDeclaration;
