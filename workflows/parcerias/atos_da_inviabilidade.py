"""The acts of arts. 69 to 76: tariffs go to an organisation only if a concession is unfeasible."""

from typing import Any

from workflows.kernel import Decision, HumanTask, Outcome, exige
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167, Provision
from workflows.parcerias.formularios import Fundamentada
from workflows.parcerias.formularios_inviabilidade import AtoDaTarifa, NotaTecnica, SelecaoDoTrecho

INVIAVEL = Outcome("inviavel", "Concessão inviável", "A parceria com tarifa pode seguir.")
VIAVEL = Outcome("viavel", "Concessão viável", "A parceria com tarifa não é admitida.")


def _em_vigor(dispositivo: Provision) -> Any:
    def check(caso: Any, _outcome: str, ato: AtoDaTarifa) -> None:
        futuro = "O ato ainda não está em vigor; sem ele não há tarifa."
        exige(ato.em_vigor_desde <= caso.today, dispositivo, futuro, "em_vigor_desde")

    return check


def _ato_da_tarifa(nome: str, titulo: str, dispositivo: Provision, duties: tuple[str, ...]) -> HumanTask:
    return HumanTask(
        id=f"inviabilidade-da-concessao.{nome}", title=titulo, provision=dispositivo, duties=duties, role=AREA_TECNICA,
        form=AtoDaTarifa, outcomes=(Outcome("em-vigor", "Ato em vigor"),), check=_em_vigor(dispositivo),
        action="Registrar o ato", instructions="Sem ato em vigor, espere a sua edição: não há tarifa sem ele.",
        then="fica demonstrado que a parceria com tarifa é admitida",
    )  # fmt: skip


# -- Arts. 69 a 72: rodovia com pedágio ----------------------------------------------------------------------------
TRECHO = Decision(
    id="inviabilidade-da-concessao.trecho", title="Selecionar o trecho por critérios objetivos", role=AREA_TECNICA,
    provision=DEC_167.art(69, par=1), duties=("PED-01",), form=SelecaoDoTrecho, action="Assinar a seleção",
    outcomes=(Outcome("selecionado", "Trecho selecionado"),), then="a área técnica faz a nota técnica",
)  # fmt: skip

NOTA_TECNICA = HumanTask(
    id="inviabilidade-da-concessao.nota-tecnica", title="Fazer a nota técnica de inviabilidade", role=AREA_TECNICA,
    provision=DEC_167.art(71), duties=("PED-02", "R-071"), form=NotaTecnica, action="Assinar a nota técnica",
    outcomes=(Outcome("feita", "Nota técnica feita"),), then="a área técnica conclui sobre a concessão",
    instructions="Cubra a concessão comum e a patrocinada. Os cinco elementos do art. 71, § 1º são obrigatórios.",
)  # fmt: skip

CONCLUSAO = Decision(
    id="inviabilidade-da-concessao.conclusao", title="Concluir se a concessão da rodovia é inviável",
    provision=DEC_167.art(70), duties=("PED-03",), role=AREA_TECNICA, form=Fundamentada, outcomes=(INVIAVEL, VIAVEL),
    action="Assinar a conclusão", instructions="Nos termos das leis federais e estaduais de concessão (art. 70).",
    then="inviável, confere-se o ato do teto tarifário; viável, o processo se encerra",
)  # fmt: skip

TETO_DO_PEDAGIO = _ato_da_tarifa(
    "teto-do-pedagio", "Conferir o ato do teto tarifário do pedágio", DEC_167.art(72), ("PED-04", "R-072")
)

# -- Arts. 73 e 74: travessia por balsa -----------------------------------------------------------------------------
CONCESSAO_DA_BALSA = Decision(
    id="inviabilidade-da-concessao.concessao-da-balsa", title="Concluir se a concessão da travessia é inviável",
    provision=DEC_167.art(73), duties=("AQU-01", "R-073"), role=AREA_TECNICA, form=Fundamentada,
    outcomes=(INVIAVEL, VIAVEL), action="Assinar a conclusão", then="comprova-se a falta de recursos para pontes",
)  # fmt: skip

SEM_RECURSOS = Outcome("sem-recursos", "Não há recursos para pontes ou outras obras")
COM_RECURSOS = Outcome("com-recursos", "Há recursos", "A transferência da travessia é vedada.")

PONTES = Decision(
    id="inviabilidade-da-concessao.pontes", title="Concluir se há recursos para pontes ou outras obras",
    provision=DEC_167.art(73), duties=("AQU-02", "R-073"), role=AREA_TECNICA, form=Fundamentada,
    outcomes=(SEM_RECURSOS, COM_RECURSOS), action="Assinar a conclusão",
    instructions="As duas condições do art. 73 são necessárias.", then="confere-se o ato da tarifa",
)  # fmt: skip

TARIFA_DA_BALSA = _ato_da_tarifa(
    "tarifa-da-balsa", "Conferir o ato da tarifa da balsa", DEC_167.art(74), ("AQU-03", "R-074")
)

# -- Arts. 75 e 76: aeroporto ---------------------------------------------------------------------------------------
CONCESSAO_DO_AEROPORTO = Decision(
    id="inviabilidade-da-concessao.concessao-do-aeroporto", title="Concluir se a concessão do aeroporto é inviável",
    provision=DEC_167.art(75), duties=("AER-01", "R-075"), role=AREA_TECNICA, form=Fundamentada,
    outcomes=(INVIAVEL, VIAVEL), action="Assinar a conclusão", then="confere-se a legislação setorial e a delegação",
)  # fmt: skip

CONFORME = Outcome("conforme", "Conforme a legislação setorial e a delegação")
DESCONFORME = Outcome("desconforme", "Em desacordo", "A transferência do aeroporto é vedada.")

LEGISLACAO_SETORIAL = Decision(
    id="inviabilidade-da-concessao.legislacao-setorial", title="Conferir a legislação setorial e a delegação",
    provision=DEC_167.art(75), duties=("AER-02", "R-075"), role=AREA_TECNICA, form=Fundamentada,
    outcomes=(CONFORME, DESCONFORME), action="Assinar a conferência", then="confere-se o ato da tarifa",
)  # fmt: skip

TARIFA_DO_AEROPORTO = _ato_da_tarifa(
    "tarifa-do-aeroporto", "Conferir o ato da tarifa do aeroporto", DEC_167.art(76), ("AER-03", "R-074")
)
