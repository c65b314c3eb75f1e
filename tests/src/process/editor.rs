//! `remit lsp` with an editor at the other end, which speaks the protocol as it is written down.

use std::collections::{BTreeMap, VecDeque};
use std::io::{BufRead, BufReader, Write as _};
use std::path::Path;
use std::process::{Child, ChildStdin, Stdio};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread;
use std::time::Instant;

use serde_json::{Value, json};

use super::binary;
use super::folder::Folder;
use super::patience::DEADLINE;
use super::stream::Stream;

/// An editor with a project open; a test that is over takes the server down.
pub struct Editor {
    child: Child,
    /// None once it has gone away.
    input: Option<ChildStdin>,
    said: Receiver<Value>,
    err: Stream,
    root: String,
    asked: i64,
    versions: BTreeMap<String, i64>,
    /// The newest faults of each file, by its path within the project.
    faults: BTreeMap<String, String>,
    /// What the server said for the editor's log and nobody has waited for yet.
    logged: VecDeque<String>,
}

impl Editor {
    /// Starts the server for a project and greets it.
    ///
    /// # Panics
    /// It does not answer.
    #[track_caller]
    pub fn start(folder: &Folder) -> Self {
        let root = address(&folder.project());
        let mut editor = Self::launch(folder);
        let workspace = json!([{ "uri": root, "name": "project" }]);
        let greeting =
            json!({ "processId": null, "capabilities": {}, "rootUri": root, "workspaceFolders": workspace });
        let answer = editor.ask("initialize", &greeting);
        assert_eq!(answer["capabilities"]["positionEncoding"], "utf-16");
        editor.tell("initialized", &json!({}));
        editor
    }

    /// Starts the server and says nothing yet.
    ///
    /// # Panics
    /// It does not start.
    #[track_caller]
    pub fn launch(folder: &Folder) -> Self {
        let mut command = binary::remit();
        command.arg("lsp").current_dir(folder.root());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the server starts");
        let (sender, said) = channel();
        let output = BufReader::new(child.stdout.take().expect("it is piped"));
        thread::spawn(move || hear(output, &sender));
        Self {
            input: child.stdin.take(),
            said,
            err: Stream::of(child.stderr.take().expect("it is piped")),
            child,
            root: address(&folder.project()),
            asked: 0,
            versions: BTreeMap::new(),
            faults: BTreeMap::new(),
            logged: VecDeque::new(),
        }
    }

    /// Opens a file of the project with a text that need not be the one on the disk.
    pub fn open(&mut self, file: &str, text: &str) {
        self.versions.insert(file.to_owned(), 1);
        let item = json!({ "uri": self.uri(file), "languageId": "any", "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": item }));
    }

    /// Puts a new text in the place of the old one.
    pub fn change(&mut self, file: &str, text: &str) {
        self.change_with(file, &json!([{ "text": text }]));
    }

    /// Replaces a part of a text: `[line, character, end line, end character]`.
    pub fn change_part(&mut self, file: &str, part: [u32; 4], text: &str) {
        let [line, character, end_line, end_character] = part;
        let start = json!({ "line": line, "character": character });
        let end = json!({ "line": end_line, "character": end_character });
        self.change_with(file, &json!([{ "range": { "start": start, "end": end }, "text": text }]));
    }

    fn change_with(&mut self, file: &str, changes: &Value) {
        let version = self.versions.entry(file.to_owned()).or_insert(1);
        *version += 1;
        let document = json!({ "uri": format!("{}/{file}", self.root), "version": *version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.tell("textDocument/didChange", &params);
    }

    /// Closes a file.
    pub fn close(&mut self, file: &str) {
        let params = json!({ "textDocument": { "uri": self.uri(file) } });
        self.tell("textDocument/didClose", &params);
    }

    /// Asks about a place in a file.
    ///
    /// # Panics
    /// It is not answered before the deadline, or with an error.
    #[track_caller]
    pub fn ask_at(&mut self, method: &str, file: &str, line: u32, character: u32) -> Value {
        let position = json!({ "line": line, "character": character });
        let params = json!({ "textDocument": { "uri": self.uri(file) }, "position": position });
        self.ask(method, &params)
    }

    /// Asks, and waits for the answer.
    ///
    /// # Panics
    /// It does not come before the deadline, or is an error.
    #[track_caller]
    pub fn ask(&mut self, method: &str, params: &Value) -> Value {
        let mut answer = self.ask_anything(method, params);
        assert!(answer["error"].is_null(), "{method} is answered: {answer}");
        answer["result"].take()
    }

    /// Asks, and waits for the answer, which may be an error.
    ///
    /// # Panics
    /// It does not come before the deadline.
    #[track_caller]
    pub fn ask_anything(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let id = self.asked;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let said = self.next(method);
            if said["id"] == id && said["method"].is_null() {
                return said;
            }
            self.note(&said);
        }
    }

    /// Waits until the faults of a file, one to a line, are `expected`: `line:character severity[code] message`.
    ///
    /// # Panics
    /// They are not before the deadline.
    #[track_caller]
    pub fn wait_for_faults(&mut self, file: &str, expected: &str) {
        let deadline = Instant::now() + DEADLINE;
        while self.faults.get(file).is_none_or(|faults| faults != expected) {
            let left = deadline.saturating_duration_since(Instant::now());
            let Ok(said) = self.said.recv_timeout(left) else {
                panic!("{file}: expected\n{expected}\nbut the editor was told\n{:#?}", self.faults);
            };
            self.note(&said);
        }
    }

    /// Waits until the editor is told anything of the faults of a file.
    ///
    /// # Panics
    /// It is not before the deadline.
    #[track_caller]
    pub fn wait_for_news(&mut self, file: &str) -> String {
        self.faults.remove(file);
        while !self.faults.contains_key(file) {
            let said = self.next(file);
            self.note(&said);
        }
        self.faults[file].clone()
    }

    /// Waits for the next message, whatever it is but for the log.
    ///
    /// # Panics
    /// It does not come before the deadline.
    #[track_caller]
    pub fn next(&mut self, what: &str) -> Value {
        loop {
            let said = self.hear(what);
            if said["method"] != "window/logMessage" {
                return said;
            }
            self.note(&said);
        }
    }

    /// Waits until the figures of the project were read, since it was last waited for, and gives what the log says of it.
    ///
    /// # Panics
    /// They are not before the deadline.
    #[track_caller]
    pub fn wait_for_figures(&mut self) -> String {
        loop {
            if let Some(said) = self.logged.pop_front() {
                return said;
            }
            let said = self.hear("figures");
            self.note(&said);
        }
    }

    /// What is told of a place, in Markdown; `|` marks it in a text that the file holds once or first there.
    ///
    /// # Panics
    /// The file, as it was opened, does not hold it.
    #[track_caller]
    pub fn hover(&mut self, file: &str, text: &str, marked: &str) -> String {
        let (before, after) = marked.split_once('|').expect("a mark");
        let found = text.find(&format!("{before}{after}")).expect("the file holds what is marked");
        let above = text.get(..found + before.len()).expect("it is found there");
        let line = above.matches('\n').count();
        let character = above.rsplit('\n').next().unwrap_or_default().encode_utf16().count();
        let narrow = |count: usize| u32::try_from(count).expect("no file is that long");
        let answer = self.ask_at("textDocument/hover", file, narrow(line), narrow(character));
        answer["contents"]["value"].as_str().unwrap_or("nothing").to_owned()
    }

    #[track_caller]
    fn hear(&mut self, what: &str) -> Value {
        let said = self.said.recv_timeout(DEADLINE);
        said.unwrap_or_else(|_| panic!("{what}: the server says nothing; its log is\n{}", self.err.so_far()))
    }

    /// Tells the server something.
    pub fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends bytes that need not be a message.
    ///
    /// # Panics
    /// The server is not there.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let input = self.input.as_mut().expect("the editor is still there");
        input.write_all(bytes).and_then(|()| input.flush()).expect("the server listens");
    }

    /// Takes its leave in due form, and waits for the exit code.
    ///
    /// # Panics
    /// The server does not end before the deadline, or it panicked.
    #[track_caller]
    pub fn leave(mut self) -> Option<i32> {
        self.ask("shutdown", &Value::Null);
        self.tell("exit", &Value::Null);
        self.end()
    }

    /// Waits for the exit code of a server that has been told enough.
    ///
    /// # Panics
    /// As [`Self::leave`].
    #[track_caller]
    pub fn end(mut self) -> Option<i32> {
        let err = self.err.wait_for_end();
        assert!(!err.contains("panicked"), "the server panicked\n{err}");
        self.child.wait().expect("the server ends").code()
    }

    /// Goes away without a word, and waits for the exit code.
    ///
    /// # Panics
    /// As [`Self::leave`].
    #[track_caller]
    pub fn vanish(mut self) -> Option<i32> {
        self.input = None;
        self.end()
    }

    /// The address of a file of the project.
    pub fn uri(&self, file: &str) -> String {
        format!("{}/{file}", self.root)
    }

    fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    fn note(&mut self, said: &Value) {
        if said["method"] == "window/logMessage" {
            self.logged.extend(said["params"]["message"].as_str().map(str::to_owned));
        }
        if said["method"] != "textDocument/publishDiagnostics" {
            return;
        }
        let uri = said["params"]["uri"].as_str().expect("an address");
        let file = uri.strip_prefix(&format!("{}/", self.root)).unwrap_or(uri).to_owned();
        let faults = said["params"]["diagnostics"].as_array().expect("a list");
        let faults: Vec<String> = faults.iter().map(told).collect();
        self.faults.insert(file, faults.join("\n"));
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn address(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// One fault on a line; lines and characters counted from 0, as in the protocol.
fn told(fault: &Value) -> String {
    let start = &fault["range"]["start"];
    let severity = if fault["severity"] == 1 { "error" } else { "warning" };
    let (code, message) = (fault["code"].as_str().unwrap_or("?"), fault["message"].as_str().unwrap_or("?"));
    let message = message.replace('\n', "; ");
    format!("{}:{} {severity}[{code}] {message}", start["line"], start["character"])
}

fn hear(mut output: impl BufRead, said: &Sender<Value>) {
    while let Some(message) = frame(&mut output) {
        // Nobody hears the last words once the test is over.
        said.send(message).ok();
    }
}

fn frame(output: &mut impl BufRead) -> Option<Value> {
    let mut length: Option<usize> = None;
    loop {
        let mut line = String::new();
        output.read_line(&mut line).ok().filter(|read| *read > 0)?;
        let header = line.trim();
        if header.is_empty() {
            break;
        }
        length = header.strip_prefix("Content-Length: ").and_then(|length| length.parse().ok()).or(length);
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
