//! Tests of `Db::revise`, which changes a row depending on its content.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use imprint::db::Conn;
use imprint::error::{Code, Error, Result};
use imprint::version::{Guard, Stamp, Stamped};

use crate::support::{Kit, both};

struct Row(Stamp);

impl Stamped for Row {
    fn stamp(&self) -> Stamp {
        self.0
    }
}

/// Changes a row that others change as often as this; gives the rounds that it took.
async fn revise(kit: &Kit, guard: Guard, lost: usize) -> (usize, Result<i64>) {
    let rounds = Arc::new(AtomicUsize::new(0));
    let find = async |_: &mut Conn| Ok(Row(Stamp::example(1)));
    let plan = |row: Row| {
        let round = rounds.fetch_add(1, Ordering::Relaxed);
        let next = row.0.version + 1;
        Ok(async move |_: &mut Conn| if round < lost { Err(Error::version_mismatch()) } else { Ok(next) })
    };
    let done = kit.app.db.revise(guard, find, plan).await;
    (rounds.load(Ordering::Relaxed), done)
}

both! {
    async fn a_change_is_worked_out_anew_when_others_wrote_in_between(kit: Kit) {
        for lost in [0, 1, 4] {
            let (rounds, done) = revise(&kit, Guard::only(1), lost).await;
            assert_eq!((rounds, done.unwrap()), (lost + 1, 2));
        }
    }

    async fn five_lost_rounds_are_enough(kit: Kit) {
        let (rounds, done) = revise(&kit, Guard::Any, 5).await;

        assert_eq!((rounds, done.unwrap_err().code()), (5, Code::WRITE_CONFLICT));
    }

    async fn nothing_is_worked_out_for_a_version_that_is_not_wanted(kit: Kit) {
        let (rounds, done) = revise(&kit, Guard::only(9), 0).await;

        assert_eq!((rounds, done.unwrap_err().code()), (0, Code::VERSION_MISMATCH));
    }
}
