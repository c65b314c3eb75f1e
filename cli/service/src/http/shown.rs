//! What the pages are made of, and for whom.

use std::sync::Arc;

use app::published::Picture;
use axum::response::Response;
use pages::live::Access;
use tokio::sync::Semaphore;

use super::asked::{Asked, Form};
use super::events::MOST_LISTENERS;
use crate::access_control::AccessControl;
use crate::publication::Publication;
use crate::questions::{Known, Questions};
use crate::task_queue::TaskQueue;

/// What is shown, and to whom.
#[derive(Clone)]
pub(crate) struct Shown {
    pub(super) publication: Publication,
    pub(super) questions: Questions,
    pub(super) access: Access,
    pub(super) access_control: Arc<AccessControl>,
    pub(super) tasks: TaskQueue,
    pub(super) listeners: Arc<Semaphore>,
}

impl Shown {
    pub(crate) fn new(
        publication: Publication,
        questions: Questions,
        access_control: Arc<AccessControl>,
        tasks: TaskQueue,
    ) -> Self {
        let (access, listeners) = (access_control.access, Arc::new(Semaphore::new(MOST_LISTENERS)));
        Self { publication, questions, access, access_control, tasks, listeners }
    }

    /// The answer that the engine has which follows the ledger, if there is one.
    pub(super) async fn follow(
        self,
        asked: Asked,
        find: impl FnOnce(Known<'_>, Form, Access) -> Option<Response> + Send + 'static,
    ) -> Response {
        let access = self.access;
        asked.answer_by(&self.questions, move |known, form| find(known, form, access)).await
    }

    pub(super) fn picture(&self) -> Option<Arc<Picture>> {
        self.publication.picture()
    }
}
