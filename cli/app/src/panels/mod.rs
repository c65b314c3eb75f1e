//! What people say of figures, beside what the officials say who answer for them, and what these answered where the two differ.
//!
//! `readers` is who may read it, `figure` one figure of a panel, `panel` all of them, `contest` what is contested of an obligation, and `wire` the same as JSON.

mod contest;
mod figure;
mod panel;
mod readers;
mod wire;

pub use contest::Contest;
pub use figure::{AskedPerson, PanelFigure, Received, Side, Told};
pub use panel::Panel;
pub use readers::{OpenNow, Reader, Readers};
pub use wire::{WirePanel, WirePanels};
