//! One way of naming the values of an enum, for programs and for people.

use super::language::Language;
use crate::text::fold_term;

/// Declares an enum of plain variants, each with its key and its labels in English and Chinese:
/// `Variant => "key", "English label", "中文名";`.
///
/// The key is stable, ASCII and unique: flags, parameters and JSON use it. Labels are for people.
/// The enum gets `ALL` (in the order of declaration), `key`, `from_key` and `label`, and is `Copy`
/// and comparable.
macro_rules! named {
    (
        $(#[$attribute:meta])*
        $visibility:vis enum $name:ident {
            $(
                $(#[$variant_attribute:meta])*
                $variant:ident => $key:literal, $english:literal, $chinese:literal;
            )+
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $visibility enum $name {
            $($(#[$variant_attribute])* $variant,)+
        }

        #[allow(dead_code, reason = "an enum that only the crate sees may not need all of them")]
        impl $name {
            /// Every value, in the order in which lists show them.
            $visibility const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// Returns the name for programs: stable and ASCII, as in flags and parameters.
            #[must_use]
            $visibility fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }

            /// Returns the value with this key.
            #[must_use]
            $visibility fn from_key(key: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.key() == key)
            }

            /// Returns the value whose label, in either language, is `label`.
            #[must_use]
            #[allow(dead_code, reason = "not every enum is read back from its labels")]
            $visibility fn from_label(label: &str) -> Option<Self> {
                use $crate::report::Language::{Chinese, English};
                let named = |value: &Self| [Chinese, English].map(|it| value.label(it));
                Self::ALL.into_iter().find(|value| named(value).contains(&label))
            }

            /// Returns the name for people.
            #[must_use]
            $visibility fn label(self, language: $crate::report::Language) -> &'static str {
                match self {
                    $(Self::$variant => language.pick($english, $chinese),)+
                }
            }
        }
    };
}

pub(crate) use named;

/// Returns the only one of `values` that a user can mean by `name`: its key or the start of it, or
/// characters of its Chinese name. `names` returns the key and the Chinese name of a value.
pub(crate) fn by_name<T: Copy>(
    name: &str,
    values: &[T],
    names: impl Fn(T) -> (&'static str, &'static str),
) -> Option<T> {
    let folded = fold_term(name).into_iter().next()?;
    let fits = |value: &&T| {
        let (key, chinese) = names(**value);
        key.starts_with(&folded) || chinese.contains(&folded)
    };
    let mut fitting = values.iter().filter(fits);
    let only = fitting.next()?;
    fitting.next().is_none().then_some(*only)
}

/// Lists `values` in a sentence: the Chinese names, in English each with its key. `names` returns
/// the key and the Chinese name of a value.
pub(crate) fn listed<T: Copy>(
    values: &[T],
    language: Language,
    names: impl Fn(T) -> (&'static str, &'static str),
) -> String {
    let name = |&value: &T| {
        let (key, chinese) = names(value);
        language.pick(format!("{chinese} ({key})"), chinese.to_owned())
    };
    values.iter().map(name).collect::<Vec<_>>().join(language.pick(", ", "、"))
}
