"""The German sentences of what goes wrong on this computer; no Qt in here."""

from amtdesk.domain.errors import Problem

#: What happened, and what to do now.
HERE: dict[Problem, tuple[str, str]] = {
    Problem.DISK_FULL: (
        "Die Festplatte nimmt nichts mehr auf, meist weil sie voll ist.",
        "Nichts ist verloren. Bitte Platz schaffen, zum Beispiel den Papierkorb leeren. AmtDesk speichert dann weiter.",
    ),
    Problem.READ_ONLY: (
        "Der Ordner oder die Datei ist schreibgeschützt.",
        "Nichts ist verloren. Bitte die IT bitten, das Schreiben im Datenordner wieder zu erlauben.",
    ),
    Problem.DATABASE_BUSY: (
        "Ein anderes Programm hält die Datei von AmtDesk gerade fest.",
        "Nichts ist verloren, AmtDesk versucht es weiter. Hilft das nicht: andere Programme schließen.",
    ),
    Problem.DATABASE_DAMAGED: (
        "Die Datei von AmtDesk ist beschädigt.",
        "Bitte AmtDesk neu starten. Es bietet dann die jüngste gute Sicherung an.",
    ),
    Problem.FOLDER_ABSENT: (
        "Der Ordner ist gerade nicht zu erreichen.",
        "Bitte prüfen, ob das Netzlaufwerk verbunden oder der Stick eingesteckt ist.",
    ),
    Problem.FOLDER_INSIDE: (
        "Dieser Ordner liegt im Datenordner von AmtDesk und würde mit ihm verloren gehen.",
        "Bitte einen Ordner an einem anderen Ort wählen, am besten auf einem anderen Laufwerk.",
    ),
    Problem.BACKUP_DAMAGED: (
        "Diese Sicherung ist beschädigt und wird nicht benutzt.",
        "An den Daten wurde nichts geändert. Bitte eine andere Sicherung wählen.",
    ),
    Problem.FILE_REMOTE: (
        "Die Daten liegen auf einem Netzlaufwerk, dort kann die Datei Schaden nehmen.",
        "Bitte die IT bitten, den Datenordner auf diesen Rechner zu legen. Die Sicherung darf auf das Netzlaufwerk.",
    ),
    Problem.FILE_SYNCHRONISED: (
        "Die Daten liegen in einem Cloud-Ordner (OneDrive, Nextcloud, Dropbox), dort kann die Datei Schaden nehmen.",
        "Bitte die IT bitten, den Datenordner daneben zu legen. Die Sicherung darf in den Cloud-Ordner.",
    ),
    Problem.FILE_NEWER: (
        "Diese Daten wurden von einer neueren Fassung von AmtDesk angelegt.",
        "An den Daten wurde nichts geändert. Bitte AmtDesk aktualisieren oder die IT darum bitten.",
    ),
    Problem.RELEASE_ABSENT: (
        "Unter dieser Adresse liegen keine Angaben zu neuen Fassungen.",
        "Bitte die Adresse prüfen oder die IT fragen. AmtDesk läuft weiter wie bisher.",
    ),
    Problem.RELEASE_UNSIGNED: (
        "Die Angaben zur neuen Fassung sind nicht von den Herstellern von AmtDesk unterschrieben.",
        "Nichts wurde heruntergeladen. Bitte der IT Bescheid geben.",
    ),
    Problem.RELEASE_WRONG: (
        "Die Angaben zur neuen Fassung sind unvollständig oder weisen an einen fremden Ort.",
        "Nichts wurde heruntergeladen. Bitte der IT Bescheid geben.",
    ),
    Problem.RELEASE_OLDER: (
        "Unter dieser Adresse wird eine ältere Fassung angeboten als früher schon einmal.",
        "Nichts wurde heruntergeladen. Bitte der IT Bescheid geben.",
    ),
    Problem.RELEASE_SPOILED: (
        "Die heruntergeladene Datei ist nicht die angekündigte.",
        "Sie wurde nicht aufgehoben. Bitte später noch einmal versuchen oder der IT Bescheid geben.",
    ),
    Problem.JOB_REFUSED: (
        "Die Aufgabenplanung dieses Rechners hat das nicht angenommen.",
        "Bitte die IT fragen, die Einzelheiten lassen sich kopieren. Solange AmtDesk offen ist, sendet es wie gewohnt.",
    ),
    Problem.WORKER_STUCK: (
        "Das Senden kommt seit über zehn Minuten nicht voran.",
        "Bitte AmtDesk beenden und neu starten. Es sieht dann zuerst nach, was schon angekommen ist.",
    ),
    Problem.WORKER_ENDED: (
        "Das Senden im Hintergrund ist stehen geblieben.",
        "AmtDesk hat es neu angestoßen. Bleibt es dabei, bitte AmtDesk beenden und neu starten.",
    ),
    Problem.TURN_TAKEN: (
        "Ein zweites AmtDesk arbeitet mit denselben Daten und gibt das Senden nicht frei.",
        "Bitte ein anderes Fenster von AmtDesk schließen oder den Rechner neu starten.",
    ),
    Problem.CLOCK_BEHIND: (
        "Die Uhr dieses Rechners stimmt wohl nicht: In den Daten stehen Versuche, die in der Zukunft lägen.",
        "Bitte Datum und Uhrzeit prüfen. Geht die Uhr nach, erscheinen geplante Beiträge zu spät.",
    ),
    Problem.OVERDUE: (
        "Ein Beitrag ist seit über zehn Minuten fällig und noch nicht draußen.",
        "AmtDesk versucht es weiter. Eilt es, bitte den Beitrag von Hand veröffentlichen.",
    ),
}
