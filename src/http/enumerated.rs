//! Closed lists of names on the wire: enums declared with [`named!`](macro@crate::named), each with a schema of its own.

/// Implements the wire traits for an enum of `named!`, with the name and description of its schema. The macro brings its own
/// imports.
macro_rules! enum_type {
    ($type:ty, $name:literal, $about:literal) => {
        $crate::http::wire::string_type!(
            @named $type,
            $name,
            poem_openapi::registry::MetaSchema {
                description: Some($about),
                enum_items: <$type>::ALL.iter().map(|item| item.name().into()).collect(),
                ..$crate::http::scalar::string()
            },
            |text: String| <$type>::named(&text).ok_or("is none of the names that are known")
        );
    };
}
pub(crate) use enum_type;
