import { sql } from 'kysely'
import type { Db } from './database.js'

/** Does the database answer, with our tables in it? @throws the database's error when it does not */
export async function isReachable(db: Db): Promise<boolean> {
  await sql`select 1 from account limit 1`.execute(db)
  return true
}
