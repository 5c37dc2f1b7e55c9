import type { z } from 'zod'

/** Messages by field; `form` for what belongs to no single field. */
export type FieldErrors = Readonly<Record<string, string>>

/** What a form says: values that hold, or the first message of each field. */
export type Form<Values> = { values: Values; errors: null } | { values: null; errors: FieldErrors }

/** Reads a posted body with a schema; members the schema does not name are left out. */
export function readForm<Values>(schema: z.ZodType<Values>, body: unknown): Form<Values> {
  const read = schema.safeParse(body ?? {})
  if (read.success) return { values: read.data, errors: null }
  const errors = new Map<string, string>()
  for (const { path, message } of read.error.issues) {
    const field = String(path[0] ?? 'form')
    if (!errors.has(field)) errors.set(field, message)
  }
  return { values: null, errors: Object.fromEntries(errors) }
}

/** What was typed into the named fields, to show it again. Never name a password. */
export function typed(body: unknown, ...names: string[]): Record<string, string> {
  const posted = (body ?? {}) as Record<string, unknown>
  const textOf = (name: string) =>
    Object.hasOwn(posted, name) && typeof posted[name] === 'string' ? posted[name] : ''
  return Object.fromEntries(names.map((name) => [name, textOf(name)]))
}
