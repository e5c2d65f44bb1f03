"""What the draft of the instrument says on paper: the eighteen clauses of art. 36, each under its inciso."""

from collections.abc import Callable, Mapping
from datetime import date

from workflows.clock import format_date
from workflows.kernel import Form
from workflows.parcerias.dinheiro import centavos, em_reais
from workflows.parcerias.formularios import Texto, TextoLongo, campo
from workflows.parcerias.formularios_celebracao import Instrumento, PedidoDeCelebracao
from workflows.parcerias.formularios_documentos import Clausula as ClausulaEscrita
from workflows.parcerias.formularios_documentos import CorpoDeInstrumento
from workflows.parcerias.formularios_minuta import Clausula, MinutaDoInstrumento, Titularidade
from workflows.parcerias.posicao import em_texto, pontos
from workflows.parcerias.texto_do_edital import SINFRA

TERMO = {Instrumento.COLABORACAO: "Termo de colaboração", Instrumento.FOMENTO: "Termo de fomento"}
Escrita = Callable[[PedidoDeCelebracao, MinutaDoInstrumento], tuple[str, ...]]


class TextoDoExtratoDoInstrumento(Form):
    """What goes to the Diário Oficial of a signed instrument (art. 36, § 2º)."""

    instrumento: Texto = campo("Instrumento")
    numero: Texto = campo("Número")
    partes: TextoLongo = campo("Partes")
    objeto: TextoLongo = campo("Objeto")
    valor: Texto = campo("Valor do repasse")
    empenho: Texto = campo("Nota de empenho")
    vigencia: Texto = campo("Vigência")
    assinado_em: date = campo("Data da assinatura")


def extrato_do_instrumento(
    pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento, numero: str, assinado_em: date
) -> TextoDoExtratoDoInstrumento:
    """The extract, from what was asked for, drafted and signed."""
    return TextoDoExtratoDoInstrumento(
        instrumento=TERMO[pedido.instrumento], numero=numero, partes=partes(pedido), objeto=pedido.objeto,
        valor=em_reais(centavos(minuta.valor_do_repasse)),
        empenho=f"{minuta.empenho[:250]}, de {format_date(minuta.empenho_em)}", vigencia=vigencia(minuta),
        assinado_em=assinado_em,
    )  # fmt: skip


def corpo_do_instrumento(pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> CorpoDeInstrumento:
    """The draft: the parties, and of the clauses of art. 36 those that it has, in the order of the article."""
    return CorpoDeInstrumento(
        partes=partes(pedido),
        clausulas=tuple(
            ClausulaEscrita(inciso=uma.value, titulo=titulo, texto="\n".join(escrita(pedido, minuta)))
            for uma, (titulo, escrita) in CLAUSULAS.items()
            if uma in minuta.clausulas
        ),
    )


def partes(pedido: PedidoDeCelebracao) -> str:
    """Between whom the instrument is."""
    cnpj = pedido.organizacao.cnpj
    escrito = f"{cnpj[:2]}.{cnpj[2:5]}.{cnpj[5:8]}/{cnpj[8:12]}-{cnpj[12:]}"
    return f"A {SINFRA}, e a organização da sociedade civil {pedido.organizacao.nome}, CNPJ {escrito}."


def vigencia(minuta: MinutaDoInstrumento) -> str:
    """How long it is in force, from its extract on (art. 36, § 2º)."""
    meses, dias = minuta.vigencia_em_meses, minuta.vigencia_em_dias
    quanto, um = (meses, "mês") if meses is not None else (dias or 0, "dia")
    varios = "meses" if um == "mês" else "dias"
    return f"{quanto} {um if quanto == 1 else varios}, da publicação do extrato no Diário Oficial"


def _objeto(pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    onde = pontos(minuta.posicao)
    lugar = "O objeto fica em" if len(onde) == 1 else "O objeto fica no trecho dos pontos"
    posicao = f"{lugar} {em_texto(onde)} (latitude e longitude, em graus decimais)."
    return (pedido.objeto, *((posicao,) if onde else ()))


def _compromissos(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    suspensiva = ("As parcelas da obra esperam o projeto executivo (art. 33, § 3º).",)
    anexo = "Os partícipes cumprem o plano de trabalho, anexo a este instrumento e parte dele (art. 36, § 1º)."
    return (anexo, *(suspensiva if minuta.clausula_suspensiva else ()))


def _repasse(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    total = f"O valor total do repasse é de {em_reais(centavos(minuta.valor_do_repasse))}."
    reajuste = ("O valor reajusta-se pela inflação, a pedido da organização (art. 49, § 4º).",)
    cronograma = "O cronograma de desembolso é o do plano de trabalho."
    return (total, cronograma, *(reajuste if minuta.preve_reajuste else ()))


def _despesa(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    empenho = f"A despesa corre pela nota de empenho {minuta.empenho}, de {format_date(minuta.empenho_em)}."
    return (empenho, "Os créditos de eventuais aditamentos serão indicados nos exercícios futuros.")


def _contrapartida(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    dada = minuta.contrapartida
    if dada is None:
        return ("Não se exige contrapartida.",)
    bens = f"A organização dá em contrapartida: {dada.descricao}, {dada.quantidade} ({dada.unidade})."
    valor = f"A contrapartida vale {em_reais(centavos(dada.valor))}, {dada.percentual}% do valor da parceria."
    return (bens, valor)


def _vigencia(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    admitida = "Admite-se prorrogação em hipóteses excepcionais, autorizada no edital."
    return (f"A vigência é de {vigencia(minuta)}.", admitida if minuta.admite_prorrogacao else "Não se prorroga.")


def _contas(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    forma = (
        "A organização presta contas na forma, pela metodologia e nos prazos dos arts. 77 a 104 do Decreto 167/2019."
    )
    proprio = minuta.contas_parciais_em_dias
    intervalo = (f"As contas parciais são prestadas a cada {proprio} dias (art. 81).",) if proprio else ()
    return (forma, *intervalo, *_por_trechos(minuta))


def _por_trechos(minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    if not minuta.trechos:
        return ()
    ordem = "; ".join(f"{n}º, {um.nome}, {um.extensao}" for n, um in enumerate(minuta.trechos, start=1))
    atrela = "As contas parciais são prestadas a cada trecho entregue e confirmado pelo Gestor, nesta ordem (art. 81)"
    return (f"{atrela}: {ordem}.", "Ao final de cada exercício prestam-se também (art. 80).")


def _bens(_pedido: PedidoDeCelebracao, minuta: MinutaDoInstrumento) -> tuple[str, ...]:
    dona = "a SINFRA" if minuta.titularidade is Titularidade.SINFRA else "a organização"
    dano = "Rejeitadas as contas pelo bem, seu valor atualizado entra no cálculo do dano (art. 37, II, b)."
    fixos = "Os equipamentos e materiais permanentes são inalienáveis (art. 37, § 2º)."
    return (
        f"Os bens remanescentes ficam com {dona} (art. 37).",
        *((dano,) if minuta.clausula_do_dano else ()),
        *((fixos,) if minuta.inalienabilidade else ()),
    )


def _sempre(*linhas: str) -> Escrita:
    """A clause whose text the decree gives, whatever the partnership."""
    return lambda _pedido, _minuta: linhas


CLAUSULAS: Mapping[Clausula, tuple[str, Escrita]] = {
    Clausula.OBJETO: ("Objeto", _objeto),
    Clausula.COMPROMISSOS: ("Compromissos dos partícipes", _compromissos),
    Clausula.REPASSE: ("Valor do repasse e cronograma de desembolso", _repasse),
    Clausula.DESPESA: ("Classificação orçamentária da despesa", _despesa),
    Clausula.CONTRAPARTIDA: ("Contrapartida", _contrapartida),
    Clausula.VIGENCIA: ("Vigência", _vigencia),
    Clausula.CONTAS: ("Prestação de contas", _contas),
    Clausula.MONITORAMENTO: ("Monitoramento e avaliação", _sempre(
        "O Gestor e a Comissão de Monitoramento e Avaliação acompanham a parceria com os meios humanos e tecnológicos "
        "indicados no plano de trabalho."
    )),
    Clausula.SALDOS: ("Restituição de saldos", lambda _pedido, minuta: (
        "Os saldos remanescentes, com os rendimentos das aplicações, restituem-se no prazo improrrogável de "
        f"{minuta.devolucao_em_dias} dias da conclusão, denúncia, rescisão ou extinção, sob pena de tomada de contas "
        "especial.",
    )),
    Clausula.BENS: ("Titularidade dos bens", _bens),
    Clausula.ASSUNCAO: ("Assunção do objeto pela SINFRA", _sempre(
        "No caso de paralisação, a SINFRA pode assumir ou transferir a execução do objeto, para que não se interrompa."
    )),
    Clausula.CONTA_BANCARIA: ("Conta bancária específica", _sempre(
        "A organização movimenta os recursos em conta bancária específica da parceria."
    )),
    Clausula.ACESSO: ("Livre acesso", _sempre(
        "Os agentes da SINFRA, do controle interno e do Tribunal de Contas do Estado têm livre acesso aos documentos, "
        "às informações e aos locais de execução do objeto."
    )),
    Clausula.RESCISAO: ("Rescisão", lambda _pedido, minuta: (
        "Os partícipes podem rescindir este instrumento a qualquer tempo.",
        "Na rescisão por desinteresse, quem a quer comunica a intenção com ao menos "
        f"{minuta.aviso_de_rescisao_em_dias} dias de antecedência.",
    )),
    Clausula.GERENCIAMENTO: ("Gerenciamento pela organização", _sempre(
        "O gerenciamento administrativo e financeiro dos recursos recebidos cabe só à organização, inclusive quanto às "
        "despesas de custeio, de investimento e de pessoal."
    )),
    Clausula.ENCARGOS: ("Encargos", _sempre(
        "Os encargos trabalhistas e previdenciários e as obrigações fiscais e comerciais cabem só à organização, sem "
        "responsabilidade solidária ou subsidiária do Estado de Mato Grosso."
    )),
    Clausula.PROPRIEDADE_INTELECTUAL: ("Propriedade intelectual", _sempre(
        "A titularidade e o uso dos bens sujeitos a propriedade intelectual que resultarem da parceria seguem o que "
        "dispõe o plano de trabalho."
    )),
    Clausula.FORO: ("Foro", _sempre(
        "As dúvidas e os conflitos são levados antes a tentativa de solução administrativa, obrigatória.",
        "Foro: a indicar na assinatura.",
    )),
}  # fmt: skip
"""Each clause: its title, and what it says."""
