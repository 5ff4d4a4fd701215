"""Words that names are made of. Persons and shops are fictional; the words are common ones."""

WOMEN = (
    "Maria Cristina", "Rowena", "Jocelyn", "Marites", "Analyn", "Liezel", "Rosalie", "Imelda",
    "Maricel", "Cherry Mae", "Jennylyn", "Luzviminda", "Teresita", "Aileen", "Divina", "Mylene",
    "Kristine Joy", "Angelica", "Nenita", "Sheila Marie", "Corazon", "Grace", "Leonora",
    "Ma. Lourdes", "Bernadette", "Charmaine", "Remedios", "Glenda", "Princess", "Josephine",
)  # fmt: skip

MEN = (
    "Jose Mari", "Rodel", "Arnel", "Ricardo", "Ferdinand", "Jerome", "Michael", "Dennis",
    "Reynaldo", "Noel", "Edgardo", "Crisanto", "Jayson", "Mark Anthony", "Rommel", "Alvin",
    "Danilo", "Ernesto", "Gilbert", "Renato", "Jomar", "Nestor", "Wilfredo", "Marlon",
    "John Paul", "Efren", "Christian", "Rolando", "Virgilio", "Bonifacio",
)  # fmt: skip

SURNAMES = (
    "Abad", "Aguilar", "Alcantara", "Aquino", "Bautista", "Belmonte", "Bernardo", "Buenaventura",
    "Caballero", "Cabrera", "Calderon", "Castillo", "Catapang", "Cruz", "Dacanay", "De Guzman",
    "De la Cruz", "De Leon", "Del Rosario", "Dimaculangan", "Dizon", "Domingo", "Enriquez",
    "Espiritu", "Estrella", "Evangelista", "Fajardo", "Fernandez", "Flores", "Galang", "Garcia",
    "Gatdula", "Gonzales", "Hernandez", "Ignacio", "Jacinto", "Javier", "Lacson", "Lim",
    "Locsin", "Lualhati", "Macaraeg", "Magbanua", "Malonzo", "Manalo", "Mangubat", "Mendoza",
    "Mercado", "Montano", "Navarro", "Nepomuceno", "Ocampo", "Pangilinan", "Pascual", "Pineda",
    "Quiambao", "Ramos", "Resurreccion", "Reyes", "Salazar", "Salonga", "Santiago", "Santos",
    "Sarmiento", "Sison", "Soriano", "Sumulong", "Tan", "Tolentino", "Torres", "Uy", "Valdez",
    "Velasco", "Vergara", "Villanueva", "Yap", "Yumul", "Zamora",
)  # fmt: skip

SHOP_WORDS = (
    "Aling Nena", "Amihan", "Ate Luz", "Bagong Araw", "Bituin", "Dalisay", "Dama de Noche",
    "Ilang-Ilang", "Kaibigan", "Kuya Boy", "Ligaya", "Luntian", "Mabuhay", "Maharlika",
    "Mang Kanor", "Masagana", "Mayon", "Narra", "Perlas", "Rosal", "Sampaguita", "San Isidro",
    "San Roque", "Santa Rita", "Sinagtala", "Tres Marias", "Tatlong Hari", "Waling-Waling",
    "Yakal", "Three Kings",
)  # fmt: skip

SHOP_KINDS = (
    ("{} Sari-Sari Wholesale", "{} General Merchandise", "{} Trading", "{} Grocery Wholesale"),
    ("{} Supermart", "{} Supermarket", "{} Hypermart", "{} Savers Mart"),
    ("Botika {}", "{} Drugstore", "{} Pharmacy", "Farmacia {}"),
    ("Hotel {}", "{} Resort", "Kusina ni {}", "{} Restaurant", "{} Catering"),
    ("{} Distributors", "{} Marketing", "{} Enterprises"),
)
"""Ways to call a shop, in the order of the customer groups."""
