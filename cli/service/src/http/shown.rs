//! What the pages are made of, and for whom.

use std::path::Path;
use std::sync::Arc;

use app::published::Picture;
use axum::response::Response;
use pages::live::Access;
use tokio::sync::Semaphore;

use super::asked::{Asked, Form, NoDay};
use super::events::MOST_LISTENERS;
use super::refusal::Refusal;
use crate::access_control::AccessControl;
use crate::past_days::PastDays;
use crate::publication::Publication;
use crate::questions::{Known, Questions};
use crate::rule_tests::RuleTests;
use crate::task_queue::TaskQueue;

/// What is shown, and to whom.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(super) publication: Publication,
    pub(super) questions: Questions,
    pub(super) past_days: PastDays,
    pub(super) rule_tests: RuleTests,
    pub(super) access: Access,
    pub(super) access_control: Arc<AccessControl>,
    pub(super) tasks: TaskQueue,
    pub(super) listeners: Arc<Semaphore>,
    /// The folder of the project.
    pub(super) dir: Arc<Path>,
}

impl Shown {
    pub(crate) fn new(
        publication: Publication,
        (questions, past_days, rule_tests): (Questions, PastDays, RuleTests),
        access_control: Arc<AccessControl>,
        tasks: TaskQueue,
        dir: Arc<Path>,
    ) -> Self {
        let (access, listeners) = (access_control.access, Arc::new(Semaphore::new(MOST_LISTENERS)));
        Self { publication, questions, past_days, rule_tests, access, access_control, tasks, listeners, dir }
    }

    /// The answer that the picture has which is shown, or that of the day that is asked about, if there is one.
    pub(super) async fn show(
        self,
        asked: Asked,
        find: impl FnOnce(&Picture, Form, Access) -> Option<Response> + Send + 'static,
    ) -> Response {
        let access = self.access;
        match asked.day() {
            Ok(None) => asked.answer(self.picture().as_deref(), |picture, form| find(picture, form, access)),
            _ => self.follow(asked, |known, form, access| find(known.picture, form, access)).await,
        }
    }

    /// The answer that the engine has which follows the ledger, or that of the day that is asked about, if there is one.
    pub(super) async fn follow(
        self,
        asked: Asked,
        find: impl FnOnce(Known<'_>, Form, Access) -> Option<Response> + Send + 'static,
    ) -> Response {
        let access = self.access;
        let find = move |known: Known<'_>, form: Form| find(known, form, access);
        match asked.day() {
            Err(NoDay) => asked.refuse(Refusal::Misasked),
            Ok(None) => asked.answer_by(&self.questions, find).await,
            Ok(Some(day)) => {
                let Some(intake) = self.tasks.intake() else { return asked.refuse(Refusal::Busy) };
                let day = (day, Arc::clone(&intake.program.calendar));
                asked.answer_by_day(&self.past_days, day, find).await
            }
        }
    }

    /// The answer that the engine has which follows the ledger, of what is told as it stands now alone.
    pub(super) async fn follow_now(
        self,
        asked: Asked,
        find: impl FnOnce(Known<'_>, Form, Access) -> Option<Response> + Send + 'static,
    ) -> Response {
        if asked.day() == Ok(None) { self.follow(asked, find).await } else { asked.refuse(Refusal::Misasked) }
    }

    pub(super) fn picture(&self) -> Option<Arc<Picture>> {
        self.publication.picture()
    }
}
