//! A connection that is asked one thing after the other. No answer is waited for without limit: a server whose machine is gone, or that is frozen, says nothing at all.

use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::{Builder, Runtime};
use tokio::time::timeout;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::types::{ToSql, Type};
use tokio_postgres::{
    AsyncMessage, Config, Error, NoTls, Row, SimpleQueryMessage, Socket, Statement, ToStatement,
};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::stores::fault::Ledger;
use crate::stores::store::StoreError;

/// What goes to and fro over a connection, as long as there is one.
type Wire = Pin<Box<dyn Future<Output = Result<(), Error>> + Send>>;

/// A connection to the server.
pub(crate) struct Client {
    runtime: Runtime,
    inner: tokio_postgres::Client,
    /// None once it is over, or was given up.
    wire: Option<Wire>,
    /// Whether the server said something of its own accord that nobody took notice of yet.
    told: Arc<AtomicBool>,
    patience: Duration,
}

/// What a server said of its own accord while it was listened to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Heard {
    Something,
    Nothing,
    /// The connection is gone.
    Over,
}

impl Client {
    /// Connects, and gives up a server that has not let one in within this time.
    pub(super) fn connect(
        config: &Config,
        encryption: Option<MakeRustlsConnect>,
        within: Duration,
        ledger: &Ledger,
    ) -> Result<Self, StoreError> {
        let runtime = Builder::new_current_thread().enable_io().enable_time().build();
        let runtime =
            runtime.map_err(|error| ledger.unavailable(format!("nothing can be asked ({error})")))?;
        let told = Arc::<AtomicBool>::default();
        let let_in = runtime.block_on(async {
            match encryption {
                None => timeout(within, let_in(config, NoTls, &told)).await,
                Some(encryption) => timeout(within, let_in(config, encryption, &told)).await,
            }
        });
        let refused = match let_in {
            Ok(Ok((inner, wire))) => {
                return Ok(Self { runtime, inner, wire: Some(wire), told, patience: within });
            }
            Ok(Err(error)) => ledger.database_fault(&error),
            Err(_) => ledger.silent(within),
        };
        // A name that is still being looked up is not waited for.
        runtime.shutdown_background();
        Err(refused)
    }

    /// The same, where each answer is waited for so long.
    pub(super) fn patient(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// Does something over the connection for which each answer is waited for so long.
    pub(super) fn within<T>(&mut self, patience: Duration, task: impl FnOnce(&mut Self) -> T) -> T {
        let usual = std::mem::replace(&mut self.patience, patience);
        let done = task(self);
        self.patience = usual;
        done
    }

    /// Does something as one transaction, which is taken back where it fails.
    pub(super) fn in_transaction<T, E: From<Error>>(
        &mut self,
        task: impl FnOnce(&mut Self) -> Result<T, E>,
    ) -> Result<T, E> {
        self.batch_execute("BEGIN")?;
        let done = task(self);
        match done {
            Ok(_) => self.batch_execute("COMMIT")?,
            // Over a connection that is gone the server does so itself.
            Err(_) => drop(self.batch_execute("ROLLBACK")),
        }
        done
    }

    pub(crate) fn batch_execute(&mut self, statements: &str) -> Result<(), Error> {
        self.ask(async |client| client.batch_execute(statements).await)
    }

    pub(crate) fn execute<S: ?Sized + ToStatement>(
        &mut self,
        statement: &S,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<u64, Error> {
        self.ask(async |client| client.execute(statement, values).await)
    }

    pub(crate) fn query<S: ?Sized + ToStatement>(
        &mut self,
        statement: &S,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Vec<Row>, Error> {
        self.ask(async |client| client.query(statement, values).await)
    }

    pub(super) fn query_one<S: ?Sized + ToStatement>(
        &mut self,
        statement: &S,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Row, Error> {
        self.ask(async |client| client.query_one(statement, values).await)
    }

    pub(super) fn query_opt<S: ?Sized + ToStatement>(
        &mut self,
        statement: &S,
        values: &[&(dyn ToSql + Sync)],
    ) -> Result<Option<Row>, Error> {
        self.ask(async |client| client.query_opt(statement, values).await)
    }

    pub(crate) fn prepare_typed(&mut self, statement: &str, types: &[Type]) -> Result<Statement, Error> {
        self.ask(async |client| client.prepare_typed(statement, types).await)
    }

    /// The first word of what a statement answers, which is not prepared first: behind a pooler nobody knows on which session that would be.
    pub(super) fn word(&mut self, statement: &str) -> Result<String, Error> {
        let answer = self.ask(async |client| client.simple_query(statement).await)?;
        let word = answer.into_iter().find_map(|message| match message {
            SimpleQueryMessage::Row(row) => row.get(0).map(str::to_owned),
            _ => None,
        });
        Ok(word.unwrap_or_default())
    }

    /// Waits until the server says something of its own accord, as it does to whoever listens, and no longer than this.
    pub(super) fn listen(&mut self, within: Duration) -> Result<Heard, Error> {
        let Self { runtime, wire, told, .. } = self;
        let heard = poll_fn(|context| {
            if let Some(driven) = wire
                && let Poll::Ready(over) = driven.as_mut().poll(context)
            {
                *wire = None;
                over?;
            }
            match wire {
                _ if told.swap(false, Ordering::Relaxed) => Poll::Ready(Ok(Heard::Something)),
                Some(_) => Poll::Pending,
                None => Poll::Ready(Ok(Heard::Over)),
            }
        });
        runtime.block_on(async { timeout(within, heard).await.unwrap_or(Ok(Heard::Nothing)) })
    }

    /// Asks, and waits for the answer; what takes longer than that ends the connection.
    fn ask<T>(
        &mut self,
        question: impl AsyncFnOnce(&tokio_postgres::Client) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let Self { runtime, inner, wire, patience, .. } = self;
        runtime.block_on(answer(wire, *patience, question(inner)))
    }
}

async fn let_in<T>(
    config: &Config,
    encryption: T,
    told: &Arc<AtomicBool>,
) -> Result<(tokio_postgres::Client, Wire), Error>
where
    T: MakeTlsConnect<Socket>,
    T::Stream: Send + 'static,
{
    let (client, mut connection) = config.connect(encryption).await?;
    let told = Arc::clone(told);
    let wire = async move {
        while let Some(message) = poll_fn(|context| connection.poll_message(context)).await {
            if let AsyncMessage::Notification(_) = message? {
                told.store(true, Ordering::Relaxed);
            }
        }
        Ok(())
    };
    Ok((client, Box::pin(wire)))
}

/// The answer to a question, which is waited for so long.
async fn answer<T>(
    wire: &mut Option<Wire>,
    patience: Duration,
    question: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    let mut question = pin!(question);
    let answer = poll_fn(|context| {
        if let Some(driven) = wire
            && let Poll::Ready(over) = driven.as_mut().poll(context)
        {
            *wire = None;
            over?;
        }
        question.as_mut().poll(context)
    });
    if let Ok(answer) = timeout(patience, answer).await {
        return answer;
    }
    tracing::warn!(
        "the server did not answer within {} seconds; the connection is given up",
        patience.as_secs()
    );
    // Nobody drives the connection any more, so that the question hears that it is closed.
    *wire = None;
    question.await
}
