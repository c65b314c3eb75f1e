//! The arguments of `serve`.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;
use plugins::service_client::{ServiceClient, ServiceError};

use super::run::{AcceptArg, StoreArg};

/// Where pages are served when nothing else is said.
pub const USUAL_ADDRESS: &str = "127.0.0.1:8070";

/// Keep running.
#[derive(Args, Debug)]
pub struct ServeArgs {
    /// The project's folder.
    #[arg(default_value = ".")]
    pub dir: PathBuf,
    /// Where to serve pages: an address and a port; port 0 takes one that is free. Without it 127.0.0.1:8070, where that is free.
    #[arg(long, value_name = "ADDRESS")]
    pub listen: Option<SocketAddr>,
    /// A name by which the service may be asked, such as `remit.example.gov.uk` behind a proxy; can be repeated. An address of this machine
    /// itself answers to its own names and to these.
    #[arg(long = "name", value_name = "HOST")]
    pub names: Vec<String>,
    /// The certificate by which connections are encrypted, in PEM, and behind it those that vouch for it; a renewed one is taken up at once. Without it
    /// that of `[server]` in remit.toml, and without that nothing is encrypted here.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of the certificate, in PEM.
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,
    /// Let whoever reaches the address read all of the project. Without it, only an address of this machine itself is taken.
    #[arg(long)]
    pub open: bool,
    /// Wait for as long as another process holds the ledger, go along with what it writes, and take over once it is gone. With a ledger in a
    /// database pages are served meanwhile. Without it
    /// the start waits ten seconds for another process.
    #[arg(long)]
    pub standby: bool,
    /// Where the other workers of a project reach this one, such as `http://10.0.0.1:8070`: they pass on to it what is handed in while it writes the ledger. Without it
    /// the address at which it listens.
    #[arg(long, value_name = "URL", value_parser = reached_at)]
    pub reached_at: Option<String>,
    #[command(flatten)]
    pub store: StoreArg,
    #[command(flatten)]
    pub accept: AcceptArg,
}

fn reached_at(text: &str) -> Result<String, ServiceError> {
    ServiceClient::new(text, None).map(|_| text.trim_end_matches('/').to_owned())
}
