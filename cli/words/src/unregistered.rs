//! Organisations that files name and the register lacks.

use engine::model::Period;

use crate::english;

/// What is known of one: where its rows begin and end, and whom it may be.
pub struct UnregisteredBody<'a> {
    /// Its code, or its name where there is none.
    pub text: &'a str,
    pub name: &'a str,
    pub first: Period,
    pub last: Period,
    pub rows: u32,
    /// A body of the register that has its name.
    pub same_name: Option<&'a str>,
    /// A body of the register that is nearly called so.
    pub near: Option<&'a str>,
    /// The row of another one with its name, which the register lacks as well.
    pub twin: Option<&'a str>,
}

/// What is known of an organisation, in a line.
pub fn seen(body: &UnregisteredBody<'_>) -> String {
    let UnregisteredBody { text, name, first, last, rows, same_name, near, twin } = body;
    let named = if text == name { format!("`{text}`") } else { format!("`{text}` ({name})") };
    let periods = if first == last {
        format!("for {}", english::period(*first))
    } else {
        format!("from {} to {}", english::period(*first), english::period(*last))
    };
    let whom = match (same_name, near, twin) {
        (Some(id), ..) => {
            format!(
                "; `{id}` has that name, so no row is made: if it is the same body, add the code to its row"
            )
        }
        (None, Some(id), _) => format!("; `{id}` is nearly called so: see whether it is the same body"),
        (None, None, Some(id)) => {
            format!("; `{id}` has that name too: if it is the same body, put both codes into one row")
        }
        (None, None, None) => String::new(),
    };
    format!("{named}: {} {periods}{whom}", english::count(*rows as usize, "row"))
}

/// Where the register has everybody.
pub fn complete(feed: &str) -> String {
    format!("The register has every organisation that the files of `{feed}` name.")
}

/// After rows were added.
pub fn added(rows: usize, file: &str) -> String {
    format!(
        "Added {} to {file}. See whether kinds, parents and dates are right.",
        english::count(rows, "row")
    )
}
