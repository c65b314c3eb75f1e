//! Returns: `GET /returns` and `/returns/BODY/PERIOD`. What is typed into one goes by `return_form`.

use app::returns::{Listed, Return, WireListed, WireReturn};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use engine::model::BodyId;
use pages::live::{self, Access, address};
use pages::tables::{return_table, returns_table};
use serde::Deserialize;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::refusal::Refusal;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::questions::Known;

/// How far ahead returns are listed.
const DAYS_AHEAD: u16 = 30;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/returns", get(returns)).route("/returns/{body}/{period}", get(one))
}

/// Whose returns are listed.
#[derive(Deserialize)]
struct ReturnsQuery {
    body: Option<String>,
}

async fn returns(
    State(shown): State<Shown>,
    RawQuery(raw): RawQuery,
    query: Result<Query<ReturnsQuery>, QueryRejection>,
    page: Page,
    wanted: Wanted,
    asked: Asked,
) -> Response {
    let Ok(Query(ReturnsQuery { body })) = query else { return asked.refuse(Refusal::Misasked) };
    let body = body.map(|body| BodyId::new(&*body));
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, .. } = known;
        if let Some(body) = &body {
            program.catalogue.bodies.get(body)?;
        }
        let all = Listed::all(known.engine, body.as_ref(), DAYS_AHEAD)?;
        let (listed, next) = page.of_list(&all);
        let further = next.map(|next| page.behind(address::RETURNS, raw.as_deref(), next));
        let at = (picture.as_at, picture.position);
        let answer = form.or_table(
            || WireListed::of(at, (&all, listed), next, program),
            || live::returns(picture, (&all, listed, further.clone()), (body.as_ref(), program), access),
            || returns_table(listed, program),
        );
        Some(with_next(answer, further.as_deref(), wanted))
    };
    shown.follow(asked, find).await
}

async fn one(
    State(shown): State<Shown>,
    Path((body, period)): Path<(String, String)>,
    asked: Asked,
) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, .. } = known;
        let sheet = Return::of(known.engine, &picture.supply, (&BodyId::new(&*body), &period))?;
        Some(form.or_table(
            || WireReturn::of((picture.as_at, picture.position), &sheet, program),
            || live::return_sheet(picture, &sheet, program, access),
            || return_table(&sheet, program),
        ))
    };
    shown.follow(asked, find).await
}
