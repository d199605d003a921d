"""Acronyms that are common nouns: what they stand for is a thing or a kind of thing, not one organisation.

A contract, a benefit, a diploma, a paper, a device, a kind of establishment: *un CDI, le RSA, mon CV, un EHPAD* are
nouns, active in a lexical analysis and never masked. One organisation is a name, as in Universal Dependencies: *la CAF,
le CCAS, l'URSSAF* are names, supplementary unless a study's dictionary says otherwise, and masking may take them out.
"""

from __future__ import annotations

from tasks.language.closed_classes import words

ACRONYMS = words(
    """
    cp ce1 ce2 cm1 cm2 cap bep bac bts dut deug vae bafa fle segpa ulis
    cv cdi cdd cdii cddi rtt smic rsa rmi aah apl ppa cmu apa pch ame tva csg
    hlm ehpad esat chrs cada ime itep hp zep qpv sdf pmr pme tpe scop sarl eurl ong ag pv
    tv dvd cd pc wc gps sms mms adn adsl vtt bd pdf usb vih ivg irm avc tdah psc1
    """
)
"""In lower case."""
