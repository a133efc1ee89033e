//! The pages, one file each: a question in the address, an answer in a frame.

pub mod cart;
pub mod checkout;
mod checkout_delivery;
mod checkout_details;
pub mod checkout_review;
pub mod confirmation;
pub mod head;
pub mod home;
pub mod landing;
pub mod not_found;
pub mod operator;
pub mod order;
pub mod orders;
pub mod product;
mod product_buy;
mod product_facts;
pub mod product_offers;
pub mod search;
pub mod search_filters;
pub mod stores;
pub mod trouble;
pub mod wallet;
