//! Tests of signing keys that cannot be decrypted: what they prevent, and what still works.

use diesel_async::RunQueryDsl as _;
use imprint::accounts::users::Role;
use imprint::caller::{Caller, Subject};
use imprint::db::Conn;
use imprint::error::Result;
use imprint::http::verify::Verify as _;
use imprint::id::Id;
use imprint::identity::Identity;
use imprint::on;
use imprint::origin::Origin;
use imprint::routes::REGISTRY;
use imprint::seal::Seal;
use imprint::tokens::keys::service::rotate;

use crate::accounts::people::Person;
use crate::support::{Kit, both};

/// Writes a key into the database that nobody can open.
async fn spoil_a_key(kit: &Kit) {
    let spoil = "INSERT INTO signing_keys SELECT 'spoilt', created_at, sealed FROM signing_keys";
    let unit = async move |conn: &mut Conn| -> Result<()> {
        on!(conn, |c| diesel::sql_query(spoil).execute(c).await)?;
        Ok(())
    };
    kit.app.db.write(unit).await.unwrap();
}

both! {
    async fn a_key_is_not_made_with_another_secret_than_the_present_ones(kit: Kit) {
        let (right, wrong) = (Seal::new([7; 32]), Seal::new([8; 32]));
        let first = rotate(&kit.app, &right).await.unwrap();

        let refused = rotate(&kit.app, &wrong).await.unwrap_err();

        let expected = format!("the signing key {first} in the database was sealed with another identity.secret: use the one that your servers use");
        assert_eq!(refused.reason(), expected);
        let identity = Identity::with(&kit.app, right, Vec::new()).unwrap();
        identity.look().await.unwrap();
        assert_eq!(identity.keys.all().len(), 1);
    }

    async fn a_key_that_cannot_be_opened_keeps_no_other_from_signing_and_no_session_from_ending(kit: Kit) {
        let ann = Person::new(&kit, "ann", Role::Viewer).await;
        let identity = Identity::with(&kit.app, Seal::new([7; 32]), Vec::new()).unwrap();
        identity.look().await.unwrap();
        let caller =
            Caller { subject: Subject::User(ann.id), session: ann.session, scopes: REGISTRY.scopes().collect() };
        let token = identity.access.sign(&caller, "test", Id::example(3)).unwrap();
        spoil_a_key(&kit).await;
        kit.identity.sessions.end(&caller, &Origin::default()).await.unwrap();

        let failure = identity.look().await.unwrap_err();

        assert!(failure.reason().contains("the signing key spoilt in the database"), "{}", failure.reason());
        assert_eq!(identity.access.verify(&token).unwrap_err().code().name(), "token_invalid");
        identity.access.sign(&caller, "test", Id::example(4)).unwrap();
    }
}
