//! Holds the house: what points where, what is named how, and how long it may be. Faults come with file and line.

mod architecture;
mod circles;
mod edges;
mod facts;
mod order;
mod shape;
mod snapshots;
mod tree;
