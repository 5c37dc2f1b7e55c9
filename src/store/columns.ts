import {
  CamelCasePlugin,
  type ColumnType,
  type Dialect,
  type KyselyPlugin,
  type PluginTransformQueryArgs,
  type PluginTransformResultArgs,
  type QueryResult,
  type RootOperationNode,
  type UnknownRow,
} from 'kysely'

declare const kept: unique symbol

/** How a column keeps what the program knows in another form. */
export type Kept<Form extends 'json' | 'flag'> = { readonly [kept]: Form }

/** A value kept as JSON text. */
export type Json<Read, Inserted = Read> = ColumnType<Read, Inserted, Read> & Kept<'json'>

/** True or false, kept as 1 or 0. */
export type Flag<Inserted = boolean> = ColumnType<boolean, Inserted, boolean> & Kept<'flag'>

/**
 * From the rows of the database to those of the program: names in camelCase, JSON and flags as values. The way back
 * is {@link writingRows}.
 * @param forms by its name in the program, how a column is kept; all others are as they are
 */
export function rowPlugins(forms: Readonly<Record<string, 'json' | 'flag'>>): KyselyPlugin[] {
  return [new CamelCasePlugin({ maintainNestedObjectKeys: true }), new ValuePlugin(forms)]
}

class ValuePlugin implements KyselyPlugin {
  readonly #forms: Map<string, 'json' | 'flag'>

  constructor(forms: Readonly<Record<string, 'json' | 'flag'>>) {
    this.#forms = new Map(Object.entries(forms))
  }

  transformQuery({ node }: PluginTransformQueryArgs): RootOperationNode {
    return node
  }

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    for (const row of result.rows)
      for (const [name, value] of Object.entries(row)) row[name] = this.#read(name, value)
    return result
  }

  #read(name: string, value: unknown): unknown {
    if (value === null) return null
    const form = this.#forms.get(name)
    if (form === 'flag') return value === 1
    return form === 'json' ? JSON.parse(value as string) : value
  }
}

/** The same database, given JSON and flags in the form in which columns keep them. */
export function writingRows(dialect: Dialect): Dialect {
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: () => dialect.createDriver(),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler() {
      const compiler = dialect.createQueryCompiler()
      return {
        compileQuery(...query) {
          const compiled = compiler.compileQuery(...query)
          return { ...compiled, parameters: compiled.parameters.map(written) }
        },
      }
    },
  }
}

/** No column takes a boolean or an object: both are kept in another form. */
function written(value: unknown): unknown {
  if (typeof value === 'boolean') return Number(value)
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value
}

/** These columns of a value, and no other member it may have. */
export function columnsOf<Row, Name extends keyof Row>(
  row: Row,
  names: readonly Name[],
): Pick<Row, Name> {
  return Object.fromEntries(names.map((name) => [name, row[name]])) as Pick<Row, Name>
}
