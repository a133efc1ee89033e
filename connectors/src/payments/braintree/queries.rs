//! The questions that are put to Braintree.

/// Whether anybody is there.
pub(super) const PING: &str = "query Ping { ping }";

const TRANSACTION: &str = "id orderId status createdAt amount { value currencyCode } \
    initialRequestedAuthorizationAmount { value currencyCode } \
    refunds { id orderId status amount { value currencyCode } } \
    statusHistory { status ... on ProcessorDeclinedEvent { processorResponse { legacyCode } } \
    ... on GatewayRejectedEvent { gatewayRejectionReason } }";

/// One transaction by its id.
pub(super) fn transaction() -> String {
    format!("query Transaction($id: ID!) {{ node(id: $id) {{ ... on Transaction {{ {TRANSACTION} }} }} }}")
}

/// A page of transactions.
pub(super) fn transactions() -> String {
    format!(
        "query Transactions($input: TransactionSearchInput!, $after: String) {{ search {{ \
         transactions(input: $input, first: 50, after: $after) {{ edges {{ node {{ {TRANSACTION} }} }} \
         pageInfo {{ hasNextPage endCursor }} }} }} }}"
    )
}

/// A page of refunds, with the transaction behind each.
pub(super) fn refunds() -> String {
    format!(
        "query Refunds($input: RefundSearchInput!, $after: String) {{ search {{ \
         refunds(input: $input, first: 50, after: $after) {{ edges {{ node {{ id refundedTransaction {{ {TRANSACTION} }} }} }} \
         pageInfo {{ hasNextPage endCursor }} }} }} }}"
    )
}

fn mutation(name: &str, input: &str, answer: &str) -> String {
    format!("mutation Call($input: {input}) {{ {name}(input: $input) {{ clientMutationId {answer} }} }}")
}

/// A token with which a page shows Braintree's fields.
pub(super) fn client_token() -> String {
    mutation("createClientToken", "CreateClientTokenInput", "clientToken")
}

/// Holds an amount.
pub(super) fn authorise() -> String {
    let answer = format!("transaction {{ {TRANSACTION} }}");
    mutation("authorizePaymentMethod", "AuthorizePaymentMethodInput!", &answer)
}

/// Takes an amount at once.
pub(super) fn charge() -> String {
    mutation("chargePaymentMethod", "ChargePaymentMethodInput!", &format!("transaction {{ {TRANSACTION} }}"))
}

/// Takes of a hold.
pub(super) fn capture() -> String {
    mutation("captureTransaction", "CaptureTransactionInput!", &format!("transaction {{ {TRANSACTION} }}"))
}

/// Sets a hold free.
pub(super) fn reverse() -> String {
    let answer = "reversal { ... on Transaction { id status } ... on Refund { id status } }";
    mutation("reverseTransaction", "ReverseTransactionInput!", answer)
}

/// Gives back.
pub(super) fn refund() -> String {
    let answer = "refund { id orderId status amount { value currencyCode } }";
    mutation("refundTransaction", "RefundTransactionInput!", answer)
}

/// Keeps a method.
pub(super) fn vault() -> String {
    let answer = "paymentMethod { id usage details { ... on CreditCardDetails { brandCode last4 } } }";
    mutation("vaultPaymentMethod", "VaultPaymentMethodInput!", answer)
}

/// Forgets a method.
pub(super) fn forget() -> String {
    mutation("deletePaymentMethodFromVault", "DeletePaymentMethodFromVaultInput!", "")
}
