"""The ground floor: amounts, shares, periods, calendars, and mistakes as data."""
