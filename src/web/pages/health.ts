import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, Response } from 'express'
import { uploadsFolder } from '../../backpack/imports/decide.js'
import type { Context } from '../../context.js'
import { isWritable } from '../../store/chores.js'
import { isReachable } from '../../store/database.js'

/** What was found out a moment ago is said again: nobody makes the disk busy by asking. */
const FRESH_MS = 1000
/** As much as a small badge. */
const TRIED_BYTES = 64 * 1024

/** For whoever watches the program. */
export function healthPages({ db, log, config }: Context) {
  let known = { at: -Infinity, parts: { database: false, files: false } }

  async function tried(): Promise<typeof known.parts> {
    if (performance.now() - known.at < FRESH_MS) return known.parts
    const database = await holds('the database cannot be written', () => isWritable(db))
    const files = await holds('files cannot be written', () => tryWriting(uploadsFolder(config)))
    known = { at: performance.now(), parts: { database, files } }
    return known.parts
  }

  async function holds(or: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work()
      return true
    } catch (error) {
      log.error({ err: error }, or)
      return false
    }
  }

  return {
    /** Does it live? 200 when the database answers, else 503. */
    async show(_req: Request, res: Response) {
      const database = await holds('the database does not answer', () => isReachable(db))
      send(res, database, { status: database ? 'ok' : 'unavailable', database })
    },

    /** Should it be given work? 200 when badges could be kept and it is not ending, else 503 with what is not so. */
    async ready(req: Request, res: Response) {
      const parts = { ...(await tried()), running: !req.app.enabled('stopping') }
      const isReady = Object.values(parts).every(Boolean)
      send(res, isReady, { status: isReady ? 'ready' : 'not ready', ...parts })
    },
  }
}

function send(res: Response, isWell: boolean, told: object): void {
  res.set('Cache-Control', 'no-store')
  res.status(isWell ? 200 : 503).json(told)
}

async function tryWriting(folder: string): Promise<void> {
  // what a process leaves there that died is cleared away like uploads
  const path = join(folder, `ready-${process.pid}`)
  try {
    await writeFile(path, Buffer.alloc(TRIED_BYTES))
  } finally {
    await rm(path, { force: true })
  }
}
