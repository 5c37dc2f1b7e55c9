import { statfsSync } from 'node:fs'
import { RefusedStart } from '../errors.js'

/** Why nothing can be written: no room left (or allowed), or the disk takes nothing. */
export type DiskTrouble = 'full' | 'closed'

/** Tells of an error of the file system or of a database, or of what caused it, that it is the disk's; else null. */
export function diskTrouble(error: unknown): DiskTrouble | null {
  if (!(error instanceof Error)) return null
  const { code } = error as { code?: unknown }
  const known = TROUBLES[String(code)] ?? (OF_SQLITE.test(String(code)) ? 'closed' : null)
  return known ?? diskTrouble(error.cause)
}

/**
 * EFBIG is a limit that was set for the process; 53100 is PostgreSQL's own full disk, 25006 one that only reads. SQLite
 * says IOERR of a file that may be written no more as of a disk that fails: which of them it is nobody knows.
 */
const TROUBLES: Partial<Record<string, DiskTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  SQLITE_FULL: 'full',
  '53100': 'full',
  EROFS: 'closed',
  EACCES: 'closed',
  EPERM: 'closed',
  EIO: 'closed',
  '25006': 'closed',
  '58030': 'closed',
}

/** With whatever follows, e.g. SQLITE_IOERR_FSYNC; but what cannot be read is worse than what cannot be written. */
const OF_SQLITE =
  /^SQLITE_(READONLY|CANTOPEN|IOERR(?!_(READ|SHORT_READ|CORRUPTFS|DATA|IN_PAGE)$))(_|$)/

/** File systems of other machines, by the numbers that statfs(2) of Linux gives them. */
const NETWORK = new Set([
  ...[0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x01021997, 0x00c36400, 0x5346414f, 0x0bd00bd0],
  ...[0x7461636f, 0x01161970, 0x47504653],
])

/** Is it NFS, SMB, 9P, Ceph, AFS, Lustre, OCFS2, GFS2 or GPFS? @param type as statfs tells it, signed or not */
export const isNetworkDisk = (type: number): boolean => NETWORK.has(type >>> 0)

/**
 * SQLite's log of writes is memory that processes of one machine share: over a network two of them would overwrite each
 * other's pages, and nobody would notice.
 * @throws {RefusedStart} the folder lies on another machine
 * @see https://www.sqlite.org/wal.html "does not work over a network filesystem"
 */
export function refuseNetworkDisk(folder: string): void {
  if (isNetworkDisk(statfsSync(folder).type))
    throw new RefusedStart(
      `${folder} lies on a network file system, on which SQLite loses what is written. Nothing was changed. Choose a
DATA_DIR on a disk of this machine, or a PostgreSQL with DATABASE_URL.`,
    )
}
