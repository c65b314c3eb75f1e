//! The one question that is put here: what a list of events comes to.

use std::mem;
use std::thread;

use engine::Event;
use jiff::Timestamp;

use super::assignment::Sharing;
use super::feeder::{Feeder, weight};
use super::outcome::Folded;
use super::worker::Happened;
use crate::cores::available;

/// Less than this is folded on the spot, before threads would be up: a report weighs one.
const WORTH_THREADS: usize = 20_000;
/// Every engine hears everything, so that more of them cost more than they save.
const MOST_SHARES: usize = 4;

/// On how many cores events are folded, and from when on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Cores {
    /// So many engines at the most.
    pub engines: usize,
    /// Events that weigh less are folded on the spot.
    pub worth_threads: usize,
    pub sharing: Sharing,
}

/// Where events are handed to, one by one.
pub type Hand<'a> = dyn FnMut(Timestamp, Event) + 'a;

impl Cores {
    /// Those of this machine, where they pay.
    pub(crate) fn here() -> Self {
        let engines = available().min(MOST_SHARES);
        Self { engines, worth_threads: WORTH_THREADS, sharing: Sharing::WhereItPays }
    }

    /// Folds the events that `read` hands over. It is asked a second time where what several engines judge comes to hang together later on.
    ///
    /// # Errors
    /// What `read` said.
    ///
    /// # Panics
    /// A rule does, or the system has no thread to give.
    pub fn fold<E>(self, mut read: impl FnMut(&mut Hand<'_>) -> Result<(), E>) -> Result<Folded, E> {
        if self.engines <= 1 {
            let mut folded = Folded::nothing();
            read(&mut |at, event| folded.step(at, event))?;
            return Ok(folded);
        }
        if let Some(folded) = self.fold_in_shares(&mut read)? {
            return Ok(folded);
        }
        let alone = Self { engines: 1, ..self }.fold_in_shares(&mut read)?;
        Ok(alone.expect("one engine hangs together with no other"))
    }

    /// None where it cannot be put together what the shares came to.
    fn fold_in_shares<E>(
        self,
        read: &mut impl FnMut(&mut Hand<'_>) -> Result<(), E>,
    ) -> Result<Option<Folded>, E> {
        thread::scope(|scope| {
            let (mut first, mut weighs): (Vec<Happened>, usize) = (Vec::new(), 0);
            let mut feeder: Option<Feeder<'_>> = None;
            let mut is_tied = false;
            read(&mut |at, event| {
                if is_tied {
                    return;
                }
                if let Some(feeder) = &mut feeder {
                    is_tied = feeder.feed(at, event).is_err();
                    return;
                }
                weighs += weight(&event);
                first.push((at, event));
                if weighs >= self.worth_threads {
                    let feeder = feeder.insert(Feeder::new(scope, self.engines, self.sharing));
                    let mut first = mem::take(&mut first).into_iter();
                    is_tied = first.any(|(at, event)| feeder.feed(at, event).is_err());
                }
            })?;
            match feeder {
                _ if is_tied => Ok(None),
                Some(feeder) => Ok(feeder.end()),
                None => {
                    let mut folded = Folded::nothing();
                    for (at, event) in first {
                        folded.step(at, event);
                    }
                    Ok(Some(folded))
                }
            }
        })
    }
}
