"""The acts of arts. 18 to 21: the counterpart, the draft of the edital, its opinions, its two publications."""

from datetime import date
from typing import Any

from workflows.clock import Binds, Counting, Nature, dias, format_date
from workflows.kernel import Deadline, Decision, HumanTask, Outcome, Publication, exige
from workflows.kernel.roles import AREA_TECNICA, PROCURADORIA, PUBLICACAO, SECRETARIO
from workflows.norms import DEC_167, Param
from workflows.parcerias.formularios_edital import (
    Contrapartida,
    EvidenciaDoEdital,
    MinutaDoEdital,
    NovaData,
    Parecer,
    ParecerTecnico,
)

PERCENTUAL = Param("percentual_contrapartida")

# -- Art. 20: trinta dias entre a publicação e o fim das propostas ----------------------------------------------
ANTECEDENCIA = Deadline(
    id="edital.antecedencia", title="antecedência mínima do edital", provision=DEC_167.art(20), duties=("R-020",),
    budget=dias(30), nature=Nature.MINIMUM, counting=Counting.MATERIAL, binds=Binds.PARTICULAR,
    on_lapse="o prazo das propostas já pode terminar",
)  # fmt: skip


def _trinta_dias(caso: Any, publicado_em: date, fim: date, campo: str) -> None:
    visto = caso.allows(ANTECEDENCIA, since=publicado_em, proposed=fim)
    conta = (
        f"Publicado em {format_date(publicado_em)}, o edital recebe propostas ao menos até "
        f"{format_date(visto.first_valid)}: trinta dias, o da publicação não se conta. Com o fim em "
        f"{format_date(fim)} não serve. {visto.reason}"
    ) if not visto.ok else ""  # fmt: skip
    exige(visto.ok, DEC_167.art(20), conta, campo)


# -- Art. 18, VI e § 5º: contrapartida ---------------------------------------------------------------------------
def _percentual_admitido(caso: Any, _outcome: str, form: Contrapartida) -> None:
    if not form.com_repasse and caso.in_force(DEC_167.art(18, par=5)):
        zero = "Sem dinheiro público não se exige contrapartida; informe zero."
        exige(form.percentual == 0, DEC_167.art(18, par=5), zero, "percentual")
        return
    minimo = PERCENTUAL.minimum
    if minimo is not None and caso.bounded(minimo):
        abaixo = f"O percentual é de {minimo.amount}% ou mais."
        exige(form.percentual >= minimo.amount, minimo.provision, abaixo, "percentual")
    descrita = form.percentual == 0 or form.bens_ou_servicos
    exige(bool(descrita), DEC_167.art(36, par=3), "Diga em que bens ou serviços, mensurados.", "bens_ou_servicos")


CONTRAPARTIDA = Decision(
    id="edital.contrapartida", title="Fixar o percentual de contrapartida", provision=DEC_167.art(18, inciso="VI"),
    duties=("EDI-04", "R-018-CONTRA", "R-036-CONTRA"), role=SECRETARIO, form=Contrapartida,
    outcomes=(Outcome("fixada", "Percentual fixado"),), check=_percentual_admitido, action="Assinar a decisão",
    instructions="A contrapartida é em bens ou serviços; sem dinheiro público na parceria, não se exige.",
    then="a área técnica elabora a minuta do edital",
)  # fmt: skip


# -- Art. 18: a minuta, item por item ------------------------------------------------------------------------------
def _minuta_admitida(caso: Any, _outcome: str, minuta: MinutaDoEdital) -> None:
    _trinta_dias(caso, caso.today, minuta.fim_das_propostas, "fim_das_propostas")
    decidido = "a exige" if caso.percentual > 0 else "não a exige"
    exige(
        minuta.exige_contrapartida == (caso.percentual > 0), DEC_167.art(18, inciso="VI"),
        f"A decisão sobre a contrapartida {decidido}; a minuta tem de dizer o mesmo.", "exige_contrapartida",
    )  # fmt: skip


MINUTA = HumanTask(
    id="edital.minuta", title="Elaborar a minuta do edital", provision=DEC_167.art(18), role=AREA_TECNICA,
    duties=("EDI-03", "EDI-05", "R-018-CONTENT", "R-018-REF", "R-018-VALID", "R-019", "R-035-REIMB"),
    form=MinutaDoEdital, outcomes=(Outcome("elaborada", "Minuta elaborada"),), check=_minuta_admitida,
    action="Concluir a minuta",
    instructions="Cada item do art. 18 é obrigatório. Diga que cláusulas restringem a disputa e por que se admitem.",
    then="a minuta recebe parecer técnico e parecer jurídico",
)  # fmt: skip

# -- Art. 21: pareceres antes da publicação -----------------------------------------------------------------------
FAVORAVEL = Outcome("favoravel", "Favorável", "O edital segue como está.")
AJUSTAR = Outcome("ajustar", "Ajustar", "A minuta volta à área técnica.")


def _sem_direcionamento(_caso: Any, outcome: str, parecer: ParecerTecnico) -> None:
    livre = parecer.sem_direcionamento or outcome == AJUSTAR
    exige(livre, DEC_167.art(19), "Com cláusula que direciona, a minuta tem de ser ajustada.", "sem_direcionamento")


PARECER_TECNICO = HumanTask(
    id="edital.parecer-tecnico", title="Emitir o parecer técnico da minuta", provision=DEC_167.art(21),
    duties=("EDI-06", "EDI-07"), role=AREA_TECNICA, form=ParecerTecnico, outcomes=(FAVORAVEL, AJUSTAR),
    check=_sem_direcionamento, action="Assinar o parecer",
    instructions="Veja também se alguma cláusula direciona a disputa (art. 19).", then="vem o parecer jurídico",
)  # fmt: skip

PARECER_JURIDICO = HumanTask(
    id="edital.parecer-juridico", title="Emitir o parecer jurídico da minuta", provision=DEC_167.art(21),
    duties=("EDI-08",), role=PROCURADORIA, authority=Param("orgao_parecer_juridico"), form=Parecer,
    outcomes=(FAVORAVEL, AJUSTAR), action="Assinar o parecer", then="o edital pode ser publicado",
)  # fmt: skip


# -- Art. 20: extrato no Diário Oficial e inteiro teor no sítio ----------------------------------------------------
def _publicavel(caso: Any, _outcome: str, prova: EvidenciaDoEdital) -> None:
    for parecer in (PARECER_TECNICO, PARECER_JURIDICO):
        dado_em = caso.done_at(parecer)
        antes = f"A publicação é anterior ao ato “{parecer.title}”; o edital só se publica depois dele."
        exige(dado_em is not None and prova.instante > dado_em, DEC_167.art(21), antes, "disponivel_desde")
    _trinta_dias(caso, prova.publicado_em, caso.fim, "publicado_em")


EXTRATO = Publication(
    id="edital.extrato-no-diario", title="Publicar o extrato do edital no Diário Oficial", what="extrato-do-edital",
    provision=DEC_167.art(20), duties=("EDI-09", "R-021"), role=PUBLICACAO, form=EvidenciaDoEdital,
    outcomes=(Outcome("publicado", "Publicado"),), check=_publicavel, action="Registrar a publicação",
    instructions="Registre edição, página, dia e hora. Os trinta dias contam da última das duas publicações.",
    then="publicado também no sítio, abre-se o prazo das propostas",
)  # fmt: skip

INTEIRO_TEOR = Publication(
    id="edital.inteiro-teor-no-sitio", title="Publicar o inteiro teor do edital no sítio oficial", what="edital",
    provision=DEC_167.art(20), duties=("EDI-09", "R-021"), role=PUBLICACAO, form=EvidenciaDoEdital,
    outcomes=(Outcome("publicado", "Publicado"),), check=_publicavel, action="Registrar a publicação",
    instructions="Registre o endereço, o dia e a hora. Os trinta dias contam da última das duas publicações.",
    then="publicado também no Diário Oficial, abre-se o prazo das propostas",
)  # fmt: skip


def _data_admitida(caso: Any, _outcome: str, nova: NovaData) -> None:
    _trinta_dias(caso, caso.today, nova.fim_das_propostas, "fim_das_propostas")


NOVA_DATA = HumanTask(
    id="edital.nova-data", title="Fixar novo último dia para propostas", provision=DEC_167.art(20), role=AREA_TECNICA,
    form=NovaData, outcomes=(Outcome("fixada", "Data fixada"),), check=_data_admitida, action="Fixar a data",
    instructions="A publicação não foi confirmada a tempo dos trinta dias. Fixe outra data; publica-se de novo.",
    then="extrato e inteiro teor são publicados com a nova data",
)  # fmt: skip
