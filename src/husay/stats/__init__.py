"""The statistics: numbers in, frozen results out; what the numbers are about is known above."""
