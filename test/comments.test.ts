import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../src/project-root.js'

const FOLDERS = ['src', 'db', 'test', 'views', 'public']
const COMMENT = /\/\*[\s\S]*?\*\/|(?<!\S)\/\/[^\n]*|<%#[\s\S]*?%>/g
const FILE_NAME = /(?<![\w+`/.-])(?:[\w-]+\/)*[\w-]+\.(?:ts|mjs|ejs|css)\b/g

describe('comments', () => {
  it('name only files that are there', () => {
    const files = FOLDERS.flatMap(filesUnder)
    const stale = files.flatMap((file) =>
      namedIn(file)
        .filter((name) => !files.some((known) => `/${known}`.endsWith(`/${name}`)))
        .map((name) => `${file} names ${name}`),
    )
    assert.deepEqual(stale, [])
  })
})

function namedIn(file: string): string[] {
  if (!/\.(ts|mjs|ejs|css|js)$/.test(file)) return []
  const comments = readFileSync(join(projectRoot, file), 'utf8').match(COMMENT) ?? []
  return comments.flatMap((comment) => comment.match(FILE_NAME) ?? [])
}

function filesUnder(folder: string): string[] {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name),
  )
}
