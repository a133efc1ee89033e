//! What is asked of the payment gateway for an order: take, set free, give back.

use connectors::payments::{Captured, GatewayError};
use domain::{
    ids::{OrderNumber, RefundId},
    money::Money,
    saga::Event,
};

use crate::{
    ServiceError, Shop,
    carrying_out::{Came, Learned},
};

impl Shop {
    pub(crate) async fn capture(
        &self,
        order: &OrderNumber,
        reference: &str,
        amount: Money,
        tries: u32,
    ) -> Result<Came, ServiceError> {
        store::fault_point!("capturing");
        let gateway = self.gateway_of(order).await?;
        let captured = gateway.capture(reference, amount, &format!("{order}:capture")).await;
        store::fault_point!("captured");
        Ok(match captured {
            Ok(Captured { amount, fee }) => Came::Heard(Event::Captured { amount }, Box::new(Learned::cost(fee))),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a capture was refused; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::PaymentStuck),
        })
    }

    pub(crate) async fn release(&self, order: &OrderNumber, reference: &str, tries: u32) -> Result<Came, ServiceError> {
        store::fault_point!("releasing");
        let gateway = self.gateway_of(order).await?;
        let released = gateway.release(reference, &format!("{order}:release:{reference}")).await;
        store::fault_point!("released");
        Ok(match released {
            Ok(()) => Came::heard(Event::Released),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a release was refused; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::PaymentStuck),
        })
    }

    /// Gives a payment back that nobody asked for: releases it, or refunds it where the gateway took it already.
    pub(crate) async fn return_surplus(
        &self,
        order: &OrderNumber,
        reference: &str,
        amount: Money,
        tries: u32,
    ) -> Result<Came, ServiceError> {
        let gateway = self.gateway_of(order).await?;
        let key = format!("{order}:return:{reference}");
        store::fault_point!("returning");
        let returned = |taken| Came::heard(Event::SurplusReturned { reference: reference.to_owned(), taken });
        match gateway.release(reference, &key).await {
            Ok(()) => return Ok(returned(false)),
            Err(GatewayError::Unknown(_)) => return Ok(Came::Again),
            Err(_) => {}
        }
        let refunded = gateway.refund(reference, amount, &format!("{key}:refund")).await;
        store::fault_point!("returned");
        Ok(match refunded {
            Ok(()) => returned(true),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a second payment was neither released nor refunded; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::SurplusStuck { reference: reference.to_owned() }),
        })
    }

    /// Gives back some of what was taken.
    pub(crate) async fn give_back(
        &self,
        order: &OrderNumber,
        id: &RefundId,
        reference: &str,
        amount: Money,
        tries: u32,
    ) -> Result<Came, ServiceError> {
        let gateway = self.gateway_of(order).await?;
        store::fault_point!("refunding");
        let refunded = gateway.refund(reference, amount, &format!("{order}:refund:{id}")).await;
        store::fault_point!("refunded");
        Ok(match refunded {
            Ok(()) => Came::heard(Event::Refunded { id: id.clone() }),
            Err(GatewayError::Unknown(_)) => Came::Again,
            Err(error) if tries < 2 => {
                tracing::error!(%order, %error, "a refund was refused; once more");
                Came::Again
            }
            Err(_) => Came::heard(Event::RefundRefused { id: id.clone() }),
        })
    }
}
