//! The form by which people ask for other values in the text of a mission: written at `/propose/{mission}/{place}`, or of several at `/propose/{mission}?place=…`, checked, and sent to
//! `/changes/{mission}`.

use app::edited::texts_of;
use app::text_change::Wish;
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use language::rewrite::{ValuePlace, values};
use pages::live::forms::{self, ChangeWords, ChangedText, ChangedValue, Person, named};
use plugins::accounts::{Account, Permission, random_word};

use super::changed::{self, ValueWords, Words};
use super::form::Form;
use super::preconditions::{self, Key};
use super::problem::{answer, told};
use super::refusal::{Refusal, refused_before};
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
    let shown = match path {
        Ok(Path((mission, place))) => empty(&submissions, &who, &mission, &[place]).await,
        Err(_) => Err(Refusal::NotFound),
    };
    shown.unwrap_or_else(refused_before)
}

/// The same for several values, which the question names.
pub(super) async fn show_together(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Result<Path<String>, PathRejection>,
    RawQuery(query): RawQuery,
) -> Response {
    let query = query.unwrap_or_default();
    let named = form_urlencoded::parse(query.as_bytes()).filter(|(name, _)| name == "place");
    let mut places: Vec<String> = Vec::new();
    for (_, place) in named {
        // A box may be there twice, and is one tick all the same.
        if !places.iter().any(|known| *known == *place) {
            places.push(place.into_owned());
        }
    }
    let shown = match path {
        Ok(Path(mission)) => empty(&submissions, &who, &mission, &places).await,
        Err(_) => Err(Refusal::NotFound),
    };
    shown.unwrap_or_else(refused_before)
}

async fn empty(
    submissions: &Submissions,
    who: &Who,
    mission: &str,
    places: &[String],
) -> Result<Response, Refusal> {
    let desk = match Desk::of(submissions, who, mission, places).await? {
        Ok(desk) => desk,
        Err(problem) => return Ok(answer(&problem, Wanted::Page)),
    };
    let key = random_word::<16>().map_err(|_| Refusal::Broken)?;
    let words = ChangeWords { key, ..ChangeWords::default() };
    page(forms::change(desk.person(), &desk.text, &words, None), StatusCode::OK)
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
    preconditions::account(who, Permission::Propose)?;
    let form = Form::read(&submissions.room, headers, body).await?;
    let desk = match Desk::of(submissions, who, mission, &places(&form)).await? {
        Ok(desk) => desk,
        Err(problem) => return Ok(answer(&problem, Wanted::Page)),
    };
    if !form.is_of_session(desk.form_token) {
        return Err(Refusal::ForeignForm);
    }
    let words = words(&form, desk.text.values.len());
    let again = |fault: Option<&str>, status: StatusCode| {
        page(forms::change(desk.person(), &desk.text, &words, fault), status)
    };
    if form.field("step") == "change" {
        return again(None, StatusCode::OK);
    }
    if let Err(fault) = check(&words) {
        return again(Some(fault), StatusCode::UNPROCESSABLE_ENTITY);
    }
    let asked = asked(&desk.text, &words);
    if form.field("step") != "send" {
        return match changed::look_at(submissions, desk.account, mission, &asked).await {
            Ok(found) => {
                page(forms::check_change(desk.person(), &desk.text, &words, found.as_deref()), StatusCode::OK)
            }
            Err(problem) if problem.status == 422 => {
                again(Some(&told(&problem)), StatusCode::UNPROCESSABLE_ENTITY)
            }
            Err(problem) => Ok(answer(&problem, Wanted::Page)),
        };
    }
    let key = (Key::Given(words.key.clone()), content(mission, &asked));
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

/// What the form says, in which no other says the same.
fn content(mission: &str, asked: &Words) -> String {
    let values = asked.values.iter().flat_map(|value| {
        let from = value.from.as_deref().unwrap_or_default();
        [&*value.place, &*value.value, from].map(str::as_bytes)
    });
    let mut said: Vec<&[u8]> = vec![b"change form", mission.as_bytes()];
    said.extend(values);
    said.push(asked.reason.as_bytes());
    preconditions::content(&said)
}

/// What is asked for by what was written.
fn asked(text: &ChangedText, words: &ChangeWords) -> Words {
    let values = text.values.iter().zip(&words.values).map(|(value, said)| ValueWords {
        place: value.place.clone(),
        value: said.value.clone(),
        from: Some(said.from.clone()).filter(|from| !from.is_empty()),
    });
    Words { values: values.collect(), reason: words.reason.clone() }
}

/// Whoever asks, in the session in which that is, and which values it is about.
struct Desk<'w> {
    account: &'w Account,
    form_token: &'w str,
    text: ChangedText,
}

impl<'w> Desk<'w> {
    async fn of(
        submissions: &Submissions,
        who: &'w Who,
        mission: &str,
        places: &[String],
    ) -> Result<Result<Self, WireProblem>, Refusal> {
        preconditions::account(who, Permission::Propose)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn)?;
        if !account.missions.iter().any(|own| own == mission) {
            return Err(Refusal::NotAllowed);
        }
        if let Err(problem) = check_number(places) {
            return Ok(Err(problem));
        }
        let places: Result<Vec<ValuePlace>, _> = places.iter().map(|place| place.parse()).collect();
        let places = places.map_err(|_| Refusal::NotFound)?;
        let (mission, checks) = (mission.to_owned(), submissions.change_checks.clone());
        let look = move |known: Known<'_>| {
            let found = known.records.texts(known.picture.position, |texts| {
                let in_force = texts.in_force()?;
                let (_, texts, own) = texts_of(in_force, &mission)?;
                let found = values(&texts.declaration.text, |values| -> Option<Vec<ChangedValue>> {
                    let of = |place: &ValuePlace| values.iter().find(|value| value.place == *place);
                    places.iter().map(|place| Some(ChangedValue::of(of(place)?, texts))).collect()
                });
                let values = found.flatten()?;
                let text = ChangedText { mission: mission.clone(), title: own.title.clone(), values };
                Some(checks.check_writable(in_force, &mission).map(|()| text))
            });
            found.unwrap_or_else(|error| {
                tracing::error!(%error, "the texts in force cannot be read");
                None
            })
        };
        let found = submissions.questions.ask(look).await?.ok_or(Refusal::NotFound)?;
        Ok(found.map(|text| Self { account, form_token, text }))
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }
}

/// That somebody ticked nothing, or more than one person can look through.
fn check_number(places: &[String]) -> Result<(), WireProblem> {
    let detail = match places.len() {
        0 => "Nothing is ticked.".to_owned(),
        number if number > Wish::MOST => format!("More than {} values are ticked.", Wish::MOST),
        _ => return Ok(()),
    };
    Err(WireProblem {
        status: 422,
        code: "no-choice",
        title: "Nothing can be proposed so",
        detail,
        help: Some(format!("go back and tick what is to change, up to {} values", Wish::MOST)),
    })
}

/// Where the values stand of which a form is, one more than there may be at the most.
fn places(form: &Form) -> Vec<String> {
    let places = (0..=Wish::MOST).map(|at| form.field(&named("place", at)).trim().to_owned());
    places.take_while(|place| !place.is_empty()).collect()
}

fn words(form: &Form, values: usize) -> ChangeWords {
    let field = |name: &str| form.field(name).trim().to_owned();
    let value = |at| forms::ValueWords { value: field(&named("value", at)), from: field(&named("from", at)) };
    ChangeWords {
        values: (0..values).map(value).collect(),
        reason: field("reason").replace("\r\n", "\n"),
        key: field("key"),
    }
}

/// What was written, as far as it can be looked at without the text.
fn check(words: &ChangeWords) -> Result<(), &'static str> {
    if words.values.iter().any(|words| words.value.is_empty()) {
        return Err(if words.values.len() == 1 { "Write the new value" } else { "Write each new value" });
    }
    if words.reason.is_empty() {
        return Err("Give a reason");
    }
    if words.key.is_empty() {
        return Err("Load the page again, and send the form once more");
    }
    Ok(())
}
