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
