//! The accessibility statement of the service: how it is looked at, what is not known, and whom to tell.

use askama::Template;

#[derive(Template)]
#[template(path = "live/accessibility.html")]
struct AccessibilityPage {}

/// The statement.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn accessibility() -> askama::Result<String> {
    AccessibilityPage {}.render()
}
