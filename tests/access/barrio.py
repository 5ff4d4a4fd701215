"""Barrio Supply: a company of eighteen sale lines in which every odd thing about access happens.

All is seen on 31 March 2024. `n2` moved from north to south with March, `n3` closed with January.
Mia leads north, Sam south; Noel led `n1` until 14 February and `s1` since. Ben is in `n2`, Ana in
`n1`; nobody ended Carl's place in `n1` when he began in `s1`. Dina and Gil have left, Eve supports
`n1`, Rob sits in south and reports to Mia. X1 is shared, L11 is credited to who owns the customer,
L14 names a unit of its own, L8 and L9 have no seller. Another source has a line called L1, too.
"""

from __future__ import annotations

from datetime import date

TODAY = date(2024, 3, 31)

LINES = """
sale,line,date,seller,unit,product,customer,quantity,amount,kind
L1, 1,2024-01-10,ana, ,  p1,c1,3,100,
L2, 1,2024-01-20,ben, ,  p1,c2,4,200,
L3, 1,2024-03-10,ben, ,  p1,c3, ,300,
L4, 1,2024-01-15,carl,,  p2,c1, , 40,
L5, 1,2024-02-20,carl,,  p2,c4, , 50,
L6, 1,2024-02-10,{L6},,  p1,c1, , 60,
L7, 1,2024-03-05,dina,,  p1,c1, , 70,
L8, 1,2024-02-14,,   n1, p1,  , ,  7,
L9, 1,2024-02-15,,   n1, p1,  , ,  8,
L10,1,2024-01-25,gil, ,  p1,c5, ,  9,
L11,1,2024-02-01,,   ,   p1,c9, , 11,
R1, 1,2024-03-12,ana, ,  p1,c1, ,-10,
X1, 1,2024-03-15,ana, ,  p1,c6, , 90,
L12,1,2024-03-20,rob, ,  p1,c7, ,500,
L13,1,2024-03-21,eve, ,  p1,c1, ,  1,
L14,1,2024-03-22,ana, s1,p1,c8, , 15,
"""

TABLES = {
    "sale_lines": LINES,
    "credits": """
sale,line,person,share
X1,1,ana,1
X1,1,ben,2
""",
    "products": """
product,product_line
p1,l1
p2,l2
""",
    "customers": "customer\n" + "\n".join(f"c{n}" for n in range(1, 10)),
    "ownerships": """
scope,item,person
customer,c9,ana
""",
    "units": """
unit,valid_from,parent,kind,valid_to
co,,,company,
north,,co,division,
south,,co,division,
n1,,north,team,
n2,,north,team,2024-02-29
n2,2024-03-01,south,team,
n3,,north,team,2024-01-31
s1,,south,team,
""",
    "people": "person\n" + "\n".join(
        ("ana", "ben", "carl", "dina", "eve", "gil", "mia", "noel", "rob", "sam")
    ),
    "assignments": """
person,unit,valid_from,role,manager,valid_to
ana,n1,2024-01-01,seller,,
ben,n2,2024-01-01,seller,,
carl,n1,2024-01-01,seller,,
carl,s1,2024-02-01,seller,,
dina,n1,2024-01-01,seller,,2024-02-15
eve,n1,2024-01-01,support,,
gil,n3,2024-01-01,seller,,2024-01-31
mia,north,2024-01-01,manager,,
noel,n1,2024-01-01,manager,,2024-02-14
noel,s1,2024-02-15,manager,,
rob,south,2024-01-01,seller,mia,
sam,south,2024-01-01,manager,,
""",
    "deals": """
deal,created,closed,status,amount,seller,customer
D1,2024-01-05,2024-03-05,won, 1000,ben, c2
D2,2024-02-01,,          open,800, ana, c1
D3,2024-01-10,2024-02-20,lost,300, carl,c4
""",
    "activities": """
activity,date,seller,customer
a1,2024-01-10,ana,c1
a2,2024-01-11,ben,c2
""",
    "goals": """
scope,item,measure,starts,ends,value
company,,revenue,2024-01-01,2024-03-31,5000
unit,north,revenue,2024-01-01,2024-03-31,1000
unit,south,revenue,2024-01-01,2024-03-31,2000
seller,ana,revenue,2024-01-01,2024-03-31,300
seller,ben,revenue,2024-01-01,2024-03-31,400
product_line,l1,revenue,2024-01-01,2024-03-31,99
""",
    "names": """
kind,item,name
person,ana,Ana Cruz
person,ben,Ben Reyes
person,carl,Carl Uy
person,dina,Dina Lim
person,gil,Gil Tan
customer,c1,Corner Store
customer,c3,Riverside Mart
customer,c5,Hilltop Grocery
unit,south,The South
""",
}  # fmt: skip

OTHER = {
    "sale_lines": """
sale,line,date,seller,amount,product,customer
L1,1,2024-03-11,ben,1000,p1,c3
""",
}
"""What another source gives."""


def given(sold_l6: str) -> dict[str, str]:
    """The tables, with whom the file says to have sold L6."""
    return TABLES | {"sale_lines": LINES.replace("{L6}", sold_l6)}
