"""What is kept of a running partnership, by its `chave` and day; and of an organisation, for its accounts."""

from workflows.kernel import Register
from workflows.kernel.registering import Entry, OnDay
from workflows.norms import DEC_167

CONTAS_PARCIAIS = Register(
    id="contas-parciais.situacao", title="as contas parciais da parceria", provision=DEC_167.art(38, par=3),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: whether what is known of its partial accounts lets the next instalment go. It holds while none is
omitted, and none rejected without being put right; `details` hold the last period (`periodo`), those that keep it from
holding (`pendentes`), and of which days accounts were presented (`apresentados`; see `contas_apresentadas`)."""

CONTAS_DEVIDAS = Register(
    id="parceria.contas-devidas", title="as contas parciais devidas", provision=DEC_167.art(81), question=OnDay,
    answer=Entry,
)  # fmt: skip
"""By `chave`, of a partnership whose accounts follow what it delivers: `details` hold the number of the last that came
to be owed (`numero`) and until which day they are (`ate`). Of the days after it none are owed yet."""

CONTAS_REJEITADAS = Register(
    id="julgamento.contas-rejeitadas", title="as contas rejeitadas da organização", provision=DEC_167.art(99),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation (`parte`): whether it is impeded by accounts that were finally rejected and not put right; `details`
hold the instrument (`numero`) and all whose rejection stands (`numeros`)."""
REJEITADOS = "numeros"

CONTAS_COM_RESSALVAS = Register(
    id="julgamento.ressalvas", title="as ressalvas nas contas da organização", provision=DEC_167.art(98),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation (`parte`): the reservations with which its accounts were last approved."""

RETENCAO = Register(
    id="retencao-de-parcela.retencao", title="a retenção das parcelas", provision=DEC_167.art(40),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: it holds while a retention keeps the instalments from being released; `details` hold which (`ativas`)."""
ATIVAS = "ativas"

CONTA_ESPECIFICA = Register(
    id="repasse-de-parcela.conta-especifica", title="a conta específica da parceria", provision=DEC_167.art(39),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: it holds once an account of its own, in a public bank and without fees, was checked."""
ALTERACOES = Register(
    id="alteracao.situacao", title="as alterações da parceria", provision=DEC_167.art(49), question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: the last alteration and what all of them came to. `details` hold, in cents, the value at first
(`original`), what was added (`acrescimos`) and adjusted for inflation (`reajustes`), and today's (`repasse`); the last
day of the term (`fim`); and the delays that already extended it (`compensados`)."""

A_ASSINAR = Register(
    id="alteracao.a-assinar", title="as alterações do valor à espera de assinatura",
    provision=DEC_167.art(49, inciso="I"), question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: it holds while a decided change of the value is being signed; `details` hold which (`reservas`): the case
of each and by how many cents it moves the value, in the order in which they came to be signed."""
RESERVAS = "reservas"

TERMINO = Register(
    id="encerramento.termino", title="o término da parceria", provision=DEC_167.art(36, inciso="IX"), question=OnDay,
    answer=Entry,
)  # fmt: skip
"""By `chave`: since the last day of the partnership, how it ended."""

RESPONSABILIDADE = Register(
    id="sancao.responsabilidade", title="a responsabilidade reconhecida da organização", provision=DEC_167.art(110),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation (`parte`): the last liability that was recognised; `details` hold the instrument (`numero`) and where
it answers (`esferas`)."""

SANCOES_APLICADAS = Register(
    id="sancao.sancoes", title="as sanções da organização", provision=DEC_167.art(84, par=2, inciso="II"),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By organisation (`parte`): the last sanction, to its last day if it has one; `details` hold the instrument
(`numero`), which it is (`sancao`) and the law that gives it, of one that the decree does not name (`lei`)."""

ESPERA_DA_PARCELA = Register(
    id="repasse-de-parcela.espera", title="a parcela que espera a liberação", provision=DEC_167.art(38),
    question=OnDay, answer=Entry,
)  # fmt: skip
"""By `chave`: it holds while an instalment waits for its release and nothing is missing that no other register tells
of; `details` hold which (`numero`), when it was due (`devida_em`), since when nothing is missing (`desde`), the credit
of the one before (`anterior`) and, once released, the delays of SINFRA in it (`atrasos`)."""
