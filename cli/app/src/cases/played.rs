//! The tests of a folder, played against the program that is in force, and kept until either of the two changes.

use std::path::PathBuf;
use std::sync::Arc;

use engine::model::Revision;
use jiff::Timestamp;
use plugins::stores::StoreError;
use rules::case::TestProgram;
use rules::source::SourceText;

use super::feed_files::ProjectFiles;
use super::files::{shared_fixtures, texts};
use super::report::TestReports;
use super::run::{Choice, run};
use crate::progress::Unseen;
use crate::project::{Project, compiler, load_agreed};

/// The tests of a folder, as they were last played.
pub struct PlayedTests {
    dir: PathBuf,
    last: Option<Last>,
}

struct Last {
    revision: Revision,
    texts: Vec<SourceText>,
    /// None where the texts in the folder make another program than that.
    report: Option<Arc<TestReports>>,
}

impl PlayedTests {
    pub fn of(dir: PathBuf) -> Self {
        Self { dir, last: None }
    }

    /// What came of them against the program of this revision, one test after the other, so that they take no more than one core. None where the
    /// texts in the folder are not those of that program: what comes of them would be said of another one.
    ///
    /// # Errors
    /// The ledger cannot be read.
    pub fn by(&mut self, revision: &Revision) -> Result<Option<Arc<TestReports>>, StoreError> {
        let (texts, _) = texts(&self.dir, &[]);
        if let Some(last) =
            self.last.as_ref().filter(|last| last.revision == *revision && last.texts == texts)
        {
            return Ok(last.report.clone());
        }
        let (project, _) = load_agreed(&mut compiler(), &self.dir, Timestamp::now())?;
        let project = project.filter(|project| project.program.revision == *revision);
        let report = project.map(|project| Arc::new(self.play(project, &texts)));
        self.last = Some(Last { revision: revision.clone(), texts, report: report.clone() });
        Ok(report)
    }

    fn play(&self, project: Project, texts: &[SourceText]) -> TestReports {
        let files = Arc::new(ProjectFiles::of(&project));
        let Project { sources, program, .. } = project;
        let stage = TestProgram::new(sources, Arc::new(program)).reading(files);
        let stage = stage.sharing(shared_fixtures(&self.dir, texts));
        run(&stage, texts, &Choice { run: None, jobs: 1 }, &Unseen)
    }
}
