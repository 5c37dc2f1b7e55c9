import { join } from 'node:path'
import { setTimeout as rest } from 'node:timers/promises'
import SQLite from 'better-sqlite3'
import { type Attack, attack, post, PERSON, signUp } from './attack.js'

/** Another program on the same machine. */
export const locks: readonly Attack[] = [
  attack({
    name: 'another writer holds the SQLite file for 7 s',
    before: '15 s',
    prepare: signUp,
    async run(site) {
      const other = new SQLite(join(site.dataDir, 'haversack.db'))
      other.exec('begin immediate')
      const signIn = post(site, '/sign-in', new URLSearchParams(PERSON))
      await rest(7000)
      other.exec('rollback')
      other.close()
      return `the sign-in that waited: ${(await signIn).status}`
    },
  }),
]
