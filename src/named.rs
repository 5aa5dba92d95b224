//! A macro for stable, public names: each is declared once, together with its meaning.

/// Declares names, each with its meaning (its doc comment) and further data.
///
/// As an enum, for a closed list. It gets `ALL`, `name()`, `meaning()`, `named()` and `Display`:
///
/// ```ignore
/// named! {
///     /// How it ended.
///     pub enum Outcome {
///         /// It was done.
///         Done = "done",
///     }
/// }
/// ```
///
/// As constants of one type and a list of them, for names that each part adds to. The type has a `const fn new(name, meaning, …)`
/// that takes the values after the colon:
///
/// ```ignore
/// named! {
///     /// What can go wrong with books.
///     pub const CODES: Code;
///     /// There is no book with this id.
///     BOOK_NOT_FOUND = "book_not_found": Kind::NotFound, "Book not found";
/// }
/// ```
#[macro_export]
macro_rules! named {
    ($(#[$about:meta])* $vis:vis enum $type:ident { $($(#[doc = $meaning:literal])+ $variant:ident = $name:literal,)+ }) => {
        $(#[$about])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $type { $($(#[doc = $meaning])+ $variant,)+ }

        impl $type {
            /// All values, in the order of their declaration.
            pub const ALL: &[Self] = &[$(Self::$variant),+];

            /// Returns the name that callers see; stable.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Returns what it means, in a sentence.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($meaning),+).trim_ascii_start(),)+ }
            }

            /// Returns the value with this name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                match name { $($name => Some(Self::$variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $type {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.name())
            }
        }
    };
    ($(#[$about:meta])* $vis:vis const $list:ident: $type:ident; $($(#[doc = $meaning:literal])+ $constant:ident = $name:literal $(: $($more:expr),+)?;)+) => {
        $($(#[doc = $meaning])+ $vis const $constant: $type =
            $type::new($name, concat!($($meaning),+).trim_ascii_start() $(, $($more),+)?);)+

        $(#[$about])*
        $vis const $list: &[$type] = &[$($constant),+];
    };
    (impl $type:ident { $(#[$about:meta])* $vis:vis const $list:ident; $($(#[doc = $meaning:literal])+ $constant:ident = $name:literal $(: $($more:expr),+)?;)+ }) => {
        impl $type {
            $($(#[doc = $meaning])+ $vis const $constant: Self =
                Self::new($name, concat!($($meaning),+).trim_ascii_start() $(, $($more),+)?);)+

            $(#[$about])*
            $vis const $list: &[Self] = &[$(Self::$constant),+];
        }
    };
}

#[cfg(test)]
mod tests {
    named! {
        /// How it ended.
        enum Outcome {
            /// It was done.
            Done = "done",
            /// It was tried,
            /// and went wrong.
            Failed = "failed",
        }
    }

    #[test]
    fn a_name_has_its_doc_comment_as_meaning_and_is_found_again() {
        assert_eq!(Outcome::named("failed"), Some(Outcome::Failed));
        assert_eq!(Outcome::Failed.meaning(), "It was tried, and went wrong.");
        assert_eq!((Outcome::named("other"), Outcome::ALL.len()), (None, 2));
        assert_eq!(Outcome::Done.to_string(), "done");
    }
}
