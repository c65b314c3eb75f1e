//! `[[plugin]]` and `[[hook]]`: what plugins are granted, and those that messages go through.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) static PLUGIN: TableType = TableType {
    id: "plugin",
    name: "[[plugin]]",
    meaning: "What a plugin is granted.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::NewId,
            example: "\"teams-card\"",
            meaning: "The plugin's name, which is that of its folder in `plugins`.",
            ..REQUIRED
        },
        Key {
            name: "version",
            holds: ValueType::Text,
            example: "\"^1.2\"",
            meaning: "Which versions will do, such as `1` or `^1.2`.",
            ..OPTIONAL
        },
        Key {
            name: "allow_hosts",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"*.example.org\"]",
            meaning: "The hosts that it may send to, such as `example.org`, `*.example.org` or `example.org:8443`.",
            ..OPTIONAL
        },
        Key {
            name: "allow_paths",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"codes/*.csv\"]",
            meaning: "The files of the project that it may be handed, such as `codes/*.csv`.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static HOOK: TableType = TableType {
    id: "hook",
    name: "[[hook]]",
    meaning: "One plugin. What stands beside its name is for its manifest.",
    keys: &[Key {
        name: "plugin",
        holds: ValueType::Text,
        example: "\"on-call\"",
        meaning: "The name of the plugin.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Allowed,
};
