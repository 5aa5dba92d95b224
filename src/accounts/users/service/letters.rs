//! Mails that notify users of important changes to their accounts.

use super::super::model::UserDraft;
use crate::mail::Mail;

const ASK: &str = "If you did not expect this, ask the people who run this service.";

/// Returns the mails about a change. A new e-mail address is announced to both addresses, and a new role to the current address.
pub(super) fn letters(before: &UserDraft, after: &UserDraft) -> Vec<Mail> {
    let mut letters = Vec::new();
    if before.email.key() != after.email.key() {
        let text = format!(
            "The e-mail address of your account was changed from {} to {}. Sign in with the new address from now on; all further mail \
             goes there.\n\n{ASK}\n",
            before.email, after.email
        );
        for to in [&before.email, &after.email] {
            let subject = "The e-mail address of your account was changed";
            letters.push(Mail { to: to.clone(), subject, text: text.clone() });
        }
    }
    if before.role != after.role {
        let text = format!(
            "Your role was changed from {} to {}. You have been signed out everywhere; sign in again to go on.\n\n{ASK}\n",
            before.role, after.role
        );
        letters.push(Mail { to: after.email.clone(), subject: "Your role was changed", text });
    }
    letters
}
