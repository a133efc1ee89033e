use std::collections::BTreeSet;

use super::super::codes::{ALPHABET, CodeForm, CodesRefused, Reading};

fn bytes(count: usize) -> Vec<u8> {
    let mut state = 1_u64;
    let mut next = || {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 56) as u8
    };
    (0..count).map(|_| next()).collect()
}

#[test]
fn many_codes_are_all_different_and_all_read_back() {
    let form = CodeForm::new("SUMMER", 8).unwrap();
    let codes = form.generate(5_000, &bytes(60_000)).unwrap();
    assert_eq!(codes.iter().collect::<BTreeSet<_>>().len(), 5_000);
    for code in codes {
        assert_eq!(code.as_str().len(), "SUMMER-XXXX-XXXX".len());
        assert_eq!(form.read(&code.as_str().to_lowercase().replace('-', " ")), Reading::Code(code));
    }
}

#[test]
fn every_wrong_letter_and_every_exchange_is_a_slip_and_no_unknown_code() {
    let form = CodeForm::new("", 12).unwrap();
    let code = form.generate(1, &bytes(40)).unwrap().remove(0);
    let letters: Vec<char> = code.as_str().chars().filter(|letter| *letter != '-').collect();
    let read = |letters: &[char]| form.read(&letters.iter().collect::<String>());
    for place in 0..letters.len() {
        for wrong in ALPHABET.iter().map(|byte| char::from(*byte)).filter(|wrong| *wrong != letters[place]) {
            let mut slipped = letters.clone();
            slipped[place] = wrong;
            assert_eq!(read(&slipped), Reading::Slip);
        }
        for other in (0..place).filter(|other| letters[*other] != letters[place]) {
            let mut slipped = letters.clone();
            slipped.swap(place, other);
            assert_eq!(read(&slipped), Reading::Slip);
        }
    }
    assert_eq!(read(&letters[1..]), Reading::Other);
    assert_eq!(CodeForm::new("AUTUMN", 12).unwrap().read(code.as_str()), Reading::Other);
}

#[test]
fn letters_that_look_like_digits_are_taken_for_them() {
    let form = CodeForm::new("", 8).unwrap();
    let code = (1..).map(|seed| form.generate(1, &bytes(400)[seed..]).unwrap().remove(0));
    let code = code.take(300).find(|code| code.as_str().contains('5') && code.as_str().contains('8')).unwrap();
    assert_eq!(form.read(&code.as_str().replace('5', "s").replace('8', "B")), Reading::Code(code));
}

#[test]
fn too_few_random_bytes_and_odd_forms_are_refused() {
    assert_eq!(CodeForm::new("", 8).unwrap().generate(3, &[1; 6]), Err(CodesRefused::TooFewBytes(0)));
    // the same bytes again make the same code, which is given out once
    assert_eq!(CodeForm::new("", 8).unwrap().generate(2, &[1; 70]), Err(CodesRefused::TooFewBytes(1)));
    assert_eq!(CodeForm::new("", 8).unwrap().generate(1, &[255; 70]), Err(CodesRefused::TooFewBytes(0)));
    assert_eq!(CodeForm::new("", 7), Err(CodesRefused::Letters));
    assert_eq!(CodeForm::new("su", 8), Err(CodesRefused::Prefix));
}
