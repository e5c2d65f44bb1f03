"""Arts. 25, 36, 37 and 59: the numbers a draft may not pass, when it may be signed, who may be designated."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.parcerias.formularios_designacao import AtoDoGestor, DeclaracaoNaParceria, MembroDaCma
from workflows.parcerias.formularios_minuta import CLAUSULAS, Clausula, MinutaDoInstrumento
from workflows.parcerias.instrumento import InstrumentoEficaz
from workflows.parcerias.regras_celebracao import Condicoes, ContratacaoDireta, obices
from workflows.parcerias.regras_clausulas import Contexto, pendencias
from workflows.parcerias.regras_designacao import impede, vicios_da_comissao, vicios_do_gestor

DRAFT: dict[str, Any] = {
    "clausulas": list(CLAUSULAS), "plano_anexo": True, "valor_do_repasse": "950000.00", "empenho": "2026NE1",
    "empenho_em": "2026-03-12", "vigencia_em_meses": 120, "admite_prorrogacao": False, "devolucao_em_dias": 30,
    "aviso_de_rescisao_em_dias": 60, "titularidade": "sinfra", "compra_equipamentos": False,
}  # fmt: skip
KNOWN = Contexto(repasse=95_000_000, tem_edital=True)
URGENT = Contexto(repasse=95_000_000, tem_edital=False, urgencia=True)
days = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def found(known: Contexto = KNOWN, **changes: Any) -> list[str]:
    minuta = MinutaDoInstrumento.model_validate({**DRAFT, **changes})
    return [one.dispositivo.path for one in pendencias(minuta, known)]


@given(st.sets(st.sampled_from(list(Clausula))))
def test_each_of_the_eighteen_clauses_is_missed_by_its_inciso(absent: set[Clausula]) -> None:
    present = [one for one in CLAUSULAS if one not in absent]
    assert found(clausulas=present) == [f"art-36:inc-{one}" for one in Clausula if one in absent]


STRETCH = {"nome": "Do km 0 ao 12", "quantidade": "12.5", "unidade": "km"}
COUNTERPART = {"descricao": "Horas", "unidade": "hora", "quantidade": 9, "percentual": 15, "valor": "9.00"}


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"vigencia_em_meses": 121}, "art-36:inc-VI"),
        ({"vigencia_em_meses": None}, "art-36:inc-VI"),
        ({"vigencia_em_dias": 90}, "art-36:inc-VI"),
        ({"admite_prorrogacao": True}, "art-36:inc-VI"),
        ({"devolucao_em_dias": 31}, "art-36:inc-IX"),
        ({"aviso_de_rescisao_em_dias": 59}, "art-36:inc-XIV"),
        ({"valor_do_repasse": "950000.01"}, "art-36:inc-III"),
        ({"contrapartida": {**COUNTERPART, "em_deposito": True}}, "art-36:par-3"),
        ({"titularidade": "organizacao"}, "art-37:inc-II:ali-b"),
        ({"compra_equipamentos": True}, "art-37:par-2"),
        ({"plano_anexo": False}, "art-36:par-1"),
        ({"trechos": [STRETCH, {**STRETCH, "nome": "do KM 0 ao 12", "quantidade": "8"}]}, "art-81:par-unico"),
    ],
)
def test_what_passes_a_limit_is_named_by_its_provision(changes: dict[str, Any], path: str) -> None:
    assert found() == []
    assert found(**changes) == [path]


def test_what_the_case_knows_binds_the_draft() -> None:
    suspensive = Contexto(repasse=95_000_000, tem_edital=True, exige_suspensiva=True)
    assert found(suspensive) == ["art-33:par-3"]
    assert found(suspensive, clausula_suspensiva=True) == []
    assert found(admite_prorrogacao=True, prorrogacao_no_edital=True) == []
    assert found(URGENT) == ["art-23:inc-I"]
    assert found(URGENT, vigencia_em_meses=None, vigencia_em_dias=181) == ["art-23:inc-I"]
    assert found(URGENT, vigencia_em_meses=None, vigencia_em_dias=180) == []


@given(days, st.integers(-40, 40), st.integers(-40, 40), st.integers(-40, 40))
def test_a_signature_stands_between_what_it_awaits_and_what_expires(
    signed: date, today: int, ready: int, until: int
) -> None:
    hoje, pronta, certidao = (signed + timedelta(days=one) for one in (today, ready, until))
    reasons = list(obices(signed, Condicoes(hoje=hoje, pronta=pronta, certidao_ate=certidao)))
    assert len(reasons) == (today < 0) + (ready > 0) + (until < 0)


@given(days, st.integers(0, 3), st.integers(0, 30), st.integers(0, 30))
def test_a_direct_hiring_is_signed_only_as_art_25_lets_it(act: date, late: int, waited: int, released: int) -> None:
    direta = ContratacaoDireta(
        ato=act, no_sitio=act + timedelta(days=late), no_diario=act, liberada=act + timedelta(days=released)
    )
    signed = act + timedelta(days=waited)
    reasons = list(obices(signed, Condicoes(hoje=signed, pronta=signed, direta=direta)))
    assert len(reasons) == (late > 0) + (waited < 10) + (waited < released)


def _cma(*kinds: str, visits: int = 1) -> tuple[MembroDaCma, ...]:
    return tuple(
        MembroDaCma.model_validate({"pessoa": f"p{n}", "nome": f"P{n}", "vinculo": kind, "faz_visitas": n < visits})
        for n, kind in enumerate(kinds)
    )


def test_a_commission_has_three_members_one_permanent_one_for_the_visits() -> None:
    assert list(vicios_da_comissao(_cma("cargo-efetivo", "outro", "outro"))) == []
    assert list(vicios_da_comissao(_cma("emprego-permanente", "outro", "outro"))) == []
    short = (
        _cma("cargo-efetivo", "outro"),
        _cma("outro", "outro", "outro"),
        _cma("cargo-efetivo", *("outro",) * 2, visits=0),
    )
    assert [len(list(vicios_da_comissao(one))) for one in short] == [1, 1, 1]


@given(st.integers(0, 20), st.none() | st.integers(1, 20))
def test_a_gestor_takes_a_partnership_more_only_below_the_limit_that_an_act_sets(held: int, limit: int | None) -> None:
    ato = AtoDoGestor.model_validate(
        {"motivo": "Servidor experiente.", "titulares": [{"pessoa": "g", "nome": "G"}], "parcerias_em_curso": held}
    )
    assert bool(list(vicios_do_gestor(ato, limit))) is (limit is not None and held + 1 > limit)


@pytest.mark.parametrize(
    ("link", "ended", "bars"),
    [
        (None, None, False),
        ("dirigente", None, True),
        ("associado", "2021-06-02", True),
        ("empregado", "2021-06-01", False),
    ],
)
def test_a_link_of_five_years_bars_and_so_does_a_conflict(link: str | None, ended: str | None, bars: bool) -> None:
    said = {"vinculo": link, "encerrado_em": ended, "conflito_de_interesse": False}
    assert impede(DeclaracaoNaParceria.model_validate(said), date(2026, 6, 2)) is bars
    assert impede(DeclaracaoNaParceria.model_validate({**said, "conflito_de_interesse": True}), date(2026, 6, 2))


@given(days, st.integers(-30, 30))
def test_nothing_is_effective_before_it_is_signed(signed: date, later: int) -> None:
    said = {
        "numero": "1/2026", "tipo": "termo-de-fomento", "objeto": "Conservação", "organizacao": "Instituto",
        "parte": "org", "assinado_em": signed, "eficaz_desde": signed + timedelta(days=later),
        "plano_aprovado_em": signed, "minuta": DRAFT, "gestores": [], "comissao": [],
    }  # fmt: skip
    if later < 0:
        with pytest.raises(ValueError, match="eficácia"):
            InstrumentoEficaz.model_validate(said)
    else:
        assert InstrumentoEficaz.model_validate(said).eficaz_desde >= signed
