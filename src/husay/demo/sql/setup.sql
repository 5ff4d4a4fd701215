-- Repeatable chance in whole numbers: a 32-bit mixing function with a salt for every named stream.
-- The salt is a constant by the time a query runs.
CREATE MACRO fold(x) AS xor(x, x >> 16);
CREATE MACRO stir(x) AS (fold(x) * 73244475) & 4294967295;
CREATE MACRO salt(name) AS
    CAST(md5_number_lower(getvariable('seed') || ':' || name) & 4294967295 AS BIGINT);
CREATE MACRO draw(key, name) AS fold(stir(xor(stir(stir(key & 4294967295)), salt(name))));

-- A number from 0 to `limit` - 1.
CREATE MACRO pick(key, name, "limit") AS CAST(draw(key, name) % "limit" AS INTEGER);

-- Centavos as exact pesos.
CREATE MACRO pesos(centavos) AS CAST(CAST(centavos AS DECIMAL(15, 0)) * 0.01 AS DECIMAL(18, 2));
CREATE MACRO centavos(pesos) AS CAST(pesos * 100 AS BIGINT);

-- Nothing is booked on a Sunday that need not be.
CREATE MACRO off_sunday(day) AS CAST(day + CAST(isodow(day) = 7 AS INTEGER) AS DATE);

-- How far the sliding product line's price has slid on a day, in permille of the list price.
CREATE MACRO slide(day) AS
    greatest(0, least(getvariable('slide_permille'),
        (day - getvariable('slide_from')) * getvariable('slide_permille')
            // (getvariable('slide_done') - getvariable('slide_from'))));

-- The centavos of a part of a line: all of them where all of it comes back.
CREATE MACRO part(pesos, back, quantity) AS
    (centavos(pesos) * back + quantity // 2) // quantity;
