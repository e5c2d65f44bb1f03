"""The acts of art. 49, § 1º, I, where the partnership's own registers show the delay: checked, and in time."""

from workflows.clock import Binds, Counting, Nature
from workflows.kernel import Deadline, HumanTask, Outcome
from workflows.kernel.roles import AREA_TECNICA
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada

DO_ATRASO = DEC_167.art(49, par=1, inciso="I")

CONFERIDO = Outcome("conferido", "A SINFRA deu causa ao atraso")
SEM_CAUSA = Outcome("sem-causa", "A SINFRA não deu causa", "A vigência continua a mesma.")

ANTES_DO_FIM = Deadline(
    id="apostila-de-oficio.antes-do-fim", title="prorrogação de ofício antes do fim da vigência", provision=DO_ATRASO,
    duties=("ALT-10",), nature=Nature.VALIDITY, counting=Counting.MATERIAL, binds=Binds.ADMINISTRACAO,
    reminders=(30, 10, 3, 1),
    on_lapse="a vigência termina e não há mais o que prorrogar",
)  # fmt: skip

CONFERIR = HumanTask(
    id="apostila-de-oficio.conferencia", title="Conferir o atraso da SINFRA na liberação", provision=DO_ATRASO,
    duties=("ALT-10", "R-049-OFFICIO"), role=AREA_TECNICA, form=Fundamentada, outcomes=(CONFERIDO, SEM_CAUSA),
    within=ANTES_DO_FIM, action="Concluir",
    instructions="Os dias são os que os registros da parceria mostram: a parcela era devida, nada da organização a "
    "retinha e ela não saiu. Conclua antes de a vigência terminar.",
    then="a vigência se prorroga pelo exato período do atraso",
)  # fmt: skip
