//! Coupons: issuing one, and what was issued and used.

use clap::Subcommand;
use domain::{
    coupon::{Coupon, CouponSize, IssuedCoupon},
    money::{Currency, Money},
    time::{Date, Timestamp},
};
use serde_json::json;
use store::{Store, coupons};

use super::Form;
use crate::start::StartError;

/// Issues coupons and shows those that were issued
#[derive(Clone, Debug, clap::Args)]
pub struct Options {
    #[command(subcommand)]
    command: Option<What>,
    #[command(flatten)]
    form: Form,
}

#[derive(Clone, Debug, Subcommand)]
enum What {
    /// Issues a coupon
    Add(New),
    /// The coupons that were issued, with how often they are used
    List,
}

#[derive(Clone, Debug, clap::Args)]
struct New {
    /// What shoppers type: 3 to 32 letters, digits and hyphens
    code: String,
    /// A share of the goods in percent, such as 10 or 12.5
    #[arg(long, required_unless_present = "amount", conflicts_with = "amount", value_parser = percent)]
    percent: Option<u32>,
    /// The most that the percentage may come to
    #[arg(long, requires = "percent")]
    cap: Option<String>,
    /// An amount, such as 5.00
    #[arg(long)]
    amount: Option<String>,
    /// The currency of all amounts; who pays in another gets them at the rate of the day
    #[arg(long, default_value = "EUR")]
    currency: Currency,
    /// What the goods of a cart must come to
    #[arg(long)]
    smallest_cart: Option<String>,
    /// The first day it counts, such as 2026-11-21 (UTC); today where none is named
    #[arg(long, value_parser = day)]
    from: Option<Date>,
    /// The last day it counts; for ever where none is named
    #[arg(long, value_parser = day)]
    until: Option<Date>,
    /// How many orders may use it in all
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    limit: Option<u32>,
    /// How many orders of one shopper may use it
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..))]
    each: Option<u32>,
}

/// Issues a coupon or prints them all; says whether what was asked for came about.
pub(super) async fn run(store: &Store, options: &Options) -> Result<bool, StartError> {
    match options.command.as_ref().unwrap_or(&What::List) {
        What::Add(new) => add(store, new, options.form).await,
        What::List => list(store, options.form).await,
    }
}

async fn add(store: &Store, new: &New, form: Form) -> Result<bool, StartError> {
    let issued = issued(new, connectors::now())?;
    let code = issued.coupon.code.clone();
    let added =
        store.write(move |tx| Box::pin(async move { coupons::issue(tx, &issued, connectors::now()).await })).await?;
    if form.json {
        println!("{}", json!({ "code": code.as_str(), "issued": added }));
    } else if added {
        println!("{code} is issued.");
    } else {
        println!("{code} was issued before; nothing is changed.");
    }
    Ok(added)
}

async fn list(store: &Store, form: Form) -> Result<bool, StartError> {
    let all = coupons::list(store.reader()).await?;
    if form.json {
        println!("{}", json!({ "coupons": all }));
        return Ok(true);
    }
    for issued in &all {
        let coupon = &issued.coupon;
        let limit = issued.limit.map_or_else(String::new, |limit| format!(" of {limit}"));
        let until = coupon.valid_until.map_or_else(String::new, |until| format!(" to {}", until.rfc3339()));
        println!(
            "{}  {}  used {}{limit}  from {}{until}",
            coupon.code,
            size(coupon),
            issued.uses,
            coupon.valid_from.rfc3339()
        );
    }
    println!("{} coupons.", all.len());
    Ok(true)
}

fn size(coupon: &Coupon) -> String {
    match coupon.size {
        CouponSize::Amount { amount } => amount.to_string(),
        CouponSize::Points { points, cap } => {
            let cap = cap.map_or_else(String::new, |cap| format!(", at most {cap}"));
            format!("{}.{:02} %{cap}", points / 100, points % 100)
        }
    }
}

fn issued(new: &New, now: Timestamp) -> Result<IssuedCoupon, StartError> {
    let money = |text: &Option<String>| -> Result<Option<Money>, StartError> {
        let Some(text) = text else { return Ok(None) };
        let money = Money::from_decimal(text, new.currency)?;
        if money.minor > 0 { Ok(Some(money)) } else { Err(format!("{text} is no amount above nothing").into()) }
    };
    let size = match (new.percent, money(&new.amount)?) {
        (Some(points), _) => CouponSize::Points { points, cap: money(&new.cap)? },
        (None, Some(amount)) => CouponSize::Amount { amount },
        (None, None) => return Err("a percentage or an amount is wanted".into()),
    };
    let begin = |day: Date| Timestamp(day.days() * Timestamp::DAY);
    let valid_from = new.from.map_or_else(|| begin(now.date()), begin);
    let valid_until = new.until.map(|last| begin(last).plus(Timestamp::DAY));
    if valid_until.is_some_and(|until| until <= valid_from) {
        return Err("it would end before it begins".into());
    }
    let code = new.code.trim().to_ascii_uppercase().parse()?;
    let coupon = Coupon { code, size, smallest_cart: money(&new.smallest_cart)?, valid_from, valid_until };
    Ok(IssuedCoupon { coupon, limit: new.limit, limit_each: new.each, uses: 0 })
}

/// Basis points of a text such as `12.5`.
fn percent(text: &str) -> Result<u32, String> {
    let hundredths = Money::from_decimal(text, Currency::Eur).map_err(|error| error.to_string())?.minor;
    match u32::try_from(hundredths) {
        Ok(points @ 1..=10_000) => Ok(points),
        _ => Err("a percentage above 0 and up to 100 is wanted".to_owned()),
    }
}

/// A day such as `2026-11-21`.
fn day(text: &str) -> Result<Date, String> {
    let mut numbers = text.splitn(3, '-').map(str::parse::<u16>);
    let day = match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(Ok(year)), Some(Ok(month @ 1..=12)), Some(Ok(day @ 1..=31))) => {
            Date { year: i32::from(year), month: month as u8, day: day as u8 }
        }
        _ => return Err("a day such as 2026-11-21 is wanted".to_owned()),
    };
    // There is no 30th of February.
    if Date::from_days(day.days()) == day { Ok(day) } else { Err("there is no such day".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_and_days_are_read_as_written() {
        assert_eq!((percent("12.5"), percent("100")), (Ok(1_250), Ok(10_000)));
        assert!(["0", "100.01", "-5", "ten"].into_iter().all(|wrong| percent(wrong).is_err()));
        assert_eq!(day("2026-11-21").map(|day| day.to_string()), Ok("2026-11-21".to_owned()));
        assert!(["2026-02-30", "2026-13-01", "21.11.2026", ""].into_iter().all(|wrong| day(wrong).is_err()));
    }
}
