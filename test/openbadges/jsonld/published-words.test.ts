import assert from 'node:assert/strict'
import { CONTEXT_FILES } from '../../../src/openbadges/jsonld/bundle.js'
import { bundledContext } from '../../../src/openbadges/jsonld/contexts.js'
import {
  contextsOfTypes,
  isClassName,
  isPublished,
  isPublishedIri,
  wordsOf,
} from '../../../src/openbadges/jsonld/published-words.js'
import { asList, isObject, member } from '../../../src/openbadges/text/read.js'

const published = [...CONTEXT_FILES.keys()].filter(isPublished)

/** Words of a context, in any scope, by what they stand for there. */
function wordsByIri(context: unknown, found = new Map<string, Set<string>>()) {
  for (const one of asList(context).filter(isObject))
    for (const [name, term] of Object.entries(one).filter(([name]) => !name.startsWith('@'))) {
      const iri = String(isObject(term) ? member(term, '@id') : term)
      found.set(iri, (found.get(iri) ?? new Set()).add(name))
      if (isObject(term)) wordsByIri(member(term, '@context'), found)
    }
  return found
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
  it('where two words of a context say the same, all but one are names of classes', () => {
    for (const url of published)
      for (const [iri, words] of wordsByIri(bundledContext(url)?.['@context'])) {
        const members = [...words].filter((word) => !isClassName(word))
        assert.ok(members.length <= 1, `${url} ${iri}: ${members.join(', ')}`)
      }
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
