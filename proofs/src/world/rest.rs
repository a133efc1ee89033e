//! Coming to rest: what waits for its time is told that the time has come, until nothing is left to do.

use std::time::{Duration, Instant};

use super::World;
use crate::Problem;

/// Moves due times a quarter of an hour ahead, as waiting for so long would.
const LATER: [&str; 4] = [
    "UPDATE effect SET next_at = next_at - 900000 WHERE done_at IS NULL",
    "UPDATE payment SET created_at = created_at - 900000 WHERE session IS NULL AND status = 'awaited'",
    "UPDATE saga SET updated_at = updated_at - 900000 WHERE phase = 'awaiting_payment'",
    "UPDATE top_up SET created_at = created_at - 900000 WHERE state = 'open'",
];

/// What is under way: checkouts that have not ended, work that is not done, money on its way into wallets.
const UNDER_WAY: &str = "SELECT CAST((SELECT COUNT(*) FROM saga WHERE phase NOT IN ('done', 'needs_human')) + \
                         (SELECT COUNT(*) FROM effect WHERE done_at IS NULL) + \
                         (SELECT COUNT(*) FROM top_up WHERE state = 'open') AS BIGINT)";

impl World {
    /// Closes the pages that nobody will pay any more, and waits until the shop has nothing left to do.
    ///
    /// What does not come to rest in time is found by the audit.
    ///
    /// # Errors
    /// When the database or the gateway does not answer.
    pub async fn come_to_rest(&self, limit: Duration) -> Result<(), Problem> {
        let began = Instant::now();
        self.close_pages().await?;
        while self.books.number(UNDER_WAY).await? > 0 && began.elapsed() < limit {
            for later in LATER {
                self.books.run(later).await?;
            }
            tokio::time::sleep(Duration::from_millis(250)).await;
        }
        Ok(())
    }

    /// As the gateway does when the time of a page is up.
    async fn close_pages(&self) -> Result<(), Problem> {
        let open = "SELECT session FROM payment WHERE status = 'awaited' AND session IS NOT NULL \
                    UNION ALL SELECT session FROM top_up WHERE state = 'open' AND session IS NOT NULL";
        for row in self.books.rows(open).await? {
            self.expire(&row.try_get_by_index::<String>(0)?).await?;
        }
        Ok(())
    }
}
