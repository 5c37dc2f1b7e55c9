import {
  ACCEPT_BADGES,
  type AwardAnswer,
  type DocumentLoader,
  type LoadedDocument,
  readAwardAnswer,
  type VerifyOptions,
} from '../../../openbadges/index.js'

/** What pages are asked for, once an address did not give JSON. */
const ACCEPT_PAGES = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.5'
/** Requests one pasted address may cost before its badge is found. */
export const MAX_REQUESTS = 16

/** The search behind one pasted address: bounded, and with a memory of what was asked. */
export interface Inquiry {
  /** Asks for a badge. */
  ask(url: string): Promise<Reply>
  /** Asks for the page itself. */
  openPage(url: string): Promise<LoadedDocument>
  /** Is there anything left to spend? */
  isSpent(): boolean
  /** What was asked and answered, in order. */
  asked(): readonly LoadedDocument[]
}

/** An answer, and what it is as a badge. */
export interface Reply {
  document: LoadedDocument
  answer: AwardAnswer
}

/** Starts the search for one pasted address. */
export function startInquiry({ loadDocument }: Pick<VerifyOptions, 'loadDocument'>): Inquiry {
  const asked: LoadedDocument[] = []
  const load = async (url: string, accept: string) => {
    const document = await loadDocument(url, accept)
    asked.push(document)
    return document
  }
  return {
    async ask(url) {
      const document = await load(url, ACCEPT_BADGES)
      return { document, answer: readAwardAnswer(document) }
    },
    openPage: (url) => load(url, ACCEPT_PAGES),
    isSpent: () => asked.length >= MAX_REQUESTS,
    asked: () => asked,
  }
}

/** Is it an award, or the notice that there was one? A picture may hold no more than the address of its award. */
export function isBadge({ kind, ...answer }: AwardAnswer): boolean {
  if (kind === 'revoked') return 'award' in answer && answer.award !== null
  return kind === 'award' || kind === 'address'
}

/** Is a text, as it stands inside an answer, an award? */
export function isBadgeText(text: string, document: LoadedDocument): boolean {
  const body = Buffer.from(text)
  return isBadge(readAwardAnswer({ ...document, status: 200, cause: null, body }))
}

/** The same look-ups within one examination are answered once. */
export function rememberAnswers(loadDocument: DocumentLoader): DocumentLoader {
  const known = new Map<string, Promise<LoadedDocument>>()
  return (url, accept = '') => {
    const key = `${accept} ${url.split('#', 1)[0]!}`
    const answer = known.get(key) ?? loadDocument(url, accept || undefined)
    known.set(key, answer)
    return answer
  }
}
