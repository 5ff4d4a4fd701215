"""The playbook that Husay comes with: ten practices in five areas, in English and Filipino.

Behaviours are what somebody beside the seller can see or hear in one visit or call: no intentions
and no results. A company edits, retires and adds; what it changes lies in its records, and this
stays as it is.
"""

from __future__ import annotations

from husay.coaching.areas import Area
from husay.coaching.practice import Behaviour, Practice, Said


def _practice(key: str, area: Area, title: Said, what: Said, *seen: Said) -> Practice:
    behaviours = tuple(Behaviour(f"b{n}", said) for n, said in enumerate(seen, start=1))
    return Practice(key, area, title, what, behaviours)


_PROSPECTING = (
    _practice(
        "first-hour", "prospecting",
        Said("The first hour is for new names",
             "Ang unang oras ay para sa mga bagong pangalan"),
        Said("Call or visit people who do not buy from us yet, every working day, before anything "
             "else fills the day. Make the list the evening before.",
             "Araw-araw, bago mapuno ang oras, tumawag o bumisita muna sa mga hindi pa bumibili sa "
             "atin. Ihanda ang listahan sa gabi bago nito."),
        Said("Has a written list of at least five new names for today.",
             "May nakasulat na listahan ng hindi bababa sa limang bagong pangalan para sa "
             "araw na ito."),
        Said("Starts with the list before answering messages.",
             "Inuuna ang listahan bago sumagot ng mga mensahe."),
        Said("Writes down what came of each call before the next one.",
             "Isinusulat ang kinalabasan ng bawat tawag bago ang kasunod."),
        Said("Agrees on a day and hour when there is interest.",
             "Kapag may interes, nagkakasundo agad sa araw at oras."),
    ),
    _practice(
        "right-fit", "prospecting",
        Said("Four questions before a proposal", "Apat na tanong bago mag-proposal"),
        Said("Find out early whether it can become a sale: what they need, who decides, by when, "
             "and with what money. No proposal before all four are known.",
             "Alamin agad kung may pag-asang maging benta: ano ang kailangan, sino ang "
             "nagpapasya, kailan, at may budget ba. Walang proposal hangga’t hindi alam ang apat."),
        Said("Asks what happens if they leave things as they are.",
             "Tinatanong kung ano ang mangyayari kung walang babaguhin."),
        Said("Asks who else has a say, and how they decide.",
             "Tinatanong kung sino pa ang may boses, at paano sila nagpapasya."),
        Said("Asks by when it must be in place, and why then.",
             "Tinatanong kung kailan ito kailangan, at bakit sa petsang iyon."),
        Said("Speaks of money before the customer asks for a price.",
             "Binubuksan ang usapang budget bago pa magtanong ng presyo ang customer."),
        Said("Leaves politely where there is no fit, and says so.",
             "Maayos na umaatras kapag hindi tugma, at sinasabi ito."),
    ),
)  # fmt: skip

_PRESENTING = (
    _practice(
        "ask-first", "presenting",
        Said("Ask before you show", "Magtanong bago magpakita"),
        Said("Let the customer speak first and longest. Show only what answers something that they "
             "said, in their own words.",
             "Hayaang mauna at mas mahabang magsalita ang customer. Ipakita lang ang sumasagot "
             "sa sinabi nila, gamit ang sarili nilang salita."),
        Said("Asks at least three open questions before opening the brochure or the laptop.",
             "Nagtatanong ng hindi bababa sa tatlong open-ended na tanong bago ilabas ang "
             "brochure o laptop."),
        Said("The customer speaks more than the seller does.",
             "Mas marami ang sinasabi ng customer kaysa sa seller."),
        Said("Repeats the need in the customer’s words and asks whether it is right.",
             "Inuulit ang pangangailangan sa salita ng customer at tinatanong kung tama."),
        Said("Links each thing shown to something that the customer said.",
             "Ikinakabit ang bawat ipinapakita sa sinabi ng customer."),
    ),
    _practice(
        "worth-in-pesos", "presenting",
        Said("Say what it is worth to them", "Sabihin kung magkano ang halaga nito sa kanila"),
        Said("Turn features into the customer’s own numbers: what they lose today, what they gain, "
             "how soon. Work it out together, on paper.",
             "Gawing numero ng customer ang mga feature: magkano ang nawawala ngayon, magkano ang "
             "makukuha, gaano kabilis. Kuwentahin ito nang magkasama sa papel."),
        Said("Uses a number that came from the customer.",
             "Gumagamit ng numerong galing mismo sa customer."),
        Said("Works the gain out in front of the customer.",
             "Kinukuwenta ang makukuha sa harap ng customer."),
        Said("Names a customer like them, and what changed there.",
             "Nagbabanggit ng customer na katulad nila at kung ano ang nagbago roon."),
    ),
)  # fmt: skip

_CLOSING = (
    _practice(
        "ask-for-the-order", "closing",
        Said("Ask for the order", "Hingin ang order"),
        Said("When the need is clear and the questions are answered, ask for the order in plain "
             "words. Then be silent and let the customer answer.",
             "Kapag malinaw na ang pangangailangan at nasagot na ang mga tanong, hingin ang order "
             "sa simpleng salita. Pagkatapos, tumahimik at hintayin ang sagot."),
        Said("Sums up what both have agreed on so far.",
             "Ibinubuod ang mga napagkasunduan na."),
        Said("Asks for the order or the signature in one clear sentence.",
             "Hinihingi ang order o pirma sa isang malinaw na pangungusap."),
        Said("Stays silent after asking.", "Tumatahimik pagkatapos magtanong."),
        Said("Asks what is still missing when the answer is “not yet”.",
             "Kapag “hindi pa” ang sagot, tinatanong kung ano pa ang kulang."),
    ),
    _practice(
        "next-step", "closing",
        Said("Never leave without a next step", "Huwag umalis nang walang kasunod na hakbang"),
        Said("Every visit ends with something that the customer does, on a day, in both calendars. "
             "“I will follow up” is not a next step.",
             "Nagtatapos ang bawat pagbisita sa isang bagay na gagawin ng customer, may petsa, at "
             "nasa kalendaryo ninyong dalawa. Hindi kasunod na hakbang ang “magfo-follow up ako”."),
        Said("Proposes the next step before standing up.",
             "Nagmumungkahi ng kasunod na hakbang bago tumayo."),
        Said("The next step has a day and an hour.", "May araw at oras ang kasunod na hakbang."),
        Said("The customer takes on part of it.", "May bahaging gagawin ang customer."),
        Said("Writes it down and sends it the same day.",
             "Isinusulat ito at ipinapadala sa araw ding iyon."),
    ),
)  # fmt: skip

_PRICING = (
    _practice(
        "worth-before-price", "pricing",
        Said("Worth before price", "Halaga muna bago presyo"),
        Said("State the price once, calmly, after what it is worth. Do not apologise for it and do "
             "not lower it before anybody has asked.",
             "Sabihin ang presyo nang isang beses, kalmado, pagkatapos ipaliwanag ang halaga. "
             "Huwag humingi ng paumanhin at huwag magbaba nang walang humihingi."),
        Said("Has said what it is worth before naming the price.",
             "Nasabi muna ang halaga bago banggitin ang presyo."),
        Said("Names the list price first, without a discount in the same breath.",
             "List price ang unang binabanggit, nang walang kasabay na discount."),
        Said("Answers “too expensive” with a question.",
             "Sinasagot ng tanong ang “ang mahal naman”."),
    ),
    _practice(
        "give-and-get", "pricing",
        Said("Nothing is given without something in return",
             "Walang ibinibigay nang walang kapalit"),
        Said("A discount is a trade: for volume, for earlier payment, for a longer order, for a "
             "second product. Know before the visit what you would trade.",
             "Dapat may kapalit ang discount: mas maraming bibilhin, mas maagang bayad, mas "
             "mahabang order, o isa pang produkto. Alamin bago bumisita kung ano ang puwedeng "
             "hinging kapalit."),
        Said("Asks for something in return before agreeing to a lower price.",
             "Humihingi ng kapalit bago pumayag sa mas mababang presyo."),
        Said("Offers a smaller package before a lower price.",
             "Nag-aalok ng mas maliit na package bago magbaba ng presyo."),
        Said("Gives way in small steps, each smaller than the one before.",
             "Paunti-unti kung magbigay, at bawat isa ay mas maliit kaysa sa nauna."),
        Said("Stays within the limit, or asks before promising.",
             "Nananatili sa limit, o nagpapaalam muna bago mangako."),
    ),
)  # fmt: skip

_ACCOUNT_GROWTH = (
    _practice(
        "account-review", "account_growth",
        Said("Look at the account together", "Tingnan ang account nang magkasama"),
        Said("Once a quarter, sit down with a customer and look at what they bought, what they no "
             "longer buy and what comes next for them.",
             "Isang beses bawat quarter, umupo kasama ang customer at tingnan ang binili nila, ang "
             "hindi na nila binibili, at ang susunod nilang plano."),
        Said("Brings what the customer bought in the last twelve months.",
             "May dalang listahan ng binili ng customer sa nakaraang labindalawang buwan."),
        Said("Asks about something that they used to buy and no longer do.",
             "Nagtatanong tungkol sa dating binibili na hindi na ngayon."),
        Said("Asks what is planned for the next half-year.",
             "Nagtatanong kung ano ang plano sa susunod na anim na buwan."),
        Said("Leaves with one opportunity that was not known before.",
             "Umaalis na may isang oportunidad na dati ay hindi alam."),
    ),
    _practice(
        "second-person", "account_growth",
        Said("Know more than one person", "Makilala ang higit sa isang tao"),
        Said("An account that hangs on one person is lost when they leave. Meet one more person in "
             "every important account, each quarter.",
             "Kapag iisa lang ang kakilala sa account, mawawala ito kapag umalis siya. Bawat "
             "quarter, makipagkilala sa isa pang tao sa bawat mahalagang account."),
        Said("Asks to be introduced to somebody who uses what we sell.",
             "Humihiling na maipakilala sa gumagamit ng ating produkto."),
        Said("Can draw who decides, who uses and who pays.",
             "Kayang iguhit kung sino ang nagpapasya, gumagamit at nagbabayad."),
        Said("Thanks the person who made the introduction.",
             "Nagpapasalamat sa nagpakilala."),
    ),
)  # fmt: skip

STARTER: tuple[Practice, ...] = (
    *_PROSPECTING, *_PRESENTING, *_CLOSING, *_PRICING, *_ACCOUNT_GROWTH,
)  # fmt: skip
"""In the order of the areas."""
