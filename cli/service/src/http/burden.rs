//! What bodies are asked for, and what rests with nobody: `GET /burden` and `/coverage`.

use app::matrix::{Burden, Coverage};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use engine::model::BodyId;
use pages::live::{self, Access, address};
use pages::tables::{burden_table, coverage_table};
use serde::Deserialize;

use super::asked::{Asked, Form};
use super::paging::{Page, with_next};
use super::refusal::Refusal;
use super::shown::Shown;
use super::wanted::Wanted;
use crate::questions::Known;
use crate::wire::{WireBurden, WireCoverage};

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/burden", get(burden)).route("/coverage", get(coverage))
}

/// Of whom it is asked.
#[derive(Deserialize)]
struct BurdenQuery {
    body: Option<String>,
}

async fn burden(
    State(shown): State<Shown>,
    RawQuery(raw): RawQuery,
    query: Result<Query<BurdenQuery>, QueryRejection>,
    page: Page,
    wanted: Wanted,
    asked: Asked,
) -> Response {
    let Ok(Query(BurdenQuery { body })) = query else { return asked.refuse(Refusal::Misasked) };
    let body = body.map(|body| BodyId::new(&*body));
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, .. } = known;
        if let Some(body) = &body {
            program.catalogue.bodies.get(body)?;
        }
        let all = Burden::of(known.engine, picture.day, body.as_ref())?;
        let (listed, next) = page.of_list(&all.bodies);
        let further = next.map(|next| page.behind(address::BURDEN, raw.as_deref(), next));
        let answer = form.or_table(
            || WireBurden::of(&all, listed, next, known),
            || match &body {
                Some(body) => live::burden_of(picture, &all, (body, program), access),
                None => live::burden(picture, (&all, listed, further.clone()), program, access),
            },
            || burden_table(listed, program),
        );
        Some(with_next(answer, further.as_deref(), wanted))
    };
    shown.follow(asked, find).await
}

async fn coverage(State(shown): State<Shown>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, program, records, .. } = known;
        form.read(records.texts(picture.position, |texts| {
            let coverage = Coverage::of(known.engine, picture.day, texts.in_force()?)?;
            Some(form.or_table(
                || WireCoverage::of(&coverage, known),
                || live::coverage(picture, &coverage, program, access),
                || coverage_table(&coverage, program),
            ))
        }))
    };
    shown.follow_now(asked, find).await
}
