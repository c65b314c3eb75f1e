//! Handing a file in: which file for which feed, what would become of its rows, and the reference number.

use askama::Template;

use super::person::Person;

/// A feed for which a file can be handed in.
pub struct FeedChoice {
    pub id: String,
    pub format: String,
}

/// What became of a file, or would.
pub struct Uploaded {
    pub hash: String,
    pub feed: String,
    pub taken: usize,
    pub unchanged: usize,
    pub revised: usize,
    pub set_aside: usize,
    /// In the order of the file.
    pub rows: Vec<UploadedRow>,
    /// How many rows are told no more of.
    pub more: usize,
}

/// What became of one row.
pub struct UploadedRow {
    pub line: u32,
    pub told: String,
}

impl Uploaded {
    fn says_something(&self) -> bool {
        self.taken + self.unchanged + self.revised > 0
    }
}

#[derive(Template)]
#[template(path = "live/upload.html")]
struct UploadPage<'p> {
    person: Option<Person<'p>>,
    feeds: &'p [FeedChoice],
    fault: Option<&'p str>,
    form_token: &'p str,
}

/// The form for a file, with what is wrong with the one that came.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn upload(person: Person<'_>, feeds: &[FeedChoice], fault: Option<&str>) -> askama::Result<String> {
    let form_token = person.form_token;
    UploadPage { person: Some(person), feeds, fault, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/upload_check.html")]
struct CheckPage<'p> {
    person: Option<Person<'p>>,
    name: &'p str,
    key: &'p str,
    foreseen: &'p Uploaded,
    form_token: &'p str,
}

/// What would become of a file, row by row, before it is handed in.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn check_upload(
    person: Person<'_>,
    name: &str,
    key: &str,
    foreseen: &Uploaded,
) -> askama::Result<String> {
    let form_token = person.form_token;
    CheckPage { person: Some(person), name, key, foreseen, form_token }.render()
}

#[derive(Template)]
#[template(path = "live/upload_done.html")]
struct DonePage<'p> {
    person: Option<Person<'p>>,
    name: &'p str,
    reference: &'p str,
    told: &'p Uploaded,
}

/// That it is taken in, with the reference number and the receipt.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn upload_sent(
    person: Person<'_>,
    name: &str,
    reference: &str,
    told: &Uploaded,
) -> askama::Result<String> {
    DonePage { person: Some(person), name, reference, told }.render()
}
