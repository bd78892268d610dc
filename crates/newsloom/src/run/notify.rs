//! Words to the service manager: ready, alive, stopping (systemd's `sd_notify` protocol). Silent where nobody asked.

use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Least time between two signs of life.
const EVERY: Duration = Duration::from_secs(2);

/// The service answers.
pub fn ready() {
    say("READY=1");
}

/// The service is about to stop.
pub fn stopping() {
    say("STOPPING=1");
}

/// The service lives. Said at most every two seconds; call it in every round.
pub fn alive() {
    static LAST: Mutex<Option<Instant>> = Mutex::new(None);
    let Ok(mut last) = LAST.lock() else { return };
    if last.is_none_or(|last| last.elapsed() >= EVERY) {
        *last = Some(Instant::now());
        say("WATCHDOG=1");
    }
}

#[cfg(target_os = "linux")]
fn say(words: &str) {
    use std::os::linux::net::SocketAddrExt;
    use std::os::unix::net::{SocketAddr, UnixDatagram};
    let Some(address) = std::env::var_os("NOTIFY_SOCKET") else { return };
    let bytes = address.as_encoded_bytes();
    let address = match bytes.strip_prefix(b"@") {
        Some(name) => SocketAddr::from_abstract_name(name),
        None => SocketAddr::from_pathname(&address),
    };
    // Nobody listening is no fault of the service.
    if let (Ok(address), Ok(socket)) = (address, UnixDatagram::unbound()) {
        let _ = socket.send_to_addr(words.as_bytes(), &address);
    }
}

#[cfg(not(target_os = "linux"))]
fn say(_words: &str) {}
