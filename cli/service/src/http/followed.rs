//! Pages that take the engine: what is due, the matrix, bodies, measures and explanations. Each is there as JSON, and what is a table as a table.

use app::due::{AskedDue, DueReport, Outlook};
use app::explain::{self, AskedWhy};
use app::matrix::{AllLists, BodyReport, Matrix, MatrixReport};
use app::series::{Series, SeriesReport};
use axum::Router;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, RawQuery, State};
use axum::response::Response;
use axum::routing::get;
use engine::expected::Survey;
use engine::model::{BodyId, MeasureId};
use jiff::Span;
use ledger::entry::Position;
use pages::live::{self, Access, address};
use pages::tables::{bodies_table, body_table, due_table, matrix_table, series_table};
use serde::Deserialize;
use words::explanation::{Changes, Document, ExplanationText, Fullness, VerdictTurn};
use words::judged_by::JudgedBy;

use super::asked::{Asked, Form};
use super::paging::{Page, PageQuery, with_next};
use super::reader::OwnAsked;
use super::refusal::Refusal;
use super::shown::Shown;
use super::values::targets;
use super::wanted::Wanted;
use crate::questions::{Known, Unanswered};
use crate::wire::{WireBodies, WireExplanation, WireMeasure};

/// How far ahead is looked for what is due, unless it is said.
const DAYS_AHEAD: u16 = 30;
/// The furthest that is looked ahead.
const MOST_DAYS: u16 = 366;

/// Their addresses.
pub(super) fn routes() -> Router<Shown> {
    Router::new()
        .route("/due", get(due))
        .route("/matrix", get(matrix))
        .route("/bodies", get(bodies))
        .route("/bodies/{body}", get(body))
        .route("/measures/{measure}", get(measure))
        .route("/measures/{measure}/{body}", get(series))
        .route("/explanations/{*of}", get(explanation))
}

/// Of which reports it is asked what is due, and which page of them.
#[derive(Deserialize)]
struct DueQuery {
    days: Option<u16>,
    body: Option<String>,
    board: Option<String>,
    feed: Option<String>,
    limit: Option<u16>,
    after: Option<Position>,
}

async fn due(
    State(shown): State<Shown>,
    RawQuery(raw): RawQuery,
    query: Result<Query<DueQuery>, QueryRejection>,
    wanted: Wanted,
    OwnAsked { asked, reader, own }: OwnAsked,
) -> Response {
    let view = reader.view();
    let Ok(Query(DueQuery { days, body, board, feed, limit, after })) = query else {
        return asked.refuse(Refusal::Misasked);
    };
    let days = days.unwrap_or(DAYS_AHEAD);
    // A body takes much more room on a page than a report in a list.
    let usual = (wanted != Wanted::Page).then_some(Page::MOST);
    let page = Page::asked(PageQuery { limit: limit.or(usual), after });
    let Some(page) = page.filter(|_| days <= MOST_DAYS) else { return asked.refuse(Refusal::Misasked) };
    let body = body.as_deref().map(BodyId::new);
    let about = AskedDue { body, board, feed, own, ..AskedDue::default() };
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let outlook = outlook(known, &about, days)?;
        let (listed, next) = page.of_list(&outlook.matters);
        let further = |after| page.behind(address::DUE, raw.as_deref(), after);
        let answer = form.or_table(
            || DueReport::listing(&outlook, listed, next, known.program),
            || live::due(known.picture, (&outlook, page.range(), further), known.program, (view, access)),
            || due_table(listed, &outlook.undertakings, known.program),
        );
        // A page of bodies says itself where further ones are.
        let next = next.filter(|_| wanted != Wanted::Page).map(further);
        Some(with_next(answer, next.as_deref(), wanted))
    };
    shown.follow(asked, find).await
}

/// What is due within so many days; none where there is no such board.
fn outlook(known: Known<'_>, about: &AskedDue, days: u16) -> Option<Outlook> {
    let survey = Survey::of(known.engine).filter(|_| about.has_board(known.program))?;
    let last = survey.today().saturating_add(Span::new().days(i64::from(days)));
    let taken_from = (known.program, known.engine.evidence());
    let outlook = Outlook::of(&survey, taken_from, &known.picture.supply, about, last);
    Some(outlook.with_undertakings(known.engine, about))
}

async fn matrix(State(shown): State<Shown>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let matrix = Matrix::of(known.engine, known.picture.day, None)?;
        Some(form.or_table(
            || MatrixReport::new(&matrix, known.program),
            || live::matrix(known.picture, &matrix, known.program, access),
            || matrix_table(&matrix, known.program),
        ))
    };
    shown.follow(asked, find).await
}

async fn bodies(
    State(shown): State<Shown>,
    RawQuery(raw): RawQuery,
    query: Result<Query<PageQuery>, QueryRejection>,
    wanted: Wanted,
    asked: Asked,
) -> Response {
    let page = query.ok().and_then(|Query(query)| Page::asked(query.or_most()));
    let Some(page) = page else { return asked.refuse(Refusal::Misasked) };
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let matrix = Matrix::of(known.engine, known.picture.day, None)?;
        let bodies = matrix.bodies();
        let (listed, next) = page.of_list(&bodies);
        let further = next.map(|next| page.behind(address::BODIES, raw.as_deref(), next));
        let answer = form.or_table(
            || WireBodies::of(listed, next, known),
            || live::bodies(known.picture, (&bodies, listed, further.clone()), known.program, access),
            || bodies_table(listed, known.program),
        );
        Some(with_next(answer, further.as_deref(), wanted))
    };
    shown.follow(asked, find).await
}

async fn body(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let body = BodyId::new(&*id);
        known.program.catalogue.bodies.get(&body)?;
        let lists = AllLists::of_one(known.engine, &known.picture.supply, known.picture.day, &body)?;
        Some(form.or_table(
            || BodyReport::new(&lists, known.program),
            || live::body(known.picture, &lists, (known.engine, known.program), access),
            || body_table(&lists, known.program),
        ))
    };
    shown.follow(asked, find).await
}

async fn measure(State(shown): State<Shown>, Path(id): Path<String>, asked: Asked) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let measure = known.program.catalogue.measures.get(&MeasureId::new(&*id))?;
        let targets = targets(&known, measure);
        Some(form.of(
            || WireMeasure::of(measure, known),
            || live::measure(known.picture, measure, (known.engine, known.program), &targets, access),
        ))
    };
    shown.follow(asked, find).await
}

async fn series(
    State(shown): State<Shown>,
    Path((measure, body)): Path<(String, String)>,
    asked: Asked,
) -> Response {
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let measure = known.program.catalogue.measures.get(&MeasureId::new(&*measure))?;
        let body = &known.program.catalogue.bodies.get(&BodyId::new(&*body))?.id;
        let series = Series::of(known.engine, measure, body, known.picture.day);
        Some(form.or_table(
            || SeriesReport::of(&series, known.picture.as_at, known.picture.position),
            || live::series(known.picture, &series, (known.engine, known.program), access),
            || series_table(&series),
        ))
    };
    shown.follow(asked, find).await
}

/// In which period it is asked why, and whether it is asked as well what turned each verdict: that takes a look at the whole ledger.
#[derive(Deserialize)]
struct WhyQuery {
    period: Option<String>,
    #[serde(default)]
    turned: bool,
}

async fn explanation(
    State(shown): State<Shown>,
    Path(subject): Path<String>,
    query: Result<Query<WhyQuery>, QueryRejection>,
    asked: Asked,
) -> Response {
    let Ok(Query(WhyQuery { period, turned })) = query else { return asked.refuse(Refusal::Misasked) };
    let asked_of = (turned && asked.day() == Ok(None)).then(|| subject.clone());
    let turned = match turned_of(&shown, asked_of).await {
        Ok(turned) => turned,
        Err(unanswered) => return asked.refuse(unanswered.into()),
    };
    let find = move |known: Known<'_>, form: Form, access: Access| {
        let question = AskedWhy { subject: &subject, period: period.as_deref(), day: None };
        let answer = explain::ask(known.engine, &question).ok()?;
        let as_of = known.picture.as_at;
        let mission = answer.obligation.mission.as_str();
        let last = known.picture.position;
        let read =
            known.records.texts(last, |texts| Some((texts.of_mission(mission, last), texts.since(last))));
        let (revised, since) = match read {
            Ok(found) => found.unwrap_or_default(),
            Err(error) => return form.read(Err(error)),
        };
        let since = since.filter(|_| !revised.is_empty());
        let turned = turned.or_else(|| Some(known.turned?.of(&answer.obligation)));
        let changes = Changes {
            turned: turned.as_deref().unwrap_or_default(),
            revised: &revised,
            older_verdict: None,
            judged_by: since.map_or(JudgedBy::Written, |since| JudgedBy::InForce { since }),
            as_of,
        };
        let text = ExplanationText::of(&answer, known.program, changes, Fullness::Brief)?;
        let mission = known.picture.mission(mission)?;
        Some(form.of(
            || {
                WireExplanation::of(
                    Document::of(&answer, &text, changes, known.program, known.picture.day),
                    &text,
                )
            },
            || {
                let more = turned.is_none().then(|| address::turned(&subject, period.as_deref()));
                live::explanation(known.picture, mission, (&answer, &text, more), known.engine, access)
            },
        ))
    };
    shown.follow(asked, find).await
}

/// The last turns of the verdicts of what is explained, where that is asked for now; those of a day that is over are known with it.
async fn turned_of(shown: &Shown, subject: Option<String>) -> Result<Option<Vec<VerdictTurn>>, Unanswered> {
    let Some(subject) = subject else { return Ok(None) };
    let named = move |known: Known<'_>| {
        let (mission, obligation, _) = known.program.named(&subject)?;
        Some(obligation.reference(&mission.id))
    };
    let Some(obligation) = shown.questions.ask(named).await? else { return Ok(None) };
    shown.past_days.turned(move |turned| turned.of(&obligation)).await.map(Some)
}
