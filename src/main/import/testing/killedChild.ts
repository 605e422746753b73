import { spawn } from 'node:child_process'

/** Milliseconds a child worked after it said "begun", and whether it came to its end. */
export interface ChildRun {
  readonly workedMs: number
  readonly finished: boolean
}

/**
 * Runs a script of ours, waits until it says "begun" and kills it `afterMs` later by its process id (SIGKILL; on
 * Windows TerminateProcess). Null: it is let run to its end. Rejects when it fails by itself.
 */
export function runChild(script: string, args: readonly string[], afterMs: number | null): Promise<ChildRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let begunAt = 0
    let complaint = ''
    child.stderr.on('data', (data: Buffer) => (complaint += data.toString()))
    child.stdout.once('data', () => {
      begunAt = performance.now()
      if (afterMs !== null) setTimeout(() => child.kill('SIGKILL'), afterMs)
    })
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== null && code !== 0) reject(new Error(`${script} failed: ${complaint}`))
      else resolve({ workedMs: performance.now() - begunAt, finished: code === 0 })
    })
  })
}
