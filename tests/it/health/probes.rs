//! What the probes say.

use crate::support::{Kit, assert_answer, both};

both! {
    async fn liveness_and_readiness_answer(kit: Kit) {
        assert_answer!("getLiveness_200_ok", kit.get("/livez").await);
        assert_answer!("getReadiness_200_ok", kit.get("/readyz").await);

        kit.app.drain();

        assert_answer!("getReadiness_503_draining", kit.get("/readyz").await);
        kit.get("/livez").await.expect(200);
    }
}
