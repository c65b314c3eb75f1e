//! Whoever is signed in, as pages say it.

/// Whoever is signed in.
#[derive(Clone, Copy, Debug)]
pub struct Person<'p> {
    pub name: &'p str,
    /// What each form of the session must say.
    pub form_token: &'p str,
}
