//! The page in the place of one that cannot be shown.

use askama::Template;

#[derive(Template)]
#[template(path = "live/refusal.html")]
struct RefusalPage<'p> {
    title: &'p str,
    detail: &'p str,
}

/// Why there is no page, on one page.
///
/// # Errors
/// The page cannot be put together, which is no fault of whoever asked.
pub fn refusal(title: &str, detail: &str) -> askama::Result<String> {
    RefusalPage { title, detail }.render()
}
