"""The forms of art. 10: the request, the eight certificates as presented, and their examination."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from workflows.kernel import Form
from workflows.kernel.words import Requirement
from workflows.norms import DEC_167
from workflows.parcerias.formularios import Fundamentada, Texto, campo, opcional
from workflows.parcerias.organizacoes import Organizacao
from workflows.parcerias.regras_habilitacao import (
    EXIGIDAS,
    NOMES,
    SITUACOES,
    Certidao,
    Instancia,
    Papel,
    Situacao,
    Uf,
    criminais_que_faltam,
    validade,
)

ART_10_VIII = Certidao.CRIMINAL.dispositivo.id


class Chamada(StrEnum):
    """In what the certificate is asked for: on its own (art. 10), or when called in a selection (art. 30)."""

    AVULSA = "avulsa"
    SELECAO = "selecao"


class PedidoDeHabilitacao(Form):
    """Whose regularity is to be certified, and for what."""

    organizacao: Organizacao = campo("Organização", provision=DEC_167.art(10).id)
    chamada: Chamada = campo(
        "Em que momento", "Na seleção, o prazo para regularizar é de 15 dias; fora dela, de cinco.", widget="radio",
        provision=DEC_167.art(30, par="unico").id,
        opcoes={str(Chamada.AVULSA): "Fora de seleção", str(Chamada.SELECAO): "Convocada em chamamento público"},
    )  # fmt: skip


class CertidaoApresentada(Form):
    """A certificate as it says of itself."""

    situacao: Situacao = campo(
        "O que diz", widget="select", provision=DEC_167.art(10, par=2).id,
        opcoes={str(uma): titulo for uma, titulo in SITUACOES.items()},
    )  # fmt: skip
    emitida_em: date | None = opcional("Emitida em")
    valida_ate: date | None = opcional("Válida até")
    autenticacao: Annotated[str, Field(max_length=200)] | None = opcional("Código de autenticação")

    @model_validator(mode="after")
    def _com_datas(self) -> "CertidaoApresentada":
        if self.situacao is Situacao.INDISPONIVEL:
            return self
        if not (self.emitida_em and self.valida_ate and self.autenticacao):
            raise PydanticCustomError("datas", "Informe a emissão, a validade e o código de autenticação")
        return self

    def papel(self, qual: Certidao) -> Papel:
        """The certificate as the rules look at it."""
        return Papel(qual, self.situacao, self.emitida_em, self.valida_ate, getattr(self, "desde", None))


class CertidaoDoTce(CertidaoApresentada):
    """One of the court of accounts, which covers a period."""

    desde: date | None = opcional("Abrange desde", "Oito anos antes da emissão.")


class DoDirigente(Form):
    """Whose it is."""

    dirigente: Texto = campo("Dirigente")


class CertidaoDoTceDoDirigente(CertidaoDoTce, DoDirigente):
    """The same, of one of the heads."""


class DoEstado(DoDirigente):
    """Whose it is, of which State, and which instances it covers."""

    uf: Uf = campo("Estado", widget="select")
    instancia: Instancia = campo("Instância", widget="radio", opcoes={
        str(Instancia.PRIMEIRA): "1ª", str(Instancia.SEGUNDA): "2ª", str(Instancia.AMBAS): "1ª e 2ª",
    })  # fmt: skip


class CertidaoCriminal(CertidaoApresentada, DoEstado):
    """A criminal certificate of one of the heads, of one State."""


class Residencia(Form):
    """Where one of the heads lived in the last five years."""

    dirigente: Texto = campo("Dirigente")
    estados: Annotated[tuple[Uf, ...], Field(min_length=1)] = campo("Estados em que residiu nos últimos cinco anos")


def _certidao(titulo: str, qual: Certidao) -> Any:
    return campo(titulo, provision=qual.dispositivo.id)


class CertidoesDeRegularidade(Form):
    """The eight kinds of certificate of art. 10, § 1º."""

    federal: CertidaoApresentada = _certidao("Tributos federais e dívida ativa da União", Certidao.FEDERAL)
    fgts: CertidaoApresentada = _certidao("Regularidade do FGTS", Certidao.FGTS)
    fazenda_estadual: CertidaoApresentada = _certidao("Fazenda estadual", Certidao.FAZENDA_ESTADUAL)
    pge: CertidaoApresentada = _certidao("Dívida ativa da PGE", Certidao.PGE)
    trabalhista: CertidaoApresentada = _certidao("Débitos trabalhistas", Certidao.TRABALHISTA)
    tce: CertidaoDoTce = _certidao("TCE, em nome da organização", Certidao.TCE)
    residencias: Annotated[tuple[Residencia, ...], Field(min_length=1, max_length=50)] = campo(
        "Dirigentes e onde residiram", provision=ART_10_VIII
    )
    tce_dirigentes: Annotated[tuple[CertidaoDoTceDoDirigente, ...], Field(min_length=1, max_length=50)] = _certidao(
        "TCE, em nome de cada dirigente", Certidao.TCE_DIRIGENTES
    )
    criminais: Annotated[tuple[CertidaoCriminal, ...], Field(min_length=1, max_length=200)] = _certidao(
        "Criminal, de cada dirigente e Estado", Certidao.CRIMINAL
    )

    @property
    def papeis(self) -> tuple[Papel, ...]:
        """All certificates as the rules look at them."""
        unicas = (uma for uma in Certidao if uma not in (Certidao.TCE_DIRIGENTES, Certidao.CRIMINAL))
        seis = [getattr(self, uma.campo).papel(uma) for uma in unicas]
        dirigentes = [uma.papel(Certidao.TCE_DIRIGENTES) for uma in self.tce_dirigentes]
        return (*seis, *dirigentes, *(uma.papel(Certidao.CRIMINAL) for uma in self.criminais))

    @property
    def indisponiveis(self) -> tuple[Certidao, ...]:
        """Which could not be obtained."""
        return tuple(dict.fromkeys(um.qual for um in self.papeis if um.situacao is Situacao.INDISPONIVEL))

    @property
    def dirigentes(self) -> tuple[str, ...]:
        """The heads, by name."""
        return tuple(dict.fromkeys(uma.dirigente for uma in self.residencias))

    @property
    def sem_tce(self) -> tuple[str, ...]:
        """The heads without a certificate of the court of accounts."""
        return tuple(nome for nome in self.dirigentes if nome not in {uma.dirigente for uma in self.tce_dirigentes})

    @property
    def sem_criminal(self) -> tuple[str, ...]:
        """Who lacks a criminal certificate, of which State and instance."""
        residencias = {uma.dirigente: uma.estados for uma in self.residencias}
        return criminais_que_faltam(residencias, ((uma.dirigente, uma.uf, uma.instancia) for uma in self.criminais))

    @property
    def vencimentos(self) -> dict[Certidao, date]:
        """Until when each kind is good: the first to expire of those of the heads."""
        found: dict[Certidao, date] = {}
        for papel in self.papeis:
            if papel.valida_ate is not None:
                found[papel.qual] = min(papel.valida_ate, found.get(papel.qual, papel.valida_ate))
        return found

    @property
    def por_vencimento(self) -> tuple[dict[str, Any], ...]:
        """The same as plain data, for the procedure that watches them."""
        return tuple({"qual": qual, "valida_ate": dia} for qual, dia in self.vencimentos.items())

    def validade(self, em: date, dias: int | None) -> date:
        """The last day of a full certificate issued on the day (see `regras_habilitacao.validade`)."""
        return validade(self.vencimentos.values(), em, dias)


class CertidaoConferida(Form):
    """One kind of certificate, accepted or returned with the reason."""

    aceita: bool = campo("Aceita")
    motivo: Annotated[str, Field(max_length=1000)] | None = opcional("O que regularizar", "Se não aceita.")

    @model_validator(mode="after")
    def _com_motivo(self) -> "CertidaoConferida":
        if not self.aceita and not self.motivo:
            raise PydanticCustomError("motivo", "Diga à organização o que regularizar nesta certidão")
        return self


class AnaliseDasCertidoes(Fundamentada):
    """The examination of all eight kinds."""

    federal: CertidaoConferida = _certidao("Tributos federais e dívida ativa da União", Certidao.FEDERAL)
    fgts: CertidaoConferida = _certidao("Regularidade do FGTS", Certidao.FGTS)
    fazenda_estadual: CertidaoConferida = _certidao("Fazenda estadual", Certidao.FAZENDA_ESTADUAL)
    pge: CertidaoConferida = _certidao("Dívida ativa da PGE", Certidao.PGE)
    trabalhista: CertidaoConferida = _certidao("Débitos trabalhistas", Certidao.TRABALHISTA)
    tce: CertidaoConferida = _certidao("TCE, em nome da organização", Certidao.TCE)
    tce_dirigentes: CertidaoConferida = _certidao("TCE, em nome dos dirigentes", Certidao.TCE_DIRIGENTES)
    criminal: CertidaoConferida = _certidao("Criminal, dos dirigentes", Certidao.CRIMINAL)

    @property
    def devolvidas(self) -> tuple[Certidao, ...]:
        """The kinds to be put right."""
        return tuple(uma for uma in Certidao if not getattr(self, uma.campo).aceita)

    @property
    def a_refazer(self) -> tuple[Requirement, ...]:
        """Their documents, to be handed in again."""
        return tuple(EXIGIDAS[uma] for uma in self.devolvidas)

    @property
    def a_regularizar(self) -> str:
        """The same in words, with the reasons."""
        return "; ".join(f"{NOMES[uma]}: {getattr(self, uma.campo).motivo}" for uma in self.devolvidas)
