//! Which addresses are called at all. A marketplace's address is somebody else's word, and so is what its name leads to:
//! neither may lead into our own network.
//!
//! Names are judged by what they resolve to at the moment of connecting, and the very addresses that were judged are
//! the ones connected to, so a name that changes its mind in between gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::{Host, Url};

/// Which addresses a client may connect to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// Only addresses of the public internet.
    #[default]
    Public,
    /// Every address: for the practice world and for machines of one's own.
    Anywhere,
}

/// Why an address is not called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Forbidden {
    /// It is neither `http` nor `https`.
    #[error("only http and https are called")]
    Scheme,
    /// It carries a name or a password.
    #[error("an address with a user in it is not called")]
    User,
    /// It has no host.
    #[error("an address without a host is not called")]
    NoHost,
    /// The port belongs to another kind of service.
    #[error("that port is not called")]
    Port,
    /// It leads into a network that is not public.
    #[error("an address that is not public is not called")]
    Private,
}

impl Reach {
    /// Whether an address may be called, as far as the address alone tells; names are judged when they are resolved.
    ///
    /// # Errors
    /// When it may not.
    pub fn check(self, url: &Url) -> Result<(), Forbidden> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Forbidden::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Forbidden::User);
        }
        let host = url.host().ok_or(Forbidden::NoHost)?;
        if self == Self::Anywhere {
            return Ok(());
        }
        if !url.port_or_known_default().is_some_and(|port| matches!(port, 80 | 443 | 1024..)) {
            return Err(Forbidden::Port);
        }
        match host {
            Host::Ipv4(address) => self.judge(address.into()),
            Host::Ipv6(address) => self.judge(address.into()),
            Host::Domain(_) => Ok(()),
        }
    }

    fn judge(self, address: IpAddr) -> Result<(), Forbidden> {
        let public = match address {
            IpAddr::V4(address) => is_public_v4(address),
            IpAddr::V6(address) => is_public_v6(address),
        };
        if public || self == Self::Anywhere { Ok(()) } else { Err(Forbidden::Private) }
    }
}

/// Ranges that are not the public internet: first address and how many bits are fixed (RFC 6890 and its successors),
/// and the one public address at which a cloud tells its machines their secrets.
const PRIVATE_V4: [(Ipv4Addr, u32); 17] = [
    (Ipv4Addr::new(0, 0, 0, 0), 8),
    (Ipv4Addr::new(10, 0, 0, 0), 8),
    (Ipv4Addr::new(100, 64, 0, 0), 10),
    (Ipv4Addr::new(127, 0, 0, 0), 8),
    (Ipv4Addr::new(168, 63, 129, 16), 32),
    (Ipv4Addr::new(169, 254, 0, 0), 16),
    (Ipv4Addr::new(172, 16, 0, 0), 12),
    (Ipv4Addr::new(192, 0, 0, 0), 24),
    (Ipv4Addr::new(192, 0, 2, 0), 24),
    (Ipv4Addr::new(192, 31, 196, 0), 24),
    (Ipv4Addr::new(192, 88, 99, 0), 24),
    (Ipv4Addr::new(192, 168, 0, 0), 16),
    (Ipv4Addr::new(198, 18, 0, 0), 15),
    (Ipv4Addr::new(198, 51, 100, 0), 24),
    (Ipv4Addr::new(203, 0, 113, 0), 24),
    (Ipv4Addr::new(224, 0, 0, 0), 4),
    (Ipv4Addr::new(240, 0, 0, 0), 4),
];

fn is_public_v4(address: Ipv4Addr) -> bool {
    let inside = |(first, bits): &(Ipv4Addr, u32)| (address.to_bits() ^ first.to_bits()) >> (32 - bits) == 0;
    !PRIVATE_V4.iter().any(inside)
}

/// Of IPv6 only `2000::/3` is in public use, and there not what is set aside for tunnels, identifiers and examples: a
/// tunnel's address holds an IPv4 address that nobody judged.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, second, ..] => second >= 0x0200 && second != 0x0db8,
        [0x2002, ..] => false,
        [0x3fff, second, ..] => second >= 0x1000,
        [first, ..] => (0x2000..0x4000).contains(&first),
    }
}

/// Resolves names as another resolver does, and refuses a name that leads anywhere but to public addresses.
#[derive(Clone, Debug)]
pub(super) struct Guarded<R> {
    pub reach: Reach,
    pub names: R,
}

impl<R: Resolve> Resolve for Guarded<R> {
    fn resolve(&self, name: Name) -> Resolving {
        let (reach, resolving) = (self.reach, self.names.resolve(name));
        Box::pin(async move {
            let addresses: Vec<SocketAddr> = resolving.await?.collect();
            addresses.iter().try_for_each(|address| reach.judge(address.ip()))?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}

/// The system's resolver.
#[derive(Clone, Copy, Debug)]
pub(super) struct System;

impl Resolve for System {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let found = tokio::net::lookup_host((name.as_str(), 0)).await?;
            Ok(Box::new(found.collect::<Vec<_>>().into_iter()) as Addrs)
        })
    }
}
