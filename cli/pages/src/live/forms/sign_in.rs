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
    /// What people sign in with at a provider of identities, where there is one.
    pub elsewhere: Option<Elsewhere<'p>>,
}

/// A provider of identities.
pub struct Elsewhere<'p> {
    /// What people sign in with there.
    pub name: &'p str,
    pub href: &'p str,
}

/// The page of somebody who comes back from there; it leads on by itself.
#[derive(Template)]
#[template(path = "live/signed_in.html")]
struct Returned<'p> {
    person: Option<Person<'p>>,
    name: &'p str,
    then: &'p str,
}

/// The page of somebody who has signed in at a provider of identities, and where it leads on to.
///
/// # Errors
/// As [`sign_in`].
pub fn signed_in(name: &str, then: &str) -> askama::Result<String> {
    Returned { person: None, name, then }.render()
}

/// The page of somebody who has signed out here, and not yet at a provider of identities.
pub struct SignedOut<'p> {
    /// What people sign in with there.
    pub name: &'p str,
    /// Where they sign out there; none where they cannot do so from here.
    pub href: Option<&'p str>,
}

#[derive(Template)]
#[template(path = "live/signed_out.html")]
struct SignedOutPage<'p> {
    person: Option<Person<'p>>,
    at: &'p SignedOut<'p>,
}

/// The page of somebody who has signed out here.
///
/// # Errors
/// As [`sign_in`].
pub fn signed_out(at: &SignedOut<'_>) -> askama::Result<String> {
    SignedOutPage { person: None, at }.render()
}

/// The page on which people sign in.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn sign_in(page: &SignIn<'_>) -> askama::Result<String> {
    page.render()
}
