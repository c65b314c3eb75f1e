//! The form by which people reply to an alert: written at `/reply/{id}`, checked, and sent to `/alerts/{id}/responses`.

use app::panels::{Contest, Readers};
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::{PathRejection, QueryRejection};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use pages::live::forms::{self, About, FormWords, Person, ReplyKind};
use plugins::accounts::{Account, Permission, random_word};
use serde::Deserialize;

use super::form::Form;
use super::html::html;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::said::{Words, hand_in};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;
use crate::task_queue::Answered;

/// The form, empty.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    query: Result<Query<PartQuery>, QueryRejection>,
) -> Response {
    let part = query.map(|Query(part)| part).unwrap_or_default();
    let shown = empty(&submissions, &who, path, part).await;
    shown.unwrap_or_else(|refusal| {
        let mut answer = refusal.answer(Wanted::Page);
        // Nothing is refused to anybody there: the page says how to reply otherwise.
        if refusal == Refusal::NoAccounts {
            *answer.status_mut() = StatusCode::OK;
        }
        answer
    })
}

async fn empty(
    submissions: &Submissions,
    who: &Who,
    path: Result<Path<String>, PathRejection>,
    PartQuery { contribution, period }: PartQuery,
) -> Result<Response, Refusal> {
    let writer = writer(who)?;
    let Path(alert) = path.map_err(|_| Refusal::NotFound)?;
    let about = about(submissions, &alert, &period).await?;
    let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
    let kind = about.first_kind().to_owned();
    let words = FormWords { key, kind, contribution, period, ..FormWords::default() };
    page(forms::reply(writer.person(), &about, &words, None), StatusCode::OK)
}

/// Takes the form in: to be checked, to be changed once more, or to be recorded.
pub(super) async fn post(
    submissions: &Submissions,
    who: &Who,
    alert: &str,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    match take(submissions, who, alert, headers, body).await {
        Ok(answer) => answer,
        Err(refusal) => refusal.answer(Wanted::Page),
    }
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    alert: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let writer = writer(who)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    if !form.is_of_session(writer.form_token) {
        return Err(Refusal::ForeignForm);
    }
    let words = words(&form);
    let about = about(submissions, alert, &words.period).await;
    let again = |fault: &str| {
        let page_of = about.as_ref().map_err(|refusal| *refusal)?;
        page(forms::reply(writer.person(), page_of, &words, Some(fault)), StatusCode::UNPROCESSABLE_ENTITY)
    };
    let (kind, until) = match check(&words) {
        Ok(checked) => checked,
        Err(fault) => return again(fault),
    };
    match form.field("step") {
        "send" => {}
        "change" => return page(forms::reply(writer.person(), &about?, &words, None), StatusCode::OK),
        _ => return page(forms::check(writer.person(), &about?, &words, kind), StatusCode::OK),
    }
    match send(submissions, writer.account, alert, &words, until).await {
        Ok(Some(Answered::Written { json, .. } | Answered::Before { json, .. })) => {
            let told: Told = serde_json::from_str(&json).map_err(|_| Refusal::Broken)?;
            let about = about.unwrap_or_else(|_| About::ended());
            let done = if kind.needs_second_person() { forms::waits } else { forms::done };
            let status = if kind.needs_second_person() { StatusCode::ACCEPTED } else { StatusCode::CREATED };
            page(done(writer.person(), &about, &told.reference, &told.sentences), status)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) if problem.status == 422 => {
            let help = problem.help.map(|help| format!(" {}.", words::english::capitalised(&help)));
            again(&format!("{}{}", problem.detail, help.unwrap_or_default()))
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) => Ok(answer(&problem, Wanted::Page)),
        Ok(Some(Answered::Unwritten)) => Err(Refusal::Unwritten),
        Ok(_) => Err(Refusal::Busy),
    }
}

async fn send(
    submissions: &Submissions,
    account: &Account,
    alert: &str,
    words: &FormWords,
    until: Option<Date>,
) -> Result<Option<Answered>, WireProblem> {
    let FormWords { kind, reason, contribution, key, .. } = words;
    let said = [alert, kind, reason, contribution, &words.period, &words.until].map(str::as_bytes);
    let content = preconditions::content(&[&[b"form".as_slice()], said.as_slice()].concat());
    let contribution = Some(contribution.clone()).filter(|named| !named.is_empty());
    let mut said = Words::plain(kind.clone(), reason.clone(), contribution, until);
    said.periods.extend(Some(words.period.clone()).filter(|named| !named.is_empty()));
    hand_in(submissions, account, alert.to_owned(), said, Key::Given(key.clone()), content).await
}

/// What became of a reply, as far as the page tells it.
#[derive(Deserialize)]
pub(super) struct Told {
    pub(super) reference: String,
    pub(super) sentences: Vec<String>,
}

/// Whoever may write a reply, in the session in which he does.
struct Writer<'w> {
    account: &'w Account,
    form_token: &'w str,
}

impl<'w> Writer<'w> {
    fn person(&self) -> Person<'w> {
        Person { name: &self.account.name, form_token: self.form_token }
    }
}

fn writer(who: &Who) -> Result<Writer<'_>, Refusal> {
    preconditions::account(who, Permission::Respond)?;
    let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
    Ok(Writer { account, form_token })
}

fn words(form: &Form) -> FormWords {
    let field = |name: &str| form.field(name).trim().to_owned();
    FormWords {
        kind: field("kind"),
        reason: field("reason").replace("\r\n", "\n"),
        contribution: field("contribution"),
        period: field("period"),
        until: field("until"),
        key: field("key"),
    }
}

/// What was written, as far as it can be looked at before it is sent.
fn check(words: &FormWords) -> Result<(ReplyKind, Option<Date>), &'static str> {
    let kind = ReplyKind::named(&words.kind).ok_or("Choose what you want to say")?;
    if words.reason.is_empty() && kind.needs_reason() {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    let until = match &*words.until {
        "" => None,
        until => Some(until.parse().map_err(|_| "Write the last day like 2026-03-31")?),
    };
    if until.is_some() && !kind.may_end() {
        return Err("Only a dispute, an extension and a waiver have a last day");
    }
    if until.is_none() && kind.needs_second_person() {
        return Err("Give the last day on which it holds");
    }
    Ok((kind, until))
}

/// What is replied to: an open alert, or what people contest of an obligation. Where a period is named, it is that: the alert may be about others.
async fn about(submissions: &Submissions, alert: &str, period: &str) -> Result<About, Refusal> {
    let (named, names_period) = (alert.to_owned(), !period.is_empty());
    let find = move |known: Known<'_>| {
        let Known { picture, engine, program, .. } = known;
        let obligation = match picture.alert(&named) {
            Some((_, _, found)) => Some(found.id.obligation_ref()),
            None => program
                .named(&named)
                .filter(|(_, _, rest)| rest.is_none())
                .map(|(mission, obligation, _)| obligation.reference(&mission.id)),
        };
        let contest = obligation.and_then(|of| Contest::of(engine, &picture.supply, &of));
        let open = picture.alert(&named).filter(|_| !names_period || contest.is_none());
        let about = match (open, &contest) {
            (Some((_, _, found)), _) => About::new(&found.id, found.sentence()),
            (None, Some(contest)) => {
                About::contest(&contest.obligation, words::panel::contest(&contest.cells, program))
            }
            (None, None) => return None,
        };
        let is_open = contest.is_some_and(|contest| contest.readers == Readers::Anybody);
        Some(if is_open { about.open_to_anybody() } else { about })
    };
    submissions.questions.ask(find).await?.ok_or(Refusal::NotFound)
}

/// About which part of an obligation somebody means to reply, and about which period.
#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct PartQuery {
    contribution: String,
    period: String,
}

pub(super) fn page(
    made: Result<String, pages::live::PageError>,
    status: StatusCode,
) -> Result<Response, Refusal> {
    made.map(|page| (status, html(page)).into_response()).map_err(|error| {
        tracing::error!(%error, "a page cannot be put together");
        Refusal::Broken
    })
}
