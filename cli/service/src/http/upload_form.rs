//! Handing a file in with a browser: it is uploaded at `/report`, its receipt is shown row by row before anything is handed in, and then it is handed in or given back with
//! what would become of each row.

use std::sync::Arc;

use app::intake::Intake;
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use pages::live::forms::{self, FeedChoice, Person, Uploaded};
use plugins::accounts::{Account, Accounts, AccountsError, HeldUpload, Permission, random_word};
use plugins::feeds::{Feed, LinesTold};
use plugins::readers::TakenOut;

use super::coming::{Coming, Purpose, received, reference};
use super::form::{Form, is_from_own_page, is_same};
use super::multipart::parts;
use super::preconditions::{self, Key};
use super::problem::answer;
use super::receipts::as_file;
use super::refusal::Refusal;
use super::reply_form::page;
use super::submissions::Submissions;
use super::uploaded;
use super::wanted::{Wanted, is_form};
use crate::access_control::Who;
use crate::task_queue::{Answered, Keyed};

/// A file is no larger.
const LARGEST: usize = 16 << 20;

/// The form for a file.
pub(super) async fn show(State(submissions): State<Submissions>, Extension(who): Extension<Who>) -> Response {
    let shown = Desk::of(&submissions, &who).and_then(|desk| desk.form(None, StatusCode::OK));
    shown.unwrap_or_else(|problem| {
        let is_of_accounts = problem.code == Refusal::NoAccounts.problem().code;
        let mut answer = answer(&problem, Wanted::Page);
        // Nothing is refused to anybody there: the page says how to report otherwise.
        if is_of_accounts {
            *answer.status_mut() = StatusCode::OK;
        }
        answer
    })
}

/// Takes a file to be looked at, or hands in the one that was.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let taken = take(&submissions, &who, &headers, body).await;
    taken.unwrap_or_else(|problem| answer(&problem, Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, WireProblem> {
    let desk = Desk::of(submissions, who)?;
    if is_form(headers) {
        let form = Form::read(&submissions.room, headers, body).await.map_err(Refusal::problem)?;
        if !form.is_of_session(desk.form_token) {
            return Err(Refusal::ForeignForm.problem());
        }
        return desk.send(form.field("key")).await;
    }
    if !is_from_own_page(headers) {
        return Err(Refusal::ForeignForm.problem());
    }
    let held = submissions.room.read(headers, body, LARGEST).await.map_err(Refusal::problem)?;
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let parts = parts(kind, &held.bytes).ok_or(Refusal::Misasked).map_err(Refusal::problem)?;
    let field = |name: &str| {
        let part = parts.iter().find(|part| part.name == name);
        part.and_then(|part| std::str::from_utf8(part.bytes).ok()).unwrap_or_default().trim().to_owned()
    };
    if !is_same(&field("form_token"), desk.form_token) {
        return Err(Refusal::ForeignForm.problem());
    }
    let file = parts.iter().find(|part| part.name == "file").filter(|part| !part.bytes.is_empty());
    let Some(file) = file else {
        return desk.form(Some(words::returns::NO_FILE), StatusCode::UNPROCESSABLE_ENTITY);
    };
    let upload = HeldUpload {
        key: random_word::<16>().map_err(|_| Refusal::Broken.problem())?,
        feed: field("feed"),
        name: file.file.clone().unwrap_or_default(),
        bytes: file.bytes.to_vec(),
        at: Timestamp::now(),
    };
    desk.look(upload).await
}

/// The file as it came, with what would become of each row.
pub(super) async fn annotated(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
) -> Response {
    let told = match Desk::of(&submissions, &who) {
        Ok(desk) => desk.annotated().await,
        Err(problem) => Err(problem),
    };
    told.unwrap_or_else(|problem| answer(&problem, Wanted::Page))
}

/// Whoever hands a file in, in the session in which that is.
struct Desk<'w> {
    submissions: &'w Submissions,
    account: &'w Account,
    form_token: &'w str,
    intake: Arc<Intake>,
}

impl<'w> Desk<'w> {
    fn of(submissions: &'w Submissions, who: &'w Who) -> Result<Self, WireProblem> {
        let Submissions { tasks, .. } = submissions;
        preconditions::account(who, Permission::Report).map_err(Refusal::problem)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn).map_err(Refusal::problem)?;
        let intake = tasks.intake().ok_or(Refusal::Busy).map_err(Refusal::problem)?;
        Ok(Self { submissions, account, form_token, intake })
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }

    /// The form, with what is wrong with the file that came.
    fn form(&self, fault: Option<&str>, status: StatusCode) -> Result<Response, WireProblem> {
        let is_open = |feed: &&Feed| {
            let is_whole = feed.settings().taken_out == TakenOut::WithdrawnByRelease;
            !(is_whole && self.account.role.is_of_bodies())
        };
        let choice = |feed: &Feed| FeedChoice {
            id: feed.settings().id.to_string(),
            format: feed.settings().format.name().to_owned(),
        };
        let feeds: Vec<FeedChoice> = self.intake.feeds.iter().filter(is_open).map(choice).collect();
        page(forms::upload(self.person(), &feeds, fault), status).map_err(Refusal::problem)
    }

    async fn held(&self) -> Result<HeldUpload, WireProblem> {
        let (account, now) = (self.account.id.clone(), Timestamp::now());
        let found = self.submissions.access_control.ask(move |accounts| accounts.held_upload(&account, now));
        found
            .await
            .map_err(|error| unheld(&error))?
            .flatten()
            .ok_or(Refusal::NotFound)
            .map_err(Refusal::problem)
    }

    /// The file as it is handed in. A feed that reads dates from names is given its name.
    fn coming(&self, upload: &HeldUpload) -> Coming {
        let feed = self.intake.feeds.iter().find(|feed| feed.settings().id.as_str() == upload.feed);
        let is_read_by_name = feed.is_some_and(Feed::reads_names);
        let content = preconditions::content(&[b"upload", upload.feed.as_bytes(), &upload.bytes]);
        Coming {
            feed: upload.feed.clone(),
            name: is_read_by_name.then(|| upload.name.clone()),
            content_type: None,
            bytes: upload.bytes.clone(),
            received: received(self.submissions),
            keyed: Keyed { account: self.account.id.clone(), key: upload.key.clone(), content },
            account: self.account.clone(),
            reference: reference(&self.account.id, &upload.key),
        }
    }

    /// What the file would come to, as a program is told it.
    async fn foresee(&self, upload: &HeldUpload) -> Result<Uploaded, WireProblem> {
        let (coming, tasks) = (self.coming(upload), &self.submissions.tasks);
        match coming.hand_in(tasks, Arc::clone(&self.intake), Purpose::Foresee).await? {
            Some(Answered::Foreseen(report)) => {
                uploaded::of(&serde_json::to_string(&report).unwrap_or_default(), &self.intake.program)
            }
            _ => Err(Refusal::Busy.problem()),
        }
    }

    /// Shows what the file would come to, and keeps it until its sender decides.
    async fn look(&self, upload: HeldUpload) -> Result<Response, WireProblem> {
        let foreseen = match self.foresee(&upload).await {
            Ok(foreseen) => foreseen,
            Err(problem) if matches!(problem.status, 400 | 403 | 404 | 415 | 422) => {
                let help = problem.help.map(|help| format!(" {}.", words::english::capitalised(&help)));
                let fault = format!("{}{}", problem.detail, help.unwrap_or_default());
                return self.form(Some(&fault), StatusCode::UNPROCESSABLE_ENTITY);
            }
            Err(problem) => return Err(problem),
        };
        let (account, name, key) = (self.account.id.clone(), upload.name.clone(), upload.key.clone());
        let hold = move |accounts: &Accounts| accounts.hold_upload(&account, &upload);
        self.submissions.access_control.ask(hold).await.map_err(|error| unheld(&error))?;
        let shown = forms::check_upload(self.person(), &name, &key, &foreseen);
        page(shown, StatusCode::OK).map_err(Refusal::problem)
    }

    /// Hands the file in that was looked at.
    async fn send(&self, key: &str) -> Result<Response, WireProblem> {
        let upload = self.held().await?;
        if upload.key != key {
            return Err(Refusal::NotFound.problem());
        }
        let (coming, tasks) = (self.coming(&upload), &self.submissions.tasks);
        let given = Key::Given(upload.key.clone());
        let known = preconditions::known(tasks, &coming.keyed, &given).await.map_err(Refusal::problem)?;
        let answered = match known {
            Some(answered) => Some(answered),
            None => coming.hand_in(tasks, Arc::clone(&self.intake), Purpose::TakeIn).await?,
        };
        match answered {
            Some(Answered::Written { json, .. } | Answered::Before { json, .. }) => {
                let told = uploaded::of(&json, &self.intake.program)?;
                let reference = reference(&self.account.id, &upload.key);
                let done = forms::upload_sent(self.person(), &upload.name, &reference, &told);
                page(done, StatusCode::CREATED).map_err(Refusal::problem)
            }
            Some(Answered::Refused(problem)) => Err(problem),
            Some(Answered::Unwritten) => Err(Refusal::Unwritten.problem()),
            _ => Err(Refusal::Busy.problem()),
        }
    }

    async fn annotated(&self) -> Result<Response, WireProblem> {
        let upload = self.held().await?;
        let foreseen = self.foresee(&upload).await?;
        let told: LinesTold = foreseen.rows.iter().map(|row| (row.line, row.told.clone())).collect();
        let feed = self.intake.feeds.iter().find(|feed| feed.settings().id.as_str() == upload.feed);
        let heading = words::returns::BECAME;
        let table = feed.and_then(|feed| feed.annotated(&upload.bytes, heading, &told));
        let table = table.unwrap_or_else(|| pages::tables::lines_table(heading, &told).into_bytes());
        let name = format!("looked-at-{}.csv", upload.name.trim_end_matches(".csv"));
        let mut answer = as_file(&name, table).into_response();
        answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        Ok(answer)
    }
}

fn unheld(error: &AccountsError) -> WireProblem {
    tracing::error!(%error, "an upload cannot be kept");
    Refusal::from(error).problem()
}
