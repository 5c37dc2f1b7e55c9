import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { sha256 } from '../openbadges/index.js'
import { AppError } from '../errors.js'
import { changeMark, type Db } from './database.js'
import { publicBadges } from './shared-badges.js'
import { type OpenedShare, SHARE, toShare } from './shares.js'

/** The link of a token, whether it works or not. @throws {AppError} not_found: there never was one */
export async function openShare(db: Db, tokenHash: string): Promise<OpenedShare> {
  const reader = readers.get(db) ?? { query: queryOfToken(db), known: new LRUCache({ max: 2000 }) }
  readers.set(db, reader)
  const mark = changeMark(db)
  const known = reader.known.get(tokenHash)
  if (known && mark !== null && known.mark === mark) return known.share
  const share = await readShare(db, reader.query, tokenHash)
  reader.known.set(tokenHash, { mark, share })
  return share
}

/** Every look at a public page begins with it: its query is made once, and asked again when anything was written. */
interface Reader {
  query: ReturnType<typeof queryOfToken>
  known: LRUCache<string, { mark: string | null; share: OpenedShare }>
}

const readers = new WeakMap<Db, Reader>()

async function readShare(db: Db, query: Reader['query'], tokenHash: string): Promise<OpenedShare> {
  const asked: typeof query = { ...query, parameters: query.parameters.with(-1, tokenHash) }
  const { rows } = await db.executeQuery(asked)
  const row = rows[0]
  if (!row)
    throw new AppError('not_found', 'There is no such link. Perhaps a part of it is missing.')
  const { earnerAddresses: _, collection: _c, collected: _b, single: _s, ...link } = row
  return { ...toShare(link), version: versionOf(row) }
}

/** Opening a link is no change of it. */
function versionOf({ opens: _, ...shown }: Record<string, unknown>): string {
  return sha256(JSON.stringify(shown))
}

function queryOfToken(db: Db) {
  return db
    .selectFrom('share')
    .innerJoin('account', 'account.id', 'share.accountId')
    .select(SHARE)
    .select(['share.accountId', 'account.name as earnerName'])
    .select(versionColumns(db))
    .where('tokenHash', '=', '')
    .compile()
}

/** Change whenever anything changes that a link shows; much cheaper to find out than what it shows. */
const versionColumns = (db: Db) => [
  addresses(db).as('earnerAddresses'),
  collection(db).as('collection'),
  collected(db).as('collected'),
  single(db).as('single'),
]

/** A new verification makes a new report; whose a badge is can change without one. */
const STANDING = sql`badge.id || ' ' || badge.checked_at || ' ' || coalesce(badge.image_hash, '') || ' ' ||
  coalesce((select max(report.id) from report where report.badge_id = badge.id), '')`

const ofLink = (column: 'accountId' | 'collectionId' | 'badgeId') =>
  sql.ref<string>(`share.${column}`)

function collected(db: Db) {
  const { ref } = sql
  const placed = sql`${STANDING} || ' ' || ${ref('collectionBadge.position')} || ' ' || collection_badge.note`
  return publicBadges(db, ofLink('accountId'))
    .innerJoin('collectionBadge', 'collectionBadge.badgeId', 'badge.id')
    .where('collectionBadge.collectionId', '=', ofLink('collectionId'))
    .select(sql<string | null>`string_agg(${placed}, ' ' order by position)`.as('marks'))
}

function single(db: Db) {
  return publicBadges(db, ofLink('accountId'))
    .where('badge.id', '=', ofLink('badgeId'))
    .select(sql<string>`${STANDING}`.as('mark'))
}

function collection(db: Db) {
  return db
    .selectFrom('collection')
    .where('id', '=', ofLink('collectionId'))
    .select(sql<string>`title || '\n' || description`.as('words'))
}

function addresses(db: Db) {
  return db
    .selectFrom('email')
    .where('accountId', '=', ofLink('accountId'))
    .where('confirmedAt', 'is not', null)
    .select(
      sql<string | null>`string_agg(address || ' ' || spellings, ' ' order by address)`.as('all'),
    )
}
