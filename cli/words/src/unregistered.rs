//! Organisations that files name and the register lacks.

use engine::model::Period;

use crate::english;

/// What is known of one: where its rows begin and end, and whom it may be.
pub struct UnregisteredBody<'a> {
    /// Its code, or its name where there is none.
    pub text: &'a str,
    pub name: &'a str,
    /// The first and the last that rows are about.
    pub periods: (Period, Period),
    /// The same of anybody of its kind.
    pub of_kind: (Period, Period),
    pub rows: u32,
    /// A body of the register that has its name.
    pub same_name: Option<&'a str>,
    /// A body of the register that is nearly called so.
    pub near: Option<&'a str>,
    /// The row of another one with its name, which the register lacks as well.
    pub twin: Option<&'a str>,
}

/// A line about an organisation.
pub struct Seen {
    pub text: String,
    /// Whether there is anything to look at.
    pub stands_out: bool,
}

/// What is known of an organisation, in a line.
pub fn seen(body: &UnregisteredBody<'_>) -> Seen {
    let UnregisteredBody { text, name, periods: (first, last), rows, same_name, near, twin, .. } = body;
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
    let life = life(body);
    let stands_out = !whom.is_empty() || !life.is_empty();
    Seen {
        text: format!("{named}: {} {periods}{life}{whom}", english::count(*rows as usize, "row")),
        stands_out,
    }
}

/// Whether it may have been founded or closed while others reported: whoever is no more owes nothing. One period is a gap like any other.
fn life(body: &UnregisteredBody<'_>) -> String {
    let ((own_first, own_last), (first, last)) = (body.periods, body.of_kind);
    let is_later = own_first.step(-1).first_day() > first.first_day();
    let is_earlier = own_last.step(1).last_day() < last.last_day();
    let begin =
        || format!("; others begin with {}: if it opened later, fill in `opened`", english::period(first));
    let go_on = || format!("; others go on to {}: if it has closed, fill in `closed`", english::period(last));
    let said = [is_later.then(begin), is_earlier.then(go_on)];
    said.into_iter().flatten().collect()
}

/// Organisations that are not told one by one.
pub fn more_seen(number: usize) -> String {
    format!("and {}, of which nothing stands out", english::count(number, "more organisation"))
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
