//! Questions for which the ledger is lived through once more: how things stood at the end of a day that is over, and what changed since a moment. They go one after the other to a
//! thread of their own, which keeps the days that were asked for last. Neither whoever reports nor whoever asks how things stand now waits for them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use app::kept_since::KeptSince;
use app::past_day::{PastDay, PastDayError};
use app::since::Mark;
use app::turned::{LivedLedger, Turned};
use engine::model::Calendar;
use jiff::civil::Date;
use plugins::stores::{LedgerPlace, StoreError};
use tokio::sync::oneshot;
use words::since::Since;

use crate::publication::Publication;
use crate::questions::{Known, Unanswered};
use crate::records::Records;

/// So many questions wait at the most: each may take as long as the ledger is.
const MOST_WAITING: usize = 8;
/// So many days are kept.
const MOST_KEPT: usize = 3;

/// A question, which answers itself by what is kept.
type Question = Box<dyn FnOnce(&mut Kept, &Publication) + Send>;

/// Where such questions are put.
#[derive(Clone)]
pub(crate) struct PastDays(SyncSender<Question>);

impl PastDays {
    /// Begins to answer, by a ledger.
    pub(crate) fn start(ledger: LedgerPlace, publication: Publication) -> io::Result<Self> {
        let (sender, questions) = sync_channel(MOST_WAITING);
        let answer = move || answer_all(Kept::new(ledger), &publication, questions);
        thread::Builder::new().name("past days".to_owned()).spawn(answer)?;
        Ok(Self(sender))
    }

    /// The answer to a question about how things stood at the end of a day, whose calendar says where it begins.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        (day, calendar): (Date, Arc<Calendar>),
        question: impl FnOnce(Known<'_>) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let ask = move |kept: &mut Kept, publication: &Publication| {
            let (PastDay { engine, picture, turned }, records) = kept.day(day, &calendar, publication)?;
            let program = engine.program().ok_or(Unanswered::TooEarly)?;
            let turned = Some(turned);
            Ok(question(Known { picture, engine, program, proposals: None, records, turned }))
        };
        self.put(ask).await
    }

    /// What changed since somebody last looked.
    pub(crate) async fn ask_since(&self, mark: Mark) -> Result<Arc<Since>, Unanswered> {
        let ask = move |kept: &mut Kept, publication: &Publication| {
            let newest = publication.picture().ok_or(Unanswered::NotNow)?;
            kept.since.since(&kept.ledger, mark, newest.position).map_err(|error| {
                tracing::error!(%error, "it cannot be told what changed");
                Unanswered::Failed
            })
        };
        self.put(ask).await
    }

    async fn put<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Kept, &Publication) -> Result<T, Unanswered> + Send + 'static,
    ) -> Result<T, Unanswered> {
        let (answer, answered) = oneshot::channel();
        // Whoever asked may have gone by then.
        let question: Question = Box::new(move |kept, publication| drop(answer.send(ask(kept, publication))));
        self.0.try_send(question).map_err(|_| Unanswered::NotNow)?;
        answered.await.unwrap_or(Err(Unanswered::Failed))
    }

    /// What is asked of the verdicts that turned last, up to now.
    pub(crate) async fn turned<T: Send + 'static>(
        &self,
        question: impl FnOnce(&Turned) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        self.put(move |kept, publication| kept.turned(publication).map(question)).await
    }
}

fn answer_all(mut kept: Kept, publication: &Publication, questions: Receiver<Question>) {
    let mut renewals = publication.renewals();
    for question in questions {
        if publication.was_renewed(&mut renewals) {
            kept = Kept::new(kept.ledger);
        }
        // A fault of ours in one answer is no reason to give no others.
        if catch_unwind(AssertUnwindSafe(|| question(&mut kept, publication))).is_err() {
            tracing::error!("a question about the past could not be answered, by a fault of Remit");
            kept.days.clear();
            kept.lived = None;
            kept.since = KeptSince::default();
        }
    }
}

/// The days that were asked for last, the newest question first.
struct Kept {
    ledger: LedgerPlace,
    days: Vec<(Date, PastDay)>,
    /// What changed, for those who asked that last.
    since: KeptSince,
    records: Records,
    /// The ledger as it was lived through up to now; none before somebody asks.
    lived: Option<LivedLedger>,
}

impl Kept {
    fn new(ledger: LedgerPlace) -> Self {
        let (days, since) = (Vec::new(), KeptSince::default());
        Self { days, since, records: Records::new(ledger.clone()), lived: None, ledger }
    }

    fn day(
        &mut self,
        day: Date,
        calendar: &Calendar,
        publication: &Publication,
    ) -> Result<(&PastDay, &Records), Unanswered> {
        let newest = publication.picture().ok_or(Unanswered::NotNow)?;
        let place = self.days.iter().position(|(kept, _)| *kept == day);
        let asked = match place {
            Some(place) => self.days.remove(place).1,
            None => PastDay::of(&self.ledger, day, (&newest, calendar)).map_err(unanswered)?,
        };
        self.days.truncate(MOST_KEPT - 1);
        self.days.insert(0, (day, asked));
        let (_, asked) = self.days.first().ok_or(Unanswered::Failed)?;
        Ok((asked, &self.records))
    }

    /// Which verdicts turned last, as far as the picture that is shown.
    fn turned(&mut self, publication: &Publication) -> Result<&Turned, Unanswered> {
        let newest = publication.picture().ok_or(Unanswered::NotNow)?;
        if self.lived.is_none() {
            self.lived = LivedLedger::open(&self.ledger).map_err(|error| unread(&error))?;
        }
        let lived = self.lived.as_mut().ok_or(Unanswered::NotNow)?;
        lived.follow(newest.position, newest.as_at).map_err(|error| unread(&error))
    }
}

fn unread(error: &StoreError) -> Unanswered {
    tracing::error!(%error, "it cannot be told what turned");
    Unanswered::Failed
}

fn unanswered(error: PastDayError) -> Unanswered {
    match error {
        PastDayError::NotOver => Unanswered::NotOver,
        PastDayError::TooEarly => Unanswered::TooEarly,
        PastDayError::Ledger(error) => {
            tracing::error!(%error, "a day that is over cannot be told");
            Unanswered::Failed
        }
    }
}
