"""Words for what a viewer may not see or do."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from husay.words.codes.wording import Wording

DOOR_WORDS: dict[str, Wording] = {
    "not-allowed": Wording(
        _("Your role does not let you do this: %(right)s."),
        _("Ask an administrator of your company for the role that may."),
    ),
    "not-signed-in": Wording(
        _("Nobody is signed in, or the token is none that is in use."),
        _("Make a token under “My account”, and send it as “Authorization: Bearer …”."),
    ),
    "call-part": Wording(
        _("This part of the call cannot be read: %(value)s"),
        _("The API’s description says what each part may be."),
    ),
    "call-no-json": Wording(
        _("What was sent with the call cannot be read."),
        _("Send it as JSON, in UTF-8, as the description of the call says."),
    ),
    "call-part-unknown": Wording(
        _("This call has no part called “%(column)s”."),
        _("The API’s description lists the parts that there are; leave this one out."),
    ),
    "no-such-user": Wording(
        _("Nobody signs in as “%(value)s”."),
        _("See who does under “People and roles”."),
    ),
    "token-without-name": Wording(
        _("The token has no name."),
        _("Say what it is for: “nightly report”. You will know it again by that."),
    ),
    "token-without-rights": Wording(
        _("The token may do nothing."),
        _("Choose at least one thing that it may do."),
    ),
    "token-beyond": Wording(
        _("A token cannot be given this by you: %(right)s."),
        _("Choose of what is offered: a token never may more than you."),
    ),
    "token-days": Wording(
        _("A token cannot last “%(value)s” days."),
        _("Choose between 1 and %(most)s days."),
    ),
    "wall-without-name": Wording(
        _("The link has no name."),
        _("Say which wall it is for: “Canteen”. You will know it again by that."),
    ),
    "wall-language": Wording(
        _("A wall cannot speak “%(value)s”."),
        _("Choose English or Filipino."),
    ),
    "wall-days": Wording(
        _("A link for a wall cannot last “%(value)s” days."),
        _("Choose between 1 and %(most)s days."),
    ),
    "nothing-of-your-own": Wording(
        _("Nothing of your own is in the book: no sales, and no unit that you lead."),
        _("An administrator can say under “People and roles” who you are in the book."),
    ),
    "not-in-scope": Wording(
        _("You see no unit and no seller called “%(value)s”."),
        _("You see the units that you lead, the people in them, and yourself."),
    ),
    "no-such-call": Wording(
        _("There is no call “%(value)s”."),
        _("The API’s description, /api/v1/openapi.json, lists them all."),
    ),
    "call-failed": Wording(
        _("Something of ours broke while this call was answered. Nothing was changed by halves."),
        _("Try again; if it stays, show this minute of the server’s log to its administrator."),
    ),
    "not-a-whole": Wording(
        _("“%(value)s” names nothing that could stand somewhere."),
        _("Write “company”, “unit:” and a unit, or “seller:” and a seller."),
    ),
    "measure-not-open": Wording(
        _("“%(value)s” is not open to your role."),
        _("Ask for what is: counts and quantities."),
    ),
    "user-exists": Wording(
        _("Somebody has the address %(value)s already."),
        _("Find them in the list of people, and give them the role there."),
    ),
    "person-is-a-user": Wording(
        _("Somebody may come in as “%(value)s” already: %(user)s."),
        _("Find them in the list of people. Each person of the book is one user."),
    ),
    "not-the-first-user": Wording(
        _("This company has users already."),
        _("Sign in, or ask an administrator to invite you."),
    ),
    "last-administrator": Wording(
        _("This is the only administrator who can come in."),
        _("Make somebody else an administrator first; they must have taken up their invitation."),
    ),
    "user-is-forgotten": Wording(
        _("This user was forgotten, and cannot come back."),
        _("Invite them anew if they return."),
    ),
    "already-joined": Wording(
        _("%(user)s has come in already."),
        _("If they cannot sign in, make them a link to a new password."),
    ),
    "no-password-to-set": Wording(
        _("%(user)s cannot be given a new password: they have not come in yet, or may not."),
        _("Send an invitation that is not taken up again; activate whoever was shut out."),
    ),
    "link-not-open": Wording(
        _("This link has been used, or is too old."),
        _("Ask an administrator of your company for a new one."),
    ),
    "not-a-demo": Wording(
        _("This company is no demo, so there is nobody to look around as."),
        _("Make a demo company: husay demo."),
    ),
    "nothing-known-of-person": Wording(
        _("Nothing is known of “%(value)s”."),
        _("Look for them in the list of people."),
    ),
    "person-unknown": Wording(
        _("The book knows nobody called “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose one of the list, or leave it empty for who is not in the book."),
    ),
    "person-ambiguous": Wording(
        _("More than one person is called “%(value)s”: %(items)s."),
        _("Write the identifier of the one whom you mean."),
    ),
    "unit-unknown": Wording(
        _("The book has no unit called “%(value)s”."),
        _("Did you mean “%(nearest)s”?"),
        _("Choose one of the list, or leave it empty: the organisation says who leads what."),
    ),
    "unit-ambiguous": Wording(
        _("More than one unit is called “%(value)s”: %(items)s."),
        _("Write the identifier of the one that you mean."),
    ),
    "field-missing": Wording(
        _("%(field)s: something must stand here."),
        _("Fill it in, then try again."),
    ),
    "email-unreadable": Wording(
        _("“%(value)s” is not an e-mail address."),
        _("Write it as ana@example.com."),
    ),
    "role-missing": Wording(
        _("No role was chosen."),
        _("Choose at least one: without a role nobody sees anything."),
    ),
    "role-unknown": Wording(
        _("“%(value)s” is not a role."),
        _("Choose one of the list."),
    ),
    "reason-missing": Wording(
        _("No reason was given."),
        _("Say in a few words why: it stands in the audit log."),
    ),
    "password-too-short": Wording(
        _("The password is too short."),
        _("Take twelve characters or more: a few words that only you would put together."),
    ),
    "password-too-common": Wording(
        _("This password is one of those that are tried first."),
        _("Take a few words that only you would put together."),
    ),
    "password-only-digits": Wording(
        _("The password has digits only."),
        _("Take a few words that only you would put together."),
    ),
    "password-too-similar": Wording(
        _("The password is too much like your name or your address."),
        _("Take a few words that have nothing to do with you."),
    ),
    "password-not-right": Wording(
        _("The current password is not right."),
        _("Type the one with which you sign in now."),
    ),
    "passkey-not-taken": Wording(
        _("The passkey could not be taken."),
        _("Try again, or set a password instead."),
    ),
    "not-typed-again": Wording(
        _("It was not confirmed: “%(value)s” was not typed."),
        _("Type exactly that, so that nobody is forgotten by mistake."),
    ),
    "passwords-differ": Wording(
        _("The two passwords are not the same."),
        _("Type the same password twice."),
    ),
}
