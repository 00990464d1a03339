"""The thirteen sections of the medical profile, in their order (MED, MES, WILL, HIST). Pure data."""

from monespace_app.features.medical_profile.schemas import SectionRow

SECTIONS = (
    SectionRow(
        title="Maladies et sujets de santé", holds="celles d'aujourd'hui et d'hier qu'il faut connaître"
    ),
    SectionRow(title="Traitements", holds="les médicaments et leur posologie"),
    SectionRow(title="Hospitalisations et chirurgies", holds="les séjours et les opérations"),
    SectionRow(title="Antécédents familiaux", holds="les maladies des proches qui comptent pour la suite"),
    SectionRow(title="Allergies", holds="ce qui n'est pas supporté"),
    SectionRow(title="Vaccinations", holds="les vaccins et leurs rappels"),
    SectionRow(title="Handicaps", holds="les handicaps et l'aide nécessaire"),
    SectionRow(title="Habitudes de vie", holds="le sommeil, l'activité, l'alimentation, le tabac, l'alcool"),
    SectionRow(title="Mesures", holds="le poids, la taille, la tension et d'autres encore"),
    SectionRow(title="Professionnels de santé", holds="celles et ceux qui assurent le suivi"),
    SectionRow(title="Entourage et volontés", holds="les personnes à prévenir et les souhaits"),
    SectionRow(title="Mon histoire de santé", holds="les soins, dans l'ordre du temps"),
    SectionRow(title="Pièces administratives", holds="les attestations et justificatifs"),
)
