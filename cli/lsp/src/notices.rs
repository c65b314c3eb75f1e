//! What the editor tells: texts that are opened, changed and closed, files that changed on the disk, projects that come and go.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use lsp_types::{
    DidChangeTextDocumentParams, DidChangeWatchedFilesParams, DidChangeWorkspaceFoldersParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    PublishDiagnosticsParams, Uri,
};
use plugins::watch::FileChange;
use serde_json::Value;

use super::address::{address_of, path_of};
use super::document::Document;
use super::folder::project_of;
use super::server::{Server, read};

impl<W: Write> Server<W> {
    /// Takes in what the editor tells. What cannot be understood is passed over, as the protocol asks.
    pub(super) fn note(&mut self, method: &str, params: Value) -> io::Result<()> {
        match method {
            "textDocument/didOpen" => read(params).map(|params| self.opened(params)),
            "textDocument/didChange" => read(params).map(|params| self.edited(params)),
            "textDocument/didSave" => read(params).map(|params| self.saved(&params)),
            "textDocument/didClose" => read(params).map(|params| self.closed(&params)),
            "workspace/didChangeWatchedFiles" => read(params).map(|params| self.watched(&params)),
            "workspace/didChangeWorkspaceFolders" => {
                return read(params).map_or(Ok(()), |params| self.moved(&params));
            }
            _ => None,
        };
        Ok(())
    }

    fn opened(&mut self, params: DidOpenTextDocumentParams) {
        let item = params.text_document;
        let Some(path) = path_of(&item.uri) else { return };
        let document = Document { address: item.uri, text: item.text, version: item.version };
        self.documents.insert(path.clone(), document);
        if let Some(dir) = project_of(&path) {
            self.open_folder(&dir);
        }
        self.take_in(&path);
        // An editor may have dropped what it was told of a file that it had not open.
        self.folders.values_mut().for_each(|folder| folder.tell_again(&path));
    }

    fn edited(&mut self, params: DidChangeTextDocumentParams) {
        let Some(path) = path_of(&params.text_document.uri) else { return };
        if let Some(document) = self.documents.get_mut(&path) {
            document.change(params.text_document.version, params.content_changes);
            self.take_in(&path);
        }
    }

    fn saved(&mut self, params: &DidSaveTextDocumentParams) {
        self.look_at(&params.text_document.uri);
    }

    fn closed(&mut self, params: &DidCloseTextDocumentParams) {
        let Some(path) = path_of(&params.text_document.uri) else { return };
        self.documents.remove(&path);
        for (dir, folder) in &mut self.folders {
            if folder.let_go(&path) {
                self.stale.insert(dir.clone());
            }
        }
    }

    fn watched(&mut self, params: &DidChangeWatchedFilesParams) {
        params.changes.iter().for_each(|change| self.look_at(&change.uri));
    }

    fn moved(&mut self, params: &DidChangeWorkspaceFoldersParams) -> io::Result<()> {
        for removed in params.event.removed.iter().filter_map(|folder| path_of(&folder.uri)) {
            self.close_folder(&removed)?;
        }
        let added: Vec<PathBuf> =
            params.event.added.iter().filter_map(|folder| path_of(&folder.uri)).collect();
        for dir in added {
            self.open_folder(&dir);
        }
        Ok(())
    }

    /// Closes a project in which no text is open.
    fn close_folder(&mut self, dir: &Path) -> io::Result<()> {
        if self.documents.keys().any(|path| path.starts_with(dir)) {
            return Ok(());
        }
        let Some(folder) = self.folders.remove(dir) else { return Ok(()) };
        for address in folder.told().filter_map(|path| address_of(&dir.join(path))) {
            let told = PublishDiagnosticsParams { uri: address, diagnostics: Vec::new(), version: None };
            self.outlet.tell("textDocument/publishDiagnostics", &told)?;
        }
        Ok(())
    }

    /// Hands an open text to the projects that it lies in.
    fn take_in(&mut self, path: &Path) {
        let Some(document) = self.documents.get(path) else { return };
        for (dir, folder) in &mut self.folders {
            if folder.take_in(path, &document.text) {
                self.stale.insert(dir.clone());
            }
        }
    }

    fn look_at(&mut self, address: &Uri) {
        let Some(path) = path_of(address) else { return };
        let dirs: Vec<PathBuf> = self.folders.keys().filter(|dir| path.starts_with(dir)).cloned().collect();
        let change = FileChange::Written(path);
        for dir in dirs {
            self.changed(&dir, &change);
        }
    }
}
