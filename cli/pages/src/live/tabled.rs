//! Tables of how things stand at the moment of a picture.

use app::published::Picture;
use engine::Engine;

use super::address;
use crate::catalogue::{About, Stood, Table};

/// Those that are asked for; none while no program is in force.
pub(super) fn tabled<'e>(
    picture: &Picture,
    engine: &'e Engine,
    ask: impl FnOnce(&Stood<'e>) -> Vec<Table>,
) -> Vec<Table> {
    let told = picture.told_as_at.trim_start_matches("as at ").to_owned();
    let tables = Stood::at(engine, picture.day, told).map(|stood| ask(&stood)).unwrap_or_default();
    tables.into_iter().map(|table| table.leading(href)).collect()
}

fn href(about: &About) -> String {
    match about {
        About::Obligation(declared) => address::obligation(declared),
        About::Series(measure, body) => address::series(measure, body),
    }
}
