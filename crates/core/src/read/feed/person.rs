//! Names of authors as feeds write them.

use super::super::entities;
use super::markup;

/// Somebody who wrote something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    /// Name, plain text. Empty where only an address is known.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
}

impl Person {
    /// Reads `Name (desk@harbour.example)`, `desk@harbour.example (Name)`, `Name <desk@harbour.example>`, a bare name or a
    /// bare address. `None` where nothing is left.
    pub fn parse(given: &str) -> Option<Self> {
        let text = match given.contains('@') {
            true => entities::decode(given).trim().to_owned(), // the angle brackets are no tags
            false => markup::plain(given),
        };
        let mail = text
            .split([' ', '(', ')', '<', '>', ',', ';', '"', '[', ']'])
            .find(|word| is_mail(word.trim_start_matches("mailto:")));
        let Some(mail) = mail else {
            let name = text.trim().to_owned();
            return (!name.is_empty()).then_some(Self { name, email: None });
        };
        let name = text.replacen(mail, " ", 1);
        let name = name.replace(['(', ')', '<', '>', '[', ']', '"'], " ");
        let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name.trim_matches([',', ';', '-', ' ']).to_owned();
        Some(Self { name, email: Some(mail.trim_start_matches("mailto:").to_owned()) })
    }

    /// A name and an address given apart.
    pub fn of(name: Option<String>, email: Option<String>) -> Option<Self> {
        let person = name.as_deref().and_then(Self::parse);
        match (person, email.filter(|email| !email.trim().is_empty())) {
            (Some(person), None) => Some(person),
            (person, Some(email)) => Some(Self {
                name: person.map(|person| person.name).unwrap_or_default(),
                email: Some(email.trim().to_owned()),
            }),
            (None, None) => None,
        }
    }
}

fn is_mail(word: &str) -> bool {
    word.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !host.ends_with('.') && !host.contains('@')
    })
}
