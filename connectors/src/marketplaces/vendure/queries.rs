//! The questions that a shop is asked. `O` and `E` are what is read of an order and of a refusal.

/// What every shop has beyond the schema, and how it may be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CustomFields {
    /// All of them at once: shops that declare none answer this.
    Whole,
    /// By the one name we know: shops that declare a trade item number answer this.
    Named,
    /// Not at all.
    Unasked,
}

impl CustomFields {
    /// What to try where a shop does not know these.
    pub fn next(self) -> Option<Self> {
        match self {
            Self::Whole => Some(Self::Named),
            Self::Named => Some(Self::Unasked),
            Self::Unasked => None,
        }
    }
}

pub const SEARCH: &str = "query Search($input: SearchInput!) { search(input: $input) { items { productId } } }";

/// Asks for `count` products by id in one question; the ids are the variables `id0`, `id1`, …
pub fn products_query(count: usize, custom: CustomFields) -> String {
    let (product, variant) = match custom {
        CustomFields::Whole => ("customFields", "customFields"),
        CustomFields::Named => ("", "customFields { gtin }"),
        CustomFields::Unasked => ("", ""),
    };
    let names: Vec<String> = (0..count).map(|number| format!("$id{number}: ID!")).collect();
    let fields: Vec<String> =
        (0..count).map(|number| format!("p{number}: product(id: $id{number}) {{ ...P }}")).collect();
    format!(
        "query Products({}) {{ {} }} \
         fragment P on Product {{ id name description assets {{ preview width }} \
         facetValues {{ name facet {{ code name }} }} collections {{ name slug }} {product} \
         variants {{ id sku name priceWithTax currencyCode stockLevel options {{ name }} featuredAsset {{ preview width }} \
         {variant} }} }}",
        names.join(", "),
        fields.join(" ")
    )
}

const ORDER: &str = "fragment O on Order { id code state active orderPlacedAt updatedAt currencyCode totalWithTax \
    shippingWithTax lines { quantity unitPriceWithTax discountedLinePriceWithTax productVariant { id } } \
    fulfillments { id state method trackingCode createdAt updatedAt } }";
const REFUSAL: &str = "fragment E on ErrorResult { errorCode message }";

/// A mutation of the active order, or a query of an order, with all that we read of one.
///
/// A fragment that an operation does not use must not be sent along.
pub fn order_query(operation: &str) -> String {
    let refusal = if operation.contains("...E") { REFUSAL } else { "" };
    format!("{operation} {ORDER} {refusal}")
}

pub const ADD: &str = "mutation Add($variant: ID!, $quantity: Int!) { addItemToOrder(productVariantId: $variant, quantity: $quantity) \
    { ...O ...E ... on InsufficientStockError { quantityAvailable } } }";
pub const CUSTOMER: &str =
    "mutation Customer($input: CreateCustomerInput!) { setCustomerForOrder(input: $input) { ...O ...E } }";
pub const ADDRESS: &str =
    "mutation Address($input: CreateAddressInput!) { setOrderShippingAddress(input: $input) { ...O ...E } }";
pub const METHODS: &str = "query Methods { eligibleShippingMethods { id code name description priceWithTax } }";
pub const SHIPPING: &str =
    "mutation Shipping($ids: [ID!]!) { setOrderShippingMethod(shippingMethodId: $ids) { ...O ...E } }";
pub const ACTIVE: &str = "query Active { activeOrder { ...O } }";
pub const BY_CODE: &str = "query ByCode($code: String!) { orderByCode(code: $code) { ...O } }";
pub const ARRANGE: &str = "mutation Arrange { transitionOrderToState(state: \"ArrangingPayment\") \
    { ...O ...E ... on OrderStateTransitionError { transitionError } } }";
pub const PAYMENTS: &str = "query Payments { eligiblePaymentMethods { code isEligible } }";
pub const PAY: &str = "mutation Pay($input: PaymentInput!) { addPaymentToOrder(input: $input) \
    { ...O ...E ... on OrderStateTransitionError { transitionError } } }";
