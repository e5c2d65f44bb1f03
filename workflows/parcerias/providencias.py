"""What art. 34 wants done before an instrument is signed, with what arts. 10, 11, 35, 36, 37 and 59 add: the gates."""

from workflows.kernel import Gate, Requirement
from workflows.norms import DEC_167, Provision


def _providencia(nome: str, titulo: str, dispositivo: Provision, duties: tuple[str, ...] = ()) -> Requirement:
    return Requirement(id=f"celebracao.{nome}", title=titulo, provision=dispositivo, duties=duties)


def _documento(nome: str, titulo: str, inciso: str) -> Requirement:
    dispositivo = DEC_167.art(35, inciso=inciso)
    return Requirement(id=f"celebracao.{nome}", title=titulo, provision=dispositivo, duties=("R-035",), document=True)


SELECAO = _providencia(
    "selecao", "o chamamento concluído ou a contratação direta liberada", DEC_167.art(34, inciso="I"), ("CEL-01",)
)
INVIABILIDADE = _providencia(
    "inviabilidade", "a inviabilidade da concessão", DEC_167.art(34, inciso="I", alinea="b"), ("CEL-01",)
)
HABILITACAO = _providencia("habilitacao", "a habilitação plena em vigor", DEC_167.art(10), ("CEL-02", "R-010-PARCIAL"))
CAPACIDADE = _providencia("capacidade", "a capacidade técnica comprovada", DEC_167.art(11), ("CEL-02",))
DOTACAO = _providencia("dotacao", "a indicação de dotação", DEC_167.art(34, inciso="II"), ("CEL-03",))
PLANO = _providencia("plano", "o plano de trabalho aprovado", DEC_167.art(34, inciso="III"), ("CEL-04",))
INSTALACOES = _documento("instalacoes", "a declaração sobre as instalações", "I")
IMOVEL = _documento("imovel", "a prova da propriedade ou posse do imóvel", "II")
PARECER_TECNICO = _providencia("parecer-tecnico", "o parecer técnico", DEC_167.art(34, inciso="IV"), ("CEL-06",))
GESTOR = _providencia("gestor", "a designação do Gestor da parceria", DEC_167.art(34, inciso="V"), ("CEL-07",))
COMISSAO = _providencia(
    "comissao", "a designação da comissão de monitoramento", DEC_167.art(34, inciso="VI"), ("CEL-08",)
)
CONTAS = _providencia("contas", "a avaliação de contas rejeitadas", DEC_167.art(59, inciso="VI"), ("CEL-09",))
MINUTA = _providencia("minuta", "a minuta com as cláusulas essenciais", DEC_167.art(36), ("CEL-10",))
BENS = _providencia(
    "bens", "a justificativa dos bens que ficam com a organização", DEC_167.art(37, inciso="II", alinea="a")
)
PARECER_JURIDICO = _providencia("parecer-juridico", "o parecer jurídico", DEC_167.art(34, inciso="VII"), ("CEL-11",))

DO_ARTIGO_35 = Gate(
    id="celebracao.documentos-da-organizacao", title="os documentos da organização", provision=DEC_167.art(35),
    duties=("R-035",), requirements=(INSTALACOES, IMOVEL),
)  # fmt: skip

DO_ARTIGO_34 = Gate(
    id="celebracao.providencias", title="as providências da celebração", provision=DEC_167.art(34),
    duties=("R-034-SEQ",),
    requirements=(
        SELECAO, INVIABILIDADE, HABILITACAO, CAPACIDADE, DOTACAO, PLANO, INSTALACOES, IMOVEL, PARECER_TECNICO, GESTOR,
        COMISSAO, CONTAS, MINUTA, BENS, PARECER_JURIDICO,
    ),
)  # fmt: skip
