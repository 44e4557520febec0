"""The German sentences of every problem; no Qt in here."""

from amtdesk.domain.errors import Problem
from amtdesk.ui.problems_here import HERE

#: What happened, and what to do now.
PROBLEMS: dict[Problem, tuple[str, str]] = {
    Problem.ADDRESS_WRONG: ("Diese Adresse gibt es so nicht.", "Bitte die Adresse prüfen, sie beginnt mit https://."),
    Problem.FIELD_UNREADABLE: (
        "Eine Angabe ist so nicht zu lesen.",
        "Bitte einen Redaktionsschluss wie „Do 10:00“ schreiben, Zeichen nur mit Ziffern.",
    ),
    Problem.HOST_UNKNOWN: (
        "Der Server wurde unter dieser Adresse nicht gefunden.",
        "Bitte die Schreibweise und die Netzverbindung prüfen.",
    ),
    Problem.CONNECTION_REFUSED: (
        "Der Server nimmt keine Verbindung an.",
        "Später noch einmal versuchen. Bleibt es dabei, hilft die IT: Vielleicht sperrt eine Firewall die Adresse.",
    ),
    Problem.CONNECTION_LOST: (
        "Die Verbindung ist mittendrin abgerissen.",
        "AmtDesk prüft von selbst, was angekommen ist.",
    ),
    Problem.TIMED_OUT: (
        "Der Server hat nicht rechtzeitig geantwortet.",
        "AmtDesk versucht es von selbst noch einmal oder sieht nach, was angekommen ist.",
    ),
    Problem.CERTIFICATE: (
        "Die Verbindung ist nicht sicher: Das Zertifikat des Servers ist ungültig oder unbekannt.",
        "Bitte die IT fragen. AmtDesk sendet über eine unsichere Verbindung nichts.",
    ),
    Problem.PROXY: (
        "Der Proxy des Hauses lässt die Verbindung nicht durch.",
        "Bitte die IT bitten, diese Adresse freizugeben.",
    ),
    Problem.OFFLINE: ("Es besteht keine Netzverbindung.", "Gesendet wird, sobald das Netz wieder da ist."),
    Problem.NOT_THIS_PLATFORM: (
        "Unter dieser Adresse antwortet etwas anderes als erwartet.",
        "Bitte die Adresse prüfen. Manchmal antwortet statt der Plattform eine Anmeldeseite des Hauses.",
    ),
    Problem.ANSWER_UNREADABLE: (
        "Die Antwort des Servers ist nicht lesbar.",
        "AmtDesk sieht nach, was angekommen ist. Die Einzelheiten lassen sich kopieren.",
    ),
    Problem.ANSWER_TOO_LARGE: ("Die Antwort des Servers ist viel zu groß.", "Bitte die Adresse prüfen."),
    Problem.REDIRECTED: (
        "Der Server schickt auf eine andere Adresse weiter.",
        "Bitte die endgültige Adresse eintragen, oft mit oder ohne „www“.",
    ),
    Problem.SERVER_BROKEN: (
        "Der Server der Plattform hat gerade eine Störung.",
        "AmtDesk versucht es von selbst noch einmal oder sieht nach, was angekommen ist.",
    ),
    Problem.RATE_LIMITED: ("Die Plattform bremst gerade.", "AmtDesk wartet die verlangte Zeit ab und sendet dann."),
    Problem.NOT_FOUND: ("Das gibt es auf der Plattform nicht (mehr).", "Bitte auf der Plattform nachsehen."),
    Problem.PASSWORD_WRONG: (
        "Die Plattform nimmt diesen Zugang nicht an.",
        "Bitte neu verbinden. Gemeint ist das eigens erzeugte Passwort oder der Schlüssel, nicht Ihr eigenes Passwort.",
    ),
    Problem.ACCESS_EXPIRED: (
        "Die Plattform nimmt die Anmeldung nicht mehr an.",
        "Bitte den Kanal neu verbinden. Geplante Beiträge warten so lange.",
    ),
    Problem.PERMISSION_MISSING: (
        "Diesem Zugang fehlt das Recht dazu.",
        "Bitte auf der Plattform das Recht zum Veröffentlichen geben und neu verbinden.",
    ),
    Problem.ACCOUNT_BLOCKED: (
        "Die Plattform hat dieses Konto gesperrt oder stillgelegt.",
        "Bitte auf der Plattform nachsehen, dort steht der Grund.",
    ),
    Problem.APP_IN_DEVELOPMENT: (
        "Die Meta-App ist noch nicht öffentlich, Beiträge sähe niemand.",
        "Wer die App angelegt hat, macht sie bei Meta öffentlich. Danach bitte die Verbindung prüfen.",
    ),
    Problem.SEVERAL_PAGES: (
        "Dieser Zugang gilt für mehrere Seiten.",
        "Bitte im Feld „Seite“ den Namen der richtigen eintragen.",
    ),
    Problem.PAGE_ABSENT: (
        "Dieser Zugang gilt nicht für die gesuchte Seite.",
        "Bitte bei der Plattform die Seite dem Zugang zuordnen, oder ihren Namen im Formular berichtigen.",
    ),
    Problem.ACCOUNT_UNLINKED: (
        "Mit der Facebook-Seite ist kein Instagram-Konto für Unternehmen verknüpft.",
        "Bitte Instagram auf ein Business-Konto umstellen und in den Einstellungen der Facebook-Seite verknüpfen.",
    ),
    Problem.SECRET_MISSING: (
        "Auf diesem Rechner liegt kein Zugang für diesen Kanal.",
        "Bitte den Kanal neu verbinden.",
    ),
    Problem.KEYRING_ABSENT: (
        "Die Schlüsselverwaltung dieses Rechners ist nicht da.",
        "Zugänge werden nur dort gespeichert, nirgends sonst. Schreiben und Planen gehen, verbinden erst mit ihr.",
    ),
    Problem.KEYRING_LOCKED: (
        "Die Schlüsselverwaltung dieses Rechners ist gesperrt.",
        "Bitte entsperren oder neu am Rechner anmelden, dann noch einmal versuchen.",
    ),
    Problem.SIGN_IN_CANCELLED: ("Die Anmeldung wurde abgebrochen.", "Bitte neu beginnen, wann immer Sie möchten."),
    Problem.SIGN_IN_TIMED_OUT: (
        "Aus dem Browser kam keine Antwort.",
        "Bitte neu beginnen und sich auf der Seite anmelden, die sich dann öffnet.",
    ),
    Problem.SIGN_IN_REFUSED: (
        "Die Plattform hat die Anmeldung nicht bestätigt.",
        "Bitte neu beginnen und auf der Seite der Plattform zustimmen.",
    ),
    Problem.SIGN_IN_TOO_OLD: (
        "Diese Website kann die Anmeldung nicht an AmtDesk zurückgeben, das geht erst ab WordPress 7.",
        "Bitte Benutzername und Anwendungspasswort eintragen. Die Anleitung zeigt, wo es steht.",
    ),
    Problem.SIGN_IN_PORT_TAKEN: (
        "Ein anderes Programm belegt den Anschluss, über den der Browser antwortet.",
        "Bitte andere Programme schließen, die auf eine Anmeldung warten, und neu beginnen.",
    ),
    Problem.TEXT_EMPTY: ("Der Text ist leer.", "Bitte einen Text schreiben."),
    Problem.TEXT_TOO_LONG: ("Der Text ist für diesen Kanal zu lang.", "Bitte kürzen oder für den Kanal anpassen."),
    Problem.PICTURE_UNREACHABLE: (
        "Die Plattform konnte das Bild nicht abholen.",
        "Bitte später noch einmal versuchen. Bleibt es dabei, sperrt die eigene Website die Plattform aus: "
        "Das hebt auf, wer die Website betreut.",
    ),
    Problem.WEBSITE_NEEDED: (
        "Für Bilder braucht dieser Kanal Ihre eigene Website.",
        "Bitte unter Kanäle die Website (WordPress) verbinden, oder den Beitrag ohne Bild senden.",
    ),
    Problem.LINK_REFUSED: ("Die Plattform nimmt den Link nicht an.", "Bitte den Link prüfen oder weglassen."),
    Problem.POLICY_BLOCK: (
        "Die Plattform hält den Beitrag für unzulässig oder für Werbung.",
        "Bitte anders formulieren, oder auf der Plattform nachsehen und dort Einspruch erheben.",
    ),
    Problem.PICTURE_REFUSED: ("Die Plattform nimmt das Bild nicht an.", "Bitte ein anderes Bild wählen."),
    Problem.PICTURE_MISSING: (
        "Die Bilddatei ist nicht mehr da oder beschädigt.",
        "Bitte das Bild noch einmal hinzufügen.",
    ),
    Problem.PICTURE_TOO_LARGE: (
        "Das Bild ist zu groß (mehr als 50 Megapixel).",
        "Bitte das Bild vorher verkleinern.",
    ),
    Problem.PICTURE_UNREADABLE: (
        "Diese Datei lässt sich nicht als Bild öffnen.",
        "Geeignet sind JPEG, PNG, WebP, GIF und HEIC (iPhone).",
    ),
    Problem.DUPLICATE: (
        "Die Plattform sagt, dass es genau diesen Beitrag schon gibt.",
        "Bitte auf der Plattform nachsehen.",
    ),
    Problem.REFUSED: ("Das wurde nicht angenommen.", "Die Begründung steht unter „Details kopieren“."),
    Problem.BY_HAND_ONLY: (
        "Die Plattform lässt das von einem Programm aus nicht zu.",
        "Bitte auf der Plattform selbst von Hand erledigen.",
    ),
    Problem.OUTDATED: (
        "Die Plattform spricht mit dieser Fassung von AmtDesk nicht mehr.",
        "Bitte AmtDesk aktualisieren. Bis dahin geht es von Hand.",
    ),
    Problem.PAYMENT: (
        "Das Guthaben bei der Plattform ist aufgebraucht.",
        "Bitte dort Guthaben aufladen. AmtDesk versucht es so lange von selbst wieder.",
    ),
    Problem.TEXT_CHANGED: ("Der Text wurde nach der Freigabe geändert.", "Bitte neu freigeben lassen."),
    Problem.PLACEHOLDER_OPEN: ("Im Text steht noch ein leerer Platzhalter.", "Bitte ausfüllen."),
    Problem.LEFT_UNDONE: (
        "Der Beitrag sollte von Hand veröffentlicht werden und ist nicht als erledigt eingetragen.",
        "Bitte eintragen, wenn er schon draußen ist. Sonst jetzt veröffentlichen oder neu planen.",
    ),
    Problem.TOO_LATE: (
        "Der Termin ist vorbei, AmtDesk lief nicht oder war ohne Netz.",
        "Bitte entscheiden: jetzt senden, neu planen oder verwerfen.",
    ),
    Problem.NOT_CONFIRMED: (
        "Die Plattform hat den Beitrag angenommen, zeigt ihn aber noch nicht.",
        "AmtDesk sieht von selbst noch einmal nach.",
    ),
    Problem.PROGRAM_ENDED: (
        "AmtDesk wurde beim Senden beendet.",
        "AmtDesk sieht nach, was angekommen ist, und sendet nichts doppelt.",
    ),
    Problem.MOVED_THERE: (
        "Jemand hat den Termin auf der Plattform geändert.",
        "Bitte entscheiden: den Termin von dort übernehmen oder den eigenen wieder setzen.",
    ),
    Problem.CHANGED_THERE: (
        "Jemand hat den Text auf der Plattform geändert.",
        "Bitte entscheiden: die Fassung von dort gelten lassen oder die eigene noch einmal übergeben.",
    ),
    Problem.REMOVED_THERE: (
        "Der Beitrag ist auf der Plattform nicht mehr da.",
        "Vielleicht hat ihn dort jemand gelöscht. Bitte nachsehen, dann noch einmal senden oder verwerfen.",
    ),
    Problem.PUBLISHED_EARLY: (
        "Die Plattform hat den Beitrag vor seinem Termin veröffentlicht.",
        "Bitte ansehen und, wenn es zu früh war, auf der Plattform löschen.",
    ),
    Problem.STILL_WAITING: (
        "Die Plattform hat den Beitrag zu seinem Termin noch nicht veröffentlicht.",
        "Warten, oder zurückholen und gleich von diesem Rechner senden.",
    ),
    Problem.WISH_TOO_LATE: (
        "Die letzte Änderung kam zu spät, die Plattform hatte den Beitrag schon veröffentlicht.",
        "Bitte ansehen: Online steht die Fassung von vor der Änderung.",
    ),
    Problem.WISH_REFUSED: (
        "Die Plattform hat die Änderung nicht angenommen.",
        "Dort bleibt alles, wie es war. Bitte auf der Plattform nachsehen oder es noch einmal versuchen.",
    ),
    Problem.CLOCK_SET: (
        "Die Uhr des Rechners ist über den Termin hinweg gesprungen.",
        "Bitte die Uhr prüfen und entscheiden: jetzt senden, neu planen oder verwerfen.",
    ),
    Problem.FILE_RESTORED: (
        "Die Daten wurden zurückgeholt oder kopiert, der Beitrag kann schon online sein.",
        "AmtDesk sieht nach und sendet nichts von selbst.",
    ),
    Problem.UNEXPECTED: (
        "Dabei ist ein Fehler im Programm aufgetreten.",
        "Nichts ist verloren. Die Einzelheiten lassen sich kopieren.",
    ),
    **HERE,
}
