import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import {
  openReadingRoom,
  type ReadingRoom,
  ROOM_LIMITS,
  type RoomLimits,
} from '../../src/backpack/reading/room/room.js'
import { projectRoot } from '../../src/project-root.js'

let built: string | undefined

/** A reading room whose processes run what a host builds: through tsx each takes a second to start. */
export function openBuiltRoom(limits: Partial<RoomLimits> = {}): ReadingRoom {
  return openReadingRoom({ ...ROOM_LIMITS, ...limits }, (built ??= buildChild()))
}

function buildChild(): string {
  const { status } = spawnSync(process.execPath, ['src/run.mjs', 'build'], { cwd: projectRoot })
  if (status !== 0) throw new Error('The program could not be built.')
  return join(projectRoot, 'dist/src/backpack/reading/room/child.js')
}
