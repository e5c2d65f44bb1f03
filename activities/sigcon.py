"""SIGCon, the State's register of agreements: what it says of an organisation's accounts.

No public interface of it is known. So the installed source says that there is none, and a person looks and files what
they saw; the other is a fake, and named so, for demonstrations and training.
"""

from typing import Any

from workflows.parcerias.registros import Constatacao, PerguntaAoSigcon, RespostaDoSigcon


class WithoutIntegration:
    """Says that a person must look."""

    name = "Tramita, sem integração com o SIGCon"

    async def answer(self, question: dict[str, Any]) -> RespostaDoSigcon:
        """That nobody answers for SIGCon here."""
        PerguntaAoSigcon.model_validate(question)
        return RespostaDoSigcon(constatacao=Constatacao.SEM_INTEGRACAO)


class FakeSigcon:
    """Invented answers: nothing is found, except of an organisation whose CNPJ ends in an odd digit."""

    name = "SIGCon de demonstração (dados inventados)"

    async def answer(self, question: dict[str, Any]) -> RespostaDoSigcon:
        """An invented answer, always the same for a CNPJ."""
        cnpj = PerguntaAoSigcon.model_validate(question).cnpj
        if int(cnpj[-1]) % 2 == 0:
            return RespostaDoSigcon(constatacao=Constatacao.NADA_CONSTA)
        found = "contas de um ajuste inventado, em atraso"
        return RespostaDoSigcon(constatacao=Constatacao.OCORRENCIA, ocorrencia=found)
