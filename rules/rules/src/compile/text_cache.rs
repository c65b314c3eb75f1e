//! What was worked out from a text, kept for as long as someone asks for it.

use std::hash::Hash;
use std::sync::Arc;

use rustc_hash::FxHashMap;

/// How many turns an entry may lie unused. A reload compiles new and old texts in turns, and both are wanted again.
const TURNS: u32 = 8;

/// Values by what they were worked out from. They depend on nothing else, so they are never wrong, only forgotten.
pub(super) struct TextCache<K, V> {
    entries: FxHashMap<K, CachedValue<V>>,
    turn: u32,
}

struct CachedValue<V> {
    value: Arc<V>,
    used: u32,
}

impl<K, V> Default for TextCache<K, V> {
    fn default() -> Self {
        Self { entries: FxHashMap::default(), turn: 0 }
    }
}

impl<K: Eq + Hash + Clone, V> TextCache<K, V> {
    /// The value of a key, worked out where it is not known yet.
    pub(super) fn get(&mut self, key: &K, work_out: impl FnOnce(&K) -> V) -> Arc<V> {
        let turn = self.turn;
        if let Some(entry) = self.entries.get_mut(key) {
            entry.used = turn;
            return Arc::clone(&entry.value);
        }
        let value = Arc::new(work_out(key));
        self.entries.insert(key.clone(), CachedValue { value: Arc::clone(&value), used: turn });
        value
    }

    /// Begins the next turn, and forgets what nobody has asked for in a while.
    pub(super) fn turn(&mut self) {
        self.turn = self.turn.wrapping_add(1);
        let turn = self.turn;
        self.entries.retain(|_, entry| turn.wrapping_sub(entry.used) <= TURNS);
    }

    /// How much is kept.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }
}
