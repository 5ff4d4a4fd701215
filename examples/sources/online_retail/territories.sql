SELECT DISTINCT country AS territory FROM online_retail
