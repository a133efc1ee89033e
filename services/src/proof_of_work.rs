//! Proofs of work for the forms by which strangers reach us: challenges made and sealed, answers checked and taken once.
//!
//! A challenge is written down nowhere: its seal, made with the shop's secret, says that it is ours. What was shown is
//! remembered in this process until its challenge is over (decision 0042).

use std::sync::PoisonError;

use domain::{
    proof_of_work::{BITS, Challenge, Form, LIVES, Refusal, check},
    time::Timestamp,
};
use hmac::{Hmac, KeyInit, Mac};
use rand::Rng;
use sha2::Sha256;

use crate::{Shop, now};

impl Shop {
    /// A new challenge for a form, as it goes to the browser.
    pub fn challenge(&self, form: Form) -> String {
        made(&self.settings.secret, form, now())
    }

    /// Takes the proof that came with a form, once.
    ///
    /// # Errors
    /// Why it does not count.
    pub fn take_proof(&self, form: Form, answer: &str) -> Result<(), Refusal> {
        let now = now();
        let challenge = check(answer, form, now, |text, seal| genuine(&self.settings.secret, text, seal))?;
        self.used_proofs.lock().unwrap_or_else(PoisonError::into_inner).take(&challenge, now)
    }
}

fn made(secret: &[u8], form: Form, now: Timestamp) -> String {
    let challenge = Challenge { form, bits: BITS, until: now.plus(LIVES), salt: rand::rng().random() };
    let seal = mac(secret, &challenge.text()).finalize();
    challenge.sealed(&hex::encode(seal.into_bytes()))
}

fn genuine(secret: &[u8], text: &str, seal: &str) -> bool {
    hex::decode(seal).is_ok_and(|seal| mac(secret, text).verify_slice(&seal).is_ok())
}

fn mac(secret: &[u8], text: &str) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("any length is a key");
    mac.update(b"proof of work\0");
    mac.update(text.as_bytes());
    mac
}

#[cfg(test)]
mod tests {
    use domain::proof_of_work::{Solver, answer, sha256};
    use sha2::Digest;

    use super::*;

    const SECRET: [u8; 32] = [7; 32];
    const NOW: Timestamp = Timestamp(1_790_000_000_000);

    #[test]
    fn what_this_shop_asks_for_is_found_and_counts_here_alone() {
        let sealed = made(&SECRET, Form::SignIn, NOW);
        let number = Solver::of(&sealed).unwrap().go_on(u32::MAX).unwrap();
        let shown = answer(&sealed, number);
        let judged = |secret: [u8; 32]| check(&shown, Form::SignIn, NOW, |text, seal| genuine(&secret, text, seal));
        assert_eq!(judged(SECRET).unwrap().bits, BITS);
        assert_eq!(judged([8; 32]), Err(Refusal::Foreign));
    }

    #[test]
    fn no_two_challenges_are_alike() {
        assert_ne!(made(&SECRET, Form::SignIn, NOW), made(&SECRET, Form::SignIn, NOW));
    }

    #[test]
    fn a_seal_that_is_cut_short_or_no_seal_at_all_does_not_count() {
        let sealed = made(&SECRET, Form::Report, NOW);
        let (text, seal) = sealed.rsplit_once('.').unwrap();
        assert!(genuine(&SECRET, text, seal));
        for other in ["", "00", "not hexadecimal", &seal[..62], &"0".repeat(64)] {
            assert!(!genuine(&SECRET, text, other), "{other}");
        }
    }

    #[test]
    fn the_browser_s_digest_is_the_one_that_everybody_knows() {
        for length in 0..300 {
            let text: Vec<u8> = (0..length).map(|_| rand::rng().random()).collect();
            assert_eq!(sha256(&text).as_slice(), Sha256::digest(&text).as_slice(), "{text:?}");
        }
    }
}
