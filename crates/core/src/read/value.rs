//! JSON out of a page, borrowed from it: strings without escapes are not copied.

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::Number;
use std::borrow::Cow;
use std::fmt;

/// A JSON value. What says neither text nor number nor holds others is all one here.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Data<'s> {
    /// `null`, `true`, `false`.
    Nothing,
    Text(Cow<'s, str>),
    Number(Number),
    List(Vec<Data<'s>>),
    Members(Members<'s>),
}

/// The members of an object, in their order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Members<'s>(Vec<(Cow<'s, str>, Data<'s>)>);

impl<'s> Data<'s> {
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn members(&self) -> Option<&Members<'s>> {
        match self {
            Self::Members(members) => Some(members),
            _ => None,
        }
    }

    /// Whether it is a list or an object.
    pub fn holds_others(&self) -> bool {
        matches!(self, Self::List(_) | Self::Members(_))
    }
}

impl<'s> Members<'s> {
    /// The member of this name; of several the last.
    pub fn get(&self, name: &str) -> Option<&Data<'s>> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value)
    }

    pub fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&str, &Data<'s>)> {
        self.0.iter().map(|(key, value)| (&**key, value))
    }
}

impl<'de> Deserialize<'de> for Data<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(AnyValue)
    }
}

struct AnyValue;

impl<'de> Visitor<'de> for AnyValue {
    type Value = Data<'de>;

    fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
        out.write_str("any JSON value")
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Data::Nothing)
    }

    fn visit_bool<E>(self, _: bool) -> Result<Self::Value, E> {
        Ok(Data::Nothing)
    }

    fn visit_i64<E>(self, number: i64) -> Result<Self::Value, E> {
        Ok(Data::Number(number.into()))
    }

    fn visit_u64<E>(self, number: u64) -> Result<Self::Value, E> {
        Ok(Data::Number(number.into()))
    }

    fn visit_f64<E>(self, number: f64) -> Result<Self::Value, E> {
        Ok(Number::from_f64(number).map_or(Data::Nothing, Data::Number))
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Data::Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Data::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Data::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(Key(key)) = map.next_key()? {
            members.push((key, map.next_value()?));
        }
        Ok(Data::Members(Members(members)))
    }
}

struct Key<'s>(Cow<'s, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Name;
        impl<'de> Visitor<'de> for Name {
            type Value = Key<'de>;
            fn expecting(&self, out: &mut fmt::Formatter) -> fmt::Result {
                out.write_str("a name")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        from.deserialize_str(Name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let text = r#"{"a": "x", "b": ["\u00e9", 1, -2.5, null], "a": {"c": true}}"#;
        let data: Data = serde_json::from_str(text).unwrap();
        let members = data.members().unwrap();
        assert_eq!(members.len(), 3);
        assert!(
            members.get("a").unwrap().members().unwrap().has("c"),
            "of two with one name the last counts"
        );
        let Some(Data::List(items)) = members.get("b") else { panic!("{data:?}") };
        assert_eq!(items[0].as_str(), Some("é"));
        assert_eq!(items[2], Data::Number(Number::from_f64(-2.5).unwrap()));
        assert!(serde_json::from_str::<Data>("{\"a\": }").is_err());
    }
}
