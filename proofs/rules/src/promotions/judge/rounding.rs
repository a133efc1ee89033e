//! Rounding and splitting as plainly as they can be written.

/// Rounds a quotient to the nearest whole number, halves to the even one.
pub fn half_even(numerator: i128, denominator: i128) -> i64 {
    let (whole, rest) = (numerator / denominator, numerator % denominator);
    let up = 2 * rest > denominator || (2 * rest == denominator && whole % 2 == 1);
    (whole + i128::from(up)) as i64
}

/// Splits an amount by weights; units that are left go one by one to the largest remainder, the first of equals.
pub fn largest_remainders(amount: i64, weights: &[i64]) -> Vec<i64> {
    let whole: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    if whole == 0 {
        return vec![0; weights.len()];
    }
    let scaled = |weight: &i64| i128::from(amount) * i128::from(*weight);
    let mut shares: Vec<i64> = weights.iter().map(|weight| (scaled(weight) / whole) as i64).collect();
    let mut remainders: Vec<i128> = weights.iter().map(|weight| scaled(weight) % whole).collect();
    while shares.iter().sum::<i64>() < amount {
        let mut largest = 0;
        for at in 0..remainders.len() {
            if remainders[at] > remainders[largest] {
                largest = at;
            }
        }
        shares[largest] += 1;
        remainders[largest] = -1;
    }
    shares
}
