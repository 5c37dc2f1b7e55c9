import { readFileSync, statSync } from 'node:fs'
import { dirname, extname, join } from 'node:path'
import ejs from 'ejs'

/** A view engine of Express. */
export type ViewEngine = (
  path: string,
  locals: object,
  done: (error: unknown, text?: string) => void,
) => void

interface Template {
  path: string
  render: (locals: object) => string
  /** Of its file, when it was read. */
  changedAt: number
  /** Templates it includes, by the names it gives them. */
  includes: Map<string, Template>
}

/**
 * EJS with each file compiled once. What all templates of a page see is the prototype of what one of them is given, and
 * not copied for each: those of a row of a list are included hundreds of times.
 * @param isEdited are files looked at again for each page, for somebody who works on them?
 */
export function createTemplates(isEdited: boolean): ViewEngine {
  let known = new Map<string, Template>()
  return (path, locals, done) => {
    try {
      if (isEdited && [...known].some(([file, { changedAt }]) => changedAt !== changeOf(file)))
        known = new Map()
      // without a prototype, so that no name is found that nobody gave
      const page: object = Object.assign(Object.create(null) as object, locals)
      done(null, run(templateOf(path), page, {}))
    } catch (error) {
      done(error)
    }
  }

  function templateOf(path: string): Template {
    const template = known.get(path) ?? compiled(path)
    known.set(path, template)
    return template
  }

  function included(by: Template, name: string): Template {
    const template = by.includes.get(name) ?? templateOf(fileOf(by, name))
    by.includes.set(name, template)
    return template
  }

  /** @param page what all templates of a page see @param given what this one was given by those around it */
  function run(template: Template, page: object, given: object): string {
    const include = (name: string, more?: object) =>
      run(included(template, name), page, { ...given, ...more })
    const locals: object = Object.create(page) as object
    return template.render(Object.assign(locals, given, { include }))
  }
}

const fileOf = ({ path }: Template, name: string) =>
  join(dirname(path), extname(name) === '' ? `${name}.ejs` : name)

const changeOf = (path: string) => statSync(path).mtimeMs

function compiled(path: string): Template {
  const options = { filename: path, unsafePrototypeLocals: true }
  const render = ejs.compile(readFileSync(path, 'utf8'), options)
  return { path, render, changedAt: changeOf(path), includes: new Map() }
}
