"""Bayan Trading: a company of sixteen sale lines in which everything odd happens once.

The first quarter of 2024 has 23, 21 and 21 working days (no holidays). `team-a` moves from north
to south in mid-March, `team-c` is closed after February; ben moves twice, carl is in two units at
once (the later one wins), dina is in none, eve is support; web sells without a seller. One seller
and one customer are called None, and are not nobody.
"""

from __future__ import annotations

TABLES = {
    "sale_lines": """
sale,line,date,seller,unit,product,customer,channel,quantity,amount,list_amount,cost,kind
S1, 1,2024-01-05,ana, ,      p1,c1,field, 10,1000.00,1200.00,700.00,
S1, 2,2024-01-05,ana, ,      p2,c1,field, 1, 500.00, ,       ,
S2, 1,2024-01-20,ben, ,      p1,c2,field, 5, 450.00, 600.00, 350.00,
S3, 1,2024-02-10,carl,,      p3,c1,phone, 2, 200.00, 200.00, ,
S4, 1,2024-02-14,ben, ,      p1,c3,field, 1, 90.00,  120.00, 70.00,
S5, 1,2024-02-15,ben, ,      p1,c2,field, 1, 100.00, 120.00, 70.00,
R1, 1,2024-03-04,ana, ,      p1,c1,field,-2,-200.00, ,      -140.00,
S6, 1,2024-03-15,ana, ,      p2,c2,field, 3, 300.0001,300.0001,299.9999,
S7, 1,2024-03-16,ana, ,      p2,c2,field, 3, 330.00, 300.00, ,
S8, 1,2024-03-18,,    web,   p3,,  online,1, 50.00,  50.00,  20.00,
S9, 1,2024-03-20,dina,,      p1,c4,field, 1, 80.00,  120.00, 70.00,
A1, 1,2024-03-21,,    ,      ,  ,  ,      ,  -0.5555,,       ,      adjustment
S10,1,2024-03-22,ana, ,      p4,c1,field, 3, 100.0001,120.00,33.3333,
S11,1,2024-03-25,None,,      p1,None,field,1,70.00,  ,       ,
S12,1,2024-03-26,ana, team-b,p1,c1,field, 1, 60.00,  ,       60.00,
S13,1,2024-03-27,eve, ,      p3,c4,phone, 1, 40.00,  ,       ,
""",
    "credits": """
sale,line,person,role,share
S10,1,ana,direct,2
S10,1,ben,direct,1
S10,1,carl,overlay,1
S7,1,carl,overlay,0.5
""",
    "products": """
product,product_line,product_group
p1,l1,g1
p2,l1,g1
p3,l2,g1
p4,,
""",
    "customers": """
customer,customer_group,territory
c1,retail,t1
c2,retail,t2
c3,wholesale,t1
c4,,t2
None,wholesale,
""",
    "units": """
unit,valid_from,parent,kind,valid_to
bayan,,,company,
north,,bayan,division,
south,,bayan,division,
web,,bayan,division,
team-a,,north,team,2024-03-15
team-a,2024-03-16,south,team,
team-b,,south,team,
team-c,,north,team,2024-02-29
""",
    "people": """
person
ana
ben
carl
dina
eve
None
""",
    "assignments": """
person,unit,valid_from,role,valid_to
ana,team-a,,seller,
ben,team-b,2024-01-01,seller,2024-02-14
ben,team-c,2024-02-15,seller,2024-02-29
ben,team-a,2024-03-01,seller,
carl,team-a,2024-01-01,seller,
carl,team-b,2024-02-01,seller,
eve,team-b,2024-01-01,support,
None,team-b,2024-01-01,seller,
""",
    "deals": """
deal,created,closed,status,amount,seller,customer,product,stage,lost_reason
D1,2024-01-10,2024-02-20,won, 1000,ana,c1,p1,closing,
D2,2024-01-15,2024-03-05,lost,500, ben,c2,p1,proposal,price
D3,2024-02-01,,          open,800, ana,c3,p2,proposal,
D4,2024-03-10,2024-03-10,won, 200, carl,c1,p3,lead,
D5,2024-02-05,2024-02-05,lost,300, ben,c2,p1,lead,
D6,2024-03-20,,          open,400, ,,,lead,
D7,2023-12-01,2024-01-31,won, 600, ben,c2,p1,closing,
D8,2024-03-25,2024-12-31,open,,    ana,c1,p1,,
""",
    "deal_stages": """
deal,stage,entered
D1,lead,2024-01-10
D1,proposal,2024-01-25
D1,closing,2024-02-10
D2,lead,2024-01-15
D2,proposal,2024-02-01
D2,lead,2024-02-10
D2,proposal,2024-02-20
D3,lead,2024-02-01
D3,proposal,2024-03-01
D4,lead,2024-03-10
D5,lead,2024-02-05
D6,lead,2024-03-20
""",
    "activities": """
activity,date,seller,customer,type
1,2024-01-04,ana,c1,visit
2,2024-01-19,ben,c2,visit
3,2024-01-19,ben,c2,call
4,2024-02-09,carl,c1,visit
5,2024-03-14,ana,c2,visit
6,2024-04-02,ana,c2,call
""",
    "goals": """
scope,item,measure,starts,ends,value
company,,revenue,2024-01-01,2024-03-31,6500
""",
}

STAGES = ("lead", "proposal", "closing")
