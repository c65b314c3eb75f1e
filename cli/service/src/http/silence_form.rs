//! The forms by which people ask for a silence, at `/silence`, checked and sent to `/silences`, and end one, at `/end-silence/{id}`.

use app::published::{Picture, SilencePicture};
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use jiff::civil::Date;
use pages::live::forms::{self, Person, SilenceWords};
use plugins::accounts::{Account, Permission, random_word};
use plugins::routes::NoMatcher;

use super::form::Form;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::reply_form::{Told, page};
use super::silenced::{self, Words};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;
use crate::task_queue::Answered;

/// The form, empty.
pub(super) async fn show(Extension(who): Extension<Who>) -> Response {
    let shown = desk(&who).and_then(|desk| {
        let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
        let words = SilenceWords { key, ..SilenceWords::default() };
        page(forms::silence(desk.person(), &desk.account.missions, &words, None), StatusCode::OK)
    });
    shown.unwrap_or_else(refused)
}

/// Why there is no form. Where nobody has an account nothing is refused to anybody: the page says how it is done otherwise.
fn refused(refusal: Refusal) -> Response {
    let mut answer = refusal.answer(Wanted::Page);
    if refusal == Refusal::NoAccounts {
        *answer.status_mut() = StatusCode::OK;
    }
    answer
}

/// Takes the form in: to be checked, to be changed once more, or to be recorded.
pub(super) async fn post(submissions: &Submissions, who: &Who, headers: &HeaderMap, body: Body) -> Response {
    take(submissions, who, headers, body).await.unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let desk = desk(who)?;
    let form = desk.form(submissions, headers, body).await?;
    let words = words(&form);
    let again = |fault: Option<&str>, status: StatusCode| {
        page(forms::silence(desk.person(), &desk.account.missions, &words, fault), status)
    };
    let (from, until) = match check(&words) {
        Ok(days) => days,
        Err(fault) => return again(Some(fault), StatusCode::UNPROCESSABLE_ENTITY),
    };
    match form.field("step") {
        "send" => {}
        "change" => return again(None, StatusCode::OK),
        _ => {
            let lines = words.lines();
            let find = move |known: Known<'_>| meant(&lines, &known);
            return match submissions.questions.ask(find).await? {
                Ok(alerts) => page(forms::check_silence(desk.person(), &words, &alerts), StatusCode::OK),
                Err(fault) => again(Some(&fault), StatusCode::UNPROCESSABLE_ENTITY),
            };
        }
    }
    let SilenceWords { matchers, reason, key, .. } = &words;
    let said = [matchers, &words.from, &words.until, reason].map(String::as_bytes);
    let content = preconditions::content(&[&[b"silence form".as_slice()], said.as_slice()].concat());
    let asked = Words { matchers: words.lines(), from, until, reason: reason.clone() };
    let told = silenced::begin(submissions, desk.account, asked, (Key::Given(key.clone()), content)).await;
    match settled(told)? {
        Ok(Told { reference, sentences }) => {
            let done = forms::silenced(desk.person(), "Your silence is recorded", &reference, &sentences);
            page(done, StatusCode::CREATED)
        }
        Err(problem) if [403, 422].contains(&problem.status) => {
            again(Some(&fault(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(problem) => Ok(answer(&problem, Wanted::Page)),
    }
}

/// The open alerts that the matchers mean, or why they cannot be used.
fn meant(lines: &[String], known: &Known<'_>) -> Result<Vec<String>, String> {
    let alerts = app::published::alerts_meant(lines, known.engine, known.program);
    let alerts = alerts.map_err(|fault| {
        let help = match &fault {
            NoMatcher::Unknown { help: Some(help), .. } => format!(". {}", words::english::capitalised(help)),
            _ => String::new(),
        };
        format!("{}{help}", words::english::capitalised(&fault.to_string()))
    })?;
    let found = alerts.iter().filter_map(|id| known.picture.alert(&id.to_string()));
    Ok(found.map(|(.., alert)| alert.sentence().to_owned()).collect())
}

/// The form by which one is ended.
pub(super) async fn show_end(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    let shown = desk(&who).and_then(|desk| {
        let Path(id) = path.map_err(|_| Refusal::NotFound)?;
        let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
        let picture = submissions.publication.picture().ok_or(Refusal::Busy)?;
        let silence = find(&picture, &id)?;
        page(forms::end_silence(desk.person(), silence, (&key, ""), None), StatusCode::OK)
    });
    shown.unwrap_or_else(refused)
}

/// Takes the form in by which one is ended.
pub(super) async fn post_end(
    submissions: &Submissions,
    who: &Who,
    id: &str,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    let taken = take_end(submissions, who, id, headers, body).await;
    taken.unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn take_end(
    submissions: &Submissions,
    who: &Who,
    id: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let desk = desk(who)?;
    let form = desk.form(submissions, headers, body).await?;
    let (key, reason) = (form.field("key").to_owned(), form.field("reason").replace("\r\n", "\n"));
    if key.is_empty() {
        return Err(Refusal::ForeignForm);
    }
    let content = preconditions::content(&[b"silence end form", id.as_bytes(), reason.as_bytes()]);
    let ended = (id.to_owned(), reason.clone());
    let told = silenced::end(submissions, desk.account, ended, (Key::Given(key.clone()), content)).await;
    match settled(told)? {
        Ok(Told { reference, sentences }) => page(
            forms::silenced(desk.person(), "The silence is over", &reference, &sentences),
            StatusCode::OK,
        ),
        Err(problem) if [403, 422].contains(&problem.status) => {
            let picture = submissions.publication.picture().ok_or(Refusal::Busy)?;
            let (silence, fault) = (find(&picture, id)?, fault(&problem));
            let again = forms::end_silence(desk.person(), silence, (&key, &reason), Some(&fault));
            page(again, StatusCode::UNPROCESSABLE_ENTITY)
        }
        Err(problem) => Ok(answer(&problem, Wanted::Page)),
    }
}

/// What became of it.
fn settled(told: Result<Option<Answered>, WireProblem>) -> Result<Result<Told, WireProblem>, Refusal> {
    match told {
        Ok(Some(Answered::Written { json, .. } | Answered::Before { json, .. })) => {
            serde_json::from_str(&json).map(Ok).map_err(|_| Refusal::Broken)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) => Ok(Err(problem)),
        Ok(Some(Answered::Unwritten)) => Err(Refusal::Unwritten),
        Ok(_) => Err(Refusal::Busy),
    }
}

fn fault(problem: &WireProblem) -> String {
    let help = problem.help.as_ref().map(|help| format!(" {}.", words::english::capitalised(help)));
    format!("{}{}", problem.detail, help.unwrap_or_default())
}

/// Whoever asks, in the session in which that is.
struct Desk<'w> {
    account: &'w Account,
    form_token: &'w str,
}

impl<'w> Desk<'w> {
    fn person(&self) -> Person<'w> {
        Person { name: &self.account.name, form_token: self.form_token }
    }

    async fn form(
        &self,
        submissions: &Submissions,
        headers: &HeaderMap,
        body: Body,
    ) -> Result<Form, Refusal> {
        let form = Form::read(&submissions.room, headers, body).await?;
        if form.is_of_session(self.form_token) { Ok(form) } else { Err(Refusal::ForeignForm) }
    }
}

fn desk(who: &Who) -> Result<Desk<'_>, Refusal> {
    preconditions::account(who, Permission::Silence)?;
    let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
    Ok(Desk { account, form_token })
}

fn find<'p>(picture: &'p Picture, id: &str) -> Result<&'p SilencePicture, Refusal> {
    picture.silence(id).ok_or(Refusal::NotFound)
}

fn words(form: &Form) -> SilenceWords {
    let field = |name: &str| form.field(name).trim().replace("\r\n", "\n");
    SilenceWords {
        matchers: field("matchers"),
        from: field("from"),
        until: field("until"),
        reason: field("reason"),
        key: field("key"),
    }
}

/// The days, as far as what was written can be looked at before it is sent.
fn check(words: &SilenceWords) -> Result<(Option<Date>, Date), &'static str> {
    if words.matchers.is_empty() {
        return Err("Say what it is about");
    }
    if words.reason.is_empty() {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    let day = |text: &str| text.parse::<Date>().map_err(|_| "Write days like 2026-03-31");
    if words.until.is_empty() {
        return Err("Give its last day");
    }
    let from = if words.from.is_empty() { None } else { Some(day(&words.from)?) };
    Ok((from, day(&words.until)?))
}
