"""What a patient reads when a file is refused: what is wrong, and what to do."""

from monespace_app.core.content.model import MAX_PDF_PAGES, MAX_TIFF_PAGES, Reason

_AS_PDF = "Enregistrez-le au format PDF, puis ajoutez ce PDF."

SENTENCES = {
    Reason.EMPTY: "Ce fichier est vide. Choisissez-en un autre.",
    Reason.TOO_BIG: (
        "Ce fichier dépasse 5\u00a0Mo. Réduisez sa taille, ou séparez-le en plusieurs fichiers, "
        "puis ajoutez-le de nouveau."
    ),
    Reason.GROWN: (
        "Une fois vérifié et débarrassé de ses données cachées, ce fichier dépasse 5\u00a0Mo. "
        "Réduisez sa taille, ou séparez-le en plusieurs fichiers, puis ajoutez-le de nouveau."
    ),
    Reason.UNKNOWN_TYPE: (
        "Ce type de fichier n'est pas accepté. Les formats acceptés sont JPG, JPEG, PDF, PNG, TXT, RTF, "
        "TIF et TIFF."
    ),
    Reason.SEVERAL_TYPES: (
        "Ce fichier mélange plusieurs formats, il ne peut pas être ajouté. Enregistrez-le de nouveau avec "
        "le logiciel qui l'a créé, puis ajoutez-le."
    ),
    Reason.DAMAGED: (
        "Ce fichier est abîmé ou incomplet. Vérifiez qu'il s'ouvre sur votre appareil, "
        "enregistrez-le de nouveau, puis ajoutez-le."
    ),
    Reason.TOO_HEAVY: (
        "Ce fichier est trop complexe pour être vérifié. Enregistrez-le dans une version plus simple, "
        "ou séparez-le en plusieurs fichiers, puis ajoutez-le de nouveau."
    ),
    Reason.TOO_MANY_PIXELS: (
        "Cette image est trop grande. Réduisez ses dimensions, puis ajoutez-la de nouveau."
    ),
    Reason.TOO_MANY_PAGES: (
        f"Ce fichier a trop de pages ({MAX_TIFF_PAGES} au plus pour un TIFF, {MAX_PDF_PAGES} pour un PDF). "
        "Séparez-le en plusieurs fichiers, puis ajoutez-les."
    ),
    Reason.PASSWORD: (
        "Ce PDF est protégé par un mot de passe. Enregistrez-le sans mot de passe, puis ajoutez-le de nouveau."
    ),
    Reason.SCRIPT: (
        "Ce PDF contient un programme, il ne peut pas être ajouté. Imprimez-le vers un nouveau PDF "
        "(«\u00a0Enregistrer au format PDF\u00a0»), puis ajoutez ce nouveau PDF."
    ),
    Reason.ACTION: (
        "Ce PDF peut ouvrir d'autres fichiers, des programmes ou envoyer des données, il ne peut pas être ajouté. "
        "Imprimez-le vers un nouveau PDF («\u00a0Enregistrer au format PDF\u00a0»), puis ajoutez ce nouveau PDF."
    ),
    Reason.ATTACHMENT: (
        "Ce PDF contient d'autres fichiers, il ne peut pas être ajouté. Imprimez-le vers un nouveau PDF "
        "(«\u00a0Enregistrer au format PDF\u00a0»), puis ajoutez ce nouveau PDF."
    ),
    Reason.MULTIMEDIA: (
        "Ce PDF contient du son, une vidéo ou une animation, il ne peut pas être ajouté. Imprimez-le vers un "
        "nouveau PDF («\u00a0Enregistrer au format PDF\u00a0»), puis ajoutez ce nouveau PDF."
    ),
    Reason.XFA_FORM: (
        "Ce PDF est un formulaire interactif (XFA), il ne peut pas être ajouté. Imprimez-le vers un nouveau PDF "
        "(«\u00a0Enregistrer au format PDF\u00a0»), puis ajoutez ce nouveau PDF."
    ),
    Reason.RTF_OBJECT: f"Ce document RTF contient un objet inséré, il ne peut pas être ajouté. {_AS_PDF}",
    Reason.RTF_FIELD: (
        f"Ce document RTF contient un champ qui lit d'autres fichiers, il ne peut pas être ajouté. {_AS_PDF}"
    ),
    Reason.RTF_DRAWING: (
        f"Ce document RTF contient un dessin ou une image que nous ne savons pas vérifier. {_AS_PDF}"
    ),
    Reason.NOT_TEXT: (
        "Ce fichier n'est pas un texte lisible. Enregistrez-le de nouveau en texte (UTF-8) ou en PDF, "
        "puis ajoutez-le."
    ),
    Reason.NO_SUCH_PAGE: "Cette page est introuvable.",
}
