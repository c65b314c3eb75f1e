//! Tables of how things stand at the moment of a picture.

use app::published::Picture;
use engine::Engine;

use crate::catalogue::{Stood, Table};

/// Those that are asked for; none while no program is in force.
pub(super) fn tabled<'e>(
    picture: &Picture,
    engine: &'e Engine,
    ask: impl FnOnce(&Stood<'e>) -> Vec<Table>,
) -> Vec<Table> {
    let told = picture.told_as_at.trim_start_matches("as at ").to_owned();
    Stood::at(engine, picture.day, told).map(|stood| ask(&stood)).unwrap_or_default()
}
