//! What readers make of rows, over all formats: what no single module shows. Tests of one module stand beside it.

mod chosen;
mod divided;
mod named;
mod papers;
mod published_statistics;
mod succession;
mod sums_and_bounds;
