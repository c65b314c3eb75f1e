//! The page about a mission that its board prints: `GET /packs/MISSION`.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::get;
use pages::live::{self, Access, PACK_POLICY};

use super::asked::{Asked, Form};
use super::shown::Shown;
use crate::questions::Known;
use crate::wire::WireMission;

/// Its address.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/packs/{mission}", get(pack))
}

async fn pack(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, _: Access| {
        let mission = known.picture.mission(&id)?;
        let page = || live::board_pack(known.picture, &mission.id, known.engine);
        let mut answer = form.of(|| WireMission::from(mission), page);
        // It stands by itself, also on paper and in a mail, and so has its style in it.
        answer.headers_mut().insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(PACK_POLICY));
        Some(answer)
    };
    shown.follow(asked, find).await
}
