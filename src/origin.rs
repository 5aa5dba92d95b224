//! The origin of a request: a value that every module uses.

use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

use crate::text;

/// The maximum number of characters of a user agent that are kept.
const AGENT: usize = 200;

/// The origin of a request.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Origin {
    /// The client's address, if it came over a network.
    pub address: Option<IpAddr>,
    /// The user agent that the client claims to be; empty if it sends none. It can be anything.
    pub agent: String,
    /// The id of the request (`x-request-id`).
    pub request_id: String,
}

impl Origin {
    /// Creates an origin. The user agent is made safe for a log line.
    #[must_use]
    pub fn new(address: Option<IpAddr>, agent: &str, request_id: &str) -> Self {
        let agent = text::one_line(agent, AGENT);
        Self {
            address: address.map(|address| address.to_canonical()),
            agent,
            request_id: request_id.to_owned(),
        }
    }

    /// Returns the network that a single client cannot leave: its address, or the /64 prefix in IPv6, which is assigned as a
    /// whole.
    #[must_use]
    pub fn network(&self) -> String {
        match self.address {
            Some(IpAddr::V6(address)) => Network::new(IpAddr::V6(address), 64).to_string(),
            Some(address) => address.to_string(),
            None => String::new(),
        }
    }
}

/// A range of addresses: `10.0.0.0/8`, or a single one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network {
    address: IpAddr,
    bits: u8,
}

impl Network {
    /// Creates the network of the addresses that have the first `bits` of `address`.
    fn new(address: IpAddr, bits: u8) -> Self {
        Self { address: first(address, bits), bits }
    }

    /// Returns whether an address is in the network.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        address.is_ipv4() == self.address.is_ipv4() && first(address, self.bits) == self.address
    }

    /// Parses networks separated by commas. Returns `None` if one of them is invalid.
    #[must_use]
    pub fn list(text: &str) -> Option<Vec<Self>> {
        text.split(',').map(|network| network.trim().parse().ok()).collect()
    }
}

/// Returns the first address of the network that an address is in.
fn first(address: IpAddr, bits: u8) -> IpAddr {
    match address {
        IpAddr::V4(address) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(bits)).unwrap_or_default();
            IpAddr::V4((u32::from(address) & mask).into())
        }
        IpAddr::V6(address) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(bits)).unwrap_or_default();
            IpAddr::V6((u128::from(address) & mask).into())
        }
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.bits)
    }
}

/// The text is not a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an address or a network")]
pub struct InvalidNetwork;

impl FromStr for Network {
    type Err = InvalidNetwork;

    /// Parses `10.0.0.0/8`, `2001:db8::/32`, or a single address.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, bits) =
            text.split_once('/').map_or((text, None), |(address, bits)| (address, Some(bits)));
        let address: IpAddr = address.parse().map_err(|_| InvalidNetwork)?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let bits = bits.map_or(Ok(most), |bits| bits.parse::<u8>().map_err(|_| InvalidNetwork))?;
        if bits > most { Err(InvalidNetwork) } else { Ok(Self::new(address, bits)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str, agent: &str) -> Origin {
        Origin::new(Some(address.parse().unwrap()), agent, "test")
    }

    #[test]
    fn a_network_has_the_addresses_with_its_first_bits() {
        let within = |network: &str, address: &str| {
            network.parse::<Network>().unwrap().contains(address.parse().unwrap())
        };

        assert!(within("10.1.2.3/8", "10.200.0.1") && !within("10.0.0.0/8", "11.0.0.1"));
        assert!(within("0.0.0.0/0", "203.0.113.9") && !within("0.0.0.0/0", "::1"));
        assert!(within("::1", "::1") && !within("::1", "::2"));
        assert!(within("2001:db8::/32", "2001:db8:ffff::1") && within("10.0.0.0/8", "::ffff:10.0.0.1"));
        for text in ["", "10.0.0.0/33", "::/129", "10.0.0/8", "10.0.0.0/", "host", "10.0.0.0/8 "] {
            assert_eq!(text.parse::<Network>(), Err(InvalidNetwork), "{text}");
        }
        assert_eq!(Network::list("10.0.0.0/8, ::1").map(|list| list.len()), Some(2));
        assert_eq!(Network::list("10.0.0.0/8,"), None);
    }

    #[test]
    fn a_client_of_ipv6_is_known_by_its_network_and_one_of_ipv4_by_its_address() {
        assert_eq!(origin("2001:db8:1:2:3:4:5:6", "").network(), "2001:db8:1:2::/64");
        assert_eq!(origin("203.0.113.9", "").network(), "203.0.113.9");
        assert_eq!(origin("::ffff:203.0.113.9", "").network(), "203.0.113.9");
    }

    #[test]
    fn what_a_client_says_of_itself_is_one_short_line() {
        assert_eq!(origin("::1", "a\r\nb").agent, "a\u{fffd}\u{fffd}b");
        assert_eq!(origin("::1", &"ä".repeat(900)).agent.chars().count(), AGENT);
    }
}
