//! How many connections each address has open.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Whom an address belongs to: of the sixth version, whoever has one has a whole network of them.
pub(crate) fn holder(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => IpAddr::V6(Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64))),
        address @ IpAddr::V4(_) => address,
    }
}

/// The connections that are open, by whom they belong to.
#[derive(Clone)]
pub(crate) struct Places {
    open: Arc<Mutex<HashMap<IpAddr, usize>>>,
    most: usize,
    /// These may have as many as there are: they ask for others.
    proxies: Arc<[IpAddr]>,
}

/// A connection that is counted for as long as it is open.
pub(crate) struct Place {
    places: Places,
    holder: IpAddr,
}

impl Places {
    pub(crate) fn new(most: usize, proxies: Arc<[IpAddr]>) -> Self {
        Self { open: Arc::default(), most, proxies }
    }

    /// A place for a connection; none where its address has as many as it may.
    pub(crate) fn take(&self, address: IpAddr) -> Option<Place> {
        let holder = holder(address);
        let mut open = self.lock();
        let count = open.entry(holder).or_default();
        if *count >= self.most && !self.proxies.contains(&address.to_canonical()) {
            return None;
        }
        *count += 1;
        drop(open);
        Some(Place { places: self.clone(), holder })
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<IpAddr, usize>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.places.lock();
        let left = open.get_mut(&self.holder).map(|count| {
            *count = count.saturating_sub(1);
            *count
        });
        if left == Some(0) {
            open.remove(&self.holder);
        }
    }
}

/// The address for which a proxy asks: the last that is said before those of trusted proxies. One that nobody trusts asks for itself, whatever it says.
pub(crate) fn asker(peer: IpAddr, forwarded: Option<&str>, proxies: &[IpAddr]) -> IpAddr {
    let is_trusted = |address: &IpAddr| proxies.contains(&address.to_canonical());
    if !is_trusted(&peer) {
        return peer;
    }
    let said = forwarded.into_iter().flat_map(|forwarded| forwarded.rsplit(','));
    let mut nearest = peer;
    for address in said.map_while(|address| address.trim().parse::<IpAddr>().ok()) {
        nearest = address;
        if !is_trusted(&address) {
            break;
        }
    }
    nearest
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn an_address_has_so_many_connections_and_holds_up_no_other() {
        let proxies: Arc<[IpAddr]> = [address("192.0.2.9")].into();
        let places = Places::new(2, proxies);
        let held: Vec<_> = ["2001:db8::1", "2001:db8::2"].map(|one| places.take(address(one))).into();
        assert!(held.iter().all(Option::is_some));
        assert!(places.take(address("2001:db8::3")).is_none(), "the same network");
        assert!(places.take(address("2001:db8:0:1::3")).is_some());
        let by_proxy: Vec<_> = (0..9).map(|_| places.take(address("192.0.2.9"))).collect();
        assert!(by_proxy.iter().all(Option::is_some), "a proxy asks for many");
        drop(held);
        assert!(places.take(address("2001:db8::3")).is_some());
        drop(by_proxy);
        assert!(places.lock().is_empty(), "who has none open is forgotten");
    }

    #[track_caller]
    fn check(peer: &str, forwarded: &str, expect: &str) {
        let proxies = [address("127.0.0.1"), address("10.0.0.1")];
        assert_eq!(asker(address(peer), Some(forwarded), &proxies), address(expect), "{forwarded}");
    }

    #[test]
    fn only_trusted_proxies_are_believed() {
        check("127.0.0.1", "192.0.2.1", "192.0.2.1");
        check("127.0.0.1", "198.51.100.7, 192.0.2.1, 10.0.0.1", "192.0.2.1");
        check("127.0.0.1", "192.0.2.1, nonsense", "127.0.0.1");
        check("127.0.0.1", "", "127.0.0.1");
        check("::ffff:127.0.0.1", "192.0.2.1", "192.0.2.1");
        check("192.0.2.5", "192.0.2.1", "192.0.2.5");
    }
}
