//! Counts what passed and what failed. A check counts as one; tests count one by one.

use serde_json::Value;

use crate::{
    outcome::{AlreadyTold, Problem, Result},
    stop,
};

/// The count so far.
#[derive(Default)]
pub struct Tally {
    passed: u64,
    failed: u64,
    failed_before_step: u64,
    problems: Vec<String>,
}

impl Tally {
    /// Counts one check by its outcome.
    ///
    /// # Errors
    /// When someone asked us to stop.
    pub fn check(&mut self, name: &str, result: Result) -> Result {
        match result {
            Ok(()) => self.passed += 1,
            Err(problem) => self.fail(name, &problem)?,
        }
        self.failed_before_step = self.failed;
        Ok(())
    }

    /// Closes a step whose tests were counted one by one; a failure without a failed test still counts as one.
    ///
    /// # Errors
    /// When someone asked us to stop.
    pub fn tests(&mut self, name: &str, result: Result) -> Result {
        if let Err(problem) = result {
            let counted = self.failed > self.failed_before_step;
            self.fail(name, &problem)?;
            self.failed -= u64::from(counted);
        }
        self.failed_before_step = self.failed;
        Ok(())
    }

    /// Takes the figures out of cargo's closing lines.
    pub fn read_cargo(&mut self, line: &str) {
        let Some(figures) = line.strip_prefix("test result: ") else {
            return;
        };
        let count = |word: &str| {
            let text = figures.split(['.', ';']).find_map(|part| part.trim().strip_suffix(word))?;
            text.trim().parse::<u64>().ok()
        };
        self.passed += count("passed").unwrap_or(0);
        self.failed += count("failed").unwrap_or(0);
    }

    /// Takes the figures out of playwright's JSON report.
    pub fn read_playwright(&mut self, report: &Value) {
        let count = |key: &str| report["stats"][key].as_u64().unwrap_or(0);
        self.passed += count("expected");
        self.failed += count("unexpected") + count("flaky");
    }

    /// Says what failed and how many passed.
    ///
    /// # Errors
    /// When anything failed.
    pub fn tell(&self) -> Result {
        for problem in &self.problems {
            eprintln!("failed: {problem}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { Ok(()) } else { Err(AlreadyTold.into()) }
    }

    fn fail(&mut self, name: &str, problem: &Problem) -> Result {
        if stop::requested() {
            return Err("stopped".into());
        }
        self.failed += 1;
        self.problems.push(format!("{name}: {problem}"));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cargo_and_playwright_are_added_up() {
        let mut tally = Tally::default();
        tally.read_cargo("test result: FAILED. 12 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out");
        tally.read_cargo("test rules::pass ... ok");
        tally.read_playwright(&serde_json::json!({ "stats": { "expected": 5, "unexpected": 1, "flaky": 0 } }));
        assert_eq!((tally.passed, tally.failed), (17, 2));
    }

    #[test]
    fn a_step_that_fails_without_a_failed_test_counts_as_one() {
        let mut tally = Tally::default();
        tally.tests("it does not compile", Err("cargo failed".into())).expect("nobody asked us to stop");
        assert_eq!(tally.failed, 1);
        tally.read_cargo("test result: FAILED. 0 passed; 2 failed; 0 ignored");
        tally.tests("two tests fail", Err("cargo failed".into())).expect("nobody asked us to stop");
        assert_eq!(tally.failed, 3);
        assert!(tally.tell().is_err());
    }
}
