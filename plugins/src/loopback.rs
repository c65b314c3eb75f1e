//! Which processes reach each other by the addresses that every machine has for itself, such as `127.0.0.1`: those that share one network. What they say to each other is not known here.

use std::fs;

/// What stands for the network of this process, the same for all that share it; none where this kind of machine does not tell.
pub fn network() -> Option<String> {
    // The one says which start of which machine this is, and the other which network within it, as containers have their own.
    let machine = fs::read_to_string("/proc/sys/kernel/random/boot_id").ok()?;
    let network = fs::read_link("/proc/self/ns/net").ok()?;
    Some(format!("{} {}", machine.trim(), network.display()))
}
