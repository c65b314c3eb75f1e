//! Reading what people write, value by value, with every fault in it.
//!
//! `document` gathers the faults of one text, `number` keeps digits exact, `item` is one value and `table` a table of them;
//! `toml_text` reads a whole TOML text, and `canonical` is what a table says however it is written. `sheet` does for CSV what
//! they do for TOML. `day_of_month` reads days that come round.

mod canonical;
mod day_of_month;
mod document;
mod item;
mod number;
mod sheet;
mod table;
mod toml_text;

pub(crate) use canonical::canonical;
pub use day_of_month::{
    DAY_OF_MONTH_HELP, parse_day_and_month, parse_day_of_month, parse_month, parse_weekday,
};
pub use document::Document;
pub use item::{ID_HELP, Item, YEARS, is_well_formed, parse_date};
pub use number::exact;
pub use sheet::{Row, Sheet};
pub use table::Table;
pub use toml_text::{Reading, TomlText, parsed, read_document};
