"""The extractor: a cleaned article and the reference names in, findings out; no database, no network."""

from app.clean.article import CleanArticle
from app.extract.agreements import find_agreements
from app.extract.bases import find_bases
from app.extract.calibration import with_confidence
from app.extract.countries import find_countries
from app.extract.findings import Findings
from app.extract.name_index import NameIndex
from app.extract.statements import find_statements


def extract_findings(
    article: CleanArticle, index: NameIndex, *, attributions: bool = False, calibrated: bool = True
) -> Findings:
    """Everything that an article holds; `attributions` too where asked for. The same input gives the same findings.

    Without `calibrated` confidences are the rules' own scores, which calibration is fitted on.
    """
    bases = tuple(find_bases(article.text, index, article.published, article.language))
    statements, said = find_statements(article, index, bases, attributions=attributions)
    agreements = find_agreements(article.text, index, article.published, article.language, bases)
    findings = Findings(
        countries=find_countries(article, index),
        statements=statements,
        bases=bases,
        agreements=tuple(agreements),
        attributions=said,
    )
    return with_confidence(findings) if calibrated else findings
