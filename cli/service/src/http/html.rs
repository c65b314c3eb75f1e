//! A page as it leaves the service: no letter of anybody's that stands in it is obeyed unseen.

use std::borrow::Cow;

use axum::response::Html;
use language::visible::visible_lines;

/// The page, in which controls and letters that turn the direction of writing are shown.
pub(super) fn html(page: String) -> Html<String> {
    if let Cow::Owned(shown) = visible_lines(&page) {
        return Html(shown);
    }
    Html(page)
}
