//! A stream that is followed on a thread of its own, until it is let go of: messages are handed over in order, and acknowledged once they are taken in.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use async_nats::jetstream::consumer::{AckPolicy, PullConsumer};
use async_nats::jetstream::{self, AckKind, Message};
use async_nats::{Client, ConnectOptions, ServerAddr};
use futures_util::StreamExt as _;
use semver::Version;
use tokio::runtime::Builder;
use tokio::task::spawn_blocking;
use tokio::time::{sleep, timeout};

use super::fault::StreamFault;
use super::message::StreamMessage;
use super::pending::Pending;
use super::pulse::{Pulse, StreamState};
use super::settings::StreamSettings;
use crate::files::read_secret;

/// The oldest server that does all that is asked of it.
const OLDEST: Version = Version::new(2, 11, 0);
const OLDEST_SAID: &str = "2.11";
/// How long an answer of a server is waited for.
const ANSWERED_WITHIN: Duration = Duration::from_secs(2);
/// How long messages are waited for before it is looked whether there are any.
const LISTENED_FOR: Duration = Duration::from_secs(2);
/// What follows a message within this time is taken with it.
const AT_ONCE_WITHIN: Duration = Duration::from_millis(20);
/// How long a server keeps in mind that messages are wanted, and how often it says so.
const ASKED_AGAIN_AFTER: Duration = Duration::from_secs(30);
const HEARD_EVERY: Duration = Duration::from_secs(1);
/// How long a cluster that cannot be followed is left alone.
const AGAIN_AFTER: Duration = Duration::from_secs(1);
/// So many messages are taken at once.
const AT_ONCE: usize = 64;

/// What takes messages in.
pub type Take = dyn Fn(Vec<StreamMessage>) -> (usize, Option<String>) + Send + Sync;

/// Where messages go.
pub struct Outlet {
    /// Takes messages in, in order; says how many of them it took, from the first on, and why not more.
    pub take: Box<Take>,
    /// Hears how the stream stands.
    pub tell: Box<dyn Fn(StreamState) + Send + Sync>,
}

/// A stream that is followed for as long as this lives.
pub struct Inlet {
    is_over: Arc<AtomicBool>,
}

impl Inlet {
    /// Follows a stream.
    pub fn open(settings: StreamSettings, project: &Path, outlet: Outlet) -> Self {
        let is_over = Arc::new(AtomicBool::new(false));
        let follower = Follower {
            settings,
            project: project.to_owned(),
            outlet: Arc::new(outlet),
            is_over: Arc::clone(&is_over),
            pulse: Pulse::new(Instant::now()),
        };
        thread::spawn(move || match Builder::new_current_thread().enable_all().build() {
            Ok(runtime) => runtime.block_on(follower.follow()),
            Err(error) => tracing::error!(%error, "a stream cannot be followed"),
        });
        Self { is_over }
    }
}

impl Drop for Inlet {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Release);
    }
}

struct Follower {
    settings: StreamSettings,
    project: PathBuf,
    outlet: Arc<Outlet>,
    is_over: Arc<AtomicBool>,
    pulse: Pulse,
}

/// A consumer that is listened to.
struct Source {
    client: Client,
    stream: jetstream::stream::Stream,
    consumer: PullConsumer,
    /// When its stream was made.
    made: String,
}

impl Follower {
    async fn follow(mut self) {
        while !self.is_over() {
            let failed = match self.connect().await {
                Ok(source) => self.listen(source).await.err(),
                Err(fault) => Some(fault),
            };
            if let Some(fault) = failed {
                self.fails(fault);
                sleep(AGAIN_AFTER).await;
            }
        }
    }

    fn is_over(&self) -> bool {
        self.is_over.load(Ordering::Acquire)
    }

    fn tell(&self, told: Option<StreamState>) {
        if let Some(state) = told {
            (self.outlet.tell)(state);
        }
    }

    fn beats(&mut self) {
        let told = self.pulse.beats(Instant::now());
        self.tell(told);
    }

    fn fails(&mut self, fault: StreamFault) {
        tracing::debug!(feed = %self.settings.feed, %fault, "nothing comes from the stream");
        let told = self.pulse.fails(Instant::now(), fault);
        self.tell(told);
    }

    async fn connect(&self) -> Result<Source, StreamFault> {
        let StreamSettings { servers, stream, consumer, .. } = &self.settings;
        let unreachable = |reason: String| StreamFault::Unreachable { reason };
        let addresses =
            servers.iter().map(|server| server.parse::<ServerAddr>()).collect::<Result<Vec<_>, _>>();
        let addresses = addresses.map_err(|error| unreachable(error.to_string()))?;
        let connecting = self.options()?.connect(addresses);
        let client = within(connecting).await?.map_err(|error| unreachable(error.to_string()))?;
        check_version(&client)?;
        let context = jetstream::new(client.clone());
        let found = within(context.get_stream(stream)).await?;
        let found = found
            .map_err(|error| StreamFault::NoStream { stream: stream.clone(), reason: error.to_string() })?;
        let made = found.cached_info().created.unix_timestamp().to_string();
        let listened = within(found.get_consumer::<jetstream::consumer::pull::Config>(consumer)).await?;
        let listened = listened.map_err(|error| StreamFault::NoConsumer {
            stream: stream.clone(),
            consumer: consumer.clone(),
            reason: error.to_string(),
        })?;
        if listened.cached_info().config.ack_policy != AckPolicy::Explicit {
            return Err(StreamFault::NotAcknowledged { consumer: consumer.clone() });
        }
        Ok(Source { client, stream: found, consumer: listened, made })
    }

    fn options(&self) -> Result<ConnectOptions, StreamFault> {
        let no_file = |file: &str, reason: String| StreamFault::NoFile { file: file.to_owned(), reason };
        let mut options = match &self.settings.credentials_file {
            None => ConnectOptions::new(),
            Some(file) => {
                let text = read_secret(&self.project.join(file));
                let text = text.map_err(|error| no_file(file, error.to_string()))?;
                // What is wrong with credentials may repeat them.
                ConnectOptions::with_credentials(&text)
                    .map_err(|_| no_file(file, "it holds no credentials of NATS".to_owned()))?
            }
        };
        if let Some(file) = &self.settings.authorities_file {
            options = options.add_root_certificates(self.project.join(file));
        }
        Ok(options
            .name("remit")
            .connection_timeout(ANSWERED_WITHIN)
            .request_timeout(Some(ANSWERED_WITHIN))
            .ping_interval(ANSWERED_WITHIN))
    }

    /// Takes what came before and was not acknowledged, and then what comes, until the stream is let go of or was silent for so long that a new connection is worth a try.
    async fn listen(&mut self, mut source: Source) -> Result<(), StreamFault> {
        let mut given = source.consumer.cached_info().delivered.consumer_sequence;
        let mut pending = Pending::of(source.consumer.cached_info());
        loop {
            let messages = pending.batch(&source.stream, &source.made, AT_ONCE).await?;
            if messages.is_empty() || self.is_over() {
                break;
            }
            self.take(&source, messages, Vec::new()).await;
        }
        let stream = source.consumer.stream().max_messages_per_batch(AT_ONCE).expires(ASKED_AGAIN_AFTER);
        let coming = within(stream.heartbeat(HEARD_EVERY).messages()).await?;
        let mut coming = coming.map_err(|_| StreamFault::NoAnswer)?;
        while !self.is_over() {
            match timeout(LISTENED_FOR, coming.next()).await {
                Ok(Some(Ok(first))) => {
                    let mut messages = vec![first];
                    // What is there comes at once.
                    while messages.len() < AT_ONCE
                        && let Ok(Some(Ok(message))) = timeout(AT_ONCE_WITHIN, coming.next()).await
                    {
                        messages.push(message);
                    }
                    let told = in_order(&messages, &mut given, &source.made)?;
                    self.take(&source, told, messages).await;
                }
                Ok(Some(Err(_)) | None) => {
                    self.look_for_more(&mut source).await?;
                    return Err(StreamFault::NoAnswer);
                }
                Err(_) => self.look_for_more(&mut source).await?,
            }
        }
        Ok(())
    }

    /// Nothing came: whether there is anything more.
    async fn look_for_more(&mut self, source: &mut Source) -> Result<(), StreamFault> {
        let fault = match timeout(ANSWERED_WITHIN, source.consumer.info()).await {
            Ok(Ok(info)) if info.num_pending == 0 => {
                self.beats();
                return Ok(());
            }
            Ok(Ok(info)) => StreamFault::NothingComes { pending: info.num_pending },
            Ok(Err(_)) | Err(_) => StreamFault::NoAnswer,
        };
        self.fails(fault.clone());
        if self.pulse.is_silent(Instant::now()) { Err(fault) } else { Ok(()) }
    }

    /// Hands messages over, and acknowledges those that were given once they are taken in. One that cannot be taken in now is tried again before those behind it.
    async fn take(&mut self, source: &Source, mut messages: Vec<StreamMessage>, mut given: Vec<Message>) {
        while !messages.is_empty() && !self.is_over() {
            let (outlet, told) = (Arc::clone(&self.outlet), messages.clone());
            let taking = spawn_blocking(move || (outlet.take)(told));
            let (taken, why) = taking.await.unwrap_or_else(|_| (0, Some("the service failed".to_owned())));
            messages.drain(..taken.min(messages.len()));
            for message in given.drain(..taken.min(given.len())) {
                // One of which the server does not hear comes again, and is known.
                drop(message.ack().await);
            }
            drop(timeout(ANSWERED_WITHIN, source.client.flush()).await);
            let Some(reason) = why else {
                self.beats();
                continue;
            };
            self.fails(StreamFault::NotTakenIn { reason });
            sleep(AGAIN_AFTER).await;
            for message in &given {
                // The server keeps them for this consumer meanwhile.
                drop(message.ack_with(AckKind::Progress).await);
            }
        }
    }
}

/// What messages say, where they are all that a consumer gave: one that was lost on the way may not be taken in after those behind it.
fn in_order(messages: &[Message], given: &mut u64, made: &str) -> Result<Vec<StreamMessage>, StreamFault> {
    let read = |message: &Message| {
        let (place, said) = StreamMessage::given(message, made).ok_or(StreamFault::LostOnTheWay)?;
        *given += 1;
        if place == *given { Ok(said) } else { Err(StreamFault::LostOnTheWay) }
    };
    messages.iter().map(read).collect()
}

fn check_version(client: &Client) -> Result<(), StreamFault> {
    let found = client.server_info().version;
    match Version::parse(&found) {
        Ok(version) if version < OLDEST => Err(StreamFault::TooOld { found, oldest: OLDEST_SAID }),
        _ => Ok(()),
    }
}

/// What comes of it, unless nobody answers.
async fn within<T>(asked: impl Future<Output = T>) -> Result<T, StreamFault> {
    timeout(ANSWERED_WITHIN, asked).await.map_err(|_| StreamFault::NoAnswer)
}
