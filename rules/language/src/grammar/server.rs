//! `[server]`: who reaches the service, and how; `[server.identity]`: who says for it who somebody is.

use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, Relation, TableType, ValueType};

pub(super) static SERVER: TableType = TableType {
    id: "server",
    name: "[server]",
    meaning: "Who reaches the service, and how. It is read when the service starts.",
    keys: &[
        Key {
            name: "public_url",
            holds: ValueType::Shaped("^https?://[^/?#]+/?$"),
            example: "\"https://remit.example.gov.uk\"",
            meaning: "The address at which people reach the service, to whose pages messages lead. Where it is given, the service answers to its host, to the machine's own names and to no other.",
            ..OPTIONAL
        },
        Key {
            name: "tls_cert",
            holds: ValueType::Text,
            example: "\"/etc/remit/fullchain.pem\"",
            meaning: "The certificate of the service in PEM, and behind it those that vouch for it; `--tls-cert` counts before it.",
            ..OPTIONAL
        },
        Key {
            name: "tls_key",
            holds: ValueType::Text,
            example: "\"/etc/remit/privkey.pem\"",
            meaning: "The private key of the certificate in PEM; `--tls-key` counts before it.",
            ..OPTIONAL
        },
        Key {
            name: "trusted_proxies",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"127.0.0.1\"]",
            meaning: "Addresses of proxies that are believed when they say for whom they ask (`X-Forwarded-For`).",
            ..OPTIONAL
        },
        Key {
            name: "connections_per_address",
            holds: ValueType::Whole { least: 1, most: 1200 },
            default: "300",
            example: "300",
            meaning: "How many connections one address may have open at a time; a trusted proxy may have all. 300 is the default.",
            ..OPTIONAL
        },
        Key {
            name: "identity",
            holds: ValueType::Table(&IDENTITY),
            meaning: "A provider of identities, by which people sign in beside passwords.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

static IDENTITY: TableType = TableType {
    id: "identity",
    name: "[server.identity]",
    meaning: "A provider of identities (OpenID Connect), by which people sign in beside passwords.",
    keys: &[
        Key {
            name: "name",
            holds: ValueType::Text,
            example: "\"the department's account\"",
            meaning: "What people sign in with there, as the page that leads there says it.",
            ..REQUIRED
        },
        Key {
            name: "issuer",
            holds: ValueType::Shaped("^https?://"),
            example: "\"https://login.example.gov.uk\"",
            meaning: "The address of the provider, exactly as its tokens have it.",
            ..REQUIRED
        },
        Key {
            name: "client_id",
            holds: ValueType::Text,
            example: "\"remit\"",
            meaning: "By which name the provider knows this service.",
            ..REQUIRED
        },
        Key {
            name: "client_secret_file",
            holds: ValueType::Text,
            example: "\"provider.secret\"",
            meaning: "A file whose first line is the secret that the provider gave this service.",
            ..OPTIONAL
        },
        Key {
            name: "client_secret_env",
            holds: ValueType::Text,
            example: "\"REMIT_PROVIDER_SECRET\"",
            meaning: "The variable of the environment that holds this secret.",
            ..OPTIONAL
        },
        Key {
            name: "claim",
            holds: ValueType::Text,
            default: "\"sub\"",
            example: "\"email\"",
            meaning: "What the provider says of a person by which accounts are found (`remit account add --identity`). Only something that people cannot change there themselves will do; `sub` is the default, and `email` counts where the provider has verified it.",
            ..OPTIONAL
        },
        Key {
            name: "groups_claim",
            holds: ValueType::Text,
            default: "\"groups\"",
            example: "\"roles\"",
            meaning: "What the provider says of a person that names their groups; `groups` is the default.",
            ..OPTIONAL
        },
        Key {
            name: "group",
            holds: ValueType::List { of: &ValueType::Table(&IDENTITY_GROUP), least: 0 },
            meaning: "What members of a group are, where they have no account. Without any, nobody signs in who has none.",
            ..OPTIONAL
        },
    ],
    relations: &[Relation::OneOf(&[&["client_secret_file"], &["client_secret_env"]])],
    others: Others::Refused,
};

static IDENTITY_GROUP: TableType = TableType {
    id: "identity_group",
    name: "[[server.identity.group]]",
    meaning: "What members of a group are. Of several groups the first that is written here counts.",
    keys: &[
        Key {
            name: "group",
            holds: ValueType::Text,
            example: "\"housing-leads\"",
            meaning: "The group, as the provider names it.",
            ..REQUIRED
        },
        Key {
            name: "role",
            holds: ValueType::Words(&[
                "viewer",
                "reporter",
                "official",
                "board",
                "approver",
                "administrator",
                "auditor",
            ]),
            example: "\"official\"",
            meaning: "What their accounts are for.",
            ..REQUIRED
        },
        Key {
            name: "bodies",
            holds: ValueType::List { of: &ValueType::Name(Named::Body), least: 1 },
            example: "[\"north-council\"]",
            meaning: "The bodies for which reporters and officials speak.",
            ..OPTIONAL
        },
        Key {
            name: "missions",
            holds: ValueType::List { of: &ValueType::Name(Named::Mission), least: 1 },
            example: "[\"homes\"]",
            meaning: "The missions for which a board speaks.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
