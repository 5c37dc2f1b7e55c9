import type { Migration } from 'kysely'
import * as accounts from './0001-accounts.js'
import * as badges from './0002-badges.js'
import * as collections from './0003-collections.js'
import * as fileUses from './0004-file-uses.js'
import * as imports from './0005-imports.js'
import * as links from './0006-links.js'
import * as organise from './0007-organise.js'
import * as sources from './0008-sources.js'
import * as capsules from './0009-capsules.js'
import * as issuerProof from './0010-issuer-proof.js'
import * as history from './0011-history.js'
import * as spellings from './0012-spellings.js'
import * as writtenDays from './0013-written-days.js'
import * as beginnings from './0014-beginnings.js'
import * as toldBy from './0015-told-by.js'
import * as accountChanges from './0016-account-changes.js'
import * as secondFactors from './0017-second-factors.js'
import * as chores from './0018-chores.js'
import * as identities from './0019-identities.js'
import * as keptFactors from './0020-kept-factors.js'

/** Every change of the schema in order; appended, never edited. Names decide the order. */
export const migrations: Record<string, Migration> = {
  '0001-accounts': accounts,
  '0002-badges': badges,
  '0003-collections': collections,
  '0004-file-uses': fileUses,
  '0005-imports': imports,
  '0006-links': links,
  '0007-organise': organise,
  '0008-sources': sources,
  '0009-capsules': capsules,
  '0010-issuer-proof': issuerProof,
  '0011-history': history,
  '0012-spellings': spellings,
  '0013-written-days': writtenDays,
  '0014-beginnings': beginnings,
  '0015-told-by': toldBy,
  '0016-account-changes': accountChanges,
  '0017-second-factors': secondFactors,
  '0018-chores': chores,
  '0019-identities': identities,
  '0020-kept-factors': keptFactors,
}
