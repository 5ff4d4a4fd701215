-- What the files of a day know at all: the invoices that are entered, who is hired, which accounts
-- are open. One invoice in twenty is entered two days late; nothing comes back, and no price is
-- corrected, before its invoice is there.
CREATE TABLE known_sales AS
SELECT DISTINCT sale FROM invoice_lines
WHERE date + CASE WHEN CAST(substr(sale, 4) AS BIGINT) % 20 = 7 THEN 2 ELSE 0 END
    <= getvariable('day');

CREATE TABLE known_people AS
SELECT person FROM people WHERE CAST(hired AS DATE) <= getvariable('day');

-- An account whose owners all begin later is not open yet; walk-ins have no owners.
CREATE TABLE known_customers AS
SELECT customer FROM customers
WHERE customer NOT IN (SELECT item FROM ownerships WHERE scope = 'customer')
    OR customer IN (
        SELECT item FROM ownerships
        WHERE scope = 'customer' AND CAST(valid_from AS DATE) <= getvariable('day')
    );

-- The last year that is planned: from November on the next one, too.
CREATE MACRO planned() AS year(getvariable('day') + 62);

-- A last day that lies ahead is not known.
CREATE MACRO ended(last) AS CASE WHEN CAST(last AS DATE) <= getvariable('day') THEN last END;
