//! One way of naming the values of an enum, for programs and for people.

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

        impl $name {
            /// Every value, in the order in which lists show them.
            pub const ALL: [Self; [$($key),+].len()] = [$(Self::$variant),+];

            /// Returns the name for programs: stable and ASCII, as in flags and parameters.
            #[must_use]
            pub fn key(self) -> &'static str {
                match self {
                    $(Self::$variant => $key,)+
                }
            }

            /// Returns the value with this key.
            #[must_use]
            pub fn from_key(key: &str) -> Option<Self> {
                Self::ALL.into_iter().find(|value| value.key() == key)
            }

            /// Returns the name for people.
            #[must_use]
            pub fn label(self, language: $crate::report::Language) -> &'static str {
                match self {
                    $(Self::$variant => language.pick($english, $chinese),)+
                }
            }
        }
    };
}

pub(crate) use named;
