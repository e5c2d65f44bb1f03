"""Art. 31, II: appeals after the result is final, against the rejection of a plan or of the partnership itself.

The five days run from the day on which the decision is available on the site (§ 4º).
"""

from workflows.clock import Binds, Counting, Nature, dias
from workflows.kernel import Deadline, Event
from workflows.kernel.appeal import AppealRule
from workflows.kernel.roles import OSC
from workflows.norms import DEC_167, Provision
from workflows.parcerias.formularios_plano import RazoesDoRecurso
from workflows.parcerias.recurso import QuemDecidiu, RecursoAdministrativo


def recurso_de(
    procedimento: str, dispositivo: Provision, contra: str, duties: tuple[str, ...], quem: QuemDecidiu
) -> AppealRule:
    """The appeal of a decision that `quem` took; `contra` names what is appealed against, after "recurso"."""
    janela = Deadline(
        id=f"{procedimento}.janela-de-recurso", title=f"recurso {contra}", provision=DEC_167.art(31), duties=duties,
        budget=dias(5), nature=Nature.PEREMPTORY, counting=Counting.PROCESSUAL, binds=Binds.PARTICULAR,
        on_lapse="a decisão se torna definitiva",
    )  # fmt: skip
    recorrer = Event(
        id=f"{procedimento}.recorrer", title=f"recurso {contra}", provision=dispositivo, who=(OSC,), parties_only=True,
        form=RazoesDoRecurso, many=True, awaited=True, files=True,
        instructions="O recurso vai a quem decidiu, que reconsidera ou o faz subir em cinco dias (art. 31, § 1º).",
    )  # fmt: skip
    return AppealRule(window=janela, event=recorrer, procedure=RecursoAdministrativo, more={"decidida_por": str(quem)})
