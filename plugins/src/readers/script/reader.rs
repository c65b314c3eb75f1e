//! The reader: one file through the plugin's script, and every row that it gives through the columns of its feed.

use std::path::Path;
use std::sync::Arc;

use engine::model::SourceFile;
use rules::script::plugin::{Refusal, SetAside, Value};

use super::row::{embargo, line, placed, refusal};
use crate::host::{
    ConfiguredPlugin, GrantedFileError, PluginError, RunnablePlugin, bounded, for_file, handed,
};
use crate::readers::Layout;
use crate::readers::columns::{Columns, RowFields as _};
use crate::readers::decode::decode;
use crate::readers::file_fault::{FileFault, ReadError};
use crate::readers::identifiers::IdentifierCache;
use crate::readers::reader::{ReadContext, Reader, Reading};
use crate::readers::row_fault::RowFault;
use crate::readers::row_reader::RowReader;

/// The largest file that a script is handed, in bytes.
const LARGEST: usize = 32 << 20;

/// Reads files through one plugin.
pub(super) struct ScriptReader {
    engagement: ConfiguredPlugin,
    columns: Columns,
    cache: IdentifierCache,
}

impl ScriptReader {
    pub(super) fn new(engagement: ConfiguredPlugin, layout: &Layout) -> Self {
        Self {
            engagement,
            columns: Columns::with_own_vintage(layout, "vintage"),
            cache: IdentifierCache::default(),
        }
    }

    /// Notes in which order the file writes day and month, by all of the dates that the script gives.
    fn note_dates(&self, given: &[Value], rows: &mut RowReader<'_>) {
        for (place, row) in given.iter().enumerate() {
            if let Ok(until) = embargo(row) {
                rows.note_date(&until, line(row, place));
            }
            let Ok(placed) = placed(&self.columns, row) else { continue };
            let fields = self.columns.dated().filter_map(|column| placed.field(column));
            for text in fields.filter_map(|field| std::str::from_utf8(field).ok()) {
                rows.note_date(text, line(row, place));
            }
        }
    }

    /// Takes in a row that the script gives. While it is under embargo nothing else of it is looked at, not even why the script refuses it.
    fn take(&self, row: &Value, line: u32, ready: &RunnablePlugin, rows: &mut RowReader<'_>) {
        let unusable = |fault| RowFault::OfPlugin { plugin: self.engagement.name().to_owned(), fault };
        match embargo(row) {
            Ok(until) if rows.open(until.as_bytes(), line) => {}
            Ok(_) => return,
            Err(fault) => return rows.quarantine(line, unusable(fault)),
        }
        if let Some(reason) = refusal(row) {
            rows.quarantine(line, RowFault::RefusedByPlugin(bounded(ready.hide(&reason))));
            return;
        }
        if row.get("skip").is_some() {
            return rows.skip();
        }
        match placed(&self.columns, row) {
            Ok(row) => {
                if let Some(admitted) = rows.admit(&row, || line) {
                    rows.take(admitted, &row);
                }
            }
            Err(fault) => rows.quarantine(line, unusable(fault)),
        }
    }

    /// What the script makes of a file.
    fn rows(
        &self,
        ready: &RunnablePlugin,
        project: &Path,
        file: &SourceFile,
        text: &str,
    ) -> Result<(Vec<Value>, Vec<SetAside>), ReadError> {
        let unready = |error: GrantedFileError| PluginError::Unready {
            name: self.engagement.name().to_owned(),
            lack: error.into(),
        };
        let paths =
            handed(project, ready.manifest(), ready.grant()).map_err(|error| of_plugin(unready(error)))?;
        let argument = ready.file_argument(&file.path, text, paths);
        let came = ready.call("read", argument, &for_file(text.len())).map_err(of_plugin)?;
        match came.value {
            Value::List(rows) => Ok((rows, came.set_aside)),
            other => Err(of_plugin(ready.unusable(format!("{}, and not a list of rows", other.kind())))),
        }
    }
}

impl Reader for ScriptReader {
    fn read(
        &self,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        self.read_in(Path::new("."), file, bytes, context)
    }

    fn read_in(
        &self,
        project: &Path,
        file: &Arc<SourceFile>,
        bytes: &[u8],
        context: &ReadContext<'_>,
    ) -> Result<Reading, ReadError> {
        let ready = self.engagement.ready(project).map_err(of_plugin)?;
        if bytes.len() > LARGEST {
            return Err(FileFault::TooLargeForPlugin { mebibytes: LARGEST >> 20 }.of_all());
        }
        let text = decode(bytes)?;
        let mut rows = RowReader::new(&self.columns, &self.cache, file, context)?;
        let (given, aside) = self.rows(&ready, project, file, text)?;
        for SetAside { line, reason } in aside {
            rows.quarantine(line, RowFault::RefusedByPlugin(bounded(ready.hide(&reason))));
        }
        self.note_dates(&given, &mut rows);
        for (place, row) in given.iter().enumerate() {
            self.take(row, line(row, place), &ready, &mut rows);
        }
        Ok(rows.finish())
    }
}

/// What went wrong, said of a file.
fn of_plugin(error: PluginError) -> ReadError {
    let line = match &error {
        PluginError::Refused { refusal: Refusal { line, .. } } => *line,
        _ => None,
    };
    ReadError { line, fault: FileFault::Plugin(error) }
}
