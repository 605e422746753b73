import { utilityProcess } from 'electron'
import type { ChildExit, Processes } from '../../jobs/childProcess.ts'
import { childEntry } from '../../system/resources.ts'

/** Children of the desktop program. Electron starts them itself, because its binary must not run as plain Node. */
export function utilityProcesses(onOutput: (text: string) => void): Processes {
  return {
    spawn: (name) => {
      const child = utilityProcess.fork(childEntry(name), [], { serviceName: name, stdio: 'pipe' })
      for (const stream of [child.stdout, child.stderr])
        stream?.on('data', (chunk: Buffer) => onOutput(chunk.toString('utf8')))
      let ended = false
      let onExit: (exit: ChildExit) => void = () => undefined
      child.on('exit', (code) => {
        if (ended) return
        ended = true
        onExit({ code, signal: null })
      })
      return {
        get pid() {
          return ended ? undefined : child.pid
        },
        send: (message) => {
          if (!ended) child.postMessage(message)
        },
        onMessage: (listener) => child.on('message', listener),
        onExit: (listener) => (onExit = listener),
        // `kill()` of a utility process asks politely on some systems; the id is sure to end it at once.
        kill: () => {
          if (!ended && child.pid !== undefined) process.kill(child.pid, 'SIGKILL')
        },
      }
    },
  }
}
