//! The ledger in words, for auditors, boards and administrators: `GET /audit`.

use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use pages::live::{self, Access};
use pages::tables::ledger_table;
use plugins::accounts::Permission;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::preconditions::may_see;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;

/// Where it is.
const AUDIT: &str = "/audit";

/// Its address.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/audit", get(audit))
}

async fn audit(
    State(shown): State<Shown>,
    Extension(who): Extension<Who>,
    page: Page,
    wanted: Wanted,
    asked: Asked,
) -> Response {
    if let Err(refusal) = may_see(&who, Permission::Audit) {
        return asked.refuse(refusal);
    }
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.entries(picture.position, page.after, page.limit, program).map(|found| {
            let found = found?;
            let older = found.next.map(|next| page.next(AUDIT, next));
            let answer = form.or_table(
                || &found,
                || live::ledger(picture, (&found, older.clone()), program, access),
                || ledger_table(&found),
            );
            Some(with_next(answer, older.as_deref(), wanted))
        }))
    };
    shown.follow_now(asked, find).await
}
