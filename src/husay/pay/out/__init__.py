"""What leaves pay for others: payroll files, accruals, amortisation, and the old spreadsheet
beside a run."""
