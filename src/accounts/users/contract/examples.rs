//! Example values for users, shown in the OpenAPI document.

use poem_openapi::types::Example;

use super::super::model::{self, Name, Role, Tier, UserDraft};
use super::{Me, PasswordChange, ProfileInput, SignUp, User, UserInput};
use crate::accounts::passwords::{GivenPassword, NewPassword};
use crate::caller::Scopes;
use crate::text::{Email, Username};
use crate::version::Stamp;

/// The current password of the user in the examples.
const PRESENT: &str = "seven gulls over the pier";
const NEXT: &str = "a bag of three lemons";

impl Example for SignUp {
    fn example() -> Self {
        Self {
            email: Email::stored("ada@imprint.example".to_owned()),
            username: Some(Username::stored("ada".to_owned())),
            name: Name::stored("Ada Lovelace".to_owned()),
            password: NewPassword::stored(NEXT.to_owned()),
        }
    }
}

impl Example for UserInput {
    fn example() -> Self {
        let ProfileInput { username, name } = ProfileInput::example();
        let email = Email::stored("grace@imprint.example".to_owned());
        Self { email, username, name, role: Role::Editor, tier: Tier::Regular, active: true }
    }
}

impl Example for ProfileInput {
    fn example() -> Self {
        Self {
            username: Some(Username::stored("grace".to_owned())),
            name: Name::stored("Grace Hopper".to_owned()),
        }
    }
}

impl Example for PasswordChange {
    fn example() -> Self {
        let (present, next) = (PRESENT.to_owned(), NEXT.to_owned());
        Self { current_password: GivenPassword::stored(present), new_password: NewPassword::stored(next) }
    }
}

impl Example for User {
    fn example() -> Self {
        example().into()
    }
}

impl Example for Me {
    fn example() -> Self {
        Self::new(example(), &Scopes::parse("profile catalogue:write"))
    }
}

fn example() -> model::User {
    model::User { stamp: Stamp::example(3), draft: UserDraft::from(UserInput::example()) }
}
