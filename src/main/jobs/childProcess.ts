import { fork } from 'node:child_process'
import { childEntry } from '../system/resources.ts'

export type ChildName = 'modelProcess' | 'pictureProcess' | 'visionProcess' | 'trainingProcess'

/** How a child ended: a status, a signal, or neither where the system tells nothing. */
export interface ChildExit {
  readonly code: number | null
  readonly signal: string | null
}

/**
 * A process of our own that does native work, so that a crash there is a message here. Messages are what structured
 * clone can carry; they arrive in order.
 */
export interface ChildProcess {
  /** Undefined once it could not be started or has ended. */
  readonly pid: number | undefined
  /** Does nothing once the child has ended. */
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once; also when the child could not be started. */
  onExit(listener: (exit: ChildExit) => void): void
  /** At once, without asking the child. */
  kill(): void
}

/** Starts children: `child_process.fork` under Node, `utilityProcess.fork` under Electron. */
export interface Processes {
  spawn(name: ChildName): ChildProcess
}

/** The end inside the child: what `process` is under Node and `process.parentPort` under Electron. */
export interface ParentPort {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

export interface NodeProcessesOptions {
  /** Where the code of a child is. */
  readonly entry?: (name: ChildName) => string
  /** What native libraries print; by default on stderr, so that stdout stays free for the one JSON document. */
  readonly onOutput?: (text: string) => void
}

export function nodeProcesses({
  entry = childEntry,
  onOutput = (text) => process.stderr.write(text),
}: NodeProcessesOptions = {}): Processes {
  return {
    spawn: (name) => {
      const child = fork(entry(name), { serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
      for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', onOutput)
      let ended = false
      let onExit: (exit: ChildExit) => void = () => undefined
      const end = (exit: ChildExit): void => {
        if (ended) return
        ended = true
        onExit(exit)
      }
      child.on('exit', (code, signal) => {
        end({ code, signal })
      })
      // Also says that a message could not be sent; then the exit follows and tells more.
      child.on('error', () => {
        if (child.pid === undefined) end({ code: null, signal: null })
      })
      return {
        get pid() {
          return ended ? undefined : child.pid
        },
        send: (message) => {
          if (child.connected) child.send(message as object)
        },
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => (onExit = listener),
        kill: () => child.kill('SIGKILL'),
      }
    },
  }
}

interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
}

/** The parent of this process, whichever way it was started. The process ends with its parent. */
export function parentPort(): ParentPort {
  const electron = (process as { parentPort?: ElectronPort }).parentPort
  if (electron !== undefined) {
    return {
      send: (message) => {
        electron.postMessage(message)
      },
      onMessage: (listener) => electron.on('message', ({ data }) => listener(data)),
    }
  }
  process.on('disconnect', () => process.exit(0))
  // Ctrl+C reaches the whole process group; the parent decides when its children stop.
  process.on('SIGINT', () => undefined)
  return {
    send: (message) => process.send?.(message),
    onMessage: (listener) => process.on('message', listener),
  }
}
