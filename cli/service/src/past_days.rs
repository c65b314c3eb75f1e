//! Questions about days that are over: they go one after the other to a thread of their own, which lives the ledger through up to the day, and keeps the days that were asked
//! for last. Neither whoever reports nor whoever asks how things stand now waits for them.

use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use app::past_day::{PastDay, PastDayError};
use engine::model::Calendar;
use jiff::civil::Date;
use tokio::sync::oneshot;

use crate::publication::Publication;
use crate::questions::{Known, Unanswered};
use crate::records::Records;

/// So many questions wait at the most: each may take as long as the ledger is.
const MOST_WAITING: usize = 8;
/// So many days are kept.
const MOST_KEPT: usize = 3;

type Answer = Box<dyn FnOnce(Result<Known<'_>, Unanswered>) + Send>;

/// How things stood at the end of a day.
struct Question {
    day: Date,
    /// Where the days of the project begin.
    calendar: Arc<Calendar>,
    answer: Answer,
}

/// Where such questions are put.
#[derive(Clone)]
pub(crate) struct PastDays(SyncSender<Question>);

impl PastDays {
    /// Begins to answer, by a ledger.
    pub(crate) fn start(ledger: PathBuf, publication: Publication) -> io::Result<Self> {
        let (sender, questions) = sync_channel(MOST_WAITING);
        let answer = move || answer_all(Kept::new(ledger), &publication, questions);
        thread::Builder::new().name("past days".to_owned()).spawn(answer)?;
        Ok(Self(sender))
    }

    /// The answer to one question.
    pub(crate) async fn ask<T: Send + 'static>(
        &self,
        (day, calendar): (Date, Arc<Calendar>),
        question: impl FnOnce(Known<'_>) -> T + Send + 'static,
    ) -> Result<T, Unanswered> {
        let (answer, answered) = oneshot::channel();
        // Whoever asked may have gone by then.
        let answer: Answer = Box::new(move |known| drop(answer.send(known.map(question))));
        self.0.try_send(Question { day, calendar, answer }).map_err(|_| Unanswered::NotNow)?;
        answered.await.unwrap_or(Err(Unanswered::Failed))
    }
}

fn answer_all(mut kept: Kept, publication: &Publication, questions: Receiver<Question>) {
    for Question { day, calendar, answer } in questions {
        // A fault of ours in one answer is no reason to give no others.
        let answered = catch_unwind(AssertUnwindSafe(|| match kept.day(day, &calendar, publication) {
            Ok((PastDay { engine, picture }, records)) => match engine.program() {
                Some(program) => answer(Ok(Known { picture, engine, program, proposals: None, records })),
                None => answer(Err(Unanswered::TooEarly)),
            },
            Err(unanswered) => answer(Err(unanswered)),
        }));
        if answered.is_err() {
            tracing::error!("a question about a day that is over could not be answered, by a fault of Remit");
            kept.days.clear();
        }
    }
}

/// The days that were asked for last, the newest question first.
struct Kept {
    ledger: PathBuf,
    days: Vec<(Date, PastDay)>,
    records: Records,
}

impl Kept {
    fn new(ledger: PathBuf) -> Self {
        Self { days: Vec::new(), records: Records::new(ledger.clone()), ledger }
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
