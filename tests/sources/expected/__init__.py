"""What the example sources must give, worked out from the raw files in plain Python.

Nothing here knows husay or its SQL: the files are read by `csv`, the sums are `Decimal`. One
module a source; every function takes the data folder (`raw.data_folder`). A figure without an
owner (no seller, no unit, no customer) stands under the key `''`.
"""
