"""Fields and forms."""

import reflex as rx

from monespace_app.core.forms import FieldProblem
from monespace_app.ui.atelier.registry import example
from monespace_app.ui.components import (
    Option,
    button,
    button_group,
    character_counter,
    checkbox,
    checkbox_group,
    described,
    error_summary,
    field,
    field_error,
    form,
    help_bubble,
    one_time_code_field,
    password_checklist,
    password_field,
    radio_group,
    select_field,
    stack,
    stepper,
    switch,
    text_area,
    text_field,
)

NOTHING = rx.noop()
CATEGORIES = [
    Option("rx", "Ordonnances et soins"),
    Option("bio", "Résultats de biologie"),
    Option("cr", "Comptes rendus"),
]


@example("Champs", "texte", shows="text_field text_area")
def texts() -> rx.Component:
    return stack(
        text_field("Mon identifiant", "identifier", auto_complete="username"),
        text_field(
            "Nom du document", "name", hint="Ce nom sera lu par vos soignants.", max_length=50, counter=True
        ),
        text_field("Téléphone", "phone", required=False, input_mode="tel", default_value="06 39 98 12 14"),
        text_field("Adresse e-mail", "mail", disabled=True, default_value="inaya.michel@example.org"),
        text_area("Rédigez votre message…", "body", max_length=10000, counter=True),
        gap="6",
    )


@example("Champs", "en erreur", shows="field field_error described character_counter")
def wrong() -> rx.Component:
    return stack(
        text_field(
            "Date du document",
            "date",
            hint="Par exemple 12/12/2021",
            default_value="31/02/2021",
            error="Le 31 février n'existe pas. Vérifiez le jour et le mois.",
        ),
        password_field("Mon mot de passe", "password", error="Saisissez votre mot de passe."),
        field(
            "Votre taille (cm)",
            rx.el.input(
                id="height",
                name="height",
                class_name="input",
                default_value="12,5,3",
                **described("height", None, "x"),
            ),
            id="height",
            error="Écrivez un seul nombre, par exemple 168 ou 168,5.",
            after=character_counter("height", 5),
        ),
        rx.el.div(
            field_error("seul", "Une erreur seule, près d'un champ à part."), class_name="field field-invalid"
        ),
        gap="6",
    )


@example("Champs", "mot de passe et code", shows="password_field one_time_code_field")
def secrets() -> rx.Component:
    return stack(
        password_field("Mon mot de passe", "password"),
        one_time_code_field(hint="Envoyé à i•••••@•••••.org. Il est valable 10 minutes."),
        one_time_code_field(name="code-refuse", error="Ce code n'est pas le bon. Il vous reste 2 essais."),
        gap="6",
    )


@example("Champs", "nouveau mot de passe", shows="password_checklist")
def new_password() -> rx.Component:
    rules = [
        ("length", "8 caractères au moins"),
        ("upper", "une majuscule"),
        ("lower", "une minuscule"),
        ("digit", "un chiffre"),
        ("special", "un caractère spécial"),
    ]
    return stack(
        password_field(
            "Nouveau mot de passe",
            "new-password",
            auto_complete="new-password",
        ),
        password_checklist("new-password", rules, min_length=8),
    )


@example("Champs", "choix", shows="select_field checkbox checkbox_group radio_group")
def choices() -> rx.Component:
    ways = [
        Option("email", "Recevoir mon code par e-mail", "i•••••@•••••.org"),
        Option("sms", "Recevoir mon code par SMS", "06 •• •• •• 14"),
    ]
    return stack(
        select_field(
            "Catégorie du document", "category", CATEGORIES, placeholder="- Sélectionnez une catégorie -"
        ),
        radio_group("Comment recevoir votre code ?", "way", ways, default_value="email"),
        checkbox_group(
            "Profils à ajouter",
            checkbox("Louise Michel", "louise", hint="En attente d'activation", default_checked=True),
            checkbox("Louison Michel", "louison", hint="Profil opposé"),
        ),
        gap="8",
    )


@example("Champs", "choix en erreur")
def choices_wrong() -> rx.Component:
    return stack(
        select_field(
            "Catégorie du document",
            "category",
            CATEGORIES,
            placeholder="- Sélectionnez une catégorie -",
            error="Choisissez une catégorie.",
        ),
        radio_group(
            "Comment recevoir votre code ?",
            "way",
            [Option("email", "Par e-mail"), Option("sms", "Par SMS")],
            error="Choisissez une façon de recevoir le code.",
        ),
        checkbox(
            "Je certifie être le représentant légal du ou des profils sélectionnés.",
            "certify",
            error="Cochez cette case pour continuer.",
        ),
        gap="8",
    )


@example("Champs", "interrupteurs", shows="switch")
def switches() -> rx.Component:
    return rx.el.div(
        switch("SAMU", "samu", default_checked=True, hint="Le médecin régulateur, quand vous appelez le 15."),
        switch("Autres professionnels de santé", "others", default_checked=True),
        switch("Documents masqués", "masked", default_checked=False),
        switch(
            "Alertes de sécurité",
            "security",
            default_checked=True,
            disabled=True,
            hint="Elles ne peuvent pas être désactivées.",
        ),
    )


@example("Formulaires", "étape d'une connexion", shows="stepper help_bubble form")
def login_step() -> rx.Component:
    return rx.el.div(
        stepper(1, 3, "Je m'identifie", level="h2"),
        form(
            text_field("Mon identifiant", "identifier", auto_complete="username"),
            help_bubble("Quel est mon identifiant ?", rx.el.p("Vous l'avez choisi à l'activation.")),
            password_field("Mon mot de passe", "password"),
            button("Continuer", type="submit", wide=True),
            class_name="fields",
        ),
        class_name="atelier-narrow",
    )


@example("Formulaires", "avec erreurs", shows="error_summary")
def form_with_errors() -> rx.Component:
    errors = [
        FieldProblem(field="name", message="Nom du document : retirez le caractère « @ »."),
        FieldProblem(field="category", message="Choisissez une catégorie."),
    ]
    return rx.el.div(
        error_summary(errors, title="Il reste deux points à corriger"),
        form(
            text_field(
                "Nom du document", "name", default_value="Analyse@mars", error="Retirez le caractère « @ »."
            ),
            select_field(
                "Catégorie du document",
                "category",
                CATEGORIES,
                placeholder="- Sélectionnez une catégorie -",
                error="Choisissez une catégorie.",
            ),
            button_group(button("Annuler", kind="secondary"), button("Valider", on_click=NOTHING)),
            class_name="fields",
        ),
        class_name="atelier-narrow",
    )


@example("Formulaires", "étapes 2 et 3")
def later_steps() -> rx.Component:
    return stack(
        stepper(2, 3, "Je choisis comment recevoir mon code", level="h2"),
        stepper(3, 3, "Je saisis mon code", level="h2"),
        gap="8",
    )
