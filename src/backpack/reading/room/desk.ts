import { type ChildProcess, fork } from 'node:child_process'
import type { DocumentLoader } from '../../../openbadges/index.js'
import { projectRoot } from '../../../project-root.js'
import { DiagnosedError, diagnosisOf } from '../doctor/diagnosis.js'
import { type FromDesk, packError, type ToDesk, unpackError } from './messages.js'
import type { TaskName } from './tasks.js'

/** What one task may cost. */
export interface TaskLimits {
  /** Time it may take, apart from that in which it waits for the network. */
  busyMs: number
  /** How often it is looked at. */
  watchMs: number
  heapMegabytes: number
}

/** Loading our own program takes no longer, whatever else the machine does. */
const START_MS = 60_000

/** Thrown for a task that was ended because the room was closed, which is none of its fault. */
export class RoomClosedError extends DiagnosedError {
  override name = 'RoomClosedError'

  constructor() {
    super(diagnosisOf('too_busy'))
  }
}

export interface Task {
  name: TaskName
  input: readonly unknown[]
  loadDocument: DocumentLoader
}

/** A process that does one task after the other. */
export interface Desk {
  /**
   * Has a task done, alone there. A task beyond its limits is ended, and the desk with it.
   * @throws {DiagnosedError} too_much_work: it was ended
   * @throws {RoomClosedError} the desk was ended
   * @throws what the task throws, by class and code
   */
  work(task: Task): Promise<unknown>
  /** Lets our own process end while this one rests. */
  rest(): void
  /** Ends it, whatever it does. */
  end(): void
}

/**
 * Starts a desk. A process, not a thread: a thread that wants too much memory takes the whole process with it.
 * @param file the program of room/child.ts
 * @param onEnd it is gone, for whatever reason
 */
export function startDesk(file: string, limits: TaskLimits, onEnd: () => void): Desk {
  const child = startChild(file, limits)
  let isWanted = true
  let tasks = 0
  child.once('exit', onEnd).on('error', onEnd)
  return {
    async work(task) {
      tasks += 1
      child.ref()
      child.channel?.ref()
      return workIn(child, { ...task, id: tasks }, limits, () => isWanted)
    },
    rest() {
      child.unref()
      child.channel?.unref()
    },
    end() {
      isWanted = false
      child.kill('SIGKILL')
    },
  }
}

function startChild(file: string, { heapMegabytes }: TaskLimits): ChildProcess {
  const execArgv = [
    `--max-old-space-size=${heapMegabytes}`,
    ...(file.endsWith('.ts') ? ['--import', 'tsx'] : []),
  ]
  const closed = { env: {}, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] as 'ignore'[] }
  return fork(file, { ...closed, execArgv, cwd: projectRoot, serialization: 'advanced' })
}

async function workIn(
  child: ChildProcess,
  task: Task & { id: number },
  limits: TaskLimits,
  isWanted: () => boolean,
): Promise<unknown> {
  const over = new AbortController()
  try {
    return await new Promise((resolve, reject) => {
      const patience = startPatience(limits, over.signal, () => {
        // What it still says is not heard: a process on its way out is given no other task.
        child.off('message', heard).off('exit', ended)
        child.once('exit', () =>
          reject(patience.hasBegun() ? tooMuch('time') : new Error('A process did not start.')),
        )
        child.kill('SIGKILL')
      })
      // What it said before its end may still be on the way.
      const ended = () => (child.connected ? child.once('disconnect', gone) : gone())
      const gone = () => {
        if (!isWanted()) reject(new RoomClosedError())
        else if (child.exitCode === null && patience.hasBegun()) reject(tooMuch('memory'))
        else reject(new Error('A process of the reading room failed.'))
      }
      const heard = (said: FromDesk) => {
        if (said.task !== task.id) return
        if (said.kind === 'begun') patience.begin()
        else if (said.kind === 'done') resolve(said.output)
        else if (said.kind === 'failed') reject(unpackError(said.error))
        else patience.without(answer(child, said, task.loadDocument)).catch(reject)
      }
      child.on('message', heard).once('exit', ended).once('error', reject)
      over.signal.addEventListener('abort', () =>
        child.off('message', heard).off('exit', ended).off('error', reject),
      )
      tell(child, { kind: 'task', id: task.id, name: task.name, input: task.input })
    })
  } finally {
    over.abort()
  }
}

async function answer(
  child: ChildProcess,
  { id, url, accept }: Extract<FromDesk, { kind: 'load' }>,
  loadDocument: DocumentLoader,
): Promise<void> {
  try {
    tell(child, { kind: 'answer', id, document: await loadDocument(url, accept), error: null })
  } catch (error) {
    tell(child, { kind: 'answer', id, document: null, error: packError(error) })
  }
}

/** That it is gone is told by its exit. */
const tell = (child: ChildProcess, message: ToDesk) =>
  child.connected && child.send(message, () => undefined)

/** Counts time from the beginning of a task, unless the network is waited for. */
function startPatience(limits: TaskLimits, over: AbortSignal, onEnd: () => void) {
  let [left, waits, isBegun] = [START_MS, 0, false]
  let last = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    // Nor does time count in which we were not there to listen.
    if (waits === 0) left -= Math.min(now - last, 2 * limits.watchMs)
    last = now
    if (left > 0) return
    clearInterval(timer)
    onEnd()
  }, limits.watchMs)
  over.addEventListener('abort', () => clearInterval(timer))
  return {
    hasBegun: () => isBegun,
    begin() {
      isBegun = true
      left = limits.busyMs
    },
    async without(wait: Promise<void>) {
      waits += 1
      await wait.finally(() => (waits -= 1))
    },
  }
}

const tooMuch = (what: string) =>
  new DiagnosedError(diagnosisOf('too_much_work', {}, [`ended: too much ${what}`]))
