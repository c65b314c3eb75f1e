//! What changed since somebody last looked: `GET /since`, from the beginning of a day or behind an entry of the ledger.

use app::published::Picture;
use app::since::Mark;
use app::wire::WireSince;
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use engine::model::Calendar;
use jiff::Span;
use jiff::civil::Date;
use ledger::entry::Position;
use pages::live;
use plugins::accounts::Looked;
use serde::Deserialize;
use words::english;

use super::asked::{Asked, Form};
use super::reader::Reader;
use super::refusal::Refusal;
use super::shown::Shown;

/// So many days are looked back unless it is said.
const USUAL_DAYS: i64 = 7;

/// Its address.
pub(super) fn routes() -> Router<Shown> {
    Router::new().route("/since", get(changed))
}

/// Since when; of one of them alone.
#[derive(Deserialize)]
struct SinceQuery {
    day: Option<Date>,
    entry: Option<Position>,
}

async fn changed(
    State(shown): State<Shown>,
    query: Result<Query<SinceQuery>, QueryRejection>,
    reader: Reader,
    asked: Asked,
) -> Response {
    let asked = asked.of_reader(reader.tag());
    let (Ok(Query(query)), Ok(None)) = (query, asked.day()) else { return asked.refuse(Refusal::Misasked) };
    let (Some(intake), Some(picture)) = (shown.tasks.intake(), shown.picture()) else {
        return asked.refuse(Refusal::Busy);
    };
    let Some((mark, what)) = mark(&query, reader.looked(), &picture, &intake.program.calendar) else {
        return asked.refuse(Refusal::Misasked);
    };
    let since = match shown.past_days.ask_since(mark).await {
        Ok(since) => since,
        Err(unanswered) => return asked.refuse(unanswered.into()),
    };
    asked.answer(Some(&picture), |picture, form: Form| {
        Some(form.of(
            || WireSince::of(&since, &intake.program.catalogue),
            || live::since(picture, (&*since, &what), reader.person(), (&intake.program, shown.access)),
        ))
    })
}

/// From where on things are news, and how that is told; none where two places are named. Unless it is said, that is where the reader has
/// looked last.
fn mark(
    query: &SinceQuery,
    looked: Option<Looked>,
    picture: &Picture,
    calendar: &Calendar,
) -> Option<(Mark, String)> {
    let looked = looked.filter(|looked| looked.entry <= picture.position);
    let week_before = || picture.day.saturating_sub(Span::new().days(USUAL_DAYS));
    match (query.day, query.entry) {
        (Some(_), Some(_)) => None,
        (None, Some(entry)) => {
            Some((Mark::Position(entry), format!("entry {} of the ledger", english::number(entry.into()))))
        }
        (day, None) => match (day, looked) {
            (None, Some(looked)) => {
                let told = words::since::last_looked(calendar.day(looked.at));
                Some((Mark::Position(looked.entry), told))
            }
            (day, _) => {
                let day = day.unwrap_or_else(week_before);
                Some((Mark::Moment(calendar.start_of_day(day)), english::date(day)))
            }
        },
    }
}
