//! How the house sends its own goods: methods and what they cost, what may go where, when it arrives, into which parcels it
//! goes, and which carrier takes them.

pub mod assignment;
pub mod dates;
pub mod method;
pub mod packing;
pub mod parcel;
pub mod place;
pub mod restriction;

#[cfg(test)]
mod tests;

pub use self::{
    assignment::{CarrierOffer, Choice, Rule, Wanted, choose},
    dates::{Calendar, Dispatch, Weekdays},
    method::{Basket, Method, MethodOffer, NotOffered, Price, Tariff, offers},
    packing::{Carton, Packed, PackingProblem, Piece, pack},
    parcel::{Parcel, ParcelProblem},
    place::{Area, Place, Region},
    restriction::{Goods, Kind, Restriction, Stopped},
};
