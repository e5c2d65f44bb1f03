"""What a call says on paper: each item of art. 18 under its inciso, then what other articles ask it to say."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from workflows.clock import format_date
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios_documentos import Clausula, CorpoDeEdital
from workflows.parcerias.formularios_edital import ClausulaRestritiva, CriterioDoEdital, Fundamento, MinutaDoEdital

SINFRA = "Secretaria de Estado de Infraestrutura e Logística - SINFRA"
TERMO = {"fomento": "termo de fomento", "colaboracao": "termo de colaboração"}
FUNDAMENTOS = {
    Fundamento.OBJETO: "é necessária para cumprir o objeto",
    Fundamento.REGIAO: "limita a disputa a quem tem sede ou atuação na região do objeto",
    Fundamento.TERRITORIO: "delimita o território da execução, pela política do setor",
}


def corpo_do_edital(minuta: MinutaDoEdital, percentual: Decimal, fim: date, pmis: str | None = None) -> CorpoDeEdital:
    """The call as it goes out: with the percentage that the Secretário fixed, the last day for proposals, and the PMIS
    that came before it, if one did (art. 16, § 3º)."""
    return CorpoDeEdital(
        preambulo=_preambulo(minuta, pmis), clausulas=(*_do_artigo_18(minuta, percentual, fim), *_dos_outros(minuta))
    )


def por_cento(percentual: Decimal) -> str:
    """A percentage as people write it: `2,5%`."""
    escrito = f"{percentual:f}"
    return (escrito.rstrip("0").rstrip(".") if "." in escrito else escrito).replace(".", ",") + "%"


def _preambulo(minuta: MinutaDoEdital, pmis: str | None) -> str:
    precedido = f" Precedeu este chamamento o PMIS {pmis}." if pmis else ""
    return (
        f"A {SINFRA}, do Estado de Mato Grosso, torna público o chamamento para selecionar organização da sociedade "
        f"civil com que celebrar {TERMO[minuta.tipo]}, nos termos do Decreto 167/2019 e deste edital.{precedido}"
    )


def _item(inciso: str, titulo: str, *linhas: str) -> Clausula:
    return Clausula(inciso=inciso, titulo=titulo, texto="\n".join(linhas))


def _do_artigo_18(minuta: MinutaDoEdital, percentual: Decimal, fim: date) -> Iterator[Clausula]:
    yield _item(
        "I", "Tipo de parceria e legislação aplicável", f"A parceria é celebrada por {TERMO[minuta.tipo]}.",
        f"Legislação aplicável: {minuta.legislacao}",
    )  # fmt: skip
    yield _item("II", "Objeto e órgão celebrante", minuta.objeto, f"O órgão celebrante é a {SINFRA}.")
    recebidas = f"As propostas são recebidas até o fim do dia {format_date(fim)}."
    yield _item("III", "Datas, prazos, condições, local e forma das propostas", recebidas,
                minuta.condicoes_das_propostas)  # fmt: skip
    yield _item("IV", "Critérios de seleção e de julgamento", *_criterios(minuta))
    yield _item(
        "V", "Valor de referência ou teto", f"{em_reais(centavos(minuta.valor_de_referencia))}.",
        f"Parâmetros usados (§ 4º): {minuta.parametros_do_valor}",
    )  # fmt: skip
    exigida = f"Exige-se contrapartida de {por_cento(percentual)}, em bens ou serviços mensurados, nunca em dinheiro."
    yield _item("VI", "Contrapartida", exigida if minuta.exige_contrapartida else "Não se exige contrapartida.")
    yield _item("VII", "Dotação orçamentária", minuta.dotacao)
    yield _item("VIII", "Minuta do instrumento", minuta.minuta_do_instrumento)
    rede = "Permite-se" if minuta.atuacao_em_rede else "Não se permite"
    yield _item("IX", "Atuação em rede", f"{rede} a atuação em rede.")
    yield _item("X", "Condições para interposição de recurso", minuta.condicoes_de_recurso)


def _criterios(minuta: MinutaDoEdital) -> Iterator[str]:
    yield from (_criterio(um) for um in minuta.criterios)
    yield minuta.metodologia
    if minuta.nota_minima is not None:
        yield f"Classifica-se a proposta com ao menos {_numero(minuta.nota_minima)} pontos."
    if minuta.desempate:
        yield f"No empate, prevalece, nesta ordem, a nota em: {', '.join(minuta.desempate)}."


def _criterio(um: CriterioDoEdital) -> str:
    return f"Critério {um.codigo}: {um.nome}. Peso {_numero(um.peso)}; nota máxima {_numero(um.nota_maxima)}."


def _numero(valor: Decimal) -> str:
    return por_cento(valor).removesuffix("%")


def _dos_outros(minuta: MinutaDoEdital) -> Iterator[Clausula]:
    """What arts. 11, 18, §§ 3º, 19, 30, 32, 33, 35 and 36 ask, or let, the call say."""
    ditas: tuple[tuple[str, str | None], ...] = (
        ("Comprovação da experiência anterior (art. 11, parágrafo único)", minuta.capacidade_tecnica),
        ("Prazo para comprovar a habilitação (art. 30)", _dias(minuta.prazo_de_habilitacao)),
        ("Prazo para atender à convocação para celebrar (art. 32, § 2º)", _dias(minuta.prazo_para_atender)),
        ("Cláusulas que restringem a disputa (art. 19, parágrafo único)", _restritivas(minuta.clausulas_restritivas)),
        ("Validade do resultado (art. 18, § 3º)", _validade(minuta)),
        ("Prorrogação excepcional da vigência (art. 36, VI)", minuta.prorrogacao),
        ("Projeto executivo (art. 33, § 3º)", minuta.projeto_executivo),
        ("Ressarcimento de projetos executivos (art. 35, parágrafo único)", minuta.ressarcimento),
    )
    return (Clausula(titulo=titulo, texto=texto) for titulo, texto in ditas if texto)


def _dias(quantos: int) -> str:
    return "1 dia, contado da convocação." if quantos == 1 else f"{quantos} dias, contados da convocação."


def _restritivas(clausulas: tuple[ClausulaRestritiva, ...]) -> str:
    return "\n".join(
        f"{uma.clausula}. Admite-se porque {FUNDAMENTOS[uma.fundamento]}. {uma.justificativa}" for uma in clausulas
    )


def _validade(minuta: MinutaDoEdital) -> str | None:
    meses = minuta.validade_em_meses
    if meses is None:
        return None
    return f"{'1 mês' if meses == 1 else f'{meses} meses'}, da divulgação do resultado final.\n" + str(
        minuta.justificativa_da_validade
    )
