//! What an outsider works out again: a whole ledger, one accusation in one file, and what a witness signs.
//!
//! `forger` falsifies real ledgers, with every checksum and every link of the chain in order; `falsified` holds that each falsification is named,
//! `handed_over` what is told of a file that proves one alert, `narrowed` what of the rest is in it, `witnessed` what a witness does, `remade` what is said of messages, `served` what a service signs and publishes by itself, `elsewhere` what is said of a service, `erasing` what is left once personal values are erased, `erased_texts` the same of texts, and `upgrades` which version of Remit goes on after another. `asked` is what all of them ask.

mod asked;
mod elsewhere;
mod erased_texts;
mod erasing;
mod falsified;
pub(super) mod forger;
mod handed_over;
mod narrowed;
mod remade;
mod served;
mod upgrades;
mod witnessed;
