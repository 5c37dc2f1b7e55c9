import { type DocumentLoader, silence } from '../../../openbadges/index.js'
import { programFile } from '../../../project-root.js'
import { DiagnosedError, diagnosisOf } from '../doctor/diagnosis.js'
import { type Desk, RoomClosedError, startDesk, type TaskLimits } from './desk.js'
import type { TaskInput, TaskName, TaskOutput } from './tasks.js'

export interface RoomLimits extends TaskLimits {
  /** Processes at once; most of their time they wait for the network. */
  desks: number
  /** Tasks that may wait for a process. */
  waiting: number
  /** A process that rested so long is ended; one always stays. */
  restMs: number
}

export const ROOM_LIMITS: RoomLimits = {
  busyMs: 10_000,
  watchMs: 100,
  heapMegabytes: 256,
  desks: 12,
  waiting: 256,
  restMs: 30_000,
}

/** Where strangers' bytes are read: in processes of their own, each task within limits, none in the way of requests. */
export interface ReadingRoom {
  /**
   * Does a task as soon as a process is free.
   * @param loadDocument asks the network on its behalf, here; default: nobody is asked
   * @throws {DiagnosedError} too_much_work: it was ended; too_busy: too many wait already
   * @throws {RoomClosedError} the room was closed before it was done
   * @throws what the task throws, by class and code
   */
  run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    loadDocument?: DocumentLoader,
  ): Promise<TaskOutput<Name>>
  /** Ends all processes and what they do. */
  close(): void
}

/** What each of its processes runs. */
const CHILD = 'backpack/reading/room/child'

/** Opens a room; its processes are started when there is work. @param file what they run */
export function openReadingRoom(
  limits: RoomLimits = ROOM_LIMITS,
  file: string = programFile(CHILD),
): ReadingRoom {
  const desks = openDesks(limits, file)
  return {
    async run<Name extends TaskName>(
      name: Name,
      input: TaskInput<Name>,
      loadDocument: DocumentLoader = nobody,
    ) {
      const desk = await desks.take()
      try {
        return (await desk.work({ name, input, loadDocument })) as TaskOutput<Name>
      } finally {
        desks.giveBack(desk)
      }
    },
    close: desks.close,
  }
}

const nobody: DocumentLoader = async (url) => silence(url, 'offline', new Date(0))

interface Asker {
  take(desk: Desk): void
  refuse(error: Error): void
}

function openDesks(limits: RoomLimits, file: string) {
  const living = new Set<Desk>()
  const free: Desk[] = []
  const askers: Asker[] = []
  let isClosed = false

  function start(): Desk {
    const desk = startDesk(file, limits, () => forget(desk))
    living.add(desk)
    return desk
  }

  function forget(desk: Desk): void {
    living.delete(desk)
    if (free.includes(desk)) free.splice(free.indexOf(desk), 1)
  }

  /** The last that came back is the first to be taken: so those there is no need of grow old in front. */
  function rest(desk: Desk): void {
    desk.rest()
    free.push(desk)
    const timer = setTimeout(() => {
      if (living.size <= 1 || free[0] !== desk) return
      forget(desk)
      desk.end()
    }, limits.restMs)
    timer.unref()
  }

  return {
    async take(): Promise<Desk> {
      if (isClosed) throw new RoomClosedError()
      const rested = free.pop()
      if (rested) return rested
      if (living.size < limits.desks) return start()
      if (askers.length >= limits.waiting) throw new DiagnosedError(diagnosisOf('too_busy'))
      return new Promise((take, refuse) => void askers.push({ take, refuse }))
    },

    giveBack(desk: Desk): void {
      const asker = isClosed ? undefined : askers.shift()
      if (asker) asker.take(living.has(desk) ? desk : start())
      else if (living.has(desk)) rest(desk)
    },

    close(): void {
      isClosed = true
      const error = new RoomClosedError()
      for (const { refuse } of askers.splice(0)) refuse(error)
      for (const desk of living) desk.end()
    },
  }
}
