//! `[[notifier]]`: who is told, and how.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

/// The kinds of notifiers that come with Remit.
pub(super) const NOTIFIER_KINDS: &[&str] = &["stdout", "webhook"];

pub(super) const NOTIFIER: ValueType = ValueType::Either(&[
    ValueType::Table(&STDOUT),
    ValueType::Table(&WEBHOOK),
    ValueType::Table(&PLUGIN_NOTIFIER),
]);

pub static STDOUT: TableType = TableType {
    id: "stdout",
    name: "[[notifier]]",
    meaning: "It prints messages.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"terminal\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["stdout"]),
            example: "\"stdout\"",
            meaning: "It prints.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub static WEBHOOK: TableType = TableType {
    id: "webhook",
    name: "[[notifier]]",
    meaning: "It posts messages to an address, signed as Standard Webhooks has it.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"board\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["webhook"]),
            example: "\"webhook\"",
            meaning: "It posts.",
            ..REQUIRED
        },
        Key {
            name: "url",
            holds: ValueType::Shaped("^https?://"),
            example: "\"https://example.org/alerts\"",
            meaning: "The whole address, such as `https://example.org/hooks/remit`.",
            ..REQUIRED
        },
        Key {
            name: "secret",
            holds: ValueType::Verbatim,
            example: "\"whsec_…\"",
            meaning: "The secret to sign with, which begins with `whsec_`.",
            ..OPTIONAL
        },
        Key {
            name: "secret_file",
            holds: ValueType::Text,
            example: "\"board.secret\"",
            meaning: "A file that holds the secret, within the project.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["secret"], &["secret_file"]])],
    others: Others::Refused,
};

pub static PLUGIN_NOTIFIER: TableType = TableType {
    id: "plugin_notifier",
    name: "[[notifier]]",
    meaning: "A plugin makes the requests. What stands beside `id` and `kind` is for its manifest.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"board\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Name(Named::PluginBeside(NOTIFIER_KINDS)),
            example: "\"teams-card\"",
            meaning: "The name of the plugin.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Allowed,
};
