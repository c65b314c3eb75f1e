//! Data values in XML: ADX, as the IHE profile defines it, and the data value sets of DHIS2.
//!
//! `element` is what stands in one element, and `reader` puts every data value through the feed's columns, whose names are those of
//! attributes. What an element says holds for the values inside it. Entities of a file's own are never expanded.

mod element;
mod reader;
#[cfg(test)]
mod tests;

pub(crate) use reader::{ADX, DHIS2};
