//! Lines as they are typed: on a terminal with history and completion, and otherwise as they come.

use std::io::{BufRead as _, IsTerminal as _};
use std::path::PathBuf;

use anyhow::Context as _;
use rustyline::completion::Completer;
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::FileHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};

/// What is typed.
pub(super) enum Lines {
    Typed { editor: Box<Editor<Names, FileHistory>>, history: Option<PathBuf> },
    Piped,
}

pub(super) enum Line {
    Text(String),
    /// Someone gave up what they were typing.
    Dropped,
    End,
}

impl Lines {
    /// Lines from a terminal, where there is one. `names` is what can be completed, and `history` where lines are kept.
    ///
    /// # Errors
    /// The terminal cannot be used.
    pub(super) fn new(names: Vec<String>, history: Option<PathBuf>) -> anyhow::Result<Self> {
        if !std::io::stdin().is_terminal() {
            return Ok(Self::Piped);
        }
        let config = Config::builder().completion_type(CompletionType::List).build();
        let mut editor = Editor::with_config(config).context("the terminal cannot be used")?;
        editor.set_helper(Some(Names(names)));
        if let Some(path) = history.as_ref().filter(|path| path.exists()) {
            // A history that cannot be read is one that begins anew.
            drop(editor.load_history(path));
        }
        Ok(Self::Typed { editor: Box::new(editor), history })
    }

    /// The next line.
    ///
    /// # Errors
    /// Nothing can be read any more.
    pub(super) fn next(&mut self, prompt: &str) -> anyhow::Result<Line> {
        match self {
            Self::Piped => {
                let mut line = String::new();
                let length =
                    std::io::stdin().lock().read_line(&mut line).context("the input cannot be read")?;
                Ok(if length == 0 { Line::End } else { Line::Text(line) })
            }
            Self::Typed { editor, .. } => match editor.readline(prompt) {
                Ok(line) => Ok(Line::Text(line)),
                Err(ReadlineError::Interrupted) => Ok(Line::Dropped),
                Err(ReadlineError::Eof) => Ok(Line::End),
                Err(error) => Err(error).context("the input cannot be read"),
            },
        }
    }

    /// Keeps a whole input for the next time.
    pub(super) fn remember(&mut self, input: &str) {
        if let Self::Typed { editor, history } = self {
            let is_new = editor.add_history_entry(input.trim()).unwrap_or(false);
            if let Some(path) = history.as_ref().filter(|_| is_new) {
                // Without its history the conversation goes on all the same.
                drop(editor.save_history(path));
            }
        }
    }
}

/// The names that can be completed.
pub(super) struct Names(Vec<String>);

impl Names {
    /// Where the word before the cursor begins, and the names that begin with it.
    pub(super) fn beginning(&self, line: &str, cursor: usize) -> (usize, Vec<String>) {
        let typed = line.get(..cursor).unwrap_or(line);
        let belongs = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | ':' | '/' | '-');
        let is_command = typed.starts_with(':');
        let is_part = |letter: char| {
            if is_command { belongs(letter) } else { letter.is_alphanumeric() || letter == '_' }
        };
        let start = typed.trim_end_matches(is_part).len();
        let word = typed.get(start..).unwrap_or_default();
        let found = self.0.iter().filter(|name| !word.is_empty() && name.starts_with(word)).cloned();
        (start, found.collect())
    }
}

impl Completer for Names {
    type Candidate = String;

    fn complete(
        &self,
        line: &str,
        cursor: usize,
        _: &Context<'_>,
    ) -> rustyline::Result<(usize, Vec<String>)> {
        Ok(self.beginning(line, cursor))
    }
}

impl Hinter for Names {
    type Hint = String;
}

impl Highlighter for Names {}
impl Validator for Names {}
impl Helper for Names {}
