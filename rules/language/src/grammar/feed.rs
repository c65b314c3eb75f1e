//! `[[feed]]`: where reports arrive.

use super::pull::PULL;
use super::table::{Key, Named, OPTIONAL, Others, REQUIRED, TableType, ValueType};

pub(super) static FEED: TableType = TableType {
    id: "feed",
    name: "[[feed]]",
    meaning: "Where reports arrive.",
    keys: &[
        Key {
            name: "id",
            holds: ValueType::NewId,
            example: "\"referrals\"",
            meaning: "Its name in the project.",
            ..REQUIRED
        },
        Key {
            name: "folder",
            holds: ValueType::Text,
            example: "\"feeds/referrals\"",
            meaning: "The folder of its files, within the project.",
            ..REQUIRED
        },
        Key {
            name: "files",
            holds: ValueType::Text,
            example: "\"*.csv\"",
            meaning: "Which files in the folder are its own: a pattern such as `*.csv`, or `2024-*/*.csv` for files in folders of their own; the default goes by the format.",
            ..OPTIONAL
        },
        Key {
            name: "format",
            holds: ValueType::Either(&[
                ValueType::Words(&["csv", "ndjson", "adx", "dhis2-xml"]),
                ValueType::Text,
            ]),
            default: "\"csv\"",
            example: "\"ndjson\"",
            meaning: "How its files are written: `csv`, `ndjson`, `adx` (ADX in XML), `dhis2-xml` (data value sets of DHIS2), or the name of a plugin that reads them.",
            ..OPTIONAL
        },
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"referrals\"",
            meaning: "The measure that every row is about.",
            ..OPTIONAL
        },
        Key {
            name: "speaks_for",
            holds: ValueType::Text,
            example: "\"councils\"",
            meaning: "The body or the publisher for whom the feed speaks. What feeds that speak for different ones report of one figure is kept apart; see `prefer` and `within` of the measure.",
            ..OPTIONAL
        },
        Key {
            name: "vintage",
            holds: ValueType::Either(&[
                ValueType::Words(&["backfill", "received", "file-name"]),
                ValueType::Table(&VINTAGE_COLUMN),
            ]),
            default: "\"backfill\"",
            example: "{ column = \"published\" }",
            meaning: "When a figure became known: `backfill` for history that counts as in time, which is the default; `received`; `file-name`; or a column.",
            ..OPTIONAL
        },
        Key {
            name: "taken_out",
            holds: ValueType::Words(&["stays", "withdrawn"]),
            default: "\"stays\"",
            example: "\"withdrawn\"",
            meaning: "What becomes of a figure whose row a new content of its file no longer has: it `stays` in force, which is the default, or is `withdrawn`, and so absent.",
            ..OPTIONAL
        },
        Key {
            name: "complete",
            holds: ValueType::Flag,
            default: "false",
            example: "true",
            meaning: "Whether every release says everything: what a newer one no longer has is withdrawn, of the measures and periods that it has at all. A release is a file; where `files` names folders, all files of one.",
            ..OPTIONAL
        },
        Key {
            name: "where",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ gss_code = \"E92000001\", referrer = [\"adult_prison\", \"probation\"] }",
            meaning: "Only rows where every one of these columns says this, or one of these, are taken.",
            ..OPTIONAL
        },
        Key {
            name: "totals",
            holds: ValueType::ByName(&ANY_OF),
            example: "{ \"Org Code\" = [\"TOTAL\", \"Total\"] }",
            meaning: "Rows where one of these columns says this are totals of other rows: they are left out, and told where the rows do not add up to them.",
            ..OPTIONAL
        },
        Key {
            name: "columns",
            holds: ValueType::Table(&COLUMNS),
            example: "{ period = \"period\", body = \"body\", value = \"value\" }",
            meaning: "Which column holds what; of NDJSON, which key; of XML, which attribute.",
            ..OPTIONAL
        },
        Key {
            name: "codes",
            holds: ValueType::Table(&CODES),
            example: "{ body = { adult_prison = \"hm-prison-service\" } }",
            meaning: "What the file's own codes stand for.",
            ..OPTIONAL
        },
        Key {
            name: "absence",
            holds: ValueType::ByName(&ValueType::Words(&[
                "not-available",
                "not-applicable",
                "confidential",
                "unreliable",
                "blank",
            ])),
            example: "{ \"n/a\" = \"not-applicable\" }",
            meaning: "Marks for missing figures, besides the known ones.",
            ..OPTIONAL
        },
        Key {
            name: "pull",
            holds: ValueType::Table(&PULL),
            example: "{ url = \"https://example.org/figures.csv\", at = \"09:30\", every = \"day\" }",
            meaning: "Where its files are fetched, and at which moments; see docs/publishers.md.",
            ..OPTIONAL
        },
        Key {
            name: "settings",
            holds: ValueType::ByName(&ValueType::Anything),
            example: "{ sheet = \"Figures\" }",
            meaning: "What the plugin that reads the files is told; its manifest says what it takes.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static VINTAGE_COLUMN: TableType = TableType {
    id: "vintage_column",
    name: "`vintage`",
    meaning: "A column of dates or moments.",
    keys: &[Key {
        name: "column",
        holds: ValueType::Text,
        example: "\"published\"",
        meaning: "The name of the column.",
        ..REQUIRED
    }],
    relations: &[],
    others: Others::Refused,
};

pub(super) static COLUMNS: TableType = TableType {
    id: "columns",
    name: "[feed.columns]",
    meaning: "Which column holds what.",
    keys: &[
        Key {
            name: "period",
            holds: ValueType::Text,
            example: "\"period_end\"",
            meaning: "The column of the period.",
            ..REQUIRED
        },
        Key {
            name: "body",
            holds: ValueType::Text,
            example: "\"org_code\"",
            meaning: "The column of the body: its id, or a code from bodies.csv.",
            ..REQUIRED
        },
        Key {
            name: "measure",
            holds: ValueType::Text,
            example: "\"indicator\"",
            meaning: "The column of the measure, where the rows are about several.",
            ..OPTIONAL
        },
        Key {
            name: "value",
            holds: COLUMNS_OF_FIGURE,
            example: "\"households\"",
            meaning: "The column of the figure, or a list of columns of which it is the sum; a mark in any of them is no nought.",
            ..OPTIONAL
        },
        Key {
            name: "values",
            holds: ValueType::Either(&[
                ValueType::ByName(&ValueType::Name(Named::Measure)),
                ValueType::List { of: &ValueType::Table(&MEASURE_COLUMNS), least: 1 },
            ]),
            example: "{ attendances = \"ae-attendances\" }",
            meaning: "Columns that each hold a measure: column = measure; or a list of measures, each with the columns whose sum it is.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::Text,
            example: "\"file_status\"",
            meaning: "The column that says how settled a figure is.",
            ..OPTIONAL
        },
        Key {
            name: "unit",
            holds: ValueType::Text,
            example: "\"unit\"",
            meaning: "The column of the unit, which must be the measure's.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// The column of a figure, or those whose sum it is.
const COLUMNS_OF_FIGURE: ValueType =
    ValueType::Either(&[ValueType::Text, ValueType::List { of: &ValueType::Text, least: 1 }]);

pub(super) static MEASURE_COLUMNS: TableType = TableType {
    id: "measure_columns",
    name: "an entry of `values`",
    meaning: "A measure and the columns of its figure.",
    keys: &[
        Key {
            name: "measure",
            holds: ValueType::Name(Named::Measure),
            example: "\"ae-attendances\"",
            meaning: "The measure.",
            ..REQUIRED
        },
        Key {
            name: "columns",
            holds: COLUMNS_OF_FIGURE,
            example: "[\"type_1\", \"type_2\"]",
            meaning: "The column of the figure, or a list of columns of which it is the sum.",
            ..REQUIRED
        },
    ],
    relations: &[],
    others: Others::Refused,
};

pub(super) static CODES: TableType = TableType {
    id: "codes",
    name: "[feed.codes]",
    meaning: "What the file's own codes stand for.",
    keys: &[
        Key {
            name: "body",
            holds: ValueType::ByName(&ValueType::Name(Named::Body)),
            example: "{ adult_prison = \"hm-prison-service\" }",
            meaning: "Codes of bodies: code = body.",
            ..OPTIONAL
        },
        Key {
            name: "measure",
            holds: ValueType::ByName(&ValueType::Name(Named::Measure)),
            example: "{ A1 = \"referrals\" }",
            meaning: "Codes of measures: code = measure.",
            ..OPTIONAL
        },
        Key {
            name: "status",
            holds: ValueType::ByName(&ValueType::Words(&["provisional", "final", "revised"])),
            example: "{ as_published = \"final\" }",
            meaning: "Words for how settled a figure is.",
            ..OPTIONAL
        },
    ],
    relations: &[],
    others: Others::Refused,
};

/// One text or several.
pub(super) const ANY_OF: ValueType =
    ValueType::Either(&[ValueType::Code, ValueType::List { of: &ValueType::Code, least: 1 }]);
