//! Filling a return in: the form at `/fill-in/BODY/PERIOD`, sent to `/returns/BODY/PERIOD`: kept as a draft, checked, and taken in with a reference number.

use std::collections::BTreeMap;
use std::sync::Arc;

use app::intake::Intake;
use app::returns::{Return, TypedFile, Typist, typed_files};
use app::wire::WireProblem;
use axum::Extension;
use axum::body::Body;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use engine::model::{BodyId, MeasureId};
use jiff::Timestamp;
use pages::live::forms::{self, FigureOutcome, Over, Person, Receipt, Sheet, Typed};
use plugins::accounts::{Account, Accounts, AccountsError, Draft, Permission, random_word};

use super::coming::{Coming, Purpose, received, reference, speaker};
use super::form::Form;
use super::outcomes::{self, Tense};
use super::preconditions::{self, Key};
use super::problem::answer;
use super::refusal::Refusal;
use super::reply_form::page;
use super::submissions::Submissions;
use super::wanted::Wanted;
use crate::access_control::Who;
use crate::questions::Known;
use crate::task_queue::{Answered, Keyed};

/// What stands before the measure in the name of a field.
const FIELD: &str = "figure/";

type Asked = Result<Path<(String, String)>, PathRejection>;

/// The form, with what was kept of it.
pub(super) async fn show(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Asked,
) -> Response {
    begin(&submissions, &who, path).await.unwrap_or_else(|problem| {
        let is_of_accounts = problem.code == Refusal::NoAccounts.problem().code;
        let mut answer = answer(&problem, Wanted::Page);
        // Nothing is refused to anybody there: the page says how to report otherwise.
        if is_of_accounts {
            *answer.status_mut() = StatusCode::OK;
        }
        answer
    })
}

async fn begin(submissions: &Submissions, who: &Who, path: Asked) -> Result<Response, WireProblem> {
    let desk = Desk::of(submissions, who, path).await?;
    let key = random_word::<16>().map_err(|_| Refusal::Broken.problem())?;
    let draft = desk.draft().await?;
    let told = draft.as_ref().map(|draft| words::returns::draft_of(desk.day(draft.saved)));
    let texts = draft.map(|draft| desk.texts(|field| draft.fields.get(field).map_or("", String::as_str)));
    let typed = Typed { texts: texts.unwrap_or_default(), key };
    desk.form(&typed, &Over { draft: told, ..Over::default() }, StatusCode::OK)
}

/// Takes the form in: to be kept, checked, changed once more, or taken in.
pub(super) async fn post(
    State(submissions): State<Submissions>,
    Extension(who): Extension<Who>,
    path: Asked,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let taken = take(&submissions, &who, path, &headers, body).await;
    taken.unwrap_or_else(|problem| answer(&problem, Wanted::Page))
}

async fn take(
    submissions: &Submissions,
    who: &Who,
    path: Asked,
    headers: &HeaderMap,
    body: Body,
) -> Result<Response, WireProblem> {
    let desk = Desk::of(submissions, who, path).await?;
    let form = Form::read(&submissions.room, headers, body).await.map_err(Refusal::problem)?;
    if !form.is_of_session(desk.form_token) {
        return Err(Refusal::ForeignForm.problem());
    }
    let typed =
        Typed { texts: desk.texts(|field| form.field(field)), key: form.field("key").trim().to_owned() };
    let again = |fault: &str| {
        let over = Over { fault: Some(fault.to_owned()), ..Over::default() };
        desk.form(&typed, &over, StatusCode::UNPROCESSABLE_ENTITY)
    };
    match form.field("step") {
        "save" => return desk.keep(&typed).await,
        "change" => return desk.form(&typed, &Over::default(), StatusCode::OK),
        _ if typed.key.is_empty() => return again(words::returns::LOAD_AGAIN),
        _ if typed.texts.is_empty() => return again(words::returns::NOTHING_TYPED),
        _ => {}
    }
    let at = received(submissions);
    let files = match desk.files(&typed, at) {
        Ok(files) => files,
        Err(faults) => {
            let over = Over { faults, ..Over::default() };
            return desk.form(&typed, &over, StatusCode::UNPROCESSABLE_ENTITY);
        }
    };
    if form.field("step") == "send" {
        desk.send(&typed, files, at).await
    } else {
        desk.check(&typed, files, at).await
    }
}

/// Whoever fills a return in, in the session in which that is, and the return.
struct Desk<'w> {
    submissions: &'w Submissions,
    account: &'w Account,
    form_token: &'w str,
    sheet: Return,
    intake: Arc<Intake>,
}

impl<'w> Desk<'w> {
    async fn of(submissions: &'w Submissions, who: &'w Who, path: Asked) -> Result<Self, WireProblem> {
        let Submissions { questions, tasks, .. } = submissions;
        preconditions::account(who, Permission::Report).map_err(Refusal::problem)?;
        let (account, form_token) = who.session().ok_or(Refusal::NotSignedIn).map_err(Refusal::problem)?;
        let Path((body, period)) = path.map_err(|_| Refusal::NotFound.problem())?;
        if account.role.is_of_bodies() && !account.bodies.contains(&body) {
            return Err(other_body(account, &body));
        }
        let find = move |known: Known<'_>| {
            Return::of(known.engine, &known.picture.supply, (&BodyId::new(&*body), &period))
        };
        let sheet = questions.ask(find).await.map_err(|why| Refusal::from(why).problem())?;
        let sheet = sheet.ok_or(Refusal::NotFound).map_err(Refusal::problem)?;
        let intake = tasks.intake().ok_or(Refusal::Busy).map_err(Refusal::problem)?;
        Ok(Self { submissions, account, form_token, sheet, intake })
    }

    fn person(&self) -> Person<'_> {
        Person { name: &self.account.name, form_token: self.form_token }
    }

    fn shown(&self) -> Sheet {
        Sheet::of(&self.sheet, &self.intake.program, |figure| {
            figure.feed(&self.intake).map(|feed| feed.marks().to_vec())
        })
    }

    fn form(&self, typed: &Typed, over: &Over, status: StatusCode) -> Result<Response, WireProblem> {
        page(forms::fill_in(self.person(), &self.shown(), typed, over), status).map_err(Refusal::problem)
    }

    /// What stands in the fields of its figures; what is left empty is not there.
    fn texts<'f>(&self, field: impl Fn(&str) -> &'f str) -> BTreeMap<MeasureId, String> {
        let measures = self.sheet.figures.iter().map(|figure| &figure.cell().measure);
        let text = |measure: &MeasureId| {
            field(&format!("{FIELD}{measure}")).replace(char::is_control, " ").trim().to_owned()
        };
        let texts = measures.map(|measure| (measure.clone(), text(measure)));
        texts.filter(|(_, text)| !text.is_empty()).collect()
    }

    fn day(&self, moment: Timestamp) -> jiff::civil::Date {
        self.intake.program.calendar.day(moment)
    }

    /// By what its draft is told from others of the account.
    fn subject(&self) -> String {
        format!("return {} {}", self.sheet.period, self.sheet.body)
    }

    async fn draft(&self) -> Result<Option<Draft>, WireProblem> {
        let (account, subject) = (self.account.id.clone(), self.subject());
        let found = self.submissions.access_control.ask(move |accounts| accounts.draft(&account, &subject));
        found.await.map(Option::flatten).map_err(|error| unkept(&error))
    }

    async fn keep(&self, typed: &Typed) -> Result<Response, WireProblem> {
        let fields = typed.texts.iter().map(|(measure, text)| (format!("{FIELD}{measure}"), text.clone()));
        let saved = Timestamp::now();
        let draft = Draft { fields: fields.collect(), saved };
        let (account, subject) = (self.account.id.clone(), self.subject());
        let keep = move |accounts: &Accounts| accounts.keep_draft(&account, &subject, &draft);
        self.submissions.access_control.ask(keep).await.map_err(|error| unkept(&error))?;
        let told = Some(words::returns::draft_of(self.day(saved)));
        self.form(typed, &Over { draft: told, ..Over::default() }, StatusCode::OK)
    }

    fn files(&self, typed: &Typed, at: Timestamp) -> Result<Vec<TypedFile>, app::returns::TypingFaults> {
        let typist = Typist {
            account: &self.account.id,
            speaker: &speaker(self.account),
            key: &typed.key,
            received: at,
        };
        typed_files(&self.sheet, &typed.texts, &self.intake, &typist)
    }

    /// The file of one feed, as it is handed in.
    fn coming(&self, typed: &Typed, file: TypedFile, received: Timestamp) -> Coming {
        let typist =
            Typist { account: &self.account.id, speaker: &speaker(self.account), key: &typed.key, received };
        let key = typist.key_of(&file.feed);
        let (body, period) = (self.sheet.body.to_string(), self.sheet.period.to_string());
        let mut said = vec![&b"return"[..], body.as_bytes(), period.as_bytes(), file.feed.as_bytes()];
        let figures = typed.texts.iter().filter(|(measure, _)| file.measures.contains(measure));
        said.extend(figures.flat_map(|(measure, text)| [measure.as_str().as_bytes(), text.as_bytes()]));
        let keyed = Keyed { account: self.account.id.clone(), key, content: preconditions::content(&said) };
        Coming {
            feed: file.feed,
            name: file.name,
            content_type: Some(file.content_type.to_owned()),
            bytes: file.bytes,
            received,
            keyed,
            account: self.account.clone(),
            reference: reference(&self.account.id, &typed.key),
        }
    }

    /// The same to be checked, with what each figure would come to.
    async fn check(
        &self,
        typed: &Typed,
        files: Vec<TypedFile>,
        at: Timestamp,
    ) -> Result<Response, WireProblem> {
        let (shown, tasks) = (self.shown(), &self.submissions.tasks);
        let mut outcomes: Vec<FigureOutcome> = Vec::new();
        for file in files {
            let coming = self.coming(typed, file, at);
            match coming.hand_in(tasks, Arc::clone(&self.intake), Purpose::Foresee).await? {
                Some(Answered::Foreseen(report)) => {
                    let json = serde_json::to_string(&report).unwrap_or_default();
                    outcomes
                        .extend(outcomes::of(&json, &typed.texts, &self.intake.program, Tense::ToCome)?.0);
                }
                _ => return Err(Refusal::Busy.problem()),
            }
        }
        page(forms::check_return(self.person(), &shown, typed, &outcomes), StatusCode::OK)
            .map_err(Refusal::problem)
    }

    /// Hands the files in, and tells what became of them.
    async fn send(
        &self,
        typed: &Typed,
        files: Vec<TypedFile>,
        at: Timestamp,
    ) -> Result<Response, WireProblem> {
        let (mut told, mut receipts): (Vec<FigureOutcome>, Vec<Receipt>) = Default::default();
        let tasks = &self.submissions.tasks;
        for file in files {
            let feed = file.feed.clone();
            let coming = self.coming(typed, file, at);
            let key = Key::Given(coming.keyed.key.clone());
            let known = preconditions::known(tasks, &coming.keyed, &key).await.map_err(Refusal::problem)?;
            let answered = match known {
                Some(answered) => Some(answered),
                None => coming.hand_in(tasks, Arc::clone(&self.intake), Purpose::TakeIn).await?,
            };
            match answered {
                Some(Answered::Written { json, .. } | Answered::Before { json, .. }) => {
                    let (outcomes, hash) =
                        outcomes::of(&json, &typed.texts, &self.intake.program, Tense::Past)?;
                    told.extend(outcomes);
                    receipts.push(Receipt { hash, feed });
                }
                Some(Answered::Refused(problem)) => return Err(problem),
                Some(Answered::Unwritten) => return Err(Refusal::Unwritten.problem()),
                _ => return Err(Refusal::Busy.problem()),
            }
        }
        let (account, subject) = (self.account.id.clone(), self.subject());
        let erase = move |accounts: &Accounts| accounts.erase_draft(&account, &subject);
        let erased = self.submissions.access_control.ask(erase).await;
        // The return is taken in all the same.
        erased.map_err(|error| tracing::error!(%error, "a draft cannot be erased")).unwrap_or_default();
        let reference = reference(&self.account.id, &typed.key);
        let done = forms::return_sent(self.person(), &self.shown(), &reference, (&told, &receipts));
        page(done, StatusCode::CREATED).map_err(Refusal::problem)
    }
}

fn other_body(account: &Account, body: &str) -> WireProblem {
    WireProblem {
        status: 403,
        code: "other-body",
        title: "The return is another body's",
        detail: format!(
            "This account reports for {}, and the return is that of `{body}`.",
            account.bodies.join(", ")
        ),
        help: Some("ask the people who look after accounts for `--body`".to_owned()),
    }
}

fn unkept(error: &AccountsError) -> WireProblem {
    tracing::error!(%error, "drafts cannot be kept");
    Refusal::from(error).problem()
}
