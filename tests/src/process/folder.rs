//! Projects in temporary folders, for tests to spoil as they like.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

/// The name of the project within its temporary folder, and so in everything that the program says of it.
pub const PROJECT: &str = "project";

/// A project of its own for one test; it is gone when the test is over.
pub struct Folder {
    root: TempDir,
}

impl Folder {
    /// A place where the project would be, with nothing in it.
    ///
    /// # Panics
    /// The temporary folder cannot be made.
    pub fn missing() -> Self {
        Self { root: TempDir::with_prefix("remit-").expect("a temporary folder can be made") }
    }

    /// The project with two missions of invented figures, all of them met.
    pub fn two_missions() -> Self {
        Self::copy_of(&package().join("projects/two-missions"))
    }

    /// The project with invented figures in which one obligation waits for another, and two are broken.
    pub fn held_up() -> Self {
        Self::copy_of(&package().join("projects/held-up"))
    }

    /// The project with one obligation about each of fourteen councils: two send nothing, one is abolished, and seven have too few sites.
    pub fn each_council() -> Self {
        Self::copy_of(&package().join("projects/each-council"))
    }

    /// The project of the nine referrers and every council, whose register and figures are still to come.
    pub fn council_referrals() -> Self {
        Self::copy_of(&package().join("projects/council-referrals"))
    }

    /// The example with two missions of real figures.
    pub fn joined_up() -> Self {
        Self::copy_of(&joined_up())
    }

    /// The example of a whole mission: figures of England, and a county that was made up.
    pub fn health_mission() -> Self {
        Self::copy_of(&health_mission())
    }

    fn copy_of(project: &Path) -> Self {
        let folder = Self::missing();
        copy(project, &folder.project());
        folder
    }

    /// Where the project is named `project`.
    pub fn root(&self) -> &Path {
        self.root.path()
    }

    pub fn project(&self) -> PathBuf {
        self.root().join(PROJECT)
    }

    /// A file of the project.
    pub fn path(&self, file: &str) -> PathBuf {
        self.project().join(file)
    }

    /// What a file says.
    ///
    /// # Panics
    /// There is no such file.
    pub fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path(file)).expect("the project has this file")
    }

    /// Writes a file beside the project and renames it into place, as a careful sender does; what was there is replaced.
    ///
    /// # Panics
    /// The disk does not take it.
    pub fn drop_in(&self, file: &str, text: impl AsRef<[u8]>) {
        let (aside, place) = (self.root().join("aside"), self.path(file));
        fs::create_dir_all(place.parent().expect("a file stands in a folder")).expect("a folder can be made");
        fs::write(&aside, text).expect("a file can be written");
        fs::rename(aside, place).expect("a file can be renamed");
    }

    /// Puts `new` in the place of `old` in a file.
    ///
    /// # Panics
    /// The file does not say `old`.
    #[track_caller]
    pub fn edit(&self, file: &str, old: &str, new: &str) {
        let text = self.read(file);
        assert!(text.contains(old), "{file} says `{old}`");
        self.drop_in(file, text.replace(old, new));
    }

    /// Adds to the end of a file.
    pub fn append(&self, file: &str, more: &str) {
        self.drop_in(file, self.read(file) + more);
    }

    /// Every file and folder of the project, one to a line.
    pub fn listing(&self) -> String {
        let mut names = Vec::new();
        list(&self.project(), "", &mut names);
        names.join("\n")
    }
}

/// A report to the feed of `Folder::two_missions`. Each is of a figure of its own, now below the floor and now above, so that each is told.
pub fn warmth_report(number: usize) -> String {
    let whole = if number.is_multiple_of(2) { 40 } else { 91 };
    format!("month,body,percent\n2024-02,north-council,{whole}.{number:03}\n")
}

/// The example, where it is kept.
pub fn joined_up() -> PathBuf {
    package().join("../examples/joined-up")
}

/// The example of a whole mission, where it is kept.
pub fn health_mission() -> PathBuf {
    package().join("../examples/health-mission")
}

fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Leaves the ledger behind that someone who tried the example has left in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the project can be listed") {
        let entry = entry.expect("the project can be listed").path();
        let name = entry.file_name().expect("it has a name");
        match entry.is_dir() {
            _ if name == ".remit" => {}
            true => copy(&entry, &to.join(name)),
            false => drop(fs::copy(&entry, to.join(name)).expect("a file can be copied")),
        }
    }
}

fn list(folder: &Path, prefix: &str, names: &mut Vec<String>) {
    let entries = fs::read_dir(folder).expect("the project can be listed");
    let mut entries: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the project can be listed").path()).collect();
    entries.sort();
    for entry in entries {
        let name = format!("{prefix}{}", entry.file_name().expect("it has a name").to_string_lossy());
        if entry.is_dir() {
            list(&entry, &format!("{name}/"), names);
        }
        names.push(name);
    }
}
