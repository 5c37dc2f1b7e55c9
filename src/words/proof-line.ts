import {
  type CheckName,
  type DocumentEvidence,
  type Finding,
  type FindingCode,
} from '../openbadges/index.js'
import { sentence } from './findings.js'
import { issuerPair, nameText } from './issuer.js'
import { nameOf } from './names.js'
import type { Mark } from './rows.js'
import type { Told } from './told.js'

/** One check: a bold sentence, and how it is known. */
export interface ProofLine {
  check: CheckName
  mark: Mark
  title: string
  sentences: string[]
  /** How it is signed, and the name of the key or its thumbprint. */
  signature: { algorithm: string; key: string | null } | null
  documents: DocumentRead[]
  /** All findings it is made of, for who knows them by name. */
  codes: FindingCode[]
  /** Findings whose clauses are worth a link. */
  rules: FindingCode[]
  /** Said where a failure or doubt does not count. */
  isHarmless: boolean
}

/** A document, and for a status list which of its entries was read. */
export interface DocumentRead extends DocumentEvidence {
  entry?: string
}

/** Findings in words, each sentence once; an issuer of whom nothing is proven stands in quotation marks. */
export function saidBy(told: Told, findings: readonly Finding[]): string[] {
  const issuer = issuerIn(told)
  const reader = told.reader === 'earner' ? 'earner' : 'employer'
  const sentences = findings.map((finding) => {
    const values = 'issuer' in finding.values ? { ...finding.values, issuer } : finding.values
    return sentence({ ...finding, values }, reader)
  })
  return [...new Set(sentences)].filter((text) => text !== '')
}

function issuerIn({ issuerName, state, answers }: Told): string {
  if (nameOf(issuerName) === '') return 'the issuer'
  const pair = issuerPair(answers.issuer, issuerName, state)
  return pair.isClaim ? nameText(pair) : `${nameText(pair)} (${pair.beside})`
}

/** Enough of a key to tell it from others: `z6MksrcwWk…NkDjfi`; an address stays whole, and so does a name within one. */
export function shortKey(key: string): string {
  if (/^https?:/.test(key)) return key
  const name = key.slice(key.lastIndexOf('#') + 1).replace(/^did:key:/, '')
  if (name.length > 24) return `${name.slice(0, 10)}…${name.slice(-6)}`
  return key.startsWith('did:key:') ? name : key
}
