//! Secrets: random ones, their hashes, and passwords.

use anyhow::anyhow;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Argon2, Params};

/// A hash that no password fits, as costly to check as a real one.
pub const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bmV3c2xvb21ub2JvZHk$3SPqFrBzZjq7dcfYr4wiAK3rNpIvxbhHPhKhTu2zOVE";

/// 32 random bytes of the operating system.
///
/// # Errors
/// When the system gives none.
pub fn random() -> anyhow::Result<[u8; 32]> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| anyhow!("the system gives no random bytes: {error}"))?;
    Ok(bytes)
}

/// A new secret in letters that fit into an address and a cookie, with 256 random bits.
///
/// # Errors
/// When the system gives no random bytes.
pub fn make() -> anyhow::Result<String> {
    use base64::Engine;
    Ok(base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(random()?))
}

/// What is kept of a random secret. It has 256 bits, so a fast hash is enough.
pub fn hash(secret: &str) -> String {
    blake3::derive_key("newsloom 2026 secret of a session or token", secret.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect()
}

/// What is kept of a password: argon2id with the costs that OWASP names as least (19 MiB, two passes).
///
/// # Errors
/// When the system gives no random salt.
pub fn hash_password(password: &str) -> anyhow::Result<String> {
    let hash = hasher()
        .hash_password(password.as_bytes())
        .map_err(|error| anyhow!("cannot hash a password: {error}"))?;
    Ok(hash.to_string())
}

/// Whether a password is the one that was hashed.
pub fn fits_password(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| hasher().verify_password(password.as_bytes(), &hash).is_ok())
}

fn hasher() -> Argon2<'static> {
    Argon2::new(argon2::Algorithm::Argon2id, argon2::Version::V0x13, Params::default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords_fit_their_own_hash_only() {
        let hash = hash_password("quiet harbor 7").unwrap();
        assert!(hash.starts_with("$argon2id$"));
        assert!(fits_password("quiet harbor 7", &hash) && !fits_password("quiet harbor 8", &hash));
        assert!(!fits_password("", NOBODY) && !fits_password("x", "not a hash"));
        // The hash of nobody must cost what a real one costs, so it must be readable.
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn secrets_differ_and_hash_alike() {
        let (a, b) = (make().unwrap(), make().unwrap());
        assert!(a != b && a.len() == 43);
        assert_eq!(hash(&a), hash(&a));
        assert_ne!(hash(&a), hash(&b));
    }
}
