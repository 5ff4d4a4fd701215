SELECT deal, created, closed, status, amount, seller, customer, product, stage, lost_reason,
    expected_close
FROM deals
