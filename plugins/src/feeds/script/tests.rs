//! Files through scripts.
