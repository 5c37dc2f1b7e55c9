import { after, afterEach } from 'mocha'
import pg from 'pg'
import { migrate, openDatabase } from '../../src/store/database.js'

/** Where a real PostgreSQL is to be used, or undefined: `npm run test:postgres` sets it. */
export const POSTGRES_URL = process.env['TEST_POSTGRES_URL']

interface TestDatabase {
  name: string
  /** The file whose tests it was made for, once one of them has run. */
  file?: string
  close(): Promise<void>
}

const TEMPLATE = 'template_of_tests'
const opened: TestDatabase[] = []
let count = 0
let admin: pg.Pool | undefined
let template: Promise<void> | undefined

/** A database of its own on the real server, with our tables in it; gone after the tests of its file. */
export async function openOnPostgres(): Promise<ReturnType<typeof openDatabase>> {
  template ??= makeTemplate()
  await template
  const name = `test_${(count += 1)}`
  await order(`create database ${name} template ${TEMPLATE}`)
  const db = openDatabase(urlOf(name))
  opened.push({ name, close: () => db.destroy() })
  return db
}

async function makeTemplate(): Promise<void> {
  await order(`create database ${TEMPLATE}`)
  const db = openDatabase(urlOf(TEMPLATE))
  await migrate(db)
  await db.destroy()
}

async function order(statement: string): Promise<void> {
  admin ??= new pg.Pool({ connectionString: POSTGRES_URL, max: 1, allowExitOnIdle: true })
  await admin.query(statement)
}

function urlOf(name: string): string {
  const url = new URL(POSTGRES_URL!)
  url.pathname = name
  return url.href
}

afterEach(async function () {
  const { file = '' } = this.currentTest!
  for (const database of opened) database.file ??= file
  await drop((database) => database.file !== file)
})
after(() => drop(() => true))

async function drop(isOver: (database: TestDatabase) => boolean): Promise<void> {
  for (const database of opened.filter(isOver)) {
    opened.splice(opened.indexOf(database), 1)
    await database.close()
    await order(`drop database ${database.name} with (force)`)
  }
}
