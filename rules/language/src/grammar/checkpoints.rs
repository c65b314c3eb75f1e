//! `[checkpoints]`: what the ledger came to, signed and published, so that others can hold it to that.

use super::route::LENGTH;
use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) static CHECKPOINTS: TableType = TableType {
    id: "checkpoints",
    name: "[checkpoints]",
    meaning: "What the ledger came to, signed and published, so that others can hold it to that.",
    keys: &[
        Key {
            name: "origin",
            holds: ValueType::Shaped("^[^\\s+]+$"),
            example: "\"example.gov.uk/homes\"",
            meaning: "The name under which the ledger signs, like the address of a page without `https://`. No other ledger may ever sign under it.",
            ..REQUIRED
        },
        Key {
            name: "key",
            holds: ValueType::Text,
            default: "\"checkpoints.key\"",
            example: "\"/etc/remit/checkpoints.key\"",
            meaning: "The file of the secret key, which `remit ledger key` makes; `checkpoints.key` is the default.",
            ..OPTIONAL
        },
        Key {
            name: "folder",
            holds: ValueType::Text,
            default: "\"checkpoints\"",
            example: "\"/srv/www/checkpoints\"",
            meaning: "The folder into which checkpoints are published, each in a file of its own; `checkpoints` is the default.",
            ..OPTIONAL
        },
        Key {
            name: "every",
            holds: LENGTH,
            example: "\"1d\"",
            meaning: "`serve` signs by itself: what was written is signed and published after so long at the latest. Where it is not said, `remit ledger checkpoint` signs, and nobody else.",
            ..OPTIONAL
        },
        Key {
            name: "mail",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"Jane Doe <jane@example.org>\"]",
            meaning: "To whom `serve` sends each checkpoint that it signs, through the project's notifiers of mail: each person has a mail of their own, which `remit verify --checkpoint` takes as it came.",
            ..OPTIONAL
        },
        Key {
            name: "witnesses",
            holds: ValueType::List { of: &ValueType::Text, least: 0 },
            example: "[\"auditor.example+4c12f51a+BPOIjwfXx6NmmZ6lO4mLLeS7AeKLpOrIo1CcFzTYaPcI\"]",
            meaning: "The keys of those who work the ledger out again and sign what they find, each as `remit verify --cosign` prints it.",
            ..OPTIONAL
        },
        Key {
            name: "needed",
            holds: ValueType::Whole { least: 0, most: 100 },
            default: "0",
            example: "2",
            meaning: "How many of these witnesses must have signed a checkpoint before it counts; 0 is the default.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
