"""On every path that the steps of a call can take: nothing sealed is opened early, nobody impeded acts on.

The steps are walked as for their drawing, through every outcome, with the words written down as they are said.
"""

from collections.abc import Iterator
from typing import Any

import pytest

from workflows.kernel.flow import START, Flow, Kind, Node, _Walk, _walk
from workflows.kernel.procedure import IMPEDIDO, Answer
from workflows.parcerias import atos_do_chamamento, chamamento_publico, comissao_selecao, selecao
from workflows.parcerias.atos_do_edital import ANTECEDENCIA

Said = list[tuple[str, str]]


def _paths(of: type[Any]) -> Iterator[Said]:
    """What each path says, word by word: (word, id or outcome)."""
    said: list[Said] = []

    class Told(_Walk, of):  # type: ignore[misc]
        def __init__(self, *given: Any) -> None:
            super().__init__(*given)
            said.append([])

        def begin(self, decl: Any, **more: Any) -> Any:
            said[-1].append(("begin", decl.id))
            return super().begin(decl, **more)

        async def each_arrival(self, event: Any, **more: Any) -> Any:
            found = await super().each_arrival(event, **more)
            said[-1].append(("lapsed", more["until"].id))
            return found

        async def unseal(self, event: Any, **more: Any) -> Any:
            said[-1].append(("unseal", event.id))
            return await super().unseal(event, **more)

        async def ask(self, task: Any, **more: Any) -> Answer:
            answer = await super().ask(task, **more)
            said[-1].append(("named" if task.role.by_act else "asked", answer if answer == IMPEDIDO else task.id))
            return answer

        async def child(self, kind: Any, *given: Any, **more: Any) -> Any:
            said[-1].append(("child", kind.about.id))
            return await super().child(kind, *given, **more)

    flow, asked = Flow(of.about.id), set[object]()
    flow.nodes[START] = Node(START, Kind.START, "Início")
    scripts: list[tuple[int, ...]] = [()]
    while scripts:
        scripts += _walk(Told(flow, scripts.pop(), asked))
    assert flow.partial == ""
    yield from said


def test_proposals_are_opened_only_when_their_term_is_over() -> None:
    opened = 0
    for said in _paths(chamamento_publico.ChamamentoPublico):
        for at, (word, _) in enumerate(said):
            if word != "unseal":
                continue
            opened += 1
            before = said[:at]
            began = max(
                i for i, one in enumerate(before) if one == ("begin", atos_do_chamamento.PRAZO_DAS_PROPOSTAS.id)
            )
            assert ("begin", ANTECEDENCIA.id) in before
            assert ("lapsed", atos_do_chamamento.PRAZO_DAS_PROPOSTAS.id) in before[began:]
    assert opened


@pytest.mark.parametrize("kind", [selecao.Selecao, comissao_selecao.ComissaoDeSelecao])
def test_after_an_impediment_nothing_goes_on_before_the_member_is_replaced(kind: type[Any]) -> None:
    replaced = {("child", "comissao-selecao"), ("asked", "comissao-selecao.substituicao")}
    impeded = 0
    for said in _paths(kind):
        for at, (_, what) in enumerate(said):
            if what != IMPEDIDO:
                continue
            impeded += 1
            # Others of the panel may have been asked at the same time; what comes after them is the replacement.
            following = [one for one in said[at + 1 :] if one[0] != "named"]
            assert not following or following[0] in replaced
    assert impeded
