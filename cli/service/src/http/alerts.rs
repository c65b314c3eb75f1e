//! Every open alert, page by page: `GET /alerts`.

use app::published::Picture;
use axum::Router;
use axum::extract::{RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use pages::live::{self, Access, address};
use pages::tables::alerts_table;

use super::asked::Form;
use super::paging::{Page, with_next};
use super::reader::OwnAsked;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::wire::WireAlerts;

/// Its address.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/alerts", get(alerts))
}

async fn alerts(
    State(shown): State<Shown>,
    RawQuery(raw): RawQuery,
    page: Page,
    wanted: Wanted,
    OwnAsked { asked, reader, own }: OwnAsked,
) -> Response {
    let find = move |picture: &Picture, form: Form, access: Access| {
        let narrowed = own.as_ref().map(|own| picture.of_own(own));
        let picture = narrowed.as_ref().unwrap_or(picture);
        let all = picture.gravest_first();
        let (listed, next) = page.of_list(&all);
        let further = next.map(|next| page.behind(address::ALERTS, raw.as_deref(), next));
        let answer = form.or_table(
            || WireAlerts::of(picture, all.len(), listed, next),
            || live::alerts(picture, (all.len(), listed, further.clone()), (reader.view(), access)),
            || alerts_table(listed),
        );
        Some(with_next(answer, further.as_deref(), wanted))
    };
    shown.show(asked, find).await
}
