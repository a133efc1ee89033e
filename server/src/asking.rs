//! Who asks: the address a request comes from, behind proxies that the operator named and no others.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request},
    http::HeaderMap,
};

/// Where a proxy writes down whom it speaks for.
const FORWARDED: &str = "x-forwarded-for";

/// Networks whose word about others is taken.
#[derive(Clone, Debug, Default)]
pub struct Proxies(Vec<Network>);

/// A network: its first address, and how many bits of it are fixed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Network {
    first: Ipv6Addr,
    bits: u32,
}

/// What cannot be read as an address or a network.
#[derive(Debug, thiserror::Error)]
#[error("{0} is neither an address nor a network such as 10.0.0.0/8")]
pub struct NoNetwork(String);

impl Proxies {
    /// The networks of a list such as `127.0.0.1, 10.0.0.0/8, ::1`.
    ///
    /// # Errors
    /// When one of them is none.
    pub fn read(list: &str) -> Result<Self, NoNetwork> {
        let parts = list.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| network(part).ok_or_else(|| NoNetwork(part.to_owned()))).collect::<Result<_, _>>().map(Self)
    }

    fn trusts(&self, address: IpAddr) -> bool {
        let address = six(address).to_bits();
        self.0.iter().any(|network| {
            let shift = 128 - network.bits;
            shift == 128 || (address ^ network.first.to_bits()) >> shift == 0
        })
    }

    /// The address of whoever asks: of the connection, or what the nearest proxy that is not one of ours said; `None`
    /// where the connection is not known.
    pub fn asker(&self, request: &Request) -> Option<IpAddr> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip();
        Some(self.behind(peer, request.headers()))
    }

    fn behind(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer;
        // Every proxy adds the address it heard from at the end; whoever asks may have written anything before.
        let lines = headers.get_all(FORWARDED).into_iter().filter_map(|line| line.to_str().ok());
        let said: Vec<&str> = lines.flat_map(|line| line.split(',')).map(str::trim).collect();
        for word in said.into_iter().rev() {
            if !self.trusts(nearest) {
                break;
            }
            match word.parse() {
                Ok(address) => nearest = address,
                Err(_) => break,
            }
        }
        nearest
    }
}

fn network(text: &str) -> Option<Network> {
    let (address, bits) = text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
    let address: IpAddr = address.parse().ok()?;
    let (most, offset) = if address.is_ipv4() { (32, 96) } else { (128, 0) };
    let bits: u32 = bits.map_or(Some(most), |bits| bits.parse().ok())?;
    (bits <= most).then(|| Network { first: six(address), bits: bits + offset })
}

/// Every address as one of IPv6.
fn six(address: IpAddr) -> Ipv6Addr {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped(),
        IpAddr::V6(address) => address,
    }
}

/// What one household or machine has: an address of IPv4, or a network of 64 bits of IPv6, in which anybody who has one
/// address has them all.
pub fn household(address: IpAddr) -> u128 {
    match address.to_canonical() {
        IpAddr::V4(address) => address.to_ipv6_mapped().to_bits(),
        IpAddr::V6(address) => address.to_bits() >> 64 << 64,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(lines: &[&str]) -> HeaderMap {
        lines.iter().map(|line| (FORWARDED.parse().unwrap(), line.parse().unwrap())).collect()
    }

    #[test]
    fn only_named_proxies_are_believed() {
        let proxies = Proxies::read("127.0.0.1, 10.0.0.0/8, ::1").unwrap();
        for (peer, lines, asker) in [
            ("127.0.0.1", &["203.0.113.9"][..], "203.0.113.9"),
            ("198.51.100.1", &["203.0.113.9"], "198.51.100.1"),
            ("127.0.0.1", &["1.2.3.4, 203.0.113.9, 10.1.2.3"], "203.0.113.9"),
            ("10.9.9.9", &["1.2.3.4", "203.0.113.9"], "203.0.113.9"),
            ("127.0.0.1", &["nonsense"], "127.0.0.1"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("::1", &["2001:db8::7"], "2001:db8::7"),
            ("::ffff:127.0.0.1", &["203.0.113.9"], "203.0.113.9"),
        ] {
            let found = proxies.behind(peer.parse().unwrap(), &headers(lines));
            assert_eq!(found, asker.parse::<IpAddr>().unwrap(), "{peer} {lines:?}");
        }
        assert!(Proxies::read("10.0.0.0/33").is_err() && Proxies::read("example").is_err());
        assert!(!Proxies::default().trusts("127.0.0.1".parse().unwrap()));
        assert!(Proxies::read("::/0").unwrap().trusts("203.0.113.9".parse().unwrap()));
    }

    #[test]
    fn a_network_of_64_bits_is_one_household() {
        let of = |text: &str| household(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_ne!(of("203.0.113.9"), of("203.0.113.10"));
        assert_eq!(of("203.0.113.9"), of("::ffff:203.0.113.9"));
    }
}
