//! What was worked out from a text, kept for as long as someone asks for it.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// How many turns an entry may lie unused. A reload compiles new and old texts in turns, and both are wanted again.
const TURNS: u32 = 8;

/// Values by what they were worked out from. They depend on nothing else, so they are never wrong, only forgotten.
pub(super) struct KeyedCache<K, V> {
    entries: FxHashMap<K, CachedValue<V>>,
    turn: u32,
    /// How often something had to be worked out.
    #[cfg(test)]
    worked_out: usize,
}

struct CachedValue<V> {
    value: Arc<V>,
    used: u32,
}

impl<K, V> Default for KeyedCache<K, V> {
    fn default() -> Self {
        Self {
            entries: FxHashMap::default(),
            turn: 0,
            #[cfg(test)]
            worked_out: 0,
        }
    }
}

impl<K: Eq + Hash + Clone, V> KeyedCache<K, V> {
    /// The value of a key, worked out where it is not known yet.
    pub(super) fn get(&mut self, key: &K, work_out: impl FnOnce(&K) -> V) -> Arc<V> {
        self.find(key).unwrap_or_else(|| self.keep(key.clone(), Arc::new(work_out(key))))
    }

    /// The value of a key, where it is known.
    pub(super) fn find(&mut self, key: &K) -> Option<Arc<V>> {
        let turn = self.turn;
        self.entries.get_mut(key).map(|entry| {
            entry.used = turn;
            Arc::clone(&entry.value)
        })
    }

    pub(super) fn keep(&mut self, key: K, value: Arc<V>) -> Arc<V> {
        #[cfg(test)]
        {
            self.worked_out += 1;
        }
        self.entries.insert(key, CachedValue { value: Arc::clone(&value), used: self.turn });
        value
    }

    /// Begins the next turn, and forgets what nobody has asked for in a while.
    pub(super) fn turn(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        let turn = self.turn;
        self.entries.retain(|_, entry| turn.wrapping_sub(entry.used) <= TURNS);
    }

    #[cfg(test)]
    pub(super) fn worked_out(&self) -> usize {
        self.worked_out
    }

    /// Everything that is kept, in no order.
    #[cfg(test)]
    pub(super) fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.values().map(|entry| &*entry.value)
    }

    /// How much is kept.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}
