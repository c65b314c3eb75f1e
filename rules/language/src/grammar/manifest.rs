//! `plugin.toml`: what a plugin is.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

/// Keys that stand beside the settings of a plugin in `remit.toml`.
pub const RESERVED_SETTINGS: &[&str] = &["id", "kind", "plugin", "name"];

pub(super) static MANIFEST_FILE: TableType = TableType {
    id: "",
    name: "the file",
    meaning: "The manifest of a plugin: what it is, what it may ask for, and what a project tells it.",
    keys: &[
        Key {
            name: "plugin",
            holds: ValueType::Table(&MANIFEST),
            meaning: "What the plugin is.",
            ..REQUIRED
        },
        Key {
            name: "capabilities",
            holds: ValueType::Table(&CAPABILITIES),
            meaning: "What it may ask for; a project grants it.",
            ..OPTIONAL
        },
        Key {
            name: "settings",
            holds: ValueType::BySetting { each: &ValueType::Table(&SETTING), reserved: RESERVED_SETTINGS },
            meaning: "What a project may tell it, by name.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static MANIFEST: TableType = TableType {
    id: "plugin",
    name: "[plugin]",
    meaning: "What the plugin is.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::NewId,
            example: "\"teams-card\"",
            meaning: "Its name, which is that of its folder.",
            ..REQUIRED
        },
        Key {
            name: "version",
            holds: ValueType::Shaped("^[0-9]+\\.[0-9]+\\.[0-9]+"),
            example: "\"1.0.0\"",
            meaning: "Its semantic version, such as `1.0.0`.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["reader", "notifier", "library", "hook"]),
            example: "\"reader\"",
            meaning: "What it does.",
            ..REQUIRED
        },
        Key {
            name: "title",
            holds: ValueType::Text,
            example: "\"What people call it\"",
            meaning: "What people call it.",
            ..REQUIRED
        },
        Key {
            name: "description",
            holds: ValueType::Text,
            example: "\"Reads the quarterly return as the department publishes it\"",
            meaning: "What it is for, at more length.",
            ..OPTIONAL
        },
        Key {
            name: "script",
            holds: ValueType::Shaped("^[^./\\\\:][^/\\\\:]*\\.rhai$"),
            default: "\"KIND.rhai\"",
            example: "\"reader.rhai\"",
            meaning: "The file of its script, in its own folder; `KIND.rhai` where it is not said.",
            ..OPTIONAL
        },
        Key {
            name: "files",
            holds: ValueType::Shaped("^[^/]+$"),
            example: "\"*.json\"",
            meaning: "A reader's files where a feed does not say, such as `*.json`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static CAPABILITIES: TableType = TableType {
    id: "capabilities",
    name: "[capabilities]",
    meaning: "What it may ask for; a project grants it.",
    keys: &[
        Key {
            name: "hosts",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"*.example.org\"]",
            meaning: "The hosts that it sends to, such as `example.org` or `*.example.org`.",
            ..OPTIONAL
        },
        Key {
            name: "paths",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"codes/*.csv\"]",
            meaning: "The files of the project that it is handed, such as `codes/*.csv`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static SETTING: TableType = TableType {
    id: "setting",
    name: "a setting",
    meaning: "What a project may tell it.",
    keys: &[
        Key {
            name: "type",
            holds: ValueType::Words(&["text", "number", "flag", "list", "table"]),
            example: "\"text\"",
            meaning: "What it takes.",
            ..REQUIRED
        },
        Key {
            name: "required",
            holds: ValueType::Flag,
            default: "false",
            example: "true",
            meaning: "Whether a project must give it.",
            ..OPTIONAL
        },
        Key {
            name: "secret",
            holds: ValueType::Flag,
            default: "false",
            example: "true",
            meaning: "Whether it is never shown; a secret may come from a file, named under `<name>_file`.",
            ..OPTIONAL
        },
        Key {
            name: "default",
            holds: ValueType::Anything,
            example: "\"#alerts\"",
            meaning: "What it is where a project does not say.",
            ..OPTIONAL
        },
        Key {
            name: "doc",
            holds: ValueType::Text,
            example: "\"The channel to post to\"",
            meaning: "What it is for.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
