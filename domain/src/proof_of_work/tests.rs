use proptest::prelude::*;

use super::*;

const NOW: Timestamp = Timestamp(1_790_000_000_000);

/// A seal that is ours for a text: good enough for rules that do not look into it.
fn seal(text: &str) -> String {
    format!("{:08x}", text.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte))))
}

fn genuine(text: &str, shown: &str) -> bool {
    seal(text) == shown
}

fn challenge(form: Form, salt: u128) -> Challenge {
    Challenge { form, bits: 8, until: NOW.plus(LIVES), salt }
}

fn solved(challenge: &Challenge) -> String {
    let sealed = challenge.sealed(&seal(&challenge.text()));
    let number = Solver::of(&sealed).unwrap().go_on(u32::MAX).unwrap();
    answer(&sealed, number)
}

fn form() -> impl Strategy<Value = Form> {
    prop::sample::select(Form::ALL.to_vec())
}

proptest! {
    #[test]
    fn what_a_browser_finds_is_accepted(form in form(), salt in any::<u128>()) {
        let challenge = challenge(form, salt);
        prop_assert_eq!(check(&solved(&challenge), form, NOW, genuine), Ok(challenge));
    }

    #[test]
    fn no_letter_of_an_answer_can_be_changed(salt in any::<u128>(), at in any::<prop::sample::Index>(), letter in "[0-9a-z.:]") {
        let challenge = challenge(Form::SignIn, salt);
        let good = solved(&challenge);
        // Behind the colon stands the number, of which others may do as well.
        let place = at.index(good.rfind(':').unwrap());
        let mut changed = good.clone();
        changed.replace_range(place..=place, &letter);
        prop_assume!(changed != good);
        prop_assert!(check(&changed, Form::SignIn, NOW, genuine).is_err(), "{}", changed);
    }

    #[test]
    fn no_text_at_all_makes_the_check_panic(text in "\\PC{0,220}", form in form()) {
        prop_assert!(check(&text, form, NOW, genuine).is_err());
    }
}

#[test]
fn every_field_is_held_to_the_seal() {
    let good = challenge(Form::SignUp, 77);
    let held = seal(&good.text());
    let others = [
        Challenge { form: Form::Report, ..good },
        Challenge { bits: 0, ..good },
        Challenge { until: good.until.plus(1), ..good },
        Challenge { salt: 78, ..good },
    ];
    for other in others {
        let sealed = other.sealed(&held);
        let number = Solver::of(&sealed).unwrap().go_on(u32::MAX).unwrap();
        assert_eq!(check(&answer(&sealed, number), other.form, NOW, genuine), Err(Refusal::Foreign), "{other:?}");
    }
}

#[test]
fn an_answer_is_for_its_form_its_time_and_its_number() {
    let good = challenge(Form::Reset, 5);
    let shown = solved(&good);
    assert_eq!(check(&shown, Form::SignIn, NOW, genuine), Err(Refusal::OtherForm));
    assert_eq!(check(&shown, Form::Reset, good.until, genuine), Err(Refusal::TooLate));
    assert_eq!(check("", Form::Reset, NOW, genuine), Err(Refusal::Missing));
    let (sealed, number) = shown.rsplit_once(':').unwrap();
    let tries = Tries::of(sealed);
    let number: u64 = number.parse().unwrap();
    let wrong = (0..).find(|number| tries.zero_bits(*number) < good.bits).unwrap();
    assert_eq!(check(&answer(sealed, wrong), Form::Reset, NOW, genuine), Err(Refusal::Unsolved));
    for malformed in [format!("{sealed}:+{}", "0".repeat(200)), format!("{sealed}:"), format!("{number}"), ":.:".into()]
    {
        assert_eq!(check(&malformed, Form::Reset, NOW, genuine), Err(Refusal::Malformed), "{malformed}");
    }
}

#[test]
fn an_answer_is_taken_once_and_remembered_until_it_would_be_too_late() {
    let mut used = Used::default();
    let (one, other) = (challenge(Form::SignIn, 1), challenge(Form::SignIn, 2));
    assert_eq!(used.take(&one, NOW), Ok(()));
    assert_eq!(used.take(&other, NOW), Ok(()), "another challenge of the same moment");
    assert_eq!(used.take(&one, one.until.plus(-1)), Err(Refusal::Used));
    let late = Challenge { until: one.until.plus(LIVES), salt: 3, ..one };
    assert_eq!(used.take(&late, one.until.plus(1)), Ok(()));
    assert_eq!(used.len(), 1, "what is over is forgotten");
}

#[test]
fn so_many_are_remembered_and_no_more() {
    let mut used = Used::default();
    for salt in 0..Used::MOST as u128 {
        assert_eq!(used.take(&challenge(Form::SignIn, salt), NOW), Ok(()));
    }
    let further = challenge(Form::SignIn, u128::MAX);
    assert_eq!(used.take(&further, NOW), Err(Refusal::Full));
    assert_eq!(used.take(&challenge(Form::SignIn, 0), NOW), Err(Refusal::Used));
    let later = Challenge { until: further.until.plus(LIVES), ..further };
    assert_eq!(used.take(&later, further.until.plus(1)), Ok(()), "there is room again");
}

#[test]
fn a_browser_does_not_work_for_ever() {
    assert!(Solver::of("sign-in.25.1.00.seal").is_none());
    assert!(Solver::of("not a challenge").is_none());
    let hard = Challenge { bits: MOST_BITS, ..challenge(Form::SignIn, 9) };
    assert!(Solver::of(&hard.sealed("seal")).unwrap().go_on(10).is_none());
}

#[test]
fn forms_keep_their_words() {
    for form in Form::ALL {
        assert_eq!(Form::from_word(form.word()), Some(form));
        let longest = Challenge { form, bits: BITS, until: Timestamp(i64::MAX), salt: u128::MAX };
        assert!(answer(&longest.sealed(&"f".repeat(64)), u64::MAX).len() <= LONGEST);
    }
}
