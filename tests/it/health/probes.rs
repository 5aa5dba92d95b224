//! Tests of the responses of the probes.

use imprint::tasks::Duty;

use crate::support::{Kit, assert_answer, both};

both! {
    async fn liveness_and_readiness_answer(kit: Kit) {
        assert_answer!("getLiveness_200_ok", kit.get("/livez").await);
        assert_answer!("getReadiness_200_ok", kit.get("/readyz").await);

        kit.app.drain();

        assert_answer!("getReadiness_503_draining", kit.get("/readyz").await);
        kit.get("/livez").await.expect(200);
    }

    async fn a_task_that_keeps_the_server_safe_and_fails_makes_it_unready_until_it_succeeds(kit: Kit) {
        let note = |duty, outcome: Result<(), &str>| kit.app.failing.note("a task", duty, outcome.map_err(str::to_owned));

        note(Duty::Safety, Err("as the test wants it"));
        kit.get("/readyz").await.expect(503);
        note(Duty::Safety, Ok(()));
        kit.get("/readyz").await.expect(200);
        note(Duty::Upkeep, Err("as the test wants it"));
        assert_answer!("getReadiness_200_failing", kit.get("/readyz").await);
    }
}
