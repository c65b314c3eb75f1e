//! `[feed.stream]`: reports that come as messages of a stream.

use super::table::{Key, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub static STREAM: TableType = TableType {
    id: "stream",
    name: "[feed.stream]",
    meaning: "The stream of NATS JetStream from which reports come: each message is a file of the feed.",
    keys: &[
        Key {
            name: "servers",
            holds: ValueType::List { of: &ValueType::Text, least: 1 },
            example: "[\"tls://nats-1.example.gov.uk\", \"tls://nats-2.example.gov.uk\"]",
            meaning: "The servers of one cluster, each by `tls://`, or on this machine by `nats://`. Their hosts must be named in `hosts` under [project].",
            ..REQUIRED
        },
        Key {
            name: "stream",
            holds: ValueType::Text,
            example: "\"REPORTS\"",
            meaning: "The name of the stream.",
            ..REQUIRED
        },
        Key {
            name: "consumer",
            holds: ValueType::Text,
            example: "\"remit\"",
            meaning: "The name of the durable pull consumer, which acknowledges each message. It is there already, and serves this project alone.",
            ..REQUIRED
        },
        Key {
            name: "credentials_file",
            holds: ValueType::Text,
            example: "\"nats.creds\"",
            meaning: "The file with the credentials by which the servers let Remit in, relative to the project. It is read when it is needed, and neither kept nor told.",
            ..OPTIONAL
        },
        Key {
            name: "authorities_file",
            holds: ValueType::Text,
            example: "\"nats-authorities.pem\"",
            meaning: "The certificates of those who vouch for the servers, in PEM, where the machine does not know them.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};
