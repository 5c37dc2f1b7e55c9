import {
  answersOf,
  namedIssuer,
  stateOf,
  type LoadedDocument,
  type OpenBadgesError,
  type VerificationReport,
} from '../openbadges/index.js'

/** The report for programs: everything but the bytes of the documents, of which it gives number and hash. */
export function reportJson(report: VerificationReport): string {
  const { asked: _, ...told } = report
  const answers = answersOf(report, new Date(report.at))
  const issuer = namedIssuer(report.credential, report.issuer)
  const documents = report.documents.map(withoutBody)
  return pretty({ ...told, state: stateOf(answers), answers, issuer, documents })
}

/** What stands in place of a report when the input is no badge. */
export function refusalJson({ code, kind, message, seen }: OpenBadgesError): string {
  return pretty({ verdict: null, error: { code, kind, message, seen } })
}

/** A document as it is listed: how many bytes, not which. */
function withoutBody({ body, ...rest }: LoadedDocument): Omit<LoadedDocument, 'body'> & {
  bytes: number
} {
  return { ...rest, bytes: body.length }
}

function pretty(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
