//! Every body with how much it owes.

use app::matrix::BodyCounts;
use engine::program::Program;

use super::row::row;

/// A heading, and a row for each body.
pub fn bodies_table(bodies: &[BodyCounts], program: &Program) -> String {
    let mut table = row(&["body", "body_name", "owed", "broken"].map(str::to_owned));
    for BodyCounts { body, owed, broken } in bodies {
        let name = program.catalogue.body_name(body).to_owned();
        table.push_str(&row(&[body.to_string(), name, owed.to_string(), broken.to_string()]));
    }
    table
}
