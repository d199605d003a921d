"""Turns of invented interviews, in the ways in which they are written, for tests of reading."""

TURNS = [
    "Alors euh, au début, j'étais pas très à l'aise, j'ai, j'ai eu du mal à lui dire que ça n'allait pas.",
    "ouais ben j'sais pas trop t'as vu y'a des jours où ça va et pis d'autres quoi",
    "Mme [Nom 1] m'a accompagnée à la mairie, (rires) enfin, elle m'a attendue devant !",
    "du coup on a refait le dossier ensemble et voilà c'était réglé en deux semaines",
    "Les accompagnant·e·s et les bénéficiaires, ils et elles se voyaient toutes les quinze jours.",
    "Je crois que c'est p't-être la peur, la peur de mal faire, qui m'a accompa- euh accompagné tout du long.",
    "mm",
    "",
    "Oui.",
    "À 15h30 on avait rendez-vous au 12 rue des Lilas ; il restait 20 € et trois tickets.",
    "qu'est-ce que vous en avez pensé de cette formation est-ce qu'elle vous a plu",
    "Elle montre son bras. La montre est cassée. Il porte la porte.",
    "[silence] Non mais… c'est-à-dire que les chevaux, nous, on les a vendus.\n\nEt après rien.",
    "Il a plu. Elle m'a plu. Il faut qu'il le sache, les sachants le savent.",
    "tu vois ta fille elle a grandi tu vois",
]
