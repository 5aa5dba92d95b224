//! Moves what several operations have in common into components: parameters, header fields and responses without a body.
//!
//! The name of a component depends on its content and on the resource it belongs to, never on the order of the operations or on
//! other operations. A new operation therefore renames nothing.

mod headers;
mod parameters;
mod responses;
mod shared;

pub(super) use self::headers::headers;
pub(super) use self::parameters::parameters;
pub(super) use self::responses::responses;
