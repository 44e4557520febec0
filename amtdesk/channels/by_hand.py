"""Places that no program may write to, each with what a person needs there: facts only, the rest is in `manual.py`.

WhatsApp, XING, Facebook groups: their interfaces do not reach these places (November 2026). TikTok: an interface that
was not audited publishes to private accounts only.
"""

from typing import ClassVar

from amtdesk.channels.manual import CHARACTERS, ByHand, Manual
from amtdesk.domain import copy_date
from amtdesk.domain.channel import Ability, Extra, Field, Receipt

_PICTURES = frozenset({Ability.PICTURES})


class WhatsApp(ByHand):
    """A WhatsApp channel, written in WhatsApp Web."""

    name: ClassVar[str] = "whatsapp"
    label: ClassVar[str] = "WhatsApp-Kanal"
    icon: ClassVar[str] = "brand-whatsapp"
    introduction: ClassVar[str] = (
        "WhatsApp lässt in Kanälen kein Programm schreiben, Sie veröffentlichen also selbst. AmtDesk öffnet WhatsApp "
        "Web, Text und Bild liegen in der Zwischenablage. Einmal nötig: WhatsApp Web mit dem Diensthandy verbinden."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Link des Kanals",
            "In WhatsApp: Kanal öffnen, Name antippen, „Link kopieren“.",
            required=False,
            placeholder="https://whatsapp.com/channel/…",
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = _PICTURES
    composer: ClassVar[str] = "https://web.whatsapp.com/"
    link_hosts: ClassVar[tuple[str, ...]] = ("whatsapp.com",)
    reads_links: ClassVar[bool] = True
    hint: ClassVar[str] = "In WhatsApp wird *Wort* fett und _Wort_ kursiv."


class FacebookGroup(ByHand):
    """A group on Facebook."""

    name: ClassVar[str] = "facebook_group"
    label: ClassVar[str] = "Facebook-Gruppe"
    icon: ClassVar[str] = "users-group"
    introduction: ClassVar[str] = (
        "In Gruppen lässt Facebook seit 2024 kein Programm mehr schreiben. AmtDesk öffnet die Gruppe, Text und Bilder "
        "liegen bereit. Schreiben Sie dort als Seite der Gemeinde, wenn die Gruppe das erlaubt."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Adresse der Gruppe",
            "Steht im Browser oben, wenn die Gruppe offen ist.",
            placeholder="https://www.facebook.com/groups/…",
        ),
    )
    link_hosts: ClassVar[tuple[str, ...]] = ("facebook.com", "fb.com")
    reads_links: ClassVar[bool] = True
    receipt: ClassVar[Receipt] = Receipt.LINK


class Xing(ByHand):
    """A page on XING."""

    name: ClassVar[str] = "xing"
    label: ClassVar[str] = "XING"
    icon: ClassVar[str] = "brand-xing"
    introduction: ClassVar[str] = (
        "XING nimmt Neuigkeiten nur auf seiner eigenen Seite an. AmtDesk öffnet Ihre Seite dort, Text und Bild liegen "
        "bereit. Sie brauchen einen XING-Zugang, der die Seite bearbeiten darf."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Adresse Ihrer Seite",
            "Sonst öffnet sich die Startseite.",
            required=False,
            placeholder="https://www.xing.com/pages/…",
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = _PICTURES
    link_hosts: ClassVar[tuple[str, ...]] = ("xing.com",)
    reads_links: ClassVar[bool] = True
    receipt: ClassVar[Receipt] = Receipt.LINK


class TikTok(ByHand):
    """A TikTok account."""

    name: ClassVar[str] = "tiktok"
    label: ClassVar[str] = "TikTok"
    icon: ClassVar[str] = "brand-tiktok"
    introduction: ClassVar[str] = (
        "TikTok lässt Programme erst nach einer langen Prüfung öffentlich schreiben, das lohnt für eine Gemeinde "
        "nicht. AmtDesk öffnet die Seite zum Hochladen, die Beschreibung liegt in der Zwischenablage. Das Video "
        "wählen Sie dort selbst aus."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field("url", "Adresse Ihres Auftritts", required=False, placeholder="https://www.tiktok.com/@musterbach"),
    )
    abilities: ClassVar[frozenset[Ability]] = _PICTURES
    composer: ClassVar[str] = "https://www.tiktok.com/upload"
    link_hosts: ClassVar[tuple[str, ...]] = ("tiktok.com",)
    receipt: ClassVar[Receipt] = Receipt.LINK


class Gazette(ByHand):
    """The municipality's own paper, filled through a portal or by e-mail."""

    name: ClassVar[str] = "gazette"
    label: ClassVar[str] = "Mitteilungsblatt"
    icon: ClassVar[str] = "news"
    introduction: ClassVar[str] = (
        "Für das gedruckte Mitteilungs- oder Amtsblatt. AmtDesk zählt die Zeichen, legt Text, Bilder und "
        "Bildunterschriften in eine Datei und bereitet die E-Mail an den Verlag vor oder öffnet sein Portal. Zum "
        "Redaktionsschluss steht auf Heute, was bis dahin abzugeben ist."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            copy_date.SETTING,
            "Redaktionsschluss",
            "Wochentag und Uhrzeit, etwa „Do 10:00“.",
            required=False,
            placeholder="Do 10:00",
        ),
        Field(
            CHARACTERS,
            "Zeichen je Beitrag, höchstens",
            "Leer, wenn der Verlag keine Grenze setzt.",
            required=False,
            placeholder="1500",
        ),
        Field(
            "email",
            "E-Mail der Redaktion",
            "Dorthin geht die vorbereitete E-Mail.",
            required=False,
            placeholder="redaktion@verlag.example",
        ),
        Field(
            "url",
            "Adresse des Portals",
            "Wenn der Verlag ein Portal hat.",
            required=False,
            placeholder="https://portal.verlag.example",
        ),
    )
    receipt: ClassVar[Receipt] = Receipt.NOTE
    note_label: ClassVar[str] = "Ausgabe"
    titled: ClassVar[bool] = True
    extras: ClassVar[frozenset[Extra]] = frozenset({Extra.BUNDLE, Extra.MAIL})


class Website(ByHand):
    """A website whose system has no interface that this program knows."""

    name: ClassVar[str] = "website"
    label: ClassVar[str] = "Website (von Hand)"
    icon: ClassVar[str] = "world"
    introduction: ClassVar[str] = (
        "Für eine Website, die nicht mit WordPress läuft. AmtDesk öffnet die Anmeldeseite, Überschrift, Text und "
        "Bilder liegen bereit. Danach fügen Sie den Link der neuen Seite ein."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Adresse zum Bearbeiten",
            "Die Seite, auf der Sie sich anmelden und schreiben.",
            placeholder="https://www.musterbach.example/login",
        ),
    )
    receipt: ClassVar[Receipt] = Receipt.LINK
    titled: ClassVar[bool] = True


class Notice(ByHand):
    """The notice board."""

    name: ClassVar[str] = "notice"
    label: ClassVar[str] = "Aushang"
    icon: ClassVar[str] = "pin"
    introduction: ClassVar[str] = (
        "Für den Schaukasten. AmtDesk macht aus dem Beitrag ein Blatt A4 mit Wappen, Überschrift, Text und Bild zum "
        "Ausdrucken. Nach dem Aushängen tragen Sie ein, wo er hängt."
    )
    fields: ClassVar[tuple[Field, ...]] = ()
    receipt: ClassVar[Receipt] = Receipt.NOTE
    note_label: ClassVar[str] = "Ausgehängt"
    titled: ClassVar[bool] = True
    extras: ClassVar[frozenset[Extra]] = frozenset({Extra.SHEET})


class Podcast(ByHand):
    """An episode: the post is its shownotes."""

    name: ClassVar[str] = "podcast"
    label: ClassVar[str] = "Podcast"
    icon: ClassVar[str] = "microphone"
    introduction: ClassVar[str] = (
        "Für Ton statt Text: Der Beitrag wird zu den Shownotes der Folge. AmtDesk öffnet die Seite Ihres Anbieters, "
        "Titel und Shownotes liegen bereit. Eine kurze Liste erinnert an Abschrift, Musik und Einwilligungen."
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            "url",
            "Adresse des Anbieters",
            "Die Seite, auf der Sie Folgen hochladen.",
            required=False,
            placeholder="https://podcast.beispiel.example",
        ),
    )
    abilities: ClassVar[frozenset[Ability]] = _PICTURES
    titled: ClassVar[bool] = True
    checklist: ClassVar[tuple[str, ...]] = (
        "Abschrift der Folge liegt bei oder ist verlinkt",
        "Rechte an Musik und Tönen sind geklärt",
        "Alle, die zu hören sind, haben eingewilligt",
        "Shownotes nennen alle Links und Termine aus der Folge",
    )


#: In the order in which they are offered.
BY_HAND: tuple[type[ByHand], ...] = (WhatsApp, FacebookGroup, Gazette, Notice, Website, Xing, TikTok, Podcast, Manual)
