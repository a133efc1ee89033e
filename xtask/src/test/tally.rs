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
    unsteady: Vec<String>,
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

    /// Takes the figures out of cargo's closing lines, and the names of the tests that failed.
    pub fn read_cargo(&mut self, line: &str) {
        if let Some(name) = line.strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED")) {
            self.problems.push(name.to_owned());
        }
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

    /// Takes the figures out of playwright's JSON report, and the names of the paths that failed.
    ///
    /// A path that passed at its second try counts as passed, and is named at the end so that somebody looks.
    pub fn read_playwright(&mut self, report: &Value) {
        let count = |key: &str| report["stats"][key].as_u64().unwrap_or(0);
        self.passed += count("expected") + count("flaky");
        self.failed += count("unexpected");
        for suite in array(&report["suites"]) {
            self.read_paths(suite);
        }
    }

    fn read_paths(&mut self, suite: &Value) {
        for inner in array(&suite["suites"]) {
            self.read_paths(inner);
        }
        for path in array(&suite["specs"]) {
            let name = format!("{}:{} {}", text(&path["file"]), path["line"], text(&path["title"]));
            for tried in array(&path["tests"]) {
                let name = format!("{name} ({})", text(&tried["projectName"]));
                match text(&tried["status"]) {
                    "unexpected" => self.problems.push(name),
                    "flaky" => self.unsteady.push(name),
                    _ => {}
                }
            }
        }
    }

    /// Says what failed, what needed a second try, and how many passed.
    ///
    /// # Errors
    /// When anything failed.
    pub fn tell(&self) -> Result {
        for path in &self.unsteady {
            eprintln!("needed a second try: {path}");
        }
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

fn array(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
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
    fn what_failed_is_named() {
        let mut tally = Tally::default();
        tally.read_cargo("test rules::fail ... FAILED");
        let tried = |status: &str| serde_json::json!({ "projectName": "phone", "status": status });
        let path = |line: u64, status: &str| serde_json::json!({ "file": "cart.spec.ts", "line": line, "title": "a cart", "tests": [tried(status)] });
        tally.read_playwright(&serde_json::json!({
            "stats": { "expected": 1, "unexpected": 1, "flaky": 1 },
            "suites": [{ "specs": [path(1, "unexpected")], "suites": [{ "specs": [path(2, "flaky"), path(3, "expected")] }] }],
        }));
        assert_eq!((tally.passed, tally.failed), (2, 1));
        assert_eq!(tally.problems, ["rules::fail", "cart.spec.ts:1 a cart (phone)"]);
        assert_eq!(tally.unsteady, ["cart.spec.ts:2 a cart (phone)"]);
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
