//! The form by which a second person decides about something that waits: at `/decide/{id}`, checked, and sent to `/approvals/{id}/decisions`.

use app::text_change::{Wish, WishedValue};
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use ledger::asked::{TextChange, ValueChange};
use pages::live::forms::{self, ChangeNow, Decision, DecisionWords, Matter, Person};
use plugins::accounts::{Account, Permission, random_word};

use super::decided::{Decided, decider, hand_in};
use super::form::Form;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::reply_form::{Told, page};
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::change_checks::Checked;
use crate::questions::Known;
use crate::task_queue::Answered;

/// The form, empty.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
) -> Response {
    empty(&submissions, &who, path).await.unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn empty(
    submissions: &Submissions,
    who: &Who,
    path: Result<Path<String>, PathRejection>,
) -> Result<Response, Refusal> {
    let Path(id) = path.map_err(|_| Refusal::NotFound)?;
    let desk = Desk::of(submissions, who, &id).await?.looking(submissions).await;
    let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
    let words = DecisionWords { key, ..DecisionWords::default() };
    page(forms::decide(desk.person(), &desk.matter, desk.choices(), &words, None), StatusCode::OK)
}

/// Takes the form in: to be checked, to be changed once more, or to be recorded.
pub(super) async fn post(
    submissions: &Submissions,
    who: &Who,
    id: &str,
    headers: &HeaderMap,
    body: Body,
) -> Response {
    take(submissions, who, id, headers, body).await.unwrap_or_else(|refusal| refusal.answer(Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    id: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    decider(who)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    let desk = Desk::of(submissions, who, id).await?;
    if !form.is_of_session(desk.form_token) {
        return Err(Refusal::ForeignForm);
    }
    let words = words(&form);
    let again = |fault: Option<&str>, status: StatusCode| {
        page(forms::decide(desk.person(), &desk.matter, desk.choices(), &words, fault), status)
    };
    let decision = match check(&words, desk.choices()) {
        Ok(decision) => decision,
        Err(fault) => return again(Some(fault), StatusCode::UNPROCESSABLE_ENTITY),
    };
    match form.field("step") {
        "send" => {}
        "change" => return again(None, StatusCode::OK),
        _ => {
            let desk = desk.looking(submissions).await;
            return page(
                forms::check_decision(desk.person(), &desk.matter, &words, decision),
                StatusCode::OK,
            );
        }
    }
    let said = [id, &words.decision, &words.reason].map(str::as_bytes);
    let content = preconditions::content(&[&[b"decision form".as_slice()], said.as_slice()].concat());
    let decided = Decided { decision: words.decision.clone(), reason: words.reason.clone() };
    let key = Key::Given(words.key.clone());
    match hand_in(submissions, desk.account, id.to_owned(), decided, (key, content)).await {
        Ok(Some(Answered::Written { json, .. } | Answered::Before { json, .. })) => {
            let told: Told = serde_json::from_str(&json).map_err(|_| Refusal::Broken)?;
            page(forms::decided(desk.person(), &told.reference, &told.sentences), StatusCode::OK)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) if problem.status == 422 => {
            let help = problem.help.map(|help| format!(" {}.", words::english::capitalised(&help)));
            let fault = format!("{}{}", problem.detail, help.unwrap_or_default());
            again(Some(&fault), StatusCode::UNPROCESSABLE_ENTITY)
        }
        Ok(Some(Answered::Refused(problem))) | Err(problem) => Ok(answer(&problem, Wanted::Page)),
        Ok(Some(Answered::Unwritten)) => Err(Refusal::Unwritten),
        Ok(_) => Err(Refusal::Busy),
    }
}

/// Whoever decides, in the session in which that is, and what it is about.
struct Desk<'w> {
    account: &'w Account,
    form_token: &'w str,
    matter: Matter,
}

impl<'w> Desk<'w> {
    async fn of(submissions: &Submissions, who: &'w Who, id: &str) -> Result<Self, Refusal> {
        decider(who)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
        let id = id.to_owned();
        let find = move |known: Known<'_>| {
            let Known { picture, program, proposals, .. } = known;
            Some(Matter::of(proposals?.get(&id)?, picture, program))
        };
        let matter = submissions.questions.ask(find).await?.ok_or(Refusal::NotFound)?;
        let desk = Self { account, form_token, matter };
        if desk.choices().is_empty() { Err(Refusal::NotAllowed) } else { Ok(desk) }
    }

    /// The same with what a change of a text would do by what is known now: more may have been reported since it was asked for.
    async fn looking(self, submissions: &Submissions) -> Self {
        let may_decide = self.account.role.may(Permission::Decide) && self.matter.is_open();
        let Some(change) = self.matter.change.clone().filter(|_| may_decide) else { return self };
        let TextChange { mission, values, .. } = change;
        let wished = |ValueChange { place, after, from, .. }| WishedValue { place, value: after, from };
        let wish = Wish { mission, values: values.into_iter().map(wished).collect() };
        let Some(picture) = submissions.publication.picture() else { return self };
        let now = match submissions.change_checks.ask_anew(wish, picture.position).await {
            Checked::Found(found) if found.faults.is_empty() => ChangeNow::Foreseen(found.effect.clone()),
            Checked::Found(found) => ChangeNow::Refused(found.faults.clone()),
            Checked::Refused(problem) => ChangeNow::Unknown(problem.detail),
            Checked::NotYet => ChangeNow::NotYet,
        };
        Self { matter: self.matter.looked_at(now), ..self }
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }

    /// Whoever asked for it can take it back, and others decide about it.
    fn choices(&self) -> &'static [Decision] {
        if self.matter.account == self.account.id {
            &Decision::OF_ASKER
        } else if self.account.role.may(Permission::Decide) {
            self.matter.choices_of_others()
        } else {
            &[]
        }
    }
}

fn words(form: &Form) -> DecisionWords {
    let field = |name: &str| form.field(name).trim().to_owned();
    DecisionWords {
        decision: field("decision"),
        reason: field("reason").replace("\r\n", "\n"),
        key: field("key"),
    }
}

/// What was written, as far as it can be looked at before it is sent.
fn check(words: &DecisionWords, choices: &'static [Decision]) -> Result<&'static Decision, &'static str> {
    let decision = choices.iter().find(|choice| choice.word == words.decision);
    let decision = decision.ok_or("Choose what you decide")?;
    if words.reason.is_empty() && decision.word == "refuse" {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    Ok(decision)
}
