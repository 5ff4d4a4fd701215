SELECT sale, line, person, role, CAST(share AS DECIMAL(18, 4)) AS share FROM credit_splits
