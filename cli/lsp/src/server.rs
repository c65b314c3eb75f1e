//! The server's state: which texts and projects are open, what is asked of them, and what is told of them. What the editor tells
//! is for `notices`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

use lsp_types::{
    CodeActionParams, Diagnostic as Shown, DocumentSymbolParams, LogMessageParams, MessageType,
    PublishDiagnosticsParams, TextDocumentPositionParams, Uri,
};
use plugins::watch::FileChange;
use rules::source::SourceText;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::address::{address_of, path_of};
use super::analysis::Declaration;
use super::cases::{CaseFaults, CaseReader};
use super::document::Document;
use super::event::Event;
use super::figures::{FigureReader, FiguresState};
use super::folder::{Folder, is_project};
use super::message::{Outlet, Refusal, RequestId};
use super::{place, request};
use app::project::Files as _;

/// What is open.
pub(super) struct Server<W> {
    pub(super) outlet: Outlet<W>,
    events: Sender<Event>,
    pub(super) documents: BTreeMap<PathBuf, Document>,
    pub(super) folders: BTreeMap<PathBuf, Folder>,
    /// Projects that have changed since they were last compiled.
    pub(super) stale: BTreeSet<PathBuf>,
}

impl<W: Write> Server<W> {
    /// A server with nothing open. What happens on the disk comes to it through `events`.
    pub(super) fn new(output: W, events: Sender<Event>) -> Self {
        let (documents, folders, stale) = (BTreeMap::new(), BTreeMap::new(), BTreeSet::new());
        Self { outlet: Outlet::new(output), events, documents, folders, stale }
    }

    /// Opens a project, unless it is open or is none.
    pub(super) fn open_folder(&mut self, dir: &Path) {
        if self.folders.contains_key(dir) || !is_project(dir) {
            return;
        }
        let (events, name) = (self.events.clone(), dir.to_owned());
        // The loop outlives its watchers; when it is gone, nobody wants to know.
        let deliver = move |change| drop(events.send(Event::Changed(name.clone(), change)));
        let mut folder = Folder::open(dir, self.figure_reader(dir), self.case_reader(dir), deliver);
        for (path, document) in &self.documents {
            folder.take_in(path, &document.text);
        }
        self.folders.insert(dir.to_owned(), folder);
        self.stale.insert(dir.to_owned());
    }

    /// Someone to read the figures of a project.
    fn figure_reader(&self, dir: &Path) -> FigureReader {
        let (news, figures) = (self.events.clone(), self.events.clone());
        let (name, same) = (dir.to_owned(), dir.to_owned());
        let tell_news = move || drop(news.send(Event::Reported(name.clone())));
        let deliver = move |found| drop(figures.send(Event::Read(same.clone(), found)));
        FigureReader::start(dir, tell_news, deliver)
    }

    /// Someone to read the rule tests of a project.
    fn case_reader(&self, dir: &Path) -> CaseReader {
        let (events, name) = (self.events.clone(), dir.to_owned());
        CaseReader::start(move |found| drop(events.send(Event::Tested(name.clone(), found))))
    }

    /// Answers a request. Of a file that is not part of a project, nothing is known.
    pub(super) fn answer(&mut self, id: &RequestId, method: &str, params: Value) -> io::Result<()> {
        let result = match method {
            "textDocument/completion" => self.at_place(params, request::complete),
            "textDocument/hover" => self.at_place(params, request::hover),
            "textDocument/definition" => self.at_place(params, request::define),
            "textDocument/references" => {
                let asked = params["context"]["includeDeclaration"].as_bool().unwrap_or_default();
                let declaration = if asked { Declaration::Told } else { Declaration::Untold };
                self.at_place(params, |folder, file, at| request::refer(folder, file, at, declaration))
            }
            "textDocument/documentSymbol" => read::<DocumentSymbolParams>(params).map(|params| {
                self.file(&params.text_document.uri).map_or(Value::Null, |(_, file)| request::symbols(&file))
            }),
            "textDocument/codeAction" => read::<CodeActionParams>(params).map(|params| {
                let found = self.file(&params.text_document.uri);
                found.map_or(Value::Null, |(folder, file)| request::actions(folder, &file, &params.range))
            }),
            _ => {
                let why = format!("there is no `{method}` here");
                return self.outlet.refuse(Some(id), Refusal::UnknownMethod, &why);
            }
        };
        match result {
            Some(result) => self.outlet.answer(id, &result),
            None => self.outlet.refuse(Some(id), Refusal::WrongParams, "the question is not understood"),
        }
    }

    fn at_place(&self, params: Value, ask: impl Fn(&Folder, &SourceText, usize) -> Value) -> Option<Value> {
        let place = read::<TextDocumentPositionParams>(params)?;
        let found = self.file(&place.text_document.uri);
        let answer =
            found.map(|(folder, file)| ask(folder, &file, place::offset(&file.text, place.position)));
        Some(answer.unwrap_or(Value::Null))
    }

    /// A file with the project that it is part of: the innermost one.
    fn file(&self, address: &Uri) -> Option<(&Folder, SourceText)> {
        let path = path_of(address)?;
        let folder = self.folders.values().rev().find(|folder| folder.texts.path_within(&path).is_some())?;
        Some((folder, folder.texts.read(&folder.texts.path_within(&path)?).ok()?))
    }

    /// Looks at what changed on the disk.
    pub(super) fn changed(&mut self, dir: &Path, change: &FileChange) {
        if let Some(folder) = self.folders.get_mut(dir)
            && folder.look_at(change)
        {
            folder.read_figures();
            self.stale.insert(dir.to_owned());
        }
    }

    /// Has the figures of a project read again: its feeds or its ledger may say something new.
    pub(super) fn reported(&self, dir: &Path) {
        if let Some(folder) = self.folders.get(dir) {
            folder.read_figures();
        }
    }

    /// Keeps the figures of a project that were read, and says so in the editor's log.
    pub(super) fn take_figures(&mut self, dir: &Path, figures: FiguresState) -> io::Result<()> {
        let Some(folder) = self.folders.get_mut(dir) else { return Ok(()) };
        let message = format!("{}: {}", dir.display(), folder.keep_figures(figures));
        self.outlet.tell("window/logMessage", &LogMessageParams { typ: MessageType::LOG, message })
    }

    /// Compiles whatever changed, and tells the editor what is wrong now and what no longer is.
    pub(super) fn settle(&mut self) -> io::Result<()> {
        while let Some(dir) = self.stale.pop_first() {
            let Some(folder) = self.folders.get_mut(&dir) else { continue };
            let news = folder.examine();
            self.publish(&dir, news)?;
        }
        Ok(())
    }

    /// Tells the editor what is wrong with the rule tests of a project.
    pub(super) fn take_cases(&mut self, dir: &Path, found: CaseFaults) -> io::Result<()> {
        let news = self.folders.get_mut(dir).map(|folder| folder.take_cases(found));
        self.publish(dir, news.unwrap_or_default())
    }

    fn publish(&mut self, dir: &Path, news: Vec<(String, Vec<Shown>)>) -> io::Result<()> {
        for (path, diagnostics) in news {
            let path = dir.join(path);
            let document = self.documents.get(&path);
            let address = document.map(|document| document.address.clone()).or_else(|| address_of(&path));
            let version = document.map(|document| document.version);
            if let Some(uri) = address {
                let told = PublishDiagnosticsParams { uri, diagnostics, version };
                self.outlet.tell("textDocument/publishDiagnostics", &told)?;
            }
        }
        Ok(())
    }
}

/// What a message is about; none where it is not what the protocol says.
pub(super) fn read<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
