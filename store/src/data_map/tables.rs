//! Every table, in the order in which a person can be erased from them: whoever refers to a row goes before it.

use super::{
    Erased::{Blanked, Deleted, Untouched},
    Kept::{BlankedAfter, Days, ForGood, WithAccount, WithOrder},
    Table,
};

/// Whose a row is that names an account.
const OF_ACCOUNT: Option<&str> = Some("user_id = {user}");
/// Whose a row is that names a visitor.
const OF_VISITOR: Option<&str> = Some("visitor = {visitor}");
/// Whose a row is that names an order.
const OF_ORDER: Option<&str> = Some("order_number IN ({orders})");
/// Whose a row is that names a wallet.
const OF_WALLET: Option<&str> = Some("wallet IN (SELECT id FROM wallet WHERE visitor = {visitor} OR user_id = {user})");
/// Whose a mail is: one about an order of theirs, or to an address of theirs.
const MAILS: &str = "substr(key, 1, 12) IN ({orders}) OR recipient IN ({mails})";
/// Whose a piece of later work is: it sends such a mail, or is told an address of theirs.
const JOBS: &str = "kind = 'mail' AND payload IN (SELECT id FROM message \
                    WHERE substr(key, 1, 12) IN ({orders}) OR recipient IN ({mails})) \
                    OR EXISTS (SELECT 1 FROM ({mails}) m WHERE replace(payload, m.email, '') <> payload) \
                    OR payload IN (SELECT id FROM phone_code WHERE user_id = {user})";
/// Whose a message of a gateway is: it names an order or a top-up of theirs.
const NOTICES: &str = "EXISTS (SELECT 1 FROM \"order\" o WHERE o.number IN ({orders}) \
                       AND inbox.body LIKE '%' || o.number || '%') \
                       OR EXISTS (SELECT 1 FROM top_up t JOIN wallet w ON w.id = t.wallet \
                       WHERE (w.visitor = {visitor} OR w.user_id = {user}) AND inbox.body LIKE '%' || t.id || '%')";

/// The personal part of an order's details.
const NO_DETAILS: &str = "'{\"email\":\"\",\"name\":\"\",\"street\":\"\",\"extra\":\"\",\"postcode\":\"\",\"city\":\"\",\
                          \"country\":\"\",\"phone\":\"\"}'";
/// A digest that is the digest of nothing anybody holds.
const NO_DIGEST: &str = "'0000000000000000000000000000000000000000000000000000000000000000'";

/// How long invoices are kept: ten years from the end of their year.
const PAPER_DAYS: u32 = 11 * 365 + 3;

const LEDGER: &str = "books are kept; they hold amounts and numbers of orders and wallets, no names";
const SHOP: &str = "the shop's own";
const NOBODYS: Table = Table {
    name: "",
    whose: None,
    personal: "",
    pseudonymous: "",
    plain: "",
    withheld: "",
    erased: Untouched,
    kept: ForGood(SHOP),
};
/// A list that somebody with an account keeps.
const OWN_LIST: Table = Table { whose: OF_ACCOUNT, erased: Deleted, kept: WithAccount, ..NOBODYS };

/// All tables.
pub const TABLES: &[Table] = &[
    // What somebody tells of themselves.
    Table {
        name: "address",
        personal: "name street extra postcode city country phone",
        pseudonymous: "id user_id",
        plain: "chosen created_at updated_at",
        withheld: "id user_id",
        ..OWN_LIST
    },
    Table {
        name: "preference",
        personal: "language currency country theme delivery sizes keeps_searches",
        pseudonymous: "user_id",
        plain: "updated_at",
        withheld: "user_id",
        ..OWN_LIST
    },
    Table {
        name: "marketplace_preference",
        personal: "marketplace stance",
        pseudonymous: "user_id",
        withheld: "user_id",
        ..OWN_LIST
    },
    Table {
        name: "past_search",
        personal: "text times searched_at",
        pseudonymous: "id user_id",
        withheld: "id user_id",
        kept: Days { days: 365, since: "searched_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "saved_product",
        personal: "marketplace product saved_at",
        pseudonymous: "user_id",
        withheld: "user_id",
        ..OWN_LIST
    },
    Table {
        name: "customer_group_member",
        personal: "group_id added_at",
        pseudonymous: "user_id",
        withheld: "user_id",
        ..OWN_LIST
    },
    // What somebody keeps for another day; a guest has it as well.
    Table {
        name: "wishlist_item",
        whose: Some("list IN (SELECT id FROM wishlist WHERE visitor = {visitor})"),
        personal: "marketplace product quantity note saved_at",
        pseudonymous: "list",
        withheld: "list",
        erased: Deleted,
        kept: Days {
            days: 365,
            since: "saved_at",
            only: "list IN (SELECT id FROM wishlist WHERE updated_at < {before} \
                   AND visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL))",
        },
        ..NOBODYS
    },
    Table {
        name: "wishlist",
        whose: OF_VISITOR,
        personal: "name hearts shared_at",
        pseudonymous: "id visitor share_digest",
        plain: "created_at updated_at",
        withheld: "id visitor share_digest",
        erased: Deleted,
        kept: Days {
            days: 365,
            since: "updated_at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL)",
        },
    },
    Table {
        name: "later_line",
        whose: OF_VISITOR,
        personal: "marketplace product variant quantity kept_at document",
        pseudonymous: "visitor relation_token",
        withheld: "visitor relation_token",
        erased: Deleted,
        kept: Days {
            days: 180,
            since: "kept_at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL)",
        },
        ..NOBODYS
    },
    Table {
        name: "saved_search",
        whose: OF_VISITOR,
        personal: "question currency known fresh saved_at",
        pseudonymous: "id visitor",
        plain: "checked_at",
        withheld: "id visitor",
        erased: Deleted,
        kept: Days {
            days: 365,
            since: "saved_at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL)",
        },
    },
    Table {
        name: "product_alert",
        whose: Some("visitor = {visitor} OR user_id = {user} OR email IN ({mails})"),
        personal: "email language kind marketplace product currency target reference available told confirmed_at \
                   created_at expires_at",
        pseudonymous: "id visitor user_id",
        plain: "checked_at",
        withheld: "id visitor user_id",
        erased: Deleted,
        kept: Days { days: 91, since: "created_at", only: "" },
    },
    Table {
        name: "notification_preference",
        personal: "topic channel wanted changed_at",
        pseudonymous: "user_id",
        withheld: "user_id",
        ..OWN_LIST
    },
    Table {
        name: "saved_payment_method",
        personal: "label",
        pseudonymous: "id user_id token",
        plain: "gateway created_at kept_at",
        withheld: "id user_id token",
        ..OWN_LIST
    },
    Table {
        name: "consent_given",
        whose: OF_VISITOR,
        personal: "purpose given text_version language at",
        pseudonymous: "id visitor",
        withheld: "id visitor",
        erased: Deleted,
        kept: Days {
            days: 3 * 365,
            since: "at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL)",
        },
        ..NOBODYS
    },
    Table {
        name: "match_vote",
        whose: OF_VISITOR,
        personal: "shown other at",
        pseudonymous: "visitor household",
        withheld: "visitor household",
        erased: Deleted,
        kept: Days { days: 2 * 365, since: "at", only: "" },
        ..NOBODYS
    },
    Table {
        name: "behaviour_event",
        whose: OF_VISITOR,
        personal: "kind about at",
        pseudonymous: "id visitor",
        withheld: "id visitor",
        erased: Deleted,
        kept: Days { days: 180, since: "at", only: "" },
        ..NOBODYS
    },
    Table {
        name: "unwanted_suggestion",
        whose: OF_VISITOR,
        personal: "product at",
        pseudonymous: "visitor",
        withheld: "visitor",
        erased: Deleted,
        kept: Days { days: 180, since: "at", only: "" },
        ..NOBODYS
    },
    Table {
        name: "counterfeit_report",
        whose: OF_VISITOR,
        personal: "words",
        pseudonymous: "id visitor",
        plain: "marketplace product reason at settled_at",
        withheld: "id visitor",
        erased: Blanked(&[("visitor", "{fresh}"), ("words", "''")]),
        kept: Days { days: 365, since: "at", only: "" },
    },
    Table { name: "blocked_goods", plain: "marketplace product at", ..NOBODYS },
    Table { name: "erasure", personal: "asked_at due_at", pseudonymous: "user_id", withheld: "user_id", ..OWN_LIST },
    Table {
        name: "ai_prompt",
        personal: "prompt_text response_json",
        pseudonymous: "id user_id",
        plain: "created_at",
        withheld: "id user_id",
        kept: Days { days: 365, since: "created_at", only: "" },
        ..OWN_LIST
    },
    // What somebody says of goods: theirs alone, so it goes with them, and answers to their questions go with the questions.
    Table {
        name: "answer",
        personal: "author text language note",
        pseudonymous: "id question user_id",
        plain: "by_shop standing doubts refusal changed_at",
        withheld: "id question user_id",
        ..OWN_LIST
    },
    Table {
        name: "question",
        personal: "author text language note",
        pseudonymous: "id user_id",
        plain: "marketplace product standing doubts refusal changed_at",
        withheld: "id user_id",
        ..OWN_LIST
    },
    Table {
        name: "review_picture",
        whose: Some("review IN (SELECT id FROM review WHERE user_id = {user})"),
        pseudonymous: "review address",
        plain: "place",
        withheld: "review",
        ..OWN_LIST
    },
    Table {
        name: "review_vote",
        whose: OF_VISITOR,
        personal: "kind at",
        pseudonymous: "review visitor",
        withheld: "review visitor",
        erased: Deleted,
        kept: ForGood("a vote that nobody gives twice; goes with the person"),
        ..NOBODYS
    },
    Table {
        name: "review",
        personal: "author stars title text language bought reply note",
        pseudonymous: "id user_id",
        plain: "marketplace product standing doubts refusal replied_at written_at changed_at",
        withheld: "id user_id",
        ..OWN_LIST
    },
    // The work of sending mails and texts.
    Table {
        name: "job",
        whose: Some(JOBS),
        personal: "payload",
        pseudonymous: "id key",
        plain: "kind attempts next_at lease_until fence problem created_at done_at dead_at",
        withheld: "id key payload attempts next_at lease_until fence problem kind created_at done_at dead_at",
        erased: Deleted,
        kept: Days { days: 30, since: "done_at", only: "" },
    },
    // Where somebody is signed in, and what shows that it is them.
    Table {
        name: "session",
        personal: "agent created_at authenticated_at seen_at",
        pseudonymous: "digest key user_id device acting_by",
        plain: "method strong idle ends_at",
        withheld: "digest key user_id device acting_by",
        kept: Days { days: 1, since: "ends_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "account_token",
        personal: "email document",
        pseudonymous: "digest user_id device",
        plain: "kind created_at expires_at used_at voided_at",
        withheld: "digest user_id device document",
        whose: Some("user_id = {user} OR email IN ({mails})"),
        kept: Days { days: 7, since: "expires_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "known_device",
        personal: "first_seen_at last_seen_at",
        pseudonymous: "user_id device",
        withheld: "user_id device",
        kept: Days { days: 365, since: "last_seen_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "throttle",
        pseudonymous: "name",
        plain: "failures last_at next_at",
        kept: Days { days: 2, since: "last_at", only: "" },
        ..NOBODYS
    },
    Table {
        name: "security_event",
        personal: "kind agent at",
        pseudonymous: "id user_id",
        withheld: "id user_id",
        kept: Days { days: 365, since: "at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "totp",
        personal: "secret",
        pseudonymous: "user_id",
        plain: "confirmed_at last_step created_at",
        withheld: "user_id secret last_step",
        ..OWN_LIST
    },
    Table {
        name: "backup_code",
        personal: "hash",
        pseudonymous: "user_id",
        plain: "created_at used_at",
        withheld: "user_id hash",
        ..OWN_LIST
    },
    Table { name: "factor_miss", pseudonymous: "user_id", plain: "misses wait_until", withheld: "user_id", ..OWN_LIST },
    Table {
        name: "passkey",
        personal: "name credential",
        pseudonymous: "id user_id credential_id",
        plain: "created_at last_used_at",
        withheld: "id user_id credential_id credential",
        ..OWN_LIST
    },
    Table {
        name: "ceremony",
        personal: "state",
        pseudonymous: "id user_id",
        plain: "kind tries created_at expires_at",
        withheld: "id user_id state",
        kept: Days { days: 1, since: "expires_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "phone_code",
        personal: "phone_number message",
        pseudonymous: "id user_id hash",
        plain: "tries created_at expires_at used_at",
        withheld: "id user_id hash message",
        kept: Days { days: 7, since: "expires_at", only: "" },
        ..OWN_LIST
    },
    Table {
        name: "upload",
        personal: "bytes",
        pseudonymous: "id user_id",
        plain: "kind content_type created_at",
        withheld: "id user_id",
        ..OWN_LIST
    },
    Table {
        name: "upload_count",
        pseudonymous: "user_id",
        plain: "day number",
        withheld: "user_id day number",
        ..OWN_LIST
    },
    // Mails.
    Table {
        name: "message",
        whose: Some(MAILS),
        personal: "recipient subject text html",
        pseudonymous: "id key",
        plain: "language attempts next_at lease_until created_at sent_at",
        withheld: "id key text html attempts next_at lease_until",
        erased: Deleted,
        kept: Days { days: 90, since: "created_at", only: "sent_at IS NOT NULL" },
    },
    Table {
        name: "inbox",
        whose: Some(NOTICES),
        personal: "body",
        pseudonymous: "event_id",
        plain: "provider received_at handled_at",
        withheld: "event_id body",
        erased: Blanked(&[("body", "''")]),
        kept: BlankedAfter { days: 90, since: "handled_at", only: "body <> ''" },
    },
    // Carts and checkouts.
    Table {
        name: "cart_item",
        whose: OF_VISITOR,
        personal: "marketplace product variant quantity added_at document",
        pseudonymous: "visitor relation_token",
        plain: "position",
        withheld: "visitor relation_token",
        erased: Deleted,
        kept: Days {
            days: 90,
            since: "added_at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL) \
                   AND visitor IN (SELECT visitor FROM cart WHERE updated_at < {before})",
        },
    },
    Table {
        name: "cart_before",
        whose: OF_VISITOR,
        personal: "lines delivery",
        pseudonymous: "visitor",
        plain: "version kept_at",
        withheld: "visitor version",
        erased: Deleted,
        kept: Days { days: 30, since: "kept_at", only: "" },
    },
    Table {
        name: "cart",
        whose: Some("visitor = {visitor} OR user_id = {user}"),
        personal: "removed",
        pseudonymous: "visitor user_id",
        plain: "version currency updated_at",
        withheld: "visitor user_id version",
        erased: Deleted,
        kept: Days {
            days: 90,
            since: "updated_at",
            only: "visitor NOT IN (SELECT visitor FROM \"user\" WHERE visitor IS NOT NULL)",
        },
    },
    Table {
        name: "checkout",
        whose: OF_VISITOR,
        personal: "draft",
        pseudonymous: "visitor",
        plain: "updated_at",
        withheld: "visitor",
        erased: Deleted,
        kept: Days { days: 30, since: "updated_at", only: "" },
    },
    // Orders: amounts stay, persons go.
    Table {
        name: "consent",
        whose: OF_VISITOR,
        pseudonymous: "visitor validation order_number",
        plain: "created_at",
        withheld: "visitor validation",
        erased: Deleted,
        kept: Days { days: super::ORDER_DAYS, since: "created_at", only: "" },
        ..NOBODYS
    },
    Table {
        name: "tracking_event",
        whose: OF_ORDER,
        personal: "note external_id",
        pseudonymous: "order_number",
        plain: "part progress at",
        withheld: "external_id",
        erased: Blanked(&[("note", "''")]),
        kept: WithOrder,
    },
    Table {
        name: "coupon_shopper",
        whose: Some("shopper = {visitor} OR shopper IN (SELECT mail FROM coupon_use WHERE order_number IN ({orders}))"),
        pseudonymous: "shopper",
        plain: "code uses",
        withheld: "shopper",
        personal: "",
        erased: Deleted,
        kept: ForGood("how often somebody used a coupon, by digest; goes with the person"),
    },
    Table {
        name: "coupon_use",
        whose: OF_ORDER,
        pseudonymous: "order_number visitor mail",
        plain: "code amount currency state created_at released_at",
        withheld: "visitor mail",
        personal: "",
        erased: Blanked(&[("visitor", "{fresh}"), ("mail", NO_DIGEST)]),
        kept: WithOrder,
    },
    Table {
        name: "promotion_use",
        whose: OF_ORDER,
        pseudonymous: "order_number",
        plain: "promotion amount currency",
        withheld: "",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "coupon",
        plain: "code kind points amount currency smallest_cart valid_from valid_until most_uses most_each uses created_at",
        ..NOBODYS
    },
    Table {
        name: "order_item",
        whose: OF_ORDER,
        pseudonymous: "order_number",
        plain: "part position marketplace product variant quantity price currency document",
        withheld: "",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "refund",
        whose: OF_ORDER,
        pseudonymous: "order_number id",
        plain: "part amount currency reason state created_at updated_at",
        withheld: "id",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "marketplace_order",
        whose: OF_ORDER,
        personal: "session request shipments handle",
        pseudonymous: "order_number marketplace_order_ids",
        plain: "discount part marketplace state refusal own own_total own_currency shown shown_total shown_currency rate progress \
                delivery_title arrives_by next_poll_at",
        withheld: "session handle rate own shown next_poll_at",
        erased: Blanked(&[
            ("session", "'null'"),
            ("request", "'null'"),
            ("shipments", "'[]'"),
            ("handle", "NULL"),
            ("next_poll_at", "NULL"),
        ]),
        kept: WithOrder,
    },
    Table {
        name: "payment",
        whose: OF_ORDER,
        personal: "page_url",
        pseudonymous: "order_number session reference saved_method",
        plain: "gateway status amount held captured released refunded currency method created_at updated_at",
        withheld: "session page_url saved_method",
        erased: Blanked(&[("page_url", "NULL"), ("saved_method", "NULL")]),
        kept: WithOrder,
    },
    Table {
        name: "surplus_payment",
        whose: OF_ORDER,
        pseudonymous: "order_number reference",
        plain: "amount currency state created_at updated_at",
        withheld: "",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "alert",
        pseudonymous: "id order_number",
        plain: "about created_at resolved_at",
        kept: ForGood("what a person had to look at; it names orders, no names"),
        ..NOBODYS
    },
    Table {
        name: "effect",
        pseudonymous: "id order_number key",
        plain: "kind payload attempts next_at lease_owner lease_until fence done_at",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table {
        name: "saga",
        pseudonymous: "order_number",
        plain: "state version phase updated_at",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table {
        name: "wallet_hold",
        whose: OF_WALLET,
        pseudonymous: "order_number wallet",
        plain: "amount currency taken state created_at resolved_at",
        withheld: "wallet",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "top_up",
        whose: OF_WALLET,
        personal: "page_url",
        pseudonymous: "id wallet session reference",
        plain: "gateway amount currency state created_at updated_at",
        withheld: "wallet session page_url",
        erased: Blanked(&[("page_url", "NULL")]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "wallet_balance",
        whose: OF_WALLET,
        pseudonymous: "wallet",
        plain: "currency available held",
        withheld: "wallet",
        personal: "",
        erased: Blanked(&[]),
        kept: ForGood(LEDGER),
    },
    Table {
        name: "ledger_entry",
        pseudonymous: "transaction_id account",
        plain: "position amount currency",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table {
        name: "ledger_transaction",
        pseudonymous: "id order_number key",
        plain: "reason created_at",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table {
        name: "wallet",
        whose: Some("visitor = {visitor} OR user_id = {user}"),
        pseudonymous: "id visitor user_id",
        plain: "created_at",
        withheld: "id visitor user_id",
        personal: "",
        erased: Blanked(&[("visitor", "{fresh}"), ("user_id", "NULL")]),
        kept: ForGood(LEDGER),
    },
    // An invoice is kept as it is, with the buyer's name, for as long as books are; a receipt holds no name.
    Table {
        name: "paper",
        whose: OF_ORDER,
        personal: "document",
        pseudonymous: "order_number refund",
        plain: "issuer kind year serial part total currency issued_at",
        withheld: "refund",
        erased: Blanked(&[]),
        kept: Days { days: PAPER_DAYS, since: "issued_at", only: "" },
    },
    Table {
        name: "paper_series",
        plain: "issuer kind year last",
        kept: ForGood("how far numbers of papers have come; a gap would have to be explained"),
        ..NOBODYS
    },
    Table {
        name: "order",
        whose: Some("visitor = {visitor} OR user_id = {user} OR number IN ({orders})"),
        personal: "email details",
        pseudonymous: "number visitor user_id authentication_token validation_token relation_token",
        plain: "locale total_amount currency status policy phase created_at updated_at",
        withheld: "visitor user_id authentication_token validation_token relation_token",
        erased: Blanked(&[
            ("email", "''"),
            ("details", NO_DETAILS),
            ("visitor", "{fresh}"),
            ("user_id", "NULL"),
            ("authentication_token", NO_DIGEST),
            ("validation_token", NO_DIGEST),
        ]),
        kept: WithOrder,
    },
    // What is done behind the counter.
    Table {
        name: "invitation",
        whose: Some("email IN ({mails})"),
        personal: "email",
        pseudonymous: "id digest invited_by",
        plain: "role created_at expires_at accepted_at withdrawn_at",
        withheld: "id digest invited_by",
        erased: Deleted,
        kept: Days { days: 90, since: "expires_at", only: "" },
    },
    Table {
        name: "audit_entry",
        pseudonymous: "actor subject",
        plain: "number at action was became digest",
        kept: ForGood("the log only grows; it names people by a pseudonym that leads nowhere once they are erased"),
        ..NOBODYS
    },
    Table { name: "notice", plain: "id texts created_at ended_at", ..NOBODYS },
    Table { name: "audit_head", plain: "number digest at signature", ..NOBODYS },
    Table { name: "role", plain: "word name created_at updated_at", ..NOBODYS },
    Table { name: "role_permission", plain: "role permission", ..NOBODYS },
    Table {
        name: "api_key",
        pseudonymous: "made_by",
        plain: "id name digest former_digest former_until permissions created_at rotated_at expires_at used_at withdrawn_at",
        ..NOBODYS
    },
    // By these, and by their row, a person's mails are known.
    Table {
        name: "external_identity",
        personal: "email subject",
        pseudonymous: "user_id",
        plain: "provider created_at last_used_at",
        withheld: "user_id",
        ..OWN_LIST
    },
    // The person, when nothing refers to them any more; their pseudonym goes with them.
    Table {
        name: "user",
        whose: Some("id = {user}"),
        personal: "username email phone_number first_name last_name date_joined last_login locale email_verified_at \
                   phone_verified_at",
        pseudonymous: "id visitor pseudonym",
        plain: "password_hash password_short password_changed_at wallet_balance wallet_currency role suspended_at erased_at",
        withheld: "id visitor pseudonym password_hash password_short erased_at",
        erased: Deleted,
        kept: WithAccount,
    },
    // Goods, prices and the shop's own work: nobody's.
    Table {
        name: "marketplace",
        plain: "id name description api_base_url api_key_sealed active logo colour_light colour_dark rating mode protocol \
                currency capabilities terms relation_token",
        ..NOBODYS
    },
    Table {
        name: "product",
        plain: "marketplace external_id relation_token title description price currency image_url product_url category \
                available created_at rating rating_count gtin observed_at search_text document told matched",
        ..NOBODYS
    },
    Table {
        name: "price_seen",
        plain: "marketplace external_id seen_at seen_until price currency list_price fell_from",
        kept: Days {
            days: 400,
            since: "seen_at",
            only: "EXISTS (SELECT 1 FROM price_seen later WHERE later.marketplace = price_seen.marketplace \
                   AND later.external_id = price_seen.external_id AND later.seen_at > price_seen.seen_at)",
        },
        ..NOBODYS
    },
    Table { name: "match_key", plain: "key listing", ..NOBODYS },
    Table { name: "relation_forward", plain: "token kept since", ..NOBODYS },
    Table {
        name: "match_pair",
        plain: "one other confidence reasons state votes created_at updated_at decided_at",
        ..NOBODYS
    },
    Table { name: "house_product", plain: "external_id document search_text category active", ..NOBODYS },
    Table { name: "house_stock", plain: "variant product on_hand reserved", ..NOBODYS },
    Table { name: "reservation", pseudonymous: "reference", plain: "variant quantity state created_at", ..NOBODYS },
    Table { name: "rate_table", plain: "dated base rates", ..NOBODYS },
    Table { name: "promotion", plain: "id terms valid_from valid_until created_at ended_at", ..NOBODYS },
    Table { name: "customer_group", plain: "id name created_at", ..NOBODYS },
    Table { name: "synonym", plain: "id words created_at", ..NOBODYS },
    Table {
        name: "search_term",
        plain: "day text asked empty found",
        kept: Days { days: 90, since: "day", only: "" },
        ..NOBODYS
    },
    Table { name: "product_film", plain: "marketplace product address poster alt", ..NOBODYS },
    Table { name: "cut_off", plain: "marketplace minutes", ..NOBODYS },
    Table {
        name: "reconciliation",
        plain: "id started_at ended_at payments orders parts unanswered",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table {
        name: "finding",
        pseudonymous: "order_number key subject",
        plain: "id kind detail state times alert_id reconciliation_id first_seen_at last_seen_at",
        kept: ForGood(LEDGER),
        ..NOBODYS
    },
    Table { name: "seaql_migrations", plain: "version applied_at", ..NOBODYS },
];
