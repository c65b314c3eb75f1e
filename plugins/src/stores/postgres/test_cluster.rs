//! A PostgreSQL server of a test's own, in a temporary folder and behind a socket there. The tests of the whole program include this file too.

use std::env;
use std::fs;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;

use tempfile::TempDir;

/// Where the packages of Debian put the programs, a folder for each version.
const VERSIONS: &str = "/usr/lib/postgresql";
const OLDEST: u32 = 15;
/// Where the package of Debian puts the pooler.
const POOLER: &str = "/usr/sbin/pgbouncer";
/// Who owns the databases.
pub const ROLE: &str = "remit";
/// As whom the server runs where the test is run by root, for whom it refuses to.
const SERVER_USER: &str = "postgres";
/// What a server says that is started while processes of the one before it, which was killed, are there yet.
const STILL_ENDING: &str = "pre-existing shared memory block";
const USUAL_PORT: u16 = 5432;
const READY: &str = "database system is ready to accept";

/// A server that is up; a test that is over takes it down, and one that is killed does as well.
pub struct Cluster {
    folder: TempDir,
    programs: PathBuf,
    server: Option<Child>,
    /// Where it is asked over the network too, by encryption and with a password.
    port: Option<u16>,
}

impl Cluster {
    /// Starts it; none where PostgreSQL is not installed, which is said.
    ///
    /// # Panics
    /// There is none where there must be one: in continuous integration.
    pub fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(env::var_os("CI").is_none(), "PostgreSQL is needed here: apt-get install postgresql");
            let passed_over = format!("passed over, since PostgreSQL {OLDEST} or newer is not installed");
            drop(writeln!(io::stderr(), "{passed_over}"));
            return None;
        };
        let folder = TempDir::with_prefix("remit-pg-").expect("a temporary folder can be made");
        give_away(folder.path());
        let mut cluster = Self { folder, programs, server: None, port: None };
        let mut make = cluster.command("initdb");
        make.arg("-D").arg(cluster.data()).args([
            "-U",
            ROLE,
            "--auth=trust",
            "--no-sync",
            "-E",
            "UTF8",
            "--locale=C",
        ]);
        run(&mut make);
        // What outlives the server must outlive no machine here.
        let conf = cluster.data().join("postgresql.conf");
        let mut conf = fs::OpenOptions::new().append(true).open(conf).expect("it was made just now");
        conf.write_all(b"fsync = off\n").expect("it takes a line");
        cluster.start_again();
        Some(cluster)
    }

    /// Starts it over what it had written when it was stopped.
    ///
    /// # Panics
    /// It does not start.
    pub fn start_again(&mut self) {
        assert!(self.server.is_none(), "it runs already");
        let mut start = self.command("postgres");
        start.arg("-D").arg(self.data()).arg("-k").arg(self.folder.path());
        start.args(["-c", "log_min_messages=warning"]);
        match self.port {
            None => start.args(["-c", "listen_addresses="]),
            Some(port) => {
                start.args(["-c", "listen_addresses=127.0.0.1", "-c", "ssl=on", "-p", &port.to_string()])
            }
        };
        start.stdout(Stdio::null()).stderr(Stdio::piped());
        while self.server.is_none() {
            self.server = up(&mut start);
        }
    }

    /// Stops it at once, as a crash does: what is under way is broken off.
    ///
    /// # Panics
    /// It does not run.
    pub fn stop_at_once(&mut self) {
        let mut server = self.server.take().expect("it runs");
        run(Command::new("kill").args(["-QUIT", &server.id().to_string()]));
        server.wait().expect("it ends");
    }

    /// Kills it as `kill -9` does: what it had begun is left as it is.
    ///
    /// # Panics
    /// It does not run.
    pub fn kill(&mut self) {
        let mut server = self.server.take().expect("it runs");
        let children = format!("/proc/{0}/task/{0}/children", server.id());
        let children = fs::read_to_string(children).unwrap_or_default();
        server.kill().expect("it runs");
        server.wait().expect("it ends");
        // Those who answered notice it, and end by themselves.
        while children.split_whitespace().any(|child| Path::new("/proc").join(child).exists()) {
            thread::yield_now();
        }
    }

    /// A server that follows this one, and has what was committed here before whoever committed hears of it.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn standby(&self) -> Self {
        let standby = self.follower();
        self.set("synchronous_standby_names", "*");
        standby
    }

    /// A server that follows this one, and whoever commits here does not wait for it.
    ///
    /// # Panics
    /// It does not start.
    #[must_use]
    pub fn follower(&self) -> Self {
        let folder = TempDir::with_prefix("remit-pg-").expect("a temporary folder can be made");
        give_away(folder.path());
        let mut standby = Self { folder, programs: self.programs.clone(), server: None, port: None };
        let mut copy = standby.command("pg_basebackup");
        copy.arg("-D").arg(standby.data()).arg("-h").arg(self.folder.path());
        run(copy.args(["-U", ROLE, "-R", "-X", "stream", "-c", "fast", "--no-sync"]));
        standby.start_again();
        standby
    }

    /// Sets what the whole server goes by.
    pub fn set(&self, name: &str, value: &str) {
        self.tell("postgres", &format!("ALTER SYSTEM SET {name} = '{value}'"));
        self.tell("postgres", "SELECT pg_reload_conf()");
    }

    /// Lets it take the place of the one that it followed.
    pub fn promote(&self) {
        self.tell("postgres", "SELECT pg_promote()");
    }

    /// Starts it again so that it is asked at a port of this machine too: by encryption alone, with this certificate and key in PEM, and with this password.
    ///
    /// # Panics
    /// It does not start.
    pub fn encrypt(&mut self, certificate: &str, key: &str, password: &str) {
        self.tell("postgres", &format!("ALTER ROLE {ROLE} PASSWORD '{password}'"));
        self.stop_at_once();
        let who = "local all all trust\nhostssl all all 127.0.0.1/32 scram-sha-256\n";
        for (name, text) in [("server.crt", certificate), ("server.key", key), ("pg_hba.conf", who)] {
            let file = self.data().join(name);
            fs::write(&file, text).expect("the folder can be written");
            run(Command::new("chmod").arg("600").arg(&file));
            give_away(&file);
        }
        self.port = Some(free_port());
        self.start_again();
    }

    /// A pooler before the server that lends its sessions out in this mode, such as `transaction`; none where it is not installed, which is said.
    ///
    /// # Panics
    /// It does not start, or there is none where there must be one: in continuous integration.
    pub fn pooler(&self, mode: &str) -> Option<Pooler> {
        if !Path::new(POOLER).is_file() {
            assert!(env::var_os("CI").is_none(), "PgBouncer is needed here: apt-get install pgbouncer");
            drop(writeln!(io::stderr(), "passed over, since PgBouncer is not installed"));
            return None;
        }
        let (port, folder) = (free_port(), self.folder.path());
        let settings = format!(
            "[databases]\n* = host={} user={ROLE}\n[pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {port}\n\
             unix_socket_dir =\nauth_type = any\npool_mode = {mode}\n",
            folder.display()
        );
        let file = folder.join(format!("{mode}.ini"));
        fs::write(&file, settings).expect("the folder can be written");
        let mut start = self.command(POOLER);
        let process = start.arg(file).stdout(Stdio::null()).stderr(Stdio::null()).spawn();
        let mut pooler = Pooler { process: process.expect("the pooler starts"), port };
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let ended = pooler.process.try_wait().expect("it is this test's own");
            assert!(ended.is_none(), "the pooler ended: {ended:?}");
            thread::yield_now();
        }
        Some(pooler)
    }

    /// The address of a database that is there, by the port.
    ///
    /// # Panics
    /// It is asked at none.
    pub fn address_by_port(&self, name: &str) -> String {
        let port = self.port.expect("it is asked over the network");
        format!("postgres://{ROLE}@127.0.0.1:{port}/{name}")
    }

    /// The address of a database of this name, which is made.
    pub fn database(&self, name: &str) -> String {
        self.tell("postgres", &format!("CREATE DATABASE {name} OWNER {ROLE}"));
        self.address(name)
    }

    /// The address of a database that is there.
    pub fn address(&self, name: &str) -> String {
        let port = self.port.map(|port| format!("&port={port}")).unwrap_or_default();
        format!("postgres:///{name}?host={}&user={ROLE}{port}", self.folder.path().display())
    }

    /// The address of a database that is there on this server or on another, whichever of them takes writes.
    pub fn address_with(&self, other: &Self, name: &str) -> String {
        let [one, other] =
            [self, other].map(|cluster| cluster.folder.path().display().to_string().replace('/', "%2F"));
        format!("postgres://{ROLE}@{one},{other}/{name}")
    }

    /// What the server answers, as its own client shows it.
    ///
    /// # Panics
    /// It refuses.
    pub fn tell(&self, database: &str, statement: &str) -> String {
        let mut ask = Command::new(self.programs.join("psql"));
        ask.args(["-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-U", ROLE, "-d", database, "-h"]);
        ask.arg(self.folder.path()).args(["-p", &self.port.unwrap_or(USUAL_PORT).to_string()]);
        run(ask.arg("-c").arg(statement)).trim_end().to_owned()
    }

    fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// A program of the server, which ends with this test however that ends.
    fn command(&self, program: &str) -> Command {
        let mut command = Command::new("setpriv");
        command.args(["--pdeathsig", "QUIT"]);
        if is_root() {
            command.args(["--reuid", SERVER_USER, "--regid", SERVER_USER, "--clear-groups"]);
        }
        command.arg("--").arg(self.programs.join(program)).current_dir("/").stdin(Stdio::null());
        command
    }
}

/// A pooler that is up; a test that is over takes it down.
pub struct Pooler {
    process: Child,
    port: u16,
}

impl Pooler {
    /// The address of a database that is there, by way of it.
    pub fn address(&self, name: &str) -> String {
        format!("postgres://{ROLE}@127.0.0.1:{}/{name}", self.port)
    }
}

impl Drop for Pooler {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if self.server.is_some() {
            self.stop_at_once();
        }
    }
}

/// Starts a server and waits until it is ready. None while processes of one that was killed are still about to end.
fn up(start: &mut Command) -> Option<Child> {
    let mut server = start.spawn().expect("the server starts");
    let mut said = BufReader::new(server.stderr.take().expect("it is piped"));
    let (mut line, mut all) = (String::new(), String::new());
    while !line.contains(READY) {
        line.clear();
        if said.read_line(&mut line).expect("it is text") == 0 {
            assert!(all.contains(STILL_ENDING), "the server ended:\n{all}");
            server.wait().expect("it ends");
            return None;
        }
        all.push_str(&line);
    }
    thread::spawn(move || said.lines().for_each(drop));
    Some(server)
}

fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.expect("a port is free").port()
}

/// The folder of the newest programs.
fn programs() -> Option<PathBuf> {
    let versions = fs::read_dir(VERSIONS).ok()?.flatten();
    let numbered = versions.filter_map(|version| {
        let number: u32 = version.file_name().to_str()?.parse().ok()?;
        let programs = version.path().join("bin");
        (number >= OLDEST && programs.join("postgres").is_file()).then_some((number, programs))
    });
    numbered.max_by_key(|(number, _)| *number).map(|(_, programs)| programs)
}

fn is_root() -> bool {
    run(Command::new("id").arg("-u")).trim() == "0"
}

/// Lets the server have what root made.
pub fn give_away(folder: &Path) {
    if is_root() {
        run(Command::new("chown").arg(SERVER_USER).arg(folder));
    }
}

/// What a program says, once it has ended well.
#[track_caller]
fn run(command: &mut Command) -> String {
    let ended = command.output().expect("it can be started");
    assert!(ended.status.success(), "{command:?}: {}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8_lossy(&ended.stdout).into_owned()
}
