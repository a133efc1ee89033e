//! Addresses that somebody keeps: checked as the checkout checks them, without the mail address.

use serde::{Deserialize, Serialize};

use crate::{
    checkout::{Details, DetailsForm, FieldProblem},
    ids::AddressId,
};

/// How many addresses somebody may keep.
pub const MOST_ADDRESSES: usize = 20;

/// Who receives parcels, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// Who receives the parcels.
    pub name: String,
    /// Street and number.
    pub street: String,
    /// Flat, floor, building; may be empty.
    pub extra: String,
    /// Postcode; empty where the country has none.
    pub postcode: String,
    /// Town.
    pub city: String,
    /// Country as two letters (ISO 3166-1).
    pub country: String,
    /// Telephone for the carrier; may be empty.
    pub phone: String,
}

/// An address in somebody's list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptAddress {
    /// Its id.
    pub id: AddressId,
    /// The address.
    pub address: Address,
    /// Whether it is the one that is offered first.
    pub chosen: bool,
}

impl Address {
    /// Reads an address out of a form; the mail address in it does not matter.
    ///
    /// # Errors
    /// With one entry per field that is missing, too long or implausible.
    pub fn read(form: &DetailsForm) -> Result<Self, Vec<FieldProblem>> {
        let Details { name, street, extra, postcode, city, country, phone, .. } = form.check_address()?;
        Ok(Self { name, street, extra, postcode, city, country, phone })
    }

    /// The form of a checkout that delivers here.
    pub fn form(&self, email: &str) -> DetailsForm {
        let Self { name, street, extra, postcode, city, country, phone } = self.clone();
        DetailsForm { email: email.to_owned(), name, street, extra, postcode, city, country, phone }
    }

    /// Street, the rest of it, postcode and town, without what is empty.
    pub fn lines(&self) -> Vec<String> {
        let place = format!("{} {}", self.postcode, self.city);
        let lines = [self.street.clone(), self.extra.clone(), place.trim().to_owned()];
        lines.into_iter().filter(|line| !line.is_empty()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_needs_no_mail_address_and_goes_into_a_checkout_as_it_is() {
        let form = DetailsForm {
            name: "Amira".into(),
            street: "Rua da Prata 12".into(),
            postcode: "1100-419".into(),
            city: "Lisboa".into(),
            country: "pt".into(),
            ..DetailsForm::default()
        };
        let address = Address::read(&form).unwrap();
        assert_eq!(address.lines(), ["Rua da Prata 12", "1100-419 Lisboa"]);
        assert!(address.form("amira@example.org").check().is_ok());
        let elsewhere = DetailsForm { country: "DE".into(), ..form };
        let problems = Address::read(&elsewhere).unwrap_err();
        assert_eq!(problems.iter().map(|problem| problem.field.as_str()).collect::<Vec<_>>(), ["postcode"]);
    }
}
