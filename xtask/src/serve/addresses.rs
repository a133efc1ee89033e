//! Which ports a shop and its practice world use, and whether they are free.

use std::net::{Ipv4Addr, TcpListener};

use crate::outcome::Result;

/// How far above its base the practice world may listen: marketplaces from 1, payments from 10, mail at 20 and 25,
/// carriers from 30.
const SPAN: [u16; 15] = [0, 1, 2, 3, 4, 5, 10, 11, 12, 13, 20, 25, 30, 31, 32];

/// The port of a shop and the first port of its practice world. The world itself tells where its servers are
/// (see [`super::world`]).
#[derive(Clone, Copy)]
pub struct Addresses {
    pub shop: u16,
    pub sandbox: u16,
}

impl Addresses {
    /// Finds ports that nobody uses.
    ///
    /// # Errors
    /// When the machine has no free port.
    pub fn free() -> Result<Self> {
        let shop = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let shop_port = shop.local_addr()?.port();
        // below the range that systems hand out by themselves, and not the one a developer's own shop uses
        (0..100)
            .map(|attempt| Self { shop: shop_port, sandbox: 21_000 + attempt * 50 })
            .find(|addresses| addresses.sandbox_ports().all(is_free))
            .ok_or_else(|| "found no free ports for the practice world".into())
    }

    /// Makes sure that every port can be had.
    ///
    /// # Errors
    /// When one is taken; the sentence says which and what to do.
    pub fn check(self) -> Result {
        if !is_free(self.shop) {
            return Err(taken(self.shop, "the shop", "--port", self.shop.saturating_add(1)));
        }
        match self.sandbox_ports().find(|&port| !is_free(port)) {
            Some(port) => {
                Err(taken(port, "the practice world", "--sandbox-port-base", self.sandbox.saturating_add(1000)))
            }
            None => Ok(()),
        }
    }

    pub fn shop_url(self) -> String {
        url(self.shop)
    }

    pub fn sandbox_url(self) -> String {
        url(self.sandbox)
    }

    fn sandbox_ports(self) -> impl Iterator<Item = u16> {
        SPAN.into_iter().map(move |offset| self.sandbox + offset)
    }
}

fn url(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}

fn is_free(port: u16) -> bool {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port)).is_ok()
}

fn taken(port: u16, who: &str, option: &str, other: u16) -> crate::outcome::Problem {
    format!("port {port} is taken, and {who} needs it: end the program that uses it, or add {option} {other}").into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_named_with_the_way_around_it() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
        let port = taken.local_addr().expect("it is bound").port();
        let problem = Addresses { shop: port, sandbox: 40_000 }.check().expect_err("the port is taken").to_string();
        assert!(problem.contains(&format!("port {port} is taken")) && problem.contains("--port"), "{problem}");
    }
}
