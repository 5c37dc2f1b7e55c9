import assert from 'node:assert/strict'
import { asList, isObject, member } from '../../../src/openbadges/formats/read.js'
import { CONTEXT_FILES } from '../../../src/openbadges/proofs/bundle.js'
import { bundledContext } from '../../../src/openbadges/proofs/contexts.js'
import {
  contextsOfTypes,
  isPublished,
  isPublishedIri,
  UNREAD_TWINS,
  wordsOf,
} from '../../../src/openbadges/proofs/published-words.js'

const published = [...CONTEXT_FILES.keys()].filter(isPublished)

/** Words of one scope that stand for the same IRI, all but the one in small letters that members use. */
function twinsIn(context: unknown): string[] {
  return asList(context)
    .filter(isObject)
    .flatMap((one) => {
      const terms = Object.entries(one).filter(([name]) => !name.startsWith('@'))
      const iris = terms.map(([, term]) => (isObject(term) ? member(term, '@id') : term))
      const twins = terms.filter(([name], at) => {
        const isCapital = name[0] !== name[0]!.toLowerCase()
        return isCapital && iris.some((iri, other) => other !== at && iri === iris[at])
      })
      const within = terms.flatMap(([, term]) =>
        isObject(term) ? twinsIn(member(term, '@context')) : [],
      )
      return [...twins.map(([name]) => name), ...within]
    })
}

/** Anything in a context that lets one word stand for a keyword, or say what it says elsewhere. */
function tricksIn(context: unknown): string[] {
  return asList(context)
    .filter(isObject)
    .flatMap((one) =>
      Object.entries(one).flatMap(([name, term]) => {
        const iri = isObject(term) ? member(term, '@id') : term
        const isAlias = typeof iri === 'string' && /^@(?!id$|type$)/.test(iri)
        const has = (keyword: string) => isObject(term) && Object.hasOwn(term, keyword)
        const moves = has('@reverse') || has('@nest') || has('@index')
        const within = isObject(term) ? tricksIn(member(term, '@context')) : []
        return [...(isAlias || moves ? [name] : []), ...within]
      }),
    )
}

describe('published words', () => {
  it('no two words of one scope say the same, but those that nobody reads', () => {
    const twins = published.flatMap((url) => twinsIn(bundledContext(url)?.['@context']))
    assert.deepEqual([...new Set(twins)], [...UNREAD_TWINS])
  })

  it('no published word stands for a keyword that hides, or says something of another node', () => {
    const tricks = published.flatMap((url) => tricksIn(bundledContext(url)?.['@context']))
    assert.deepEqual(tricks, [])
  })

  it('words and IRIs at every depth are known, prefixes written out', () => {
    const vc1 = wordsOf('https://www.w3.org/2018/credentials/v1')
    for (const word of ['expirationDate', 'credentialStatus', 'proofPurpose'])
      assert.ok(vc1.has(word), word)
    for (const name of ['expirationDate', 'validUntil', 'credentialStatus'])
      assert.ok(isPublishedIri(`https://www.w3.org/2018/credentials#${name}`), name)
    assert.ok(!isPublishedIri('https://school.example/terms#workshop'))
  })

  it('a type that no listed context defines is looked up where it is published', () => {
    assert.deepEqual(contextsOfTypes(['Ed25519Signature2020', 'Workshop']), [
      'https://w3id.org/security/suites/ed25519-2020/v1',
    ])
  })
})
