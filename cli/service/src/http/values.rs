//! What is declared in the text of a mission, value by value: `GET /values/{mission}`. From there a change of each begins.

use app::edited::texts_of;
use axum::Router;
use axum::extract::{Path, State};
use axum::response::Response;
use axum::routing::get;
use engine::model::Measure;
use language::rewrite::{Value, values};
use pages::live::{self, Access, TargetLine};
use rules::compile::read_mission_texts;

use super::asked::{Asked, Form};
use super::shown::Shown;
use crate::questions::Known;
use crate::wire::WireValues;

/// Its address.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/values/{mission}", get(of_mission))
}

async fn of_mission(State(shown): State<Shown>, Path(mission): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let Known { picture, records, .. } = known;
        let shown = picture.mission(&mission)?;
        form.read(records.texts(picture.position, |texts| {
            let (path, texts, _) = texts_of(texts.in_force()?, &mission)?;
            values(&texts.declaration.text, |values| {
                form.of(
                    || WireValues::of(picture, (&*mission, &**path), values),
                    || live::values(picture, (shown, &**path), values, access),
                )
            })
        }))
    };
    shown.follow_now(asked, find).await
}

/// The targets of a measure as they are written, in whichever mission's text; none of a day that is over.
pub(super) fn targets(known: &Known<'_>, measure: &Measure) -> Vec<TargetLine> {
    let Known { picture, records, proposals: Some(_), .. } = known else { return Vec::new() };
    let found = records.texts(picture.position, |texts| {
        let missions = texts.in_force()?.missions.values();
        let read = missions.filter_map(|texts| {
            let mission = read_mission_texts(texts)?.mission;
            values(&texts.declaration.text, |values| of_measure(mission.as_str(), measure, values))
        });
        Some(read.flatten().collect())
    });
    found.ok().flatten().unwrap_or_default()
}

fn of_measure(mission: &str, measure: &Measure, values: &[Value<'_>]) -> Vec<TargetLine> {
    let is_of_it = |value: &&Value<'_>| {
        let steps = value.place.steps();
        let of = steps.get(1).and_then(|name| name.split(':').next());
        steps.first().is_some_and(|list| list == "target")
            && of == Some(measure.id.as_str())
            && value.key() == "value"
    };
    let line = |value: &Value<'_>| {
        let place = value.place.to_string();
        let by = place.strip_suffix("value").map(|table| format!("{table}by"));
        let by = values.iter().find(|other| Some(other.place.to_string()) == by);
        let told = words::text_change::target(value.plain.as_deref()?, by.and_then(|by| by.plain.as_deref()));
        Some(TargetLine { told, mission: mission.to_owned(), place })
    };
    values.iter().filter(is_of_it).filter_map(line).collect()
}
