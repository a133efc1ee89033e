//! The practice world from the outside: real servers on free ports, talked to over HTTP.

mod client;
mod faults;
mod orders;
mod ucp;
mod webhooks;
