//! The session's cookie.

use axum::http::{HeaderMap, HeaderValue, header};

/// Days after which a sign-in ends.
pub const DAYS: i64 = 30;

fn name(secure: bool) -> &'static str {
    // The prefix makes browsers refuse the cookie unless it is secure and for this host alone.
    if secure { "__Host-newsloom" } else { "newsloom" }
}

/// The secret that a request carries.
pub fn read(headers: &HeaderMap, secure: bool) -> Option<&str> {
    let name = name(secure);
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|line| {
        line.split(';').find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name && (1..=128).contains(&value.len())).then_some(value)
        })
    })
}

/// `Set-Cookie` of a new session. Not for scripts, not for other sites.
pub fn set(secret: &str, secure: bool) -> Option<HeaderValue> {
    line(secret, DAYS * 86_400, secure)
}

/// `Set-Cookie` that takes the cookie away.
pub fn clear(secure: bool) -> Option<HeaderValue> {
    line("", 0, secure)
}

fn line(value: &str, seconds: i64, secure: bool) -> Option<HeaderValue> {
    let over_tls = if secure { "; Secure" } else { "" };
    let line =
        format!("{}={value}; Path=/; HttpOnly; SameSite=Lax; Max-Age={seconds}{over_tls}", name(secure));
    HeaderValue::from_str(&line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_read_back() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; newsloom=secret; b=2"));
        assert_eq!(read(&headers, false), Some("secret"));
        assert_eq!(read(&headers, true), None);
        let set = set("s", true).unwrap();
        let set = set.to_str().unwrap();
        assert!(set.starts_with("__Host-newsloom=s;") && set.contains("HttpOnly; SameSite=Lax"));
        assert!(set.ends_with("; Secure"));
    }
}
