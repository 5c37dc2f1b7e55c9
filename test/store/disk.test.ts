import assert from 'node:assert/strict'
import { statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { diskTrouble, isNetworkDisk, refuseNetworkDisk } from '../../src/store/disk.js'

const failed = (code: string, cause?: Error) =>
  Object.assign(new Error('a write failed', { cause }), { code })

describe('the disk', () => {
  it('is told apart as full, as closed, and as not to blame', () => {
    for (const code of ['ENOSPC', 'EDQUOT', 'SQLITE_FULL', '53100'])
      assert.equal(diskTrouble(failed(code)), 'full')
    for (const code of ['EROFS', 'EIO', 'SQLITE_READONLY', 'SQLITE_READONLY_DIRECTORY', '25006'])
      assert.equal(diskTrouble(failed(code)), 'closed')
    // SQLite has this word for a disk that may be written no more, too
    for (const code of ['SQLITE_IOERR', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC'])
      assert.equal(diskTrouble(failed(code)), 'closed')
    assert.equal(diskTrouble(failed('X', failed('ENOSPC'))), 'full')
    const others = ['ENOENT', 'SQLITE_BUSY', 'SQLITE_IOERR_READ', 'SQLITE_CORRUPT'].map((code) =>
      failed(code),
    )
    for (const error of [...others, 'ENOSPC', null]) assert.equal(diskTrouble(error), null)
  })

  it('is known for one of another machine, however its number is signed', () => {
    for (const [name, type] of [
      ['NFS', 0x6969],
      ['CIFS', 0xff534d42],
      ['CIFS on 32 bits', 0xff534d42 | 0],
      ['SMB 2', 0xfe534d42],
    ] as const)
      assert.ok(isNetworkDisk(type), name)
    for (const local of [0xef53, 0x58465342, 0x9123683e, 0x01021994, 0x794c7630])
      assert.ok(!isNetworkDisk(local), local.toString(16))
    assert.ok(!isNetworkDisk(statfsSync(tmpdir()).type))
    refuseNetworkDisk(tmpdir())
  })
})
