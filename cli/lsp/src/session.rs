//! The talk between an editor and the server, from the first word to the last.

use std::io::{self, BufReader, Write};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, channel};

use lsp_types::InitializeParams;
use serde_json::{Value, json};

use super::address::path_of;
use super::event::{Event, listen};
use super::message::{Incoming, Refusal, RequestId, parse};
use super::server::{Server, read};

/// How an editor left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Ending {
    /// It asked for a shutdown first.
    Shutdown,
    /// It did not.
    Abandoned,
}

/// How far the talk has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum SessionStage {
    /// Nothing but `initialize` is answered.
    Begun,
    Open,
    /// Nothing but `exit` is heard.
    Closing,
    /// With or without a farewell.
    Over(Ending),
}

/// Serves the editor at the other end of standard input and output, until it leaves.
///
/// # Errors
/// The editor cannot be reached any more.
pub fn serve() -> io::Result<Ending> {
    let (sender, events) = channel();
    // The thread ends with its input; nobody waits for an editor that has gone.
    drop(listen(BufReader::new(io::stdin()), sender.clone())?);
    let talk = Talk { server: Server::new(io::stdout().lock(), sender), stage: SessionStage::Begun };
    talk.run(&events)
}

struct Talk<W> {
    server: Server<W>,
    stage: SessionStage,
}

impl<W: Write> Talk<W> {
    /// Hears everything that has been said before anything is compiled: of several keystrokes only the last one counts.
    fn run(mut self, events: &Receiver<Event>) -> io::Result<Ending> {
        while let Ok(event) = events.recv() {
            let mut next = Some(event);
            while let Some(event) = next {
                self.hear(event)?;
                if let SessionStage::Over(exit) = self.stage {
                    return Ok(exit);
                }
                next = events.try_recv().ok();
            }
            if self.stage == SessionStage::Open {
                self.server.settle()?;
            }
        }
        Ok(Ending::Abandoned)
    }

    fn hear(&mut self, event: Event) -> io::Result<()> {
        match event {
            Event::Changed(dir, change) => {
                self.server.changed(&dir, &change);
                Ok(())
            }
            Event::Reported(dir) => {
                self.server.reported(&dir);
                Ok(())
            }
            Event::Read(dir, figures) if self.stage == SessionStage::Open => {
                self.server.take_figures(&dir, figures)
            }
            Event::Tested(dir, found) if self.stage == SessionStage::Open => {
                self.server.take_cases(&dir, found)
            }
            Event::Read(..) | Event::Tested(..) => Ok(()),
            Event::Ended => {
                self.stage = SessionStage::Over(Ending::Abandoned);
                Ok(())
            }
            Event::Sent(body) => match parse(&body) {
                Ok(Incoming::Request { id, method, params }) => self.answer(&id, &method, params),
                Ok(Incoming::Notification { method, params }) => self.note(&method, params),
                Ok(Incoming::Response) => Ok(()),
                Err(refusal) => self.server.outlet.refuse(None, refusal, "this is no message"),
            },
        }
    }

    fn note(&mut self, method: &str, params: Value) -> io::Result<()> {
        match (method, self.stage) {
            ("exit", SessionStage::Closing) => self.stage = SessionStage::Over(Ending::Shutdown),
            ("exit", _) => self.stage = SessionStage::Over(Ending::Abandoned),
            (_, SessionStage::Open) => return self.server.note(method, params),
            _ => {}
        }
        Ok(())
    }

    fn answer(&mut self, id: &RequestId, method: &str, params: Value) -> io::Result<()> {
        let outlet = &mut self.server.outlet;
        match (method, self.stage) {
            ("initialize", SessionStage::Begun) => {
                self.stage = SessionStage::Open;
                outlet.answer(id, &greeting())?;
                for dir in projects(params) {
                    self.server.open_folder(&dir);
                }
                Ok(())
            }
            (_, SessionStage::Begun) => {
                outlet.refuse(Some(id), Refusal::NotInitialized, "say `initialize` first")
            }
            ("shutdown", SessionStage::Open) => {
                self.stage = SessionStage::Closing;
                outlet.answer(id, &Value::Null)
            }
            ("initialize", _) => outlet.refuse(Some(id), Refusal::NoMessage, "this was said before"),
            (_, SessionStage::Open) => self.server.answer(id, method, params),
            _ => outlet.refuse(Some(id), Refusal::NoMessage, "the server is shutting down"),
        }
    }
}

/// The folders that the editor has open.
#[expect(deprecated, reason = "older editors name one folder, in the ways that the protocol had before")]
fn projects(params: Value) -> Vec<PathBuf> {
    let Some(params) = read::<InitializeParams>(params) else { return Vec::new() };
    let folders = params.workspace_folders.into_iter().flatten().map(|folder| folder.uri);
    let mut found: Vec<PathBuf> = folders.filter_map(|address| path_of(&address)).collect();
    if found.is_empty() {
        let root = params.root_uri.and_then(|address| path_of(&address));
        found.extend(root.or_else(|| params.root_path.map(PathBuf::from)));
    }
    found
}

/// What the server can do.
fn greeting() -> Value {
    json!({
        "serverInfo": { "name": "remit", "version": env!("CARGO_PKG_VERSION") },
        "capabilities": {
            "positionEncoding": "utf-16",
            "textDocumentSync": { "openClose": true, "change": 2, "save": { "includeText": false } },
            "completionProvider": { "triggerCharacters": ["\"", ".", "[", "=", " "] },
            "hoverProvider": true,
            "definitionProvider": true,
            "referencesProvider": true,
            "documentSymbolProvider": true,
            "codeActionProvider": { "codeActionKinds": ["quickfix"] },
            "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        },
    })
}
