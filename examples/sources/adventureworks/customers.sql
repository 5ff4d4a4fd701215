-- A customer with a store is a reseller of one of three business types; one without is a person
-- buying on the web. The 635 customers that name a store and a person are the store: the person
-- is whom one talks to there.
SELECT
    customer.customer_id AS customer,
    CASE
        WHEN customer.store_id IS NULL THEN 'individual'
        ELSE 'store-' || lower(store.business_type)
    END AS customer_group,
    customer.territory_id AS territory
FROM customer
LEFT JOIN store ON store.business_entity_id = customer.store_id
