//! The page on which people sign in.

use askama::Template;

use super::person::Person;

/// What the page shows.
#[derive(Template)]
#[template(path = "live/sign_in.html")]
pub struct SignIn<'p> {
    /// Who is signed in already.
    pub person: Option<Person<'p>>,
    /// The name that was given before.
    pub name: &'p str,
    /// Where to go from here.
    pub then: &'p str,
    /// Whether name and password did not belong together.
    pub is_wrong: bool,
}

/// The page on which people sign in.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn sign_in(page: &SignIn<'_>) -> askama::Result<String> {
    page.render()
}
