import { mkdirSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Request, RequestHandler } from 'express'
import multer from 'multer'
import { uploadsFolder } from '../../backpack/imports/decide.js'
import type { ImportedFile } from '../../backpack/imports/things.js'
import type { Context } from '../../context.js'
import { AppError } from '../../errors.js'
import { newToken } from '../../ids.js'
import { noteProblem, uploadLimits } from './upload.js'

/** Of one whole request. */
const MAX_IMPORT_BYTES = 1024 * 1024 * 1024
/** Of one file; it may be an archive. */
const MAX_FILE_BYTES = 200 * 1024 * 1024

/**
 * Reads fields and `files` of a form onto the disk, where they lie until the request is answered. What cannot be
 * read is for the page to tell, see {@link handedFiles}.
 * @throws {AppError} too_large: the whole is larger than {@link MAX_IMPORT_BYTES}, or does not say its size
 */
export function readImport(
  { config, log }: Pick<Context, 'config' | 'log'>,
  maxFiles: number,
): RequestHandler {
  const folder = uploadsFolder(config)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const begun = new WeakMap<Request, string[]>()
  const receive = receiver(folder, maxFiles, (req, path) => begun.get(req)?.push(path))
  return (req, res, next) => {
    if (!isBounded(req))
      throw new AppError('too_large', 'This is too much at once. Send at most 1 GB.')
    const paths: string[] = []
    begun.set(req, paths)
    res.on('close', () => {
      removeAll(paths).catch((error: unknown) => log.warn({ err: error }, 'an upload was left'))
    })
    receive(req, res, noteProblem(res, next, maxFiles))
  }
}

/** The files of a request that passed {@link readImport}, in order; `problem` when they could not be read. */
export function handedFiles(req: Request): { files: ImportedFile[]; problem: string | null } {
  const files = filesOf(req).map(({ originalname, path, size }) => ({
    name: originalname,
    path,
    size,
  }))
  return { files, problem: (req.res?.locals.uploadProblem as string | undefined) ?? null }
}

/** @param begin hears of every file before a byte of it is written */
function receiver(
  folder: string,
  maxFiles: number,
  begin: (req: Request, path: string) => void,
): RequestHandler {
  return multer({
    storage: multer.diskStorage({
      destination: folder,
      filename(req, _file, done) {
        const name = newToken()
        begin(req, join(folder, name))
        done(null, name)
      },
    }),
    defParamCharset: 'utf8',
    limits: { fileSize: MAX_FILE_BYTES, ...uploadLimits(maxFiles) },
  }).array('files', maxFiles)
}

function isBounded(req: Request): boolean {
  const length = req.get('content-length')
  return length !== undefined && Number(length) <= MAX_IMPORT_BYTES
}

/** A browser sends an empty file for a field in which none was chosen; multer leaves such a one out. */
function filesOf(req: Request): Express.Multer.File[] {
  return Array.isArray(req.files) ? req.files : []
}

/** What multer knows of a file forgets its path when the visitor leaves in the middle of it; ours does not. */
async function removeAll(paths: readonly string[]): Promise<void> {
  for (const path of paths) await rm(path, { force: true })
}
