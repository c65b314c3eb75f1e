//! `[[notifier]]`: who is told, and how.

use super::table::{Key, Named, OPTIONAL, Others, REACHES_PEOPLE, REQUIRED, Relation, TableType, ValueType};

/// The kinds of notifiers that come with Remit.
pub(super) const NOTIFIER_KINDS: &[&str] = &["alertmanager", "mail", "stdout", "teams", "webhook"];

pub(super) const NOTIFIER: ValueType = ValueType::Either(&[
    ValueType::Table(&STDOUT),
    ValueType::Table(&WEBHOOK),
    ValueType::Table(&MAIL),
    ValueType::Table(&ALERTMANAGER),
    ValueType::Table(&TEAMS),
    ValueType::Table(&PLUGIN_NOTIFIER),
]);

/// In whose words messages about alerts are.
const TEMPLATE: Key = Key {
    name: "template",
    holds: ValueType::Text,
    example: "\"board.txt\"",
    meaning: "A file in `templates/` in whose words its messages about alerts are.",
    ..OPTIONAL
};

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
        TEMPLATE,
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
        TEMPLATE,
    ],
    relations: &[Relation::OneOf(&[&["secret"], &["secret_file"]])],
    others: Others::Refused,
};

pub static MAIL: TableType = TableType {
    id: "mail",
    name: "[[notifier]]",
    meaning: "It writes to the people whom an alert names, by mail.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"officials\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["mail"]),
            example: "\"mail\"",
            meaning: "It writes mail.",
            ..REQUIRED
        },
        Key {
            name: "server",
            holds: ValueType::Text,
            example: "\"smtp.example.org\"",
            meaning: "The server that takes the mail, with its port where that is another than usual: `smtp.example.org:2525`.",
            ..REQUIRED
        },
        Key {
            name: "security",
            holds: ValueType::Words(&["tls", "starttls", "none"]),
            example: "\"starttls\"",
            meaning: "How the connection is kept from others: encrypted from the beginning (port 465), encrypted before anything is said (port 587), or not at all, which only this machine itself may be asked for (port 25).",
            default: "\"tls\"",
            ..OPTIONAL
        },
        Key {
            name: "user",
            holds: ValueType::Text,
            example: "\"remit\"",
            meaning: "The name with which to sign in.",
            ..OPTIONAL
        },
        Key {
            name: "password",
            holds: ValueType::Verbatim,
            example: "\"…\"",
            meaning: "The password of `user`.",
            ..OPTIONAL
        },
        Key {
            name: "password_file",
            holds: ValueType::Text,
            example: "\"mail.secret\"",
            meaning: "A file that holds the password, within the project.",
            ..OPTIONAL
        },
        Key {
            name: "from",
            holds: ValueType::Text,
            example: "\"Remit <remit@example.org>\"",
            meaning: "Who writes.",
            is_required: true,
            ..REACHES_PEOPLE
        },
        Key {
            name: "to",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"delivery.unit@example.org\"]",
            meaning: "Who gets a copy of everything, and what concerns nobody whose address is known.",
            is_required: true,
            ..REACHES_PEOPLE
        },
        TEMPLATE,
    ],
    relations: &[Relation::NotBoth("password", "password_file")],
    others: Others::Refused,
};

pub static ALERTMANAGER: TableType = TableType {
    id: "alertmanager",
    name: "[[notifier]]",
    meaning: "It posts alerts to Prometheus's Alertmanager (API v2).",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"operations\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["alertmanager"]),
            example: "\"alertmanager\"",
            meaning: "It posts to Alertmanager.",
            ..REQUIRED
        },
        Key {
            name: "url",
            holds: ValueType::Shaped("^https?://"),
            example: "\"http://localhost:9093\"",
            meaning: "Where Alertmanager is, without `/api/v2`.",
            ..REQUIRED
        },
        TEMPLATE,
    ],
    relations: &[],
    others: Others::Refused,
};

pub static TEAMS: TableType = TableType {
    id: "teams",
    name: "[[notifier]]",
    meaning: "It posts messages into a channel of Microsoft Teams, as an Adaptive Card.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::Text,
            example: "\"channel\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "kind",
            holds: ValueType::Words(&["teams"]),
            example: "\"teams\"",
            meaning: "It posts cards.",
            ..REQUIRED
        },
        Key {
            name: "url",
            holds: ValueType::Verbatim,
            example: "\"https://…\"",
            meaning: "The address that the workflow shows; it is a secret, and left out of everything that is kept.",
            ..OPTIONAL
        },
        Key {
            name: "url_file",
            holds: ValueType::Text,
            example: "\"channel.secret\"",
            meaning: "A file that holds the address, within the project.",
            ..OPTIONAL
        },
        TEMPLATE,
    ],
    relations: &[Relation::OneOf(&[&["url"], &["url_file"]])],
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
