//! How much somebody may ask: so much at once, and so much a second from then on.

use std::collections::HashMap;
use std::time::{Duration, Instant};

/// What is bounded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Budget {
    /// Requests of any kind.
    Asking,
    /// Passwords and tokens that are nobody's.
    Guessing,
    /// What anybody may read, of those who are not known.
    Reading,
    /// The same of days that are over.
    PastDays,
}

impl Budget {
    /// So many at once, and so many a second.
    fn bounds(self) -> (f64, f64) {
        match self {
            Self::Asking => (2_000.0, 500.0),
            Self::Guessing => (20.0, 0.2),
            Self::Reading => (60.0, 2.0),
            Self::PastDays => (6.0, 0.1),
        }
    }
}

/// So many askers are remembered; of those who asked long ago nothing need be.
const MOST_REMEMBERED: usize = 20_000;

/// How much is left to everybody.
#[derive(Default)]
pub(super) struct Budgets {
    left: HashMap<(Budget, String), Left>,
}

#[derive(Clone, Copy)]
struct Left {
    amount: f64,
    at: Instant,
}

impl Budgets {
    /// Takes one from what is left to somebody. Where nothing is, it says how long to wait.
    pub(super) fn spend(&mut self, budget: Budget, asker: &str, now: Instant) -> Result<(), Duration> {
        let left = self.refilled(budget, asker, now);
        if left.amount < 1.0 {
            let (_, rate) = budget.bounds();
            return Err(Duration::from_secs_f64((1.0 - left.amount) / rate));
        }
        self.make_room(now);
        self.left.insert((budget, asker.to_owned()), Left { amount: left.amount - 1.0, at: now });
        Ok(())
    }

    /// Whether anything is left to somebody; where not, how long to wait.
    pub(super) fn check(&self, budget: Budget, asker: &str, now: Instant) -> Result<(), Duration> {
        let left = self.refilled(budget, asker, now);
        let (_, rate) = budget.bounds();
        if left.amount < 1.0 { Err(Duration::from_secs_f64((1.0 - left.amount) / rate)) } else { Ok(()) }
    }

    fn refilled(&self, budget: Budget, asker: &str, now: Instant) -> Left {
        let (most, rate) = budget.bounds();
        let left = self.left.get(&(budget, asker.to_owned())).copied();
        let left = left.unwrap_or(Left { amount: most, at: now });
        let since = now.saturating_duration_since(left.at).as_secs_f64();
        Left { amount: (left.amount + since * rate).min(most), at: now }
    }

    /// Forgets those to whom everything is left again, where there are many.
    fn make_room(&mut self, now: Instant) {
        if self.left.len() < MOST_REMEMBERED {
            return;
        }
        self.left.retain(|(budget, _), left| {
            let (most, rate) = budget.bounds();
            left.amount + now.saturating_duration_since(left.at).as_secs_f64() * rate < most
        });
        if self.left.len() >= MOST_REMEMBERED {
            self.left.clear();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_spent_all_waits_and_holds_up_nobody_else() {
        let (mut budgets, now) = (Budgets::default(), Instant::now());
        for _ in 0..20 {
            assert!(budgets.spend(Budget::Guessing, "one", now).is_ok());
        }
        assert_eq!(budgets.spend(Budget::Guessing, "one", now), Err(Duration::from_secs(5)));
        assert!(budgets.spend(Budget::Guessing, "other", now).is_ok());
        assert!(budgets.spend(Budget::Asking, "one", now).is_ok());
        assert!(budgets.spend(Budget::Guessing, "one", now + Duration::from_secs(5)).is_ok());
    }

    #[test]
    fn no_more_are_remembered_than_there_is_room_for() {
        let (mut budgets, now) = (Budgets::default(), Instant::now());
        for asker in 0..MOST_REMEMBERED + 10 {
            assert!(budgets.spend(Budget::Asking, &asker.to_string(), now).is_ok());
        }
        assert!(budgets.left.len() <= MOST_REMEMBERED);
    }
}
