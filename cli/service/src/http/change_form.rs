//! The form by which people ask for another value in the texts of a mission: written at `/propose/{mission}/{place}`, checked, and sent to `/changes/{mission}`.

use app::edited::texts_of;
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use language::rewrite::{Place, find};
use pages::live::forms::{self, ChangeWords, ChangedValue, Person};
use plugins::accounts::{Account, Permission, random_word};

use super::changed::{self, Words};
use super::form::Form;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::reply_form::{Told, page};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;
use crate::task_queue::Answered;

/// The form, empty; or why the text cannot be changed here, before anybody fills it in.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Response {
    empty(&submissions, &who, path).await.unwrap_or_else(|refusal| {
        let mut answer = refusal.answer(Wanted::Page);
        // Nothing is refused to anybody there: the page says how it is done otherwise.
        if refusal == Refusal::NoAccounts {
            *answer.status_mut() = StatusCode::OK;
        }
        answer
    })
}

async fn empty(
    submissions: &Submissions,
    who: &Who,
    path: Result<Path<(String, String)>, PathRejection>,
) -> Result<Response, Refusal> {
    let Path((mission, place)) = path.map_err(|_| Refusal::NotFound)?;
    let desk = match Desk::of(submissions, who, &mission, &place).await? {
        Ok(desk) => desk,
        Err(problem) => return Ok(answer(&problem, Wanted::Page)),
    };
    let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
    let words = ChangeWords { key, ..ChangeWords::default() };
    page(forms::change(desk.person(), &desk.value, &words, None), StatusCode::OK)
}

/// Takes the form in: to be checked, to be changed once more, or to be recorded.
pub(super) async fn post(
    submissions: &Submissions,
    who: &Who,
    mission: &str,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    take(submissions, who, mission, headers, body)
        .await
        .unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    mission: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    preconditions::account(&submissions.access_control, who, Permission::Propose)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    let desk = match Desk::of(submissions, who, mission, form.field("place")).await? {
        Ok(desk) => desk,
        Err(problem) => return Ok(answer(&problem, Wanted::Page)),
    };
    if !form.is_of_session(desk.form_token) {
        return Err(Refusal::ForeignForm);
    }
    let words = words(&form);
    let again = |fault: Option<&str>, status: StatusCode| {
        page(forms::change(desk.person(), &desk.value, &words, fault), status)
    };
    if form.field("step") == "change" {
        return again(None, StatusCode::OK);
    }
    if let Err(fault) = check(&words) {
        return again(Some(fault), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let asked = Words {
        place: desk.value.place.clone(),
        value: words.value.clone(),
        from: Some(words.from.clone()).filter(|from| !from.is_empty()),
        reason: words.reason.clone(),
    };
    if form.field("step") != "send" {
        return match changed::look_at(submissions, desk.account, mission, &asked).await {
            Ok(found) => page(
                forms::check_change(desk.person(), &desk.value, &words, found.as_deref()),
                StatusCode::OK,
            ),
            Err(problem) if problem.status == 422 => {
                again(Some(&told(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(problem) => Ok(answer(&problem, Wanted::Page)),
        };
    }
    let said = [mission, &asked.place, &words.value, &words.from, &words.reason].map(str::as_bytes);
    let content = preconditions::content(&[&[b"change form".as_slice()], said.as_slice()].concat());
    let key = (Key::Given(words.key.clone()), content);
    match changed::hand_in(submissions, desk.account, mission, &asked, key).await {
        Ok(Some(Answered::Written { json, .. } | Answered::Before { json, .. })) => {
            let told: Told = serde_json::from_str(&json).map_err(|_| Refusal::Broken)?;
            page(forms::changed(desk.person(), &told.reference, &told.sentences), StatusCode::ACCEPTED)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) if [409, 422].contains(&problem.status) => {
            again(Some(&told(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) => Ok(answer(&problem, Wanted::Page)),
        Ok(Some(Answered::Unwritten)) => Err(Refusal::Unwritten),
        Ok(_) => Err(Refusal::Busy),
    }
}

/// Whoever asks, in the session in which that is, and which value it is about.
struct Desk<'w> {
    account: &'w Account,
    form_token: &'w str,
    value: ChangedValue,
}

impl<'w> Desk<'w> {
    async fn of(
        submissions: &Submissions,
        who: &'w Who,
        mission: &str,
        place: &str,
    ) -> Result<Result<Self, WireProblem>, Refusal> {
        preconditions::account(&submissions.access_control, who, Permission::Propose)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
        if !account.missions.iter().any(|own| own == mission) {
            return Err(Refusal::NotAllowed);
        }
        let place: Place = place.parse().map_err(|_| Refusal::NotFound)?;
        let (mission, checks) = (mission.to_owned(), submissions.change_checks.clone());
        let look = move |known: Known<'_>| {
            let found = known.records.texts(known.picture.position, |texts| {
                let in_force = texts.in_force()?;
                let (_, texts, own) = texts_of(in_force, &mission)?;
                let value = find(&texts.declaration.text, &place, |value| {
                    ChangedValue::of((&*mission, &*own.title), value, texts)
                })?;
                Some(checks.check_writable(in_force, &mission).map(|()| value))
            });
            found.unwrap_or_else(|error| {
                tracing::error!(%error, "the texts in force cannot be read");
                None
            })
        };
        let found = submissions.questions.ask(look).await?.ok_or(Refusal::NotFound)?;
        Ok(found.map(|value| Self { account, form_token, value }))
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }
}

fn words(form: &Form) -> ChangeWords {
    let field = |name: &str| form.field(name).trim().to_owned();
    ChangeWords {
        value: field("value"),
        from: field("from"),
        reason: field("reason").replace("\r\n", "\n"),
        key: field("key"),
    }
}

/// What was written, as far as it can be looked at without the text.
fn check(words: &ChangeWords) -> Result<(), &'static str> {
    if words.value.is_empty() {
        return Err("Write the new value");
    }
    if words.reason.is_empty() {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    Ok(())
}

fn told(problem: &WireProblem) -> String {
    let help = problem.help.as_ref().map(|help| format!(" {}.", words::english::capitalised(help)));
    format!("{}{}", problem.detail, help.unwrap_or_default())
}
