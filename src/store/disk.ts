import { statfsSync } from 'node:fs'
import { RefusedStart } from '../errors.js'

/** Why nothing can be written: no room left (or allowed), or written to by nobody. */
export type DiskTrouble = 'full' | 'read-only'

/** Tells of an error of the file system or of a database, or of what caused it, that it is the disk's; else null. */
export function diskTrouble(error: unknown): DiskTrouble | null {
  if (!(error instanceof Error)) return null
  const { code } = error as { code?: unknown }
  return TROUBLES[String(code)] ?? diskTrouble(error.cause)
}

/** EFBIG is a limit that was set for the process; 53100 is PostgreSQL's own full disk, and SQLite's IOERR a write cut short. */
const TROUBLES: Partial<Record<string, DiskTrouble>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EFBIG: 'full',
  SQLITE_FULL: 'full',
  SQLITE_IOERR_WRITE: 'full',
  SQLITE_IOERR_FSYNC: 'full',
  SQLITE_IOERR_TRUNCATE: 'full',
  SQLITE_IOERR_SHMSIZE: 'full',
  '53100': 'full',
  EROFS: 'read-only',
  EACCES: 'read-only',
  EPERM: 'read-only',
  SQLITE_READONLY: 'read-only',
  SQLITE_READONLY_DBMOVED: 'read-only',
  SQLITE_READONLY_DIRECTORY: 'read-only',
  SQLITE_READONLY_CANTINIT: 'read-only',
  SQLITE_CANTOPEN: 'read-only',
  '25006': 'read-only',
}

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
