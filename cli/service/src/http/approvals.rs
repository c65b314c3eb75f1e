//! What waits for a second person: `GET /approvals` and `/approvals/{id}`.

use app::text_change::moved;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use ledger::proposals::KnownProposal as Proposed;
use pages::live::{self, Access, address};
use pages::tables::approvals_table;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::shown::Shown;
use super::wanted::Wanted;
use crate::questions::Known;
use crate::wire::{WireApproval, WireApprovals};

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/approvals", get(approvals)).route("/approvals/{id}", get(approval))
}

async fn approvals(State(shown): State<Shown>, page: Page, wanted: Wanted, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, proposals, .. } = known;
        let all = waiting_first(proposals?.all());
        let (listed, next) = page.of_list(&all);
        let further = next.map(|next| page.next(address::APPROVALS, next));
        let waiting = proposals?.waiting().count();
        let answer = form.or_table(
            || WireApprovals::of(picture, waiting, listed, next),
            || live::approvals(picture, (waiting, listed, further.clone()), program, access),
            || approvals_table(listed),
        );
        Some(with_next(answer, further.as_deref(), wanted))
    };
    shown.follow_now(asked, find).await
}

/// Those that wait in the order in which they came, and then those about which somebody decided, the newest first.
fn waiting_first<'p>(all: impl DoubleEndedIterator<Item = &'p Proposed>) -> Vec<&'p Proposed> {
    let (waiting, mut decided): (Vec<_>, Vec<_>) = all.partition(|known| known.decided.is_none());
    decided.reverse();
    [waiting, decided].concat()
}

async fn approval(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, proposals, records, .. } = known;
        let found = proposals?.get(&id)?;
        let change = found.proposal.change().filter(|_| found.decided.is_none());
        let moved =
            change.map(|change| records.texts(picture.position, |texts| moved(texts.in_force()?, change)));
        let moved = moved.and_then(Result::ok).flatten();
        Some(form.of(
            || WireApproval::of(picture, found),
            || live::approval(picture, (found, moved), program, access),
        ))
    };
    shown.follow_now(asked, find).await
}
