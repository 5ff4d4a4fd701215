-- Genre as the line and media type as the group are two views of a track, not one above the
-- other: 10 of the 25 genres come in more than one media type.
SELECT
    track_id AS product,
    genre_id AS product_line,
    media_type_id AS product_group,
    CAST(unit_price AS DECIMAL(18, 6)) AS list_price
FROM track
