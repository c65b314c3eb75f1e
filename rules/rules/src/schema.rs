//! The JSON Schemas of the TOML files that people write, for editors that know TOML and nothing of Remit.
//!
//! They are written by hand in `rules/schemas`. What may stand in a file is decided by its reader alone; a test holds the
//! schemas to the readers.

/// The schema of one kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Schema {
    /// The name of its own file.
    pub name: &'static str,
    /// The files that it describes, within a project.
    pub describes: &'static str,
    /// The schema, draft 7, which all editors of TOML know.
    pub text: &'static str,
}

/// Every schema.
pub const SCHEMAS: [Schema; 5] = [
    Schema { name: "remit.json", describes: "remit.toml", text: include_str!("../schemas/remit.json") },
    Schema {
        name: "mission.json",
        describes: "missions/*.toml",
        text: include_str!("../schemas/mission.json"),
    },
    Schema { name: "tests.json", describes: "tests/*.toml", text: include_str!("../schemas/tests.json") },
    Schema {
        name: "plugin.json",
        describes: "plugins/*/plugin.toml",
        text: include_str!("../schemas/plugin.json"),
    },
    Schema {
        name: "plugin-tests.json",
        describes: "plugins/*/tests/*.toml",
        text: include_str!("../schemas/plugin-tests.json"),
    },
];
