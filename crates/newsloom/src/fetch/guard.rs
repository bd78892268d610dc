//! The guard on every address that comes from outside: only public addresses are reached, unless the user allows
//! a host or a network by name. Checked on the resolved address that is connected to, so a name that changes between
//! check and connection gains nothing.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::sync::Arc;

/// Hosts and networks that may be reached although they are not public.
#[derive(Clone, Debug, Default)]
pub struct Guard {
    hosts: Arc<Vec<String>>,
    networks: Arc<Vec<(IpAddr, u8)>>,
}

impl Guard {
    /// Reads names, addresses and CIDR blocks.
    pub fn new(allowed: &[String]) -> Self {
        let mut hosts = Vec::new();
        let mut networks = Vec::new();
        for entry in allowed {
            let (address, bits) =
                entry.split_once('/').map_or((entry.as_str(), None), |(a, b)| (a, b.parse().ok()));
            match address.parse::<IpAddr>() {
                Ok(ip) => networks.push((ip, bits.unwrap_or(if ip.is_ipv4() { 32 } else { 128 }))),
                Err(_) => hosts.push(entry.to_ascii_lowercase()),
            }
        }
        Self { hosts: Arc::new(hosts), networks: Arc::new(networks) }
    }

    /// Whether `ip`, to which `host` resolves, may be connected to.
    pub fn allows(&self, host: &str, ip: IpAddr) -> bool {
        is_public(ip)
            || self.hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host))
            || self.networks.iter().any(|&(network, bits)| contains(network, bits, ip))
    }

    /// Whether the host of an address may be asked at all, where it is written as a number.
    pub fn allows_literal(&self, url: &url::Url) -> bool {
        match url.host() {
            Some(url::Host::Ipv4(ip)) => self.allows(&ip.to_string(), IpAddr::V4(ip)),
            Some(url::Host::Ipv6(ip)) => self.allows(&ip.to_string(), IpAddr::V6(ip)),
            Some(url::Host::Domain(_)) => true,
            None => false,
        }
    }

    /// The addresses of `host` that may be connected to.
    pub fn filter(&self, host: &str, found: impl Iterator<Item = SocketAddr>) -> Vec<SocketAddr> {
        found.filter(|address| self.allows(host, address.ip())).collect()
    }
}

fn contains(network: IpAddr, bits: u8, ip: IpAddr) -> bool {
    match (network, ip) {
        (IpAddr::V4(network), IpAddr::V4(ip)) => {
            let shift = 32 - u32::from(bits.min(32));
            network.to_bits().checked_shr(shift).unwrap_or(0) == ip.to_bits().checked_shr(shift).unwrap_or(0)
        }
        (IpAddr::V6(network), IpAddr::V6(ip)) => {
            let shift = 128 - u32::from(bits.min(128));
            network.to_bits().checked_shr(shift).unwrap_or(0) == ip.to_bits().checked_shr(shift).unwrap_or(0)
        }
        _ => false,
    }
}

/// Whether an address is on the public internet (IANA special-purpose registries, RFC 6890 and successors).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !(a == 0
        || ip.is_loopback()
        || ip.is_private()
        || ip.is_link_local()
        || (a == 100 && (64..128).contains(&b))
        || (a == 192 && b == 0 && (c == 0 || c == 2))
        || (a == 192 && b == 88 && c == 99)
        || (a == 198 && (b == 18 || b == 19))
        || ip.is_documentation()
        || a >= 224)
}

fn is_public_v6(ip: Ipv6Addr) -> bool {
    // Forms that carry an IPv4 address inside are judged by it: mapped, compatible, NAT64, 6to4.
    if let Some(v4) = ip.to_ipv4() {
        return is_public_v4(v4) && !ip.is_loopback() && !ip.is_unspecified();
    }
    let s = ip.segments();
    let embedded = |high: u16, low: u16| {
        let ([a, b], [c, d]) = (high.to_be_bytes(), low.to_be_bytes());
        is_public_v4(Ipv4Addr::new(a, b, c, d))
    };
    if s[0] == 0x64 && s[1] == 0xff9b {
        return s[2..6] == [0; 4] && embedded(s[6], s[7]);
    }
    if s[0] == 0x2002 {
        return embedded(s[1], s[2]);
    }
    // Only 2000::/3 is global unicast; documentation, ORCHID, benchmarking and Teredo lie inside it.
    (s[0] & 0xe000) == 0x2000
        && !(s[0] == 0x2001 && (s[1] < 0x200 || s[1] == 0xdb8))
        && !(s[0] == 0x3fff && s[1] < 0x1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_public_addresses_pass() {
        let guard = Guard::new(&[]);
        for refused in [
            "127.0.0.1",
            "10.1.2.3",
            "169.254.169.254",
            "192.168.0.1",
            "172.16.0.1",
            "100.64.0.1",
            "0.0.0.0",
            "224.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "64:ff9b::7f00:1",
            "2002:7f00:1::",
            "fe80::1",
            "fc00::1",
            "ff02::1",
            "2001:db8::1",
            "::127.0.0.1",
        ] {
            assert!(!guard.allows("x", refused.parse().unwrap()), "{refused}");
        }
        for public in ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "64:ff9b::101:101"] {
            assert!(guard.allows("x", public.parse().unwrap()), "{public}");
        }
    }

    #[test]
    fn what_the_user_allows_passes() {
        let guard = Guard::new(&["10.0.0.0/8".to_owned(), "nas.lan".to_owned(), "::1".to_owned()]);
        assert!(guard.allows("x", "10.9.9.9".parse().unwrap()));
        assert!(!guard.allows("x", "192.168.1.1".parse().unwrap()));
        assert!(guard.allows("NAS.lan", "192.168.1.1".parse().unwrap()));
        assert!(guard.allows("x", "::1".parse().unwrap()));
        assert!(!guard.allows_literal(&url::Url::parse("http://0x7f.1/").unwrap()));
    }
}
