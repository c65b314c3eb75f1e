//! JSON Schemas of the files that people write, for editors that know TOML and nothing of Remit. They say what the grammar
//! says; what a reader checks besides, such as whether a name is known, they cannot.

mod json;
mod node;

pub use node::schema;
