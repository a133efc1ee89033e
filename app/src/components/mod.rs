//! The pieces that pages are made of. They are plain functions from data to markup; the class is the file's name.

pub mod absence_note;
pub mod assurances;
pub mod cart_screen;
pub mod consent_strip;
pub mod empty_state;
pub mod field;
pub mod frame;
pub mod gallery;
pub mod header;
pub mod incident;
pub mod marketplace;
pub mod offer_row;
pub mod order_parts;
pub mod other_ways;
pub mod pager;
pub mod picture_form;
pub mod product_card;
pub mod quantity_field;
pub mod rating;
pub mod refunds;
pub mod search_box;
pub mod timeline;
