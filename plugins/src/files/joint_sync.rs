//! Putting what was written into files on the disk. Those who wait for it at the same time wait for one call, which takes the whole of their file
//! system: the disk is asked once, and not once for each of many small files.
//!
//! It knows nothing of the names of files, and a call that began before somebody came is none that he may rely on.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// So many files are put on the disk each by itself: that is quicker where nobody else waits.
const FEW: usize = 3;
/// A whole file system that takes longer than this is one to which others write much, for which nobody here should wait.
const LONGEST: Duration = Duration::from_millis(50);
/// For so long each file is put there by itself afterwards.
const PAUSE: Duration = Duration::from_secs(2);

/// Those who wait for the disk.
#[derive(Default)]
pub struct JointSync {
    /// By the number of the device.
    file_systems: Mutex<BTreeMap<u64, Waiting>>,
    round_ended: Condvar,
}

/// Those who wait for one file system, in rounds: each round is one call.
#[derive(Default)]
struct Waiting {
    /// How many wait, in rounds and each by itself.
    count: usize,
    /// The round that those join who come now.
    gathering: u64,
    /// Whether a round is under way.
    is_under_way: bool,
    /// So many rounds are over.
    ended: u64,
    /// Of so many nobody may rely on any, since one failed.
    failed: u64,
    /// Until when each waits by itself.
    apart_until: Option<Instant>,
}

/// The two ways of asking the disk.
struct Disk<'d> {
    one_file: &'d dyn Fn(&File) -> io::Result<()>,
    whole: &'d dyn Fn(&File) -> io::Result<()>,
}

impl JointSync {
    /// Puts what was written into a file on the disk.
    ///
    /// # Errors
    /// The disk does not take it.
    #[cfg(target_os = "linux")]
    pub fn sync(&self, file: &File) -> io::Result<()> {
        use std::os::unix::fs::MetadataExt as _;
        let whole = |file: &File| rustix::fs::syncfs(file).map_err(io::Error::from);
        self.sync_by(&Disk { one_file: &File::sync_all, whole: &whole }, file, file.metadata()?.dev())
    }

    /// Puts what was written into a file on the disk.
    ///
    /// # Errors
    /// The disk does not take it.
    #[cfg(not(target_os = "linux"))]
    pub fn sync(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    #[cfg_attr(
        not(target_os = "linux"),
        expect(dead_code, reason = "only Linux puts a whole file system on the disk")
    )]
    fn sync_by(&self, disk: &Disk<'_>, file: &File, device: u64) -> io::Result<()> {
        let waits_apart = self.come(device);
        let synced = if waits_apart || !self.is_synced_in_round(disk, file, device) {
            (disk.one_file)(file)
        } else {
            Ok(())
        };
        self.lock().entry(device).or_default().count -= 1;
        synced
    }

    /// Joins those who wait. Inside: whether by itself.
    fn come(&self, device: u64) -> bool {
        let mut file_systems = self.lock();
        let waiting = file_systems.entry(device).or_default();
        waiting.count += 1;
        waiting.count <= FEW || waiting.apart_until.is_some_and(|until| Instant::now() < until)
    }

    /// Waits for a round that begins after this, or makes it. Whether it put everything on the disk.
    fn is_synced_in_round(&self, disk: &Disk<'_>, file: &File, device: u64) -> bool {
        let mut file_systems = self.lock();
        let own = file_systems.entry(device).or_default().gathering;
        loop {
            let waiting = file_systems.entry(device).or_default();
            if waiting.ended > own {
                return waiting.failed <= own;
            }
            if !waiting.is_under_way {
                waiting.begin();
                drop(file_systems);
                let begun = Instant::now();
                let synced = (disk.whole)(file);
                self.lock().entry(device).or_default().end(synced.is_ok(), begun.elapsed());
                self.round_ended.notify_all();
                return synced.is_ok();
            }
            file_systems = self.round_ended.wait(file_systems).unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<u64, Waiting>> {
        self.file_systems.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting {
    fn begin(&mut self) {
        self.is_under_way = true;
        self.gathering += 1;
    }

    fn end(&mut self, is_on_disk: bool, took: Duration) {
        self.is_under_way = false;
        self.ended += 1;
        if !is_on_disk {
            self.failed = self.ended;
        }
        if !is_on_disk || took > LONGEST {
            self.apart_until = Some(Instant::now() + PAUSE);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
    use std::sync::{Arc, Barrier};
    use std::thread;

    use super::*;

    const DEVICE: u64 = 7;

    fn file() -> File {
        tempfile::tempfile().expect("a file can be made")
    }

    /// How many calls were made for one file, and how many for the whole, while so many wait at the same time. No call ends before all have
    /// come.
    fn calls(joint: &Arc<JointSync>, files: usize, is_sound: bool) -> (usize, usize) {
        let (alone, together) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let have_come = AtomicBool::new(false);
        let all_came = || {
            while !have_come.load(Ordering::SeqCst) {
                have_come.fetch_or(joint.lock()[&DEVICE].count == files, Ordering::SeqCst);
                thread::yield_now();
            }
        };
        let one_file = |_: &File| {
            all_came();
            alone.fetch_add(1, Ordering::SeqCst);
            Ok(())
        };
        let whole = |_: &File| {
            all_came();
            together.fetch_add(1, Ordering::SeqCst);
            if is_sound { Ok(()) } else { Err(io::Error::other("the disk fails")) }
        };
        let begin = Barrier::new(files);
        let wait = || {
            begin.wait();
            let before = together.load(Ordering::SeqCst);
            let in_round = alone.load(Ordering::SeqCst);
            let disk = Disk { one_file: &one_file, whole: &whole };
            joint.sync_by(&disk, &file(), DEVICE).expect("the disk takes it");
            let called = together.load(Ordering::SeqCst) > before || alone.load(Ordering::SeqCst) > in_round;
            assert!(called, "nobody relies on what was called before he came");
        };
        thread::scope(|scope| (0..files).for_each(|_| drop(scope.spawn(wait))));
        assert_eq!(joint.lock()[&DEVICE].count, 0);
        (alone.into_inner(), together.into_inner())
    }

    #[test]
    fn few_files_wait_each_by_itself() {
        assert_eq!(calls(&Arc::default(), FEW, true), (FEW, 0));
    }

    #[test]
    fn many_files_wait_for_at_most_two_calls() {
        let (alone, together) = calls(&Arc::default(), 32, true);
        assert_eq!(alone, FEW);
        // Whoever comes while a call is under way waits for the next.
        assert!((1..=2).contains(&together), "{together} calls");
    }

    #[test]
    fn where_the_whole_fails_each_file_is_put_there_by_itself() {
        let joint = Arc::default();
        let (alone, _) = calls(&joint, 32, false);
        assert_eq!(alone, 32);
        assert_eq!(calls(&joint, 32, true), (32, 0), "for a time nobody tries it again");
    }

    #[test]
    fn what_is_written_is_on_the_disk() {
        let folder = tempfile::tempdir().expect("a folder");
        let joint = JointSync::default();
        let sync = |number: usize| {
            let file = File::create(folder.path().join(number.to_string())).expect("a file");
            joint.sync(&file).expect("the disk takes it");
        };
        thread::scope(|scope| (0..16).for_each(|number| drop(scope.spawn(move || sync(number)))));
    }
}
