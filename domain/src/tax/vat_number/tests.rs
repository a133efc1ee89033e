//! Numbers that companies print on their letters, and the same ones mistyped.

use super::{VatNumber, VatNumberProblem};

const VALID: &str = "ATU 142 43 102;ATU13585627;ATU 65034704;BE (0)468.561.072;BE 0202.239.951;BE413562567;BG 103873594;\
    BG 131 272 009;BG7501020018;BG8001010008;BG7111042925;CY 10246672X;CY- 10277198H;CY00632993 F;CZ 25123891;\
    CZ 60 72 77 72;CZ 710319/2745;CZ 640903926;DE - 113866163;DE 811 363 057;DE812847601;DK 10 50 32 80;\
    DK: 21599336;EE 100 931 558;EE101256753;ES - Q0818001J;ES 12345678Z;ES A-28184661;ES W4003922D;\
    ES X-1234567-L;ES Y1234567X;ES Z1234567R;ES V99218067;EL 039868210;EL 94051189;El 800 179 925;FI 02459042;\
    FI 0982651-1;FR 04409414364;FR 13 393 892 815;FR K 7399859412;FR16000063601;HU -12509403;HU13852467;\
    IE 0005306C;IE 6791517I;IE6433435IH;IE6433435OA;IE8D79739I;IE9Y71814N;IT - 01404480202;IT00743110157;\
    LT 100001354118;LT 119511515;LT290068995116;LU 10059929;Lu 19980500;LV 4000 3521 600;LV-42103048183;\
    MT 1039-6417;MT 20630321;NL 001241 643 B01;NL-8197.38.116.B.01;NL001162938B28;NL001452330B47;\
    PL 5211355116;PL 764-23-05-489;PT 500 019 720;PT 509250505;RO 11358544;RO 1630615123457;RO 573768;\
    SE 202 100-5000 01;SE 123456789701;SI 26808498;SI-89036999;SK 1078449064;SK2022193459;GB 002 4257 28;\
    GB 100 1950 75;GB 242338087388;GB GD100;GB HA501;GB GD888810003;GB HA888856782;XI 980780684;\
    NO 965 920 358 MVA;NO 987 989 297 MVA;CHE-1 76.814.97 5 MWST;CHE-107.787.577 IVA;CHE-116.046.681 TPV;\
    CHE-400.352.783 MWST";

const MISTYPED: &str = "ATU 143 43 102;ATU46080904;BE 0406.139.583;BE697449982;BG 1037735942;BG 131 172 009;CY 10246672F;\
    CY-10257074Y;CZ 25557481;CZ 640913926;CZ 7103192746;DE 125014855;DE - 266297673;DK 11 96 56 58;DK10159817;\
    EE 100 941 558;EE101256754;ES 12345678A;ES K-2814015-F;ES X1234567A;EL 094013834;EL: 094269805;\
    FR 04409414264;FR K 7399859312;FR L 7399859412;IE 4731823H;IE8D79729I;LV 40003189715;LV-10103241337;\
    SK 1078449164;SK 2030 237 945;GB 802311781;GB 001234567;GB HA888856700;FI 02459043;HU 12509404;\
    IT 01404480203;LT 119511516;LU 10059930;MT 10396418;NL 001241644B01;PL 5211355117;PT 500019721;\
    RO 11358545;SE 202100500101;SI 26808499;NO 965920359 MVA;CHE-107.787.578 MWST;HR 33392005962";

const MALFORMED: &str = "AT1 142 43 102;ATU 1515B209;BE 02A2.239.951;BE 0220,764.971;BG 10X8735941;CY-102590Z3P;CY-12259033P;\
    CZ 95123891;DE 246X595 415;DE 011125440;IE 4550C59S;IE 069385V8;IT 00687129980;LT 100001354;\
    LT 100001509922;NL 001241643801;NL 009122746B00;NL 82X569759b01;SK A078449064;SK 2010 237 945;\
    ATU 151592092;CY-1225903322;ES B-583784312;FR000076090;SE 55643359201;GB 9807806842;GB GD600;GB HA201;\
    CHE-107.787.577 ZZZ;DE;DEé";

#[test]
fn numbers_in_use_are_taken_however_they_are_written() {
    for text in VALID.split(';') {
        let text = text.replace(['(', ')'], "");
        let number = VatNumber::read(&text).unwrap_or_else(|problem| panic!("{text}: {problem}"));
        assert_eq!(VatNumber::read(number.as_str()), Ok(number.clone()), "what is kept reads back");
        assert!(serde_json::from_value::<VatNumber>(serde_json::json!(text)).is_ok_and(|again| again == number));
    }
}

#[test]
fn every_country_of_the_union_and_its_neighbours_is_among_them() {
    let seen: std::collections::BTreeSet<&str> = VALID
        .split(';')
        .map(|text| &text.trim()[..2])
        .map(|prefix| if prefix == "El" { "EL" } else { prefix })
        .collect();
    for prefix in "AT BE BG CY CZ DE DK EE EL ES FI FR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB XI NO CH".split(' ')
    {
        assert!(seen.contains(prefix), "{prefix}");
    }
    assert!(VatNumber::read("HR 33392005961").is_ok(), "Croatia's check digit stands in ISO 7064");
}

#[test]
fn a_mistyped_number_is_told_from_one_of_the_wrong_form() {
    for text in MISTYPED.split(';') {
        assert_eq!(VatNumber::read(text), Err(VatNumberProblem::WrongCheckDigits), "{text}");
    }
    for text in MALFORMED.split(';') {
        assert_eq!(VatNumber::read(text), Err(VatNumberProblem::Malformed), "{text}");
    }
    for text in ["QQ 124567", "US 12345678", ""] {
        assert_eq!(VatNumber::read(text), Err(VatNumberProblem::UnknownCountry), "{text}");
    }
}

#[test]
fn greece_and_northern_ireland_have_letters_of_their_own() {
    assert_eq!(VatNumber::read("EL 094501040").unwrap().country(), "GR");
    assert_eq!(VatNumber::read("xi 980780684").unwrap().country(), "XI");
    assert_eq!(VatNumber::read("CHE-107.787.577 IVA").unwrap().prefix(), "CH");
    assert!(VatNumber::read("GR 094501040").is_err(), "the prefix is EL");
}
