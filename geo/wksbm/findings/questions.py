"""What the study of Gunungkidul stated about shares of the groups."""

from __future__ import annotations

from dataclasses import dataclass

from wksbm.layers.spec import Measure
from wksbm.text import Text


@dataclass(frozen=True)
class Question:
    """
    A statement about a share of the groups.

    Parameters
    ----------
    id
        Of the statement.
    layer
        Id of the layer that maps the same measure.
    measure
        Of kind ``share``.
    claim
        What the study stated.
    holds
        Head of the sentence: what is on record.
    known
        Tells the groups with an answer.
    answer
        What is known of them.
    caveat
        What the share cannot say.
    help
        True for help asked for: the study gave no figure to compare with.
    """

    id: str
    layer: str
    measure: Measure
    claim: Text
    holds: Text
    known: Text
    answer: Text
    caveat: Text
    help: bool = False


_HELP_KNOWN = Text("yang kebutuhannya diketahui", "with known needs")
_HELP_ANSWER = Text("kebutuhan", "the answer")
_HELP_CAVEAT = Text(
    "Yang diminta belum tentu yang paling diperlukan, dan satu kelompok dapat meminta beberapa "
    "hal; penelitian tidak menyebut angka sebagai pembanding. Wilayah dengan sedikit jawaban lebih "
    "mudah menjadi yang tertinggi atau terendah.",
    "What is asked for is not always what is needed most, and a group may ask for several things; "
    "the study gave no figure to compare with. An area with few answers more easily comes out "
    "highest or lowest.",
)
QUESTIONS = (
    Question(
        "age",
        "pct_lebih_10_tahun",
        Measure("share", "tahun_berdiri", older_than_years=10),
        Text(
            "Kelompok-kelompok itu sudah ada lebih dari 10 tahun.",
            "The groups have existed for more than 10 years.",
        ),
        Text(
            "Tercatat berdiri lebih dari 10 tahun yang lalu",
            "On record as founded more than 10 years ago",
        ),
        Text("yang tahun berdirinya diketahui", "with a known year of founding"),
        Text("tahun berdiri", "the year"),
        Text(
            "Kelompok yang sudah bubar tidak dihitung dan sering tidak tercatat, sehingga kelompok "
            "tampak lebih tua daripada semua yang pernah didirikan.",
            "Groups that have died are not counted and often not on record, so that groups look "
            "older than all that were ever founded.",
        ),
    ),
    Question(
        "residence",
        "pct_domisili",
        Measure("share", "kriteria_anggota", equals=("domisili",)),
        Text(
            "Anggotanya adalah mereka yang tinggal di suatu wilayah.",
            "The members are those who live in a given area.",
        ),
        Text(
            "Tercatat beranggota menurut tempat tinggal",
            "On record with membership by residence",
        ),
        Text("yang kriteria anggotanya diketahui", "with a known criterion of membership"),
        Text("kriteria anggota", "the criterion"),
        Text(
            "Hanya kriteria yang disebut pertama yang dibaca; kelompok perempuan atau pemuda pun "
            "dapat terbatas pada warga setempat.",
            "Only the criterion named first is read; a women's or youth group may be limited to "
            "those who live there as well.",
        ),
    ),
    Question(
        "dues",
        "pct_iuran",
        Measure("share", "sumber_dana", equals=("iuran",)),
        Text(
            "Kegiatan dibiayai oleh iuran anggota sendiri.",
            "Activities are paid by the members' own dues.",
        ),
        Text(
            "Tercatat terutama dibiayai iuran anggota",
            "On record as paid mainly by members' dues",
        ),
        Text("yang sumber dananya diketahui", "with a known source of funds"),
        Text("sumber dana", "the source"),
        Text(
            "Hanya sumber yang disebut pertama yang dibaca; besarnya uang tidak diketahui.",
            "Only the source named first is read; the amounts are not known.",
        ),
    ),
    Question(
        "mutual_help",
        "pct_gotong_royong",
        Measure("share", "kegiatan", includes=("gotong royong",)),
        Text("Kelompok hidup dari gotong royong.", "The groups live from mutual help."),
        Text(
            "Tercatat menyebut gotong royong di antara kegiatannya",
            "On record with mutual help among their activities",
        ),
        Text("yang kegiatannya diketahui", "with known activities"),
        Text("kegiatan", "the activity"),
        Text(
            "Yang dihitung adalah kelompok yang menyebutnya, bukan seberapa sering dilakukan; "
            "gotong royong yang tidak ditulis tidak terlihat.",
            "It counts groups that name it, not how often it is done; mutual help that is not "
            "written down is not seen.",
        ),
    ),
    Question(
        "help_skills",
        "pct_butuh_keterampilan",
        Measure("share", "kebutuhan", includes=("keterampilan",)),
        Text(
            "Pemerintah sebaiknya membantu keterampilan warga.",
            "Government should help with people's skills.",
        ),
        Text("Tercatat meminta bantuan keterampilan", "On record as asking for help with skills"),
        _HELP_KNOWN,
        _HELP_ANSWER,
        _HELP_CAVEAT,
        help=True,
    ),
    Question(
        "help_management",
        "pct_butuh_manajemen",
        Measure("share", "kebutuhan", includes=("manajemen",)),
        Text(
            "Pemerintah sebaiknya membantu manajemen kelompok.",
            "Government should help with the groups' management.",
        ),
        Text("Tercatat meminta bantuan manajemen", "On record as asking for help with management"),
        _HELP_KNOWN,
        _HELP_ANSWER,
        _HELP_CAVEAT,
        help=True,
    ),
    Question(
        "help_funding",
        "pct_butuh_dana",
        Measure("share", "kebutuhan", includes=("dana",)),
        Text(
            "Pemerintah sebaiknya membantu sumber dana kelompok.",
            "Government should help with the groups' sources of funds.",
        ),
        Text("Tercatat meminta bantuan dana", "On record as asking for help with funding"),
        _HELP_KNOWN,
        _HELP_ANSWER,
        _HELP_CAVEAT,
        help=True,
    ),
)
