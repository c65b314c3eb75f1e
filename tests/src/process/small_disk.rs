//! A small disk on which a database lies, and which can be full.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::PathBuf;
use std::process::{Command, Stdio};

use tempfile::TempDir;

use super::database::{Cluster, ROLE, give_away};

/// It is taken away when its test is over.
pub struct SmallDisk {
    mounted: PathBuf,
    _folder: TempDir,
}

impl SmallDisk {
    /// A database of this name on a disk of its own. None where this machine lets nobody mount one, which is said.
    ///
    /// # Panics
    /// The database cannot be made.
    pub fn with_database(cluster: &Cluster, name: &str) -> Option<Self> {
        let folder = TempDir::with_prefix("remit-disk-").expect("a temporary folder can be made");
        give_away(folder.path());
        let mounted = folder.path().join("disk");
        fs::create_dir(&mounted).expect("a folder can be made");
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", "size=48m", "tmpfs"]).arg(&mounted).stderr(Stdio::null());
        if !mount.status().is_ok_and(|mounted| mounted.success()) {
            drop(writeln!(io::stderr(), "passed over, since no disk can be mounted here"));
            return None;
        }
        let disk = Self { mounted, _folder: folder };
        let tables = disk.mounted.join("tables");
        fs::create_dir(&tables).expect("a folder can be made");
        give_away(&tables);
        cluster.tell("postgres", &format!("CREATE TABLESPACE small LOCATION '{}'", tables.display()));
        cluster.tell("postgres", &format!("CREATE DATABASE {name} OWNER {ROLE} TABLESPACE small"));
        Some(disk)
    }

    /// Leaves no room on it.
    ///
    /// # Panics
    /// Nothing can be written there.
    pub fn fill(&self) {
        let mut ballast = File::create(self.mounted.join("ballast")).expect("a file can be made");
        while ballast.write_all(&[0; 4 << 10]).is_ok() {}
    }

    /// Takes away what fills it.
    ///
    /// # Panics
    /// It is not full.
    pub fn make_room(&self) {
        fs::remove_file(self.mounted.join("ballast")).expect("it was filled");
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        // The server may still have its files open; what is left of it goes with them.
        drop(Command::new("umount").arg("-l").arg(&self.mounted).status());
    }
}
