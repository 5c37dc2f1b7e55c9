import {
  type Credential,
  type DocumentLoader,
  replay,
  type VerifyOptions,
} from '../../../openbadges/index.js'
import { splitText } from '../pasted.js'
import { takePicture } from '../picture.js'
import { readAgain, readBadge } from '../read.js'
import type { BadgeInput } from '../source.js'

/** How badges are verified, but for the network, which no process of the room has. */
export type Circumstances = Omit<VerifyOptions, 'loadDocument' | 'contexts'>

type Capsule = Parameters<typeof replay>[0]

/** All that is done in the room, by name. Values go in and come out, so that they can cross. */
export const TASKS = {
  readBadge: (loadDocument: DocumentLoader, input: BadgeInput, asked: Circumstances) =>
    readBadge(input, { ...asked, loadDocument }),

  readAgain: (
    loadDocument: DocumentLoader,
    file: Uint8Array,
    award: string | null,
    sourceUrl: string | null,
    asked: Omit<Circumstances, 'sourceUrl'>,
  ) => readAgain(file, award, sourceUrl, { ...asked, loadDocument }),

  replay: (_: DocumentLoader, capsule: Capsule) => replay(capsule),

  splitText: (_: DocumentLoader, text: string) => splitText(text),

  takePicture: (loadDocument: DocumentLoader, credential: Credential, file: Uint8Array) =>
    takePicture({ loadDocument }, credential, file),
}

export type TaskName = keyof typeof TASKS
export type TaskInput<Name extends TaskName> =
  Parameters<(typeof TASKS)[Name]> extends [DocumentLoader, ...infer Rest] ? Rest : never
export type TaskOutput<Name extends TaskName> = Awaited<ReturnType<(typeof TASKS)[Name]>>
