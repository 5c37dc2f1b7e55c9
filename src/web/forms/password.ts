import { z } from 'zod'
import { knownPassword, newPassword } from './fields.js'
import { type Form, readForm } from './read-form.js'

const chosen = z.object({ password: newPassword })
const changed = z.object({ current: knownPassword, password: newPassword })
const proof = z.object({ password: knownPassword })

/** A password chosen through a mail link. */
export function readNewPassword(body: unknown): Form<{ password: string }> {
  return readForm(chosen, body)
}

/** A password changed by who knows the old one. */
export function readPasswordChange(body: unknown): Form<{ current: string; password: string }> {
  return readForm(changed, body)
}

/** A password typed again before something that cannot be undone. */
export function readPasswordProof(body: unknown): Form<{ password: string }> {
  return readForm(proof, body)
}
