"""A treebank of a few invented sentences, in the format of Universal Dependencies."""

_ROWS = """
# text = j'ai vu du monde, euh, à la mairie
1 j' moi PRON SpaceAfter=No
2 ai avoir AUX _
3 vu voir VERB _
4-5 du _ _ _
4 de de ADP _
5 le le DET _
6 monde monde NOUN SpaceAfter=No
7 , , PUNCT _
8 euh euh INTJ SpaceAfter=No
9 , , PUNCT _
10 à à ADP _
11 la le DET _
12 mairie mairie NOUN _

# text = les voisines parlaient accompa~ de chevaux.
1 les le DET _
2 voisines voisin NOUN _
3 parlaient parler VERB _
4 accompa~ accompa~ X _
5 de de ADP _
6 chevaux cheval NOUN SpaceAfter=No
7 . . PUNCT _

# text = c'est bien le 15
1 c' ce PRON SpaceAfter=No
2 est être AUX _
3 bien bien ADV _
4 le le DET _
5 15 15 NOUN _
"""


def conllu() -> str:
    """The file's text."""
    lines = []
    for line in _ROWS.strip().splitlines():
        if not line or line.startswith("#"):
            lines.append(line)
            continue
        number, form, lemma, pos, misc = line.split(" ")
        lines.append("\t".join([number, form, lemma, pos, "_", "_", "0", "root", "_", misc]))
    return "\n".join(lines) + "\n\n"
