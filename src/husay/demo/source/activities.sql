SELECT activity, date, seller, customer, deal, type FROM activities
